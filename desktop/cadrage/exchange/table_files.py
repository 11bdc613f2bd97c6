"""Tables in files, whatever their form: rows of text with the line or row on which each begins."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.exchange.archives import DAMAGED, check_office
from cadrage.exchange.csv_cells import unguarded
from cadrage.exchange.encodings import decode
from cadrage.exchange.files import SIZE_LIMIT, read_bytes, shown

if TYPE_CHECKING:
    from openpyxl import Workbook

DELIMITERS = ",;\t"
_TOLD_DELIMITER = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, without white space around them, and its line in the file, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileTable:
    """A header of named columns, and the rows under it that are not empty."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def surplus(self, row: Row) -> tuple[str, ...]:
        """What stands in cells to the right of the last column."""
        return tuple(cell for cell in row.cells[len(self.columns) :] if cell)

    def by_name(self, row: Row) -> dict[str, str]:
        """The row's cells that are not empty, by column."""
        return {name: cell for name, cell in zip(self.columns, row.cells, strict=False) if cell}


def read_table(path: Path, *, sheet: str = "") -> FileTable:
    """The table in a .csv (also .tsv, .txt) or .xlsx file; of a workbook, the sheet named, else the first.

    Raises UserError where the file is no such table, or its header is empty or ambiguous.
    """
    return table_of(path, read_rows(path, sheet=sheet))


def table_of(path: Path, rows: Iterable[Row]) -> FileTable:
    """The table that some rows of a file make, the first of them its header; as `read_table`."""
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        raise UserError(f"'{shown(path)}' contains no table. Check that it was saved completely.")
    header = list(filled[0].cells)
    while header and not header[-1]:
        header.pop()
    _check_header(path, header)
    return FileTable(tuple(header), tuple(filled[1:]))


def read_rows(path: Path, *, sheet: str = "") -> Iterator[Row]:
    """Every row of the file, blank ones too. Raises UserError while reading what is no table."""
    return rows_of(read_bytes(path), workbook=path.suffix.lower() == ".xlsx", sheet=sheet)


def rows_of(data: bytes, *, workbook: bool, sheet: str = "", encoding: str | None = None) -> Iterator[Row]:
    """Every row of a workbook's sheet or of a delimited text, in the encoding that a person chose for it."""
    return _sheet_rows(data, sheet) if workbook else _delimited_rows(data, encoding)


def sheet_names(data: bytes) -> tuple[str, ...]:
    """The sheets of a workbook, in order. Raises UserError where the bytes are none."""
    with _workbook(data) as book:
        return tuple(sheet.title for sheet in book.worksheets)


def _check_header(path: Path, header: list[str]) -> None:
    if "" in header:
        raise UserError(f"Column {header.index('') + 1} of '{shown(path)}' has no name. Name it or remove it.")
    folded = [name.casefold() for name in header]
    twice = sorted({name for name in header if folded.count(name.casefold()) > 1})
    if twice:
        raise UserError(f"'{shown(path)}' has columns of one name: {', '.join(twice)}. Rename one of them.")


def _delimited_rows(data: bytes, encoding: str | None = None) -> Iterator[Row]:
    decoded = decode(data, encoding)
    if not decoded.confident:
        raise UserError("The table's encoding could not be told for sure. Save it as 'CSV UTF-8' and import it again.")
    text = decoded.text.removeprefix("\ufeff")
    told = _TOLD_DELIMITER.match(text)
    before = 0
    # newline="" leaves line ends inside quoted cells alone, and counts lines as an editor does.
    lines = io.StringIO(text, newline="")
    if told:
        lines.readline()
        before = 1
    # The module's own limit is shorter than some articles in one cell.
    csv.field_size_limit(SIZE_LIMIT)
    delimiter = told[1] if told else _delimiter(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 0
    try:
        for cells in reader:
            yield Row(before + line + 1, tuple(unguarded(cell.strip()) for cell in cells))
            line = reader.line_num
    except csv.Error as error:
        raise UserError(
            f"The table could not be read from line {before + line + 1} on ({error}). "
            "Check the quotation marks there: every one that opens a cell must be closed."
        ) from error


def _delimiter(text: str) -> str:
    """The one that cuts the header into most cells; a comma where none does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter))))


def _sheet_rows(data: bytes, wanted: str) -> Iterator[Row]:
    with _workbook(data) as workbook:
        sheets = workbook.worksheets
        sheet = next((s for s in sheets if s.title.casefold() == wanted.casefold()), sheets[0])
        # What a program wrote as the sheet's size may be wrong.
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield Row(line, tuple(_as_text(cell) for cell in cells))


@contextmanager
def _workbook(data: bytes) -> Iterator[Workbook]:
    """What goes wrong while its rows are read becomes a UserError too."""
    from lxml.etree import LxmlError
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_office(data, "an Excel workbook (.xlsx)", "xl/workbook.xml", streamed=True)
    damaged = (InvalidFileException, LxmlError, zlib.error, zipfile.BadZipFile, OverflowError, AssertionError, *DAMAGED)
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True)
        yield workbook
        workbook.close()
    except damaged as error:
        raise UserError(
            "The file is not an Excel workbook that can be read: it seems to be damaged. "
            "Open it in Excel or LibreOffice and save it again."
        ) from error


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
