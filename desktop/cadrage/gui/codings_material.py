"""What the table of codings reads of the project: codings with their codes, documents, coders, values and memos.

Read as a whole when the view asks; texts, which never change, are fetched when a row is shown or searched.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from cadrage.core.codebook import Codebook
from cadrage.core.model import Code, Coder, Coding, Document, Layer, Scope, Variable
from cadrage.gui.codings_excerpt import Excerpt, excerpt, folded
from cadrage.gui.session import Session
from cadrage.store.project import Project

K = TypeVar("K", int, str)
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
        self.variables: tuple[Variable, ...] = project.variables.all(Scope.CODING)
        self.codings = {coding.id: coding for coding in project.codings.all() if self._belongs(coding)}
        self._ordered = sorted(map(self.place, self.codings.values()))
        self._values = self._read_values()
        self._memos: dict[str, str] = dict(project.memos.on_codings())
        self._texts = _Texts(project)
        self._folded: dict[tuple[int, int, int], str] = {}

    def _belongs(self, coding: Coding) -> bool:
        return coding.coder in self._shown and coding.layer is Layer.CODER

    def _read_values(self) -> dict[int, dict[int, str]]:
        by_name: dict[str, dict[int, str]] = defaultdict(dict)
        for (coding, name), value in self._project.variables.of_codings().items():
            if coding in self.codings:
                by_name[name][coding] = value
        return {variable.id: by_name[variable.name] for variable in self.variables}

    # Following changes.

    def renew(self, codings: Collection[int]) -> dict[int, Coding]:
        """These codings as they are now, with their values and memos; what is gone or not shown is left out.

        They are not yet among `codings`: `put` replaces them there one by one.
        """
        found = {coding.id: coding for coding in self._project.codings.get(codings) if self._belongs(coding)}
        for coding in found.values():
            values = self._project.variables.of_coding(coding.id)
            for variable in self.variables:
                _keep(self._values[variable.id], coding.id, values.get(variable.name, ""))
            _keep(self._memos, coding.guid, self._project.memos.about(coding.guid, coder=coding.coder))
        return found

    def put(self, coding: int, fresh: Coding | None) -> None:
        """Replace a coding by what was read, or leave it out."""
        known = self.codings.pop(coding, None)
        if known is not None:
            del self._ordered[bisect_left(self._ordered, self.place(known))]
        if fresh is not None:
            self.codings[coding] = fresh
            insort(self._ordered, self.place(fresh))

    # Of one coding.

    def code(self, coding: Coding) -> Code:
        return self.codebook.by_id[coding.code]

    def document(self, coding: Coding) -> Document:
        return self.documents[coding.document]

    def coder(self, coding: Coding) -> str:
        return self.coders[coding.coder].name

    def memo(self, coding: Coding) -> str:
        """What its coder wrote on it."""
        return self._memos.get(coding.guid, "")

    def value(self, coding: int, variable: int) -> str:
        """An attribute's value, empty where it has none."""
        return self._values.get(variable, _NOTHING).get(coding, "")

    def values(self, variable: int) -> Collection[str]:
        """Every value of an attribute among the shown codings, as often as it is there."""
        return self._values.get(variable, _NOTHING).values()

    def excerpt(self, coding: Coding) -> Excerpt:
        return excerpt(self.body(coding.document), coding.span)

    def quotation(self, coding: Coding) -> str:
        return coding.span.quotation(self.body(coding.document))

    def body(self, document: int) -> str:
        return self._texts.body(document)

    # For finding and sorting.

    def in_order(self) -> Iterable[Coding]:
        """All codings by document and position."""
        return (self.codings[place[-1]] for place in self._ordered)

    def place(self, coding: Coding) -> tuple[int, int, int, int]:
        """Document and position; the id last."""
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

    def fold_all(self) -> None:
        """Fold quotations document by document, so that each text is fetched once."""
        for coding in self.in_order():
            self.folded(coding)


_NOTHING: Mapping[int, str] = {}


def _keep(kept: dict[K, str], key: K, value: str) -> None:
    if value:
        kept[key] = value
    else:
        kept.pop(key, None)


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
