"""Actors, and what a value must look like to fit its variable's kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cadrage.core.errors import UserError
from cadrage.core.model import Choice, VariableKind

CHOSEN = (VariableKind.CHOICE, VariableKind.ORDINAL)  # kinds whose values are listed
_NUMBER = re.compile(r"([+-]?)0*(\d+)(?:[.,](\d+))?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks or is spoken of, under one name; `aliases` are what texts call the same actor."""

    id: int
    guid: str
    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()

    def is_called(self, name: str) -> bool:
        wanted = name.strip().casefold()
        return any(wanted == known.casefold() for known in (self.name, *self.aliases))


def fitting(kind: VariableKind, choices: Iterable[Choice], value: str) -> str:
    """The value as it is stored. Raises UserError where it does not fit the kind.

    Text and actors take any words. A choice is found by its value or label, whatever the case; a variable
    without choices is an open list and takes any words too.
    """
    value = value.strip()
    if kind is VariableKind.NUMBER:
        return _number(value)
    if kind is VariableKind.DATE:
        return _date(value)
    listed = tuple(choices) if kind in CHOSEN else ()
    return _choice(listed, value) if listed else value


def fits(kind: VariableKind, choices: Iterable[Choice], value: str) -> bool:
    try:
        fitting(kind, choices, value)
    except UserError:
        return False
    return True


def _number(value: str) -> str:
    if _GROUPED.fullmatch(value):
        raise UserError(f"“{value}” can be read in two ways. Write {value.replace(',', '')} or a decimal point.")
    found = _NUMBER.fullmatch(value)
    if found is None:
        raise UserError(f"“{value}” is not a number. Write digits only, such as 12 or 0.5.")
    sign, whole, fraction = found.groups()
    return ("-" if sign == "-" else "") + whole + (f".{fraction}" if fraction else "")


def _date(value: str) -> str:
    found = _DATE.fullmatch(value)
    if found is not None:
        year, month, day = found.groups()
        try:
            date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            found = None
    if found is None:
        raise UserError(f"“{value}” is not a date. Write 2014-03-15, or 2014-03 or 2014 where no more is known.")
    return "-".join(part.zfill(2) for part in found.groups() if part)


def _choice(choices: tuple[Choice, ...], value: str) -> str:
    wanted = value.casefold()
    for name in ("value", "label"):
        for choice in choices:
            if getattr(choice, name).casefold() == wanted:
                return choice.value
    listed = ", ".join(choice.label or choice.value for choice in choices)
    raise UserError(f"“{value}” is not one of the choices ({listed}). Choose one of them, or add it to the variable.")
