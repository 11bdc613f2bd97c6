"""Native charts beside the tables of agreement and of frequencies; they draw on the cells of the table itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cadrage.exchange.sheet_plan import PlannedSheet

# Blue and orange differ in lightness too, so that they stay apart in grey and for colour-blind readers.
_DARK, _LIGHT = "1F4E79", "F0A04B"
_TEXT, _LINE, _GRID = "262626", "7F7F7F", "D9D9D9"
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
    chart.hiLowLines = ChartLines(spPr=_line(_DARK, 1.75))
    chart.y_axis.scaling.max, chart.y_axis.majorUnit = 1, 0.2
    chart.y_axis.number_format = "0.0"
    title = "Krippendorff’s alpha by code" + (", with its 95 % interval" if interval else "")
    _finish(chart, _counted(title, plan), "Code", "Alpha")
    # Below the axis where alpha is negative.
    chart.x_axis.tickLblPos = "low"
    chart.legend = None
    chart.width, chart.height = max(15.0, 3 + 0.95 * (cells.last - 1)), 14.0
    return chart


def _frequencies(plan: PlannedSheet, cells: _Cells) -> Any:
    from openpyxl.chart import BarChart

    chart: Any = BarChart()
    chart.type, chart.gapWidth, chart.overlap = "bar", 60, 0
    for name, colour in (("codings", _DARK), ("documents", _LIGHT)):
        series = cells.series(name)
        series.graphicalProperties = _filled(colour)
        chart.series.append(series)
    chart.set_categories(cells.labels("code"))
    chart.y_axis.scaling.min, chart.y_axis.number_format = 0, "#,##0"
    _finish(chart, _counted("Codings and documents by code", plan), "Code", "Number")
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
    series.marker.graphicalProperties = _filled(_DARK)
    series.smooth = False
    return series


def _filled(colour: str) -> Any:
    from openpyxl.chart.shapes import GraphicalProperties

    look: Any = GraphicalProperties(solidFill=colour)
    look.line.solidFill = colour
    return look


def _line(colour: str, points: float) -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(ln=LineProperties(solidFill=colour, w=round(points * 12_700)))


def _finish(chart: Any, title: str, across: str, up: str) -> None:
    """Titles, and axes that can be seen: openpyxl hides them unless told."""
    from openpyxl.chart.axis import ChartLines

    chart.title = _words(title, 14, bold=True)
    chart.title.overlay = False
    for axis, name in ((chart.x_axis, across), (chart.y_axis, up)):
        axis.title = _words(name, 10, bold=False)
        axis.title.overlay, axis.delete = False, False
        axis.graphicalProperties = _line(_LINE, 0.75)
        axis.txPr = _text(9, bold=False)
    chart.x_axis.majorTickMark = "none"
    chart.y_axis.majorGridlines = ChartLines(spPr=_line(_GRID, 0.75))
    # Filtered rows leave the chart too, and what is undefined leaves a gap.
    chart.visible_cells_only, chart.display_blanks = True, "gap"
    chart.roundedCorners = False


def _words(words: str, points: int, *, bold: bool) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    look = _characters(points, bold=bold)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=words)])
    return Title(tx=Text(rich=RichText(p=[paragraph])))


def _text(points: int, *, bold: bool) -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    look = ParagraphProperties(defRPr=_characters(points, bold=bold))
    return RichText(p=[Paragraph(pPr=look, endParaRPr=None)])


def _characters(points: int, *, bold: bool) -> Any:
    from openpyxl.drawing.text import CharacterProperties

    return CharacterProperties(sz=points * 100, b=bold, solidFill=_TEXT)


def _placed(chart: Any, column: int) -> PlacedChart:
    """Anchored to the first row, from this column on."""
    from openpyxl.utils import get_column_letter

    first = get_column_letter(column)
    last = get_column_letter(column + math.ceil(chart.width / _COLUMN))
    chart.anchor = f"{first}2"
    return PlacedChart(chart, f"{first}1:{last}{2 + math.ceil(chart.height / _ROW)}")
