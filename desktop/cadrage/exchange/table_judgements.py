"""The table of judgements: one row for each coder's answers about a document."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.core.dataset import Dataset
from cadrage.core.model import Scope, Variable
from cadrage.exchange.cells import Value
from cadrage.exchange.tables import Column, Table, variable_columns, variable_value

_COLUMNS = (
    Column("doc_id", "Short id of the document, as in the sheet 'documents'."),
    Column("doc_title", "Title of the document.", 40),
    Column("coder", "Name of the coder.", 14),
)


def judgements_table(dataset: Dataset) -> Table:
    """In the project's order of documents, then of coders; who has judged nothing has no row."""
    variables = questions(dataset)
    extra = question_columns(dataset)
    judged = {(document, coder) for document, coder, _ in dataset.judgements}
    pairs = [
        (document.id, coder.id)
        for document in sorted(dataset.documents, key=lambda document: (document.position, document.id))
        for coder in dataset.coders
        if (document.id, coder.id) in judged
    ]
    columns = (*_COLUMNS, *extra.values())
    about = "One row for each coder who has judged a document."
    return Table("judgements", about, columns, len(pairs), lambda: _rows(dataset, variables, pairs))


def questions(dataset: Dataset) -> list[Variable]:
    """What coders judge documents by."""
    return [variable for variable in dataset.variables if variable.scope is Scope.JUDGEMENT]


def question_columns(dataset: Dataset) -> dict[str, Column]:
    """Their columns by the variables' names."""
    return variable_columns(questions(dataset), [column.name for column in _COLUMNS])


def _rows(dataset: Dataset, variables: list[Variable], pairs: list[tuple[int, int]]) -> Iterator[tuple[Value, ...]]:
    documents = {document.id: document for document in dataset.documents}
    short = dataset.named(document.guid for document in dataset.documents)
    coders = {coder.id: coder.name for coder in dataset.coders}
    for document, coder in pairs:
        yield (
            short[documents[document].guid],
            documents[document].title,
            coders[coder],
            *(variable_value(each, dataset.judgements.get((document, coder, each.name))) for each in variables),
        )
