"""How codings look in the text: tints that say how much, underlines by lane that say which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cadrage.gui.shown_document import Look, ShownDocument
from cadrage.gui.span_index import Placed, Shown
from cadrage.gui.theme import THEMES, Emphasis, Theme, code_colour, tint
from cadrage.gui.visible_text import VisibleLine, box

UNDERLINES = 4
_UNDERLINE, _GAP, _BELOW_BASELINE = 2.0, 1.0, 2.5
_LAYERS = {"light": 4, "dark": 3}
_DASHES = {"dashed": [3.0, 1.6], "dotted": [1.0, 1.4]}
_FADED_LINE = 0.5
_SELECTION_ALPHA, _MATCH_ALPHA, _MATCH_NOW_ALPHA = 60, 56, 130

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
    for line in lines:
        pieces = pieces_on(line, items)
        stretches = [line.stretches(start, end) for start, end, _ in pieces]
        if len(pieces) <= layers:
            for piece, where in zip(pieces, stretches, strict=True):
                _tint(painter, line, where, piece[2], style)
        else:
            for start, end, item in capped(pieces, layers):
                _tint(painter, line, line.stretches(start, end), item, style)
        for piece, where in zip(pieces, stretches, strict=True):
            if piece[2].row < UNDERLINES:
                _underline(painter, line, where, piece[2], style)


def _tint(painter: QPainter, line: VisibleLine, where: list[tuple[float, float]], item: Placed, style: Style) -> None:
    ground = _ground(style.theme.name, style.colour(item), style.focus.emphasis(item))
    for low, high in where:
        painter.fillRect(box(line, low, high), ground)


def _underline(
    painter: QPainter, line: VisibleLine, where: list[tuple[float, float]], item: Placed, style: Style
) -> None:
    colour = line_colour(style.theme.name, style.colour(item), style.focus.emphasis(item))
    top = line.top + line.ascent + _BELOW_BASELINE + item.row * (_UNDERLINE + _GAP)
    for low, high in where:
        if item.shown.pattern == "solid":
            painter.fillRect(QRectF(low, top, high - low, _UNDERLINE), colour)
        else:
            painter.setPen(pattern_pen(colour, item.shown.pattern, _UNDERLINE))
            painter.drawLine(QPointF(low, top + 1), QPointF(high, top + 1))


def paint_grounds(
    painter: QPainter,
    lines: list[VisibleLine],
    theme: Theme,
    selection: tuple[int, int],
    shown: ShownDocument,
) -> None:
    """The selection and what a search found, under the codings."""
    for ranges, value, alpha in (
        ([selection], theme.accent, _SELECTION_ALPHA),
        (shown.matches, theme.warn, _MATCH_ALPHA),
        (shown.match_now, theme.warn, _MATCH_NOW_ALPHA),
    ):
        colour = QColor(value)
        colour.setAlpha(alpha)
        seen = [pair for pair in ranges if pair[0] < lines[-1].end and pair[1] > lines[0].start]
        for start, end in seen:
            for line in lines:
                for low, high in line.stretches(start, end):
                    painter.fillRect(box(line, low, high), colour)
