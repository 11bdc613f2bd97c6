"""Which tables leave the program, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from cadrage import __version__
from cadrage.core.agreement import AgreementTable
from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.coded_units import CodedUnits
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.exchange.agreement_report import Circumstances
from cadrage.exchange.table_actors import actors_table, has_actors
from cadrage.exchange.table_agreement import agreement_table
from cadrage.exchange.table_agreement_documents import agreement_documents_table
from cadrage.exchange.table_agreement_pairs import pairs_table
from cadrage.exchange.table_codebook import codebook_table
from cadrage.exchange.table_coders import coders_table
from cadrage.exchange.table_codes import codes_table
from cadrage.exchange.table_codings import codings_table
from cadrage.exchange.table_confusion import confusion_table
from cadrage.exchange.table_disagreements import disagreements_table
from cadrage.exchange.table_doc_wide import doc_wide_table
from cadrage.exchange.table_documents import documents_table
from cadrage.exchange.table_exemplars import exemplars_table
from cadrage.exchange.table_frequencies import frequencies_outlets_table, frequencies_table, has_outlets
from cadrage.exchange.table_judgements import judgements_table
from cadrage.exchange.table_memos import memos_table
from cadrage.exchange.table_methods import methods_table
from cadrage.exchange.table_result_sheets import PREFIX, result_sheets
from cadrage.exchange.table_results import result_tables
from cadrage.exchange.table_rounds import rounds_table
from cadrage.exchange.table_units import units_long_table, units_tables
from cadrage.exchange.table_variables import values_table, variables_table
from cadrage.exchange.tables import Table

UNITS = ("units_long", "units_")
AGREEMENT = ("agreement", "pairs", "agreement_documents", "disagreements", "confusion", "methods", *UNITS)
RESULTS = (PREFIX, "results", "exemplars")
_FREQUENCIES = ("frequencies", "frequencies_outlets")
_STUDY = ("coders", "rounds", "variables", "values")
_MATERIAL = ("codings", "documents", *_FREQUENCIES, "doc_wide", "judgements", "memos", "actors_x_codes")
_DATASET = ("codes", *_MATERIAL, *_STUDY)
SHEETS = {
    "codebook": ("codebook",),
    "dataset": (*_DATASET, "units_long"),
    "agreement": AGREEMENT,
    "results": RESULTS,
    "all": ("codebook", *_DATASET, *RESULTS, *AGREEMENT),
}
MOST_CODES, MOST_CELLS = 30, 500_000
"""So many sheets of units at most, and so many cells in all of them: a workbook of more opens too slowly."""

T = TypeVar("T")
Makers = dict[str, Callable[[], tuple[Table, ...]]]


def tables(dataset: Dataset, what: str = "all", *, files: bool = False) -> tuple[Table, ...]:
    """The tables that `what` names, in the order of the sheets; those without anything to say are left out.

    With `files`, for files of their own, also those that would be too many for the sheets of a workbook.
    """
    if what not in SHEETS:
        raise UserError(f"“{what}” is nothing that tables can be made of. Choose one of {', '.join(SHEETS)}.")
    if what == "agreement" and dataset.agreement is None:
        raise UserError("No agreement has been computed. Compute it first, then export it.")
    makers = _always(dataset)
    if has_outlets(dataset):
        makers["frequencies_outlets"] = partial(_one, frequencies_outlets_table, dataset)
    if dataset.judgements:
        makers["judgements"] = partial(_one, judgements_table, dataset)
    if dataset.all_memos:
        makers["memos"] = partial(_one, memos_table, dataset)
    if has_actors(dataset):
        makers["actors_x_codes"] = partial(_one, actors_table, dataset)
    if dataset.variables:
        makers["variables"] = partial(_one, variables_table, dataset)
        makers["values"] = partial(_one, values_table, dataset)
    if dataset.answers.answers or dataset.answers.unanswered:
        makers |= {PREFIX: partial(result_sheets, dataset), "results": partial(result_tables, dataset)}
    if dataset.answers.exemplars:
        makers["exemplars"] = partial(_one, exemplars_table, dataset)
    if dataset.units is not None and dataset.units.documents:
        makers |= _units(dataset, dataset.units, wanted="units_" in SHEETS[what], files=files)
    if dataset.agreement is not None:
        makers["agreement"] = partial(_one, agreement_table, dataset.agreement)
        if dataset.agreement_details is not None:
            makers |= _behind(dataset, dataset.agreement, dataset.agreement_details)
    return tuple(table for name in SHEETS[what] if name in makers for table in makers[name]())


def _one(make: Callable[[T], Table], of: T) -> tuple[Table, ...]:
    table = make(of)
    # Of a list of values there may be none; all else stands with its header.
    return () if table.name == "values" and not table.length else (table,)


def _always(dataset: Dataset) -> Makers:
    made = {
        "codebook": codebook_table,
        "codes": codes_table,
        "codings": codings_table,
        "documents": documents_table,
        "frequencies": frequencies_table,
        "doc_wide": doc_wide_table,
        "coders": coders_table,
        "rounds": rounds_table,
    }
    return {name: partial(_one, make, dataset) for name, make in made.items()}


def _units(dataset: Dataset, units: CodedUnits, *, wanted: bool, files: bool) -> Makers:
    """The long table of units, and those of single codes where they are wanted and there is room for them."""
    compared = any(len(document.coders) > 1 for document in units.documents)
    single = units_tables(dataset, units) if compared else ()
    cells = sum(table.length * len(table.columns) for table in single)
    room = files or (len(single) <= MOST_CODES and cells <= MOST_CELLS)
    long = partial(units_long_table, dataset, units, alone=wanted and bool(single) and not room)
    return {"units_long": lambda: (long(),), "units_": lambda: single if room else ()}


def _behind(dataset: Dataset, table: AgreementTable, details: AgreementDetails) -> Makers:
    """What stands behind the agreement table."""
    study = Circumstances(__version__, details.codebook, details.corpus, table.filters, details.limits)
    return {
        "pairs": lambda: (pairs_table(table),),
        "agreement_documents": lambda: (agreement_documents_table(dataset, details),),
        "disagreements": lambda: (disagreements_table(dataset, table, details),),
        "confusion": lambda: (confusion_table(table, details),),
        "methods": lambda: (methods_table(table, study),),
    }
