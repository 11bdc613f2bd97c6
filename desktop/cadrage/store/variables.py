"""Variables of documents and codings, and their values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.model import Choice, Scope, Variable, VariableDraft, VariableKind
from cadrage.core.text import clean

if TYPE_CHECKING:
    from cadrage.store.project import Project


class Variables:
    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self, scope: Scope | None = None) -> tuple[Variable, ...]:
        choices: dict[int, list[Choice]] = defaultdict(list)
        for variable, value, label in self._project.rows(
            "SELECT variable, value, label FROM choice ORDER BY variable, position, id"
        ):
            choices[variable].append(Choice(value, label))
        rows = self._project.rows(
            "SELECT id, guid, scope, name, label, kind, position FROM variable WHERE retired = 0 ORDER BY position, id"
        )
        return tuple(
            Variable(
                row[0], row[1], Scope(row[2]), row[3], row[4], VariableKind(row[5]), row[6], tuple(choices[row[0]])
            )
            for row in rows
            if scope is None or row[2] == scope
        )

    def find(self, scope: Scope, name: str) -> Variable | None:
        wanted = name.strip().casefold()
        return next((found for found in self.all(scope) if found.name.casefold() == wanted), None)

    def add(self, draft: VariableDraft) -> Variable:
        name = clean(draft.name).strip()
        if not name:
            raise UserError("A variable needs a name.")
        if self.find(draft.scope, name):
            raise UserError(f"There is already a variable “{name}”. Choose another name.")
        with self._project.change(f"New variable {name}"):
            row = self._project.write(
                "INSERT INTO variable (guid, scope, name, label, kind, position) VALUES"
                " (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM variable))",
                (new_guid(), draft.scope, name, clean(draft.label), draft.kind),
            )
            for position, choice in enumerate(draft.choices):
                self._project.write(
                    "INSERT INTO choice (guid, variable, value, label, position) VALUES (?, ?, ?, ?, ?)",
                    (new_guid(), row, clean(choice.value), clean(choice.label), position),
                )
        found = self.find(draft.scope, name)
        assert found is not None
        return found

    def ensure(self, scope: Scope, name: str) -> Variable:
        """The variable of this name, made as free text where there is none."""
        return self.find(scope, name) or self.add(VariableDraft(scope, name, VariableKind.TEXT))

    # Values.

    def of_documents(self) -> Mapping[tuple[int, str], str]:
        """Values by (document id, variable name)."""
        rows = self._project.rows(
            "SELECT document, name, value FROM document_value JOIN variable ON variable.id = variable ORDER BY"
            " document_value.id"
        )
        return {(document, name): value for document, name, value in rows}

    def of_document(self, document: int) -> Mapping[str, str]:
        return dict(
            self._project.rows(
                "SELECT name, value FROM document_value JOIN variable ON variable.id = variable WHERE document = ?",
                (document,),
            )
        )

    def of_codings(self) -> Mapping[tuple[int, str], str]:
        """Values by (coding id, variable name)."""
        rows = self._project.rows(
            "SELECT coding, name, value FROM coding_value JOIN variable ON variable.id = variable ORDER BY"
            " coding_value.id"
        )
        return {(coding, name): value for coding, name, value in rows}

    def of_coding(self, coding: int) -> Mapping[str, str]:
        return dict(
            self._project.rows(
                "SELECT name, value FROM coding_value JOIN variable ON variable.id = variable WHERE coding = ?",
                (coding,),
            )
        )

    def set_for_document(self, document: int, variable: Variable, value: str) -> None:
        """Give a document's variable a value; an empty one removes it."""
        value = clean(value).strip()
        row = self._project.one(
            "SELECT id FROM document_value WHERE document = ? AND variable = ?", (document, variable.id)
        )
        with self._project.change(f"Set {variable.label or variable.name}"):
            if not value:
                self._project.write("DELETE FROM document_value WHERE id = ?", (row,))
            elif row is None:
                self._project.write(
                    "INSERT INTO document_value (guid, document, variable, value) VALUES (?, ?, ?, ?)",
                    (new_guid(), document, variable.id, value),
                )
            else:
                self._project.write("UPDATE document_value SET value = ? WHERE id = ?", (value, row))

    def set_for_coding(self, coding: int, variable: Variable, value: str) -> None:
        """Give a coding's attribute a value in its coder's name; an empty one removes it."""
        value = clean(value).strip()
        row = self._project.one("SELECT id FROM coding_value WHERE coding = ? AND variable = ?", (coding, variable.id))
        with self._project.change(f"Set {variable.label or variable.name}"):
            if not value:
                self._project.write("DELETE FROM coding_value WHERE id = ?", (row,))
            elif row is None:
                self._project.write(
                    "INSERT INTO coding_value (guid, owner, round, coding, variable, value)"
                    " SELECT ?, owner, round, id, ?, ? FROM coding WHERE id = ?",
                    (new_guid(), variable.id, value, coding),
                )
            else:
                self._project.write("UPDATE coding_value SET value = ? WHERE id = ?", (value, row))

    def add_coding_values(self, values: Sequence[tuple[int, int, int, int, str]]) -> None:
        """Values of codings that have none yet, inside the caller's change: (coding, owner, round, variable,
        value) each."""
        self._project.write_many(
            "INSERT INTO coding_value (guid, coding, owner, round, variable, value) VALUES (?, ?, ?, ?, ?, ?)",
            ((new_guid(), *row[:4], clean(row[4]).strip()) for row in values if row[4].strip()),
        )
