"""What a search found, outlined in the text: without a ground, so that words and tints stay as legible as before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from cadrage.core.model import Span
from cadrage.core.searching import Matches
from cadrage.gui.text_layout_copy import CopyOffsets
from cadrage.gui.theme import Theme
from cadrage.gui.visible_text import VisibleLine, box, line_at

_WIDTH, _WIDTH_NOW = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class FindMarks:
    """The passages to be marked, in code points; `now` stands out."""

    found: Matches | Sequence[Span] = ()
    now: Span | None = None

    @classmethod
    def of(cls, spans: Iterable[Span], now: Span | None) -> FindMarks:
        """Of very many matches only those in sight are ever looked at."""
        return cls(spans if isinstance(spans, Matches) else tuple(spans), now)

    def over(self, start: int, end: int) -> Iterable[Span]:
        """The marks that touch a range, the present one last."""
        if isinstance(self.found, Matches):
            seen: Iterable[Span] = self.found.over(start, end)
        else:
            seen = (span for span in self.found if span.start < end and span.end > start)
        others = (span for span in seen if span != self.now)
        return chain(others, (self.now,)) if self.now is not None else others


def paint_marks(
    painter: QPainter, lines: list[VisibleLine], theme: Theme, marks: FindMarks, offsets: CopyOffsets
) -> None:
    """Outlines around what was found on these lines."""
    colour = theme.colour("warn")
    for span in marks.over(offsets.from_qt(lines[0].start), offsets.from_qt(lines[-1].end) + 1):
        start, end = offsets.to_qt(span.start), offsets.to_qt(span.end)
        for line in lines[max(0, line_at(lines, start)) : line_at(lines, end) + 1]:
            for low, high in line.stretches(start, end):
                _outline(painter, box(line, low, high), colour, _WIDTH_NOW if span == marks.now else _WIDTH)


def _outline(painter: QPainter, rect: QRectF, colour: QColor, width: float) -> None:
    half = width / 2
    painter.setPen(QPen(colour, width))
    # Where a line begins there is no room beside the first letter: the view ends there.
    left = max(half, rect.left() - 1 + half)
    painter.drawRect(QRectF(left, rect.top() + half, rect.right() + 1 - half - left, rect.height() - width))
