"""Sets the blocks of a report on pages, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from cadrage.exchange.agreement_report import GAP_GROUND
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
    Role,
    Run,
    TableBlock,
)
from cadrage.exchange.report_colours import line as line_colour
from cadrage.gui import fonts
from cadrage.gui.report_pdf_coded import CodedSetting
from cadrage.gui.report_pdf_figure import figure_height, set_figure
from cadrage.gui.report_pdf_page import Pages
from cadrage.gui.report_pdf_table import set_lines, set_table
from cadrage.gui.report_pdf_words import Bit, Laid, lay_out, pieces, sans, serif, swatch
from cadrage.gui.theme import Token

_MEASURE = 500.0  # some 70 characters
_LABEL = 112.0
_BAR, _INDENT = 2.5, 14.0
_MOST_ENTRIES = 80
_SWATCH = 16.0
_KEPT = 64.0  # what has to follow a heading on its page
# Size, pitch, white above and below, by level.
_HEADINGS = {1: (23, 30, 0, 12), 2: (17, 23, 26, 3), 3: (14, 20, 20, 2)}
_DEEPER = (13, 19, 16, 2)
# Size, pitch, white below, ink.
_ROLES: dict[Role, tuple[float, float, float, Token]] = {
    "body": (14, 21, 8, "text"),
    "quiet": (11, 16, 6, "text3"),
    "note": (11, 16, 8, "text2"),
    "label": (11, 16, 4, "text2"),
}


class ReportSetting:
    """`known`: the page of every anchor, from an earlier setting."""

    def __init__(self, report: Report, pages: Pages, known: Mapping[str, int]) -> None:
        self._report = report
        self._known = known
        self._tables, self._figures = count(1), count(1)
        self.pages = pages

    def setting(self) -> Iterator[int]:
        """A block at a time; before each, how many are done."""
        report, done = self._report, 0
        self._lines(lay_out([Bit(report.title, sans(30, fonts.SEMIBOLD))], self.pages.width, 38))
        self._lines(lay_out([Bit(f"{report.about} · {report.made}", sans(14), "text2")], self.pages.width, 22))
        self.pages.space(26)
        if len(report.sections) > 1:
            self._contents()
        for place, section in enumerate(report.sections):
            if place or (section.name != "title" and len(report.sections) > 1):
                self.pages.new()
            self.pages.space(30)
            self._heading(Heading(1, section.title, section.name))
            for block in section.blocks():
                yield done
                self._block(block)
                done += 1

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case Facts():
                self._facts(block)
            case TableBlock():
                set_table(self.pages, block, next(self._tables))
            case Quotation():
                self._quotation(block)
            case Figure():
                set_figure(self.pages, block, next(self._figures))
            case CodedText():
                CodedSetting(self.pages, block).set()

    def _lines(self, laid: Laid, x: float = 0.0) -> None:
        set_lines(self.pages, laid, x)

    def _contents(self) -> None:
        self._lines(lay_out([Bit("Contents", sans(11, fonts.SEMIBOLD), "text2")], self.pages.width, 20))
        for section in self._report.sections:
            entries = section.entries if len(section.contents) <= _MOST_ENTRIES else section.entries[:1]
            for entry in entries:
                self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        top = entry.level == 1
        font = sans(13 if top else 12, fonts.MEDIUM if top else fonts.REGULAR)
        x, pitch = (0.0, 22.0) if top else (16.0, 18.0)
        laid = lay_out([Bit(entry.title, font)], _MEASURE - x - 50, pitch)
        self.pages.room(laid.height)
        page = lay_out([Bit(str(self._known.get(entry.anchor, "")), font)], 40, pitch, right=True)
        if self.pages.painter is not None:
            page.draw(self.pages.painter, _MEASURE - 40, self.pages.y)
        self._lines(laid, x)

    def _heading(self, heading: Heading) -> None:
        size, pitch, above, below = _HEADINGS.get(heading.level, _DEEPER)
        x = _SWATCH if heading.colour else 0.0
        bits = [Bit(heading.text, sans(size, fonts.SEMIBOLD))]
        bits += [Bit(f"   {heading.aside}", sans(11), "text3")] if heading.aside else []
        laid = lay_out(bits, self.pages.width - x, pitch)
        self.pages.space(above)
        self.pages.room(laid.height + below + max(2 * _KEPT, figure_height(self.pages, heading.followed)))
        if heading.anchor:
            self.pages.anchors[heading.anchor] = self.pages.number
        if self.pages.painter is not None and heading.colour:
            swatch(self.pages.painter, 0, self.pages.y, pitch, line_colour(heading.colour), 10)
        self._lines(laid, x)
        self.pages.y += below

    def _paragraph(self, paragraph: Paragraph) -> None:
        size, pitch, below, ink = _ROLES[paragraph.role]
        x = 0.0
        first = next(iter(paragraph.runs), Run(""))
        width = self.pages.width if paragraph.role == "note" else _MEASURE
        if first.colour:
            x = _SWATCH
        laid = lay_out([self._bit(run, paragraph.role, size, ink) for run in paragraph.runs], width - x, pitch)
        if paragraph.role == "label":
            self.pages.space(8)
        if paragraph.closely or paragraph.role == "label":
            self.pages.room(laid.height + _KEPT)
        else:
            self.pages.room(min(laid.height, 2 * pitch))
        if self.pages.painter is not None and first.colour:
            swatch(self.pages.painter, 0, self.pages.y, pitch, line_colour(first.colour), 9)
        self._lines(laid, x)
        self.pages.y += below

    def _bit(self, run: Run, role: Role, size: float, ink: Token) -> Bit:
        weight = fonts.SEMIBOLD if run.manner == "strong" or role == "label" else fonts.REGULAR
        face = serif if role == "body" and run.manner != "quiet" else sans
        font = face(size if face is serif else min(size, 12), weight, italic=run.manner == "emphasis")
        token: Token = "text3" if run.manner == "quiet" else ink
        return Bit(run.text, font, token, GAP_GROUND if run.manner == "gap" else "")

    def _facts(self, facts: Facts) -> None:
        for name, runs in facts.rows:
            label = lay_out([Bit(name, sans(11, fonts.SEMIBOLD), "text2")], _LABEL - 12, 20)
            words = "".join(run.text for run in runs)
            laid = [lay_out([Bit(piece, serif(14))], _MEASURE, 20) for piece in pieces(words)]
            self.pages.room(max(label.height, min(laid[0].height, 40) if laid else 0))
            if self.pages.painter is not None:
                label.draw(self.pages.painter, 0, self.pages.y)
            for each in laid:
                self._lines(each, _LABEL)
            self.pages.y += 7
        self.pages.y += 6

    def _quotation(self, quotation: Quotation) -> None:
        more = " […]" if quotation.cut else ""
        words = list(pieces(f"“{quotation.words}{more}”"))
        laid = [lay_out([Bit(piece, serif(14))], _MEASURE - _INDENT, 20) for piece in words]
        source = f"({quotation.source})" if quotation.source else ""
        foot = " · ".join(filter(None, (source, quotation.remark)))
        if foot:
            laid.append(lay_out([Bit(foot, sans(11), "text3")], _MEASURE - _INDENT, 16))
        height = sum(each.height for each in laid)
        self.pages.room(height if height < 300 else 60)
        self._barred(laid, line_colour(quotation.colour))
        self.pages.y += 10

    def _barred(self, laid: Sequence[Laid], colour: str) -> None:
        """Lines with a bar at their left, on each page that they take."""
        for each in laid:
            for number in range(len(each.lines)):
                self.pages.room(each.pitch)
                painter = self.pages.painter
                if painter is not None:
                    painter.fillRect(QRectF(0, self.pages.y - 0.5, _BAR, each.pitch + 1), QColor(colour))
                    each.draw_line(painter, number, _INDENT, self.pages.y)
                self.pages.y += each.pitch
