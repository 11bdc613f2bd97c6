"""The document in the middle: its title and state above, its text with the codings below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.model import Change, Coder, Coding, Span
from cadrage.gui.document_head import DocumentHead
from cadrage.gui.document_verbs import DocumentVerbs
from cadrage.gui.document_view import DocumentView
from cadrage.gui.find_bar import FindBar
from cadrage.gui.kit import EmptyState, Panel, column, row
from cadrage.gui.regions_document import DocumentRegions
from cadrage.gui.session import Session
from cadrage.gui.span_columns import CodeLook, CoderLine, CodingRows, Shown

_PATCHED = 200  # up to so many touched codings are patched one by one, above that the document is read anew


class DocumentPane(Panel):
    """Shows the session's document; `verbs` does to it what keys, menus and clicks ask."""

    import_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._read: tuple[Coder, ...] = ()  # whose codings the view was given
        self._head = DocumentHead(session, self)
        self.view = DocumentView(self)
        self.verbs = DocumentVerbs(session, self.view)
        self.find_bar = FindBar(session, self.view, self)
        self.regions = DocumentRegions(session, self.view, self)
        self._head.complete.clicked.connect(self.verbs.toggle_complete)
        self._follow_text()
        page = Panel(column(self._head, self.find_bar, self.regions.bar, (self.view, 1), space=0), parent=self)
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
        session.shown_changed.connect(self._show_coders)
        session.filter_changed.connect(self._reload)
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
            self.find_bar.take_text()
            self.regions.take_document()
            return
        text = self._session.project.documents.body(found.id)
        self.view.show_document(text, self._all_shown(), self.regions.shown())
        self._head.show_text(self.regions.article())
        self.find_bar.take_text()
        self.regions.take_document()

    def _say_what_is_missing(self) -> None:
        if self._session.project.documents.all():
            self._empty.set_words("No document open", "Choose one at the left, or go to the next with Ctrl+PgDn.")
        else:
            self._empty.set_words("No documents yet", "Drop articles or a folder of them here, or choose them.")
        if self._empty.button is not None:
            importable = self._session.project.writable and not self._session.project.documents.all()
            self._empty.button.setVisible(importable)

    def _all_shown(self) -> CodingRows:
        """Every coding of the document in columns; one becomes an object when it comes into sight."""
        self._read = self._session.shown_coders
        coders = [coder.id for coder in self._read]
        filtering, document = self._session.project.filtering, self._session.document or 0
        rows = filtering.rows_of_document(self._session.filter, document, coders=coders)
        return CodingRows(rows, self._looks(), self._lines(self._read))

    def _looks(self) -> dict[int, CodeLook]:
        codes = self._session.project.codes.all()
        return {code.id: CodeLook(code.label, code.name if code.short_id else "", code.colour) for code in codes}

    def _lines(self, coders: tuple[Coder, ...]) -> dict[int, CoderLine]:
        """Each coder's line: solid where there is only one."""
        several = len(coders) > 1
        return {coder.id: CoderLine(coder.pattern if several else "solid", place) for place, coder in enumerate(coders)}

    def _shown(self, codings: Iterable[Coding]) -> tuple[Shown, ...]:
        """What the view draws: each coding with its code's looks and its coder's line."""
        looks, lines = self._looks(), self._lines(self._read)
        return tuple(
            Shown(coding.id, coding.span, *looks[coding.code], coding.coder, *lines[coding.coder], coding.code)
            for coding in codings
        )

    @Slot()
    def _reload(self) -> None:
        """Other coders' codings, or another's own: on the same text, scrolled as it is."""
        self._replace()
        self._head.refresh()

    def _replace(self) -> None:
        self.view.set_coders_shown(None)
        self.view.replace_codings(self._all_shown())

    @Slot()
    def _show_coders(self) -> None:
        """Others' codings are read when they are shown first; then they come and go without being read again."""
        shown = self._session.shown_coders
        if not set(shown) <= set(self._read):
            self._replace()
        self.view.set_coders_shown(frozenset(coder.id for coder in shown), self._lines(shown))
        self._head.refresh()

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        if self._session.document is None:
            if change.touches("document"):
                self._open(None)
            return
        if change.touches("document", "region") and not self._still_there():
            self._session.open_document(None)
            return
        if self._session.document in change.ids("document") and self._is_other_text():
            self._session.drop_hidden_coding()
            self._show_other_text()
            return
        if change.touches("region"):
            self._head.show_text(self.regions.article())
        codings = change.ids("coding")
        if change.touches("coder", "round") or len(codings) > _PATCHED:
            self._replace()
        else:
            self._recolour(change.ids("code"))
            if codings:
                self._patch(codings)
        if change.touches("coder") or self._session.coding in codings:
            self._session.drop_hidden_coding()
        if change.touches("document", "document_value", "coding", "status"):
            self._head.refresh()

    def _recolour(self, codes: frozenset[int]) -> None:
        looks = self._looks() if codes else {}
        for code in codes & looks.keys():
            look = looks[code]
            self.view.recolour(code, look.colour, label=look.label, name=look.name)

    def _still_there(self) -> bool:
        return self._session.project.documents.get(self._session.document or 0) is not None

    def _is_other_text(self) -> bool:
        return self._session.project.documents.body(self._session.document or 0) != self.view.text()

    def _show_other_text(self) -> None:
        """The document's text was replaced, or came back: it is shown about where the other one was."""
        lines = self.view.all_visible_lines()
        top = self.view.offsets().from_qt(lines[0].start) if lines else 0
        self._open(self._session.document)
        if top < len(self.view.text()):
            self.view.reveal(Span(top, top + 1), at_top=True)

    def _patch(self, ids: frozenset[int]) -> None:
        wanted, read = self._session.filter, [coder.id for coder in self._read]
        left = ids
        if wanted.in_force:
            filtering = self._session.project.filtering
            left = filtering.among(filtering.about_codings(wanted), ids, coders=read)
        found = self._session.project.codings.get(left)
        present = [coding for coding in found if coding.document == self._session.document and coding.coder in read]
        self.view.discard(ids - {coding.id for coding in present})
        self.view.upsert(self._shown(present))

    def preview(self, coding: Coding) -> None:
        """Show a coding as it would be; what the project says comes back with the next change of it."""
        self.view.upsert(self._shown([coding]))

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
        self._head.start_at(max(34, self.view.viewport().x()))

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A viewport that is moved while it is about to be shown tells only of being shown.
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._follow_text()
        return super().eventFilter(watched, event)


def _empty(parent: QWidget) -> EmptyState:
    empty = EmptyState("No documents yet", "", "Import documents…", icon="file-text", parent=parent)
    empty.setFixedWidth(380)
    return empty
