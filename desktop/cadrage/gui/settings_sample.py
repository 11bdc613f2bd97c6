"""A few lines of text, set as the settings say that articles are set."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.reading import Reading

_LINES = 3
_WORDS = (
    "Whoever frames a story chooses what to show of it and what to leave outside. The same vote is a crisis in one "
    "paper, a homecoming in the next, and in a third a question for lawyers, who had expected to be asked before. "
) * 2


class Sample(QWidget):
    """Three lines high, in any size; wide lines end where an article's lines would."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self.setAccessibleName("How articles will look")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_reading(self, reading: Reading) -> None:
        if reading != self._reading:
            self._reading = reading
            self.updateGeometry()
            self.update()

    @property
    def _pitch(self) -> float:
        return self._reading.size * self._reading.spacing

    def sizeHint(self) -> QSize:
        return QSize(320, round(_LINES * self._pitch) + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        font = fonts.reading(self._reading.size, sans=self._reading.sans)
        longest = QFontMetricsF(font).horizontalAdvance(_WORDS) / len(_WORDS) * self._reading.characters
        layout = QTextLayout(_WORDS, font)
        layout.beginLayout()
        with QPainter(self) as painter:
            painter.setPen(current().colour("text"))
            for number in range(_LINES):
                line = layout.createLine()
                line.setLineWidth(min(longest, self.width() - 24))
                top = 8 + number * self._pitch + (self._pitch - line.height()) / 2
                line.draw(painter, QPointF(12, top))
            layout.endLayout()
