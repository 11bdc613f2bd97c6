"""What an export will hold, before it is written: its tables or parts with their first rows, and what stays out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from cadrage.core.bundle import Bundle
from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import Colour
from cadrage.exchange.csv_folder import SCRIPTS
from cadrage.exchange.data_package import NAME as DESCRIPTION
from cadrage.exchange.dataset_tables import SHEETS, tables
from cadrage.exchange.report import Block, CodedText, Facts, Heading, Paragraph, Quotation, Section, TableBlock
from cadrage.exchange.report_parts import make
from cadrage.exchange.tables import Table
from cadrage.jobs import datasets, replication, reports, result_exports
from cadrage.jobs.agreement import sealed
from cadrage.jobs.export import Gathered, Material, report_notes
from cadrage.jobs.export_targets import Kind

Report = Callable[[int, int], None]

T = TypeVar("T")

FIRST = 30  # rows that are shown of each
_LONGEST = 300  # characters of a cell
_LATER = "computed with the export"
_ABOUT_README = "What every column means, how this was made, and what had to be changed to fit."
_COMPUTED = {
    "agreement": "One row a code with the coefficients.",
    "pairs": "One row for each code and pair of coders.",
    "agreement_documents": "One row for each code and document in which a coder used it.",
    "disagreements": "One row for each passage on which coders differ.",
    "confusion": "Codes against codes: how often one coder put the one where another put the other.",
    "methods": "The note and the methods paragraphs.",
}
_ABOUT_FILES = {
    "read.R": "Reads all tables into R, with labels.",
    "read_spss.sps": "Reads all tables into SPSS, with labels.",
    "read.do": "Reads all tables into Stata, with labels.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A table, part or file of the export: how much it holds in words, and its first rows as text."""

    name: str
    detail: str
    about: str
    columns: tuple[str, ...] = ()
    first: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """`counts`: how many of what a study consists of; `notes`: what is left out and why, in sentences."""

    shown: tuple[Shown, ...]
    counts: tuple[tuple[int, str], ...]
    notes: tuple[str, ...] = ()


def preview(found: Gathered, kind: Kind, report: Report | None = None) -> Preview:
    """Of what was gathered; agreement, which takes its time, is named and not computed. The work of a Task."""
    if isinstance(found, replication.Material):
        return _package(found)
    if isinstance(found, Bundle):
        return Preview(tuple(_of_bundle(found)), _bundle_counts(found), found.problems)
    if isinstance(found, reports.Material):
        return _report(found)
    dataset = found.dataset
    if found.results is not None:
        dataset = replace(dataset, answers=result_exports.answers(found.results, report))
    if found.study is not None:
        dataset = datasets.studied(dataset, found.study, None, report)
    shown = tuple(_tables(dataset, found, kind))
    return Preview(shown, _counts(dataset), tuple(_notes(found, kind)))


# Tables.


def _tables(dataset: Dataset, found: Material, kind: Kind) -> Iterable[Shown]:
    wanted = SHEETS[found.what]
    made = [each for each in tables(dataset, "all", files=kind is Kind.FOLDER) if _is_wanted(each.name, wanted)]
    shown = {each.name: _table(each) for each in made}
    if found.details is not None:
        shown |= {name: Shown(name, _LATER, about) for name, about in _COMPUTED.items() if name in wanted}
    if kind is not Kind.CODEBOOK:
        yield Shown("readme", "written last", _ABOUT_README)
    yield from sorted(shown.values(), key=lambda each: _place(each.name, wanted))
    if kind is Kind.FOLDER:
        for name in SCRIPTS:
            yield Shown(name, "script", _ABOUT_FILES.get(name, ""))
        yield Shown(DESCRIPTION, "description", "Every file and column as a Data Package, for programs to read.")


def _is_wanted(name: str, wanted: Sequence[str]) -> bool:
    return _kind_of(name, wanted) in wanted


def _kind_of(name: str, wanted: Sequence[str]) -> str:
    """What a table is asked for by: those of single codes and of results have names of their own."""
    kinds = ("units_", "result_", "results")
    return name if name in wanted else next((kind for kind in kinds if name.startswith(kind)), name)


def _place(name: str, wanted: Sequence[str]) -> int:
    kind = _kind_of(name, wanted)
    return wanted.index(kind) if kind in wanted else len(wanted)


def _table(table: Table) -> Shown:
    columns = tuple(column.name for column in table.columns)
    first = tuple(tuple(_cell(value) for value in row) for row in islice(table.rows(), FIRST))
    detail = f"{_counted(table.length, 'row')}, {_counted(len(columns), 'column')}"
    return Shown(table.name, detail, table.about, columns, first)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Colour):
        return value.hex
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    words = f"{value:g}" if isinstance(value, float) else str(value)
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _counts(dataset: Dataset) -> tuple[tuple[int, str], ...]:
    codes = sum(not code.retired for code in dataset.codes)
    return _numbers(len(dataset.documents), len(dataset.codings), codes, len(dataset.coders))


def _numbers(documents: int, codings: int, codes: int, coders: int) -> tuple[tuple[int, str], ...]:
    return (documents, "document"), (codings, "coding"), (codes, "code"), (coders, "coder")


def _notes(found: Material, kind: Kind) -> Iterable[str]:
    dataset = found.dataset
    yield from dataset.held_back
    if kind is Kind.CODEBOOK or found.what == "codebook":
        return
    if found.what != "results":
        for round_ in filter(sealed, dataset.rounds):
            yield f"Round “{round_.name}” is blind: no agreement on it is computed until it is unsealed."
    twice = sum(document.duplicate_of is not None for document in dataset.documents)
    if twice:
        words = "1 document is marked as a duplicate" if twice == 1 else f"{twice:,} documents are marked as duplicates"
        yield f"{words}: named as such in the tables, and left out of units and agreement."
    if dataset.not_article:
        number = sum(map(bool, dataset.not_article.values()))
        where = _counted(number, "document")
        yield f"In {where} passages are no article text: they are left out of words, shares and units."


# Studies.


def _of_bundle(bundle: Bundle) -> Iterable[Shown]:
    codes = {code.guid: code.name for code in bundle.codes}
    coders = {coder.guid: coder.name for coder in bundle.coders}
    texts = {document.guid: document for document in bundle.documents}
    yield _listed(
        "Documents", ("title", "characters"), bundle.documents, lambda each: (each.title, f"{len(each.text):,}")
    )
    yield _listed("Codes", ("name", "colour"), bundle.codes, lambda each: (each.name, each.colour))
    yield _listed(
        "Codings",
        ("document", "code", "coder", "quotation"),
        bundle.codings,
        lambda each: (
            texts[each.document].title,
            codes[each.code],
            coders[each.coder],
            texts[each.document].text[each.span.start : each.span.end],
        ),
    )
    yield _listed("Coders", ("name",), bundle.coders, lambda each: (each.name,))
    yield _listed("Variables", ("name", "label"), bundle.variables, lambda each: (each.name, each.label))
    yield _listed(
        "Memos", ("on", "coder", "memo"), bundle.memos, lambda each: (str(each.subject), coders[each.coder], each.text)
    )
    sets = (*bundle.document_sets, *bundle.code_sets)
    yield _listed("Sets", ("name", "members"), sets, lambda each: (each.name, str(len(each.members))))


def _listed(name: str, columns: tuple[str, ...], things: Sequence[T], cells: Callable[[T], tuple[str, ...]]) -> Shown:
    first = tuple(tuple(_cell(cell) for cell in cells(each)) for each in things[:FIRST])
    return Shown(name, f"{len(things):,}", "", columns, first)


def _bundle_counts(bundle: Bundle) -> tuple[tuple[int, str], ...]:
    return _numbers(len(bundle.documents), len(bundle.codings), len(bundle.codes), len(bundle.coders))


# Packages.


def _package(found: replication.Material) -> Preview:
    whole = found.whole
    codes = {code.guid: code.name for code in whole.codes}
    shown = (
        _listed("Codes", ("name",), whole.codes, lambda each: (each.name,)),
        _listed("Documents", ("characters",), whole.documents, lambda each: (f"{len(each.text):,}",)),
        _listed(
            "Codings",
            ("code", "start", "end"),
            whole.codings,
            lambda each: (codes[each.code], str(each.span.start), str(each.span.end)),
        ),
        Shown("Agreement", _LATER, "With its pairs, note and methods paragraphs."),
        Shown("Key", "beside the package", "Which coder stands behind which pseudonym. Keep it to yourself."),
    )
    return Preview(shown, _bundle_counts(whole), ("Left out:", *replication.left_out(whole, found.wanted)))


# Reports.


def _report(found: reports.Material) -> Preview:
    material = found.report
    shown = tuple(_part(section, found) for section in make(material).sections)
    return Preview(shown, _counts(material.dataset), report_notes(found))


def _part(section: Section, found: reports.Material) -> Shown:
    material = found.report
    whole = "extracts" if material.wishes.extracts else "whole texts"
    details = {
        "title": material.dataset.project,
        "frequencies": f"{_counted(len(material.dataset.codings), 'coding')} by code, outlet and coder",
        "codebook": _counted(len(material.nodes), "code"),
        "exemplars": f"up to {material.wishes.quotations} a code",
        "memos": _counted(len(material.dataset.all_memos), "memo"),
        "documents": f"{_counted(len(material.dataset.documents), 'document')}, {whole}",
    }
    if section.name == "results" and found.results is not None:
        number = sum(each.material is not None for each in found.results.pending)
        return Shown(section.title, _counted(number, "result"), "Tables with their charts and notes.")
    if section.name == "agreement" and found.study is not None:
        return Shown(section.title, _LATER, "The table with its note and the methods paragraphs.")
    lines = islice((line for block in section.blocks() for line in _lines(block)), FIRST)
    return Shown(section.title, details.get(section.name, ""), "", ("It begins",), tuple((line,) for line in lines))


def _lines(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            yield _cell(f"{block.text} {block.aside}")
        case Paragraph():
            yield _cell("".join(run.text for run in block.runs))
        case Facts():
            for name, runs in block.rows:
                yield _cell(f"{name}: {''.join(run.text for run in runs)}")
        case TableBlock():
            yield _cell(block.title)
            yield _cell(" · ".join(column.title for column in block.columns))
            for row in block.rows:
                yield _cell(" · ".join(row.cells))
        case Quotation():
            yield _cell(f"“{block.words}” {block.source}")
        case CodedText():
            for span in block.shown:
                yield _cell(block.text[span.start : span.end])


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
