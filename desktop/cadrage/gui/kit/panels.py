"""Grounds and groups: panels, cards, headings, notes, what an empty view says, popups."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from cadrage.gui.appearance import current
from cadrage.gui.kit.buttons import Button, ToolButton
from cadrage.gui.kit.labels import IconLabel, Label, restyle
from cadrage.gui.kit.layout import column, row
from cadrage.gui.kit.painting import draw_ring
from cadrage.gui.theme import Token

Fill = Literal["window", "surface", "sunken"]
CardKind = Literal["plain", "active", "sunken", "popup", "filter"]
NoteTone = Literal["info", "warn", "bad", "good"]
_NOTE_ICONS: dict[NoteTone, tuple[str, Token]] = {
    "info": ("info", "accent"),
    "warn": ("triangle-alert", "warn"),
    "bad": ("circle-alert", "bad"),
    "good": ("circle-check", "good"),
}


class Split(QSplitter):
    """Areas whose border can be dragged; none of them can be dragged away."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)


class Panel(QWidget):
    """An area with a ground of its own: `window` for chrome and sides, `surface` for content."""

    def __init__(self, layout: QLayout | None = None, fill: Fill = "surface", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The ground covers all of it: what lies below need not be painted.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._fill: Fill | None = fill
        if layout is not None:
            self.setLayout(layout)

    def show_through(self) -> None:
        """On a ground that is there already: its own is taken away."""
        self._fill = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fill is not None:
            with QPainter(self) as painter:
                painter.fillRect(event.rect(), current().colour(self._fill))


class Card(QFrame):
    """A box of its own: for examples and differences only; the one being decided is `active`."""

    def __init__(
        self, layout: QLayout | None = None, kind: CardKind = "plain", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", kind)
        if layout is not None:
            self.setLayout(layout)

    def set_active(self, *, active: bool) -> None:
        self.setProperty("card", "active" if active else "plain")
        restyle(self)


class Ring(QWidget):
    """Shows over a widget without a look of its own that Tab has come to it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("floats", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        host.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
            self.setGeometry(self._host.rect())
            self.setVisible(by_key)
            self.raise_()
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_ring(painter, QRectF(self.rect()))


class Scroll(QScrollArea):
    """A column that scrolls vertically. Tab comes to it where there is something to scroll."""

    def __init__(self, inner: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # It takes the focus so that keys can scroll it; a caller that knows better names it better.
        self.setAccessibleName("Content that scrolls")
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.installEventFilter(self)
        self._ring = Ring(self)
        self.verticalScrollBar().rangeChanged.connect(self._let_in)
        self._let_in()

    @Slot()
    def _let_in(self) -> None:
        scrolls = self.verticalScrollBar().maximum() > 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt asks wrapped words for a height at some width, not at this one: they would be squeezed.
        inner = self.widget()
        if watched is inner and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            layout = inner.layout()
            if layout is not None and layout.hasHeightForWidth():
                inner.setMinimumHeight(layout.totalHeightForWidth(inner.width()))
        return super().eventFilter(watched, event)


class PanelHeading(QWidget):
    """What a panel is, 34 px high: a heading, a muted detail ("21 codes"), tool buttons at the right."""

    def __init__(self, words: str, detail: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(34)
        self._words = Label(words, "heading", parent=self)
        self._detail = Label(detail, "muted", parent=self)
        self._row = row(self._words, self._detail, None, margins=(14, 0, 8, 0), space=7)
        self.setLayout(self._row)

    def set_words(self, words: str) -> None:
        self._words.setText(words)

    def set_detail(self, detail: str) -> None:
        self._detail.setText(detail)

    def add(self, widget: QWidget) -> None:
        self._row.addWidget(widget)

    def add_tool(self, icon: str, words: str) -> ToolButton:
        tool = ToolButton(icon, words, parent=self)
        self._row.addWidget(tool)
        return tool


class Note(QFrame):
    """One to three sentences that explain; `warn` only where something can go wrong."""

    def __init__(self, words: str, tone: NoteTone = "info", *, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("note", tone)
        icon, token = _NOTE_ICONS[tone]
        self._icon = IconLabel(icon, token, 14, parent=self)
        self._words = Label(words, "secondary", ink="text", wrap=True, parent=self)
        self.button: Button | None = Button(action, "quiet", parent=self) if action else None
        inner = row(self._icon, (self._words, 1), margins=(12, 9, 12, 9), space=9)
        if self.button is not None:
            inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(inner)

    def set_words(self, words: str) -> None:
        self._words.setText(words)

    def set_tone(self, tone: NoteTone) -> None:
        self._icon.set_icon(*_NOTE_ICONS[tone])
        self.setProperty("note", tone)
        restyle(self)


class EmptyState(QWidget):
    """What is missing, how to get it, and one button, in a dashed box.

    Connect `empty.button.clicked`; `button` is None where there is nothing to press.
    """

    def __init__(
        self,
        missing: str,
        how: str,
        action: str = "",
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._missing = Label(missing, "strong", wrap=True, parent=self)
        self._how = Label(how, "muted", wrap=True, parent=self)
        self.button: Button | None = Button(action, parent=self) if action else None
        inner = column(margins=(20, 18, 20, 18), space=6)
        if icon:
            inner.addWidget(IconLabel(icon, "text3", 20, parent=self), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._missing, self._how):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inner.addWidget(label)
        if self.button is not None:
            inner.addSpacing(6)
            inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(inner)

    def set_words(self, missing: str, how: str) -> None:
        self._missing.setText(missing)
        self._how.setText(how)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(current().colour("control"), 1)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class Popup(QWidget):
    """A box over the window with a shadow, closed by Esc or a press elsewhere. Put content in `body`."""

    EDGE = 40

    def __init__(self, width: int = 540, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._owner = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        card = Card(kind="popup", parent=self)
        card.setFixedWidth(width)
        shadow = QGraphicsDropShadowEffect(card)
        shadow.setBlurRadius(44)
        shadow.setOffset(0, 12)
        shadow.setColor(QColor(0, 0, 0, current().shadow_alpha))
        card.setGraphicsEffect(shadow)
        self.body = QVBoxLayout(card)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.setLayout(column(card, margins=(self.EDGE, self.EDGE, self.EDGE, self.EDGE), space=0))

    def show_beside(self, left: int, top: int, bottom: int) -> None:
        """Shows itself just below `bottom`, above `top` where there is no room; global positions.

        Where there is room on neither side it stands at the edge of the screen that leaves most of it free.
        """
        self.adjustSize()
        room = self._owner.screen().availableGeometry()
        height = self.height() - 2 * self.EDGE
        below, above = bottom + 6, top - 6 - height
        if below + height > room.bottom() and (above >= room.top() or top - room.top() > room.bottom() - bottom):
            y = max(above, room.top())
        else:
            y = max(room.top(), min(below, room.bottom() - height))
        x = min(max(left, room.left()), room.right() - self.width() + 2 * self.EDGE)
        self.move(QPoint(x - self.EDGE, y - self.EDGE))
        self.show()
