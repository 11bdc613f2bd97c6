"""The axis of time: which stretches are named, and where what is known to a month or year stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from cadrage.charts.grid import Head
from cadrage.charts.text import Ruler

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ticks_of(columns: Sequence[Head], cell: float, ruler: Ruler, size: float) -> list[tuple[int, str]]:
    """Columns to be named: all that fit, else the first of quarters, of years, of every few years."""
    texts = [head.text for head in columns]
    if ruler.widest(texts, size) + size <= cell:
        return list(enumerate(texts))
    for months in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200):
        named = _firsts(columns, months)
        wide = ruler.widest([text for _at, text in named], size) + size
        if all(later[0] - former[0] >= wide / cell for former, later in pairwise(named)):
            return named
    return [(0, texts[0])] if texts else []


def _firsts(columns: Sequence[Head], months: int) -> list[tuple[int, str]]:
    """The first column of each so many months."""
    named, last = [], None
    for at, head in enumerate(columns):
        if head.start is None:
            continue
        part = (head.start.year * 12 + head.start.month - 1) // months
        if part != last and (last is not None or _begins(head.start, months) or months >= 12):
            text = str(head.start.year) if months >= 12 else f"{_MONTHS[head.start.month - 1]} {head.start.year}"
            named.append((at, text))
        last = part
    if months >= 12 and len(named) > 1 and columns[named[0][0]].start is not None:
        first = columns[named[0][0]].start
        # A year that began before the first column is not said to begin there.
        if first is not None and first.month > 1 and months == 12:
            named = named[1:]
    return named


def _begins(day: date, months: int) -> bool:
    return (day.month - 1) % months == 0


def days_of(said: str) -> tuple[date, date] | None:
    """First and last day of “2014-03-15”, “2014-03” or “2014”; None where it is no date."""
    parts = said.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        return None
    try:
        year, month, day = (
            int(parts[0]),
            *(int(part) for part in (*parts[1:], *["1"] * (3 - len(parts)))),
        )
        first = date(year, month, day)
        if len(parts) == 3:
            return first, first
        if len(parts) == 2:
            return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return first, date(year, 12, 31)
    except (ValueError, TypeError):
        return None
