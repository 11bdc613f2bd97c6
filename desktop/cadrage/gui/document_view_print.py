"""A document on paper: the text with its tints and underlines, and the codes' names beside it, as a PDF on A4."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from cadrage.exchange import pdf_letters
from cadrage.exchange.atomic import safe_replace
from cadrage.gui import fonts
from cadrage.gui.code_paint import Style, paint_codings
from cadrage.gui.margin import Margin
from cadrage.gui.shown_document import ShownDocument
from cadrage.gui.span_index import Placed
from cadrage.gui.text_layout import EMPTY_PER_SIZE, PITCH_PER_SIZE
from cadrage.gui.text_layout_copy import ViewCopy
from cadrage.gui.theme import LIGHT
from cadrage.gui.visible_text import VisibleLine, begins_rtl, has_rtl

_RESOLUTION = 96  # so that sizes in pixels mean the same as on the screen
_EDGE = 15  # millimetres
_MARGIN = 170
_FOOT = 28


class Sheet:
    """One page: lines from the top of the text area down, and what the margin asks about them."""

    def __init__(self, shown: ShownDocument) -> None:
        self._shown = shown
        self.lines: list[VisibleLine] = []

    def all_visible_lines(self) -> list[VisibleLine]:
        return self.lines

    def items_over(self, lines: list[VisibleLine]) -> list[Placed]:
        return self._shown.over(lines[0].start, max(lines[-1].end, lines[0].start + 1)) if lines else []

    def regions_over(self, lines: list[VisibleLine]) -> list[tuple[int, int, str]]:
        return self._shown.regions_over(lines[0].start, lines[-1].end) if lines else []

    def painting_style(self) -> Style:
        return Style(LIGHT, self._shown.look, self._shown.line)


def save_pdf(path: Path, shown: ShownDocument, font: QFont, parent: QWidget) -> int:
    """Writes the document as it is shown, in the light theme; the number of pages.

    Raises UserError where the file cannot be written.
    """
    with safe_replace(path) as draft:
        pages = _write(draft, shown, font, parent)
        pdf_letters.mend(draft, shown.text)
        return pages


def _write(path: Path, shown: ShownDocument, font: QFont, parent: QWidget) -> int:
    writer = QPdfWriter(str(path))
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_EDGE, _EDGE, _EDGE, _EDGE), QPageLayout.Unit.Millimeter)
    page = QRectF(0, 0, writer.width(), writer.height())
    setting = PageSetting(shown, fonts.copyable(font), page.width() - _MARGIN, page.height() - _FOOT)
    margin = Margin(Sheet(shown), parent, copyable=True)
    pages = 0
    with QPainter(writer) as painter:
        for sheet in setting.sheets():
            if pages:
                writer.newPage()
            pages += 1
            _paint_sheet(painter, sheet, margin, page, pages)
    margin.deleteLater()
    return pages


def _paint_sheet(painter: QPainter, sheet: Sheet, margin: Margin, page: QRectF, number: int) -> None:
    painter.save()
    painter.setClipRect(page.adjusted(0, 0, 0, -_FOOT))
    paint_codings(painter, sheet.lines, sheet.items_over(sheet.lines), sheet.painting_style())
    painter.setPen(LIGHT.colour("text"))
    for line in sheet.lines:
        line.line.draw(painter, QPointF(line.left, line.top - line.line.y()))
    painter.translate(page.width() - _MARGIN, 0)
    margin.paint_on(painter, sheet, _MARGIN, int(page.height()) - _FOOT)
    painter.restore()
    painter.setFont(fonts.copyable(fonts.secondary()))
    painter.setPen(LIGHT.colour("text3"))
    painter.drawText(page, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(number))


class PageSetting:
    """Breaks a document into lines and pages, as the view sets it."""

    def __init__(self, shown: ShownDocument, font: QFont, width: float, height: float) -> None:
        self._shown = shown
        self._font = font
        self._width = width
        self._height = height
        self._size = font.pixelSize()
        # A line knows its layout but does not keep it.
        self._layouts: list[QTextLayout] = []

    def sheets(self) -> Iterator[Sheet]:
        """The pages; a page's lines live until the next is asked for."""
        sheet, top, start = Sheet(self._shown), 0.0, 0
        pitch = self._size * PITCH_PER_SIZE
        for paragraph in ViewCopy(self._shown.text).text.split("\n"):
            layout = self._laid_out(paragraph, start)
            mixed = has_rtl(paragraph)
            if not paragraph.strip():
                top += self._size * EMPTY_PER_SIZE if sheet.lines else 0
            for number in range(layout.lineCount() if paragraph.strip() else 0):
                if top + pitch > self._height:
                    yield sheet
                    sheet, top, self._layouts = Sheet(self._shown), 0.0, self._layouts[-1:]
                line = layout.lineAt(number)
                sheet.lines.append(VisibleLine(line, start, QPointF(0, top - number * pitch), mixed=mixed))
                top += pitch
            start += len(paragraph.encode("utf-16-le", "surrogatepass")) // 2 + 1
        yield sheet

    def _laid_out(self, paragraph: str, start: int) -> QTextLayout:
        layout = QTextLayout(paragraph, self._font)
        rtl = begins_rtl(paragraph)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._muted(start, start + 2 * len(paragraph)))
        pitch, top = self._size * PITCH_PER_SIZE, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(False)
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, top + (pitch - line.height()) / 2))
            top += pitch
        layout.endLayout()
        self._layouts.append(layout)
        return layout

    def _muted(self, start: int, end: int) -> list[QTextLayout.FormatRange]:
        """The muted ink of what is not article."""
        found = []
        for low, high, _ in self._shown.regions_over(start, end):
            part = QTextLayout.FormatRange()
            part.start = max(low, start) - start
            part.length = high - max(low, start)
            ink = QTextCharFormat()
            ink.setForeground(LIGHT.colour("text3"))
            part.format = ink
            found.append(part)
        return found
