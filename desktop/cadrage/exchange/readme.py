"""The sheet that explains a workbook: what it holds, how it was made, what had to be changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import CellChange, Value
from cadrage.exchange.readme_study import study_rows
from cadrage.exchange.sheet_names import headers
from cadrage.exchange.sheet_plan import PlannedSheet, fitted
from cadrage.exchange.sheet_styles import MOST_COLOURS
from cadrage.exchange.tables import Column, Table

NAME = "readme"
ABOUT = "What this workbook holds and how it was made."
COLUMNS = (
    Column("Topic", "What the row is about.", 16),
    Column("Item", "What is named or explained.", 34),
    Column("Value", "Its value or explanation.", 90, wrap=True),
)
_MOST_CHANGES = 10_000
_CHART = "Stands to the right of the table and draws on its cells."
_TOO_MANY_COLOURS = "{:,} are shown as text alone: a workbook holds no more than {} with certainty."


@dataclass(frozen=True, slots=True)
class Made:
    """What is in the workbook: its sheets, changed cells, sheets with a chart, and how many colours are too many."""

    sheets: Sequence[PlannedSheet]
    changes: Sequence[CellChange]
    charted: Sequence[str] = ()
    colours_left_out: int = 0


def readme_rows(dataset: Dataset, made: Made) -> Iterator[tuple[Value, ...]]:
    """Topic, item, value: the project, the agreement, every sheet and column, all that was changed to fit Excel."""
    yield from study_rows(dataset, (sheet.table for sheet in made.sheets))
    yield from _sheets(made)
    for sheet, what in fitted(made.sheets):
        yield "Changed to fit", sheet, what
    if made.colours_left_out:
        yield "Changed to fit", "Colours of codes", _TOO_MANY_COLOURS.format(made.colours_left_out, MOST_COLOURS)
    yield from _changes(made.changes)


def _sheets(made: Made) -> Iterator[tuple[Value, ...]]:
    yield "Sheet", NAME, ABOUT
    for column in COLUMNS:
        yield "Column", f"{NAME}: {column.name}", column.about
    explained: list[Table] = []
    for sheet in made.sheets:
        table = sheet.table
        yield "Sheet", sheet.title, f"{table.about} Rows: {sheet.length:,}."
        if sheet.title in made.charted:
            yield "Chart", sheet.title, _CHART
        if table in explained:
            continue
        explained.append(table)
        for name, column in zip(headers(column.name for column in sheet.columns), sheet.columns, strict=True):
            yield "Column", f"{sheet.title}: {name}", column.about


def _changes(changes: Sequence[CellChange]) -> Iterator[tuple[Value, ...]]:
    yield "Changed cells", "Number", len(changes)
    for change in changes[:_MOST_CHANGES]:
        yield "Changed cells", f"{change.sheet}, row {change.row}, {change.column}", change.what
    if len(changes) > _MOST_CHANGES:
        yield "Changed cells", "And more", f"{len(changes) - _MOST_CHANGES:,} further cells are not listed."
