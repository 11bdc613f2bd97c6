"""Tables of coded spans: who put which code where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import FORBIDDEN_IN_CODER_NAMES, BadRow, Span, SpanRow
from cadrage.core.text import clean
from cadrage.exchange.files import shown
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.table_files import FileTable, Row, read_table

REQUIRED = ("doc", "coder", "code", "start", "end")
_WHOLE = re.compile("[+-]?[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class SpanTable:
    """The rows of a span table in the order of the file, equal ones included; what is wrong with the
    others; and all columns as they are named."""

    rows: tuple[SpanRow, ...]
    bad: tuple[BadRow, ...]
    columns: tuple[str, ...]


def read_spans(path: Path, *, report: Report = silent) -> SpanTable:
    """Reads columns doc, coder, code, start, end in any order and case; all others are attributes.

    Positions are half-open code points, taken as they stand. Raises UserError where the file is no table
    or lacks a column.
    """
    table = read_table(path)
    folded = [name.casefold() for name in table.columns]
    missing = [name for name in REQUIRED if name not in folded]
    if missing:
        raise UserError(
            f"'{shown(path)}' lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}; "
            f"it has {', '.join(table.columns)}. Name the columns {', '.join(REQUIRED)}."
        )
    rows: list[SpanRow] = []
    bad: list[BadRow] = []
    for done, row in enumerate(table.rows):
        report(done, len(table.rows))
        read = _span_row(table, row)
        if isinstance(read, SpanRow):
            rows.append(read)
        else:
            bad.append(BadRow(row.line, read))
    return SpanTable(tuple(rows), tuple(bad), table.columns)


def _span_row(table: FileTable, row: Row) -> SpanRow | str:
    """The row, or what is wrong with it."""
    if table.surplus(row):
        return f"more cells ({len(row.cells)}) than columns ({len(table.columns)})"
    cells = {name: clean(cell) for name, cell in table.by_name(row).items()}
    known = {name.casefold(): cell for name, cell in cells.items()}
    for name in REQUIRED:
        if name not in known:
            return f"the cell '{name}' is empty"
    if any(sign in known["coder"] for sign in FORBIDDEN_IN_CODER_NAMES):
        return f"the coder's name '{known['coder']}' holds a | or a comma"
    span = _span(known["start"], known["end"])
    if isinstance(span, str):
        return span
    values = {name: cell for name, cell in cells.items() if name.casefold() not in REQUIRED}
    return SpanRow(row.line, known["doc"], known["coder"], known["code"], span, values)


def _span(start: str, end: str) -> Span | str:
    for name, cell in (("start", start), ("end", end)):
        if not _WHOLE.fullmatch(cell):
            return f"{name} '{cell[:40]}' is not a whole number"
        if int(cell) < 0:
            return f"{name} {cell} is negative"
    if int(start) >= int(end):
        return f"start {start} is not before end {end}"
    return Span(int(start), int(end))
