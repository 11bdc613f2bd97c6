"""Rows with names at the left, which bars, heat maps and plots of places share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cadrage.charts.grid import Head
from cadrage.charts.page import Page
from cadrage.charts.style import POINTS_PER_MM
from cadrage.charts.text import clean

_MOST_NAMES = 0.38  # of the chart's width
_INDENT = 0.9  # of the text's size


@dataclass(frozen=True, slots=True)
class Rows:
    """Names broken into lines, the height of a row, and the width of all names. `size`: of the names, in points."""

    lines: tuple[tuple[str, ...], ...]
    indents: tuple[float, ...]
    height: float
    names: float
    size: float

    @property
    def total(self) -> float:
        return self.height * len(self.lines)

    def draw(self, page: Page, top: float) -> None:
        """The names, each in the middle of its row."""
        for at, lines in enumerate(self.lines):
            middle = top + (at + 0.5) * self.height
            first = middle - (len(lines) - 1) * self.size * 0.6
            for number, line in enumerate(lines):
                y = first + number * self.size * 1.2
                page.text(page.pad + self.indents[at], y, line, self.size, "text", va="center_baseline")


def rows_of(page: Page, heads: Sequence[Head], least: float) -> Rows:
    """`least` is what each row needs beside its name; many rows stand closer, with names on one line."""
    size = page.style.size_pt
    allowed = page.style.page_mm * POINTS_PER_MM
    roomy = max(least, size * 1.9)
    crowded = len(heads) * roomy > allowed
    if crowded:
        size = max(size * 0.85, 5.0)
        roomy = max(least, size * 1.3, min(roomy, allowed / len(heads)))
    room = page.inner * _MOST_NAMES
    indents = tuple(min(head.depth, 4) * size * _INDENT for head in heads)
    lines = tuple(
        tuple(page.ruler.wrapped(clean(head.text) or "no value", size, room - indent, 1 if crowded else 2))
        for head, indent in zip(heads, indents, strict=True)
    )
    tallest = max((len(each) for each in lines), default=1)
    names = max(
        (page.ruler.widest(each, size) + indent for each, indent in zip(lines, indents, strict=True)), default=0
    )
    return Rows(lines, indents, max(roomy, tallest * size * 1.25 + size * 0.4), names, size)
