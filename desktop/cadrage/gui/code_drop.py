"""A code that is dragged onto the text: it goes to the selected words, else to the sentence under it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from cadrage.core.model import Span
from cadrage.gui.document_view import DocumentView
from cadrage.gui.dragging import code_of
from cadrage.gui.session import Session

if TYPE_CHECKING:
    from cadrage.gui.quick_coding import QuickCoding


class CodeDrop(QObject):
    """What would be coded is selected while the code hovers; if it goes away all is as it was."""

    def __init__(self, session: Session, view: DocumentView, quick: QuickCoding) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._quick = quick
        self._caret = 0
        self._selected: Span | None = None
        self._coding: int | None = None
        self._over = False
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def _enter(self, event: QDragEnterEvent) -> bool:
        if code_of(event.mimeData()) is None or not self._session.project.writable or not self._session.document:
            return False
        self._over = True
        self._caret = self._view.caret()
        self._selected = self._view.selected_span()
        self._coding = self._session.coding
        # Known by the time that the code has reached its sentence, as a rule.
        self._quick.with_sentences(_nothing)
        _take(event)
        return True

    def _hover(self, event: QDragMoveEvent) -> bool:
        if not self._over:
            return False
        position = self._view.character_at(event.position())
        span = self._target(event.position())
        if span is not None:
            self._view.select_span(span)
        else:
            self._restore()
        if position is None:
            event.ignore()
        else:
            _take(event)
        return True

    def _target(self, point: QPointF) -> Span | None:
        position = self._view.character_at(point)
        if position is None:
            return None
        if self._selected is not None and self._selected.holds(position):
            return self._selected
        return self._view.sentence_at(position)

    def _restore(self) -> None:
        if self._selected is not None:
            self._view.select_span(self._selected)
        else:
            self._view.set_caret(self._caret)
        if self._coding is not None and self._session.coding is None:
            self._session.select_coding(self._coding)

    def _drop(self, event: QDropEvent) -> bool:
        code = code_of(event.mimeData())
        position = self._view.character_at(event.position())
        if code is None or not self._over:
            return False
        self._over = False
        span = self._target(event.position())
        self._restore()
        if span is not None:
            self._quick.apply_to(code, span)
        elif position is not None:
            self._quick.with_sentences(partial(self._apply_at, code, position))
        self._view.setFocus()
        _take(event)
        return True

    def _apply_at(self, code: int, position: int) -> None:
        span = self._view.sentence_at(position)
        if span is not None:
            self._quick.apply_to(code, span)

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if isinstance(event, QDragMoveEvent):
            return self._hover(event)
        if isinstance(event, QDropEvent):
            return self._drop(event)
        if event.type() == QEvent.Type.DragLeave and self._over:
            self._over = False
            self._restore()
        return False


def _take(event: QDropEvent) -> None:
    # The tree offers to move codes; here one is only shown to the text.
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _nothing() -> None:
    pass
