"""Words set in lines for the pages of a report: several fonts in one paragraph, both directions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from cadrage.exchange.report_html_words import printable
from cadrage.gui import fonts
from cadrage.gui.theme import LIGHT, Token
from cadrage.gui.visible_text import begins_rtl

_LONGEST = 4000  # a layout's time grows faster than its text


def sans(size: float, weight: int = fonts.REGULAR, *, italic: bool = False) -> QFont:
    """The interface's font with plain shapes."""
    return fonts.copyable(fonts.ui(size, weight, italic=italic))


def serif(size: float, weight: int = fonts.REGULAR, *, italic: bool = False) -> QFont:
    """The font of articles with plain shapes."""
    return fonts.copyable(fonts.serif(size, weight, italic=italic))


@dataclass(frozen=True, slots=True)
class Bit:
    """Words in one font and colour, a ground behind them where it is given."""

    text: str
    font: QFont
    ink: Token = "text"
    ground: str = ""
    colour: str = ""


@dataclass(slots=True)
class Laid:
    """A paragraph in lines of one pitch. The layout is kept: its lines are nothing without it."""

    layout: QTextLayout
    pitch: float
    lines: list[QTextLine] = field(default_factory=list)

    @property
    def height(self) -> float:
        return self.pitch * len(self.lines)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        for number in range(len(self.lines)):
            self.draw_line(painter, number, x, y + number * self.pitch)

    def draw_line(self, painter: QPainter, number: int, x: float, y: float) -> None:
        """With its top at y, in the middle of its pitch."""
        line = self.lines[number]
        line.draw(painter, QPointF(x, y + (self.pitch - line.height()) / 2 - line.y()))


def lay_out(bits: Sequence[Bit], width: float, pitch: float, *, right: bool = False) -> Laid:
    """The words in as many lines as they need. Line ends in them begin a line."""
    text = "".join(_shown(bit.text) for bit in bits)
    layout = QTextLayout(text, bits[0].font if bits else QFont())
    rtl = begins_rtl(text)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl or right else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_formats(bits))
    laid = Laid(layout, pitch)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 20.0))
        laid.lines.append(line)
    layout.endLayout()
    return laid


def pieces(text: str) -> Iterator[str]:
    """The paragraphs of a text, none longer than can be set in good time, none blank."""
    for line in text.split("\n"):
        while len(line) > _LONGEST:
            end = line.rfind(" ", 1, _LONGEST)
            end = end if end > 0 else _LONGEST
            yield line[:end]
            line = line[end:].lstrip(" ")
        if line.strip():
            yield line


def _shown(text: str) -> str:
    return printable(text).replace("\n", "\u2028").replace("\t", "    ")


def _formats(bits: Sequence[Bit]) -> list[QTextLayout.FormatRange]:
    found, start = [], 0
    for bit in bits:
        part = QTextLayout.FormatRange()
        part.start, part.length = start, qt_length(_shown(bit.text))
        start += part.length
        look = QTextCharFormat()
        look.setFont(bit.font)
        look.setForeground(QColor(bit.colour) if bit.colour else LIGHT.colour(bit.ink))
        if bit.ground:
            look.setBackground(QColor(bit.ground))
        part.format = look
        found.append(part)
    return found


def qt_length(text: str) -> int:
    """In Qt's units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def swatch(painter: QPainter, x: float, y: float, pitch: float, colour: str, size: float = 8.0) -> None:
    """A square in a code's colour, in the middle of a line."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(x, y + (pitch - size) / 2, size, size), 1.5, 1.5)
