"""Where the ends of a coding may come to rest: between whole words or characters, never one over the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QTextBoundaryFinder

from cadrage.core.model import Span
from cadrage.core.offsets import Offsets
from cadrage.gui.snapping import joined

_PIECE = 256  # code points looked at in one go
_JOINER = "\u200d"
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))


@dataclass(frozen=True, slots=True)
class Ends:
    """A text and a span in it. `exact` is by characters as readers see them, otherwise by words; None where
    an end cannot go."""

    text: str
    span: Span

    def stepped(self, *, last: bool, forward: bool, exact: bool) -> Span | None:
        """The span with its last (or first) end one step further on or back."""
        position = self.span.end if last else self.span.start
        for place in characters(self.text, position, forward=forward):
            found = self._with(place, last=last)
            if found is None:
                return None
            if self._rests(place, last=last) and (exact or not joined(self.text, place)):
                return found
        return None

    def placed(self, position: int, *, last: bool, exact: bool) -> Span:
        """The span with its last (or first) end at a place, or as near to it as an end may come."""
        place = max(position, self.span.start + 1) if last else min(position, self.span.end - 1)
        place = self._whole(place, last=last)
        while self._with(place, last=last) and not self._rests(place, last=last):
            place += -1 if last else 1
        while not exact and joined(self.text, place):
            place += 1 if last else -1
        return self._with(place, last=last) or self.span

    def _with(self, place: int, *, last: bool) -> Span | None:
        start, end = (self.span.start, place) if last else (place, self.span.end)
        return Span(start, end) if start < end else None

    def _rests(self, place: int, *, last: bool) -> bool:
        """Whether the span would begin or end there without white space at its edge."""
        return not self.text[place - 1 if last else place].isspace()

    def _whole(self, place: int, *, last: bool) -> int:
        """The place, or the edge of the character that it would cut."""
        low = _safe_start(self.text, place)
        edges = [low, *(low + edge for edge in _boundaries(self.text[low : place + _PIECE]))]
        if last:
            return next(edge for edge in edges if edge >= place)
        return max(edge for edge in edges if edge <= place)


def characters(text: str, position: int, *, forward: bool) -> Iterator[int]:
    """The places between whole characters from a position on, nearest first."""
    while position > 0 if not forward else position < len(text):
        places = _after(text, position) if forward else _before(text, position)
        yield from places
        position = places[-1]


def _after(text: str, position: int) -> list[int]:
    piece = text[position : position + _PIECE]
    places = [position + place for place in _boundaries(piece)]
    # The piece may end amid a character.
    whole = position + len(piece) == len(text) or len(places) == 1
    return places if whole else places[:-1]


def _before(text: str, position: int) -> list[int]:
    low = _safe_start(text, position)
    places = [low, *(low + place for place in _boundaries(text[low:position]))]
    return places[-2::-1]


def _safe_start(text: str, position: int) -> int:
    """A place shortly before where a character begins for certain: behind a space, if there is one."""
    low, before = max(0, position - _PIECE), max(0, position - 1)
    return max(low, text.rfind(" ", low, before) + 1, text.rfind("\n", low, before) + 1)


def _boundaries(piece: str) -> list[int]:
    """The ends of the piece's characters."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, piece)
    offsets = Offsets(piece)
    found = []
    while (place := finder.toNextBoundary()) >= 0:
        found.append(offsets.from_qt(place))
    # Qt cuts emoji that stand behind Thai letters, even their surrogate pairs.
    return sorted(place for place in set(found) if place and not _cuts_emoji(piece, place))


def _cuts_emoji(piece: str, place: int) -> bool:
    if place == len(piece):
        return False
    before, after = piece[place - 1], piece[place]
    if before in _FLAG_LETTERS and after in _FLAG_LETTERS:
        letters = piece[:place]
        return (len(letters) - len(letters.rstrip(_FLAG_LETTERS))) % 2 == 1
    return before == _JOINER or after == _JOINER or "\U0001f3fb" <= after <= "\U0001f3ff" or after == "\ufe0f"
