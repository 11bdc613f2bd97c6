"""The document in the middle: its title and state above, its text with the codings below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from cadrage.core.model import Change, Coding, Span, State
from cadrage.core.text import count_words
from cadrage.gui.document_view import DocumentView
from cadrage.gui.documents_panel import readable_date
from cadrage.gui.icons import icon
from cadrage.gui.kit import Button, ElidedLabel, EmptyState, Panel, column, row
from cadrage.gui.session import Session
from cadrage.gui.span_columns import CodeLook, CoderLine, CodingRows, Shown
from cadrage.gui.words import counted, in_menu, shortened

_PATCHED = 200  # up to so many touched codings are patched one by one, above that the document is read anew
_SHOWN_VALUES = ("outlet", "published", "genre")


class DocumentPane(Panel):
    """Shows the session's document. All verbs on the text live here; keys and menus call them."""

    import_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._words = 0
        self._title = ElidedLabel(role="title", parent=self)
        self._facts = ElidedLabel(role="muted", parent=self)
        self._complete = Button("Mark complete", "small", icon="circle", parent=self)
        self._complete.setToolTip("Only complete documents are compared. Ctrl+Enter also opens the next one.")
        self._complete.clicked.connect(self.toggle_complete)
        self.view = DocumentView(self)
        self._head = row((column(self._title, self._facts, space=1), 1), self._complete, space=12)
        self._follow_text()
        page = Panel(column(self._head, (self.view, 1), space=0), parent=self)
        self._empty = _empty(self)
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.import_requested)
        blank = Panel(column(None, row(None, self._empty, None), None), parent=self)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(page)
        self._pages.addWidget(blank)
        self._connect()
        self._open(session.document)

    def _connect(self) -> None:
        session = self._session
        session.document_opened.connect(self._open)
        session.changed.connect(self._on_change)
        session.coder_changed.connect(self._reload)
        session.shown_changed.connect(self._reload)
        session.coding_selected.connect(self.view.select_coding)
        session.revealed.connect(self._reveal)
        self.view.codings_clicked.connect(self._choose_coding)
        self.view.caret_moved.connect(self._leave_coding)
        self.view.viewport().installEventFilter(self)

    # Showing.

    @Slot(object)
    def _open(self, document: int | None) -> None:
        found = self._session.project.documents.get(document) if document is not None else None
        self._pages.setCurrentIndex(0 if found else 1)
        if found is None:
            self._say_what_is_missing()
            self.view.show_document("", ())
            return
        text = self._session.project.documents.body(found.id)
        self._words = count_words(text)
        regions = self._session.project.documents.regions(found.id)
        self.view.show_document(text, self._all_shown(), regions)
        self._show_head()

    def _say_what_is_missing(self) -> None:
        if self._session.project.documents.all():
            self._empty.set_words("No document open", "Choose one at the left, or go to the next with Ctrl+PgDn.")
        else:
            self._empty.set_words("No documents yet", "Drop articles or a folder of them here, or choose them.")
        if self._empty.button is not None:
            importable = self._session.project.writable and not self._session.project.documents.all()
            self._empty.button.setVisible(importable)

    def _show_head(self) -> None:
        document = self._session.project.documents.get(self._session.document or 0)
        if document is None:
            return
        values = self._session.project.variables.of_document(document.id)
        facts = [readable_date(values[name]) for name in _SHOWN_VALUES if values.get(name)]
        coders = [coder.id for coder in self._session.shown_coders]
        count = self._session.project.codings.counts_by_document(coders=coders).get(document.id, 0)
        facts += [counted(self._words, "word"), counted(count, "coding")]
        self._title.set_text(document.title)
        self._facts.set_text(" · ".join(facts))
        complete = self._state() is State.COMPLETE
        self._complete.setText("Complete" if complete else "Mark complete")
        self._complete.setIcon(icon("circle-check", "good") if complete else icon("circle", "control"))
        self._complete.setEnabled(self._session.project.writable)

    def _state(self) -> State:
        states = self._session.project.statuses.of_coder(self._session.me.id)
        return states.get(self._session.document or 0, State.NONE)

    def _all_shown(self) -> CodingRows:
        """Every coding of the document in columns; one becomes an object when it comes into sight."""
        coders = [coder.id for coder in self._session.shown_coders]
        rows = self._session.project.codings.rows_of_document(self._session.document or 0, coders=coders)
        return CodingRows(rows, self._looks(), self._lines())

    def _looks(self) -> dict[int, CodeLook]:
        codes = self._session.project.codes.all()
        return {code.id: CodeLook(code.label, code.name if code.short_id else "", code.colour) for code in codes}

    def _lines(self) -> dict[int, CoderLine]:
        """Each shown coder's line: solid where there is only one."""
        coders = self._session.shown_coders
        several = len(coders) > 1
        return {coder.id: CoderLine(coder.pattern if several else "solid", place) for place, coder in enumerate(coders)}

    def _shown(self, codings: Iterable[Coding]) -> tuple[Shown, ...]:
        """What the view draws: each coding with its code's looks and its coder's line."""
        looks, lines = self._looks(), self._lines()
        return tuple(
            Shown(coding.id, coding.span, *looks[coding.code], coding.coder, *lines[coding.coder], coding.code)
            for coding in codings
        )

    @Slot()
    def _reload(self) -> None:
        """Other coders' codings, or another's own: on the same text, scrolled as it is."""
        self.view.replace_codings(self._all_shown())
        self._show_head()

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        if self._session.document is None:
            if change.touches("document"):
                self._open(None)
            return
        if change.touches("document", "region") and not self._still_there():
            self._session.open_document(None)
            return
        if change.touches("code", "region", "coder") or len(change.ids("coding")) > _PATCHED:
            self.view.replace_codings(self._all_shown())
        elif change.touches("coding"):
            self._patch(change.ids("coding"))
        if change.touches("coding", "coder"):
            self._session.drop_hidden_coding()
        if change.touches("document", "document_value", "coding", "status"):
            self._show_head()

    def _still_there(self) -> bool:
        return self._session.project.documents.get(self._session.document or 0) is not None

    def _patch(self, ids: frozenset[int]) -> None:
        shown = {coder.id for coder in self._session.shown_coders}
        present = [
            coding
            for coding in self._session.project.codings.get(ids)
            if coding.document == self._session.document and coding.coder in shown
        ]
        self.view.discard(ids - {coding.id for coding in present})
        self.view.upsert(self._shown(present))

    @Slot(int, object)
    def _reveal(self, document: int, span: Span) -> None:
        if document == self._session.document:
            self.view.reveal(span)

    # Choosing a coding.

    @Slot(object, QPoint)
    def _choose_coding(self, ids: list[int], place: QPoint) -> None:
        """One coding under the mouse is selected; several are listed, never guessed."""
        if len(ids) == 1:
            self._session.select_coding(ids[0])
        elif ids:
            self._list_codings(ids, place, self._session.select_coding)

    def _list_codings(self, ids: list[int], place: QPoint, then: Callable[[int], None]) -> None:
        """A menu of codings; `then` is given the one that is chosen."""
        menu = QMenu(self)
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

    @Slot(int)
    def _leave_coding(self, position: int) -> None:
        """Moving the caret out of the selected coding lets it go."""
        if self._session.coding is None:
            return
        found = self._session.project.codings.get((self._session.coding,))
        if not found or not (found[0].span.start <= position <= found[0].span.end):
            self._session.select_coding(None)

    # Verbs.

    def apply(self, code: int) -> None:
        """Put a code on the selected words."""
        span = self.view.selected_span()
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
            self.view.clear_selection()
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
            self._list_codings([coding.id for coding in own], self.view.caret_place(), self._remove_one)
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
        return list(self._session.project.codings.get(self.view.codings_at(self.view.caret())))

    def select_here(self) -> bool:
        """Select the one coding at the caret, or list several; False where there is none."""
        found = self._here()
        if found:
            self._choose_coding([coding.id for coding in found], self.view.caret_place())
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
            caret = self.view.caret()
            later = [n for n, coding in enumerate(codings) if coding.span.start >= caret]
            place = (later[0] if later else 0) if direction > 0 else (later[0] - 1 if later else len(ids) - 1)
        self.view.reveal(codings[place].span)
        self._session.select_coding(ids[place])

    def toggle_important(self) -> None:
        """Mark the selected coding, or the one at the caret, as important, or take the mark away."""
        found = self._here()
        if len(found) == 1:
            mark = partial(self._session.project.codings.mark_important, found[0].id)
            self._session.attempt(partial(mark, important=not found[0].important))
        else:
            self.select_here()

    def zoom(self, direction: int) -> None:
        """Larger (1), smaller (-1) or normal (0) text."""
        self.view.set_text_size(self.view.text_size + direction if direction else None)

    @Slot()
    def toggle_complete(self) -> None:
        """Mark the document complete, or in progress again."""
        if self._session.document is not None:
            state = State.PROGRESS if self._state() is State.COMPLETE else State.COMPLETE
            self._session.attempt(partial(self._session.project.statuses.set, self._session.document, state))

    def complete_and_go_on(self) -> None:
        """Mark the document complete and open the next one."""
        if self._session.document is None:
            return
        done = partial(self._session.project.statuses.set, self._session.document, State.COMPLETE)
        self._session.attempt(done)
        if self._state() is State.COMPLETE:
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

    def _follow_text(self) -> None:
        """The heading starts where the text starts, also where the column is centred."""
        self._head.setContentsMargins(max(34, self.view.viewport().x()), 12, 20, 8)

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow_text()
        return super().eventFilter(watched, event)


def _choose(then: Callable[[int], None], coding: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    then(coding)


def _empty(parent: QWidget) -> EmptyState:
    empty = EmptyState("No documents yet", "", "Import documents…", icon="file-text", parent=parent)
    empty.setFixedWidth(380)
    return empty
