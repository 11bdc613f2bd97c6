"""What keys, menus and clicks do with the document in front: apply, remove, mark, step, complete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cadrage.core.model import Coding, Span, State
from cadrage.gui.document_view import DocumentView
from cadrage.gui.session import Session
from cadrage.gui.words import counted, in_menu, shortened


class DocumentVerbs(QObject):
    """The verbs of the session's document; where one cannot be done the session says why."""

    def __init__(self, session: Session, view: DocumentView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view

    # Codings.

    def apply(self, code: int) -> None:
        """Put a code on the selected words."""
        span = self._view.selected_span()
        if span is None:
            self._session.refused.emit("No words are selected. Select the passage first, then choose its code.")
        else:
            self.apply_to(code, span)

    def apply_to(self, code: int, span: Span) -> None:
        """Put a code on a passage, and select the coding."""
        document = self._session.document
        if document is None:
            return
        coding = self._session.attempt(partial(self._session.project.codings.add, document, span, code))
        if coding is not None:
            self._view.clear_selection()
            self._session.select_coding(coding.id)
            label = self._label(code)
            self._session.told.emit(f"{label} applied to {counted(len(span), 'character')}")

    def _label(self, code: int) -> str:
        found = self._session.project.codes.get(code)
        return found.label if found else ""

    def remove(self) -> None:
        """Remove the selected coding, else the one at the caret; where there are several, ask which."""
        own = [coding for coding in self._here() if coding.coder == self._session.me.id]
        if self._session.coding is not None:
            own = [coding for coding in own if coding.id == self._session.coding] or own
        if len(own) == 1:
            self._remove_one(own[0].id)
        elif own:
            self._list_codings([coding.id for coding in own], self._view.caret_place(), self._remove_one)
        elif self._here():
            self._session.refused.emit("This is another coder's coding: only that coder can remove it.")
        else:
            self._session.refused.emit("There is no coding here. Click into one first.")

    def _remove_one(self, coding: int) -> None:
        self._session.attempt(partial(self._session.project.codings.remove, [coding]))

    def _here(self) -> list[Coding]:
        """The selected coding, else those at the caret."""
        if self._session.coding is not None:
            return list(self._session.project.codings.get((self._session.coding,)))
        return list(self._session.project.codings.get(self._view.codings_at(self._view.caret())))

    def select_here(self) -> bool:
        """Select the one coding at the caret, or list several; False where there is none."""
        found = self._here()
        if found:
            self.choose([coding.id for coding in found], self._view.caret_place())
        return bool(found)

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) coding of this document."""
        coders = [coder.id for coder in self._session.shown_coders]
        codings = self._session.project.codings.of_document(self._session.document or 0, coders=coders)
        if not codings:
            return
        ids = [coding.id for coding in codings]
        if self._session.coding in ids:
            place = (ids.index(self._session.coding) + direction) % len(ids)
        else:
            caret = self._view.caret()
            later = [n for n, coding in enumerate(codings) if coding.span.start >= caret]
            place = (later[0] if later else 0) if direction > 0 else (later[0] - 1 if later else len(ids) - 1)
        self._view.reveal(codings[place].span)
        self._session.select_coding(ids[place])

    def toggle_important(self) -> None:
        """Mark the selected coding, or the one at the caret, as important, or take the mark away."""
        found = self._here()
        if len(found) == 1:
            mark = partial(self._session.project.codings.mark_important, found[0].id)
            self._session.attempt(partial(mark, important=not found[0].important))
        else:
            self.select_here()

    # Choosing a coding.

    @Slot(object, QPoint)
    def choose(self, ids: list[int], place: QPoint) -> None:
        """One coding under the mouse is selected; several are listed, never guessed."""
        if len(ids) == 1:
            self._session.select_coding(ids[0])
        elif ids:
            self._list_codings(ids, place, self._session.select_coding)

    def _list_codings(self, ids: list[int], place: QPoint, then: Callable[[int], None]) -> None:
        """A menu of codings; `then` is given the one that is chosen."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Codings here")
        body = self._session.project.documents.body(self._session.document or 0)
        codes = {code.id: code for code in self._session.project.codes.all()}
        for coding in self._session.project.codings.get(ids):
            words = coding.span.quotation(body).replace("\n", " ")
            action = QAction(in_menu(f"{shortened(codes[coding.code].label)}   “{shortened(words)}”"), menu)
            action.triggered.connect(partial(_choose, then, coding.id))
            menu.addAction(action)
        menu.popup(place)

    # Documents.

    @property
    def state(self) -> State:
        """How far the present coder is with the document."""
        return self._session.project.statuses.of(self._session.document or 0, self._session.me.id)

    @Slot()
    def toggle_complete(self) -> None:
        """Mark the document complete, or in progress again."""
        if self._session.document is not None:
            state = State.PROGRESS if self.state is State.COMPLETE else State.COMPLETE
            self._session.attempt(partial(self._session.project.statuses.set, self._session.document, state))

    def complete_and_go_on(self) -> None:
        """Mark the document complete and open the next one."""
        if self._session.document is None:
            return
        done = partial(self._session.project.statuses.set, self._session.document, State.COMPLETE)
        self._session.attempt(done)
        if self.state is State.COMPLETE:
            self.go(1)

    def go(self, direction: int) -> None:
        """Open the next (1) or previous (-1) document."""
        ids = [document.id for document in self._session.project.documents.all()]
        if not ids:
            return
        if self._session.document not in ids:
            self._session.open_document(ids[0])
            return
        place = ids.index(self._session.document) + direction
        if 0 <= place < len(ids):
            self._session.open_document(ids[place])


def _choose(then: Callable[[int], None], coding: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    then(coding)
