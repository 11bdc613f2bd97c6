"""What the variables are, and what their values say: the label sheets for statistics programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cadrage.core.dataset import Dataset
from cadrage.core.model import Scope, Variable
from cadrage.exchange.cells import Value
from cadrage.exchange.table_codings import attribute_columns
from cadrage.exchange.table_documents import fact_columns
from cadrage.exchange.table_judgements import question_columns
from cadrage.exchange.tables import Column, Table
from cadrage.exchange.value_labels import Labels, LabelSets

_TABLES: Mapping[Scope, str] = {
    Scope.DOCUMENT: "documents",
    Scope.JUDGEMENT: "judgements",
    Scope.CODING: "codings",
}
_PLACE = (
    Column("table", "The table that has the variable as a column.", 12),
    Column("column", "The column's name there.", 24),
)
_VARIABLES = (
    *_PLACE,
    Column("scope", "What it describes: document, judgement (a coder's answer about a document) or coding.", 11),
    Column("variable", "Name of the variable in the project.", 24),
    Column("label", "What it is called on the screen.", 32),
    Column("kind", "choice, ordinal, text, actor, number or date.", 10),
    Column("values", "Number of values that the sheet 'values' lists for it.", 8),
    Column("filled", "How many documents, judgements or codings of this export have a value.", 8),
)
_VALUES = (
    *_PLACE,
    Column("value", "The value as it stands in the table.", 24),
    Column("label", "What the value says.", 32),
    Column("number", "The number for it: the value itself where all are whole numbers, else its place.", 8),
    Column("used", "How many documents, judgements or codings of this export have it.", 8),
)


def variables_table(dataset: Dataset) -> Table:
    """By scope, then in the project's order."""
    about = "One row a variable."
    return Table("variables", about, _VARIABLES, len(_variables(dataset)), lambda: _variable_rows(dataset))


def values_table(dataset: Dataset) -> Table:
    """The listed values of each variable in their order, then whatever else was answered."""
    labels = LabelSets(dataset)
    length = sum(len(_labels(labels, column).values) for _, column in _variables(dataset))
    about = "One row for each value of a variable that has listed values or actors."
    return Table("values", about, _VALUES, length, lambda: _value_rows(dataset))


def _variables(dataset: Dataset) -> list[tuple[Variable, Column]]:
    """The variables with their columns; one that only fills a fixed column has that one."""
    columns = {
        Scope.DOCUMENT: fact_columns(dataset),
        Scope.JUDGEMENT: question_columns(dataset),
        Scope.CODING: attribute_columns(dataset),
    }
    return [
        (variable, columns[scope].get(variable.name) or Column(variable.name, "", variable=variable.guid))
        for scope in Scope
        for variable in dataset.variables
        if variable.scope is scope
    ]


def _labels(labels: LabelSets, column: Column) -> Labels:
    return labels.of(column) or Labels(())


def _variable_rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    labels, used = LabelSets(dataset), _used(dataset)
    for variable, column in _variables(dataset):
        yield (
            _TABLES[variable.scope],
            column.name,
            str(variable.scope),
            variable.name,
            variable.label or None,
            str(variable.kind),
            len(_labels(labels, column).values),
            used[variable.scope, variable.name].total(),
        )


def _value_rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    labels, used = LabelSets(dataset), _used(dataset)
    for variable, column in _variables(dataset):
        counts = used[variable.scope, variable.name]
        for each in _labels(labels, column).values:
            yield _TABLES[variable.scope], column.name, each.text, each.label, each.number, counts[each.text]


def _used(dataset: Dataset) -> dict[tuple[Scope, str], Counter[str]]:
    """How often each value stands in this export, by scope and variable."""
    found = {(each.scope, each.name): Counter[str]() for each in dataset.variables}
    documents = {document.id for document in dataset.documents}
    codings = {coding.id for coding in dataset.codings}
    values = [
        *((Scope.DOCUMENT, name, value) for (row, name), value in dataset.document_values.items() if row in documents),
        *((Scope.JUDGEMENT, name, value) for (row, _, name), value in dataset.judgements.items() if row in documents),
        *((Scope.CODING, name, value) for (row, name), value in dataset.coding_values.items() if row in codings),
    ]
    for scope, name, value in values:
        if value and (scope, name) in found:
            found[scope, name][value] += 1
    return found
