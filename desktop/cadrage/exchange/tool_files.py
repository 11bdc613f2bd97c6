"""Which other tool a file or folder is from, told by what it holds, and what it holds as a bundle."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.exchange import (
    tool_brat,
    tool_database,
    tool_doccano,
    tool_label_studio,
    tool_qualcoder,
    tool_taguette,
    tool_taguette_tables,
    tool_tree,
    tool_webanno,
)
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.tool_tree import Tree

TOOLS = "REFI-QDA projects (.qdpx), Taguette, QualCoder, brat, INCEpTION and WebAnno, Label Studio, doccano"
FILE_FILTER = (
    "Files of other tools (*.qdpx *.sqlite3 *.sqlite *.db *.qda *.zip *.ann *.tsv *.json *.jsonl *.csv *.xlsx)"
    ";;All files (*)"
)
_FIRST = 4096
_LOOKED_AT = 5
_OFFICE = ("[Content_Types].xml", "mimetype")


def read(path: Path, report: Report = silent) -> Bundle | None:
    """The study in another tool's file or folder; None where it is none of those that are known.

    Raises UserError where it is one, but broken, and Cancelled when `report` does.
    """
    if path.is_dir():
        return _tree(tool_tree.folder_tree(path), path, report)
    first = _first_bytes(path)
    if first.startswith(tool_database.MAGIC):
        return _database(path, report)
    if first.startswith(b"PK\x03\x04"):
        return _archive(path, report)
    if tool_webanno.is_tsv(first):
        return tool_webanno.read(tool_webanno.one_file(tool_tree.read_file(path), path.name), report)
    if path.suffix.lower() == ".ann":
        return tool_brat.read(_pair(path), report)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n\xff\xfe\x00").startswith((b"{", b"[")):
        return _json(path, report)
    rows = _rows(path) if _may_be_table(first) else None
    return tool_taguette_tables.read(rows, path.stem) if rows else None


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_FIRST)
    except OSError as error:
        raise UserError(f"“{path.name}” cannot be read: {error.strerror or error}.") from error


def _database(path: Path, report: Report) -> Bundle | None:
    with tool_database.opened(path, "another tool") as database:
        tables = database.tables
    if tables >= tool_taguette.TABLES:
        return tool_taguette.read(path, report)
    if tables >= tool_qualcoder.TABLES:
        name = path.parent.name if path.name == tool_qualcoder.FILE else path.stem
        return tool_qualcoder.read(path, name, report)
    return None


def _archive(path: Path, report: Report) -> Bundle | None:
    tree = tool_tree.zip_tree(tool_tree.read_file(path), path.name)
    if any("/" not in name for name in tree.ending(".qde")):
        from cadrage.exchange import refi_project

        return refi_project.read(path, report)
    if "xl/workbook.xml" in tree.names:
        rows = tool_taguette_tables.workbook_rows(path)
        return tool_taguette_tables.read(rows, path.stem) if rows else None
    if any(name in tree.names for name in _OFFICE):
        return None
    return _tree(tree, path, report)


def _tree(tree: Tree, path: Path, report: Report) -> Bundle | None:
    """The study in a folder or in an archive of one."""
    databases = [name for name in tree.names if name.rpartition("/")[2] == tool_qualcoder.FILE]
    if databases:
        # QualCoder's backups lie in folders of their own below the project's.
        name = min(databases, key=lambda each: each.count("/"))
        source = path / name if path.is_dir() else tree.read(name)
        root = name.rpartition("/")[0].rpartition("/")[2] or path.stem
        return tool_qualcoder.read(source, root, report)
    if tree.ending(".ann"):
        return tool_brat.read(tree, report)
    if tool_webanno.holds(tree):
        return tool_webanno.read(tree, report)
    found = [tool_doccano.documents(tree.read(name)) for name in tree.ending(".jsonl", ".json")]
    tasks = [each for values in found if any(map(tool_label_studio.is_task, values[:_LOOKED_AT])) for each in values]
    if tasks:
        return tool_label_studio.read(tasks, path.stem, report)
    if any(tool_doccano.is_entry(each) for values in found for each in values[:_LOOKED_AT]):
        return tool_doccano.read(tree, report)
    return None


def _pair(path: Path) -> Tree:
    """An .ann file and what belongs to it, out of a folder that may hold others."""
    wanted = (path.name, f"{path.stem}.txt", "annotation.conf", "visual.conf")
    names = tuple(name for name in wanted if (path.parent / name).is_file())
    return Tree(path.parent.name or path.stem, names, lambda name: tool_tree.read_file(path.parent / name))


def _json(path: Path, report: Report) -> Bundle | None:
    data = tool_tree.read_file(path)
    try:
        values = tool_doccano.documents(data)
    except UserError:
        # Not every text that begins with a bracket is meant to be JSON.
        if path.suffix.lower() in (".json", ".jsonl"):
            raise
        return None
    if any(tool_label_studio.is_task(each) for each in values[:_LOOKED_AT]):
        return tool_label_studio.read(values, path.stem, report)
    if any(tool_doccano.is_entry(each) for each in values[:_LOOKED_AT]):
        tree = Tree(path.name, (path.with_suffix(".jsonl").name,), lambda _: data)
        return tool_doccano.read(tree, report)
    if any(tool_label_studio.is_plain_task(each) for each in values[:_LOOKED_AT]):
        return tool_label_studio.read(values, path.stem, report)
    return None


def _may_be_table(first: bytes) -> bool:
    line = first.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].lower()
    return b"tag" in line and (b"content" in line or b"description" in line or b"highlights" in line)


def _rows(path: Path) -> Sequence[Sequence[str]] | None:
    try:
        return list(csv.reader(StringIO(tool_tree.read_file(path).decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return None
