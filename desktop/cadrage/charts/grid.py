"""What a result's chart shows: labelled rows and columns of numbers, and how these are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cadrage.charts.style import Meets
from cadrage.charts.wording import Written, title_words, under
from cadrage.core.frequency import UNKNOWN, Frequencies
from cadrage.core.results import CoOccurrence, Meeting, Place, ResultTable, TimeSeries
from cadrage.core.results_question import SHARES, Category, Kind, Measure
from cadrage.core.results_wording import measured, sum_of

Row = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a row or a column is called. `start`, `end`: the days of a stretch of time. `plain`: no or other values."""

    text: str
    depth: int = 0
    colour: str = ""
    start: date | None = None
    end: date | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """`values` by row and column, None where undefined; `places` says which cell of the result each number is.

    `additive`: the columns of each row add up to `totals`, so that bars may be stacked.
    """

    title: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    values: tuple[Row, ...]
    totals: Row
    places: tuple[tuple[Place, ...], ...]
    row_name: str = ""
    column_name: str = ""
    measured: str = ""
    written: Written = Written.COUNT
    additive: bool = False
    in_time: bool = False
    rows_in_time: bool = False
    caption: tuple[str, ...] = ()
    project: str = ""
    symmetric: bool = False

    @property
    def empty(self) -> bool:
        return not any(value is not None for row in self.values for value in row)

    @property
    def largest(self) -> float:
        return max((value for row in self.values for value in row if value is not None), default=0.0)

    def with_rows(self, kept: Sequence[int]) -> Grid:
        return replace(
            self,
            rows=tuple(self.rows[at] for at in kept),
            values=tuple(self.values[at] for at in kept),
            totals=tuple(self.totals[at] for at in kept),
            places=tuple(self.places[at] for at in kept),
        )

    def with_columns(self, kept: Sequence[int]) -> Grid:
        return replace(
            self,
            columns=tuple(self.columns[at] for at in kept),
            values=tuple(tuple(row[at] for at in kept) for row in self.values),
            places=tuple(tuple(row[at] for at in kept) for row in self.places),
        )

    def turned(self) -> Grid:
        """Rows for columns; the totals are lost."""
        return replace(
            self,
            rows=self.columns,
            columns=self.rows,
            values=tuple(zip(*self.values, strict=True)) if self.values else (),
            places=tuple(zip(*self.places, strict=True)) if self.places else (),
            totals=(None,) * len(self.columns),
            row_name=self.column_name,
            column_name=self.row_name,
            additive=False,
            in_time=self.rows_in_time,
            rows_in_time=self.in_time,
        )


def grid_of(
    result: ResultTable | TimeSeries | CoOccurrence | Frequencies,
    layer: int | None = None,
    meets: Meets = Meets.UNITS,
) -> Grid:
    """The numbers of a result; `layer` is a position in `layer_places`, None for all layers together."""
    if isinstance(result, ResultTable):
        return _of_table(result, layer)
    if isinstance(result, TimeSeries):
        return _of_series(result)
    if isinstance(result, CoOccurrence):
        return _of_meetings(result, meets)
    return _of_frequencies(result)


def _of_table(table: ResultTable, layer: int | None) -> Grid:
    question = table.question
    layers = table.layer_places()
    last: Place = (None,) * len(question.layers) if layer is None else layers[layer]
    rows, columns = table.row_places(), table.column_places()
    first = len(question.rows)
    places = tuple(tuple(row + column + last for column in columns) for row in rows)
    values = tuple(tuple(table.value(place) for place in row) for row in places)
    totals = tuple(table.value(row + (None,) * len(question.columns) + last) for row in rows)
    names = (_joined(table.names[:first]), _joined(table.names[first : first + len(question.columns)]))
    if any(each.kind is Kind.TIME for each in question.rows + question.columns):
        values = tuple(
            tuple(value if table.base(at).documents else None for value, at in zip(row, placed, strict=True))
            for row, placed in zip(values, places, strict=True)
        )
    shown = _joined(table.labels((None,) * (len(table.dimensions) - len(last)) + last)) if layer is not None else ""
    together = (f"{sum_of(question.layers)} together.",) if question.layers and layer is None else ()
    return Grid(
        title=title_words(question, *names, shown),
        rows=tuple(_head(table.categories[:first], row) for row in rows),
        columns=tuple(_head(table.categories[first:], column) for column in columns),
        values=values,
        totals=totals,
        places=places,
        row_name=names[0],
        column_name=names[1],
        measured=measured(question),
        written=_written(question.measure),
        additive=bool(question.columns) and _adds_up(values, totals),
        in_time=len(question.columns) == 1 and question.columns[0].kind is Kind.TIME,
        rows_in_time=first == 1 and question.rows[0].kind is Kind.TIME,
        caption=(*under(table.asked), *together),
        project=table.asked.project,
    )


def _adds_up(values: Sequence[Row], totals: Row) -> bool:
    return all(
        total is None or math.isclose(sum(value or 0 for value in row), total, rel_tol=1e-9, abs_tol=1e-9)
        for row, total in zip(values, totals, strict=True)
    )


def _head(categories: Sequence[Sequence[Category]], place: Place) -> Head:
    meant = [each[at] for each, at in zip(categories, place, strict=False) if at is not None]
    if not meant:
        return Head("")
    one = meant[0]
    if len(meant) > 1:
        return Head(" · ".join(each.label for each in meant), plain=all(each.missing or each.other for each in meant))
    return Head(one.label, one.depth, one.colour, one.start, one.end, one.missing or one.other)


def _written(measure: Measure) -> Written:
    if measure in SHARES:
        return Written.SHARE
    return Written.RATE if measure is Measure.PER_THOUSAND else Written.COUNT


def _joined(names: Sequence[str]) -> str:
    return " · ".join(name for name in names if name)


def _of_series(found: TimeSeries) -> Grid:
    question = found.asked.question
    lines = found.series or (found.total,)
    whole = tuple(sum(cell.documents for cell in each.cells) for each in lines)
    name = str(found.bin)
    return Grid(
        title=title_words(question, "code", name, ""),
        rows=tuple(_head(((each.category,),), (0,)) for each in lines),
        columns=tuple(Head(each.label, start=each.start, end=each.end) for each in found.bins),
        values=tuple(found.values(each) for each in lines),
        totals=tuple(float(each) for each in whole),
        places=tuple(
            tuple((row if found.series else None, at) for at in range(len(found.bins))) for row in range(len(lines))
        ),
        row_name="Code",
        column_name=name.capitalize(),
        measured=measured(question),
        written=_written(question.measure),
        in_time=True,
        caption=under(found.asked),
        project=found.asked.project,
    )


def meeting_count(meeting: Meeting, meets: Meets) -> int:
    return {Meets.UNITS: meeting.units, Meets.CODINGS: meeting.codings, Meets.DOCUMENTS: meeting.documents}[meets]


def meeting_words(found: CoOccurrence, meets: Meets) -> str:
    """What is counted: “sentences”, “pairs of codings”."""
    return {Meets.UNITS: found.unit, Meets.CODINGS: "pairs of codings", Meets.DOCUMENTS: "documents"}[meets]


def _of_meetings(found: CoOccurrence, meets: Meets) -> Grid:
    question = found.asked.question
    every = range(len(found.codes))
    heads = tuple(_head((found.codes,), (at,)) for at in every)

    def value(one: int, other: int) -> float | None:
        return None if one == other else meeting_count(found.pair(one, other), meets)

    share = {
        Meets.UNITS: "that two codes share",
        Meets.CODINGS: "that meet",
        Meets.DOCUMENTS: "in which two codes meet",
    }
    return Grid(
        title=title_words(question, "", "", ""),
        rows=heads,
        columns=heads,
        values=tuple(tuple(value(one, other) for other in every) for one in every),
        totals=(None,) * len(heads),
        places=tuple(tuple((one, other) for other in every) for one in every),
        row_name="Code",
        column_name="Code",
        measured=f"{meeting_words(found, meets).capitalize()} {share[meets]}",
        caption=under(found.asked),
        project=found.asked.project,
        symmetric=True,
    )


def _of_frequencies(found: Frequencies) -> Grid:
    outlets = found.outlets
    values = tuple(
        tuple(_per_thousand(found, month, outlet) for month in found.months if month != UNKNOWN) for outlet in outlets
    )
    months = [month for month in found.months if month != UNKNOWN]
    return Grid(
        title="Hits by outlet and month",
        rows=tuple(Head(outlet or "no outlet", plain=not outlet) for outlet in outlets),
        columns=tuple(_month_head(month) for month in months),
        values=values,
        totals=tuple(found.cell(None, outlet).per_thousand for outlet in outlets),
        places=tuple(tuple((row, at) for at in range(len(months))) for row in range(len(outlets))),
        row_name="Outlet",
        column_name="Month",
        measured="Hits per 1,000 words",
        written=Written.RATE,
        in_time=True,
        caption=("A month without words of an outlet is a gap.",),
    )


def _per_thousand(found: Frequencies, month: str, outlet: str) -> float | None:
    return found.cell(month, outlet).per_thousand


def _month_head(month: str) -> Head:
    """Of “2014-03”, or of “2014” where no more is known."""
    year, _, number = month.partition("-")
    if not year.isdigit():
        return Head(month)
    first = date(int(year), int(number or 1), 1)
    following = date(first.year + 1, 1, 1) if not number else (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Head(month, start=first, end=following - timedelta(days=1))


def largest_pairs(found: CoOccurrence, most: int, meets: Meets) -> Grid:
    """Pairs of codes that meet, the most frequent first: a row each."""
    pairs = sorted(found.pairs, key=lambda pair: (-meeting_count(found.pairs[pair], meets), pair))
    pairs = [pair for pair in pairs if meeting_count(found.pairs[pair], meets)]
    rest = len(pairs) - most
    whole = _of_meetings(found, meets)
    shown = pairs[:most]
    left = (f"The {most} most frequent of {len(pairs)} pairs are shown.",) if rest > 0 else ()
    return replace(
        whole,
        rows=tuple(Head(f"{found.codes[one].label} + {found.codes[other].label}") for one, other in shown),
        columns=(Head(""),),
        values=tuple((whole.values[one][other],) for one, other in shown),
        totals=(None,) * len(shown),
        places=tuple((pair,) for pair in shown),
        row_name="Codes",
        column_name="",
        caption=whole.caption + left,
        symmetric=False,
    )
