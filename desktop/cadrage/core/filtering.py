"""What narrows lists, counts and exports: named sets of documents and codes, and the filter with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from cadrage.core.model import VariableKind

Held = Literal["coders", "documents", "document_sets", "codes", "code_sets"]
"""The fields of a filter that hold ids."""

_MOST_NAMED = 40  # coders, documents or codes; the sheets of an export list those that are left anyway
NOT_GIVEN = ""  # the value of a variable that has none
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_EARLIEST, _LATEST = "0000-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class NamedSet:
    """Documents or codes that somebody has put together under a name; `members` are their ids."""

    id: int
    guid: str
    name: str
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """What a variable must say: one of `values` (as they are stored, NOT_GIVEN for none), or from `low` to `high`.

    An empty limit is open. Both limits belong to the range.
    """

    variable: int
    values: frozenset[str] = frozenset()
    low: str = ""
    high: str = ""

    def __post_init__(self) -> None:
        if bool(self.values) == self.ranged:
            raise ValueError("a condition has either values or limits")

    @property
    def ranged(self) -> bool:
        return bool(self.low or self.high)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for, by ids; empty fields ask for nothing, an empty filter lets everything through.

    Within a field any of its members will do, between the fields all must hold. `documents` and `document_sets`
    are one field, as are `codes` and `code_sets`; a code stands for its sub-codes, too. `important`: the marked
    codings alone, or those without the mark.
    """

    coders: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    document_sets: frozenset[int] = frozenset()
    codes: frozenset[int] = frozenset()
    code_sets: frozenset[int] = frozenset()
    conditions: tuple[Condition, ...] = ()
    important: bool | None = None

    @property
    def in_force(self) -> bool:
        return self != Filter()

    def held(self, field: Held) -> frozenset[int]:
        found: frozenset[int] = getattr(self, field)
        return found

    def holding(self, field: Held, ids: Iterable[int]) -> Filter:
        """The filter with these ids in one of its fields."""
        fields: dict[str, Any] = {field: frozenset(ids)}
        return replace(self, **fields)

    def condition(self, variable: int) -> Condition | None:
        return next((found for found in self.conditions if found.variable == variable), None)

    def asking(self, condition: Condition) -> Filter:
        """The filter with this condition in the place of the variable's earlier one."""
        if self.condition(condition.variable) is None:
            return replace(self, conditions=(*self.conditions, condition))
        replaced = (condition if each.variable == condition.variable else each for each in self.conditions)
        return replace(self, conditions=tuple(replaced))

    def without(self, variable: int) -> Filter:
        """The filter that does not ask for the variable."""
        return replace(self, conditions=tuple(each for each in self.conditions if each.variable != variable))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """How much of a project a filter leaves: `documents` of `all_documents`, and codings in them."""

    documents: int
    all_documents: int
    codings: int
    all_codings: int


@dataclass(frozen=True, slots=True)
class VariableWords:
    """A variable's name, and what its stored values say where that differs."""

    name: str
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """The words for the ids in a filter."""

    coders: Mapping[int, str] = field(default_factory=dict)
    documents: Mapping[int, str] = field(default_factory=dict)
    document_sets: Mapping[int, str] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    code_sets: Mapping[int, str] = field(default_factory=dict)
    variables: Mapping[int, VariableWords] = field(default_factory=dict)


def words(wanted: Filter, names: Names) -> tuple[str, ...]:
    """The filter in plain words, a part a condition: “coders: A, B”, “set “Tabloids””, “outlet: The Times”."""
    document_sets = _sets("set", wanted.document_sets, names.document_sets)
    code_sets = _sets("code set", wanted.code_sets, names.code_sets)
    parts = (
        _listed("coder", wanted.coders, names.coders),
        _either(document_sets, _listed("document", wanted.documents, names.documents)),
        _either(code_sets, _listed("code", wanted.codes, names.codes)),
        *(_condition(each, names.variables[each.variable]) for each in wanted.conditions),
        _IMPORTANCE[wanted.important],
    )
    return tuple(part for part in parts if part)


_IMPORTANCE = {None: "", True: "important codings only", False: "codings not marked as important"}


def sentence(parts: Sequence[str]) -> str:
    """All parts of a filter in one line."""
    return " · ".join(parts)


def condition_words(condition: Condition, says: Mapping[str, str]) -> str:
    """“The Times, Daily Mail”, “from 2014-03 to 2014-05”, “not given”."""
    if not condition.ranged:
        given = sorted(says.get(value, value) for value in condition.values if value != NOT_GIVEN)
        return ", ".join([*given, *(["not given"] if NOT_GIVEN in condition.values else [])])
    low = f"from {condition.low}" if condition.low else ""
    high = f"to {condition.high}" if condition.high else ""
    return f"{low} {high}".strip() if low else f"up {high}"


def _condition(condition: Condition, variable: VariableWords) -> str:
    return f"{variable.name}: {condition_words(condition, variable.says)}"


def _either(sets: str, single: str) -> str:
    return f"{sets} or {single}" if sets and single else sets or single


def _listed(what: str, ids: frozenset[int], names: Mapping[int, str]) -> str:
    known = [names[each] for each in names if each in ids]
    more = f" and {len(known) - _MOST_NAMED:,} more" if len(known) > _MOST_NAMED else ""
    return f"{what if len(known) == 1 else f'{what}s'}: {', '.join(known[:_MOST_NAMED])}{more}" if known else ""


def _sets(what: str, ids: frozenset[int], names: Mapping[int, str]) -> str:
    known = [f"“{names[each]}”" for each in names if each in ids]
    return f"{what if len(known) == 1 else f'{what}s'} {', '.join(known)}" if known else ""


def range_kind(kind: VariableKind, values: Iterable[str]) -> VariableKind | None:
    """NUMBER or DATE where the values have an order to ask from–to in; None where they have not.

    Imported facts are words at first: where each of them is a date, they are dates.
    """
    if kind in (VariableKind.NUMBER, VariableKind.DATE):
        return kind
    given = [value for value in values if value]
    dated = kind is VariableKind.TEXT and bool(given) and all(_DATE.fullmatch(value) for value in given)
    return VariableKind.DATE if dated else None


def in_range(value: str, low: str, high: str) -> bool:
    """Whether a stored value lies between two limits, both included; what is neither number nor date does not.

    Dates may be known in part: “2014-03” as a limit means the whole month, as a value it must fit in as a whole.
    """
    limits = [each for each in (low, high) if each]
    if all(_DATE.fullmatch(each) for each in (value, *limits)):
        return _first(low or _EARLIEST) <= _first(value) and _last(value) <= _last(high or _LATEST)
    if not all(_NUMBER.fullmatch(each) for each in (value, *limits)):
        return False
    return (not low or float(low) <= float(value)) and (not high or float(value) <= float(high))


def _first(date: str) -> str:
    return date + _EARLIEST[len(date) :]


def _last(date: str) -> str:
    return date + _LATEST[len(date) :]


def only_present(wanted: Filter, present: Names) -> Filter:
    """The filter without what is no longer there; a part of which nothing is left asks for nothing."""
    return replace(
        wanted,
        coders=wanted.coders & present.coders.keys(),
        documents=wanted.documents & present.documents.keys(),
        document_sets=wanted.document_sets & present.document_sets.keys(),
        codes=wanted.codes & present.codes.keys(),
        code_sets=wanted.code_sets & present.code_sets.keys(),
        conditions=tuple(each for each in wanted.conditions if each.variable in present.variables),
    )
