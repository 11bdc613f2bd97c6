"""Numbers for values that are words, as statistics programs want them, each with its label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.model import Layer, Scope, State, Subject, Variable, VariableKind
from cadrage.exchange.tables import Column

_CLOSED = (VariableKind.CHOICE, VariableKind.ORDINAL, VariableKind.ACTOR)
WHOLE = re.compile(r"-?(0|[1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class ValueLabel:
    """`number` stands for `text`, which is what the cell says; `label` says it to a reader."""

    number: int
    text: str
    label: str


@dataclass(frozen=True)
class Labels:
    """The values of a column, in their order; `ordered` where that order means more and less."""

    values: tuple[ValueLabel, ...]
    ordered: bool = False

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return {value.text: value.number for value in self.values}

    @property
    def worded(self) -> bool:
        """Whether a label says more than its number."""
        return any(value.label != str(value.number) for value in self.values)


def numbered(texts: Iterable[tuple[str, str]], *, first: int = 1, ordered: bool = False) -> Labels:
    """Labels for (text, label) pairs: whole numbers keep their value, all else is counted from `first`.

    A text that comes twice counts once; labels that would be alike get their text behind them.
    """
    named: dict[str, str] = {}
    for text, label in texts:
        named.setdefault(text, label or text)
    pairs = list(named.items())
    whole = bool(pairs) and all(WHOLE.fullmatch(text) for text, _ in pairs)
    labels = [label for _, label in pairs]
    return Labels(
        tuple(
            ValueLabel(
                int(text) if whole else number,
                text,
                f"{label} ({text})" if labels.count(label) > 1 and label != text else label,
            )
            for number, (text, label) in enumerate(pairs, first)
        ),
        ordered,
    )


class LabelSets:
    """Which columns of a study hold values that are numbered, and how."""

    def __init__(self, dataset: Dataset) -> None:
        nodes = Codebook(dataset.codes, with_retired=True).nodes
        self._fixed = {
            "coder": numbered((coder.name, "") for coder in dataset.coders),
            "round": numbered((round_.name, "") for round_ in dataset.rounds),
            "layer": numbered((str(layer), "") for layer in Layer),
            "subject": numbered((str(subject), "") for subject in Subject),
            "code": numbered((node.code.label, node.code.name) for node in nodes),
            "code_path": numbered((node.path, "") for node in nodes),
        }
        self._states = numbered(((str(state), "") for state in State), first=0, ordered=True)
        used = _used(dataset)
        self._variables = {each.guid: _of(each, used) for each in dataset.variables if each.kind in _CLOSED}

    def of(self, column: Column) -> Labels | None:
        """The numbers of a column's values, None where they are not numbered."""
        if column.variable:
            found = self._variables.get(column.variable)
        elif column.name.startswith("status"):
            found = self._states
        else:
            found = self._fixed.get(column.name)
        return found if found and found.values else None


def _of(variable: Variable, used: Mapping[tuple[Scope, str], set[str]]) -> Labels:
    """The listed choices first, then whatever else was answered."""
    listed = [(choice.value, choice.label) for choice in variable.choices]
    known = {text for text, _ in listed}
    others = sorted(used.get((variable.scope, variable.name), set()) - known, key=str.casefold)
    return numbered([*listed, *((text, "") for text in others)], ordered=variable.kind is VariableKind.ORDINAL)


def _used(dataset: Dataset) -> dict[tuple[Scope, str], set[str]]:
    found: dict[tuple[Scope, str], set[str]] = {}
    named = (
        *((Scope.DOCUMENT, name, value) for (_, name), value in dataset.document_values.items()),
        *((Scope.CODING, name, value) for (_, name), value in dataset.coding_values.items()),
        *((Scope.JUDGEMENT, name, value) for (_, _, name), value in dataset.judgements.items()),
    )
    for scope, name, value in named:
        if value:
            found.setdefault((scope, name), set()).add(value)
    return found
