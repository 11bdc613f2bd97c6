"""One field of the filter bar: “Codes all ⌄”; in force it stands on accent soft with a ×."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.filter_parts import Key
from cadrage.gui.kit.painting import draw_ring, draw_rounded, draw_text
from cadrage.gui.theme import Token

_CROSS = 26  # width of the × at the right
_WIDEST = 260


class FilterField(QAbstractButton):
    """`opened()` to choose, `removed()` by its × or by Del. `idle`: in force, but without effect where it stands."""

    opened = Signal()
    removed = Signal()

    def __init__(self, key: Key, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.in_force = False
        self._heading = self._words = ""
        self._idle = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.opened)

    @property
    def words(self) -> str:
        return self._words

    def show_words(self, heading: str, words: str, *, in_force: bool, idle: str = "") -> None:
        """`idle` says why the field has no effect here, where that is so."""
        self._heading, self._words, self.in_force, self._idle = heading, words, in_force, bool(idle)
        said = f"{heading}: {words}" + (" (Del takes it off)" if in_force else "")
        self.setToolTip(f"{said}. {idle}" if idle else said)
        self.setAccessibleName(f"Filter {heading}: {words}")
        self.setAccessibleDescription(idle)
        self.updateGeometry()
        self.update()

    # Overrides of Qt.

    def sizeHint(self) -> QSize:
        heading = QFontMetricsF(fonts.ui()).horizontalAdvance(self._heading)
        words = QFontMetricsF(fonts.ui(13, fonts.MEDIUM)).horizontalAdvance(self._words)
        return QSize(round(min(heading + words + 20 + _CROSS, _WIDEST)), 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.in_force:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.in_force and event.position().x() > self.width() - _CROSS:
            self.removed.emit()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect, theme = QRectF(self.rect()), current()
            if self.in_force and not self._idle:
                draw_rounded(painter, rect, theme.colour("accent_soft"), theme.colour("accent"))
            else:
                draw_rounded(painter, rect, theme.colour("raised"), theme.colour("strong"))
                if self.underMouse():
                    draw_rounded(painter, rect.adjusted(1, 1, -1, -1), theme.colour("hover"), radius=5)
            if self.hasFocus():
                draw_ring(painter, rect)
            box = rect.adjusted(11, 0, -_CROSS, 0)
            box.setLeft(box.left() + draw_text(painter, box, self._heading, fonts.ui(), "text2") + 6)
            ink: Token = "text2" if self._idle else "text"
            draw_text(painter, box, self._words, fonts.ui(13, fonts.MEDIUM), ink)
            mark = QRectF(rect.right() - 22, round(rect.center().y() - 6), 12, 12)
            icons.draw(painter, "x" if self.in_force else "chevron-down", mark, "text2", stroke=2)
