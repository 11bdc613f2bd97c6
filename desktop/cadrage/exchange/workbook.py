"""The coded material of a project as an Excel workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from cadrage import __version__
from cadrage.core.agreement import AgreementTable
from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.exchange import readme
from cadrage.exchange.agreement_report import Circumstances
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.cells import CellChange, safe_text
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.sheets import TableSheet, check_size
from cadrage.exchange.table_agreement import agreement_table
from cadrage.exchange.table_agreement_documents import agreement_documents_table
from cadrage.exchange.table_agreement_pairs import pairs_table
from cadrage.exchange.table_codebook import codebook_table
from cadrage.exchange.table_codings import codings_table
from cadrage.exchange.table_confusion import confusion_table
from cadrage.exchange.table_disagreements import disagreements_table
from cadrage.exchange.table_documents import documents_table
from cadrage.exchange.table_judgements import judgements_table
from cadrage.exchange.table_memos import memos_table
from cadrage.exchange.table_methods import methods_table
from cadrage.exchange.tables import Table

AGREEMENT = ("agreement", "pairs", "agreement_documents", "disagreements", "confusion", "methods")
SHEETS = {
    "codebook": ("codebook",),
    "dataset": ("codings", "documents", "judgements", "memos"),
    "agreement": AGREEMENT,
    "all": ("codebook", "codings", "documents", "judgements", "memos", *AGREEMENT),
}


NO_ROOM = "The workbook was not written: its sheets take room in “{folder}” first. Make room there and try again."


@dataclass(frozen=True, slots=True)
class WorkbookReport:
    """What was written: rows by sheet (without header), and every cell that had to be changed."""

    path: Path
    rows: Mapping[str, int]
    changes: tuple[CellChange, ...]


def write_workbook(dataset: Dataset, path: Path, *, what: str = "all", report: Report = silent) -> WorkbookReport:
    """Writes `what` (codebook, dataset, agreement or all) with a readme sheet, replacing `path` in one move.

    `report(done, total)` is called per row and may raise Cancelled. "all" leaves out agreement where none
    was computed, and judgements and memos where there are none. Raises UserError where nothing fits the sheets
    or the file cannot be written.
    """
    chosen = tables(dataset, what)
    for table in chosen:
        check_size(table.name, table.length, len(table.columns))
    with safe_replace(path) as draft:
        changes = _written(dataset, chosen, draft, report)
    return WorkbookReport(path, {table.name: table.length for table in chosen}, tuple(changes))


def tables(dataset: Dataset, what: str = "all") -> tuple[Table, ...]:
    """The tables that `what` names, in the order of the sheets."""
    if what not in SHEETS:
        raise UserError(f"'{what}' cannot be exported to a workbook. Choose one of {', '.join(SHEETS)}.")
    if what == "agreement" and dataset.agreement is None:
        raise UserError("No agreement has been computed. Compute it first, then export it.")
    makers: dict[str, Callable[[], Table]] = {
        "codebook": lambda: codebook_table(dataset),
        "codings": lambda: codings_table(dataset),
        "documents": lambda: documents_table(dataset),
    }
    if dataset.judgements:
        makers["judgements"] = lambda: judgements_table(dataset)
    if dataset.all_memos:
        makers["memos"] = lambda: memos_table(dataset)
    if dataset.agreement is not None:
        agreement = dataset.agreement
        makers["agreement"] = lambda: agreement_table(agreement)
        if dataset.agreement_details is not None:
            makers |= _behind(dataset, agreement, dataset.agreement_details)
    return tuple(makers[name]() for name in SHEETS[what] if name in makers)


def _behind(dataset: Dataset, table: AgreementTable, details: AgreementDetails) -> dict[str, Callable[[], Table]]:
    """What stands behind the agreement table."""
    study = Circumstances(__version__, details.codebook, details.corpus, table.filters, details.limits)
    return {
        "pairs": lambda: pairs_table(table),
        "agreement_documents": lambda: agreement_documents_table(dataset, details),
        "disagreements": lambda: disagreements_table(dataset, table, details),
        "confusion": lambda: confusion_table(table, details),
        "methods": lambda: methods_table(table, study),
    }


def _written(dataset: Dataset, chosen: Sequence[Table], draft: Path, report: Report) -> list[CellChange]:
    from lxml.etree import LxmlError
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    workbook.properties.title = safe_text(dataset.project)[0]
    workbook.properties.creator = "Cadrage"
    changes: list[CellChange] = []
    # The readme stands first but is filled last: it lists what had to be changed in the other sheets.
    sheets = [TableSheet(workbook, "readme", readme.COLUMNS, [])]
    sheets += [TableSheet(workbook, table.name, table.columns, changes) for table in chosen]
    try:
        _fill(sheets[1:], chosen, report)
        for row in readme.readme_rows(dataset, chosen, changes):
            sheets[0].append(row)
        sheets[0].close()
        # Not straight to the disk: where that is full, the archive could not even be closed.
        packed = BytesIO()
        workbook.save(packed)
        draft.write_bytes(packed.getbuffer())
    except BaseException as error:
        for sheet in sheets:
            sheet.discard()
        if isinstance(error, LxmlError):
            raise UserError(NO_ROOM.format(folder=tempfile.gettempdir())) from error
        raise
    return changes


def _fill(sheets: Sequence[TableSheet], chosen: Sequence[Table], report: Report) -> None:
    total, done = sum(table.length for table in chosen), 0
    for sheet, table in zip(sheets, chosen, strict=True):
        for row in table.rows():
            report(done, total)
            sheet.append(row)
            done += 1
        sheet.close()
    report(done, total)
