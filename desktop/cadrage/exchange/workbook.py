"""The coded material of a project as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from cadrage import __version__
from cadrage.core.dataset import Dataset
from cadrage.exchange import readme
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.cells import CellChange, Value, as_moment, safe_text
from cadrage.exchange.dataset_tables import tables
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.sheet_charts import charts
from cadrage.exchange.sheet_plan import MAX_COLUMNS, PlannedSheet, planned
from cadrage.exchange.sheet_styles import Styles
from cadrage.exchange.sheets import TableSheet
from cadrage.exchange.tables import Table

if TYPE_CHECKING:
    from cadrage.exchange.sheet_archive import SheetPart

_LARGE = 50_000  # rows: with the longest texts, 2 GB
_PACKING = 3  # of 9: a fifth larger than is usual, in half the time


@dataclass(frozen=True, slots=True)
class WorkbookReport:
    """What was written: rows by sheet (without header), and every cell that had to be changed."""

    path: Path
    rows: Mapping[str, int]
    changes: tuple[CellChange, ...]


def write_workbook(dataset: Dataset, path: Path, *, what: str = "all", report: Report = silent) -> WorkbookReport:
    """Writes the tables that `what` names with a readme sheet, replacing `path` in one move.

    `report(done, total)` is called per row and may raise Cancelled. "all" leaves out agreement where none
    was computed, and judgements and memos where there are none. Raises UserError where the file cannot be written.
    """
    plans = planned(tables(dataset, what), [readme.NAME])
    with safe_replace(path) as draft:
        changes = _Workbook(dataset, plans, report).write(draft)
    return WorkbookReport(path, {plan.title: plan.length for plan in plans}, tuple(changes))


class _Workbook:
    """What the sheets share while they are written."""

    def __init__(self, dataset: Dataset, plans: Sequence[PlannedSheet], report: Report) -> None:
        from openpyxl import Workbook

        self._dataset, self._plans, self._report = dataset, plans, report
        self._book: Any = Workbook(write_only=True)
        self._styles = Styles(self._book)
        self._changes: list[CellChange] = []
        self._names: list[str] = []  # of the tables in the sheets
        self._charted: list[str] = []  # sheets
        self._done, self._total = 0, sum(plan.length for plan in plans)

    def write(self, file: Path) -> list[CellChange]:
        from cadrage.exchange.sheet_archive import SheetArchive

        self._set_properties()
        # Not straight to the disk: where that is full, the archive could not even be closed.
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=_PACKING) as archive:
            SheetArchive(self._book, archive, self._parts()).write_data()
        self._report(self._done, self._total)
        file.write_bytes(packed.getbuffer())
        return self._changes

    def _set_properties(self) -> None:
        properties, dataset = self._book.properties, self._dataset
        properties.title = safe_text(dataset.project)[0]
        properties.subject = "Coded documents: codebook, codings, agreement"
        properties.creator = properties.lastModifiedBy = f"Cadrage {__version__}"
        properties.description = f"Codebook version: {safe_text(dataset.codebook_version or 'open draft')[0]}"
        made = as_moment(dataset.exported)
        if isinstance(made, datetime):
            properties.created = properties.modified = made

    def _parts(self) -> dict[str, SheetPart]:
        """The readme comes last, as it lists what had to be changed in the other sheets."""
        from cadrage.exchange.sheet_archive import SheetPart

        parts: dict[str, SheetPart] = {}
        rows: Iterator[Sequence[Value]] = iter(())
        for place, plan in enumerate(self._plans):
            if not place or plan.table is not self._plans[place - 1].table:
                rows = self._counted(plan.table)
            sheet = TableSheet(self._book, plan, self._styles, self._changes, self._dataset.project)
            if drawn := list(charts(plan, sheet.names, sheet.sheet)):
                sheet.add_charts(drawn)
                self._charted.append(plan.title)
            parts[plan.title] = SheetPart(partial(self._write, sheet, islice(rows, plan.length)), plan.length > _LARGE)
        about = Table(readme.NAME, readme.ABOUT, readme.COLUMNS, 0, partial(iter, ()))
        first = TableSheet(self._book, PlannedSheet(readme.NAME, about, 0), self._styles, [], self._dataset.project)
        first.sheet.sheet_view.tabSelected = True
        parts[readme.NAME] = SheetPart(partial(self._write, first, self._explained()))
        return parts

    def _write(self, sheet: TableSheet, rows: Iterable[Sequence[Value]], part: IO[bytes]) -> Any:
        return sheet.write(part, rows, self._names)

    def _counted(self, table: Table) -> Iterator[Sequence[Value]]:
        for row in table.rows():
            self._report(self._done, self._total)
            self._done += 1
            yield row[:MAX_COLUMNS]

    def _explained(self) -> Iterator[Sequence[Value]]:
        """Asked for when the other sheets are written."""
        left_out = self._styles.colours_left_out
        made = readme.Made(self._plans, self._changes, self._charted, left_out)
        yield from readme.readme_rows(self._dataset, made)
