"""The kinds of charts, and which of them say something true of a result."""

from __future__ import annotations

from enum import StrEnum

from cadrage.charts.grid import Grid, grid_of
from cadrage.core.dispersion import Dispersion
from cadrage.core.frequency import Frequencies
from cadrage.core.results import CoOccurrence, ResultTable, TimeSeries

Chartable = ResultTable | TimeSeries | CoOccurrence | Frequencies | Dispersion
_MOST_BARS = 400  # with more, a heat map or a table says it better


class ChartKind(StrEnum):
    """The names are what a window or a command line offers."""

    BARS = "bars"
    GROUPED = "grouped"
    STACKED = "stacked"
    FULL = "stacked-100"
    LINES = "lines"
    HEAT = "heat-map"
    NETWORK = "network"
    DISPERSION = "dispersion"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ChartKind.BARS: "Bars",
    ChartKind.GROUPED: "Grouped bars",
    ChartKind.STACKED: "Stacked bars",
    ChartKind.FULL: "Stacked bars, 100 %",
    ChartKind.LINES: "Lines over time",
    ChartKind.HEAT: "Heat map",
    ChartKind.NETWORK: "Network of codes",
    ChartKind.DISPERSION: "Places in the text",
}


def fitting(result: Chartable, grid: Grid | None = None) -> tuple[ChartKind, ...]:
    """The kinds that fit, the usual one first. Bars are stacked only where their parts do add up.

    `grid`: that of the result, where it is at hand.
    """
    if isinstance(result, Dispersion):
        return (ChartKind.DISPERSION,)
    if isinstance(result, CoOccurrence):
        return (ChartKind.NETWORK, ChartKind.HEAT, ChartKind.BARS)
    if isinstance(result, TimeSeries):
        return (ChartKind.LINES, ChartKind.HEAT)
    grid = grid or grid_of(result)
    if isinstance(result, Frequencies):
        return (ChartKind.LINES, *_of_grid(grid))
    kinds = _of_grid(grid)
    if (grid.in_time and len(grid.columns) > 1) or (grid.rows_in_time and len(grid.rows) > 1):
        return (ChartKind.LINES, *kinds)
    return kinds


def usual(result: Chartable) -> ChartKind:
    return fitting(result)[0]


def _of_grid(grid: Grid) -> tuple[ChartKind, ...]:
    if len(grid.columns) < 2:
        return (ChartKind.BARS,)
    stacks = (ChartKind.STACKED, ChartKind.FULL) if grid.additive and len(grid.rows) <= _MOST_BARS else ()
    bars = (ChartKind.GROUPED,) if len(grid.columns) <= 12 and len(grid.rows) <= _MOST_BARS else ()
    few = len(grid.columns) <= 4 and len(grid.rows) <= 15
    return (*bars, *stacks, ChartKind.HEAT) if few else (ChartKind.HEAT, *bars, *stacks)
