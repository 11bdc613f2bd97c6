"""The fields of the filter bar: what can be chosen in each, what is chosen, and the filter with a choice changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cadrage.core.filtering import NOT_GIVEN, Condition, Filter, Held, condition_words, range_kind
from cadrage.core.model import Scope, Variable, VariableKind
from cadrage.gui.check_list import Entry
from cadrage.gui.session import Session

Key = str | int
"""A field: CODERS, DOCUMENTS, CODES, IMPORTANT, or a variable's id."""

CODERS, DOCUMENTS, CODES, IMPORTANT = "coders", "documents", "codes", "important"
HEADINGS = {CODERS: "Coders", DOCUMENTS: "Documents", CODES: "Codes", IMPORTANT: "Important"}
SCOPES = {
    Scope.DOCUMENT: "Facts of documents",
    Scope.JUDGEMENT: "Judgements of documents",
    Scope.CODING: "Attributes of codings",
}
_HELD: dict[str, tuple[Held, ...]] = {
    CODERS: ("coders",),
    DOCUMENTS: ("document_sets", "documents"),
    CODES: ("code_sets", "codes"),
}
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Pick:
    """A thing to choose: which field of the filter holds it, and its id."""

    field: Held
    id: int


def variable(session: Session, key: Key) -> Variable | None:
    return next((each for each in session.project.variables.all() if each.id == key), None)


def heading(session: Session, key: Key) -> str:
    if isinstance(key, str):
        return HEADINGS[key]
    found = variable(session, key)
    return (found.label or found.name) if found else ""


def asked(wanted: Filter, key: Key) -> bool:
    """Whether the filter asks for anything in this field."""
    if key == IMPORTANT:
        return wanted.important is not None
    if isinstance(key, str):
        return any(wanted.held(held) for held in _HELD[key])
    return wanted.condition(key) is not None


def cleared(wanted: Filter, key: Key) -> Filter:
    if key == IMPORTANT:
        return replace(wanted, important=None)
    if isinstance(key, str):
        for held in _HELD[key]:
            wanted = wanted.holding(held, ())
        return wanted
    return wanted.without(key)


def toggled(wanted: Filter, key: Key, value: object, *, on: bool) -> Filter:
    """The filter with a value of the field asked for, or no longer."""
    if isinstance(value, Pick):
        held = wanted.held(value.field)
        return wanted.holding(value.field, held | {value.id} if on else held - {value.id})
    if isinstance(key, str):
        return replace(wanted, important=bool(value) if on else None)
    condition = wanted.condition(key)
    values = condition.values if condition is not None else frozenset()
    values = values | {str(value)} if on else values - {str(value)}
    return wanted.asking(Condition(key, values)) if values else wanted.without(key)


def ranged(wanted: Filter, key: int, low: str, high: str) -> Filter:
    """The filter that asks for a variable from `low` to `high`; without limits no longer for it."""
    return wanted.asking(Condition(key, low=low, high=high)) if low or high else wanted.without(key)


def chosen(wanted: Filter, key: Key) -> frozenset[object]:
    """The values of the field's entries that are asked for."""
    if key == IMPORTANT:
        return frozenset() if wanted.important is None else frozenset({wanted.important})
    if isinstance(key, str):
        return frozenset(Pick(held, each) for held in _HELD.get(key, ()) for each in wanted.held(held))
    condition = wanted.condition(key)
    return frozenset(condition.values) if condition is not None else frozenset()


def words(session: Session, key: Key) -> str:
    """What a field shows beside its heading: names, or how many are chosen."""
    wanted = session.filter
    if not asked(wanted, key):
        return "all"
    if key == IMPORTANT:
        return "only" if wanted.important else "not marked"
    if isinstance(key, str):
        names = session.project.filtering.names(wanted)
        parts = [f"“{name}”" if held.endswith("sets") else name for held in _HELD[key]
                 for name in getattr(names, held).values()]  # fmt: skip
        return ", ".join(parts) if len(parts) <= _MOST_NAMED else f"{len(parts)} chosen"
    found, condition = variable(session, key), wanted.condition(key)
    if found is None or condition is None:
        return ""
    if len(condition.values) > _MOST_NAMED:
        return f"{len(condition.values)} chosen"
    return condition_words(condition, session.project.filtering.says(found))


# What can be chosen.


def entries(session: Session, key: Key) -> list[Entry]:
    """The lines of the field's list; what is hidden from the coder is not among them."""
    if key == CODERS:
        return [Entry(Pick("coders", coder.id), coder.name) for coder in session.shown_coders]
    if key == DOCUMENTS:
        return _documents(session)
    if key == CODES:
        return _codes(session)
    if key == IMPORTANT:
        return [Entry(True, "Important codings only"), Entry(False, "Codings without the mark")]
    found = variable(session, key)
    return _values(session, found) if found is not None else []


def _headed(*groups: tuple[str, Sequence[Entry]]) -> list[Entry]:
    """Groups with entries, each below its heading where there are several."""
    filled = [(words, found) for words, found in groups if found]
    if len(filled) == 1:
        return list(filled[0][1])
    return [entry for words, found in filled for entry in (Entry(None, words), *found)]


def _documents(session: Session) -> list[Entry]:
    sets = session.project.sets.documents.all()
    documents = session.project.documents.all()
    return _headed(
        ("SETS", [Entry(Pick("document_sets", each.id), each.name, f"{len(each.members):,}") for each in sets]),
        ("DOCUMENTS", [Entry(Pick("documents", each.id), each.title) for each in documents]),
    )


def _codes(session: Session) -> list[Entry]:
    sets = session.project.sets.codes.all()
    return _headed(
        ("SETS", [Entry(Pick("code_sets", each.id), each.name, f"{len(each.members):,}") for each in sets]),
        (
            "CODES, WITH THEIR SUB-CODES",
            [
                Entry(Pick("codes", code.id), code.name, "", code.colour, code.short_id, node.depth)
                for node in session.codebook.nodes
                for code in (node.code,)
            ],
        ),
    )


def _values(session: Session, found: Variable) -> list[Entry]:
    """Listed choices in their order, else the values that are present; what was chosen before and is no longer
    present can still be taken off."""
    counts = dict(_present(session, found))
    says = session.project.filtering.says(found)
    listed = [choice.value for choice in found.choices]
    condition = session.filter.condition(found.id)
    before = condition.values - {NOT_GIVEN} if condition is not None else frozenset()
    others = sorted((counts.keys() | before) - set(listed), key=lambda value: _order(found, says.get(value, value)))
    values = [Entry(value, says.get(value, value), f"{counts.get(value, 0):,}") for value in (*listed, *others)]
    return [*values, Entry(NOT_GIVEN, "not given")]


def _present(session: Session, found: Variable) -> Mapping[str, int]:
    return session.project.filtering.values(found, coders=session.shown_ids)


def _order(found: Variable, said: str) -> tuple[float, str]:
    if found.kind is VariableKind.NUMBER:
        try:
            return float(said), said
        except ValueError:
            return float("inf"), said
    return 0, said.casefold()


def range_of(session: Session, key: Key) -> VariableKind | None:
    """NUMBER or DATE where the field can be asked for from–to."""
    found = variable(session, key)
    return range_kind(found.kind, _present(session, found)) if found is not None else None
