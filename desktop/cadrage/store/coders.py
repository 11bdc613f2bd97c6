"""The coders of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.model import FORBIDDEN_IN_CODER_NAMES, Coder
from cadrage.core.palette import CODE_COLOURS
from cadrage.core.text import clean

if TYPE_CHECKING:
    from cadrage.store.project import Project

PATTERNS = ("solid", "dashed", "dotted")
_COLUMNS = "id, guid, name, colour, pattern, active"


class Coders:
    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> tuple[Coder, ...]:
        return self._project.readings.of("coder", self._read)

    def _read(self) -> tuple[Coder, ...]:
        rows = self._project.rows(f"SELECT {_COLUMNS} FROM coder ORDER BY id")
        return tuple(
            Coder(row, guid, name, colour, pattern, bool(active)) for row, guid, name, colour, pattern, active in rows
        )

    def find(self, name: str) -> Coder | None:
        wanted = name.strip()
        return next((coder for coder in self.all() if coder.name == wanted), None)

    def add(self, name: str) -> Coder:
        """A new coder, told from the others by the next line pattern and colour."""
        name = self._checked(name)
        known = self.all()
        colour = CODE_COLOURS[(15 + 5 * len(known)) % len(CODE_COLOURS)].light
        with self._project.change("New coder", undoable=False):
            self._project.write(
                "INSERT INTO coder (guid, name, colour, pattern) VALUES (?, ?, ?, ?)",
                (new_guid(), name, colour, PATTERNS[len(known) % len(PATTERNS)]),
            )
        return self.all()[-1]

    def rename(self, coder: int, name: str) -> None:
        name = self._checked(name, but=coder)
        with self._project.change("Rename coder"):
            self._project.write("UPDATE coder SET name = ? WHERE id = ?", (name, coder))

    def _checked(self, name: str, *, but: int | None = None) -> str:
        name = clean(name).strip()
        if not name:
            raise UserError("A coder needs a name, a letter or initials, for example.")
        if any(sign in name for sign in FORBIDDEN_IN_CODER_NAMES):
            raise UserError(
                f"“{name}” cannot be a coder's name: leave out “|” and “,”, which separate names in tables."
            )
        found = self.find(name)
        if found and found.id != but:
            raise UserError(f"There is already a coder “{name}”. Choose another name.")
        return name
