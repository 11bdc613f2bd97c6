"""Searches kept under a name, to be run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.search import SavedSearch, Wanted
from cadrage.core.text import clean

if TYPE_CHECKING:
    from cadrage.store.project import Project


class SavedSearches:
    """They travel between copies and can be undone. A filter is not kept with them: it is the window's."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> tuple[SavedSearch, ...]:
        """By name."""
        found = self._project.readings.of("saved_search", self._read)
        return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))

    def _read(self) -> list[SavedSearch]:
        rows = self._project.rows("SELECT id, guid, name, query, regex, duplicates, not_article FROM saved_search")
        return [
            SavedSearch(row, guid, name, Wanted(query, bool(regex), bool(duplicates), bool(not_article)))
            for row, guid, name, query, regex, duplicates, not_article in rows
        ]

    def find(self, name: str) -> SavedSearch | None:
        wanted = _tidy(name).casefold()
        return next((each for each in self.all() if each.name.casefold() == wanted), None)

    def get(self, number: int) -> SavedSearch:
        """Raises UserError where it is gone."""
        found = next((each for each in self.all() if each.id == number), None)
        if found is None:
            raise UserError("This search is no longer in the project.")
        return found

    def add(self, name: str, wanted: Wanted) -> SavedSearch:
        """Raises UserError where the name is taken or empty, or nothing is looked for."""
        name = self._free(name)
        if not wanted.query.strip():
            raise UserError("There is no search to be saved. Type what you look for first.")
        with self._project.change(f"Save search {name}"):
            number = self._project.write(
                "INSERT INTO saved_search (guid, name, query, regex, duplicates, not_article)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    new_guid(),
                    name,
                    clean(wanted.query),
                    int(wanted.regex),
                    int(wanted.duplicates),
                    int(wanted.not_article),
                ),
            )
            return self.get(number)

    def rename(self, number: int, name: str) -> None:
        before = self.get(number)
        name = self._free(name, but=number)
        if name != before.name:
            with self._project.change(f"Rename search {before.name}"):
                self._project.write("UPDATE saved_search SET name = ? WHERE id = ?", (name, number))

    def remove(self, number: int) -> None:
        found = self.get(number)
        with self._project.change(f"Remove search {found.name}"):
            self._project.write("DELETE FROM saved_search WHERE id = ?", (number,))

    def _free(self, name: str, *, but: int | None = None) -> str:
        name = _tidy(name)
        if not name:
            raise UserError("A search needs a name to be saved under.")
        taken = self.find(name)
        if taken is not None and taken.id != but:
            raise UserError(f"There is already a search “{taken.name}”. Choose another name.")
        return name


def _tidy(name: str) -> str:
    return " ".join(clean(name).split())
