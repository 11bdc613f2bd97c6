"""What keys, menus and clicks do with the document in front: apply, remove, mark, step, complete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from cadrage.core.citing import cite, page_of, paragraph_of
from cadrage.core.model import Coding, Span, State
from cadrage.gui.code_chip import chip_icon
from cadrage.gui.document_view import DocumentView
from cadrage.gui.documents_panel import readable_date
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
            self.show_applied(coding)

    def show_applied(self, coding: Coding) -> None:
        """Select a new coding, and say what has been coded and whether the filter hides it."""
        self._view.clear_selection()
        self._session.select_coding(coding.id)
        hidden = "" if self._session.left([coding]) else "; the filter hides it"
        applied = f"{self._label(coding.code)} applied to {counted(len(coding.span), 'character')}"
        self._session.told.emit(f"{applied}{hidden}")

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
        codings = self._session.project.codings
        labels = [self._label(found.code) for found in codings.get((coding,))]
        self._session.attempt(partial(codings.remove, [coding]))
        if labels and not codings.get((coding,)):
            self._session.told.emit(f"{labels[0]} removed")

    def _here(self) -> list[Coding]:
        """The selected coding, else those under the selected words or at the caret."""
        if self._session.coding is not None:
            return list(self._session.project.codings.get((self._session.coding,)))
        return list(self._session.project.codings.get(self.ids_here()))

    def ids_here(self) -> list[int]:
        """The codings that the selected words meet, else those at the caret."""
        span = self._view.selected_span()
        if span is None:
            return self._view.codings_at(self._view.caret())
        document, coders = self._session.document or 0, self._session.shown_ids
        return [
            coding.id
            for coding in self._session.left(self._session.project.codings.overlapping(document, span, coders=coders))
        ]

    def select_here(self) -> bool:
        """Select the one coding at the caret, or list several; False where there is none."""
        found = self._here()
        if found:
            self.choose([coding.id for coding in found], self._view.caret_place())
        return bool(found)

    def list_here(self) -> None:
        """List the codings at the caret, also where there is only one."""
        ids = self.ids_here()
        if ids:
            self._list_codings(ids, self._view.caret_place(), self._session.select_coding)
        else:
            self._session.told.emit("No coding here")

    def let_go(self) -> None:
        """Clear the selection, and let the coding go."""
        self._view.clear_selection()
        self._session.select_coding(None)

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) coding of this document."""
        coders = [coder.id for coder in self._session.shown_coders]
        found = self._session.project.codings.of_document(self._session.document or 0, coders=coders)
        codings = self._session.left(found)
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
            code = codes[coding.code]
            action = QAction(chip_icon(code.colour), in_menu(f"{shortened(code.label)}   “{shortened(words)}”"), menu)
            action.triggered.connect(partial(_choose, then, coding.id))
            menu.addAction(action)
        menu.popup(place)
        # Who came by a key goes on by keys.
        menu.setActiveAction(menu.actions()[0])

    # Quoting.

    def copy_words(self) -> None:
        """Copy the selected words, else those of the selected coding, as they stand in the document."""
        span = self._quoted()
        if span is not None:
            QGuiApplication.clipboard().setText(span.quotation(self._view.text()))
            self._session.told.emit(f"Copied {counted(len(span), 'character')}")

    def copy_cited(self) -> None:
        """Copy the words in quotation marks, with outlet, date, title, page and paragraph."""
        span = self._quoted()
        document = self._session.project.documents.get(self._session.document or 0)
        if span is None or document is None:
            return
        text = self._view.text()
        values = self._session.project.variables.of_document(document.id)
        date = readable_date(values.get("published", ""))
        pages = self._session.project.texts.pages([document.text_id]).get(document.text_id, ())
        place = (paragraph_of(text, span.start), page_of(pages, span.start))
        cited = cite(span.quotation(text), values.get("outlet", ""), date, document.title, *place)
        QGuiApplication.clipboard().setText(cited)
        self._session.told.emit("Copied with its source")

    def _quoted(self) -> Span | None:
        span = self._view.selected_span()
        if span is None and self._session.coding is not None:
            span = next((coding.span for coding in self._here()), None)
        if span is None:
            self._session.refused.emit("No words are selected. Select the passage that you want to copy.")
        return span

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
        """Open the next (1) or previous (-1) of the documents that the filter leaves."""
        ids = [document.id for document in self._session.project.documents.all()]
        left, here = self._session.filtered_documents(), self._session.document
        start = ids.index(here) if here in ids else -1
        onwards = ids[start + 1 :] if direction > 0 or here not in ids else ids[:start][::-1]
        found = next((each for each in onwards if left is None or each in left), None)
        if found is not None:
            self._session.open_document(found)
        elif left is not None:
            which = "later" if direction > 0 else "earlier"
            self._session.told.emit(f"The filter leaves no {which} document")


def _choose(then: Callable[[int], None], coding: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    then(coding)
