"""From a result and a kind to a chart: what is shown, in which order, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cadrage.charts import fallback
from cadrage.charts.bars import draw_bars, draw_stacked
from cadrage.charts.chart import Chart
from cadrage.charts.engine import settings
from cadrage.charts.grid import Grid, grid_of, largest_pairs
from cadrage.charts.heat import draw_heat
from cadrage.charts.kinds import Chartable, ChartKind, fitting
from cadrage.charts.limits import limited
from cadrage.charts.lines import draw_lines
from cadrage.charts.network import draw_network, net_of
from cadrage.charts.page import Page
from cadrage.charts.places import draw_places
from cadrage.charts.style import Style
from cadrage.charts.text import Ruler, clean
from cadrage.charts.wording import number, under
from cadrage.core.dispersion import Dispersion
from cadrage.core.frequency import Frequencies
from cadrage.core.results import CoOccurrence, TimeSeries
from cadrage.core.results_question import Event

_MOST_PAIRS = 40


def drawn(kind: ChartKind, result: Chartable, style: Style) -> Chart:
    """Raises ValueError where the kind does not fit."""
    whole = None if isinstance(result, Dispersion) else grid_of(result, style.layer, style.meets)
    if kind not in fitting(result, whole):
        raise ValueError(f"{kind.label} do not fit this result")
    if isinstance(result, Dispersion):
        return _dispersion(result, style)
    if kind is ChartKind.NETWORK and isinstance(result, CoOccurrence):
        return _network(result, style)
    assert whole is not None
    if not (style.about or isinstance(result, Frequencies)):
        whole = replace(whole, caption=())
    grid = _shown(kind, result, whole, style)
    title = grid.title if style.title is None else style.title
    events = _events(result)
    families = fallback.families(_texts(grid, title, events))
    ruler = Ruler(families)
    with settings(families):
        page = _empty(grid, style, ruler, title) if grid.empty else _page(kind, grid, style, ruler, title, events)
    return _chart(kind, page, families, _in_words(kind, grid), grid.project, empty=grid.empty)


def _shown(kind: ChartKind, result: Chartable, grid: Grid, style: Style) -> Grid:
    if kind is ChartKind.BARS and isinstance(result, CoOccurrence):
        pairs = largest_pairs(result, _MOST_PAIRS, style.meets)
        return pairs if style.about else replace(pairs, caption=pairs.caption[len(under(result.asked)) :])
    if kind is ChartKind.LINES and not grid.in_time:
        grid = grid.turned()
    return limited(kind, grid, style)


def _events(result: Chartable) -> Sequence[Event]:
    if isinstance(result, TimeSeries):
        return result.events
    return () if isinstance(result, Dispersion) or not hasattr(result, "asked") else result.asked.question.events


def _page(kind: ChartKind, grid: Grid, style: Style, ruler: Ruler, title: str, events: Sequence[Event]) -> Page:
    match kind:
        case ChartKind.LINES:
            return draw_lines(grid, style, ruler, title, events)
        case ChartKind.HEAT:
            return draw_heat(grid, style, ruler, title)
        case ChartKind.STACKED | ChartKind.FULL:
            return draw_stacked(grid, style, ruler, title, full=kind is ChartKind.FULL)
        case _:
            return draw_bars(grid, style, ruler, title)


def _empty(grid: Grid, style: Style, ruler: Ruler, title: str) -> Page:
    return _nothing(
        Page(style, ruler, title, grid.caption), "There is nothing to draw: no codings answer this question."
    )


def _nothing(page: Page, words: str) -> Page:
    size = page.style.size_pt
    lines = page.ruler.wrapped(words, size, page.inner - 2 * size, 4)
    height = size * (len(lines) * 1.35 + 4)
    axes = page.plot(page.pad, page.pad, height)
    top = page.height * (1 - axes.get_position().y1)
    for at, line in enumerate(lines):
        page.text(page.width / 2, top + size * (2.6 + 1.35 * at), line, size, "text2", ha="center")
    return page


def _network(found: CoOccurrence, style: Style) -> Chart:
    net = net_of(found, style.threshold, style.meets)
    if not style.about:
        net = replace(net, caption=net.caption[len(under(found.asked)) :])
    title = net.title if style.title is None else style.title
    families = fallback.families((title, *net.caption, *(node.label for node in net.nodes)))
    ruler = Ruler(families)
    with settings(families):
        if net.nodes:
            page = draw_network(net, style, ruler, title)
        else:
            page = _nothing(
                Page(style, ruler, title, net.caption), f"No two codes meet {style.threshold} times or more."
            )
    words = f"{title}: {len(net.nodes)} codes, {len(net.edges)} of their pairs joined."
    return _chart(ChartKind.NETWORK, page, families, words, found.asked.project, empty=not net.nodes)


def _dispersion(found: Dispersion, style: Style) -> Chart:
    title = found.what if style.title is None else style.title
    marks = sum(len(row.marks) for row in found.rows)
    texts = (title, *found.notes, *(row.label for row in found.rows), *(each.label for each in found.series))
    families = fallback.families(texts)
    ruler = Ruler(families)
    with settings(families):
        if marks:
            page = draw_places(found, style, ruler, title)
        else:
            page = _nothing(Page(style, ruler, title, found.notes), "There is nothing to draw: nothing was found.")
    words = f"{found.what}: {marks:,} places in {len(found.rows):,} documents."
    return _chart(ChartKind.DISPERSION, page, families, words, found.project, empty=not marks)


def _chart(kind: ChartKind, page: Page, families: tuple[str, ...], words: str, project: str, *, empty: bool) -> Chart:
    return Chart(
        kind=kind,
        title=clean(page.title),
        caption=clean(" ".join(page.caption)),
        alternative=clean(words),
        project=clean(project),
        width=page.width,
        height=page.height,
        areas=tuple(page.areas),
        families=families,
        figure=page.figure,
        empty=empty,
    )


def _texts(grid: Grid, title: str, events: Sequence[Event]) -> list[str]:
    heads = [head.text for head in (*grid.rows, *grid.columns)]
    return [
        title,
        grid.measured,
        grid.row_name,
        grid.column_name,
        *grid.caption,
        *heads,
        *(each.label for each in events),
    ]


def _in_words(kind: ChartKind, grid: Grid) -> str:
    """For those who do not see the chart: what it is of, and its largest number."""
    found = [(v, r, c) for r, row in enumerate(grid.values) for c, v in enumerate(row) if v is not None]
    if not found:
        return f"{grid.title}: nothing to draw."
    value, row, column = max(found, key=lambda each: (each[0], -each[1], -each[2]))
    names = " · ".join(name for name in (grid.rows[row].text, grid.columns[column].text) if name)
    shape = f"{len(grid.rows)} rows" + (f", {len(grid.columns)} columns" if len(grid.columns) > 1 else "")
    return f"{kind.label}. {grid.title}, {grid.measured}: {shape}; most: {names}, {number(value, grid.written)}."
