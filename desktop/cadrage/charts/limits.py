"""How much one chart shows, in which order; what it leaves out is said below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cadrage.charts.grid import Grid, Head
from cadrage.charts.kinds import ChartKind
from cadrage.charts.style import Order, Style


def limited(kind: ChartKind, grid: Grid, style: Style) -> Grid:
    """For the kind: series for lines and bars are few, and rows stand in the order asked for."""
    if kind is ChartKind.LINES:
        # A table's lines are its rows already.
        return _most_rows(grid, style.most_series)
    if style.order is Order.SIZE and not grid.symmetric:
        grid = grid.with_rows(_by_size(grid))
    if kind is ChartKind.GROUPED:
        return _most_columns(grid, style.most_series)
    if kind in (ChartKind.STACKED, ChartKind.FULL):
        return _rest_together(grid, style.most_series)
    return grid


def _by_size(grid: Grid) -> list[int]:
    def size(at: int) -> float:
        total = grid.totals[at]
        return total if total is not None else sum(value or 0 for value in grid.values[at])

    return sorted(range(len(grid.rows)), key=lambda at: (grid.rows[at].plain, -size(at), at))


def _largest(sums: Sequence[float], most: int) -> list[int]:
    """The positions of the largest, in their own order."""
    return sorted(sorted(range(len(sums)), key=lambda at: (-sums[at], at))[:most])


def _most_rows(grid: Grid, most: int) -> Grid:
    if len(grid.rows) <= most:
        return grid
    kept = _largest([sum(value or 0 for value in row) for row in grid.values], most)
    said = f"{most} of {len(grid.rows)} lines are shown, those with most."
    return replace(grid.with_rows(kept), caption=(*grid.caption, said))


def _column_sums(grid: Grid) -> list[float]:
    return [sum(row[at] or 0 for row in grid.values) for at in range(len(grid.columns))]


def _most_columns(grid: Grid, most: int) -> Grid:
    if len(grid.columns) <= most:
        return grid
    said = f"{most} of {len(grid.columns)} ({_lower(grid.column_name)}) are shown, those with most."
    return replace(grid.with_columns(_largest(_column_sums(grid), most)), caption=(*grid.caption, said))


def _rest_together(grid: Grid, most: int) -> Grid:
    """The largest parts, and all others as one, so that bars keep their length."""
    if len(grid.columns) <= most:
        return grid
    kept = _largest(_column_sums(grid), most - 1)
    rest = [at for at in range(len(grid.columns)) if at not in kept]
    others = tuple(sum(row[at] or 0 for at in rest) for row in grid.values)
    shown = grid.with_columns(kept)
    return replace(
        shown,
        columns=(*shown.columns, Head(f"{len(rest)} others", plain=True)),
        values=tuple((*row, other) for row, other in zip(shown.values, others, strict=True)),
        places=tuple((*row, ()) for row in shown.places),
    )


def _lower(name: str) -> str:
    return name.lower() if name else "columns"
