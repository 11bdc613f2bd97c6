"""Native charts beside the tables of agreement and of frequencies; they draw on the cells of the table itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cadrage.exchange.sheet_chart_drawing import drawn
from cadrage.exchange.sheet_chart_look import DARK, LIGHT, filled, finish, line
from cadrage.exchange.sheet_plan import PlannedSheet

_MOST_CODES = 100  # more cannot be read
_COLUMN, _ROW = 1.69, 0.529  # centimetres: Excel's own column and row


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart anchored in its sheet, and the cells that it covers."""

    chart: Any
    area: str


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a table that a chart can draw on."""

    sheet: Any
    names: Sequence[str]
    last: int

    def series(self, column: str) -> Any:
        from openpyxl.chart import Reference, Series

        number = self.names.index(column) + 1
        cells = Reference(self.sheet, min_col=number, min_row=1, max_row=self.last)
        return Series(cells, title_from_data=True)

    def labels(self, column: str) -> Any:
        from openpyxl.chart import Reference

        return Reference(self.sheet, min_col=self.names.index(column) + 1, min_row=2, max_row=self.last)


def charts(plan: PlannedSheet, names: Sequence[str], sheet: Any) -> Iterator[PlacedChart]:
    """The charts of the sheet whose columns have these names; none where there is nothing to draw."""
    if plan.table.drawing is not None:
        yield _placed(drawn(plan.table.drawing, sheet), len(names) + 2)
        return
    make = _MAKERS.get(plan.table.name)
    cells = _Cells(sheet, names, min(plan.length, _MOST_CODES) + 1)
    chart = make(plan, cells) if make is not None and plan.length else None
    if chart is not None:
        yield _placed(chart, len(names) + 2)


def _agreement(plan: PlannedSheet, cells: _Cells) -> Any:
    """Points with their intervals: what Excel calls high, low and close."""
    from openpyxl.chart import StockChart
    from openpyxl.chart.axis import ChartLines

    alpha, low = (cells.names.index(name) for name in ("Alpha", "Alpha CI low"))
    rows = list(islice(plan.table.rows(), _MOST_CODES))
    if all(row[alpha] is None for row in rows):
        return None
    interval = any(row[low] is not None for row in rows)
    chart: Any = StockChart()
    for name, symbol, size in (("Alpha CI high", "dash", 7), ("Alpha CI low", "dash", 7), ("Alpha", "circle", 8)):
        chart.series.append(_points(cells.series(name), symbol, size))
    chart.set_categories(cells.labels("Code"))
    chart.hiLowLines = ChartLines(spPr=line(DARK, 1.75))
    chart.y_axis.scaling.max, chart.y_axis.majorUnit = 1, 0.2
    chart.y_axis.number_format = "0.0"
    title = "Krippendorff’s alpha by code" + (", with its 95 % interval" if interval else "")
    finish(chart, _counted(title, plan), "Code", "Alpha")
    # Below the axis where alpha is negative.
    chart.x_axis.tickLblPos = "low"
    chart.legend = None
    chart.width, chart.height = max(15.0, 3 + 0.95 * (cells.last - 1)), 14.0
    return chart


def _frequencies(plan: PlannedSheet, cells: _Cells) -> Any:
    from openpyxl.chart import BarChart

    chart: Any = BarChart()
    chart.type, chart.gapWidth, chart.overlap = "bar", 60, 0
    for name, colour in (("codings", DARK), ("documents", LIGHT)):
        series = cells.series(name)
        series.graphicalProperties = filled(colour)
        chart.series.append(series)
    chart.set_categories(cells.labels("code"))
    chart.y_axis.scaling.min, chart.y_axis.number_format = 0, "#,##0"
    finish(chart, _counted("Codings and documents by code", plan), "Code", "Number")
    # The first code on top, and the numbers below all the same.
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    chart.legend.position = "t"
    chart.width, chart.height = 22.0, max(8.0, 3.5 + 0.8 * (cells.last - 1))
    return chart


_MAKERS: dict[str, Callable[[PlannedSheet, _Cells], Any]] = {"agreement": _agreement, "frequencies": _frequencies}


def _counted(title: str, plan: PlannedSheet) -> str:
    return title if plan.length <= _MOST_CODES else f"{title}: the first {_MOST_CODES} of the table"


def _points(series: Any, symbol: str, size: int) -> Any:
    series.graphicalProperties.line.noFill = True
    series.marker.symbol, series.marker.size = symbol, size
    series.marker.graphicalProperties = filled(DARK)
    series.smooth = False
    return series


def _placed(chart: Any, column: int) -> PlacedChart:
    """Anchored to the first row, from this column on."""
    from openpyxl.utils import get_column_letter

    first = get_column_letter(column)
    last = get_column_letter(column + math.ceil(chart.width / _COLUMN))
    chart.anchor = f"{first}2"
    return PlacedChart(chart, f"{first}1:{last}{2 + math.ceil(chart.height / _ROW)}")
