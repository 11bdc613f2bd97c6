"""Results to draw: tables, lines, meetings and places, drawn at random from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from cadrage.core.dispersion import Along, Dispersion, Mark
from cadrage.core.palette import CODE_COLOURS
from cadrage.core.results import Asked, Base, Cell, CoOccurrence, Meeting, Place, ResultTable, Series, TimeSeries
from cadrage.core.results_question import (
    Bin,
    Category,
    Dimension,
    Event,
    Kind,
    Measure,
    Proximity,
    Question,
    Reach,
    Unit,
)

NAMES = (
    "Conflict",
    "Responsibility attributed to the government and to everybody who ever worked for it",
    "Morality & <religion>",
    "Опасность для мирного населения",
    "العربية الإطار",
    "שלום",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle",
    "日本語の枠",
    "Crise 😀",
    "$x_1$ and $y^2$",
    "Threat",
    "Victims",
)
CODE = Dimension(Kind.CODE)
OUTLET = Dimension(Kind.FACT, "outlet")
MONTH = Dimension(Kind.TIME, "published", Bin.MONTH)


def codes(count: int, *, colours: bool = True) -> tuple[Category, ...]:
    return tuple(
        Category(
            str(at),
            NAMES[at % len(NAMES)] + (f" {at}" if at >= len(NAMES) else ""),
            at,
            depth=at % 3,
            colour=CODE_COLOURS[at * 5 % 24].light if colours else "",
        )
        for at in range(count)
    )


def outlets(count: int) -> tuple[Category, ...]:
    return tuple(Category(str(at), f"Outlet {at} " + NAMES[(at * 5) % len(NAMES)]) for at in range(count))


def months(count: int) -> tuple[Category, ...]:
    first, made = date(2014, 3, 1), []
    for _number in range(count):
        following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        made.append(Category(f"{first:%Y-%m}", f"{first:%Y-%m}", start=first, end=following - timedelta(days=1)))
        first = following
    return tuple(made)


def table(
    rows: Sequence[Category],
    columns: Sequence[Category] = (),
    *,
    measure: Measure = Measure.COUNT,
    by: Dimension = OUTLET,
    seed: int = 1,
    zero: bool = False,
) -> ResultTable:
    """Codes by something, of codings, so that columns add up."""
    drawn = random.Random(seed)
    across = (by,) if columns else ()
    question = Question(rows=(CODE,), columns=across, measure=measure, unit=Unit.CODINGS, rolled=False)
    cells: dict[Place, Cell] = {}
    for row in range(len(rows)):
        for column in range(len(columns)) if columns else (None,):
            count = 0 if zero or drawn.random() < 0.2 else int(drawn.paretovariate(1) * 3)
            for place in _sums((row, column) if columns else (row,)):
                old = cells.get(place, Cell())
                cells[place] = Cell(old.codings + count, old.documents + count, old.words + 9 * count)
    ends: list[Place] = [(None, at) for at in (*range(len(columns)), None)] if columns else [(None,)]
    bases = {place: Base(300, 90_000) for place in ends}
    asked = Asked(question, "Ukraine", ("ann", "ben"), "main", ("outlet: taz",), ("3 duplicates are left out.",))
    categories = (tuple(rows), tuple(columns)) if columns else (tuple(rows),)
    return ResultTable(asked, (CODE, *across), ("Code", "Outlet")[: len(categories)], categories, cells, bases)


def _sums(place: Place) -> list[Place]:
    if len(place) == 1:
        return [place, (None,)]
    row, column = place
    return [(row, column), (row, None), (None, column), (None, None)]


def series(count: int, length: int, *, seed: int = 1, events: tuple[Event, ...] = ()) -> TimeSeries:
    drawn, bins = random.Random(seed), months(length)
    bases = tuple(Base() if drawn.random() < 0.2 else Base(40, 9000) for _ in bins)
    lines = tuple(
        Series(code, tuple(Cell(n := drawn.randint(0, 20), n, 9 * n) if base.documents else Cell() for base in bases))
        for code in codes(count)
    )
    total = Series(Category("", "All"), tuple(Cell(9, base.documents) for base in bases))
    question = Question(rows=(CODE,), columns=(MONTH,), events=events)
    return TimeSeries(Asked(question, "Ukraine"), Bin.MONTH, "published", bins, bases, lines, total, events)


def meetings(count: int, *, share: float = 0.3, seed: int = 1) -> CoOccurrence:
    drawn = random.Random(seed)
    alone = {at: Meeting(n := drawn.randint(1, 60), n, n) for at in range(count)}
    pairs = {
        (one, other): Meeting(n := drawn.randint(1, 9), (n + 1) // 2, n + 1)
        for one in range(count)
        for other in range(one + 1, count)
        if drawn.random() < share
    }
    question = Question(proximity=Proximity(Reach.SENTENCE))
    return CoOccurrence(Asked(question, "Ukraine"), codes(count), alone, pairs, "sentences", 900, 300)


def dispersion(documents: int, series_count: int, *, seed: int = 1) -> Dispersion:
    drawn, rows = random.Random(seed), []
    for number in range(documents):
        length = drawn.randint(200, 9000)
        starts = [drawn.randint(0, length - 60) for _ in range(drawn.randint(0, 9))]
        marks = tuple(
            Mark(start, start + 40, drawn.randrange(max(series_count, 1)), number) for start in sorted(starts)
        )
        rows.append(Along(number, NAMES[number % len(NAMES)], length, marks))
    return Dispersion("Codings along the documents", tuple(rows), codes(series_count))
