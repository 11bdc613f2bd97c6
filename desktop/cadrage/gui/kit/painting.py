"""Strokes that widgets and rows share: text in a box, chips, badges, rounded grounds, focus rings."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.theme import Token, code_colour

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


_FLAGS = {
    align: align.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
    for align in (LEFT, RIGHT, CENTRE)
}
# Measuring and eliding take longer than drawing, and rows draw the same words again and again.
_fitted: dict[tuple[str, str, int, Qt.TextElideMode], tuple[str, float]] = {}
_MOST_FITTED = 8192


def fitted(words: str, font: QFont, room: float, elide: Qt.TextElideMode) -> tuple[str, float]:
    """The words as far as there is room for them, and their width."""
    key = (words, font.key(), int(room), elide)
    found = _fitted.get(key)
    if found is None:
        metrics = QFontMetricsF(font)
        shown, width = words, metrics.horizontalAdvance(words)
        if width > room + 0.5:
            shown = metrics.elidedText(words, elide, room + 0.5)
            width = metrics.horizontalAdvance(shown)
        if len(_fitted) > _MOST_FITTED:
            _fitted.clear()
        found = _fitted[key] = (shown, width)
    return found


def draw_text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    token: Token = "text",
    *,
    align: Qt.AlignmentFlag = LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """One line of text, vertically centred and elided to the box; the width of what was drawn."""
    shown, width = fitted(words, font, rect.width(), elide)
    painter.setFont(font)
    painter.setPen(current().colour(token))
    painter.drawText(rect, _FLAGS[align], shown)
    return width


def draw_rounded(
    painter: QPainter,
    rect: QRectF,
    ground: QColor | None = None,
    edge: QColor | None = None,
    *,
    radius: float = 6,
    width: float = 1,
) -> None:
    """A rounded box; an edge is drawn wholly inside the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge is not None else 0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    painter.restore()


def draw_ring(painter: QPainter, rect: QRectF, *, radius: float = 6) -> None:
    """Keyboard focus."""
    draw_rounded(painter, rect, edge=current().colour("accent"), radius=radius, width=2)


def draw_chip(painter: QPainter, left: float, top: float, stored: str, size: float = 10) -> None:
    """A code's colour as a small rounded square; `stored` is the colour as the project keeps it."""
    draw_rounded(painter, QRectF(left, top, size, size), code_colour(current(), stored), radius=2.5)


def badge_width(words: str) -> float:
    return max(17.0, QFontMetricsF(fonts.badge()).horizontalAdvance(words) + 11)


def draw_badge(painter: QPainter, left: float, centre: float, words: str) -> float:
    """A key cap; its width."""
    theme = current()
    rect = QRectF(left, round(centre - 8.5), badge_width(words), 17)
    draw_rounded(painter, rect, theme.colour("strong"), radius=4)
    draw_rounded(painter, rect.adjusted(1, 1, -1, -2), theme.colour("raised"), radius=3)
    draw_text(painter, rect.adjusted(0, 0, 0, -1), words, fonts.badge(), "text2", align=CENTRE)
    return rect.width()
