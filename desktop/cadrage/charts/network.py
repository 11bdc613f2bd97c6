"""The network of codes that occur together: circles by documents, lines by meetings, names that never overlap."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from cadrage.charts.arranging import arranged
from cadrage.charts.chart import Area
from cadrage.charts.colours import row_colour
from cadrage.charts.grid import Head, meeting_count, meeting_words
from cadrage.charts.page import Page
from cadrage.charts.style import Meets, Style
from cadrage.charts.text import Ruler, clean
from cadrage.charts.wording import title_words, under
from cadrage.core.results import CoOccurrence, Meeting

_LEAST, _MOST = 2.2, 13.0  # radii in points
_THIN, _THICK = 0.5, 6.5
_ROOM = 3.4  # the sheet is so many times as large as its circles and names


@dataclass(frozen=True, slots=True)
class Node:
    """A code: `at` is its position in the result."""

    at: int
    label: str
    documents: int
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Net:
    """`edges`: two positions among `nodes` and how often the codes meet."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int, int], ...]
    unit: str
    caption: tuple[str, ...]


def net_of(found: CoOccurrence, threshold: int, meets: Meets) -> Net:
    """Codes that meet another at least `threshold` times; how many do not is said below."""
    question = found.asked.question
    counted = {pair: meeting_count(meeting, meets) for pair, meeting in found.pairs.items()}
    kept = sorted((pair, count) for pair, count in counted.items() if count >= threshold and pair[0] != pair[1])
    used = sorted({at for pair, _count in kept for at in pair})
    place = {at: number for number, at in enumerate(used)}
    nodes = tuple(
        Node(at, found.codes[at].label, found.alone.get(at, Meeting()).documents, found.codes[at].colour) for at in used
    )
    alone = sum(bool(found.alone.get(at, Meeting()).codings) for at in range(len(found.codes)) if at not in place)
    said = [f"Lines join codes that share at least {threshold} {meeting_words(found, meets)}."] if threshold > 1 else []
    if alone:
        said.append(
            f"{alone} codes meet no other so often and are left out."
            if alone > 1
            else "One code is left out: it meets no other so often."
        )
    return Net(
        title=title_words(question, "", "", ""),
        nodes=nodes,
        edges=tuple((place[one], place[other], count) for (one, other), count in kept),
        unit=meeting_words(found, meets),
        caption=(*under(found.asked), *said),
    )


def draw_network(net: Net, style: Style, ruler: Ruler, title: str) -> Page:
    page = Page(style, ruler, title, net.caption)
    size = style.size_pt
    radii = _radii(net)
    names = [ruler.wrapped(clean(node.label) or "no name", size, size * 13, 2) for node in net.nodes]
    boxes = [
        (max(2 * radius, ruler.widest(lines, size)) + size * 0.7, 2 * radius + size * (1.2 * len(lines) + 0.5))
        for radius, lines in zip(radii, names, strict=True)
    ]
    width = page.inner
    area = sum(wide * high for wide, high in boxes) * _ROOM
    height = max(
        min(width * 0.72, max(area / width, width * 0.4)), area / width * 0.8, max(high for _w, high in boxes) * 2
    )
    height, places = arranged(boxes, net.edges, (width, height), style.seed)
    axes = page.plot(page.pad, page.pad, height, below=size * 2.6)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    centres = [(x, y - boxes[at][1] / 2 + radii[at] + size * 0.2) for at, (x, y) in enumerate(places)]
    _draw_edges(page, axes, net, centres)
    _draw_nodes(page, axes, net, centres, radii, names)
    _draw_key(page, net, page.height * (1 - axes.get_position().y0) + size * 1.4)
    return page


def _radii(net: Net) -> list[float]:
    """Areas, not widths, are as the numbers of documents."""
    most = max((node.documents for node in net.nodes), default=0) or 1
    return [max(_MOST * math.sqrt(node.documents / most), _LEAST) for node in net.nodes]


def _thickness(count: int, most: int) -> float:
    return max(_THICK * count / most, _THIN)


def _draw_edges(page: Page, axes: Any, net: Net, centres: list[tuple[float, float]]) -> None:
    from matplotlib.collections import LineCollection

    most = max(count for _one, _other, count in net.edges)
    # The strongest are drawn last.
    edges = sorted(net.edges, key=lambda edge: (edge[2], edge[0], edge[1]))
    drawn = LineCollection(
        [(centres[one], centres[other]) for one, other, _count in edges],
        linewidths=[_thickness(count, most) for _one, _other, count in edges],
        colors=page.style.inks.axis,
        alpha=0.55,
        zorder=2,
        capstyle="round",
    )
    drawn.set_gid("meetings")
    axes.add_collection(drawn, autolim=False)
    for one, other, count in edges:
        x, y = ((centres[one][axis] + centres[other][axis]) / 2 for axis in (0, 1))
        words = f"{net.nodes[one].label} + {net.nodes[other].label}: {count} {net.unit}"
        page.area(axes, (x - 5, y + 5, x + 5, y - 5), words, (net.nodes[one].at, net.nodes[other].at))


def _draw_nodes(
    page: Page, axes: Any, net: Net, centres: list[tuple[float, float]], radii: list[float], names: list[list[str]]
) -> None:
    from matplotlib.patches import Circle

    size, inks = page.style.size_pt, page.style.inks
    edge = {"boxstyle": "square,pad=0.05", "facecolor": inks.ground, "edgecolor": "none", "alpha": 0.75}
    for node, (x, y), radius, lines in zip(net.nodes, centres, radii, names, strict=True):
        fill = row_colour(Head(node.label, colour=node.colour), inks)
        drawn = Circle((x, y), radius, facecolor=fill, edgecolor=inks.ground, linewidth=0.8, zorder=4)
        drawn.set_gid(f"code-{node.at}")
        axes.add_patch(drawn)
        for at, line in enumerate(lines):
            below = y + radius + size * (0.75 + 1.2 * at)
            axes.text(
                x, below, line, size=size, color=inks.text, ha="center", va="center_baseline", bbox=edge, zorder=5
            )
        words = f"{node.label}: {node.documents} documents"
        page.area(axes, (x - radius, y + radius, x + radius, y - radius), words, (node.at, node.at))


def _draw_key(page: Page, net: Net, middle: float) -> None:
    """How large the largest circle and how thick the thickest line are."""
    size, inks = page.small, page.style.inks
    documents = max(node.documents for node in net.nodes)
    most = max(count for _one, _other, count in net.edges)
    page.line((page.pad, page.pad + size * 2), (middle, middle), inks.axis, _THICK, butt=True)
    words = f"thickest line: {most:,} {net.unit}; largest circle: {documents:,} documents"
    x = page.pad + size * 2.8
    words = page.ruler.shortened(words, size, page.width - page.pad - x)
    page.text(x, middle, words, size, "text2", va="center_baseline")


__all__ = ["Area", "Net", "Node", "draw_network", "net_of"]
