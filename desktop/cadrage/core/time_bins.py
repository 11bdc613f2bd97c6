"""Dates into years, quarters, months, weeks and days; what a date known in part cannot say is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from cadrage.core.results_question import Bin, Category

MOST_BINS = 2_000
"""More stretches than this are not made, be they empty: one mistyped year must not fill a table."""

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?", re.ASCII | re.DOTALL)
_PARTS_NEEDED = {Bin.YEAR: 1, Bin.QUARTER: 2, Bin.MONTH: 2, Bin.WEEK: 3, Bin.DAY: 3}


class Undated(StrEnum):
    """Why a document stands in no stretch of time."""

    PARTIAL = "partial"
    MISSING = "missing"
    WRONG = "wrong"


def placed(value: str, bin: Bin) -> date | Undated:
    """The first day of the stretch that a stored date lies in; “2014-03” lies in a month, a quarter and a year."""
    value = value.strip()
    if not value:
        return Undated.MISSING
    found = _DATE.fullmatch(value)
    if found is None:
        return Undated.WRONG
    parts = [int(part) for part in found.groups() if part]
    try:
        day = date(*(*parts, 1, 1)[:3])
    except ValueError:
        return Undated.WRONG
    return first_day(day, bin) if len(parts) >= _PARTS_NEEDED[bin] else Undated.PARTIAL


def first_day(day: date, bin: Bin) -> date:
    match bin:
        case Bin.YEAR:
            return day.replace(month=1, day=1)
        case Bin.QUARTER:
            return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
        case Bin.MONTH:
            return day.replace(day=1)
        case Bin.WEEK:
            # The first days of the year 1 would lie before all that a date can say.
            return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
        case Bin.DAY:
            return day


def last_day(start: date, bin: Bin) -> date:
    after = _after(start, bin)
    return date.max if after is None else after - timedelta(days=1)


def _after(start: date, bin: Bin) -> date | None:
    """The first day of the next stretch; None behind the end of all dates."""
    try:
        if bin in (Bin.DAY, Bin.WEEK):
            return start + timedelta(days=1 if bin is Bin.DAY else 7 - start.weekday())
        months = {Bin.YEAR: 12, Bin.QUARTER: 3, Bin.MONTH: 1}[bin]
        month = start.year * 12 + start.month - 1 + months
        return date(month // 12, month % 12 + 1, 1)
    except (OverflowError, ValueError):
        return None


def between(starts: Iterable[date], bin: Bin) -> tuple[date, ...]:
    """All stretches from the first to the last of these, empty ones too; only these where that would be too many."""
    given = sorted(set(starts))
    if not given:
        return ()
    every: list[date] = []
    for start in _from(given[0], bin):
        if start > given[-1]:
            break
        every.append(start)
        if len(every) > MOST_BINS:
            return tuple(given)
    return tuple(every)


def _from(start: date, bin: Bin) -> Iterator[date]:
    current: date | None = start
    while current is not None:
        yield current
        current = _after(current, bin)


def key(start: date, bin: Bin) -> str:
    """“2014”, “2014-Q1”, “2014-03”, “2014-W11” or “2014-03-14”: in the order of time as in that of letters."""
    match bin:
        case Bin.YEAR:
            return f"{start.year:04}"
        case Bin.QUARTER:
            return f"{start.year:04}-Q{(start.month + 2) // 3}"
        case Bin.MONTH:
            return f"{start.year:04}-{start.month:02}"
        case Bin.WEEK:
            year, week, _ = start.isocalendar()
            return f"{year:04}-W{week:02}"
        case Bin.DAY:
            return start.isoformat()


def category(start: date, bin: Bin) -> Category:
    name = key(start, bin)
    return Category(name, name, start=start, end=last_day(start, bin))


def undated(why: Undated, bin: Bin) -> Category:
    """Where documents stand that are in no stretch."""
    labels = {Undated.PARTIAL: f"(no {bin})", Undated.MISSING: "(no date)", Undated.WRONG: "(not a date)"}
    return Category(f"({why})", labels[why], missing=True)
