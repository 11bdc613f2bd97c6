"""A text as another tool kept it: whatever the tool counted in, its positions become spans of the canonical text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from cadrage.core.model import Span
from cadrage.core.offsets import Offsets
from cadrage.core.text import canonical, clean

_DROPPED = re.compile("\\A\ufeff|\r(?=\n)")
_REGIONAL = ("\U0001f1e6", "\U0001f1ff")
_SKIN = ("\U0001f3fb", "\U0001f3ff")
_JOINER = "\u200d"


class Count(StrEnum):
    """What a tool's programming language counts as one character."""

    POINTS = "code points"
    UTF16 = "UTF-16 units"
    BYTES = "UTF-8 bytes"
    GRAPHEMES = "characters as they are seen"


class Ends(StrEnum):
    """Which line ends (and byte-order mark) were there when the tool counted."""

    RAW = "as in the file"
    LF = "one character each"
    CRLF = "two characters each"


@dataclass(frozen=True, slots=True)
class Unit:
    count: Count = Count.POINTS
    ends: Ends = Ends.RAW


POINTS, UTF16, BYTES, GRAPHEMES = (Unit(count) for count in (Count.POINTS, Count.UTF16, Count.BYTES, Count.GRAPHEMES))
_ALL_UNITS = tuple(Unit(count, ends) for ends in Ends for count in Count)


@dataclass(frozen=True, slots=True)
class Piece:
    """So many characters that stand in a tool's text and in the canonical one alike."""

    source: int
    target: int
    length: int


class SourceText:
    """`raw` is what the tool counted in, `canonical` what Cadrage keeps.

    `shown` and `pieces` are given where the canonical text is no mere clean-up of the raw one (as of HTML).
    """

    def __init__(self, raw: str, shown: str | None = None, pieces: Sequence[Piece] = ()) -> None:
        self.raw = raw
        self.canonical = canonical(raw if shown is None else shown)
        self._pieces = pieces
        self._rulers: dict[Unit, _Ruler] = {}

    def span(self, unit: Unit, start: int, end: int) -> Span | None:
        """The canonical span of positions counted in `unit`; None where they are none of this text's."""
        ruler = self._ruler(unit)
        first, last = ruler.point(start), ruler.point(end)
        if first is None or last is None or last <= first:
            return None
        begin, stop = ruler.pieces.start(first), min(ruler.pieces.end(last), len(self.canonical))
        return Span(begin, stop) if begin < stop else None

    def units(self, preferred: Iterable[Unit] = ()) -> tuple[Unit, ...]:
        """The ways of counting that differ in this text, the preferred ones first."""
        found: dict[tuple[bool, ...], Unit] = {}
        marks = self._differences()
        for unit in (*preferred, *_ALL_UNITS):
            if self._pieces and unit.ends is not Ends.RAW:
                continue
            found.setdefault(marks(unit), unit)
        return tuple(found.values())

    def _differences(self) -> _Differences:
        raw = self.raw
        return _Differences(
            astral=not raw.isascii() and max(raw) > "\uffff",
            wide=not raw.isascii(),
            dropped=_DROPPED.search(raw) is not None,
            lines="\n" in self.canonical,
        )

    def _ruler(self, unit: Unit) -> _Ruler:
        if unit not in self._rulers:
            self._rulers[unit] = self._made(unit)
        return self._rulers[unit]

    def _made(self, unit: Unit) -> _Ruler:
        if self._pieces:
            return _Ruler(self.raw, unit.count, _Map(self._pieces))
        form = self.raw
        if unit.ends is Ends.LF:
            form = self.canonical
        elif unit.ends is Ends.CRLF:
            form = self.canonical.replace("\n", "\r\n")
        return _Ruler(form, unit.count, _Map(_kept(form)))


@dataclass(frozen=True, slots=True)
class _Differences:
    """What in a text makes two ways of counting differ."""

    astral: bool
    wide: bool
    dropped: bool
    lines: bool

    def __call__(self, unit: Unit) -> tuple[bool, ...]:
        """Equal for units that count this text alike."""
        ends = (
            unit.ends is Ends.RAW and self.dropped,
            unit.ends is Ends.CRLF and self.lines,
        )
        return (
            unit.count is Count.UTF16 and self.astral,
            unit.count is Count.BYTES and self.wide,
            unit.count is Count.GRAPHEMES and (self.wide or any(ends)),
            *ends,
        )


class _Map:
    """From positions in a tool's text to those in the canonical one."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._sources = [piece.source for piece in pieces]

    def start(self, point: int) -> int:
        """Where a span that begins there begins: at the next character that was kept."""
        index = max(0, bisect_right(self._sources, point) - 1)
        piece = self._pieces[index]
        if point - piece.source >= piece.length and index + 1 < len(self._pieces):
            return self._pieces[index + 1].target
        return piece.target + max(0, min(point - piece.source, piece.length))

    def end(self, point: int) -> int:
        """Where a span that ends there ends: after the last character that was kept."""
        index = max(0, bisect_left(self._sources, point) - 1)
        piece = self._pieces[index]
        return piece.target + max(0, min(point - piece.source, piece.length))


class _Ruler:
    """Positions of one text in one unit."""

    def __init__(self, form: str, count: Count, pieces: _Map) -> None:
        self.pieces = pieces
        self._length = len(form)
        self._utf16 = Offsets(form) if count is Count.UTF16 else None
        self._starts: list[int] | None = None
        if count is Count.BYTES and not form.isascii():
            self._starts = [0, *accumulate(_size(char) for char in form)]
        self._boundaries = list(graphemes(form)) if count is Count.GRAPHEMES else None

    def point(self, position: int) -> int | None:
        """The code point at a position, None inside of a character and outside of the text."""
        if position < 0:
            return None
        if self._boundaries is not None:
            return self._boundaries[position] if position < len(self._boundaries) else None
        found = position
        if self._starts is not None:
            found = bisect_left(self._starts, position)
            if found > self._length or self._starts[found] != position:
                return None
        elif self._utf16 is not None:
            found = self._utf16.from_qt(position)
            if self._utf16.to_qt(found) != position:
                return None
        return found if found <= self._length else None


def _size(char: str) -> int:
    return 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4


def _kept(form: str) -> list[Piece]:
    """A text without its byte-order mark and the carriage returns of its line ends."""
    pieces = []
    begin = target = 0
    for dropped in _DROPPED.finditer(form):
        pieces.append(Piece(begin, target, dropped.start() - begin))
        target += dropped.start() - begin
        begin = dropped.end()
    pieces.append(Piece(begin, target, len(form) - begin))
    return pieces


def graphemes(text: str) -> Iterator[int]:
    """Where the characters that a reader sees begin, and the end (the common cases of UAX #29)."""
    before, flags = "", 0
    for index, char in enumerate(text):
        if index == 0 or not _joins(before, char, flags):
            yield index
        flags = flags + 1 if _REGIONAL[0] <= char <= _REGIONAL[1] else 0
        before = char
    yield len(text)


def _joins(before: str, char: str, flags: int) -> bool:
    if char == "\n":
        return before == "\r"
    if char < "\u0300" or before in "\r\n":
        return False
    if _REGIONAL[0] <= char <= _REGIONAL[1]:
        return flags % 2 == 1
    if before == _JOINER:
        return unicodedata.category(char) == "So"
    if "\u1160" <= char <= "\u11ff":
        return "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    return char == _JOINER or _SKIN[0] <= char <= _SKIN[1] or unicodedata.category(char) in ("Mn", "Me", "Mc")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a tool's file says was coded: positions, and the words where it has them."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A span for each claim, None for those that cannot be; `elsewhere` are the indices of claims whose words stood
    in another place, once only."""

    unit: Unit
    spans: tuple[Span | None, ...]
    elsewhere: frozenset[int]


def fit(text: SourceText, claims: Sequence[Claim], preferred: Sequence[Unit]) -> Fitted:
    """The spans that hold the words claimed.

    The unit is the one in which most claims hold; a claim that holds in another one only is taken in that.
    """
    units = text.units(preferred)
    best = _best(text, claims, units)
    order = (best, *(unit for unit in units if unit != best))
    spans: list[Span | None] = []
    elsewhere = set()
    for index, claim in enumerate(claims):
        if bare(claim.words):
            span = next((text.span(unit, claim.start, claim.end) for unit in order if holds(text, claim, unit)), None)
            if span is None:
                span = _only_place(text.canonical, claim.words)
                elsewhere.update([index] if span else [])
        else:
            span = text.span(best, claim.start, claim.end)
        spans.append(span)
    return Fitted(best, tuple(spans), frozenset(elsewhere))


def _best(text: SourceText, claims: Sequence[Claim], units: Sequence[Unit]) -> Unit:
    """The unit in which most claims hold, the first of equals."""
    telling = [claim for claim in claims if bare(claim.words)]
    scores: dict[Unit, int] = {}
    for unit in units if units[1:] else ():
        scores[unit] = sum(holds(text, claim, unit) for claim in telling)
        if scores[unit] == len(telling):
            break
    return max(scores, key=lambda unit: scores[unit], default=units[0])


def holds(text: SourceText, claim: Claim, unit: Unit) -> bool:
    """Whether the claim's words stand at its positions, counted in this unit."""
    if not claim.words:
        return False
    span = text.span(unit, claim.start, claim.end)
    if span is None:
        return False
    quotation = span.quotation(text.canonical)
    return quotation == claim.words or bare(quotation) == bare(claim.words)


def _only_place(text: str, words: str) -> Span | None:
    words = canonical(words).strip()
    found = text.find(words)
    if not words or found < 0 or text.find(words, found + 1) >= 0:
        return None
    return Span(found, found + len(words))


def bare(words: str) -> str:
    """Words without the white space that tools change: what tells whether two quotations are the same."""
    return "".join(clean(words).replace("\ufeff", "").split())
