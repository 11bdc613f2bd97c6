"""Articles in tables: each row of a CSV file or workbook is one, and its other cells are its variables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange import dates_in_tables
from cadrage.exchange.article_columns import Columns, find_columns
from cadrage.exchange.article_content import Content, Source
from cadrage.exchange.article_txt import said_of
from cadrage.exchange.encodings import decode
from cadrage.exchange.metadata import FILE_COLUMNS
from cadrage.exchange.table_files import Row, rows_of, sheet_names

_NO_TABLE = "The table is empty. Check that it was saved completely."
_DESCRIBES_FILES = (
    "The table describes files and holds no texts. Import the articles, and give this table as the one "
    "with their variables."
)
_NO_TEXTS = "No column of the table holds texts; it has {columns}. Name the column with the articles 'text'."
_EMPTY_ROWS = "Rows without a text were left out: {lines}."
_CUT_BY_EXCEL = "The text is as long as a cell of Excel can be: its end may be missing."
_LONGEST_CELL = 32_767
_NAMED_ROWS = 8
_NAMED_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class _Sheet:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(source: Source) -> tuple[DocumentDraft, ...]:
    """One article for each row that has a text. Raises UserError where the file is no table, or holds no texts.

    The column of the texts is found by its name, else by the length of what stands in it; of a workbook the
    first sheet counts that has one.
    """
    content = _content(source)
    refusal = ""
    for name in sheet_names(source.data) if source.format == "xlsx" else ("",):
        sheet = _sheet(source, content.encoding, name)
        found = find_columns(sheet.columns, [row.cells for row in sheet.rows]) if sheet.rows else None
        if found is not None:
            return _drafts(content, sheet, found)
        refusal = refusal or _refusal(sheet)
    raise UserError(refusal or _NO_TABLE)


def _content(source: Source) -> Content:
    if source.format == "xlsx":
        return Content(source, "")
    decoded = decode(source.data, source.encoding)
    return Content(source, "", encoding=decoded.encoding, warnings=said_of(decoded))


def _sheet(source: Source, encoding: str, name: str) -> _Sheet:
    workbook = source.format == "xlsx"
    rows = [
        row for row in rows_of(source.data, workbook=workbook, sheet=name, encoding=encoding or None) if any(row.cells)
    ]
    if not rows:
        return _Sheet((), ())
    width = max(len(row.cells) for row in rows)
    # A table whose first row is an article already has no header.
    headed = max(map(len, rows[0].cells)) <= dates_in_tables.LONGEST_NAME
    header = rows.pop(0).cells if headed else ()
    return _Sheet(_names(header, width), tuple(rows))


def _names(header: Sequence[str], width: int) -> tuple[str, ...]:
    """Every column gets a name of its own."""
    names: list[str] = []
    known: Counter[str] = Counter()
    for number in range(width):
        wanted = " ".join(header[number].split()) if number < len(header) else ""
        name = wanted = wanted or f"column {number + 1}"
        while known[name.casefold()]:
            known[wanted.casefold()] += 1
            name = f"{wanted} ({known[wanted.casefold()]})"
        known[name.casefold()] += 1
        names.append(name)
    return tuple(names)


def _refusal(sheet: _Sheet) -> str:
    if not sheet.columns:
        return ""
    if any(name.casefold() in FILE_COLUMNS for name in sheet.columns):
        return _DESCRIBES_FILES
    shown = [f"“{name}”" for name in sheet.columns[:_NAMED_COLUMNS]]
    more = ["…"] if len(sheet.columns) > _NAMED_COLUMNS else []
    return _NO_TEXTS.format(columns=", ".join(shown + more))


def _drafts(content: Content, sheet: _Sheet, found: Columns) -> tuple[DocumentDraft, ...]:
    as_day = dates_in_tables.reader(_cell(row, found.date) for row in sheet.rows)
    drafts: list[DocumentDraft] = []
    empty: list[int] = []
    for row in sheet.rows:
        text = _cell(row, found.text)
        if not text:
            empty.append(row.line)
            continue
        values = {
            found.variables[number]: as_day(cell) if number == found.date else cell
            for number, cell in enumerate(row.cells)
            if number in found.variables and cell
        }
        cut = content.source.format == "xlsx" and len(text) >= _LONGEST_CELL
        title = _cell(row, found.title) or _numbered(content, row, found)
        drafts.append(content.draft(text, title=title, values=values, warnings=(_CUT_BY_EXCEL,) * cut))
    if empty and drafts:
        said = _EMPTY_ROWS.format(lines=_listed(empty))
        drafts[0] = replace(drafts[0], warnings=(*drafts[0].warnings, said))
    return tuple(drafts)


def _numbered(content: Content, row: Row, found: Columns) -> str:
    """Without titles, articles are called like the file and their key in it, or their row."""
    return f"{content.source.path.stem} {_cell(row, found.key) or row.line}"


def _cell(row: Row, number: int | None) -> str:
    return row.cells[number] if number is not None and number < len(row.cells) else ""


def _listed(lines: Sequence[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:_NAMED_ROWS])
    return f"{shown} and {len(lines) - _NAMED_ROWS} more" if len(lines) > _NAMED_ROWS else shown
