"""Variables: what is asked of documents and codings. Their values: `values.Values`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.model import Choice, Scope, Variable, VariableDraft, VariableKind
from cadrage.core.text import clean
from cadrage.core.variables import CHOSEN, fits, fitting
from cadrage.store.values import TABLES, Values, owned_by

MOST_CHOICES = 40  # so many different words can become a list of choices; more are no list
_SHOWN = 5  # values that a refusal names
_WANTED = {VariableKind.NUMBER: "numbers", VariableKind.DATE: "dates"}


class Variables(Values):
    """Defines variables and, as `Values`, sets them: one noun for its callers, two modules for its readers."""

    # Reading.

    def all(self, scope: Scope | None = None, *, retired: bool = False) -> tuple[Variable, ...]:
        """The variables in their order; with `retired` those that were taken out while values name them."""
        choices = self._project.readings.of("choice", self._choices)
        return tuple(
            Variable(row, guid, Scope(kind_of), name, label, VariableKind(kind), position, choices.get(row, ()))
            for row, guid, kind_of, name, label, kind, position, gone in self._project.readings.of(
                "variable", self._rows
            )
            if bool(gone) == retired and (scope is None or kind_of == scope)
        )

    def _rows(self) -> list[tuple[Any, ...]]:
        return self._project.rows(
            "SELECT id, guid, scope, name, label, kind, position, retired FROM variable ORDER BY position, id"
        )

    def _choices(self) -> Mapping[int, tuple[Choice, ...]]:
        found: dict[int, tuple[Choice, ...]] = {}
        for variable, value, label in self._project.rows(
            "SELECT variable, value, label FROM choice ORDER BY variable, position, id"
        ):
            found[variable] = (*found.get(variable, ()), Choice(value, label))
        return found

    def get(self, variable: int) -> Variable | None:
        both = (*self.all(), *self.all(retired=True))
        return next((found for found in both if found.id == variable), None)

    def find(self, scope: Scope, name: str) -> Variable | None:
        wanted = name.strip().casefold()
        return next((found for found in self.all(scope) if found.name.casefold() == wanted), None)

    def uses(self, *, coders: Collection[int] | None = None) -> Mapping[int, int]:
        """How many values each variable has, by id; of what coders own only that of `coders`, where they are given."""
        found: dict[int, int] = {}
        for table in TABLES.values():
            where = f"WHERE {owned_by(table, coders)}"
            found.update(self._project.rows(f"SELECT variable, count(*) FROM {table} {where} GROUP BY variable"))
        return found

    # Defining.

    def add(self, draft: VariableDraft) -> Variable:
        name = self._checked(draft.scope, draft.name)
        with self._project.change(f"New variable {name}"):
            row = self._project.write(
                "INSERT INTO variable (guid, scope, name, label, kind, position) VALUES"
                " (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM variable))",
                (new_guid(), draft.scope, name, clean(draft.label), draft.kind),
            )
            for choice in draft.choices:
                self._insert_choice(row, clean(choice.value), clean(choice.label))
        return self._existing(row)

    def ensure(self, scope: Scope, name: str) -> Variable:
        """The variable of this name, made as free text where there is none."""
        return self.find(scope, name) or self.add(VariableDraft(scope, name, VariableKind.TEXT))

    def rename(self, variable: int, name: str) -> None:
        present = self._existing(variable)
        name = self._checked(present.scope, name, but=variable)
        with self._project.change(f"Rename variable {present.name}"):
            self._project.write("UPDATE variable SET name = ? WHERE id = ?", (name, variable))

    def relabel(self, variable: int, label: str) -> None:
        present = self._existing(variable)
        with self._project.change(f"Label of {present.name}"):
            self._project.write("UPDATE variable SET label = ? WHERE id = ?", (clean(label).strip(), variable))

    def change_scope(self, variable: int, scope: Scope) -> None:
        """Let a variable describe something else. Raises UserError once it has values."""
        present = self._existing(variable)
        if present.scope is scope:
            return
        if self.uses().get(variable):
            raise UserError(f"“{present.name}” has values already. Make a new variable for the other purpose.")
        self._checked(scope, present.name)
        with self._project.change(f"Scope of {present.name}"):
            self._project.write("UPDATE variable SET scope = ? WHERE id = ?", (scope, variable))

    def move(self, variable: int, place: int) -> None:
        """Put a variable at a place, from 0, among those of its scope."""
        present = self._existing(variable)
        order = [found.id for found in self.all(present.scope) if found.id != variable]
        order.insert(place, variable)
        positions = sorted(found.position for found in self.all(present.scope))
        with self._project.change(f"Move variable {present.name}"):
            for number, position in zip(order, positions, strict=True):
                self._project.write("UPDATE variable SET position = ? WHERE id = ?", (position, number))

    def change_kind(self, variable: int, kind: VariableKind) -> None:
        """Another kind; words become choices or actors. Raises UserError naming the values that do not fit."""
        present = self._existing(variable)
        if kind is present.kind:
            return
        said = self.raw(present)
        choices = self._choices_for(present, kind, list(said.values()))
        wrong = [value for value in dict.fromkeys(said.values()) if not fits(kind, choices, value)]
        if wrong:
            more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
            listed = ", ".join(f"“{value}”" for value in wrong[:_SHOWN]) + more
            raise UserError(
                f"Not every value of “{present.name}” would fit. No {_WANTED[kind]}: {listed}. Change these."
            )
        with self._project.change(f"Kind of {present.name}"):
            self._project.write("UPDATE variable SET kind = ? WHERE id = ?", (kind, variable))
            for choice in choices[len(present.choices) :]:
                self._insert_choice(variable, choice.value, choice.label)
            actor = self._project.actors.resolver() if kind is VariableKind.ACTOR else None
            self.rewrite(
                present,
                {before: actor(words) if actor else fitting(kind, choices, words) for before, words in said.items()},
            )

    def _choices_for(self, present: Variable, kind: VariableKind, said: list[str]) -> tuple[Choice, ...]:
        """The choices that a kind would have: those there are, then the words in use."""
        if kind not in CHOSEN:
            return present.choices
        known = {word.casefold() for choice in present.choices for word in (choice.value, choice.label) if word}
        new = {value.casefold(): value for value in said if value.casefold() not in known}
        if len(new) > MOST_CHOICES:
            raise UserError(
                f"“{present.name}” has {len(new)} different values: too many for a list of choices. Keep it as it is."
            )
        return (*present.choices, *(Choice(value) for value in new.values()))

    def remove(self, variable: int) -> None:
        """Take a variable out: deleted, or retired with its values where it has any."""
        present = self._existing(variable)
        with self._project.change(f"Remove variable {present.name}"):
            if self.uses().get(variable):
                self._project.write("UPDATE variable SET retired = 1 WHERE id = ?", (variable,))
            else:
                self._project.write("DELETE FROM variable WHERE id = ?", (variable,))

    def restore(self, variable: int) -> None:
        """Bring a retired variable back with its values. Raises UserError where its name is taken."""
        present = self._existing(variable)
        self._checked(present.scope, present.name, but=variable)
        with self._project.change(f"Bring back variable {present.name}"):
            self._project.write("UPDATE variable SET retired = 0 WHERE id = ?", (variable,))

    def _existing(self, variable: int) -> Variable:
        found = self.get(variable)
        if found is None:
            raise UserError("This variable is no longer there.")
        return found

    def _checked(self, scope: Scope, name: str, *, but: int | None = None) -> str:
        name = clean(name).strip()
        if not name:
            raise UserError("A variable needs a name.")
        found = self.find(scope, name)
        if found is not None and found.id != but:
            raise UserError(f"There is already a variable “{found.name}”. Choose another name.")
        return name

    # Choices.

    def add_choices(self, variable: int, choices: Iterable[tuple[str, str]]) -> None:
        """More choices, (value, label) each, behind those there are, in one change."""
        present = self._existing(variable)
        with self._project.change(f"New choice of {present.name}"):
            for value, label in choices:
                self._insert_choice(variable, _new_value(self._existing(variable), value), clean(label).strip())

    def _insert_choice(self, variable: int, value: str, label: str) -> None:
        self._project.write(
            "INSERT INTO choice (guid, variable, value, label, position) VALUES"
            " (?, ?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM choice WHERE variable = ?))",
            (new_guid(), variable, value, label, variable),
        )

    def rename_choice(self, variable: int, value: str, new: str) -> None:
        """Another value for a choice; whatever has it follows."""
        present = self._existing(variable)
        new = _new_value(present, new, but=value)
        with self._project.change(f"Choice of {present.name}"):
            self._project.write("UPDATE choice SET value = ? WHERE variable = ? AND value = ?", (new, variable, value))
            self.rewrite(present, {value: new})

    def relabel_choice(self, variable: int, value: str, label: str) -> None:
        """What stands for a choice in forms; the value itself stays."""
        present = self._existing(variable)
        with self._project.change(f"Choice of {present.name}"):
            self._project.write(
                "UPDATE choice SET label = ? WHERE variable = ? AND value = ?", (clean(label).strip(), variable, value)
            )

    def move_choice(self, variable: int, value: str, place: int) -> None:
        """Put a choice at a place, from 0: for an ordinal variable the order says which is more."""
        present = self._existing(variable)
        order = [choice.value for choice in present.choices if choice.value != value]
        order.insert(place, value)
        with self._project.change(f"Order of {present.name}"):
            for position, each in enumerate(order):
                self._project.write(
                    "UPDATE choice SET position = ? WHERE variable = ? AND value = ?", (position, variable, each)
                )

    def remove_choice(self, variable: int, value: str) -> None:
        """Raises UserError where the choice has been made somewhere."""
        present = self._existing(variable)
        if value in self.distinct(present):
            raise UserError(f"“{value}” has been chosen already. Choose something else there first, or rename it.")
        with self._project.change(f"Remove choice of {present.name}"):
            self._project.write("DELETE FROM choice WHERE variable = ? AND value = ?", (variable, value))


def _new_value(variable: Variable, value: str, *, but: str = "") -> str:
    value = clean(value).strip()
    if not value:
        raise UserError("A choice needs a value.")
    taken = {choice.value.casefold() for choice in variable.choices if choice.value != but}
    if value.casefold() in taken:
        raise UserError(f"“{value}” is already a choice of “{variable.name}”.")
    return value
