"""Code points, as Cadrage counts, against UTF-16 units, as Qt counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from cadrage.core.model import Span

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Converts positions of one text. `astral` holds the code-point positions of characters that Qt
    counts twice; a text without any converts for free."""

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)] if not text.isascii() else []
        # Where each of them starts in UTF-16: every earlier one has added a unit.
        self._astral_qt = [position + index for index, position in enumerate(self._astral)]

    def to_qt(self, position: int) -> int:
        return position + bisect_left(self._astral, position)

    def from_qt(self, position: int) -> int:
        """A position between the halves of a pair counts as the start of its character."""
        before = bisect_right(self._astral_qt, position - 1)
        if before and self._astral_qt[before - 1] == position - 1:
            return self._astral[before - 1]
        return position - before

    def span_from_qt(self, start: int, end: int) -> Span:
        return Span(self.from_qt(start), self.from_qt(end))
