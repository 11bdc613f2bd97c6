"""The heat map: a field for each row and column, the darker the more, with the number in it where it fits."""

from __future__ import annotations

from typing import Any

from cadrage.charts.colours import on, shade
from cadrage.charts.grid import Grid
from cadrage.charts.page import Page
from cadrage.charts.rows import Rows, rows_of
from cadrage.charts.style import Style
from cadrage.charts.text import Ruler, clean
from cadrage.charts.timing import ticks_of
from cadrage.charts.wording import DASH, number

_MOST_AREAS = 20_000
_STEPS = 256


def draw_heat(grid: Grid, style: Style, ruler: Ruler, title: str) -> Page:
    page = Page(style, ruler, title, grid.caption)
    size = style.size_pt
    rows = rows_of(page, grid.rows, size * 1.2)
    left = page.pad + rows.names + size
    room = page.width - page.pad - left
    cell = min(room / len(grid.columns), size * 9)
    heads, above = _column_heads(page, grid, cell)
    right = page.width - left - cell * len(grid.columns)
    axes = page.plot(left, right, rows.total, above=above, below=size * 2.8)
    axes.set_xlim(0, len(grid.columns))
    axes.set_ylim(len(grid.rows), 0)
    top = page.height * (1 - axes.get_position().y1)
    rows.draw(page, top)
    _draw_heads(page, heads, left, top, cell)
    _fields(page, axes, grid)
    if style.numbers:
        _numbers(page, axes, grid, rows, cell)
    _scale(page, grid, left, top + rows.total + size * 0.9)
    if len(grid.rows) * len(grid.columns) <= _MOST_AREAS:
        _note(page, axes, grid)
    return page


def _column_heads(page: Page, grid: Grid, cell: float) -> tuple[list[tuple[int, str, bool]], float]:
    """Which columns are named, and whether upright; and the height that their names take."""
    size, ruler = page.small, page.ruler
    texts = [clean(head.text) or "no value" for head in grid.columns]
    if ruler.widest(texts, size) + 3 <= cell:
        return [(at, text, False) for at, text in enumerate(texts)], size * 1.8
    if cell >= size * 1.05 and not (grid.in_time and len(texts) > 40):
        short = [ruler.shortened(text, size, size * 13) for text in texts]
        return [(at, text, True) for at, text in enumerate(short)], ruler.widest(short, size) + size * 0.9
    named = ticks_of(grid.columns, cell, ruler, size) if grid.in_time else _every(texts, cell, size)
    if grid.in_time:
        return [(at, text, False) for at, text in named], size * 1.8
    short = [ruler.shortened(text, size, size * 13) for _at, text in named]
    upright = [(at, text, True) for (at, _text), text in zip(named, short, strict=True)]
    return upright, ruler.widest(short, size) + size * 0.9


def _every(texts: list[str], cell: float, size: float) -> list[tuple[int, str]]:
    step = int(size * 1.1 / cell) + 1
    return list(enumerate(texts))[::step]


def _draw_heads(page: Page, heads: list[tuple[int, str, bool]], left: float, top: float, cell: float) -> None:
    size = page.small
    for at, text, upright in heads:
        x = left + (at + 0.5) * cell
        if upright:
            page.text(x + size * 0.35, top - size * 0.5, text, size, "text", ha="left", rotation=90)
            continue
        half = page.ruler.width(text, size) / 2
        page.text(
            min(max(x, page.pad + half), page.width - page.pad - half),
            top - size * 0.6,
            text,
            size,
            "text",
            ha="center",
        )


def _fields(page: Page, axes: Any, grid: Grid) -> None:
    """A field for each number, with a thin edge; what is undefined stays the ground."""
    import numpy as np
    from matplotlib.collections import QuadMesh
    from matplotlib.colors import to_rgba_array

    inks, largest = page.style.inks, grid.largest or 1.0
    steps = to_rgba_array([*(shade(at / _STEPS, inks) for at in range(_STEPS + 1)), "none"])
    # A small number is something, too: it takes the first step at least.
    chosen = [
        [-1 if value is None else max(round(value / largest * _STEPS), 1) if value else 0 for value in row]
        for row in grid.values
    ]
    fills = steps[np.asarray(chosen).ravel()]
    high, wide = len(grid.rows), len(grid.columns)
    corners = np.stack(np.meshgrid(np.arange(wide + 1.0), np.arange(high + 1.0)), axis=-1)
    many = high * wide > 4000
    edges: dict[str, Any] = {"edgecolors": fills if many else inks.grid, "linewidths": 0.2 if many else 0.5}
    drawn = QuadMesh(corners, facecolors=fills, antialiased=True, clip_on=False, **edges)
    drawn.set_gid("fields")
    axes.add_collection(drawn, autolim=False)


def _numbers(page: Page, axes: Any, grid: Grid, rows: Rows, cell: float) -> None:
    """All or none: a map with numbers here and there misleads."""
    size = min(page.small, rows.height * 0.8)
    if page.ruler.width("0", 4.5) + 2 > cell:
        return
    words = {(r, c): number(v, grid.written) for r, row in enumerate(grid.values) for c, v in enumerate(row)}
    if grid.symmetric:
        words = {place: text for place, text in words.items() if place[0] != place[1]}
    while size >= 4.5 and page.ruler.widest(list(set(words.values())), size) + 2 > cell:
        size -= 0.5
    if size < 4.5:
        return
    inks, largest = page.style.inks, grid.largest or 1.0
    for (row, column), text in words.items():
        value = grid.values[row][column]
        ink = inks.text2 if value is None or text == DASH else on(shade(value / largest, inks), inks)
        axes.text(column + 0.5, row + 0.5, text, size=size, color=ink, ha="center", va="center_baseline")


def _scale(page: Page, grid: Grid, left: float, top: float) -> None:
    """What light and dark mean, below the map; nothing but zeros needs no scale."""
    size, steps = page.small, 24
    if not grid.largest:
        page.text(
            left,
            top + size * 0.6,
            page.ruler.shortened(grid.measured, size, page.width - page.pad - left),
            size,
            "text",
        )
        return
    words = page.ruler.shortened(grid.measured, size, page.inner * 0.6)
    ends = (number(0, grid.written), number(grid.largest, grid.written))
    wide = page.width * 0.16
    needed = wide + sum(page.ruler.width(each, size) for each in (*ends, words)) + size * 2.6
    x = max(min(left, page.width - page.pad - needed), page.pad)
    middle = top + size * 0.6
    page.text(x, middle, ends[0], size, "text2", va="center_baseline")
    x += page.ruler.width(ends[0], size) + size * 0.6
    page.box(x - 0.3, middle - size * 0.5 - 0.3, wide + 0.6, size + 0.6, page.style.inks.axis)
    for at in range(steps):
        fill = shade((at + 0.5) / steps, page.style.inks)
        page.box(x + at * wide / steps, middle - size * 0.5, wide / steps + (0.1 if at < steps - 1 else 0), size, fill)
    x += wide + size * 0.6
    page.text(x, middle, ends[1], size, "text2", va="center_baseline")
    x += page.ruler.width(ends[1], size) + size * 1.2
    page.text(x, middle, words, size, "text", va="center_baseline")


def _note(page: Page, axes: Any, grid: Grid) -> None:
    for row, values in enumerate(grid.values):
        for column, value in enumerate(values):
            words = f"{grid.rows[row].text} · {grid.columns[column].text}: {number(value, grid.written)}"
            page.area(axes, (column, row + 1, column + 1, row), words, grid.places[row][column])
