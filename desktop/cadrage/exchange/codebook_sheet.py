"""Codebooks in a table: the `codebook` sheet of an export, or a plain list of codes with categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cadrage.core.codebook import PATH_SEPARATOR
from cadrage.core.errors import UserError
from cadrage.core.model import CodebookDraft, CodeDraft, ExampleKind
from cadrage.core.text import clean
from cadrage.exchange import codebook_rows, examples
from cadrage.exchange.codebook_draft import Entry, assemble, find_parent
from cadrage.exchange.files import shown
from cadrage.exchange.table_files import FileTable, table_of


def read(path: Path) -> CodebookDraft:
    """Columns by the export's headers in any case, at least Code; or code, category, color, definition.

    Of a workbook the sheet `codebook`, else the first that has a column of codes.
    """
    table = table_of(path, codebook_rows.rows_of_codes(path))
    if "code" not in [codebook_rows.folded(name) for name in table.columns]:
        raise UserError(
            f"'{shown(path)}' has no column 'Code'; it has {', '.join(table.columns)}. "
            "Name the column with the codes so."
        )
    found = _cells(path, table)
    codes = [_code(cells) for cells in found]
    paths = [cells.get("code path", "") for cells in found]
    named = not {"parent", "category"}.isdisjoint(codebook_rows.folded(name) for name in table.columns)
    parents = [_parent(cells, paths, named=named) for cells in found]
    known = {name.casefold() for code in codes for name in (code.short_id, code.name)}
    # A category is seldom listed as a code of its own.
    for cells in found:
        category = cells.get("category", "")
        if category and category.casefold() not in known:
            known.add(category.casefold())
            codes.append(CodeDraft("", category))
            paths.append("")
            parents.append("")
    entries = [
        Entry(code, find_parent(codes, parent, paths) if parent else None)
        for code, parent in zip(codes, parents, strict=True)
    ]
    return assemble(path.stem, entries)


def _cells(path: Path, table: FileTable) -> list[dict[str, str]]:
    found = []
    for row in table.rows:
        cells = {codebook_rows.folded(name): clean(cell) for name, cell in table.by_name(row).items()}
        if not cells.get("code"):
            raise UserError(f"Line {row.line} of '{shown(path)}' names no code. Fill in the column 'Code'.")
        found.append(cells)
    return found


def _parent(cells: Mapping[str, str], paths: Sequence[str], *, named: bool) -> str:
    """The parent as the table names it; the path tells apart parents of one name, or stands in for it."""
    above = cells.get("code path", "").rpartition(PATH_SEPARATOR)[0]
    parent = cells.get("parent", "") or cells.get("category", "")
    fits = above in paths and above.rpartition(PATH_SEPARATOR)[2] == parent
    return above if above and (fits or not named) else parent


def _code(cells: Mapping[str, str]) -> CodeDraft:
    return CodeDraft(
        short_id=cells.get("short id", ""),
        name=cells["code"],
        colour=cells.get("colour", "") or cells.get("color", ""),
        brief=cells.get("brief definition", ""),
        definition=cells.get("definition", ""),
        when_to_use=cells.get("when to use", ""),
        when_not=cells.get("when not to use", ""),
        notes=cells.get("notes", ""),
        retired=codebook_rows.says_yes(cells.get("retired", "")),
        examples=(
            *examples.parsed(cells.get("examples", ""), ExampleKind.TYPICAL),
            *examples.parsed(cells.get("counter-examples", ""), ExampleKind.COUNTER),
        ),
    )
