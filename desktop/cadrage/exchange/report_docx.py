"""A report as a Word document: real headings, tables whose heads repeat, codings as shading and margin names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path

from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.progress import Report as Progress
from cadrage.exchange.progress import silent
from cadrage.exchange.report import (
    Block,
    CodedText,
    Entry,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Run,
    Section,
)
from cadrage.exchange.report import TableBlock as Table
from cadrage.exchange.report_colours import line
from cadrage.exchange.report_docx_coded import coded_docx
from cadrage.exchange.report_docx_figure import RELATIONS, TYPES, Pictures, with_pictures
from cadrage.exchange.report_docx_styles import TEXT_WIDTH, scaffold, style_id
from cadrage.exchange.report_docx_table import table_docx
from cadrage.exchange.report_docx_words import Ink, cell, paragraph, row, run, table_opening

_BODY = "word/document.xml"
_MOST_ENTRIES = 80
_LABEL = 1800
_ROLES = {"body": "Normal", "quiet": "Quiet", "note": "Note", "label": "Label"}
_INKS = {
    "plain": Ink(),
    "strong": Ink(bold=True),
    "emphasis": Ink(italic=True),
    "quiet": Ink(colour="66696E"),
    "gap": Ink(ground="FFF3C4"),
}
# The moment of every member: the same report gives the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write(report: Report, path: Path, progress: Progress = silent) -> None:
    """Writes the document piece by piece, replacing `path` in one move; `progress` may raise Cancelled."""
    frame = scaffold(report)
    with (
        safe_replace(path) as draft,
        zipfile.ZipFile(BytesIO(frame)) as given,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        made.writestr(_member(TYPES), with_pictures(given.read(TYPES).decode("utf-8")))
        for name in given.namelist():
            if name not in (TYPES, RELATIONS, _BODY):
                made.writestr(_member(name), given.read(name))
        content = _Body(report, progress)
        opening, closing = _around(given.read(_BODY).decode("utf-8"))
        with made.open(_member(_BODY), "w", force_zip64=True) as body:
            body.write(opening.encode())
            for piece in content.pieces():
                body.write(piece.encode())
            body.write(closing.encode())
        # Which pictures there are is known when all is set.
        made.writestr(_member(RELATIONS), content.pictures.relations(given.read(RELATIONS).decode("utf-8")))
        for name, data in content.pictures.files.items():
            made.writestr(_member(name), data)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _MOMENT)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _around(document: str) -> tuple[str, str]:
    """What stands before and after the content of an empty document."""
    found = re.search(r"<w:sectPr.*</w:sectPr>", document, re.DOTALL)
    opened = re.search(r"<w:body[^>]*>", document)
    assert found
    assert opened
    return document[: opened.end()], f"{found[0]}</w:body></w:document>"


class _Body:
    """The content in its order, counting tables and bookmarks."""

    def __init__(self, report: Report, progress: Progress) -> None:
        self._report = report
        self._progress = progress
        self._tables = count(1)
        self.pictures = Pictures()
        self._bookmarks = count(1)

    def pieces(self) -> Iterator[str]:
        report, done, total = self._report, 0, self._report.length
        yield paragraph("Title", run(report.title), text=report.title)
        yield paragraph("Subtitle", run(f"{report.about} · {report.made}"))
        if len(report.sections) > 1:
            yield from _contents(report)
        for number, section in enumerate(report.sections):
            # It stands below the contents; every other part begins a page.
            apart = False if number == 0 and (section.name == "title" or len(report.sections) == 1) else None
            yield self._heading(Heading(1, section.title, section.name), apart=apart)
            for block in section.blocks():
                self._progress(min(done, total), total)
                yield from self._block(block)
                done += 1
        self._progress(total, total)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                words = "".join(each.text for each in block.runs)
                closely = block.closely or block.role == "label"
                yield paragraph(_ROLES[block.role], "".join(map(_run, block.runs)), text=words, closely=closely)
            case Facts():
                yield _facts(block)
            case Table():
                yield from table_docx(block, next(self._tables))
            case Quotation():
                yield from _quotation(block)
            case Figure():
                yield from self.pictures.set(block)
            case CodedText():
                yield from coded_docx(block)

    def _heading(self, heading: Heading, *, apart: bool | None = None) -> str:
        words = _swatch(heading.colour) + run(heading.text)
        if heading.aside:
            words += run(f"  {heading.aside}", Ink(bold=False, size=18, colour="66696E"))
        if heading.anchor:
            number = next(self._bookmarks)
            start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(heading.anchor)}"/>'
            words = f'{start}{words}<w:bookmarkEnd w:id="{number}"/>'
        return paragraph(f"Heading{min(heading.level, 6)}", words, text=heading.text, apart=apart)


def bookmark(anchor: str) -> str:
    """The name that Word allows."""
    return re.sub(r"\W", "_", anchor)[:40]


def _contents(report: Report) -> Iterator[str]:
    """A table of contents that is complete as it is, and that Word can make anew with page numbers."""
    yield paragraph("Label", run("Contents"), closely=True)
    entries = [entry for section in report.sections for entry in _entries(section)]
    for place, entry in enumerate(entries):
        link = f'<w:hyperlink w:anchor="{bookmark(entry.anchor)}" w:history="1">{run(entry.title)}</w:hyperlink>'
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\n </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        content = (begin if place == 0 else "") + link + (end if place == len(entries) - 1 else "")
        yield paragraph(style_id(f"TOC {entry.level}"), content, text=entry.title)


def _entries(section: Section) -> tuple[Entry, ...]:
    return section.entries if len(section.contents) <= _MOST_ENTRIES else section.entries[:1]


def _swatch(colour: str) -> str:
    return run("■ ", Ink(colour=line(colour))) if colour else ""


def _run(each: Run) -> str:
    return _swatch(each.colour) + run(each.text, _INKS[each.manner])


def _facts(facts: Facts) -> str:
    widths = [_LABEL, TEXT_WIDTH - _LABEL]
    rows = []
    for name, runs in facts.rows:
        words = "".join(each.text for each in runs)
        said = paragraph("Fact", "".join(map(_run, runs)), text=words)
        rows.append(row(cell(widths[0], paragraph("FactName", run(name))) + cell(widths[1], said)))
    return f"{table_opening(widths)}{''.join(rows)}</w:tbl>{paragraph('Quiet', '')}" if rows else ""


def _quotation(quotation: Quotation) -> Iterator[str]:
    more = " […]" if quotation.cut else ""
    source = f"({quotation.source})" if quotation.source else ""
    foot = " · ".join(filter(None, (source, quotation.remark)))
    ink, bar = Ink(language=quotation.language), line(quotation.colour)
    words = run("“") + run(quotation.words, ink) + run(f"{more}”")
    yield paragraph("Quotation", words, text=quotation.words, closely=bool(foot), bar=bar, indent=200)
    if foot:
        yield paragraph("Source", run(foot), text=quotation.words, bar=bar, indent=200)
