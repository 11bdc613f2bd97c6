"""A table that says more about article files: outlet, date, author and what else a study needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from cadrage.core.errors import UserError
from cadrage.core.text import clean
from cadrage.exchange.files import shown
from cadrage.exchange.table_files import read_table

FILE_COLUMNS = ("file", "doc", "document", "filename", "file_name")


def read_metadata(path: Path) -> Mapping[str, Mapping[str, str]]:
    """By the file's name as the table gives it: its variables by column name, empty cells left out.

    The file stands in the first column named file, doc, document or filename. Raises UserError where
    there is no such column, a row names no file, or two rows name the same one.
    """
    table = read_table(path)
    column = next((name for name in table.columns if name.casefold() in FILE_COLUMNS), None)
    if column is None:
        raise UserError(
            f"'{shown(path)}' has no column that names the files; it has {', '.join(table.columns)}. "
            "Name that column 'file'."
        )
    found: dict[str, dict[str, str]] = {}
    for row in table.rows:
        cells = table.by_name(row)
        file = clean(cells.pop(column, ""))
        if not file:
            raise UserError(f"Line {row.line} of '{shown(path)}' names no file. Fill in the column '{column}'.")
        if file in found:
            raise UserError(f"'{shown(path)}' describes the file '{file}' twice. Keep one of its rows.")
        if table.surplus(row):
            raise UserError(
                f"Line {row.line} of '{shown(path)}' has more cells than there are columns. "
                "Name the last columns, or put cells with separators in quotation marks."
            )
        found[file] = {name: clean(cell) for name, cell in cells.items()}
    return found


def values_for(metadata: Mapping[str, Mapping[str, str]], file_name: str) -> Mapping[str, str]:
    """What a table says of a file, which it may name with or without its folder and its ending."""
    if not metadata:
        return {}
    name = PurePath(file_name)
    for key in (file_name, name.name, name.stem):
        if key in metadata:
            return metadata[key]
    # String work, not paths: this runs for each file over each row of the table.
    folded = {key.replace("\\", "/").rpartition("/")[2].casefold(): key for key in metadata}
    found = folded.get(name.name.casefold()) or folded.get(name.stem.casefold())
    return metadata[found] if found else {}
