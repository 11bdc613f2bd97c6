"""Native charts of results: bars for tables, lines over time; they draw on the cells of the table itself."""

from __future__ import annotations

from typing import Any

from cadrage.exchange.sheet_chart_look import filled, finish, line
from cadrage.exchange.tables import Drawing

# Dark and light in turn, so that neighbours differ in grey; the hues stay apart for colour-blind readers.
_SERIES = ("1F4E79", "F0A04B", "4F9D8F", "C9D7E8", "7A3E65", "B7B7B7", "2F2F2F", "E3C565")
_MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus", "star", "dash")


def drawn(drawing: Drawing, sheet: Any) -> Any:
    """The chart, with a series for each of the columns that it draws."""
    chart = _lines(drawing, sheet) if drawing.lines else _bars(drawing, sheet)
    finish(chart, drawing.title, drawing.across, drawing.up)
    if len(drawing.series) > 1:
        chart.legend.position = "t"
    else:
        chart.legend = None
    return chart


def _bars(drawing: Drawing, sheet: Any) -> Any:
    from openpyxl.chart import BarChart

    chart: Any = BarChart()
    chart.type, chart.gapWidth, chart.overlap = "bar", 60, 0
    for place, each in enumerate(_series(drawing, sheet)):
        each.graphicalProperties = filled(_SERIES[place % len(_SERIES)])
        chart.series.append(each)
    chart.set_categories(_labels(drawing, sheet))
    chart.y_axis.scaling.min, chart.y_axis.number_format = 0, drawing.form
    # The first row on top, and the numbers below all the same.
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    bars = drawing.rows * len(drawing.series)
    chart.width, chart.height = 22.0, max(8.0, 4 + 0.27 * bars + 0.3 * drawing.rows)
    return chart


def _lines(drawing: Drawing, sheet: Any) -> Any:
    from openpyxl.chart import LineChart

    chart: Any = LineChart()
    for place, each in enumerate(_series(drawing, sheet)):
        colour = _SERIES[place % len(_SERIES)]
        each.graphicalProperties = line(colour, 1.75)
        each.marker.symbol, each.marker.size = _MARKERS[place % len(_MARKERS)], 6
        each.marker.graphicalProperties = filled(colour)
        each.smooth = False
        chart.series.append(each)
    chart.set_categories(_labels(drawing, sheet))
    chart.y_axis.scaling.min, chart.y_axis.number_format = 0, drawing.form
    chart.width, chart.height = min(max(16.0, 5 + 0.7 * drawing.rows), 60.0), 11.0
    return chart


def _series(drawing: Drawing, sheet: Any) -> list[Any]:
    from openpyxl.chart import Reference, Series

    cells = (Reference(sheet, min_col=at + 1, min_row=1, max_row=drawing.rows + 1) for at in drawing.series)
    return [Series(each, title_from_data=True) for each in cells]


def _labels(drawing: Drawing, sheet: Any) -> Any:
    from openpyxl.chart import Reference

    return Reference(sheet, min_col=drawing.labels + 1, min_row=2, max_row=drawing.rows + 1)
