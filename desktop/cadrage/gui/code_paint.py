"""How codings look in the text: tints that say how much, underlines by lane that say which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cadrage.gui.find_marks import paint_marks
from cadrage.gui.shown_document import Look, ShownDocument
from cadrage.gui.span_columns import CoderLine
from cadrage.gui.span_index import Placed, Shown
from cadrage.gui.theme import THEMES, Emphasis, Theme, code_colour, tint
from cadrage.gui.visible_text import VisibleLine, box

UNDERLINES = 4
_UNDERLINE, _GAP, _BELOW_BASELINE = 2.0, 1.0, 2.5
_LAYERS = {"light": 4, "dark": 3}
_DASHES = {"dashed": [3.0, 1.6], "dotted": [1.0, 1.4]}
_FADED_LINE = 0.5
_SELECTION_ALPHA = 60

Piece = tuple[int, int, Placed]


@dataclass(slots=True)
class Focus:
    """What is raised. A hovered coding fades all others, a selected one those that it meets."""

    hovered: int | None = None
    selected: Placed | None = None

    @property
    def raised(self) -> int | None:
        if self.hovered is not None:
            return self.hovered
        return self.selected.id if self.selected is not None else None

    def emphasis(self, item: Placed) -> Emphasis:
        if item.id == self.raised:
            return "raised"
        if self.hovered is not None:
            return "faded"
        chosen = self.selected
        if chosen is not None and item.start < chosen.end and chosen.start < item.end:
            return "faded"
        return "plain"


@dataclass(slots=True)
class Style:
    """All that painting needs to know besides where things are."""

    theme: Theme
    look: Callable[[Placed], Look | Shown]
    line: Callable[[Placed], CoderLine | Shown]
    focus: Focus = field(default_factory=Focus)

    def colour(self, item: Placed) -> str:
        return self.look(item).colour


def capped(pieces: list[Piece], layers: int) -> list[Piece]:
    """The pieces, cut so that at most so many lie over any position; the lowest rows are kept."""
    edges = sorted({edge for start, end, _ in pieces for edge in (start, end)})
    kept: list[Piece] = []
    for low, high in pairwise(edges):
        over = [piece for piece in pieces if piece[0] < high and piece[1] > low]
        over.sort(key=lambda piece: piece[2].row)
        kept.extend((low, high, item) for _, _, item in over[:layers])
    return kept


@lru_cache(maxsize=1024)
def line_colour(theme: str, stored: str, emphasis: Emphasis) -> QColor:
    """The colour of underlines and brackets, in the theme of this name."""
    colour = code_colour(THEMES[theme], stored)
    if emphasis == "faded":
        colour.setAlphaF(_FADED_LINE)
    return colour


@lru_cache(maxsize=1024)
def _ground(theme: str, stored: str, emphasis: Emphasis) -> QColor:
    return tint(THEMES[theme], stored, emphasis)


def pattern_pen(colour: QColor, pattern: str, width: float) -> QPen:
    """The pen of a coder's lines."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if pattern in _DASHES:
        pen.setDashPattern(_DASHES[pattern])
    return pen


def pieces_on(line: VisibleLine, items: Iterable[Placed]) -> list[Piece]:
    """The codings over a line, cut to it."""
    return [
        (max(item.start, line.start), min(item.end, line.end), item)
        for item in items
        if item.start < line.end and item.end > line.start
    ]


def paint_codings(painter: QPainter, lines: list[VisibleLine], items: list[Placed], style: Style) -> None:
    """Tints first, underlines above them; the text comes after, by Qt."""
    layers = _LAYERS[style.theme.name]
    inks = {item.id: _ink(item, style) for item in items}
    for line in lines:
        pieces = pieces_on(line, items)
        if not pieces:
            continue
        stretches = [line.stretches(start, end) for start, end, _ in pieces]
        if len(pieces) <= layers:
            for piece, where in zip(pieces, stretches, strict=True):
                _tint(painter, line, where, inks[piece[2].id])
        else:
            for start, end, item in capped(pieces, layers):
                _tint(painter, line, line.stretches(start, end), inks[item.id])
        for piece, where in zip(pieces, stretches, strict=True):
            if piece[2].row < UNDERLINES:
                _underline(painter, line, where, piece[2], inks[piece[2].id])


class Ink(NamedTuple):
    """What one coding is drawn in."""

    ground: QColor
    line: QColor
    pattern: str


def _ink(item: Placed, style: Style) -> Ink:
    name, colour, emphasis = style.theme.name, style.colour(item), style.focus.emphasis(item)
    return Ink(_ground(name, colour, emphasis), line_colour(name, colour, emphasis), style.line(item).pattern)


def _tint(painter: QPainter, line: VisibleLine, where: list[tuple[float, float]], ink: Ink) -> None:
    for low, high in where:
        painter.fillRect(box(line, low, high), ink.ground)


def _underline(painter: QPainter, line: VisibleLine, where: list[tuple[float, float]], item: Placed, ink: Ink) -> None:
    top = line.top + line.ascent + _BELOW_BASELINE + item.row * (_UNDERLINE + _GAP)
    for low, high in where:
        if ink.pattern == "solid":
            painter.fillRect(QRectF(low, top, high - low, _UNDERLINE), ink.line)
        else:
            painter.setPen(pattern_pen(ink.line, ink.pattern, _UNDERLINE))
            painter.drawLine(QPointF(low, top + 1), QPointF(high, top + 1))


def paint_grounds(
    painter: QPainter,
    lines: list[VisibleLine],
    theme: Theme,
    selection: tuple[int, int],
    shown: ShownDocument,
) -> None:
    """The selection and what a search found, under the codings."""
    colour = QColor(theme.accent)
    colour.setAlpha(_SELECTION_ALPHA)
    for line in lines:
        for low, high in line.stretches(*selection):
            painter.fillRect(box(line, low, high), colour)
    paint_marks(painter, lines, theme, shown.marks, shown.offsets)
