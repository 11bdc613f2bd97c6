"""Results for people at a terminal: a table for each layer, what stands below it, and the tests."""

from __future__ import annotations

from collections.abc import Sequence

from cadrage.core.results import CoOccurrence, Place, ResultTable, TestResult, TestTable
from cadrage.core.results_question import SHARES, Kind, Measure
from cadrage.core.results_wording import around, measured, reach_of, sum_of

_WIDEST = 34  # of row labels
_NARROWEST, _BROADEST = 9, 20  # of columns
_LINE = 140


def table_as_text(table: ResultTable) -> str:
    """For each layer, and for all of them together, rows down and columns across."""
    lines = [f"{measured(table.question)} · {' × '.join(table.names)}"]
    layers: list[Place] = [*table.layer_places()] if table.question.layers else []
    for layer in layers:
        # Empty months are in the sums; a page for each of them says nothing more.
        if table.cell((*(None,) * (len(table.dimensions) - len(layer)), *layer)).codings:
            lines += _layer(table, layer, " · ".join(_named(table, layer, len(table.dimensions) - len(layer))))
    whole: Place = (None,) * len(table.question.layers)
    lines += _layer(table, whole, sum_of(table.question.layers) if layers else "")
    return "\n".join([*lines, "", *around(table.asked)])


def _named(table: ResultTable, part: Place, first: int) -> list[str]:
    return ["" if at is None else table.categories[first + place][at].label for place, at in enumerate(part)]


def _layer(table: ResultTable, layer: Place, title: str) -> list[str]:
    columns: list[Place] = [*table.column_places()] if table.question.columns else []
    columns.append((None,) * len(table.question.columns))
    heads = [_head(table, column) for column in columns]
    width = min(_BROADEST, max(_NARROWEST, *(len(head) + 2 for head in heads)))
    across = max(1, (_LINE - _WIDEST) // width)
    lines = ["", *([title] if title else [])]
    for first in range(0, len(columns), across):
        lines += _block(table, layer, columns[first : first + across], width)
    return lines


def _head(table: ResultTable, column: Place) -> str:
    if all(at is None for at in column):
        return sum_of(table.question.columns)
    return " · ".join(_named(table, column, len(table.question.rows)))


def _block(table: ResultTable, layer: Place, columns: Sequence[Place], width: int) -> list[str]:
    every: Place = (None,) * len(table.question.rows)
    rows: list[Place] = [*table.row_places(), every]
    lines = [" " * _WIDEST + "".join(f"{_cut(_head(table, column), width - 1):>{width}}" for column in columns)]
    for row in rows:
        cells = "".join(f"{_number(table, (*row, *column, *layer)):>{width}}" for column in columns)
        lines.append(f"{_cut(_row(table, row), _WIDEST):{_WIDEST}}{cells}")
    bases = [table.base((*every, *column, *layer)) for column in columns]
    lines.append(f"{'Documents':{_WIDEST}}" + "".join(f"{base.documents:>{width},}" for base in bases))
    lines.append(f"{'Words':{_WIDEST}}" + "".join(f"{base.words:>{width},}" for base in bases))
    return [*lines, ""]


def _row(table: ResultTable, row: Place) -> str:
    if all(at is None for at in row):
        return sum_of(table.question.rows)
    first = table.categories[0][row[0]] if row[0] is not None else None
    indent = "  " * first.depth if first is not None and table.dimensions[0].kind is Kind.CODE else ""
    return indent + " · ".join(_named(table, row, 0))


def _number(table: ResultTable, place: Place) -> str:
    value = table.value(place)
    if value is None:
        return "—"
    if table.question.measure in SHARES:
        return f"{100 * value:.1f} %"
    return f"{value:.2f}" if table.question.measure is Measure.PER_THOUSAND else f"{value:,.0f}"


def _cut(name: str, width: int) -> str:
    return name if len(name) <= width else f"{name[: width - 1]}…"


def together_as_text(found: CoOccurrence) -> str:
    """The pairs that meet, those with most documents first."""
    near = found.asked.question.proximity
    title = f"Codes {reach_of(near)}" if near is not None else "Codes together"
    lines = [title, "", f"{'':52}{'pairs':>7} {'docs':>6} {found.unit:>10} {'Jaccard':>8} {'lift':>7}"]
    order = sorted(found.pairs, key=lambda pair: (-found.pairs[pair].documents, -found.pairs[pair].codings, pair))
    for one, other in order:
        meeting = found.pairs[one, other]
        names = f"{_cut(found.codes[one].label, 24)} + {_cut(found.codes[other].label, 24)}"
        association = f"{_share(found.jaccard(one, other)):>8} {_share(found.lift(one, other)):>7}"
        lines.append(f"{names:52}{meeting.codings:>7} {meeting.documents:>6} {meeting.units:>10} {association}")
    if not order:
        lines.append("No two codes meet.")
    return "\n".join([*lines, "", *around(found.asked)])


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def tests_as_text(found: TestTable) -> str:
    lines = ["Tests", ""]
    if found.tests:
        lines.append(f"{'':34}{'χ²':>8} {'df':>4} {'p':>8} {'Fisher p':>9} {'adjusted':>9} {'V':>6} {'corr. V':>8}")
    lines += [_test(each) for each in found.tests]
    if any(each.warnings for each in found.tests):
        lines += ["", "! Expected counts are small: χ² is not reliable (Cochran's rule)."]
    return "\n".join([*lines, "", *found.notes])


def _test(test: TestResult) -> str:
    name = f"{_cut(test.label, 33):34}"
    if test.chi2 is None:
        return f"{name}{test.undefined}"
    mark = " !" if test.warnings else ""  # explained below the table
    return (
        f"{name}{test.chi2:>8.2f} {test.df:>4} {_p(test.p):>8} {_p(test.fisher_p):>9} {_p(test.adjusted_p):>9}"
        f" {_share(test.cramers_v):>6} {_share(test.corrected_v):>8}{mark}"
    )


def _p(value: float | None) -> str:
    if value is None:
        return "—"
    return "< .001" if value < 0.001 else f"{value:.3f}"
