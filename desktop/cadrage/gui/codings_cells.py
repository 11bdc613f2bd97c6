"""What a cell of the table of codings says, to the eye, to a screen reader and to a sort."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cadrage.core.model import Coding, Origin, Variable, VariableKind
from cadrage.core.variables import CHOSEN
from cadrage.gui.codings_columns import Column, What
from cadrage.gui.codings_excerpt import folded
from cadrage.gui.codings_material import Material

Key = Callable[[Coding], object]
_ORIGINS = {
    Origin.HAND: "hand",
    Origin.SEARCH: "search",
    Origin.IMPORT: "import",
    Origin.MERGE: "merging",
    Origin.ADJUDICATION: "adjudication",
}
_ORIGIN_PLACES = {origin: place for place, origin in enumerate(_ORIGINS)}
_MEMO_SHOWN = 240  # characters of a memo that a cell has room for


def cell_words(material: Material, coding: Coding, column: Column) -> str:
    """The cell in words; a quotation and a memo as they are, however long."""
    match column.what:
        case What.CODE:
            return material.code(coding).label
        case What.QUOTATION:
            return material.quotation(coding)
        case What.DOCUMENT:
            return material.document(coding).title
        case What.CODER:
            return material.coder(coding)
        case What.VALUE:
            return value_words(column.variable, raw_value(material, coding, column))
        case What.MEMO:
            return material.memo(coding)
        case What.ORIGIN:
            return _ORIGINS[coding.origin]
        case What.CREATED:
            return moment(coding.created)
        case What.MODIFIED:
            return moment(coding.modified)
        case What.IMPORTANT:
            return "important" if coding.important else ""


def raw_value(material: Material, coding: Coding, column: Column) -> str:
    """What is stored for the column's attribute."""
    return material.value(coding.id, column.variable.id) if column.variable is not None else ""


def value_words(variable: Variable | None, value: str) -> str:
    """A value as it is shown: a choice by its label."""
    if variable is None or variable.kind not in CHOSEN:
        return value
    label = next((choice.label for choice in variable.choices if choice.value == value), "")
    return label or value


def memo_beginning(memo: str) -> str:
    """On one line, as much as a cell can show."""
    return " ".join(memo[:_MEMO_SHOWN].split())


def cell_tip(material: Material, coding: Coding, column: Column) -> str:
    """What a cell may have cut off."""
    if column.what is What.CODE:
        return material.codebook.path(coding.code)
    return "" if column.what is What.QUOTATION else cell_words(material, coding, column)


def spoken(material: Material, coding: Coding) -> str:
    """The whole row for a screen reader."""
    code = material.code(coding)
    known = ((variable, material.value(coding.id, variable.id)) for variable in material.variables)
    parts = [
        f"{code.short_id} {code.name}: “{material.quotation(coding)}”".strip(),
        material.document(coding).title,
        f"coder {material.coder(coding)}",
        *(f"{variable.label or variable.name} {value_words(variable, value)}" for variable, value in known if value),
        "memo" if material.memo(coding) else "",
        "important" if coding.important else "",
    ]
    return ", ".join(part for part in parts if part)


def moment(iso: str) -> str:
    """2014-03-14T09:42:00Z as “14 Mar 2014, 10:42” by this computer's clock; anything else as it stands."""
    try:
        local = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{local.day} {local:%b} {local.year}, {local:%H:%M}"


# Sorting.


def sort_key(material: Material, column: Column, *, descending: bool) -> Key:
    """By what a column sorts. Empty cells stay last, also where the order is turned."""
    plain: dict[What, Key] = {
        What.CODE: material.code_place,
        What.QUOTATION: material.folded,
        What.DOCUMENT: material.place,
        What.CODER: lambda coding: folded(material.coder(coding)),
        What.ORIGIN: lambda coding: _ORIGIN_PLACES[coding.origin],
        What.CREATED: lambda coding: coding.created,
        What.MODIFIED: lambda coding: coding.modified,
        What.IMPORTANT: lambda coding: not coding.important,
    }
    if column.what in plain:
        return plain[column.what]
    if column.what is What.MEMO:
        return _empty_last(lambda coding: folded(memo_beginning(material.memo(coding))), descending=descending)
    order = _value_order(column.variable)
    return _empty_last(lambda coding: order(raw_value(material, coding, column)), descending=descending)


def _empty_last(key: Key, *, descending: bool) -> Key:
    def with_empty(coding: Coding) -> tuple[bool, object]:
        found = key(coding)
        return (not found) != descending, found or ""

    return with_empty


def _value_order(variable: Variable | None) -> Callable[[str], tuple[int, float, str] | None]:
    """Choices in their order, numbers by size, all else by its letters; what does not fit comes after."""
    if variable is not None and variable.kind in CHOSEN and variable.choices:
        places = {choice.value: place for place, choice in enumerate(variable.choices)}
        return lambda value: (0, places[value], "") if value in places else (1, 0.0, folded(value)) if value else None
    if variable is not None and variable.kind is VariableKind.NUMBER:
        return _number_order
    return lambda value: (0, 0.0, folded(value)) if value else None


def _number_order(value: str) -> tuple[int, float, str] | None:
    if not value:
        return None
    try:
        return 0, float(value), ""
    except ValueError:
        return 1, 0.0, folded(value)
