"""The rounds of a study; a project starts with one open round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.model import Round
from cadrage.core.text import clean

if TYPE_CHECKING:
    from cadrage.store.project import Project


class Rounds:
    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> tuple[Round, ...]:
        return self._read("ORDER BY number, id")

    def codebooks(self) -> Mapping[int, int]:
        """The codebook version that a round is bound to, by round; those that are bound to none are not there."""
        return dict(self._project.rows("SELECT id, codebook_version FROM round WHERE codebook_version IS NOT NULL"))

    @property
    def latest(self) -> Round:
        return self._project.readings.of("round", self._read_latest)

    def _read_latest(self) -> Round:
        return self._read("ORDER BY number DESC, id DESC LIMIT 1")[0]

    def _read(self, rest: str) -> tuple[Round, ...]:
        rows = self._project.rows(f"SELECT id, guid, kind, number, name, blind, state, unsealed FROM round {rest}")
        return tuple(
            Round(row, guid, kind, number, name, bool(blind), state, unsealed)
            for row, guid, kind, number, name, blind, state, unsealed in rows
        )

    def find(self, name: str) -> Round:
        """The round of this name or number. Raises UserError naming those there are."""
        for round_ in self.all():
            if name.strip() in (round_.name, str(round_.number)):
                return round_
        names = ", ".join(f"“{round_.name}”" for round_ in self.all())
        raise UserError(f"There is no round “{name}” in this project. Its rounds are: {names}.")

    def add(self, kind: str, name: str, *, blind: bool = False) -> None:
        with self._project.change("New round"):
            self._project.write(
                "INSERT INTO round (guid, kind, number, name, blind) VALUES (?, ?,"
                " (SELECT coalesce(max(number), 0) + 1 FROM round), ?, ?)",
                (new_guid(), kind, clean(name), int(blind)),
            )
