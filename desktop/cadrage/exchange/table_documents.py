"""The table of documents: one row a document, with its variables and how far each coder is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cadrage.core.dataset import Dataset
from cadrage.core.model import Scope, State, Variable
from cadrage.exchange.cells import Value
from cadrage.exchange.tables import Column, Table, column_name, variable_columns, variable_value

_BEFORE = (
    Column("doc_id", "Short id of the document, the same in every export of this project."),
    Column("title", "Title of the document.", 40),
    Column("file_name", "Name of the file that it was imported from.", 28),
)
_AFTER = (
    Column("language", "Language of the text.", 10),
    Column("words", "Number of words of the text.", 8),
    Column("characters", "Number of characters (code points) of the text.", 10),
    Column("duplicate_of", "doc_id of the document whose text this one repeats."),
    Column("codings", "Number of codings of this document in this export.", 8),
)


def documents_table(dataset: Dataset) -> Table:
    """In the project's order of documents."""
    taken = [column.name for column in (*_BEFORE, *_AFTER)]
    extra = fact_columns(dataset)
    taken += [column.name for column in extra.values()]
    statuses = []
    for coder in dataset.coders:
        name = column_name(f"status_{coder.name}", taken)
        taken.append(name)
        about = f"How far {coder.name} is in the latest round: none, progress or complete."
        statuses.append(Column(name, about, 14))
    columns = (*_BEFORE, *extra.values(), *_AFTER, *statuses)
    return Table("documents", "One row a document.", columns, len(dataset.documents), lambda: _rows(dataset))


def fact_columns(dataset: Dataset) -> dict[str, Column]:
    """The columns of the document variables, by their names."""
    return variable_columns(facts(dataset), [column.name for column in (*_BEFORE, *_AFTER)])


def facts(dataset: Dataset) -> list[Variable]:
    """The document variables; one that only repeats a fixed column is left out while it is empty.

    A variable `language` fills the fixed column while no document says its language itself.
    """
    fixed = {column.name for column in (*_BEFORE, *_AFTER)}
    used = {name for (_, name), value in dataset.document_values.items() if value}
    if not any(document.language for document in dataset.documents):
        used.discard("language")
    return [
        variable
        for variable in dataset.variables
        if variable.scope is Scope.DOCUMENT and (variable.name not in fixed or variable.name in used)
    ]


def _rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    variables = facts(dataset)
    short = dataset.named(document.guid for document in dataset.documents)
    doc_ids = {document.id: short[document.guid] for document in dataset.documents}
    codings = Counter(coding.document for coding in dataset.codings)
    states = _states(dataset)
    for document in sorted(dataset.documents, key=lambda document: (document.position, document.id)):
        yield (
            doc_ids[document.id],
            document.title,
            document.file_name,
            *(
                variable_value(variable, dataset.document_values.get((document.id, variable.name)))
                for variable in variables
            ),
            document.language or dataset.document_values.get((document.id, "language")) or None,
            dataset.words.get(document.id),
            document.length,
            doc_ids.get(document.duplicate_of) if document.duplicate_of is not None else None,
            codings[document.id],
            *(str(states.get((document.id, coder.id), State.NONE)) for coder in dataset.coders),
        )


def _states(dataset: Dataset) -> dict[tuple[int, int], State]:
    """By document and coder: the state in the latest round."""
    latest = max(dataset.rounds, key=lambda round_: (round_.number, round_.id), default=None)
    here = (status for status in dataset.statuses if latest is not None and status.round == latest.id)
    return {(status.document, status.coder): status.state for status in here}
