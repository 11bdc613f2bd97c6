"""Tables of units × coders, as spreadsheets and statistics programs write them."""

from __future__ import annotations

from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import FORBIDDEN_IN_CODER_NAMES
from cadrage.core.reliability import RatingTable
from cadrage.exchange.files import shown
from cadrage.exchange.table_files import Row, read_rows

_UNIT = "unit"


def read_ratings(path: Path) -> RatingTable:
    """First row: the coders' names, after an optional first column “unit”; then a row per unit.

    An empty cell was not coded, a blank row is a unit that nobody coded; blank rows at the end are none.
    Raises UserError where the file is no such table.
    """
    rows = list(read_rows(path))
    while rows and not any(rows[-1].cells) and len(rows[-1].cells) <= 1:
        rows.pop()
    if not rows or not any(rows[0].cells):
        raise UserError(f"'{shown(path)}' contains no table. Its first row must name the coders.")
    names = rows[0].cells
    first = 1 if names[0].casefold() == _UNIT else 0
    width = len(names)
    while width > first and not names[width - 1]:
        width -= 1
    coders = names[first:width]
    _check_coders(path, coders)
    # A workbook's rows end with their last filled cell.
    least = 0 if path.suffix.lower() == ".xlsx" else width
    units = tuple(_cells(path, row, range(first, width), least) for row in rows[1:])
    return RatingTable(coders, units, tuple(row.line for row in rows[1:]))


def _check_coders(path: Path, coders: tuple[str, ...]) -> None:
    for place, name in enumerate(coders):
        if not name:
            raise UserError(f"A column of '{shown(path)}' has no name. The first row must name every coder.")
        if any(sign in name for sign in FORBIDDEN_IN_CODER_NAMES):
            raise UserError(f"The coder's name '{name[:40]}' holds a | or a comma. Write it without.")
        if name in coders[:place]:
            raise UserError(f"'{shown(path)}' names the coder {name[:40]} twice. Give every coder one column.")


def _cells(path: Path, row: Row, columns: range, least: int) -> tuple[str | None, ...]:
    """One unit's values, in the coders' order; `least`: how many cells its row must have."""
    if not any(row.cells):
        return (None,) * len(columns)
    if any(row.cells[columns.stop :]) or len(row.cells) < least:
        raise UserError(
            f"Line {row.line} of '{shown(path)}' has {len(row.cells)} cells, its first row {columns.stop}. "
            "Give every unit a cell for each coder, empty where the coder did not code it."
        )
    filled = (*row.cells, *[""] * (columns.stop - len(row.cells)))
    return tuple(filled[column] or None for column in columns)
