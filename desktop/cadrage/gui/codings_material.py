"""What the table of codings reads of the project: codings with their codes, documents, coders and memos.

Read as a whole when the view asks; texts, which never change, are fetched when a row is shown or searched.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable

from cadrage.core.codebook import Codebook
from cadrage.core.model import Code, Coder, Coding, Document, Layer, Subject
from cadrage.gui.codings_excerpt import Excerpt, excerpt, folded
from cadrage.gui.session import Session
from cadrage.store.project import Project

_BODIES = 32  # texts kept while their rows are scrolled past


class Material:
    """One reading. `codings` by id are those of the shown coders."""

    def __init__(self, session: Session) -> None:
        project = session.project
        self._project = project
        self._shown = {coder.id for coder in session.shown_coders}
        book = Codebook(project.codes.all(), with_retired=True)
        self.codebook = book
        self._code_places = {code.id: place for place, code in enumerate(book.codes)}
        documents = project.documents.all()
        self.documents = {document.id: document for document in documents}
        self._document_places = {document.id: place for place, document in enumerate(documents)}
        self.coders: dict[int, Coder] = {coder.id: coder for coder in project.coders.all()}
        self.codings = {coding.id: coding for coding in project.codings.all() if self._belongs(coding)}
        self._memos = self.read_memos()
        self._texts = _Texts(project)
        self._folded: dict[tuple[int, int, int], str] = {}

    def _belongs(self, coding: Coding) -> bool:
        return coding.coder in self._shown and coding.layer is Layer.CODER

    def read_memos(self) -> frozenset[str]:
        """Guids of the codings on which a shown coder wrote a memo."""
        return frozenset(
            memo.subject_guid
            for memo in self._project.memos.all()
            if memo.subject is Subject.CODING and memo.coder in self._shown
        )

    def read(self, codings: Collection[int]) -> dict[int, Coding]:
        """These codings as they are now; those that are gone or not shown are left out."""
        return {coding.id: coding for coding in self._project.codings.get(codings) if self._belongs(coding)}

    def put(self, coding: int, fresh: Coding | None) -> None:
        """Replace a coding by what was read, or leave it out."""
        if fresh is None:
            self.codings.pop(coding, None)
        else:
            self.codings[coding] = fresh

    def renew_memos(self) -> frozenset[str]:
        """Read the memos anew; the guids of the codings that gained or lost one."""
        before, self._memos = self._memos, self.read_memos()
        return before ^ self._memos

    # Of one coding.

    def code(self, coding: Coding) -> Code:
        return self.codebook.by_id[coding.code]

    def document(self, coding: Coding) -> Document:
        return self.documents[coding.document]

    def coder(self, coding: Coding) -> str:
        return self.coders[coding.coder].name

    def has_memo(self, coding: Coding) -> bool:
        return coding.guid in self._memos

    def excerpt(self, coding: Coding) -> Excerpt:
        return excerpt(self._texts.body(coding.document), coding.span)

    def quotation(self, coding: Coding) -> str:
        return coding.span.quotation(self._texts.body(coding.document))

    # For finding and sorting.

    def place(self, coding: Coding) -> tuple[int, int, int, int]:
        """Document and position."""
        document = self._document_places[coding.document]
        return document, coding.span.start, coding.span.end, coding.id

    def code_place(self, coding: Coding) -> int:
        return self._code_places[coding.code]

    def folded(self, coding: Coding) -> str:
        """The quotation without case and accents."""
        key = (coding.document, coding.span.start, coding.span.end)
        known = self._folded.get(key)
        if known is None:
            known = self._folded[key] = folded(self.quotation(coding))
        return known

    def fold_all(self, codings: Iterable[Coding]) -> None:
        """Fold quotations document by document, so that each text is fetched once."""
        for coding in sorted(codings, key=self.place):
            self.folded(coding)


class _Texts:
    """Canonical texts, the latest few kept."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._kept: OrderedDict[int, str] = OrderedDict()

    def body(self, document: int) -> str:
        if document in self._kept:
            self._kept.move_to_end(document)
            return self._kept[document]
        body = self._project.documents.body(document)
        self._kept[document] = body
        if len(self._kept) > _BODIES:
            self._kept.popitem(last=False)
        return body
