"""The view's copy of a text: its longest paragraphs cut, since a block view lays out whole paragraphs on every page.

A space becomes a line feed where there is one. Where there is none (Chinese, Japanese, Thai, a table in one line) a
line feed is put in, and the positions behind it move: `CopyOffsets` knows by how much.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cadrage.core.offsets import Offsets

LONGEST_PARAGRAPH = 4000
_STOPS = "。！？；，、．｡､।॥\u200b"
_JOINED = frozenset("\u200c\u200d\u2060")
_MOST_BACK = 200


class ViewCopy:
    """`text` is what Qt is given; `inserted` are the positions in the original before which a line feed was put."""

    def __init__(self, text: str, longest: int = LONGEST_PARAGRAPH) -> None:
        self.inserted: list[int] = []
        self.text = text
        if _has_longer_line(text, longest):
            self.text = self._cut_all(text, longest)

    def _cut_all(self, text: str, longest: int) -> str:
        parts: list[str] = []
        start = 0
        for line in text.split("\n"):
            self._cut(line, start, longest, parts)
            start += len(line) + 1
        return "\n".join(parts)

    def _cut(self, line: str, offset: int, longest: int, parts: list[str]) -> None:
        start = 0
        while len(line) - start > longest:
            space = line.rfind(" ", start + 1, start + longest)
            if space > 0:
                parts.append(line[start:space])
                start = space + 1
            else:
                end = _break_before(line, start, start + longest)
                parts.append(line[start:end])
                self.inserted.append(offset + end)
                start = end
        parts.append(line[start:])


def _has_longer_line(text: str, longest: int) -> bool:
    """In steps of a paragraph's greatest length: most texts have few of them."""
    start = 0
    while len(text) - start > longest:
        found = text.rfind("\n", start, start + longest + 1)
        if found < 0:
            return True
        start = found + 1
    return False


def _break_before(line: str, start: int, limit: int) -> int:
    """A place up to `limit` to cut where there is no space: behind a stop, else between whole characters."""
    stop = max(line.rfind(mark, start + (limit - start) // 2, limit) for mark in _STOPS)
    wanted = stop + 1 if stop > 0 else limit
    for place in range(wanted, max(start, wanted - _MOST_BACK), -1):
        if not _inside_character(line, place):
            return place
    return wanted


def _inside_character(line: str, place: int) -> bool:
    """Whether a reader sees the two sides of a place as one character, roughly and on the safe side."""
    before, after = line[place - 1], line[place]
    extends = unicodedata.category(after)[0] == "M" or "\U0001f3fb" <= after <= "\U0001f3ff"
    flags = "\U0001f1e6" <= after <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff"
    jamo = "\u1100" <= before <= "\u11ff" and "\u1100" <= after <= "\u11ff"
    return extends or flags or jamo or before in _JOINED or after in _JOINED


class CopyOffsets:
    """Code points of a text to Qt's positions in the view's copy of it, and back."""

    def __init__(self, text: str, inserted: Sequence[int] = ()) -> None:
        # Looking for characters that Qt counts twice is dear; comparing lengths is not.
        astral = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._offsets = Offsets(text if astral else "")
        self._inserted = inserted
        self._feeds = [self._offsets.to_qt(position) + count for count, position in enumerate(inserted)]
        self.same = not astral and not inserted

    def to_qt(self, position: int) -> int:
        return self._offsets.to_qt(position) + bisect_right(self._inserted, position)

    def from_qt(self, position: int) -> int:
        return self._offsets.from_qt(position - bisect_left(self._feeds, position))
