"""Which sheets hold a table: Excel bounds their rows and columns, so that one table may take several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cadrage.exchange.sheet_names import sheet_name
from cadrage.exchange.tables import Column, Table

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet with `length` rows of a table below its header, and those of its columns that there is room for."""

    title: str
    table: Table
    length: int

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.columns[:MAX_COLUMNS]


def planned(tables: Iterable[Table], taken: Sequence[str] = (), *, most: int = MAX_ROWS - 1) -> list[PlannedSheet]:
    """The sheets of the tables, in their order; a table of more than `most` rows goes on in further sheets."""
    sheets: list[PlannedSheet] = []
    for table in tables:
        for first in range(0, max(table.length, 1), most):
            title = sheet_name(table.name, [*taken, *(sheet.title for sheet in sheets)])
            sheets.append(PlannedSheet(title, table, min(table.length - first, most)))
    return sheets


def fitted(sheets: Sequence[PlannedSheet]) -> Iterator[tuple[str, str]]:
    """What had to be changed so that the tables fit: of which sheet, and what."""
    tables = [sheet.table for sheet in sheets]
    for place, sheet in enumerate(sheets):
        table, more = sheet.table, len(sheet.table.columns) - MAX_COLUMNS
        before = place and tables[place - 1] is table
        if before:
            yield sheet.title, f"goes on with the table '{table.name}': a sheet holds {MAX_ROWS:,} rows"
        elif sheet.title != table.name:
            yield sheet.title, f"holds the table '{table.name}', whose name cannot be that of a sheet here"
        if more > 0 and not before:
            yield sheet.title, f"without the last {more:,} columns: a sheet holds {MAX_COLUMNS:,}"
