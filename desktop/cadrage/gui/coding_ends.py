"""Moving the ends of the selected coding, by keys and by its handles."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor

from cadrage.core.model import Change, Coding, Span
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.end_steps import Ends
from cadrage.gui.session import Session
from cadrage.gui.visible_text import begins_rtl
from cadrage.gui.words import shortened

_Key = Qt.Key
_SIDEWAYS = (_Key.Key_Left, _Key.Key_Right)
_ARROWS = (*_SIDEWAYS, _Key.Key_Up, _Key.Key_Down)
_MODIFIERS = (_Key.Key_Shift, _Key.Key_Alt, _Key.Key_Control, _Key.Key_Meta)
# Who holds Shift and thinks loses nothing: what has been moved is kept after so many milliseconds.
_PAUSE = 1_500


class CodingEnds(QObject):
    """What is moved is shown at once and kept as one change when the modifier or the mouse is let go: one
    step of undo, however many words. `shown()` whenever the ends are to be drawn elsewhere."""

    shown = Signal()

    def __init__(self, session: Session, pane: DocumentPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._taken: Coding | None = None
        self._span: Span | None = None
        self._dragged = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.keep)
        session.settling.connect(self.keep)
        session.coding_selected.connect(self._follow_selection)
        session.changed.connect(self._follow)
        session.coder_changed.connect(self.shown)
        pane.view.installEventFilter(self)

    @property
    def coding(self) -> Coding | None:
        """The selected coding, its ends where they are shown, if the present coder may move them."""
        if self._taken is not None and self._span is not None:
            return replace(self._taken, span=self._span)
        found = self._selected()
        mine = found is not None and found.coder == self._session.me.id
        return found if mine and self._session.project.writable else None

    @property
    def dragging(self) -> bool:
        """Whether the mouse has an end."""
        return self._dragged

    def _selected(self) -> Coding | None:
        number = self._session.coding
        found = self._session.project.codings.get((number,)) if number is not None else ()
        return found[0] if found and found[0].document == self._session.document else None

    # Moving.

    def step(self, *, last: bool, forward: bool, exact: bool) -> None:
        """The end (`last`) or the start goes on or back by a word, `exact` by a character."""
        coding = self.coding
        if coding is not None:
            found = Ends(self._pane.view.text(), coding.span).stepped(last=last, forward=forward, exact=exact)
            self._show(coding, found, last=last)

    def step_line(self, *, last: bool, down: bool, exact: bool) -> None:
        """The end or the start goes to the line below or above."""
        coding = self.coding
        if coding is None:
            return
        view = self._pane.view
        cursor = QTextCursor(view.document())
        cursor.setPosition(view.offsets().to_qt(coding.span.end if last else coding.span.start))
        cursor.movePosition(QTextCursor.MoveOperation.Down if down else QTextCursor.MoveOperation.Up)
        self.put(view.offsets().from_qt(cursor.position()), last=last, exact=exact)

    def put(self, position: int, *, last: bool, exact: bool) -> None:
        """The end or the start goes to a place in the text, or as near to it as it may."""
        coding = self.coding
        if coding is not None:
            found = Ends(self._pane.view.text(), coding.span).placed(position, last=last, exact=exact)
            self._show(coding, found, last=last)

    def drag(self, point: QPoint, *, last: bool, exact: bool) -> None:
        """The mouse has an end at a point of the viewport."""
        view = self._pane.view
        self._dragged = True
        self.put(view.offsets().from_qt(view.cursorForPosition(point).position()), last=last, exact=exact)

    def _show(self, coding: Coding, span: Span | None, *, last: bool) -> None:
        if span is None or span == coding.span:
            return
        if self._taken is None:
            self._taken = coding
        self._span = span
        self._pane.preview(replace(coding, span=span))
        if not self._dragged:
            self._pane.view.reveal(Span(span.end - 1, span.end) if last else span)
            self._timer.start()
        words = span.quotation(self._pane.view.text()).split()
        said = f"Ends with “{shortened(words[-1])}”" if last else f"Begins with “{shortened(words[0])}”"
        self._session.told.emit(said)
        self.shown.emit()

    # Keeping.

    @Slot()
    def keep(self) -> None:
        """Store what has been moved, as one change."""
        taken, span = self._taken, self._span
        self._forget()
        if taken is not None and span is not None:
            self._session.attempt(partial(self._session.project.codings.move, taken.id, span))
            self._show_stored(taken)

    def give_up(self) -> None:
        """Show the coding as it was."""
        taken = self._taken
        self._forget()
        if taken is not None:
            self._show_stored(taken)

    def _forget(self) -> None:
        self._timer.stop()
        self._taken = self._span = None
        self._dragged = False

    def _show_stored(self, coding: Coding) -> None:
        if coding.document == self._session.document:
            for stored in self._session.project.codings.get((coding.id,)):
                self._pane.preview(stored)
        self.shown.emit()

    @Slot(object)
    def _follow_selection(self, coding: int | None) -> None:
        if self._taken is not None and coding != self._taken.id:
            self.keep()
        self.shown.emit()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("coding"):
            # Somebody else's hand was faster: what is stored is shown already.
            if self._taken is not None and self._taken.id in change.ids("coding"):
                self._forget()
            self.shown.emit()

    # Keys.

    def _press(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if self._taken is not None and key == _Key.Key_Escape:
            self.give_up()
            return True
        last = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        first = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if key in _ARROWS and last != first and self._may_move():
            self._move(_Key(key), last=last, exact=bool(modifiers & Qt.KeyboardModifier.ControlModifier))
            return True
        if key not in _MODIFIERS:
            self.keep()
        return False

    def _may_move(self) -> bool:
        """Whether the arrows are the coding's: not while words are selected."""
        if self._taken is not None:
            return True
        if self._pane.view.textCursor().hasSelection() or not self._session.project.writable:
            return False
        selected = self._selected()
        if selected is not None and selected.coder != self._session.me.id:
            self._session.refused.emit("This is another coder's coding: only that coder can change it.")
        return selected is not None

    def _move(self, key: Qt.Key, *, last: bool, exact: bool) -> None:
        if key not in _SIDEWAYS:
            self.step_line(last=last, down=key == _Key.Key_Down, exact=exact)
            return
        forward = (key == _Key.Key_Right) != self._right_to_left(last=last)
        self.step(last=last, forward=forward, exact=exact)

    def _right_to_left(self, *, last: bool) -> bool:
        """Whether the paragraph that the end stands in runs from right to left."""
        coding = self.coding
        if coding is None:
            return False
        view = self._pane.view
        place = view.offsets().to_qt(coding.span.end - 1 if last else coding.span.start)
        return begins_rtl(view.document().findBlock(place).text())

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        if self._taken is None:
            return False
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == _Key.Key_Escape:
                event.accept()
                return True
            if event.key() not in (*_ARROWS, *_MODIFIERS):
                self.keep()
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() in (_Key.Key_Shift, _Key.Key_Alt) and not self._dragged:
                self.keep()
        elif kind == QEvent.Type.FocusOut and not self._dragged:
            self.keep()
        return False
