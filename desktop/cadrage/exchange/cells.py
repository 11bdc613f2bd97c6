"""What a cell of a workbook can hold, and what has to be changed so that it can."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self, TypeAlias

MAX_UNITS = 32_767
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Excel holds 1900 for a leap year and knows no day before it.
_FIRST_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Colour:
    """A cell that shows a colour and its name, `#RRGGBB`."""

    hex: str


class CodeText(str):
    """A text with a code's colour, `#RRGGBB`: the code's own name or, where `coded` names some of its characters,
    the words around a quotation."""

    __slots__ = ("coded", "colour")

    coded: tuple[int, int] | None
    colour: str

    def __new__(cls, text: str, colour: str, coded: tuple[int, int] | None = None) -> Self:
        made = super().__new__(cls, text)
        made.colour, made.coded = colour, coded
        return made


Value: TypeAlias = str | int | float | bool | date | datetime | Colour | None


@dataclass(frozen=True, slots=True)
class CellChange:
    """What had to be changed in a cell; `row` counts as Excel does, the header being row 1."""

    sheet: str
    row: int
    column: str
    what: str


def safe_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as a cell can hold it, and what was changed, in words."""
    changes = []
    if _NOT_XML.search(text):
        text, number = _NOT_XML.subn("", text)
        changes.append(f"{number} control characters removed")
    if _SURROGATE.search(text):
        text, number = _SURROGATE.subn("\ufffd", text)
        changes.append(f"{number} broken characters replaced by \ufffd")
    if len(text) > MAX_UNITS // 2 and len(text.encode("utf-16-le")) > 2 * MAX_UNITS:
        # A pair that is cut through leaves a half, which "ignore" drops.
        text = text.encode("utf-16-le")[: 2 * MAX_UNITS].decode("utf-16-le", "ignore")
        changes.append(f"cut at {MAX_UNITS:,} characters")
    if looks_like_formula(text):
        changes.append("text that looks like a formula kept as text")
    return text, tuple(changes)


def looks_like_formula(text: str) -> bool:
    return text.startswith(_FORMULA_STARTS)


def as_number(text: str) -> Value:
    """The number that a text is, or the text where it is none (or one that would lose digits)."""
    if not re.fullmatch(r"[+-]?(0|[1-9]\d{0,14})(\.\d{1,15})?", text.strip()):
        return text
    return float(text) if "." in text else int(text)


def as_date(text: str) -> Value:
    """The day that a full ISO date names; partial dates and days before Excel's first stay text."""
    if not _FULL_DATE.fullmatch(text):
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day >= _FIRST_DAY else text


def as_moment(text: str) -> Value:
    """An ISO time as a date-time in UTC without its zone, to the second."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text or None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.replace(microsecond=0) if moment.date() >= _FIRST_DAY else text
