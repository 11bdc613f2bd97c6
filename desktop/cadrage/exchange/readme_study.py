"""Which study a workbook or a folder of tables holds, and how its agreement was computed: rows of its readme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cadrage.core.agreement import AgreementTable, Coefficient
from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import Value, as_moment
from cadrage.exchange.tables import Table

_FILTERED = (
    "The tables hold the documents and codings that the filters leave, and count these alone. The codebook is whole."
    " Documents without a coding that is left are in."
)


def study_rows(dataset: Dataset, tables: Iterable[Table]) -> Iterator[tuple[Value, ...]]:
    """Topic, item, value: the project, and its agreement where a table holds it."""
    yield from _project(dataset)
    if dataset.agreement is not None and any(table.name == "agreement" for table in tables):
        yield from _agreement(dataset.agreement)


def _project(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    yield "Project", "Name", dataset.project
    yield "Project", "Id", dataset.project_guid
    yield "Project", "Codebook version", dataset.codebook_version or "open draft"
    yield "Project", "Exported (UTC)", as_moment(dataset.exported)
    yield "Project", "Coders", ", ".join(coder.name for coder in dataset.coders) or "none"
    yield "Project", "Rounds", ", ".join(round_.name for round_ in dataset.rounds) or "none"
    yield "Project", "Documents", len(dataset.documents)
    yield "Project", "Codes", sum(not code.retired for code in dataset.codes)
    yield "Project", "Codings", len(dataset.codings)
    yield "Project", "Filters", "; ".join(dataset.filters) or "none: everything is in"
    if dataset.filters:
        yield "Project", "Filtered", _FILTERED
    for held_back in dataset.held_back:
        yield "Project", "Held back", held_back
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
