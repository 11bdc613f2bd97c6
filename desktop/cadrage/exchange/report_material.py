"""What the parts of a report are made from, with everything looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from cadrage.core.article_text import blanked
from cadrage.core.citing import page_of, paragraph_of, source
from cadrage.core.codebook import Codebook, Node
from cadrage.core.dataset import Dataset
from cadrage.core.model import Code, Coder, Coding, Document, Layer, Span, Variable
from cadrage.core.standing import CUSTOMARY, Limits
from cadrage.core.text import word_starts

PARTS = ("title", "codebook", "frequencies", "results", "exemplars", "agreement", "memos", "documents")
OUTLET, PUBLISHED = "outlet", "published"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a report is to hold. `extracts`: of documents the coded passages only; `quotations`: how many exemplars a
    code has at most."""

    parts: tuple[str, ...] = PARTS
    extracts: bool = False
    quotations: int = 3


@dataclass(frozen=True)
class ReportMaterial:
    """`outside`: what is not article, by document, with the reason; `pages`: where its pages begin.
    `why_no_agreement`: in a sentence, where there is none. `corpus`: the
    project's documents without duplicates, `codebook` the version's name, as the methods paragraph prints them."""

    dataset: Dataset
    wishes: Wishes = field(default_factory=Wishes)
    outside: Mapping[int, tuple[tuple[Span, str], ...]] = field(default_factory=dict)
    pages: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    why_no_agreement: str = ""
    corpus: int = 0
    codebook: str = ""
    limits: Limits = CUSTOMARY

    @cached_property
    def counted(self) -> ReportMaterial:
        """The material without the documents that counts leave out."""
        return replace(self, dataset=self.dataset.counted()) if self.dataset.duplicates else self

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The codes in the codebook's order; retired ones only where they have codings."""
        return tuple(
            node
            for node in Codebook(self.dataset.codes, with_retired=True).nodes
            if not node.code.retired or node.code.id in self.by_code
        )

    @cached_property
    def families(self) -> Mapping[int, frozenset[int]]:
        """Each code with all its sub-codes."""
        book = Codebook(self.dataset.codes, with_retired=True)
        return {node.code.id: book.family(node.code.id) for node in self.nodes}

    @cached_property
    def codes(self) -> Mapping[int, Code]:
        return {code.id: code for code in self.dataset.codes}

    @cached_property
    def documents(self) -> Mapping[int, Document]:
        """In the project's order."""
        ordered = sorted(self.dataset.documents, key=lambda document: (document.position, document.id))
        return {document.id: document for document in ordered}

    @cached_property
    def coders(self) -> Mapping[int, Coder]:
        return {coder.id: coder for coder in self.dataset.coders}

    @cached_property
    def variables(self) -> Mapping[str, Variable]:
        return {variable.name: variable for variable in self.dataset.variables}

    @cached_property
    def by_code(self) -> Mapping[int, tuple[Coding, ...]]:
        """By document and place in it."""
        places = {document: place for place, document in enumerate(self.documents)}
        found: dict[int, list[Coding]] = defaultdict(list)
        ordered = sorted(self.dataset.codings, key=lambda each: (places[each.document], each.span, each.coder, each.id))
        for coding in ordered:
            found[coding.code].append(coding)
        return {code: tuple(codings) for code, codings in found.items()}

    @cached_property
    def by_document(self) -> Mapping[int, tuple[Coding, ...]]:
        found: dict[int, list[Coding]] = defaultdict(list)
        for coding in self.dataset.codings:
            found[coding.document].append(coding)
        return {document: tuple(codings) for document, codings in found.items()}

    @cached_property
    def _articles(self) -> dict[int, tuple[str, Sequence[int]]]:
        return {}

    def article(self, document: int) -> tuple[str, Sequence[int]]:
        """A text with blanks for what is not article, and where its words begin."""
        if document not in self._articles:
            text = blanked(self.dataset.texts[document], [span for span, _ in self.outside.get(document, ())])
            known = self.dataset.word_starts.get(document)
            self._articles[document] = (text, word_starts(text) if known is None else known)
        return self._articles[document]

    def value(self, document: int, variable: str) -> str:
        return self.dataset.document_values.get((document, variable), "")

    def language(self, document: int) -> str:
        """As BCP 47 writes it, empty where it is not known."""
        known = self.documents.get(document)
        tag = (known.language if known else "") or self.value(document, "language")
        return (
            tag if tag and len(tag) <= 35 and tag.replace("-", "").isascii() and tag.replace("-", "").isalnum() else ""
        )

    def source(self, document: int, position: int) -> str:
        """Where words stand: outlet, date, title, paragraph."""
        return source(
            self.value(document, OUTLET),
            self.value(document, PUBLISHED),
            self.documents[document].title,
            paragraph_of(self.dataset.texts[document], position),
            page_of(self.pages.get(document, ()), position),
        )

    def who(self, coding: Coding) -> str:
        """The coder, with a word where the coding is the adjudicated one."""
        coder = self.coders.get(coding.coder)
        name = coder.name if coder else "unknown"
        return f"{name} (adjudicated)" if coding.layer is Layer.GOLD else name


def plural(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
