"""The tidy table of codings: one row a coding, `text[start:end] == quotation`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.identity import short_ids
from cadrage.core.model import Coding, Scope
from cadrage.exchange.cells import Value, as_date, as_moment
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
    Column("sentence", "Number of the sentence in which the span starts, counted from 1.", 9),
    Column("paragraph", "Number of the paragraph in which the span starts, counted from 1.", 10),
)
_AFTER = (
    Column("memo", "The coder's memo on this coding.", 40, wrap=True),
    Column("important", "TRUE where the coder marked the coding as important."),
    Column("created", "When it was made, in UTC.", 19),
    Column("modified", "When it was last changed, in UTC.", 19),
    Column("codebook_version", "Number of the codebook version that it was coded with.", 16),
)


def codings_table(dataset: Dataset) -> Table:
    """Ordered by document, position, code and coder."""
    variables = [variable for variable in dataset.variables if variable.scope is Scope.CODING]
    extra = variable_columns(variables, [column.name for column in (*_BEFORE, *_AFTER)])
    columns = (*_BEFORE, *extra.values(), *_AFTER)
    return Table("codings", "One row a coding.", columns, len(dataset.codings), lambda: _rows(dataset))


def _rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    variables = [variable for variable in dataset.variables if variable.scope is Scope.CODING]
    documents = {document.id: document for document in dataset.documents}
    coders = {coder.id: coder.name for coder in dataset.coders}
    rounds = {round_.id: round_.name for round_ in dataset.rounds}
    nodes = {node.code.id: node for node in Codebook(dataset.codes, with_retired=True).nodes}
    order = {code: place for place, code in enumerate(nodes)}
    coding_ids = short_ids(coding.guid for coding in dataset.codings)
    doc_ids = short_ids(document.guid for document in dataset.documents)
    code_ids = short_ids(code.guid for code in dataset.codes)
    sentences, paragraphs = by_document(dataset.sentences), by_document(dataset.paragraphs)

    def place(coding: Coding) -> tuple[int, int, int, int, str, int]:
        document = documents[coding.document]
        return (
            document.position,
            document.id,
            coding.span.start,
            order[coding.code],
            coders[coding.coder],
            coding.id,
        )

    for coding in sorted(dataset.codings, key=place):
        document, node, values = documents[coding.document], nodes[coding.code], dataset.document_values
        yield (
            coding_ids[coding.guid],
            rounds.get(coding.round),
            str(coding.layer),
            doc_ids[document.guid],
            document.title,
            values.get((document.id, "outlet")),
            as_date(values.get((document.id, "published"), "")) or None,
            coders[coding.coder],
            code_ids[node.code.guid],
            node.code.label,
            node.path,
            coding.span.start,
            coding.span.end,
            coding.span.quotation(dataset.texts[document.id]),
            _unit(sentences.get(document.id), coding.span.start),
            _unit(paragraphs.get(document.id), coding.span.start),
            *(
                variable_value(variable, dataset.coding_values.get((coding.id, variable.name)))
                for variable in variables
            ),
            dataset.memos.get(coding.id),
            coding.important,
            as_moment(coding.created),
            as_moment(coding.modified),
            coding.codebook_version,
        )


def _unit(ends: list[int] | None, position: int) -> int | None:
    """The number, from 1, of the unit that holds a position or is the next after it."""
    if not ends or position >= ends[-1]:
        return None
    return bisect_right(ends, position) + 1
