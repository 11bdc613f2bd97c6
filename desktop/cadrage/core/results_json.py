"""Questions about results as JSON that outlives renaming and merging: things by GUID, variables by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cadrage.core.errors import UserError
from cadrage.core.filtering import Condition, Filter, Held
from cadrage.core.model import Layer
from cadrage.core.results_question import Bin, Dimension, Event, Kind, Measure, Proximity, Question, Reach, Unit

GONE = -1
"""Stands for a round that is no longer there: it must not become all rounds."""

_HELD: tuple[tuple[Held, str], ...] = (
    ("coders", "coder"),
    ("documents", "document"),
    ("document_sets", "document_set"),
    ("codes", "code"),
    ("code_sets", "code_set"),
)
TABLES = (*(table for _, table in _HELD), "variable", "round")
"""The tables whose rows a question may name."""


@dataclass(frozen=True, slots=True)
class Identities:
    """GUIDs by table and id."""

    guids: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def guid(self, table: str, row: int) -> str | None:
        return self.guids.get(table, {}).get(row)

    def ids(self, table: str, guids: Iterable[str]) -> frozenset[int]:
        """Those that are still there."""
        known = {guid: row for row, guid in self.guids.get(table, {}).items()}
        return frozenset(known[guid] for guid in guids if guid in known)


def question_as_json(question: Question, identities: Identities) -> dict[str, Any]:
    near = question.proximity
    return {
        "rows": [_dimension(each) for each in question.rows],
        "columns": [_dimension(each) for each in question.columns],
        "layers": [_dimension(each) for each in question.layers],
        "measure": str(question.measure),
        "unit": str(question.unit),
        "rolled": question.rolled,
        "round": None if question.round is None else identities.guid("round", question.round) or "",
        "layer": None if question.layer is None else str(question.layer),
        "proximity": None
        if near is None
        else {"reach": str(near.reach), "words": near.words, "same_coder": near.same_coder},
        "events": [{"day": each.day, "label": each.label} for each in question.events],
        "filter": _filter(question.filter, identities),
    }


def _dimension(dimension: Dimension) -> dict[str, Any]:
    length = None if dimension.bin is None else str(dimension.bin)
    return {"by": str(dimension.kind), "name": dimension.name, "bin": length, "most": dimension.most}


def _filter(wanted: Filter, identities: Identities) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, table in _HELD:
        guids = (identities.guid(table, each) for each in sorted(wanted.held(name)))
        found[name] = [guid for guid in guids if guid is not None]
    found["conditions"] = [
        {"variable": guid, "values": sorted(each.values), "low": each.low, "high": each.high}
        for each in wanted.conditions
        if (guid := identities.guid("variable", each.variable)) is not None
    ]
    found["important"] = wanted.important
    return found


def question_from_json(value: Mapping[str, Any], identities: Identities) -> Question:
    """The question again; what its filter asks for and is gone asks for nothing, a round that is gone is GONE.

    Raises UserError where this version cannot read it.
    """
    try:
        return _question(value, identities)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(
            "This result was saved by a newer version of Cadrage. Update Cadrage to see it, or remove the result."
        ) from error


def _question(value: Mapping[str, Any], identities: Identities) -> Question:
    near, layer, guid = value["proximity"], value["layer"], value["round"]
    return Question(
        rows=_dimensions(value["rows"]),
        columns=_dimensions(value["columns"]),
        layers=_dimensions(value["layers"]),
        measure=Measure(value["measure"]),
        unit=Unit(value["unit"]),
        rolled=bool(value["rolled"]),
        filter=_wanted(value["filter"], identities),
        round=None if guid is None else next(iter(identities.ids("round", [guid])), GONE),
        layer=None if layer is None else Layer(layer),
        proximity=None if near is None else Proximity(Reach(near["reach"]), near["words"], bool(near["same_coder"])),
        events=tuple(Event(each["day"], each["label"]) for each in value["events"]),
    )


def _dimensions(values: Iterable[Mapping[str, Any]]) -> tuple[Dimension, ...]:
    return tuple(
        Dimension(Kind(each["by"]), each["name"], None if each["bin"] is None else Bin(each["bin"]), each["most"])
        for each in values
    )


def _wanted(value: Mapping[str, Any], identities: Identities) -> Filter:
    fields: dict[str, Any] = {name: identities.ids(table, value[name]) for name, table in _HELD}
    conditions = tuple(
        Condition(row, frozenset(each["values"]), each["low"], each["high"])
        for each in value["conditions"]
        for row in identities.ids("variable", [each["variable"]])
    )
    return Filter(**fields, conditions=conditions, important=value["important"])
