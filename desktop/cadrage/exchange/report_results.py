"""Results: codes by outlet, month and whatever the project keeps under a name; tables with their charts and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from cadrage.core.answers import Answer
from cadrage.core.results import CoOccurrence, Meeting, Place, ResultTable, Series, TestResult, TestTable, TimeSeries
from cadrage.core.results_question import SHARES, Category, Measure
from cadrage.core.results_wording import around, measured, reach_of, sum_of
from cadrage.exchange.report import Block, Figure, Heading, Paragraph, Run, TableBlock, TableColumn, TableRow
from cadrage.exchange.report_material import ReportMaterial, plural
from cadrage.exchange.table_results import BETWEEN, parts

T = TypeVar("T")

_ACROSS = 6  # columns that fit beside a name
_MOST_COLUMNS, _MOST_ROWS, _MOST_LAYERS, _MOST_PAIRS = 24, 150, 12, 20
_DASH = "—"
_LETTERS = ("n", "df", "p", "V")
_ELSEWHERE = "The workbook has all of them."


def result_blocks(material: ReportMaterial) -> Iterator[Block]:
    """The results that the project keeps under a name come first."""
    found = material.dataset.answers
    if not found.answers and not found.unanswered:
        yield Paragraph((Run("There are no results yet."),), "quiet")
    for number, each in enumerate(found.answers, start=1):
        picture = found.pictures.get(each.name)
        yield Heading(2, each.name, f"result-{number}", followed=picture.height if picture else 0.0)
        tables = list(_tables(each))
        if picture is not None:
            yield Figure(
                picture.title or each.name,
                picture.svg,
                picture.png,
                picture.width,
                picture.height,
                picture.alternative,
            )
        yield from tables
        if not tables:
            yield Paragraph((Run("There is nothing to count."),), "quiet")
    for name, why in found.unanswered:
        yield Heading(2, name)
        yield Paragraph((Run(f"This result could not be made. {why}"),), "quiet")


def _tables(answer: Answer) -> Iterator[TableBlock]:
    match answer.result:
        case ResultTable():
            return _crossed(answer.result)
        case TimeSeries():
            return _over_time(answer.result)
        case CoOccurrence():
            return _together(answer.result)
        case TestTable():
            return _tests(answer.result)


def shown(value: float | None, measure: Measure) -> str:
    """A number as a table prints it; a dash for what is undefined."""
    if value is None:
        return _DASH
    if measure in SHARES:
        return f"{100 * value:.1f} %"
    return f"{value:.2f}" if measure is Measure.PER_THOUSAND else f"{round(value):,}"


def _note(found: ResultTable | TimeSeries | CoOccurrence | TestTable, *more: str) -> str:
    return " ".join(filter(None, (*more, *around(found.asked))))


def _chunks(places: Sequence[T]) -> list[Sequence[T]]:
    """As few as it takes, all of about the same length."""
    number = max(-(-len(places) // _ACROSS), 1)
    edges = [len(places) * each // number for each in range(number + 1)]
    return [places[start:end] for start, end in pairwise(edges)]


# Tables.


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands at one side of a table: its places, how many more there would be, and the place of the sum."""

    places: Sequence[Place]
    left: int
    whole: Place


def _side(places: Sequence[Place], most: int, dimensions: int) -> _Side:
    return _Side(places[:most], max(len(places) - most, 0), (None,) * dimensions)


def _crossed(table: ResultTable) -> Iterator[TableBlock]:
    question = table.question
    rows = _side(table.row_places(), _MOST_ROWS, len(question.rows))
    columns = _side(table.column_places(), _MOST_COLUMNS, len(question.columns))
    layers = _side(table.layer_places(), _MOST_LAYERS, len(question.layers))
    if not rows.places:
        return
    across = [*columns.places, *([columns.whole] if question.columns else [])]
    chunks = _chunks(across)
    for layer in layers.places:
        for number, some in enumerate(chunks):
            last = layer == layers.places[-1] and number == len(chunks) - 1
            note = _note(table, *_cut(rows, columns, layers)) if last else ""
            yield _cross_table(table, rows, some, layer, _title(table, layer, continued=number > 0), note)


def _cut(rows: _Side, columns: _Side, layers: _Side) -> Iterator[str]:
    """What a page has no room for."""
    for side, noun in ((rows, "row"), (columns, "column"), (layers, "layer")):
        if side.left:
            yield f"{plural(side.left, f'more {noun}')} left out here. {_ELSEWHERE}"


def _title(table: ResultTable, layer: Place, *, continued: bool) -> str:
    rows, columns, layers = (parts(table, which) for which in range(3))
    by = " by ".join(filter(None, (BETWEEN.join(each.names).lower() for each in (rows, columns))))
    inside = f": {layers.label(layer)}" if layers.names else ""
    return f"{measured(table.question)}, {by}{inside}{', continued' if continued else ''}"


def _cross_table(
    table: ResultTable, rows: _Side, columns: Sequence[Place], layer: Place, title: str, note: str
) -> TableBlock:
    question = table.question
    named, across = parts(table, 0), parts(table, 1)
    heads = [
        (across.label(each) if any(at is not None for at in each) else sum_of(question.columns))
        if question.columns
        else measured(question)
        for each in columns
    ]

    def cells(row: Place) -> tuple[str, ...]:
        return tuple(shown(table.value(row + column + layer), question.measure) for column in columns)

    body = [_row(str(named.label(row)), named.at(row), cells(row)) for row in rows.places]
    body.append(TableRow((sum_of(question.rows), *cells(rows.whole)), total=True))
    first = TableColumn(BETWEEN.join(named.names), "left")
    return TableBlock(title, (first, *map(TableColumn, map(str, heads))), tuple(body), note)


def _row(label: str, categories: Sequence[Category], cells: tuple[str, ...]) -> TableRow:
    only = categories[0] if len(categories) == 1 else None
    return TableRow((label, *cells), only.depth if only else 0, (only.colour or "") if only else "")


# Time.


def _over_time(found: TimeSeries) -> Iterator[TableBlock]:
    measure = found.asked.question.measure
    if not found.bins:
        return
    ordered = sorted(found.series, key=_codings_of)[:_MOST_COLUMNS]
    # As in the codebook, whichever they are.
    lines: list[Series] = [each for each in found.series if each in ordered] + [found.total]
    left = len(found.series) - len(ordered)
    events = "; ".join(f"{event.day} {event.label}" for event in found.events)
    more = (
        f"{_DASH} stands where there are no documents.",
        f"Events: {events}." if events else "",
        f"{plural(left, 'more line')} left out here. {_ELSEWHERE}" if left else "",
        _undated(found),
    )
    title = f"{measured(found.asked.question)}, by {found.bin}"
    chunks = _chunks(lines)
    for number, some in enumerate(chunks):
        values = [found.values(each) for each in some]
        body = tuple(
            TableRow((stretch.label, *(shown(line[at], measure) for line in values)))
            for at, stretch in list(enumerate(found.bins))[:_MOST_ROWS]
        )
        columns = (TableColumn(found.variable, "left"), *(TableColumn(each.category.label) for each in some))
        last = number == len(chunks) - 1
        yield TableBlock(title + (", continued" if number else ""), columns, body, _note(found, *more) if last else "")


def _codings_of(series: Series) -> int:
    return -sum(cell.codings for cell in series.cells)


def _undated(found: TimeSeries) -> str:
    said = [f"{why} {plural(base.documents, 'document')}" for why, base in found.undated.items() if base.documents]
    return f"Not in the table: {'; '.join(said)}." if said else ""


# Co-occurrence.


def _together(found: CoOccurrence) -> Iterator[TableBlock]:
    near = found.asked.question.proximity
    pairs = sorted((pair for pair, each in found.pairs.items() if each.units), key=_nearest(found))
    if not pairs:
        return
    body = []
    for one, other in pairs[:_MOST_PAIRS]:
        meeting: Meeting = found.pair(one, other)
        numbers = (meeting.units, meeting.documents, meeting.codings)
        named = f"{found.codes[one].label} – {found.codes[other].label}"
        body.append(
            TableRow(
                (
                    named,
                    *(f"{each:,}" for each in numbers),
                    coefficient(found.jaccard(one, other)),
                    shown(found.lift(one, other), Measure.PER_THOUSAND),
                )
            )
        )
    heads = (found.unit.capitalize(), "Documents", "Pairs of codings", "Jaccard", "Lift")
    left = len(pairs) - len(body)
    more = (
        f"{plural(left, 'more pair')} that meet{'s' if left == 1 else ''} left out here. {_ELSEWHERE}" if left else "",
        f"{found.unit.capitalize()}: those in which both codes stand. Jaccard: these, of all with either. Lift: these, "
        "over those to be expected if the codes were independent.",
    )
    title = f"Codes that occur {reach_of(near) if near else 'together'}"
    yield TableBlock(title, (TableColumn("Codes", "left"), *map(TableColumn, heads)), tuple(body), _note(found, *more))


def _nearest(found: CoOccurrence) -> Callable[[tuple[int, int]], tuple[int, int, tuple[int, int]]]:
    """Most units first, then most codings, then as in the codebook."""

    def order(pair: tuple[int, int]) -> tuple[int, int, tuple[int, int]]:
        return -found.pairs[pair].units, -found.pairs[pair].codings, pair

    return order


# Tests.


def _tests(found: TestTable) -> Iterator[TableBlock]:
    if not found.tests:
        return
    heads = ("n", "With code", "χ²", "df", "p", f"p ({found.correction})", "V")
    columns = (TableColumn("Code", "left"), *(TableColumn(head, emphasis=head in _LETTERS) for head in heads))
    unit = str(found.asked.question.unit)
    warned = sum(bool(each.warnings) for each in found.tests)
    exact = sum(not each.undefined and each.used == "fisher" for each in found.tests)
    more = (
        f"n: {unit}. {_DASH} stands where a test is undefined.",
        "* Expected counts are small: χ² is not reliable." if warned else "",
        f"p of {plural(exact, 'test')} is Fisher’s." if exact else "",
        *found.notes,
    )
    rows = tuple(map(_test, found.tests))
    yield TableBlock("Differences between " + _compared(found), columns, rows, _note(found, *more))


def _compared(found: TestTable) -> str:
    names = max((each.columns for each in found.tests), key=len, default=())
    few = ", ".join(names[:_ACROSS])
    return few + (f" and {len(names) - _ACROSS} more" if len(names) > _ACROSS else "") if names else "columns"


def _test(test: TestResult) -> TableRow:
    p = test.fisher_p if test.used == "fisher" else test.p
    chi2 = shown(test.chi2, Measure.PER_THOUSAND) + ("*" if test.warnings else "")
    return TableRow(
        (
            test.label,
            f"{test.n:,}",
            f"{sum(test.observed[0]) if test.observed else 0:,}",
            chi2,
            _DASH if test.df is None else str(test.df),
            probability(p),
            probability(test.adjusted_p),
            coefficient(test.cramers_v),
        )
    )


def coefficient(value: float | None) -> str:
    """Two decimals without a leading zero, as the field prints them."""
    if value is None:
        return _DASH
    said = f"{value:.2f}"
    return said.replace("0.", ".", 1) if abs(value) < 1 and said.startswith("0.") else said


def probability(value: float | None) -> str:
    if value is None:
        return _DASH
    said = f"{value:.3f}"
    return "< .001" if value < 0.0005 else said.removeprefix("0") if said.startswith("0") else said
