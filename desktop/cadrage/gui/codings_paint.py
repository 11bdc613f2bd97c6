"""A quotation in context on two lines, the coded words tinted and underlined in their code's colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from cadrage.core.offsets import Offsets
from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.codings_excerpt import Excerpt, nearer
from cadrage.gui.theme import Token, code_colour, tint

LINES, PITCH, SIZE = 2, 20, 14
_LONGEST = 600  # characters that the last line may have before it is elided


def paint_excerpt(painter: QPainter, rect: QRectF, excerpt: Excerpt, colour: str, muted: Token) -> None:
    """At most two lines, vertically centred; a quotation that goes on ends in an ellipsis."""
    offsets = Offsets(excerpt.words)
    start, end = offsets.to_qt(excerpt.start), offsets.to_qt(excerpt.end)
    layout, lines = _laid_out(excerpt.words, start, end, rect.width())
    if lines and end > _end(lines[-1]) and (cut := nearer(excerpt)) is not excerpt:
        paint_excerpt(painter, rect, cut, colour, muted)
        return
    if lines and end > _end(lines[-1]):
        begin = offsets.from_qt(lines[-1].textStart())
        rest = excerpt.words[begin : begin + _LONGEST]
        metrics = QFontMetricsF(fonts.quotation(SIZE))
        rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
        layout, lines = _laid_out(excerpt.words[:begin] + rest, start, end, rect.width())
    origin = QPointF(rect.left(), round(rect.center().y() - PITCH * len(lines) / 2))
    for line in lines:
        _paint_under(painter, origin, line, start, end, colour)
    painter.setPen(current().colour(muted))
    layout.draw(painter, origin)


def _laid_out(words: str, start: int, end: int, width: float) -> tuple[QTextLayout, list[QTextLine]]:
    """The words in lines; [start, end), in Qt's units, in full ink."""
    layout = QTextLayout(words, fonts.quotation(SIZE))
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    ink = QTextLayout.FormatRange()
    look = QTextCharFormat()
    look.setForeground(current().colour("text"))
    ink.start, ink.length, ink.format = start, end - start, look
    layout.setFormats([ink])
    lines: list[QTextLine] = []
    layout.beginLayout()
    while len(lines) < LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, PITCH * len(lines)))
        lines.append(line)
    layout.endLayout()
    return layout, lines


def _end(line: QTextLine) -> int:
    return line.textStart() + line.textLength()


def _paint_under(painter: QPainter, origin: QPointF, line: QTextLine, start: int, end: int, colour: str) -> None:
    first, last = max(start, line.textStart()), min(end, _end(line))
    if first >= last:
        return
    edges = sorted(line.cursorToX(position)[0] for position in (first, last))  # type: ignore[index]
    # Nothing under the space at which a line was broken.
    edges[1] = min(edges[1], line.naturalTextWidth())
    left, width = origin.x() + edges[0], edges[1] - edges[0]
    top = origin.y() + line.y()
    painter.fillRect(QRectF(left, top, width, PITCH - 1), tint(current(), colour))
    underline = round(top + line.ascent() + 3)
    painter.fillRect(QRectF(left, underline, width, 2), code_colour(current(), colour))


def paint_lines(painter: QPainter, rect: QRectF, words: str, font: QFont, ink: Token) -> QRectF:
    """Two lines of plain words, vertically centred; the second ends in an ellipsis where they go on. Where the
    first of them stands."""
    layout = QTextLayout(words, font)
    lines = _broken(layout, rect.width())
    if lines and _end(lines[-1]) < len(words):
        begin = lines[-1].textStart()
        rest = QFontMetricsF(font).elidedText(words[begin:], Qt.TextElideMode.ElideRight, rect.width())
        layout = QTextLayout(words[:begin] + rest, font)
        lines = _broken(layout, rect.width())
    painter.setPen(current().colour(ink))
    height = sum(line.height() for line in lines)
    origin = QPointF(rect.left(), round(rect.center().y() - height / 2))
    layout.draw(painter, origin)
    return QRectF(origin.x(), origin.y(), rect.width(), lines[0].height() if lines else 0)


def _broken(layout: QTextLayout, width: float) -> list[QTextLine]:
    lines: list[QTextLine] = []
    layout.beginLayout()
    while len(lines) < LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, sum(above.height() for above in lines)))
        lines.append(line)
    layout.endLayout()
    return lines
