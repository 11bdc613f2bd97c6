"""The open document's passages that are not article text: found in a Task, shown greyed, decided by one key.

What the rules find when a document is opened is shown and nothing else: only a decision is written, so that opening a
document changes no project and takes no place among the steps that can be undone.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.article_text import article_text
from cadrage.core.model import Change, Document, Span
from cadrage.core.replacement import Region
from cadrage.core.text import trimmed
from cadrage.gui.document_view import DocumentView
from cadrage.gui.regions_bar import RegionsBar
from cadrage.gui.session import Session
from cadrage.store.regions import Found, fresh

_SOON = 600  # milliseconds after which an opened document has been painted and is perhaps read
_NOTHING_HERE = (
    "There is no such passage at the caret. Select the words that are not article text, or click into a greyed passage."
)


class DocumentRegions(QObject):
    """Tells the view what is not article, keeps `bar`, and does what the keys ask."""

    def __init__(self, session: Session, view: DocumentView, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._found: dict[int, tuple[Found, ...]] = {}  # by text; what is asked for and not there yet is empty
        self.bar = RegionsBar(parent)
        self.bar.accept.clicked.connect(partial(self._settle_all, accepted=True))
        self.bar.reject.clicked.connect(partial(self._settle_all, accepted=False))
        self.bar.look.clicked.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._look_for_it)
        session.changed.connect(self._follow)

    @property
    def _document(self) -> Document | None:
        return self._session.project.documents.get(self._session.document or 0)

    # What is shown.

    def shown(self) -> list[tuple[Span, str]]:
        """The open document's passages with what they are; a question mark where nobody has decided."""
        document = self._document
        if document is None:
            return []
        stored = self._session.project.regions.of(document.id)
        kept = [(each.span, each.kind) for each in stored if each.state == "accepted"]
        return sorted([*kept, *((span, f"{kind}?") for span, kind in self._waiting(document, stored))])

    def article(self) -> str:
        """The open document's text without what was accepted: what is counted."""
        document = self._document
        if document is None:
            return ""
        return article_text(self._view.text(), self._session.project.documents.excluded(document.id))

    def waiting(self) -> list[Found]:
        """The passages of the open document that wait for a decision, in order."""
        document = self._document
        return self._waiting(document, self._session.project.regions.of(document.id)) if document is not None else []

    def _waiting(self, document: Document, stored: tuple[Region, ...]) -> list[Found]:
        proposed = [(each.span, each.kind) for each in stored if each.state == "proposed"]
        return sorted([*proposed, *fresh(self._found.get(document.text_id, ()), stored)])

    @Slot()
    def take_document(self) -> None:
        """Another document is shown: what is known of it at once, what the rules find a little later."""
        self._say()
        self._soon.start()

    @Slot()
    def _look_for_it(self) -> None:
        if self._session.project.closed:
            return
        document = self._document
        if document is None or document.text_id in self._found:
            return
        from cadrage.jobs import cleaning

        self._found[document.text_id] = ()
        material = cleaning.gather_one(self._session.project, document.id)
        keep = partial(self._keep, document.id, document.text_id)
        self._session.start("Finding what is not article text", partial(cleaning.compute, material), keep)

    def _keep(self, document: int, text: int, found: dict[int, tuple[Found, ...]]) -> None:
        self._found[text] = found.get(document, ())
        if self._found[text] and document == self._session.document:
            self._show()

    def _show(self) -> None:
        self._view.set_regions(self.shown())
        self._say()

    def _say(self) -> None:
        self.bar.show_number(len(self.waiting()) if self._session.project.writable else 0)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("region") and self._document is not None:
            self._show()

    # What is decided.

    def toggle(self) -> None:
        """Mark or unmark the selected words; without any accept the passage at the caret, or reject it again."""
        span = self._view.selected_span()
        if span is not None:
            self._toggle_words(span)
        else:
            self._toggle_here()

    def _toggle_words(self, span: Span) -> None:
        document = self._document
        if document is None:
            return
        regions = self._session.project.regions
        left_out = self._session.project.documents.excluded(document.id)
        inside = [
            Span(max(each.start, span.start) - span.start, min(each.end, span.end) - span.start)
            for each in left_out
            if each.start < span.end and span.start < each.end
        ]
        covered = not article_text(span.quotation(self._view.text()), inside).strip()
        self._session.attempt(partial(regions.unmark if covered else regions.mark, document.id, span))
        self._session.told.emit("Article text again" if covered else "Marked as not article text: it leaves the counts")

    def _toggle_here(self) -> None:
        document, caret = self._document, self._view.caret()
        if document is None:
            return
        regions = self._session.project.regions
        stored = [each for each in regions.of(document.id) if each.span.start <= caret <= each.span.end]
        here = next((found for found in self.waiting() if found[0].start <= caret <= found[0].end), None)
        if here is not None:
            self._session.attempt(partial(regions.settle, document.id, [here], accepted=True))
        elif stored:
            accepted = stored[0].state != "accepted"
            passage = (stored[0].span, stored[0].kind)
            self._session.attempt(partial(regions.settle, document.id, [passage], accepted=accepted))
        else:
            self._session.refused.emit(_NOTHING_HERE)

    def _settle_all(self, _checked: bool = False, *, accepted: bool) -> None:  # noqa: FBT001, FBT002 (a slot)
        document, waiting = self._document, self.waiting()
        if document is not None and waiting:
            settle = partial(self._session.project.regions.settle, document.id, waiting, accepted=accepted)
            self._session.attempt(settle)
            self._view.setFocus()

    @Slot()
    def look(self) -> None:
        """Put the caret into the next passage that waits, or is greyed where none waits; after the last the first."""
        spans = [span for span, _ in self.waiting()] or [span for span, _ in self.shown()]
        if not spans:
            self._session.told.emit("No passage of this document looks like no article text")
            return
        here = self._view.caret()
        span = next((span for span in spans if span.start > here), spans[0])
        bare = trimmed(self._view.text(), span.start, span.end) or (span.start, span.end)
        self._view.set_caret(bare[0])
        self._view.reveal(span)
        self._view.setFocus()
