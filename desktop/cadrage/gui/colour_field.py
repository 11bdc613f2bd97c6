"""A field of colours beyond the palette: hue from left to right, lightness from top to bottom."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cadrage.core.colour import from_oklch, to_oklch
from cadrage.gui.appearance import current
from cadrage.gui.kit.painting import draw_ring

HUES, STEPS = 36, 9
_CHROMA = 0.13
_LIGHTEST, _DARKEST = 0.8, 0.35
_HEIGHT = 90
_ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


def colour_of(cell: QPoint) -> str:
    """The colour of a cell, counted from the upper left."""
    lightness = _LIGHTEST + (_DARKEST - _LIGHTEST) * cell.y() / (STEPS - 1)
    return from_oklch(lightness, _CHROMA, math.tau * cell.x() / HUES)


def cell_of(colour: str) -> QPoint:
    """The cell that is nearest to a colour."""
    lightness, _, hue = to_oklch(colour)
    row = round((lightness - _LIGHTEST) / (_DARKEST - _LIGHTEST) * (STEPS - 1))
    return QPoint(round(hue / math.tau * HUES) % HUES, min(max(row, 0), STEPS - 1))


@lru_cache(maxsize=1)
def _cells() -> QImage:
    image = QImage(HUES, STEPS, QImage.Format.Format_RGB32)
    for row in range(STEPS):
        for column in range(HUES):
            image.setPixelColor(column, row, QColor(colour_of(QPoint(column, row))))
    return image


class ColourField(QWidget):
    """`moved(str)` while looking for a colour by mouse or arrows; `chosen(str)` with the one taken: on letting
    the mouse go, on Space and on Enter."""

    moved = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = QPoint(0, STEPS // 2)
        self._marked = False
        self.setAccessibleName("Free colour: arrows move, Space takes it")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def set_colour(self, colour: str, *, marked: bool) -> None:
        """Goes to a colour; `marked` where it is the code's own."""
        if colour:
            self._cell = cell_of(colour)
        self._marked = marked
        self.update()

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(3, 3, -3, -3)

    def _cell_at(self, place: QPointF) -> QPoint:
        box = self._box()
        column = int((place.x() - box.left()) / box.width() * HUES)
        row = int((place.y() - box.top()) / box.height() * STEPS)
        return QPoint(min(max(column, 0), HUES - 1), min(max(row, 0), STEPS - 1))

    def _go(self, cell: QPoint) -> None:
        self._cell, self._marked = cell, True
        self.update()
        self.moved.emit(colour_of(cell))

    # Overrides of Qt.

    def sizeHint(self) -> QSize:
        return QSize(220, _HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self._cell_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(self._cell_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(colour_of(self._cell))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            cell = self._cell + _ARROWS[Qt.Key(event.key())]
            self._go(QPoint(cell.x() % HUES, min(max(cell.y(), 0), STEPS - 1)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(colour_of(self._cell))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self._box()
        painter.drawImage(box, _cells())
        if self._marked:
            width, height = box.width() / HUES, box.height() / STEPS
            mark = QRectF(box.left() + self._cell.x() * width, box.top() + self._cell.y() * height, width, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current().surface), 3))
            painter.drawRect(mark.adjusted(-2, -2, 2, 2))
            painter.setPen(QPen(current().colour("text"), 1.5))
            painter.drawRect(mark.adjusted(-2, -2, 2, 2))
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()))
        painter.end()
