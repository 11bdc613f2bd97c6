"""The coded material of a project as a folder of CSV files that describe themselves, with scripts that read them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cadrage.core.dataset import Dataset
from cadrage.exchange import data_package, readme, script_r, script_spss, script_stata
from cadrage.exchange.cells import CellChange, Value
from cadrage.exchange.csv_cells import GUARD
from cadrage.exchange.csv_tables import WrittenFile, WrittenTable, write_bytes, write_table
from cadrage.exchange.dataset_tables import tables
from cadrage.exchange.folder_replace import safe_replace_files
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.readme_study import study_rows
from cadrage.exchange.table_result_sheets import PREFIX as RESULT
from cadrage.exchange.tables import Column, Table
from cadrage.exchange.value_labels import LabelSets

NUMERIC = "numeric"
SCRIPTS = {"read.R": script_r.script, "read_spss.sps": script_spss.script, "read.do": script_stata.script}
_WORDS_ONLY = ("readme", "codebook", "methods", "value_labels", "results_notes")
_MOST_CHANGES = 10_000
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_OURS = re.compile(rf"({NUMERIC}/)?[\w-]+\.csv|{'|'.join(map(re.escape, SCRIPTS))}")
_LABEL_COLUMNS = (
    Column("table", "Name of the table."),
    Column("column", "Name of its column."),
    Column("value", "The number that stands for it in the folder “numeric”."),
    Column("text", "What the cell says in the table."),
    Column("label", "What it means."),
)
_ABOUT = (
    ("Format", "UTF-8 with a byte-order mark, commas, quotation marks doubled inside cells, dates as 2014-03-15."),
    ("Formulas", GUARD),
    (
        "Numbers",
        "Where a table has words that statistics programs want as numbers, or line breaks in cells, “numeric” holds "
        "its rows with numbers for words, one line a row, texts of at most 32,767 bytes. The table “value_labels” says "
        "what each number means.",
    ),
    ("Scripts", "read.R, read_spss.sps and read.do read all tables into R, SPSS and Stata with their labels."),
    ("Description", "datapackage.json describes every file and column as a Data Package (https://datapackage.org)."),
)


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What was written: rows by table, every cell that had to be changed, all files; those of an earlier export that
    went because this one has none of their name, and those that stayed because somebody has edited them since."""

    path: Path
    rows: Mapping[str, int]
    changes: tuple[CellChange, ...]
    files: tuple[str, ...]
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def write_folder(dataset: Dataset, folder: Path, *, what: str = "all", report: Report = silent) -> FolderReport:
    """Writes `what` (codebook, dataset, agreement or all), replacing in `folder` only files of its own names.

    Tables of an earlier export that this one does not have are removed, but for those that were edited since.
    `report(done, total)` counts rows and may raise Cancelled. Raises UserError where the folder cannot be written; it
    is then as it was.
    """
    chosen = tables(dataset, what, files=True)
    before, obsolete = data_package.files_of(folder), list[str]()
    with safe_replace_files(folder, obsolete) as draft:
        written, changes = _Writer(dataset, draft, _paths(table.name for table in chosen), report).all(chosen)
        unchanged, edited = _stale(folder, before, {file.path for file in written})
        obsolete += unchanged
    if unchanged:
        # What an earlier export had there may have been all.
        with suppress(OSError):
            (folder / NUMERIC).rmdir()
    rows = {table.name: table.length for table in chosen}
    return FolderReport(folder, rows, tuple(changes), tuple(file.path for file in written), unchanged, edited)


@dataclass(slots=True)
class _Writer:
    """Writes into a folder that is still empty."""

    dataset: Dataset
    folder: Path
    paths: Mapping[str, str]
    report: Report
    changes: list[CellChange] = field(default_factory=list)
    done: int = 0
    total: int = 0

    def all(self, chosen: Sequence[Table]) -> tuple[list[WrittenFile], list[CellChange]]:
        (self.folder / NUMERIC).mkdir()
        self.total = sum(table.length for table in chosen)
        self.tick(0)
        sets = LabelSets(self.dataset)
        written = [self.table(table, sets) for table in chosen]
        if labels := _labels(written):
            written.append(self.table(labels, sets))
        changed = list(self.changes)
        written.append(self.table(_readme(self.dataset, [*chosen, *([labels] if labels else [])], changed), sets))
        numeric = [table.numeric for table in written if table.numeric]
        study = [table for table in written if table.name not in ("readme", "value_labels")]
        others = [
            write_bytes(self.folder, path, script(study).encode("utf-8", "replace")) for path, script in SCRIPTS.items()
        ]
        described = data_package.data_package(self.dataset, written, others)
        others.append(write_bytes(self.folder, data_package.NAME, described))
        if not numeric:
            (self.folder / NUMERIC).rmdir()
        return [*(table.file for table in written), *numeric, *others], changed

    def table(self, table: Table, sets: LabelSets) -> WrittenTable:
        path = self.paths[table.name]
        as_shown = table.name.startswith(RESULT)
        numeric = None if as_shown or table.name in _WORDS_ONLY else f"{NUMERIC}/{path}"
        written, changes = write_table(table, self.folder, (path, numeric), None if as_shown else sets, self.tick)
        self.changes += changes
        return written

    def tick(self, rows: int) -> None:
        self.done += rows
        self.report(min(self.done, self.total), self.total)


def _paths(names: Iterator[str]) -> dict[str, str]:
    """By table, a file name that every system takes, each once whatever the case."""
    found: dict[str, str] = {}
    for name in (*names, "value_labels", "readme"):
        stem = re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_") or "table"
        stem = f"{stem}_" if _RESERVED.fullmatch(stem) else stem[:60]
        path, number = f"{stem}.csv", 2
        while path.casefold() in {each.casefold() for each in found.values()}:
            path, number = f"{stem}_{number}.csv", number + 1
        found[name] = path
    return found


def _stale(folder: Path, before: Mapping[str, str], new: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Files of an earlier export that the new one has not: as they were written, and edited since."""
    unchanged: list[str] = []
    edited: list[str] = []
    taken = {path.casefold() for path in new}
    for path, digest in before.items():
        # What a description names is taken for ours only where it could be.
        if path.casefold() in taken or not _OURS.fullmatch(path) or not (folder / path).is_file():
            continue
        with suppress(OSError):
            same = hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest
            (unchanged if same else edited).append(path)
    return tuple(unchanged), tuple(edited)


def _labels(written: Sequence[WrittenTable]) -> Table | None:
    rows: list[tuple[Value, ...]] = [
        (table.name, column.short, value.number, value.text, value.label)
        for table in written
        if table.counted
        for column in table.fields
        if column.labels
        for value in column.labels.values
    ]
    about = "One row for each value that a number stands for."
    return Table("value_labels", about, _LABEL_COLUMNS, len(rows), lambda: iter(rows)) if rows else None


def _readme(dataset: Dataset, chosen: Sequence[Table], changes: Sequence[CellChange]) -> Table:
    rows: list[tuple[Value, ...]] = [("Folder", item, words) for item, words in _ABOUT]
    rows += study_rows(dataset, chosen)
    for table in chosen:
        rows.append(("Table", table.name, f"{table.about} Rows: {table.length:,}."))
        rows += [("Column", f"{table.name}: {column.name}", column.about) for column in table.columns]
    rows.append(("Changed cells", "Number", len(changes)))
    rows += [
        ("Changed cells", f"{change.sheet}, row {change.row}, {change.column}", change.what)
        for change in changes[:_MOST_CHANGES]
    ]
    about = "What this folder holds and how it was made."
    return Table("readme", about, readme.COLUMNS, len(rows), lambda: iter(rows))
