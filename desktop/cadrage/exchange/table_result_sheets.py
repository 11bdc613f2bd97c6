"""Each result as it is shown: rows down, columns across, sums at the edges, with a chart of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cadrage.core.answers import Answer
from cadrage.core.dataset import Dataset
from cadrage.core.results import CoOccurrence, Meeting, Place, ResultTable, Series, TimeSeries
from cadrage.core.results_question import SHARES, Measure
from cadrage.core.results_wording import measured, reach_of, sum_of
from cadrage.exchange.cells import CodeText, Value
from cadrage.exchange.table_results import BETWEEN, RATE, SHARE, parts
from cadrage.exchange.tables import Column, Drawing, Table, column_name, unique_name

PREFIX = "result_"
_MOST_SERIES, _MOST_LINES, _MOST_BARS = 6, 8, 60
_FORMS = {Measure.PER_THOUSAND: RATE}


def result_sheets(dataset: Dataset) -> tuple[Table, ...]:
    """A table for each result that has rows and columns, called by the result's name."""
    made: list[Table] = []
    for number, each in enumerate(dataset.answers.answers, start=1):
        name = column_name(f"{PREFIX}{each.name}", ())
        # Of a name in another script than the Latin one nothing is left.
        name = name if name.startswith(PREFIX) else f"{PREFIX}{number}"
        table = _sheet(each, unique_name(name, [table.name for table in made]))
        if table is not None:
            made.append(table)
    return tuple(made)


def _sheet(answer: Answer, name: str) -> Table | None:
    match answer.result:
        case ResultTable():
            return _crossed(answer.name, answer.result, name)
        case TimeSeries():
            return _over_time(answer.name, answer.result, name)
        case CoOccurrence():
            return _matrix(answer.name, answer.result, name)
        case _:
            return None


def form_of(measure: Measure) -> str:
    """How Excel shows the numbers of a measure."""
    return SHARE if measure in SHARES else _FORMS.get(measure, "#,##0")


# Tables.


def _crossed(name: str, table: ResultTable, sheet: str) -> Table:
    rows, columns, layers = (parts(table, place) for place in range(3))
    across, form = table.column_places(), form_of(table.question.measure)
    heads = [Column(each, f"{each} of the cells of this row.", 30) for each in (*layers.names, *rows.names)]
    what = measured(table.question)
    heads += [Column(columns.label(each) or what, f"{what}.", 12, form=form) for each in across]
    if columns.names:
        total = sum_of(table.question.columns)
        heads.append(
            Column(total, f"{what} in all of the row together; what its cells share counts once.", 12, form=form)
        )
    made = partial(_crossed_rows, table)
    length = len(table.row_places()) + 1
    drawing = None
    if not layers.names:
        first = len(rows.names)
        shown = tuple(range(first, first + len(across)))
        drawing = Drawing(name, first - 1, shown, length - 1, BETWEEN.join(rows.names), what, form)
    length *= max(len(table.layer_places()), 1)
    return Table(sheet, f"“{name}”: {what}, as it is shown.", tuple(heads), length, made, drawing=_drawn(drawing))


def _crossed_rows(table: ResultTable) -> Iterator[tuple[Value, ...]]:
    rows, _, layers = (parts(table, place) for place in range(3))
    across = [*table.column_places(), *([_all(table.question.columns)] if table.question.columns else [])]
    total: tuple[Value, ...] = (sum_of(table.question.rows), *[None] * (len(rows.names) - 1))
    for layer in table.layer_places():
        before = tuple(_label(each.label, each.colour) for each in layers.at(layer))
        for row in table.row_places():
            named = tuple(_label(each.label, each.colour) for each in rows.at(row))
            yield (*before, *named, *(table.value(row + column + layer) for column in across))
        down = _all(table.question.rows)
        yield (*before, *total, *(table.value(down + column + layer) for column in across))


def _all(dimensions: tuple[object, ...]) -> Place:
    return (None,) * len(dimensions)


def _label(words: str, colour: str) -> str:
    return CodeText(words, colour) if colour else words


# Time.


def _over_time(name: str, found: TimeSeries, sheet: str) -> Table:
    measure = found.asked.question.measure
    what, form = measured(found.asked.question), form_of(measure)
    heads = [Column(found.variable, f"By {found.bin}.", 14)]
    heads += [
        Column(each.category.label, f"{what}; empty where there are no documents.", 12, form=form)
        for each in found.series
    ]
    heads.append(Column(found.total.category.label, f"{what}, all codings together.", 12, form=form))
    shown = tuple(range(1, len(heads) - 1)) or (1,)
    drawing = Drawing(name, 0, shown, len(found.bins), found.variable, what, form, lines=True)
    about = f"“{name}”: {what} by {found.bin}; empty where there are no documents."
    return Table(sheet, about, tuple(heads), len(found.bins), partial(_time_rows, found), drawing=_drawn(drawing))


def _time_rows(found: TimeSeries) -> Iterator[tuple[Value, ...]]:
    lines: list[Series] = [*found.series, found.total]
    measure = found.asked.question.measure
    values = [[_plain(value, measure) for value in found.values(each)] for each in lines]
    for place, stretch in enumerate(found.bins):
        yield (stretch.label, *(line[place] for line in values))


def _plain(value: float | None, measure: Measure) -> Value:
    """Counts as whole numbers."""
    return round(value) if value is not None and measure in (Measure.COUNT, Measure.WORDS) else value


# Co-occurrence.


def _matrix(name: str, found: CoOccurrence, sheet: str) -> Table:
    near = found.asked.question.proximity
    reach = f" ({reach_of(near)})" if near else ""
    about = f"“{name}”: {found.unit} in which two codes meet{reach}; in the diagonal those of the code."
    heads = (
        Column("Code", "The code of the row.", 28),
        *(Column(each.label, f"{found.unit} of this code with the code of the row.", 10) for each in found.codes),
    )
    return Table(sheet, about, heads, len(found.codes), partial(_matrix_rows, found))


def _matrix_rows(found: CoOccurrence) -> Iterator[tuple[Value, ...]]:
    places = range(len(found.codes))
    for one, code in enumerate(found.codes):
        cells = (
            found.alone.get(one, Meeting()).units if one == each else found.pair(one, each).units for each in places
        )
        yield (_label(code.label, code.colour), *cells)


def _drawn(drawing: Drawing | None) -> Drawing | None:
    """None for what could not be read."""
    if drawing is None or not drawing.rows or not drawing.series:
        return None
    if drawing.lines:
        return drawing if len(drawing.series) <= _MOST_LINES else None
    few = len(drawing.series) <= _MOST_SERIES and drawing.rows * len(drawing.series) <= 4 * _MOST_BARS
    return drawing if few and drawing.rows <= _MOST_BARS else None
