"""A codebook that was edited outside, read for what it says and for what it leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from cadrage.core.codebook_edits import FIELDS, EditedBook, EditedCode
from cadrage.core.errors import UserError
from cadrage.core.text import clean
from cadrage.exchange.codebook_drafts_edited import from_json, from_qdc
from cadrage.exchange.encodings import decode
from cadrage.exchange.files import read_bytes, shown
from cadrage.exchange.table_files import Row, rows_of, sheet_names

ENDINGS = (".xlsx", ".csv", ".tsv", ".txt", ".qdc", ".json")
_FIELD_OF = {words.casefold(): name for name, words in FIELDS.items()} | {
    "color": "colour",
    "counter examples": "counter_examples",
}
_PLACED = ("parent", "category", "code path", "id", "merge into", "retired")
_TOLD = ("documents", "codings", "version")  # counted anew at every export
_NONE: Mapping[str, str] = MappingProxyType({})
_YES = ("yes", "true", "1", "x", "ja", "oui", "wahr", "vrai")
_HEADER_WITHIN = 20  # rows, for a title that somebody wrote above the table
_IDS = re.compile(r"[\s,;+|&/]+")


def read_edited(path: Path, documents: Mapping[str, str] = _NONE) -> EditedBook:
    """The codebook in a .xlsx, .csv (.tsv, .txt), .qdc or .json file: rows in their order, with what each says.
    `documents`: what they are called, by GUID.

    Raises UserError where the file cannot be read or names no codes.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError(f"'{shown(path)}' is not a codebook. Choose a file ending in {', '.join(ENDINGS)}.")
    data = read_bytes(path)
    if ending == ".qdc":
        return from_qdc(path, data, documents)
    if ending == ".json":
        return from_json(path, data)
    return _book(path, _table_rows(path, data))


def rows_of_codes(path: Path) -> list[Row]:
    """The rows of the table of codes in a .xlsx or delimited file, from its header on; all where no row heads codes."""
    rows = _table_rows(path, read_bytes(path))
    return rows[_header(rows) or 0 :]


def _table_rows(path: Path, data: bytes) -> list[Row]:
    return _workbook_rows(path, data) if path.suffix.lower() == ".xlsx" else _text_rows(data)


def says_yes(cell: str) -> bool:
    """Whether a cell such as that of the column Retired is ticked, in whatever way people do so."""
    return cell.strip().casefold() in _YES


def _text_rows(data: bytes) -> list[Row]:
    """In the encoding that is sure, else in the likeliest by which the header can be read."""
    decoded = decode(data)
    if decoded.confident:
        return list(rows_of(data, workbook=False))
    for candidate in decoded.candidates:
        rows = list(rows_of(data, workbook=False, encoding=candidate.encoding))
        if _header(rows) is not None:
            return rows
    return list(rows_of(data, workbook=False))


def _workbook_rows(path: Path, data: bytes) -> list[Row]:
    """The sheet `codebook`, under whatever name: else the first that has a column of codes."""
    names = sheet_names(data)
    for name in sorted(names, key=_is_codebook, reverse=True):
        rows = list(rows_of(data, workbook=True, sheet=name))
        if _header(rows) is not None:
            return rows
    raise UserError(
        f"'{shown(path)}' has no sheet with a column 'Code'. Name the column with the codes so, in its first row."
    )


def _is_codebook(name: str) -> bool:
    return name.casefold() == "codebook"


def _header(rows: Sequence[Row]) -> int | None:
    """The place of the row that heads the table."""
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        if "code" in [folded(cell) for cell in row.cells]:
            return place
    return None


def folded(cell: str) -> str:
    """A header as it is compared."""
    return " ".join(cell.replace("_", " ").split()).casefold()


def _book(path: Path, rows: Sequence[Row]) -> EditedBook:
    top = _header(rows)
    if top is None:
        raise UserError(f"'{shown(path)}' has no column 'Code'. Name the column with the codes so.")
    columns = [folded(cell) for cell in rows[top].cells]
    _check_columns(path, columns)
    known = {name: place for place, name in enumerate(columns) if name in _FIELD_OF or name in _PLACED}
    cells = [(line, _cells(row, known)) for line, row in enumerate(rows[top + 1 :], top + 2)]
    codes = list(_codes(cells))
    codes += _categories(codes, [found.get("category", "") for _, found in cells])
    if not codes:
        raise UserError("The file contains no codes. Check that it is a codebook.")
    filled = [row for row, (_, found) in zip(rows[top + 1 :], cells, strict=True) if found.get("code")]
    by_column = {
        name: tuple(row.cells[place] if place < len(row.cells) else "" for row in filled)
        for place, name in enumerate(columns)
        if name and len(filled) == len(codes)
    }
    return EditedBook(path.stem, tuple(codes), columns=by_column, notes=tuple(_unknown(rows[top], columns)))


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    known = [_FIELD_OF.get(name, name) for name in columns if name in _FIELD_OF or name in _PLACED]
    twice = sorted({FIELDS.get(name, name) for name in known if known.count(name) > 1})
    if twice:
        raise UserError(f"'{shown(path)}' has columns of one name: {', '.join(twice)}. Take one of each out.")


def _unknown(header: Row, columns: Sequence[str]) -> Iterator[str]:
    for cell, name in zip(header.cells, columns, strict=True):
        if name and name not in _FIELD_OF and name not in _PLACED and name not in _TOLD:
            yield f"The column “{cell}” is none of a codebook's; it was not read."


def _cells(row: Row, known: Mapping[str, int]) -> dict[str, str]:
    """By column; a row that ends early has empty cells at its end."""
    return {name: clean(row.cells[place]) if place < len(row.cells) else "" for name, place in known.items()}


def _codes(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Iterator[EditedCode]:
    for line, cells in rows:
        if not any(cells.values()):
            continue
        if not cells["code"].strip():
            if not cells.get("id") and not cells.get("short id"):
                raise UserError(f"Row {line}, column Code: the cell is empty. Name the code, or take the row out.")
            named = cells.get("short id") or cells.get("id")
            raise UserError(f"Row {line}, column Code: “{named}” has no name. Give it one, or take the row out.")
        yield _code(line, cells)


def _code(line: int, cells: Mapping[str, str]) -> EditedCode:
    parent = cells.get("parent", cells.get("category"))
    return EditedCode(
        place=f"Row {line}",
        fields={_FIELD_OF[name]: cell for name, cell in cells.items() if name in _FIELD_OF},
        ids=tuple(each for each in _IDS.split(cells.get("id", "")) if each),
        parent=parent,
        path=cells.get("code path"),
        merge_into=cells.get("merge into", ""),
        retired=says_yes(cells["retired"]) if "retired" in cells else None,
    )


def _categories(codes: Sequence[EditedCode], categories: Sequence[str]) -> Iterator[EditedCode]:
    """A category is seldom listed as a code of its own."""
    known = {name.casefold() for code in codes for name in (code.short_id, code.name)}
    for category in categories:
        if category and category.casefold() not in known:
            known.add(category.casefold())
            yield EditedCode(f"The category “{category}”", {"name": category}, parent="")
