"""A coded text on the pages of a report: tints and underlines, and beside them brackets with the codes' names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cadrage.exchange.report import CodedText, Mark
from cadrage.exchange.report_coded import Line, lanes, lines
from cadrage.exchange.report_colours import line as line_colour
from cadrage.gui import fonts
from cadrage.gui.report_pdf_page import Pages
from cadrage.gui.report_pdf_words import Bit, Laid, lay_out, qt_length, sans, serif
from cadrage.gui.visible_text import VisibleLine, has_rtl

_SIZE, _PITCH = 14.0, 23.0
_BESIDE, _GUTTER, _LANE, _ARM = 196.0, 12.0, 6.0, 3.0
_NAME_SIZE, _NAME_PITCH = 10.0, 13.0
_BETWEEN, _APART = 8.0, 3.0
_TINT = 34
_PENS = {"dashed": Qt.PenStyle.DashLine, "dotted": Qt.PenStyle.DotLine}


class Stretch(NamedTuple):
    """Where a segment stands in its paragraph, in Qt's units."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    ends: tuple[Mark, ...]


class Name(NamedTuple):
    """Words in the margin, and the mark that they are about."""

    laid: Laid
    mark: Mark | None


@dataclass(slots=True)
class Bracket:
    mark: Mark
    top: float
    bottom: float
    begins: bool


class CodedSetting:
    """Sets one text, paragraph by paragraph; names that need more room than their paragraph push the next down."""

    def __init__(self, pages: Pages, coded: CodedText) -> None:
        self._pages = pages
        self._coded = coded
        self._lanes = lanes(coded.marks)
        self._text_width = pages.width - _BESIDE - _GUTTER
        self._names_left = self._text_width + _GUTTER + _LANE * (1 + max(self._lanes.values(), default=0)) + 10
        self._free = pages.y  # where the next name may stand
        self._brackets: dict[int, Bracket] = {}
        self._begun: set[int] = set()
        self._ended: set[int] = set()

    def set(self) -> None:
        for line in lines(self._coded):
            self._paragraph(line)
        self._finish_page()
        self._pages.y = max(self._pages.y, self._free) + _BETWEEN

    def _paragraph(self, line: Line) -> None:
        laid, stretches = self._laid_out(line)
        waiting = [self._name(mark) for mark in line.starting]
        reasons = [self._reason(f"not article: {reason}") for reason in line.outside]
        reasons += [self._reason(f"{mark.label}, continued", mark) for mark in line.going_on]
        starts = [next((each.start for each in stretches if mark in each.marks), 0) for mark in line.starting]
        mixed = has_rtl(line.text)
        for number in range(len(laid.lines)):
            end = laid.lines[number].textStart() + laid.lines[number].textLength()
            last = number == len(laid.lines) - 1
            here = reasons if number == 0 else []
            while starts and (starts[0] < end or last):
                here = [*here, waiting.pop(0)]
                starts.pop(0)
            self._row(laid, number, stretches, here, mixed=mixed)
        self._pages.y = max(self._pages.y, self._free - _APART) + _BETWEEN

    def _row(
        self, laid: Laid, number: int, stretches: Sequence[Stretch], names: Sequence[Name], *, mixed: bool
    ) -> None:
        """One line of text with the names that begin beside it, on one page."""
        pages = self._pages
        needed = sum(name.laid.height + _APART for name in names)
        if max(pages.y + _PITCH, max(self._free, pages.y) + needed) > pages.bottom and not pages.fresh:
            self._finish_page()
            pages.new()
            self._free = pages.y
        line = VisibleLine(laid.lines[number], 0, QPointF(0, pages.y), mixed=mixed)
        line.top = pages.y + (_PITCH - line.height) / 2
        here = [each for each in stretches if each.start < line.end and each.end > line.start]
        if pages.painter is not None:
            for each in here:
                self._ground(pages.painter, line, each)
            laid.draw_line(pages.painter, number, 0, pages.y)
        self._extend(here, line)
        self._free = max(self._free, pages.y + (_PITCH - _NAME_PITCH) / 2)
        pages.y += _PITCH
        for name in names:
            self._set_name(name)

    def _set_name(self, name: Name) -> None:
        """Below the last one, on the next page where this is full."""
        pages = self._pages
        if self._free + name.laid.height > pages.bottom and self._free > pages.top:
            self._finish_page()
            pages.new()
            self._free = pages.y
        if pages.painter is not None:
            name.laid.draw(pages.painter, self._names_left, self._free)
            self._bar(pages.painter, name)
        self._free += name.laid.height + _APART

    # The text.

    def _laid_out(self, line: Line) -> tuple[Laid, list[Stretch]]:
        bits = [Bit("[…] ", serif(_SIZE), "text3")] if line.gap else []
        start = qt_length("[…] ") if line.gap else 0
        stretches = []
        for segment in line.segments:
            bits.append(Bit(segment.text, serif(_SIZE), "text3" if segment.outside else "text"))
            # As it is set: a tab takes four places.
            end = start + qt_length(segment.text) + 3 * segment.text.count("\t")
            if segment.marks:
                stretches.append(Stretch(start, end, segment.marks, segment.ends))
            start = end
        return lay_out(bits, self._text_width, _PITCH), stretches

    def _ground(self, painter: QPainter, line: VisibleLine, each: Stretch) -> None:
        for low, high in line.stretches(each.start, each.end):
            for mark in each.marks:
                tint = QColor(line_colour(mark.colour))
                tint.setAlpha(_TINT)
                painter.fillRect(QRectF(low, line.top + 1, high - low, line.height - 1), tint)
            for mark in each.marks:
                y = line.top + line.height + 0.5 + 2.4 * min(self._lanes[mark.number], 3)
                painter.setPen(_pen(mark, 1.4))
                painter.drawLine(QPointF(low, y), QPointF(high, y))

    # The margin.

    def _extend(self, here: Sequence[Stretch], line: VisibleLine) -> None:
        """Brackets reach down to this line."""
        for mark in {mark.number: mark for each in here for mark in each.marks}.values():
            if mark.number not in self._brackets:
                self._brackets[mark.number] = Bracket(mark, line.top + 2, 0.0, mark.number not in self._begun)
                self._begun.add(mark.number)
            self._brackets[mark.number].bottom = line.top + line.height
        for each in here:
            if each.end <= line.end:
                self._ended.update(mark.number for mark in each.ends)

    def _finish_page(self) -> None:
        """Draws the brackets of this page; one that goes on has no arm at its foot."""
        painter = self._pages.painter
        for number, bracket in self._brackets.items():
            if painter is not None:
                self._bracket(painter, bracket, ends=number in self._ended)
        self._brackets.clear()

    def _bracket(self, painter: QPainter, bracket: Bracket, *, ends: bool) -> None:
        x = self._text_width + _GUTTER + _LANE * self._lanes[bracket.mark.number]
        painter.setPen(_pen(bracket.mark, 1.4))
        painter.drawLine(QPointF(x, bracket.top), QPointF(x, bracket.bottom))
        painter.setPen(QPen(QColor(line_colour(bracket.mark.colour)), 1.4))
        if bracket.begins:
            painter.drawLine(QPointF(x - _ARM, bracket.top), QPointF(x, bracket.top))
        if ends:
            painter.drawLine(QPointF(x - _ARM, bracket.bottom), QPointF(x, bracket.bottom))

    def _bar(self, painter: QPainter, name: Name) -> None:
        """The code's colour beside its name, in the coder's line, as at the bracket."""
        if name.mark is not None:
            x = self._names_left - 6
            painter.setPen(_pen(name.mark, 2.4))
            painter.drawLine(QPointF(x, self._free + 1), QPointF(x, self._free + name.laid.height - 1))

    def _name(self, mark: Mark) -> Name:
        more = f" {mark.name}" if mark.name else ""
        star = " ★" if mark.important else ""
        return self._words(
            mark,
            Bit(mark.label, sans(_NAME_SIZE, fonts.SEMIBOLD)),
            Bit(f"{more}{star} ", sans(_NAME_SIZE)),
            Bit(", ".join(mark.coders), sans(_NAME_SIZE), "text3"),
        )

    def _reason(self, said: str, mark: Mark | None = None) -> Name:
        return self._words(mark, Bit(said, sans(_NAME_SIZE), "text3"))

    def _words(self, mark: Mark | None, *bits: Bit) -> Name:
        return Name(lay_out(bits, self._pages.width - self._names_left, _NAME_PITCH), mark)


def _pen(mark: Mark, width: float) -> QPen:
    pen = QPen(QColor(line_colour(mark.colour)), width, _PENS.get(mark.pattern, Qt.PenStyle.SolidLine))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
