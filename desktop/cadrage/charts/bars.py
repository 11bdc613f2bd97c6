"""Horizontal bars: one a row, grouped, stacked, and stacked to a hundred per cent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from cadrage.charts.colours import HATCHES, hatch_ink, row_colour, series_colours
from cadrage.charts.grid import Grid
from cadrage.charts.page import KeyEntry, Page
from cadrage.charts.rows import Rows, rows_of
from cadrage.charts.style import Style
from cadrage.charts.text import Ruler
from cadrage.charts.wording import Written, number, tick

_FILL = 0.74  # of a row's height
_GAP = 3.0  # points between a bar and its number
_MOST_NUMBERS = 100
Bar = tuple[tuple[float, float], tuple[float, float]]
"""From where to where it runs; its middle and how thick it is."""


def draw_bars(grid: Grid, style: Style, ruler: Ruler, title: str) -> Page:
    """A bar a row; with several columns a bar for each of them in a row."""
    series = len(grid.columns)
    colours = series_colours(grid.columns, style.inks) if series > 1 else ()
    hatches = _hatches(style, series)
    key = [
        KeyEntry(head.text or "no value", colour, hatch)
        for head, colour, hatch in zip(grid.columns, colours, hatches, strict=False)
    ]
    page = Page(style, ruler, title, grid.caption, key)
    rows = rows_of(page, grid.rows, series * style.size_pt * 0.98 / _FILL if series > 1 else 0)
    thick = rows.height * _FILL / series
    size = min(page.small, thick * 1.1)
    # So many numbers cannot be read: the table has them.
    written = style.numbers and size >= 4.5 and (series == 1 or series * len(grid.rows) <= _MOST_NUMBERS)
    room = page.inner - rows.names - style.size_pt
    longest = _longest(grid, ruler, size, room) if written else grid.largest or 1.0
    axes = _opened(page, rows, longest, grid)
    drawn: list[list[Bar]] = [[] for _ in grid.columns]
    for at, row in enumerate(grid.values):
        for column, value in enumerate(row):
            middle = at + 0.5 + _FILL * ((column + 0.5) / series - 0.5)
            colour = colours[column] if colours else row_colour(grid.rows[at], style.inks)
            _bar(page, axes, (0, value or 0), (middle, _FILL / series), colour)
            drawn[column].append(((0, value or 0), (middle, _FILL / series)))
            _note(page, axes, grid, (at, column), (0, value or 0), (middle, _FILL / series))
            if written:
                words = number(value, grid.written)
                _number(page, axes, value or 0, middle, words, size)
    for bars, colour, hatch in zip(drawn, colours, hatches, strict=False):
        _hatch(page, axes, bars, colour, hatch)
    return page


def draw_stacked(grid: Grid, style: Style, ruler: Ruler, title: str, *, full: bool) -> Page:
    """Parts one after the other; `full`: as parts of the row's sum, which stands at the end."""
    colours = series_colours(grid.columns, style.inks)
    hatches = _hatches(style, len(grid.columns))
    key = [KeyEntry(h.text or "no value", c, p) for h, c, p in zip(grid.columns, colours, hatches, strict=True)]
    page = Page(style, ruler, title, grid.caption, key)
    rows = rows_of(page, grid.rows, 0)
    sums = [sum(value or 0 for value in row) for row in grid.values]
    ends = [number(each, grid.written) for each in sums]
    if full and grid.written is Written.COUNT:
        ends = [f"n = {each}" for each in ends]
    size = min(page.small, rows.height * _FILL * 1.1)
    beside = ruler.widest(ends, size) + 2 * _GAP if style.numbers else 0
    room = page.inner - rows.names - style.size_pt
    longest = (1.0 if full else max(sums, default=0) or 1.0) * room / max(room - beside, 20)
    axes = _opened(page, rows, longest, grid, full=full)
    scale = longest / room
    drawn: list[list[Bar]] = [[] for _ in grid.columns]
    for at, row in enumerate(grid.values):
        whole = sums[at] if full else 1
        parts = [(value or 0) / whole if whole else 0.0 for value in row]
        starts = (0.0, *accumulate(parts))
        for column, part in enumerate(parts):
            span = (starts[column], starts[column] + part)
            _bar(page, axes, span, (at + 0.5, _FILL), colours[column])
            drawn[column].append((span, (at + 0.5, _FILL)))
            _note(page, axes, grid, (at, column), span, (at + 0.5, _FILL))
            words = number(part, Written.SHARE) if full else number(row[column], grid.written)
            if style.numbers and part and ruler.width(words, size) + 4 <= part / scale:
                _inside(
                    page, axes, sum(span) / 2, at + 0.5, words, size, colours[column], hatched=bool(hatches[column])
                )
        if style.numbers:
            _number(page, axes, starts[-1], at + 0.5, ends[at], size)
    for bars, colour, hatch in zip(drawn, colours, hatches, strict=True):
        _hatch(page, axes, bars, colour, hatch)
    return page


def _hatches(style: Style, series: int) -> tuple[str, ...]:
    if series < 2 or not style.patterns:
        return ("",) * series
    return tuple(HATCHES[at % len(HATCHES)] for at in range(series))


def _longest(grid: Grid, ruler: Ruler, size: float, room: float) -> float:
    """The end of the axis: far enough out that each bar's number stands inside."""
    needed = [grid.largest or 1.0]
    for row in grid.values:
        for value in row:
            words = ruler.width(number(value, grid.written), size) + 2 * _GAP
            needed.append((value or 0) * room / max(room - words, 20))
    return max(needed)


def _opened(page: Page, rows: Rows, longest: float, grid: Grid, *, full: bool = False) -> Any:
    """The plot with its names, grid lines and the axis below."""
    size = page.style.size_pt
    left = page.pad + rows.names + size
    axes = page.plot(left, page.pad, rows.total, below=size * 3.0)
    axes.set_xlim(0, longest)
    axes.set_ylim(len(grid.rows), 0)
    top = page.height * (1 - axes.get_position().y1)
    rows.draw(page, top)
    bottom = top + rows.total
    ticks = _ticks(longest, grid.written, full=full)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    wide = page.width - page.pad - left
    for value in ticks:
        x = left + value / longest * wide
        page.line((x, x), (top, bottom), page.style.inks.axis if not value else page.style.inks.grid, 0.6, zorder=1)
        words = tick(value, step, Written.SHARE if full else grid.written)
        half = page.ruler.width(words, page.small) / 2
        x = min(max(x, page.pad + half), page.width - page.pad - half)
        page.text(x, bottom + size * 1.3, words, page.small, "text2", ha="center")
    said = f"Parts of all {grid.measured.lower()}" if full and grid.written is Written.COUNT else grid.measured
    words = page.ruler.shortened(said, size, page.inner)
    x = min(left, page.width - page.pad - page.ruler.width(words, size))
    page.text(x, bottom + size * 2.7, words, size, "text")
    return axes


def _ticks(longest: float, written: Written, *, full: bool) -> list[float]:
    from matplotlib.ticker import MaxNLocator

    if full:
        return [0, 0.25, 0.5, 0.75, 1.0]
    places = MaxNLocator(nbins=5, integer=written is Written.COUNT, steps=[1, 2, 2.5, 5, 10]).tick_values(0, longest)
    return [float(each) for each in places if 0 <= each <= longest * 1.0001]


def _bar(page: Page, axes: Any, span: tuple[float, float], at: tuple[float, float], colour: str) -> None:
    from matplotlib.patches import Rectangle

    start, end = span
    middle, thick = at
    drawn = Rectangle((start, middle - thick / 2), end - start, thick, facecolor=colour, linewidth=0, zorder=3)
    if start:
        drawn.set(edgecolor=page.style.inks.ground, linewidth=0.4)
    axes.add_artist(drawn)


def _hatch(page: Page, axes: Any, bars: Sequence[Bar], colour: str, hatch: str) -> None:
    """One pattern over all bars of a series: much faster than one a bar, and smaller in a file."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    shown = [bar for bar in bars if bar[0][1] > bar[0][0]]
    if not hatch or not shown:
        return
    corners = [
        [(start, low), (end, low), (end, low + thick), (start, low + thick), (start, low)]
        for (start, end), (middle, thick) in shown
        for low in (middle - thick / 2,)
    ]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(corners)
    path = Path([corner for each in corners for corner in each], codes)
    drawn = PathPatch(path, facecolor="none", linewidth=0, hatch=hatch, zorder=3.5)
    drawn.set(hatchcolor=hatch_ink(colour, page.style.inks))
    axes.add_artist(drawn)


def _note(
    page: Page, axes: Any, grid: Grid, at: tuple[int, int], span: tuple[float, float], bar: tuple[float, float]
) -> None:
    row, column = at
    middle, thick = bar
    names = [head for head in (grid.rows[row].text, grid.columns[column].text) if head]
    words = f"{' · '.join(names)}: {number(grid.values[row][column], grid.written)}"
    page.area(axes, (span[0], middle - thick / 2, span[1], middle + thick / 2), words, grid.places[row][column])


def _number(page: Page, axes: Any, value: float, middle: float, words: str, size: float) -> None:
    axes.annotate(
        words, (value, middle), xytext=(_GAP, 0), textcoords="offset points", va="center_baseline", ha="left",
        size=size, color=page.style.inks.text, annotation_clip=False,
    )  # fmt: skip


def _inside(
    page: Page, axes: Any, x: float, middle: float, words: str, size: float, fill: str, *, hatched: bool
) -> None:
    """On the fill; over a hatch with the fill as a ground, else it cannot be read."""
    box = {"boxstyle": "square,pad=0.12", "facecolor": fill, "edgecolor": "none"} if hatched else None
    axes.text(
        x, middle, words, ha="center", va="center_baseline", size=size, bbox=box, zorder=4,
        color=hatch_ink(fill, page.style.inks),
    )  # fmt: skip


__all__: Sequence[str] = ("draw_bars", "draw_stacked")
