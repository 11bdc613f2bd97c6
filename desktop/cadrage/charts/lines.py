"""Lines over time: a gap where nothing was published, and events as labelled markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cadrage.charts.colours import DASHES, MARKS, line_colours
from cadrage.charts.grid import Grid, Head
from cadrage.charts.page import KeyEntry, Page
from cadrage.charts.style import Style
from cadrage.charts.text import Ruler, clean
from cadrage.charts.timing import days_of, ticks_of
from cadrage.charts.wording import number, tick
from cadrage.core.results_question import Event

_SHAPE = 0.46  # of the plot's width: its height
_MOST_MARKS = 60  # with more points only those that stand alone are marked
_MOST_EVENT_LINES = 5


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event between two days, in columns; its words, their left end in points and the line they stand on."""

    start: float
    end: float
    words: str
    x: float
    line: int


def draw_lines(grid: Grid, style: Style, ruler: Ruler, title: str, events: Sequence[Event]) -> Page:
    colours = line_colours(grid.rows, style.inks)
    looks = [
        KeyEntry(head.text or "no value", colour, dash=DASHES[at % 8], mark=MARKS[at % 8], filled=at % 2 == 0)
        for at, (head, colour) in enumerate(zip(grid.rows, colours, strict=True))
    ]
    size = style.size_pt
    ticks = _ticks(grid, style)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    labels = [tick(each, step, grid.written) for each in ticks]
    measure = Page(style, ruler, title, ())
    left = measure.pad + ruler.widest(labels, measure.small) + size * 0.7
    wide = style.width - measure.pad * 1.5 - left
    placed, numbered = _events(events, grid.columns, left, wide, ruler, measure.small)
    page = Page(style, ruler, title, (*grid.caption, *numbered), looks)
    lines = 1 + max((each.line for each in placed), default=-1)
    above = size * 1.9 + lines * page.small * 1.35
    height = max(wide * _SHAPE * min(1.0, 480 / wide), 60.0)
    axes = page.plot(left, page.pad * 1.5, height, above=above, below=size * 3.0)
    axes.set_xlim(0, len(grid.columns))
    axes.set_ylim(0, ticks[-1])
    top = page.height * (1 - axes.get_position().y1)
    _draw_frame(page, grid, left, top, height, list(zip(ticks, labels, strict=True)))
    _draw_events(page, axes, placed, left, top, height, wide / len(grid.columns))
    page.text(page.pad, top - above + size * 0.9, ruler.shortened(grid.measured, size, page.inner), size, "text")
    for at, look in enumerate(looks):
        _draw_series(page, axes, grid, at, look)
    return page


def _ticks(grid: Grid, style: Style) -> list[float]:
    from matplotlib.ticker import MaxNLocator

    whole = grid.written.value == "count"
    locator = MaxNLocator(nbins=5, integer=whole, steps=[1, 2, 2.5, 5, 10])
    places = [float(each) for each in locator.tick_values(0, (grid.largest or 1.0) * 1.02) if each >= 0]
    return places if len(places) > 1 else [0.0, 1.0]


def _draw_frame(
    page: Page, grid: Grid, left: float, top: float, height: float, ticks: Sequence[tuple[float, str]]
) -> None:
    size, inks = page.style.size_pt, page.style.inks
    right, bottom = page.width - page.pad * 1.5, top + height
    for value, words in ticks:
        y = bottom - value / ticks[-1][0] * height
        page.line((left, right), (y, y), inks.grid if value else inks.axis, 0.6, zorder=1)
        page.text(left - size * 0.6, y, words, page.small, "text2", ha="right", va="center_baseline")
    cell = (right - left) / len(grid.columns)
    for at, words in ticks_of(grid.columns, cell, page.ruler, page.small):
        x = left + (at + 0.5) * cell
        page.line((x, x), (bottom, bottom + size * 0.4), inks.axis, 0.6, zorder=1)
        half = page.ruler.width(words, page.small) / 2
        page.text(
            min(max(x, page.pad + half), page.width - page.pad - half),
            bottom + size * 1.4,
            words,
            page.small,
            "text2",
            ha="center",
        )
    page.text(left, bottom + size * 2.7, grid.column_name, size, "text")


def _draw_series(page: Page, axes: Any, grid: Grid, at: int, look: KeyEntry) -> None:
    """A line for each stretch without a gap; a point that stands alone has its mark."""
    values = grid.values[at]
    xs = [column + 0.5 for column in range(len(values))]
    every = len(values) <= _MOST_MARKS
    marked = [
        place
        for place, value in enumerate(values)
        if value is not None and (every or _alone(values, place) or place % max(len(values) // 20, 1) == at % 5)
    ]
    lined = [float("nan") if value is None else value for value in values]
    face = look.colour if look.filled else page.style.inks.ground
    drawn = axes.plot(
        *_broken(grid.columns, xs, lined), color=look.colour, linewidth=1.4 if every else 1.0,
        linestyle=look.dash or "-", clip_on=False, zorder=3, solid_capstyle="round",
    )[0]  # fmt: skip
    drawn.set_gid(f"line-{at}")
    axes.plot(
        [xs[place] for place in marked], [lined[place] for place in marked], color=look.colour, linewidth=0,
        clip_on=False, marker=look.mark, markersize=4.2 if every else 3.4, markerfacecolor=face, markeredgewidth=0.9,
        zorder=4,
    )  # fmt: skip
    reach = 0.5 if len(values) <= 60 else 1.0
    for place, value in enumerate(values):
        if value is not None:
            words = f"{grid.rows[at].text} · {grid.columns[place].text}: {number(value, grid.written)}"
            slack = axes.get_ylim()[1] * 0.03
            corners = (xs[place] - reach, value - slack, xs[place] + reach, value + slack)
            page.area(axes, corners, words, grid.places[at][place])


def _follows(columns: Sequence[Head], at: int) -> bool:
    """Whether a column begins where the one before it ends; where days are not known, it does."""
    end, start = columns[at - 1].end, columns[at].start
    return end is None or start is None or start - end <= timedelta(days=1)


def _broken(columns: Sequence[Head], xs: list[float], values: list[float]) -> tuple[list[float], list[float]]:
    """With a hole where columns do not follow each other."""
    made: tuple[list[float], list[float]] = ([], [])
    for at, (x, value) in enumerate(zip(xs, values, strict=True)):
        if at and not _follows(columns, at):
            made[0].append(x - 0.5)
            made[1].append(float("nan"))
        made[0].append(x)
        made[1].append(value)
    return made


def _alone(values: Sequence[float | None], at: int) -> bool:
    before = values[at - 1] if at else None
    after = values[at + 1] if at + 1 < len(values) else None
    return before is None and after is None


def _events(
    events: Sequence[Event], columns: Sequence[Head], left: float, wide: float, ruler: Ruler, size: float
) -> tuple[list[_Placed], list[str]]:
    """Words above the plot where there is room on a few lines; else numbers there, and the words below."""
    cell = wide / len(columns)
    spans = [(event, span) for event in sorted(events) if (span := _span(event, columns)) is not None]
    full = [(span, ruler.shortened(clean(event.label), size, wide * 0.34)) for event, span in spans]
    placed = _in_lines(full, left, wide, cell, ruler, size)
    if max((each.line for each in placed), default=0) < _MOST_EVENT_LINES:
        return placed, []
    short = _in_lines([(span, str(at)) for at, (_event, span) in enumerate(spans, 1)], left, wide, cell, ruler, size)
    said = "; ".join(f"{at} {event.day} {clean(event.label)}" for at, (event, _span) in enumerate(spans, 1))
    return short, [f"Events: {said}."]


def _in_lines(
    spans: Sequence[tuple[tuple[float, float], str]], left: float, wide: float, cell: float, ruler: Ruler, size: float
) -> list[_Placed]:
    """Each on the first line on which it touches no other."""
    ends: list[float] = []
    placed = []
    for (start, end), words in spans:
        long = ruler.width(words, size)
        middle = left + (start + end) / 2 * cell
        x = min(max(middle - long / 2, left - size), left + wide - long)
        line = next((at for at, taken in enumerate(ends) if taken + size * 0.8 <= x), len(ends))
        ends[line:] = [x + long, *ends[line + 1 :]]
        placed.append(_Placed(start, end, words, x, line))
    return placed


def _span(event: Event, columns: Sequence[Head]) -> tuple[float, float] | None:
    """From where to where it lies, in columns; None outside of what is shown."""
    days = days_of(event.day)
    if days is None:
        return None
    places = []
    for day, after in ((days[0], 0), (days[1], 1)):
        for at, head in enumerate(columns):
            if head.start is not None and head.end is not None and head.start <= day <= head.end:
                whole = (head.end - head.start).days + 1
                places.append(at + ((day - head.start).days + after) / whole)
    if not places:
        return None
    return min(places), max(places)


def _draw_events(
    page: Page, axes: Any, placed: Sequence[_Placed], left: float, top: float, height: float, cell: float
) -> None:
    inks, size = page.style.inks, page.small
    for each in placed:
        middle = left + (each.start + each.end) / 2 * cell
        if (each.end - each.start) * cell > 3:
            page.box(left + each.start * cell, top, (each.end - each.start) * cell, height, inks.grid)
        y = top - size * (0.5 + 1.35 * each.line)
        page.line((middle, middle), (y + size * 0.25, top + height), inks.text2, 0.8, dash=(0, (3, 2)), zorder=2)
        page.text(each.x, y, each.words, size, "text", ground=True)
