"""The sheet that explains a workbook: what it holds, how it was made, what had to be changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cadrage.core.agreement import AgreementTable, Coefficient
from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import CellChange, Value
from cadrage.exchange.tables import Column, Table

COLUMNS = (
    Column("Topic", "What the row is about.", 16),
    Column("Item", "What is named or explained.", 34),
    Column("Value", "Its value or explanation.", 90, wrap=True),
)
_MOST_CHANGES = 10_000
_FILTERED = (
    "The sheets hold the documents and codings that the filters leave, and count these alone. The codebook is whole."
    " Documents without a coding that is left are in."
)


def readme_rows(
    dataset: Dataset, tables: Sequence[Table], changes: Sequence[CellChange]
) -> Iterator[tuple[Value, ...]]:
    """Topic, item, value: the project, the agreement, every sheet and column, every changed cell."""
    yield from _project(dataset)
    if dataset.agreement is not None and any(table.name == "agreement" for table in tables):
        yield from _agreement(dataset.agreement)
    yield from _sheets(tables)
    yield from _changes(changes)


def _project(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    yield "Project", "Name", dataset.project
    yield "Project", "Id", dataset.project_guid
    yield "Project", "Codebook version", dataset.codebook_version or "open draft"
    yield "Project", "Exported (UTC)", dataset.exported
    yield "Project", "Coders", ", ".join(coder.name for coder in dataset.coders) or "none"
    yield "Project", "Rounds", ", ".join(round_.name for round_ in dataset.rounds) or "none"
    yield "Project", "Documents", len(dataset.documents)
    yield "Project", "Codes", sum(not code.retired for code in dataset.codes)
    yield "Project", "Codings", len(dataset.codings)
    yield "Project", "Filters", "; ".join(dataset.filters) or "none: everything is in"
    if dataset.filters:
        yield "Project", "Filtered", _FILTERED
    yield "Project", "Times", "All times are UTC. Dates known only in part (2014, 2014-03) stand as text."
    yield (
        "Project",
        "Positions",
        "Half-open pairs of code points, from 0: in Python and R (stringi) text[start:end] is the quotation.",
    )


def _agreement(table: AgreementTable) -> Iterator[tuple[Value, ...]]:
    interval = "none" if table.interval == "none" else f"{table.interval} over documents, 95 %"
    yield "Agreement", "Unit", table.unit
    if table.least:
        yield "Agreement", "A unit holds a code", f"where codings cover {100 * table.least:g} % of it or more"
    yield "Agreement", "Round", table.round
    yield "Agreement", "Coders", ", ".join(table.coders)
    yield "Agreement", "Documents compared", table.documents
    yield "Agreement", "Units compared", table.units
    yield "Agreement", "Interval", interval
    yield "Agreement", "Seed", "none: nothing was drawn at random" if table.seed is None else table.seed
    yield "Agreement", "Filters", "; ".join(table.filters) or "none"
    for name, coefficient in table.overall.items():
        yield "Agreement", f"Overall: {name}", coefficient.value
        if words := _words(coefficient):
            yield "Agreement", f"Overall: {name}, note", words
    for note in table.notes:
        yield "Agreement", "Note", note


def _words(coefficient: Coefficient) -> str:
    interval = ""
    if coefficient.low is not None and coefficient.high is not None:
        interval = f"95 % interval {coefficient.low:.3f} to {coefficient.high:.3f}"
    undefined = f"undefined: {coefficient.undefined}" if coefficient.undefined else ""
    return "; ".join(part for part in (undefined, interval, coefficient.note) if part)


def _sheets(tables: Sequence[Table]) -> Iterator[tuple[Value, ...]]:
    yield "Sheet", "readme", "What this workbook holds and how it was made."
    for column in COLUMNS:
        yield "Column", f"readme: {column.name}", column.about
    for table in tables:
        yield "Sheet", table.name, f"{table.about} Rows: {table.length:,}."
        for column in table.columns:
            yield "Column", f"{table.name}: {column.name}", column.about


def _changes(changes: Sequence[CellChange]) -> Iterator[tuple[Value, ...]]:
    yield "Changed cells", "Number", len(changes)
    for change in changes[:_MOST_CHANGES]:
        yield "Changed cells", f"{change.sheet}, row {change.row}, {change.column}", change.what
    if len(changes) > _MOST_CHANGES:
        yield "Changed cells", "And more", f"{len(changes) - _MOST_CHANGES:,} further cells are not listed."
