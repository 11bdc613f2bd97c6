"""Places in the text: a row a document, from its first word to its last, a stroke for each passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cadrage.charts.colours import line_colours
from cadrage.charts.grid import Head
from cadrage.charts.page import KeyEntry, Page
from cadrage.charts.rows import rows_of
from cadrage.charts.style import Style
from cadrage.charts.text import Ruler
from cadrage.core.dispersion import Along, Dispersion

_LEAST = 1.1  # points: the shortest stroke that is seen in print
_MOST_ROWS = 120
_COUNTS = 4.2  # of the text's size: the room for the number at the end of a row


def draw_places(found: Dispersion, style: Style, ruler: Ruler, title: str) -> Page:
    """Each text is as long as all others, 0 to 100 %; series stand in lanes of their own, so that grey is enough."""
    rows, left_out = _kept(found.rows)
    series = _series(found, style.most_series)
    heads = [Head(each.label, colour=each.colour) for each in found.series]
    colours = line_colours([heads[at] for at in series], style.inks) if heads else (style.inks.accent,)
    key = (
        [KeyEntry(heads[at].text, colour) for at, colour in zip(series, colours, strict=False)]
        if len(heads) > 1
        else []
    )
    page = Page(style, ruler, title, (*found.notes, *_said(found, rows, series), *left_out), key)
    lanes = {at: lane for lane, at in enumerate(series)} or {0: 0}
    size = style.size_pt
    names = rows_of(page, [Head(row.label) for row in rows], max(size * 1.5, len(lanes) * 3.2 + 3))
    left = page.pad + names.names + size
    beside = page.pad + page.small * _COUNTS
    axes = page.plot(left, beside, names.total, above=size * 0.6, below=size * 3.0)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(rows), 0)
    top = page.height * (1 - axes.get_position().y1)
    names.draw(page, top)
    wide = page.width - left - beside
    _draw_axis(page, left, wide, top, names.total)
    _draw_marks(page, axes, rows, lanes, colours)
    for at, row in enumerate(rows):
        middle = top + (at + 0.5) * names.height
        count = f"{sum(mark.series in lanes for mark in row.marks):,}"
        page.text(page.width - page.pad, middle, count, page.small, "text2", ha="right", va="center_baseline")
    return page


def _kept(rows: Sequence[Along]) -> tuple[list[Along], tuple[str, ...]]:
    """Documents in which something stands; the fullest where there are too many to read."""
    full = [row for row in rows if row.marks and row.length]
    empty = len(rows) - len(full)
    said = (
        [f"{empty} documents without any are not shown."]
        if empty > 1
        else ["One document without any is not shown."]
        if empty
        else []
    )
    if len(full) > _MOST_ROWS:
        said.append(f"{_MOST_ROWS} of {len(full)} documents are shown, those with most.")
        most = sorted(range(len(full)), key=lambda at: (-len(full[at].marks), at))[:_MOST_ROWS]
        full = [full[at] for at in sorted(most)]
    return full, tuple(said)


def _series(found: Dispersion, most: int) -> list[int]:
    counts = [sum(mark.series == at for row in found.rows for mark in row.marks) for at in range(len(found.series))]
    used = [at for at, count in enumerate(counts) if count]
    return sorted(sorted(used, key=lambda at: (-counts[at], at))[:most])


def _said(found: Dispersion, rows: Sequence[Along], series: Sequence[int]) -> tuple[str, ...]:
    used = {mark.series for row in rows for mark in row.marks} if found.series else set()
    more = (f"{len(series)} of {len(used)} codes are shown, those with most.",) if len(used) > len(series) else ()
    return ("At the end of each row: how many.", *more)


def _draw_axis(page: Page, left: float, wide: float, top: float, height: float) -> None:
    size, inks = page.style.size_pt, page.style.inks
    for part in (0, 0.25, 0.5, 0.75, 1):
        x = left + part * wide
        page.line((x, x), (top, top + height), inks.grid, 0.6, zorder=1)
        words = f"{100 * part:.0f} %"
        half = page.ruler.width(words, page.small) / 2
        page.text(max(x, page.pad + half), top + height + size * 1.3, words, page.small, "text2", ha="center")
    words = page.ruler.shortened("Place in the text", size, page.width - page.pad - left)
    page.text(left, top + height + size * 2.7, words, size, "text")


def _draw_marks(page: Page, axes: Any, rows: Sequence[Along], lanes: dict[int, int], colours: Sequence[str]) -> None:
    """The strokes of each series at once; a row's own line behind them."""
    from matplotlib.collections import LineCollection, PolyCollection

    lines = [((0, at + 0.5), (1, at + 0.5)) for at in range(len(rows))]
    axes.add_collection(LineCollection(lines, colors=page.style.inks.grid, linewidths=0.6, zorder=2), autolim=False)
    least = _LEAST / (page.width * axes.get_position().width)
    high = 0.8 / len(lanes)
    for series, lane in lanes.items():
        strokes = []
        for at, row in enumerate(rows):
            middle = at + 0.1 + (lane + 0.5) * high
            for mark in row.marks:
                if mark.series != series:
                    continue
                start = min(mark.start / row.length, 1 - least)
                end = start + max((min(mark.end, row.length) - mark.start) / row.length, least)
                low, top = middle + high * 0.43, middle - high * 0.43
                strokes.append([(start, low), (end, low), (end, top), (start, top)])
                page.area(axes, (start, low, end, top), row.label, (row.document, mark.start, mark.end), mark.coding)
        drawn = PolyCollection(strokes, facecolors=colours[lane], linewidths=0, zorder=3)
        drawn.set_gid(f"series-{series}")
        axes.add_collection(drawn, autolim=False)
