"""Codings for the clipboard: as rows of a table, or as quotations with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cadrage.core.citing import cite, page_of, paragraph_of
from cadrage.core.model import Coding
from cadrage.gui.codings_material import Material
from cadrage.gui.codings_model import CodingsModel
from cadrage.gui.documents_panel import readable_date
from cadrage.store.project import Project

_OUTLET, _DATE = "outlet", "published"  # the variables of documents that a citation names


def as_rows(model: CodingsModel, places: Sequence[int]) -> str:
    """The shown columns with their headings, cells parted by tabs: what a spreadsheet takes in."""
    headings = [column.heading for column in model.columns]
    return "\n".join("\t".join(map(_cell, row)) for row in [headings, *model.rows(places)])


def _cell(words: str) -> str:
    return " ".join(words.split())


def as_citations(project: Project, material: Material, codings: Iterable[Coding]) -> str:
    """“words” (Outlet, date, title, page, paragraph), a line each; what is not known is left out."""
    facts, codings = project.variables.of_documents(), tuple(codings)
    pages = project.texts.pages(list({material.document(coding).text_id for coding in codings}))
    lines = []
    for coding in codings:
        document = material.document(coding)
        outlet = facts.get((document.id, _OUTLET), "")
        date = readable_date(facts.get((document.id, _DATE), ""))
        paragraph = paragraph_of(material.body(document.id), coding.span.start)
        page = page_of(pages.get(document.text_id, ()), coding.span.start)
        lines.append(cite(material.quotation(coding), outlet, date, document.title, paragraph, page))
    return "\n".join(lines)
