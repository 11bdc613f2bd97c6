"""Sets of documents and of codes under a name: put together by hand, for filters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from cadrage.core.errors import UserError
from cadrage.core.filtering import NamedSet
from cadrage.core.identity import new_guid
from cadrage.core.text import clean

if TYPE_CHECKING:
    from cadrage.store.project import Project

Kind = Literal["document", "code"]
KINDS: tuple[Kind, ...] = ("document", "code")


class Sets:
    """`documents` and `codes`: the sets of each kind."""

    def __init__(self, project: Project) -> None:
        self.documents = SetsOf(project, "document")
        self.codes = SetsOf(project, "code")

    def of(self, kind: Kind) -> SetsOf:
        return self.documents if kind == "document" else self.codes


class SetsOf:
    """The named sets of one kind. A member that leaves the project leaves its sets; undo brings both back."""

    def __init__(self, project: Project, kind: Kind) -> None:
        self._project = project
        self._kind = kind
        self._table = f"{kind}_set"

    # Reading.

    def all(self) -> tuple[NamedSet, ...]:
        """By name, numbers in names by their size."""
        members = self._project.readings.of(f"{self._table}_member", self._members)
        rows = self._project.readings.of(self._table, self._rows)
        found = (NamedSet(row, guid, name, members.get(row, frozenset())) for row, guid, name in rows)
        return tuple(sorted(found, key=lambda each: (_by_name(each.name), each.id)))

    def _rows(self) -> list[tuple[Any, ...]]:
        return self._project.rows(f"SELECT id, guid, name FROM {self._table}")

    def _members(self) -> Mapping[int, frozenset[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for row, member in self._project.rows(f"SELECT {self._table}, {self._kind} FROM {self._table}_member"):
            found[row].add(member)
        return {row: frozenset(members) for row, members in found.items()}

    def get(self, number: int) -> NamedSet:
        """Raises UserError where the set is gone."""
        found = next((each for each in self.all() if each.id == number), None)
        if found is None:
            raise UserError("This set is no longer in the project.")
        return found

    def find(self, name: str) -> NamedSet | None:
        wanted = name.strip().casefold()
        return next((each for each in self.all() if each.name.casefold() == wanted), None)

    # Writing.

    def add(self, name: str, members: Iterable[int] = ()) -> NamedSet:
        """A new set. Raises UserError where there is one of this name, or the name is empty."""
        name = self._free(name)
        with self._project.change(f"New set {name}"):
            number = self._project.write(f"INSERT INTO {self._table} (guid, name) VALUES (?, ?)", (new_guid(), name))
            self._insert(number, members)
        return self.get(number)

    def rename(self, number: int, name: str) -> None:
        before = self.get(number)
        name = self._free(name, but=number)
        if name != before.name:
            with self._project.change(f"Rename set {before.name}"):
                self._project.write(f"UPDATE {self._table} SET name = ? WHERE id = ?", (name, number))

    def put(self, number: int, members: Iterable[int]) -> None:
        """Add documents or codes to a set; those that are in it stay as they are."""
        found = self.get(number)
        fresh = [member for member in dict.fromkeys(members) if member not in found.members]
        with self._project.change(f"Add {self._counted(fresh)} to set {found.name}"):
            self._insert(number, fresh)

    def take_out(self, number: int, members: Iterable[int]) -> None:
        found = self.get(number)
        gone = found.members.intersection(members)
        with self._project.change(f"Take {self._counted(gone)} out of set {found.name}"):
            self._project.write_many(
                f"DELETE FROM {self._table}_member WHERE {self._table} = ? AND {self._kind} = ?",
                [(number, member) for member in gone],
            )

    def remove(self, number: int) -> None:
        """Take a set away; its documents or codes stay."""
        found = self.get(number)
        with self._project.change(f"Remove set {found.name}"):
            self._project.write(f"DELETE FROM {self._table} WHERE id = ?", (number,))

    def _insert(self, number: int, members: Iterable[int]) -> None:
        self._project.write_many(
            f"INSERT INTO {self._table}_member (guid, {self._table}, {self._kind}) VALUES (?, ?, ?)",
            [(new_guid(), number, member) for member in dict.fromkeys(members)],
        )

    def _free(self, name: str, *, but: int | None = None) -> str:
        name = " ".join(clean(name).split())
        if not name:
            raise UserError("A set needs a name.")
        taken = self.find(name)
        if taken is not None and taken.id != but:
            raise UserError(f"There is already a set “{taken.name}”. Choose another name.")
        return name

    def _counted(self, members: Iterable[int]) -> str:
        number = len(list(members))
        return f"a {self._kind}" if number == 1 else f"{number} {self._kind}s"


def _by_name(name: str) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", name.casefold())
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts]
