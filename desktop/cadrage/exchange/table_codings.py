"""The tidy table of codings: one row a coding, `text[start:end] == quotation`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.model import Coding, Scope, Variable
from cadrage.exchange.cells import CodeText, Value, as_date, as_moment
from cadrage.exchange.tables import Column, Table, by_document, variable_columns, variable_value

_BEFORE = (
    Column("coding_id", "Short id of the coding, the same in every export of this project."),
    Column("round", "Name of the round in which it was coded.", 14),
    Column("layer", "Whose voice it is: 'coder' for one coder's own, 'gold' for the adjudicated one."),
    Column("doc_id", "Short id of the document, as in the sheet 'documents'."),
    Column("doc_title", "Title of the document.", 32),
    Column("outlet", "The document's variable 'outlet'.", 18),
    Column("published", "The document's variable 'published'; a partial date is text."),
    Column("coder", "Name of the coder.", 14),
    Column("code_id", "Short id of the code's row in the project; it stays when the code is renamed."),
    Column("code", "The code: its short id from the codebook, or its name where it has none.", 14),
    Column("code_path", "The code's name under those of its parents, as A > B.", 36),
    Column("start", "Position of the first character in the document's text, counted from 0 in code points.", 8),
    Column("end", "Position after the last character, counted in the same way.", 8),
    Column("quotation", "The coded words: the text from start to end.", 60, wrap=True),
    Column("sentence", "The sentence around the quotation, or all sentences that it touches.", 60, wrap=True),
    Column("paragraph", "Number of the paragraph in which the span starts, counted from 1.", 10),
)
_AFTER = (
    Column("memo", "The coder's memo on this coding.", 40, wrap=True),
    Column("important", "TRUE where the coder marked the coding as important."),
    Column("created", "When it was made, in UTC.", 19),
    Column("modified", "When it was last changed, in UTC.", 19),
    Column("codebook_version", "The codebook version that it was coded with.", 16),
)


def codings_table(dataset: Dataset) -> Table:
    """Ordered by document, position, code and coder."""
    rows = _Rows(dataset)
    columns = (*_BEFORE, *attribute_columns(dataset).values(), *_AFTER)
    return Table("codings", "One row a coding.", columns, len(dataset.codings), rows.all)


def attributes(dataset: Dataset) -> list[Variable]:
    """The variables of codings."""
    return [variable for variable in dataset.variables if variable.scope is Scope.CODING]


def attribute_columns(dataset: Dataset) -> dict[str, Column]:
    """Their columns by the variables' names."""
    return variable_columns(attributes(dataset), [column.name for column in (*_BEFORE, *_AFTER)])


class _Rows:
    """What a row needs of the dataset, looked up once."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self.variables = attributes(dataset)
        self._documents = {document.id: document for document in dataset.documents}
        self._coders = {coder.id: coder.name for coder in dataset.coders}
        self._rounds = {round_.id: round_.name for round_ in dataset.rounds}
        self._nodes = {node.code.id: node for node in Codebook(dataset.codes, with_retired=True).nodes}
        self._order = {code: place for place, code in enumerate(self._nodes)}
        self._coding_ids = dataset.named(coding.guid for coding in dataset.codings)
        self._code_ids = dataset.named(code.guid for code in dataset.codes)
        self._said = self._of_documents()
        # Many codings have one moment: those of an import, and each that was never changed has its own twice.
        self._moment = lru_cache(maxsize=64)(as_moment)
        self._sentences = by_document(dataset.sentences)
        self._paragraphs = by_document(dataset.paragraphs)

    def all(self) -> Iterator[tuple[Value, ...]]:
        for coding in sorted(self._dataset.codings, key=self._place):
            yield (*self._where(coding), *self._what(coding), *self._added(coding))

    def _place(self, coding: Coding) -> tuple[int, int, int, int, str, int]:
        document = self._documents[coding.document]
        code, coder = self._order[coding.code], self._coders[coding.coder]
        return (document.position, document.id, coding.span.start, code, coder, coding.id)

    def _of_documents(self) -> dict[int, tuple[Value, ...]]:
        """What every coding of a document says of it."""
        short = self._dataset.named(document.guid for document in self._dataset.documents)
        values = self._dataset.document_values
        return {
            document.id: (
                short[document.guid],
                document.title,
                values.get((document.id, "outlet")),
                as_date(values.get((document.id, "published"), "")) or None,
            )
            for document in self._dataset.documents
        }

    def _where(self, coding: Coding) -> tuple[Value, ...]:
        return (
            self._coding_ids[coding.guid],
            self._rounds.get(coding.round),
            str(coding.layer),
            *self._said[coding.document],
            self._coders[coding.coder],
        )

    def _what(self, coding: Coding) -> tuple[Value, ...]:
        node, text, span = self._nodes[coding.code], self._dataset.texts[coding.document], coding.span
        return (
            self._code_ids[node.code.guid],
            CodeText(node.code.label, node.code.colour),
            node.path,
            span.start,
            span.end,
            span.quotation(text),
            self._sentence(coding, text),
            _unit(self._paragraphs.get(coding.document), span.start),
        )

    def _added(self, coding: Coding) -> tuple[Value, ...]:
        values = self._dataset.coding_values
        return (
            *(variable_value(variable, values.get((coding.id, variable.name))) for variable in self.variables),
            self._dataset.memos.get(coding.id),
            coding.important,
            self._moment(coding.created),
            self._moment(coding.modified),
            self._version(coding),
        )

    def _version(self, coding: Coding) -> str | None:
        if coding.codebook_version is None:
            return None
        return self._dataset.codebook_versions.get(coding.codebook_version, self._dataset.codebook_version)

    def _sentence(self, coding: Coding, text: str) -> str | None:
        """The sentence around the words; from the first to the last of them where there are several."""
        ends = self._sentences.get(coding.document)
        first, last = _unit(ends, coding.span.start), _unit(ends, coding.span.end - 1)
        if first is None:
            return None
        bounds = self._dataset.sentences[coding.document]
        start = min(bounds[first - 1][0], coding.span.start)
        end = max(bounds[(last or len(bounds)) - 1][1], coding.span.end)
        coded = (coding.span.start - start, coding.span.end - start)
        return CodeText(text[start:end], self._nodes[coding.code].code.colour, coded)


def _unit(ends: list[int] | None, position: int) -> int | None:
    """The number, from 1, of the unit that holds a position or is the next after it."""
    if not ends or position >= ends[-1]:
        return None
    return bisect_right(ends, position) + 1
