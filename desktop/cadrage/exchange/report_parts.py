"""From a study's material to its report: the parts that are wanted, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from cadrage.exchange.report import Block, Entry, Report, Section
from cadrage.exchange.report_agreement import agreement_blocks
from cadrage.exchange.report_codebook import codebook_blocks, codebook_entries
from cadrage.exchange.report_documents import document_blocks, document_entries, printed
from cadrage.exchange.report_exemplars import exemplar_blocks
from cadrage.exchange.report_frequencies import frequency_blocks
from cadrage.exchange.report_material import PARTS, ReportMaterial
from cadrage.exchange.report_memos import memo_blocks
from cadrage.exchange.report_results import result_blocks
from cadrage.exchange.report_title import day, title_blocks

TITLES = {
    "title": "About this report",
    "codebook": "Codebook",
    "frequencies": "Frequencies",
    "results": "Results",
    "exemplars": "Quotations by code",
    "agreement": "Agreement",
    "memos": "Memos",
    "documents": "Documents",
}
_MAKERS: dict[str, Callable[[ReportMaterial], Iterator[Block]]] = {
    "title": title_blocks,
    "codebook": codebook_blocks,
    "frequencies": frequency_blocks,
    "results": result_blocks,
    "exemplars": exemplar_blocks,
    "agreement": agreement_blocks,
    "memos": memo_blocks,
    "documents": document_blocks,
}
_ENTRIES: dict[str, Callable[[ReportMaterial], tuple[Entry, ...]]] = {
    "codebook": codebook_entries,
    "documents": document_entries,
}


def make(material: ReportMaterial) -> Report:
    """The report; its blocks are made when they are asked for."""
    sections = tuple(_section(material, name) for name in PARTS if name in material.wishes.parts)
    project = " ".join(material.dataset.project.split()) or "Untitled project"
    return Report(project, "Codebook and coded material", day(material.dataset.exported), sections)


def _section(material: ReportMaterial, name: str) -> Section:
    dataset = material.dataset
    lengths = {
        "codebook": 3 * len(dataset.codes) + len(dataset.examples),
        "frequencies": 6,
        "results": 4 * len(dataset.answers.answers),
        "exemplars": (2 + material.wishes.quotations) * len(material.by_code),
        "memos": 3 * len(dataset.all_memos),
        "documents": 3 * len(printed(material)),
    }
    contents = _ENTRIES[name](material) if name in _ENTRIES else ()
    return Section(name, TITLES[name], lengths.get(name, 2), partial(_MAKERS[name], material), contents)
