"""Days written in figures, made YYYY-MM-DD where a column leaves no doubt about what is day and what month."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

LONGEST_NAME = 200
_YEAR_FIRST = re.compile(r"(\d{4})[-/. 年](\d{1,2})(?:[-/. 月](\d{1,2})日?)?(?:[T ]\d{1,2}:\d\d.*)?")
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:,? \d{1,2}:\d\d.*)?")


def reader(cells: Iterable[str]) -> Callable[[str], str]:
    """Turns the cells of one column into days; whatever is not surely a day stays as it is.

    Dots mean day before month. With strokes the whole column decides: a number above 12 can be no month.
    """
    firsts, seconds = set(), set()
    for cell in cells:
        if found := _YEAR_LAST.fullmatch(cell):
            firsts.add(int(found[1]))
            seconds.add(int(found[3]))
    month_first = any(number > 12 for number in seconds) and not any(number > 12 for number in firsts)
    day_first = any(number > 12 for number in firsts) and not any(number > 12 for number in seconds)

    def as_day(cell: str) -> str:
        if found := _YEAR_FIRST.fullmatch(cell) or _PACKED.fullmatch(cell):
            return _day(found[1], found[2], found[3]) or cell
        found = _YEAR_LAST.fullmatch(cell)
        if found is None:
            return cell
        if found[2] == "." or day_first:
            return _day(found[4], found[3], found[1]) or cell
        return (_day(found[4], found[1], found[3]) if month_first else "") or cell

    return as_day


def _day(year: str, month: str, day: str | None) -> str:
    """Empty where the calendar has no such day."""
    try:
        whole = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]
