"""The versions of the codebook; the first is the open draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cadrage.core.identity import new_guid

if TYPE_CHECKING:
    from cadrage.store.project import Project


class CodebookVersions:
    def __init__(self, project: Project) -> None:
        self._project = project

    @property
    def current(self) -> int | None:
        """The version that codings made now are marked with."""
        row: int | None = self._project.one("SELECT id FROM codebook_version ORDER BY number DESC LIMIT 1")
        return row

    @property
    def current_name(self) -> str:
        return self._project.readings.of("codebook_version", self._read_name)

    def _read_name(self) -> str:
        name: str | None = self._project.one("SELECT name FROM codebook_version ORDER BY number DESC LIMIT 1")
        return name or "draft"

    def names(self) -> Mapping[int, str]:
        """All versions' names by id."""
        rows = self._project.rows("SELECT id, name FROM codebook_version")
        return {row: name or "draft" for row, name in rows}

    def add_draft(self) -> None:
        with self._project.change("New codebook version"):
            self._project.write(
                "INSERT INTO codebook_version (guid, number, name) VALUES"
                " (?, (SELECT coalesce(max(number), 0) + 1 FROM codebook_version), '')",
                (new_guid(),),
            )

    def name_draft(self, name: str) -> None:
        with self._project.change("Name the codebook version"):
            self._project.write("UPDATE codebook_version SET name = ? WHERE id = ?", (name, self.current))
