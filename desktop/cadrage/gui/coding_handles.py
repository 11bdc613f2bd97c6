"""The handles at the start and the end of the selected coding: drag one to move that end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cadrage.gui.appearance import current
from cadrage.gui.coding_ends import CodingEnds
from cadrage.gui.document_view import DocumentView
from cadrage.gui.visible_text import Edge, edge

WIDTH = 14
_OVER = 3  # pixels of it that lie over the words; the rest lies outside the coding
_LEAST_HEIGHT = 22
_BAR, _KNOB = 2.0, 8.0
_AWAY = QRect(-100, -100, WIDTH, _LEAST_HEIGHT)
_SCROLL_EVERY = 60  # milliseconds for a line, while the mouse is above or below the text


class Handle(QWidget):
    """A bar at the edge with a knob: above at the start, below at the end, so that they differ in shape.

    `dragged(point, exact)` in coordinates of the text's viewport, `dropped()`, `clicked(point)`.
    """

    dragged = Signal(QPoint, bool)
    dropped = Signal()
    clicked = Signal(QPoint)

    def __init__(self, view: DocumentView, *, last: bool) -> None:
        super().__init__(view)
        self._view = view
        self._last = last
        self._leftmost = not last
        self._pressed: QPoint | None = None
        self._moved = False
        name, key = ("End", "Shift") if last else ("Start", "Alt")
        self.setAccessibleName(f"{name} of the coding")
        self.setToolTip(f"Drag to move the {name.lower()} of the coding, with Alt by characters. Keys: {key}+arrows")
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.put_away()

    @property
    def in_sight(self) -> bool:
        return self.isVisible() and self.geometry().right() >= 0

    def put_away(self) -> None:
        """Out of sight without being hidden: each hiding and showing would lay the whole view out anew."""
        if self.geometry() != _AWAY:
            self.setGeometry(_AWAY)

    def stand_at(self, place: Edge | None) -> None:
        """Moves to an end of the coding; hides where that is not in sight."""
        port = self._view.viewport().geometry()
        if place is None or not 0 <= (place.top + place.bottom) / 2 < port.height():
            if not self._moved:  # what holds the mouse must not vanish under it
                self.put_away()
            return
        height = max(round(place.bottom - place.top) + 4, _LEAST_HEIGHT)
        left = port.left() + round(place.x) - (WIDTH - _OVER if place.leftmost else _OVER)
        self._leftmost = place.leftmost
        self.setGeometry(QRect(left, port.top() + round(place.top) - 1, WIDTH, height))
        self.update()

    def let_go(self) -> None:
        """The drag is over, whatever the mouse button does."""
        self._pressed = None
        self._moved = False

    def paintEvent(self, event: QPaintEvent) -> None:
        x = WIDTH - _OVER - _BAR if self._leftmost else float(_OVER)
        knob_left = x + _BAR - _KNOB if self._leftmost else x
        knob = QRectF(knob_left, self.height() - _KNOB - 1 if self._last else 1, _KNOB, _KNOB)
        accent = current().colour("accent")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(QRectF(x, 1, _BAR, self.height() - 2), accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawRoundedRect(knob, 2.5, 2.5)

    def _in_text(self, event: QMouseEvent) -> QPoint:
        return self._view.viewport().mapFromGlobal(event.globalPosition()).toPoint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._in_text(event)
            self._moved = False
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            point = self._in_text(event)
            self._moved = self._moved or (point - self._pressed).manhattanLength() > 2
            if self._moved:
                self.dragged.emit(point, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        moved, point = self._moved, self._pressed
        self.let_go()
        if moved:
            self.dropped.emit()
        else:
            self.clicked.emit(point)


class CodingHandles(QObject):
    """Keeps the two handles at the ends of the coding that may be moved."""

    def __init__(self, ends: CodingEnds, view: DocumentView) -> None:
        super().__init__(view)
        self._ends = ends
        self._view = view
        self._point: tuple[QPoint, bool, bool] | None = None
        self.start = Handle(view, last=False)
        self.end = Handle(view, last=True)
        self._range: tuple[int, int] | None = None
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place)
        self.start.dragged.connect(self._drag_start)
        self.end.dragged.connect(self._drag_end)
        for handle in (self.start, self.end):
            handle.dropped.connect(self._drop)
            handle.clicked.connect(self._click)
        ends.shown.connect(self._read)
        view.updateRequest.connect(self._follow_view)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    @Slot()
    def _read(self) -> None:
        """Ask which coding it is, and where it begins and ends."""
        coding = self._ends.coding
        if self._point is not None and not self._ends.dragging:
            self._let_go()  # Esc: the mouse has the handle no more
        offsets = self._view.offsets()
        self._range = (offsets.to_qt(coding.span.start), offsets.to_qt(coding.span.end)) if coding else None
        self._place()

    @Slot()
    def _place(self) -> None:
        if self._range is None:
            self._let_go()
            self.start.put_away()
            self.end.put_away()
            return
        lines = self._view.all_visible_lines()
        self.start.stand_at(edge(lines, *self._range, last=False))
        self.end.stand_at(edge(lines, *self._range, last=True))

    @Slot(QRect, int)
    def _follow_view(self, rect: QRect, moved: int) -> None:
        # A blinking caret asks for its own little rectangle: the ends stay where they are.
        if self._range is not None:
            if moved:
                self._place()
            elif rect.height() >= self._view.viewport().height():
                self._soon.start()

    # Dragging.

    @Slot(QPoint, bool)
    def _drag_start(self, point: QPoint, exact: bool) -> None:  # noqa: FBT001 (a slot)
        self._drag(point, last=False, exact=exact)

    @Slot(QPoint, bool)
    def _drag_end(self, point: QPoint, exact: bool) -> None:  # noqa: FBT001 (a slot)
        self._drag(point, last=True, exact=exact)

    def _drag(self, point: QPoint, *, last: bool, exact: bool) -> None:
        self._point = (point, last, exact)
        self._ends.drag(point, last=last, exact=exact)
        inside = 0 <= point.y() < self._view.viewport().height()
        if inside:
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    @Slot()
    def _scroll(self) -> None:
        """The text goes on under a mouse that is above or below it."""
        if self._point is not None:
            point, last, exact = self._point
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + (-1 if point.y() < 0 else 1))
            self._ends.drag(point, last=last, exact=exact)

    @Slot()
    def _drop(self) -> None:
        self._let_go()
        self._ends.keep()

    def _let_go(self) -> None:
        self._scrolling.stop()
        self._point = None
        self.start.let_go()
        self.end.let_go()

    @Slot(QPoint)
    def _click(self, point: QPoint) -> None:
        """A click that moves nothing is one on the words."""
        position = self._view.character_at(QPointF(point))
        if position is not None:
            self._view.set_caret(position)

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.FontChange) and self._range is not None:
            self._soon.start()
        return False
