"""The lines of text that a view shows at the moment: where they are, and which stretch of x a span takes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

_RTL = re.compile("[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
# Qt gives no glyphs for tabs and line ends; elsewhere runs that touch are one stretch.
_TOUCHING = 0.6
_WIDEST = 9  # Qt's units that one character may take, roughly
PLAIN, MIXED, EMPTY = 0, 1, 2  # states of a paragraph, noted when it is laid out


@dataclass(frozen=True, slots=True)
class Edge:
    """An end of a range on the screen, in the viewport's coordinates; `leftmost` where it lies to the right of x."""

    x: float
    top: float
    bottom: float
    leftmost: bool


class VisibleLine:
    """One line on the screen; positions in Qt's units, coordinates in the viewport's."""

    __slots__ = ("ascent", "base", "end", "height", "left", "line", "mixed", "start", "top")

    def __init__(self, line: QTextLine, block: int, origin: QPointF, *, mixed: bool) -> None:
        self.line = line
        self.base = block
        self.start = block + line.textStart()
        self.end = self.start + line.textLength()
        self.left = origin.x()
        self.top = origin.y() + line.y()
        self.height = line.height()
        self.ascent = line.ascent()
        self.mixed = mixed

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def stretches(self, start: int, end: int) -> list[tuple[float, float]]:
        """Where [start, end) lies on this line, left to right."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return []
        line, left = self.line, self.left
        if self.mixed:
            return self._runs(start, end)
        x = line.x()
        first = line.cursorToX(start - self.base)[0] if start > self.start else x  # type: ignore[index]
        last = line.cursorToX(end - self.base)[0] if end < self.end else x + line.naturalTextWidth()  # type: ignore[index]
        return [(left + first, left + last)]

    def _runs(self, start: int, end: int) -> list[tuple[float, float]]:
        """A span of a line with both directions lies in pieces: ask the glyphs."""
        boxes = [run.boundingRect() for run in self.line.glyphRuns(start - self.base, end - start)]
        merged: list[tuple[float, float]] = []
        for low, high in sorted((box.left(), box.right()) for box in boxes):
            if merged and low <= merged[-1][1] + _TOUCHING:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return [(self.left + low, self.left + high) for low, high in merged]

    def character_at(self, x: float) -> int | None:
        """The position of the character under x, None beside the text."""
        inside = x - self.left
        low = self.line.x()
        if not low <= inside <= low + self.line.naturalTextWidth():
            return None
        found = self.line.xToCursor(inside, QTextLine.CursorPosition.CursorOnCharacter)
        return min(self.base + found, self.end - 1) if self.end > self.start else None


def has_rtl(text: str) -> bool:
    """Whether some of it runs from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def begins_rtl(paragraph: str) -> bool:
    """The direction of a paragraph is that of its first letter with one (Unicode annex 9, rules P2 and P3)."""
    first = next((kind for kind in map(unicodedata.bidirectional, paragraph) if kind in ("L", "R", "AL")), "L")
    return first != "L"


def lines_of(block: QTextBlock, origin: QPointF, band: tuple[float, float]) -> list[VisibleLine]:
    """The lines of a laid-out paragraph that touch the band."""
    top, bottom = band
    layout = block.layout()
    count = layout.lineCount()
    first = _first_below(layout, top - origin.y()) if count > 20 else 0
    base = block.position()
    mixed = block.userState() == MIXED
    found = []
    for number in range(first, count):
        line = layout.lineAt(number)
        if origin.y() + line.y() > bottom:
            break
        if origin.y() + line.y() + 2 * line.height() >= top:
            found.append(VisibleLine(line, base, origin, mixed=mixed))
    return found


def _first_below(layout: QTextLayout, y: float) -> int:
    return max(0, bisect_right(range(layout.lineCount()), y, key=lambda number: layout.lineAt(number).y()) - 2)


def line_at(lines: list[VisibleLine], position: int) -> int:
    """The place in the list of the line that holds a position; -1 above, len(lines) below what is seen."""
    if not lines or position >= lines[-1].end + 1:
        return len(lines)
    return bisect_right(lines, position, key=lambda line: line.start) - 1


def character_under(lines: list[VisibleLine], point: QPointF) -> int | None:
    """The position of the character at a place; None beside the text."""
    # From below: an empty line is higher than the room it takes.
    for line in reversed(lines):
        if line.top <= point.y() < line.bottom + 3:
            return line.character_at(point.x())
    return None


def box(line: VisibleLine, low: float, high: float) -> QRectF:
    """The ground of a stretch of text."""
    return QRectF(low, line.top + 1, high - low, line.height + 1)


def band_over(lines: list[VisibleLine], ranges: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Top and bottom of the lines that ranges touch, with all that is drawn about them; None where none is seen."""
    touched = [line for line in lines if any(start <= line.end and end >= line.start for start, end in ranges)]
    if not touched:
        return None
    return int(touched[0].top) - 2, int(touched[-1].bottom + touched[-1].height) + 2


def edge(lines: list[VisibleLine], start: int, end: int, *, last: bool) -> Edge | None:
    """Where what is seen of a range ends, or begins; None where that is not in sight."""
    character = end - 1 if last else start
    line = next((line for line in lines if line.start <= character < line.end), None)
    if line is None:
        return None
    if line.mixed:
        for width in range(1, _WIDEST):
            # A mark or half of a pair has no glyph of its own: look at what it stands with.
            low = max(start, line.start, character + 1 - width) if last else character
            run = next(iter(line.line.glyphRuns(low - line.base, min(width, line.end - low))), None)
            if run is not None:
                box, leftmost = run.boundingRect(), run.isRightToLeft() == last
                return Edge(line.left + (box.left() if leftmost else box.right()), line.top, line.bottom, leftmost)
    stretches = line.stretches(start, end)
    return Edge(stretches[-1][1] if last else stretches[0][0], line.top, line.bottom, leftmost=not last)


def extent(lines: list[VisibleLine], start: int, end: int) -> QRect | None:
    """The box around what is seen of a range; None where nothing is."""
    touched = [line for line in lines if line.stretches(start, end)]
    if not touched:
        return None
    stretches = [pair for line in touched for pair in line.stretches(start, end)]
    left, right = min(low for low, _ in stretches), max(high for _, high in stretches)
    top, bottom = touched[0].top, touched[-1].bottom + 3
    return QRect(int(left), int(top), int(right - left), int(bottom - top))
