"""The document in the middle: its title and state above, its text with the codings below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.model import Change, Coding, Span, State
from cadrage.core.text import count_words
from cadrage.gui.document_verbs import DocumentVerbs
from cadrage.gui.document_view import DocumentView
from cadrage.gui.documents_panel import readable_date
from cadrage.gui.icons import icon
from cadrage.gui.kit import Button, ElidedLabel, EmptyState, Panel, column, row
from cadrage.gui.session import Session
from cadrage.gui.span_columns import CodeLook, CoderLine, CodingRows, Shown
from cadrage.gui.words import counted

_PATCHED = 200  # up to so many touched codings are patched one by one, above that the document is read anew
_SHOWN_VALUES = ("outlet", "published", "genre")


class DocumentPane(Panel):
    """Shows the session's document; `verbs` does to it what keys, menus and clicks ask."""

    import_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._words = 0
        self._title = ElidedLabel(role="title", parent=self)
        self._facts = ElidedLabel(role="muted", parent=self)
        self._complete = Button("Mark complete", "small", icon="circle", parent=self)
        self._complete.setToolTip("Only complete documents are compared. Ctrl+Enter also opens the next one.")
        self.view = DocumentView(self)
        self.verbs = DocumentVerbs(session, self.view)
        self._complete.clicked.connect(self.verbs.toggle_complete)
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
        self.view.codings_clicked.connect(self.verbs.choose)
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
        complete = self.verbs.state is State.COMPLETE
        self._complete.setText("Complete" if complete else "Mark complete")
        self._complete.setIcon(icon("circle-check", "good") if complete else icon("circle", "control"))
        self._complete.setEnabled(self._session.project.writable)

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

    @Slot(int)
    def _leave_coding(self, position: int) -> None:
        """Moving the caret out of the selected coding lets it go."""
        if self._session.coding is None:
            return
        found = self._session.project.codings.get((self._session.coding,))
        if not found or not (found[0].span.start <= position <= found[0].span.end):
            self._session.select_coding(None)

    def zoom(self, direction: int) -> None:
        """Larger (1), smaller (-1) or normal (0) text."""
        self.view.set_text_size(self.view.text_size + direction if direction else None)

    def _follow_text(self) -> None:
        """The heading starts where the text starts, also where the column is centred."""
        self._head.setContentsMargins(max(34, self.view.viewport().x()), 12, 20, 8)

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow_text()
        return super().eventFilter(watched, event)


def _empty(parent: QWidget) -> EmptyState:
    empty = EmptyState("No documents yet", "", "Import documents…", icon="file-text", parent=parent)
    empty.setFixedWidth(380)
    return empty
