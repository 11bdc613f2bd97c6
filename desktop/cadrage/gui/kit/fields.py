"""Where words and values are entered: fields, a search field, a choice from a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.kit.painting import draw_ring, draw_rounded, draw_text, fitted
from cadrage.gui.theme import Token


class Field(QLineEdit):
    """A line of text; `name` is its name for a screen reader where no label stands beside it.

    Words that have no room end in dots while the keys are elsewhere; the whole of them is the tooltip then.
    """

    def __init__(
        self,
        words: str = "",
        *,
        hint: str = "",
        name: str = "",
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.setProperty("bare", bare)
        self.setFont(fonts.palette_input() if bare else fonts.ui())
        self._whole = ""

    def shown_text(self) -> str:
        """The words as far as they are seen."""
        # Beside icons only Qt knows how much room there is.
        if self.hasFocus() or self.actions():
            return self.text()
        return fitted(self.text(), self.font(), self._room().width(), Qt.TextElideMode.ElideRight)[0]

    def _room(self) -> QRectF:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inner = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        margins = self.textMargins()
        # As Qt does: two pixels before and behind the words.
        return QRectF(inner).adjusted(margins.left() + 2, 0, -margins.right() - 2, 0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self.toolTip() in ("", self._whole):
            self._whole = self.text() if self.shown_text() != self.text() else ""
            self.setToolTip(self._whole)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown_text()
        if shown == self.text():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            option = QStyleOptionFrame()
            self.initStyleOption(option)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
            ink: Token = "text" if self.isEnabled() else "control"
            draw_text(painter, self._room(), shown, self.font(), ink)


class SearchField(Field):
    """A field that narrows what stands below it; Esc empties it.

    `searched(str)` follows the words as they change; `textChanged` fires too, also for `setText`.
    """

    searched = Signal(str)

    def __init__(
        self,
        hint: str = "Search",
        *,
        icon: str = "search",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hint=hint, name=name, parent=parent)
        mark = self.addAction(icons.icon(icon, "text3"), QLineEdit.ActionPosition.LeadingPosition)
        mark.setText(name or hint)
        self._clear = self.addAction(icons.icon("x", "text3"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText("Clear")
        self._clear.setVisible(False)
        self._clear.triggered.connect(self._empty)
        self.textChanged.connect(self._changed)

    @Slot(str)
    def _changed(self, words: str) -> None:
        self._clear.setVisible(bool(words))
        self.searched.emit(words)

    @Slot()
    def _empty(self) -> None:
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class TextArea(QPlainTextEdit):
    """Some lines of text, as in a memo or a definition. Tab leaves it."""

    def __init__(self, words: str = "", *, hint: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.setTabChangesFocus(True)
        self.setFont(fonts.ui())


class Choice(QComboBox):
    """A choice from a list. With a `label` it is 46 px high and shows the label above the value;
    `plain` shows no box until the mouse is over it, as in a form's rows.

    `chosen(value)` tells of the user's choice, never of `set_value`.
    """

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[object, str]] = (),
        value: object = None,
        *,
        label: str = "",
        icon: str = "",
        plain: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = label
        self._icon = icon
        self._plain = plain
        self._whole = ""
        self._values: list[object] = []
        self.setFont(fonts.ui())
        self.setAccessibleName(name or label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_choices(choices)
        self.set_value(value)
        self.activated.connect(self._choose)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Replaces the list; the value stays chosen if it is still there."""
        before = self.value()
        self.clear()
        self._values = [value for value, _ in choices]
        self.addItems([words for _, words in choices])
        self.set_value(before)
        self.updateGeometry()

    def value(self) -> object:
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Chooses without telling; a value that is not in the list shows an empty choice."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    @Slot(int)
    def _choose(self, place: int) -> None:
        self.chosen.emit(self._values[place])

    def is_shortened(self) -> bool:
        """Whether there is less room than the value's words need."""
        return QFontMetricsF(self.font()).horizontalAdvance(self.currentText()) > self._room().width() + 1

    def _room(self) -> QRectF:
        """Where the value's words stand."""
        left = (12.0 if self._label else 10.0 if not self._plain else 7.0) + (24 if self._icon else 0)
        width = self.width() - left - 26
        return QRectF(left, 22, width, 18) if self._label else QRectF(left, 0, width, self.height())

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        theme = current()
        if not self._plain:
            draw_rounded(painter, rect, theme.colour("raised"), theme.colour("strong"))
        if self.isEnabled() and self.underMouse():
            draw_rounded(painter, rect.adjusted(1, 1, -1, -1), theme.colour("hover"), radius=5)
        if self.hasFocus():
            draw_ring(painter, rect)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(fonts.ui(13, fonts.MEDIUM))
        words = [self.itemText(place) for place in range(self.count())]
        widest = max((metrics.horizontalAdvance(each) for each in words), default=40.0)
        widest = max(widest, QFontMetricsF(fonts.badge()).horizontalAdvance(self._label))
        return QSize(round(min(widest, 320)) + 44 + (24 if self._icon else 0), 46 if self._label else 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            self._paint_ground(painter, rect)
            words = self._room()
            if self._icon:
                place = QRectF(words.left() - 24, round(rect.center().y() - 8), 16, 16)
                icons.draw(painter, self._icon, place, "text2")
            ink: Token = "text" if self.isEnabled() else "control"
            if self._label:
                draw_text(painter, words.translated(0, -15).adjusted(0, 0, 0, -2), self._label, fonts.badge(), "text3")
            draw_text(painter, words, self.currentText() or "—", self.font(), ink)
            arrow = QRectF(rect.right() - 23, round(rect.center().y() - 6), 12, 12)
            icons.draw(painter, "chevron-down", arrow, "text3", stroke=2)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel over a form must scroll the form, not change a value unseen.
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self.toolTip() in ("", self._whole):
            self._whole = self.currentText() if self.is_shortened() else ""
            self.setToolTip(self._whole)
        return super().event(event)
