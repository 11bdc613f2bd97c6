"""Results kept under a name: their questions, to be answered anew from whatever is coded then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.results_json import TABLES, Identities, question_as_json, question_from_json
from cadrage.core.results_question import Question
from cadrage.core.text import clean

if TYPE_CHECKING:
    from cadrage.store.project import Project

_GONE = "This result is no longer in the project."


@dataclass(frozen=True, slots=True)
class SavedResult:
    """A question under a name. `view`: how it is shown, as the window says it to itself.

    `question` is None, and `unreadable` says why, where a newer version has saved it.
    """

    id: int
    guid: str
    name: str
    question: Question | None
    view: Mapping[str, str] = field(default_factory=dict)
    unreadable: str = ""


class SavedResults:
    """They travel between copies and can be undone; numbers are never saved."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> tuple[SavedResult, ...]:
        """By name."""
        rows = self._project.readings.of("saved_result", self._rows)
        if not rows:
            return ()
        identities = self._identities()
        found = (_read(row, identities) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))

    def _rows(self) -> list[tuple[Any, ...]]:
        return self._project.rows("SELECT id, guid, name, question, view FROM saved_result")

    def _identities(self) -> Identities:
        return Identities({table: dict(self._project.rows(f"SELECT id, guid FROM {table}")) for table in TABLES})

    def find(self, name: str) -> SavedResult | None:
        wanted = _tidy(name).casefold()
        return next((each for each in self.all() if each.name.casefold() == wanted), None)

    def get(self, number: int) -> SavedResult:
        """Raises UserError where it is gone."""
        found = next((each for each in self.all() if each.id == number), None)
        if found is None:
            raise UserError(_GONE)
        return found

    def add(self, name: str, question: Question, view: Mapping[str, str] | None = None) -> SavedResult:
        """Raises UserError where the name is taken or empty."""
        name = self._free(name)
        with self._project.change(f"Save result {name}"):
            number = self._project.write(
                "INSERT INTO saved_result (guid, name, question, view) VALUES (?, ?, ?, ?)",
                (new_guid(), name, self._as_text(question), _as_text(view or {})),
            )
            return self.get(number)

    def rename(self, number: int, name: str) -> None:
        before = self.get(number)
        name = self._free(name, but=number)
        if name != before.name:
            with self._project.change(f"Rename result {before.name}"):
                self._project.write("UPDATE saved_result SET name = ? WHERE id = ?", (name, number))

    def put(self, number: int, question: Question, view: Mapping[str, str] | None = None) -> None:
        """Give the result another question, and another view where one is given."""
        before = self.get(number)
        shown = dict(before.view if view is None else view)
        if (before.question, before.view) != (question, shown):
            with self._project.change(f"Change result {before.name}"):
                self._project.write(
                    "UPDATE saved_result SET question = ?, view = ? WHERE id = ?",
                    (self._as_text(question), _as_text(shown), number),
                )

    def remove(self, number: int) -> None:
        found = self.get(number)
        with self._project.change(f"Remove result {found.name}"):
            self._project.write("DELETE FROM saved_result WHERE id = ?", (number,))

    def _as_text(self, question: Question) -> str:
        return _as_text(question_as_json(question, self._identities()))

    def _free(self, name: str, *, but: int | None = None) -> str:
        name = _tidy(name)
        if not name:
            raise UserError("A result needs a name to be saved under.")
        taken = self.find(name)
        if taken is not None and taken.id != but:
            raise UserError(f"There is already a result “{taken.name}”. Choose another name.")
        return name


def _read(row: tuple[Any, ...], identities: Identities) -> SavedResult:
    number, guid, name, question, view = row
    shown = {str(key): str(value) for key, value in _parsed(view).items()}
    try:
        return SavedResult(number, guid, name, question_from_json(_parsed(question), identities), shown)
    except UserError as error:
        return SavedResult(number, guid, name, None, shown, str(error))


def _parsed(text: str) -> dict[str, Any]:
    """What is no JSON object says nothing: the file may have come from another program."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _as_text(value: Mapping[str, Any]) -> str:
    return clean(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _tidy(name: str) -> str:
    return " ".join(clean(name).split())
