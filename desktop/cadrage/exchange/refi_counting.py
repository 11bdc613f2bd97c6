"""How another program counted positions in its sources, found out by what its spans then hold.

The standard counts code points of the plain text. Programs differ in whether a line end of two characters counts
once or twice, in whether a byte-order mark counts, in whether characters beyond the first plane count twice (UTF-16),
and in whether the last position belongs to the span.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cadrage.core.offsets import Offsets
from cadrage.core.text import canonical

_PAIR = re.compile("\r\n")
_ENOUGH_TO_DOUBT_ENDS = 5
_SHORTEST_NAME = 3
# At most so many spans are tried in every way: beyond, they only say the same again.
_MOST_TRIED = 2000


@dataclass(frozen=True, slots=True)
class Counting:
    """One way to count; the defaults are the standard's."""

    line_ends_once: bool = False
    units: bool = False
    mark: bool = False
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A span as a file gives it, with what the file calls it: often its words."""

    start: int
    end: int
    name: str = ""


class SourceText:
    """A text as it came, `raw`, and as Cadrage keeps it, `text`."""

    def __init__(self, raw: str) -> None:
        self.has_mark = raw.startswith("\ufeff")
        self.raw = raw.removeprefix("\ufeff")
        self.text = canonical(raw)
        self._pairs = [found.start() for found in _PAIR.finditer(self.raw)] if "\r" in self.raw else []
        self._by_units = Offsets(self.raw)
        self._by_units_once = Offsets(self.text)
        self.is_astral = self._by_units.to_qt(len(self.raw)) != len(self.raw)
        self.has_pairs = bool(self._pairs)

    def position(self, position: int, counting: Counting) -> int:
        """A position as a file gives it as one of the canonical text; it may lie outside."""
        if counting.mark and self.has_mark:
            position -= 1
        if counting.line_ends_once:
            return self._by_units_once.from_qt(position) if counting.units else position
        if counting.units:
            position = self._by_units.from_qt(position)
        return position - bisect_left(self._pairs, position)

    def ends(self, marked: Marked, counting: Counting) -> tuple[int, int]:
        end = marked.end + 1 if counting.inclusive else marked.end
        return self.position(marked.start, counting), self.position(end, counting)

    def slice(self, marked: Marked, counting: Counting) -> str:
        start, end = self.ends(marked, counting)
        return self.text[max(0, start) : max(0, end)]


def likeliest(sources: Sequence[tuple[SourceText, Sequence[Marked]]], expected: Counting) -> Counting:
    """How the program counted that wrote all these; `expected` where nothing speaks clearly for another way.

    Names that are the spans' words decide. Without them, spans that would all cut words in two speak against a
    way of counting.
    """
    telling = [(source, marked) for source, spans in sources for marked in spans if marked.start < marked.end]
    ways = _ways(expected, [source for source, _ in sources])
    named = [(source, marked) for source, marked in telling if len(_bare(marked.name)) >= _SHORTEST_NAME][:_MOST_TRIED]
    hits = {way: sum(_hit(source.slice(marked, way), marked.name) for source, marked in named) for way in ways}
    best = max(ways, key=hits.__getitem__)
    if hits[best]:
        # Of ways that explain the names alike the first is the standard's.
        return best
    return _by_words(telling[:_MOST_TRIED], ways, expected)


def is_called(words: str, name: str) -> bool:
    """Whether a name is the words, or their beginning where it is cut with dots."""
    found, wanted = " ".join(words.split()), " ".join(_bare(name).split())
    if wanted != " ".join(name.split()):
        return bool(wanted) and found.startswith(wanted)
    return found == wanted


def _hit(words: str, name: str) -> int:
    """More for the very words than for the same but for white space, which is where two ways may differ."""
    if not is_called(words, name):
        return 0
    return 2 if words == name or words.startswith(_bare(name)) else 1


def found_near(source: SourceText, marked: Marked, start: int, end: int) -> tuple[int, int] | None:
    """Where the words that a span is named by really stand, if not where it says but close to it."""
    name = canonical(marked.name)
    if len(name.strip()) < _SHORTEST_NAME or abs(len(name) - (end - start)) > max(2, name.count("\n") + 1):
        return None
    reach = 50 + len(source.text) // 20
    low = max(0, start - reach)
    places = [
        found.start() + low for found in re.finditer(re.escape(name), source.text[low : start + reach + len(name)])
    ]
    if not places:
        return None
    nearest = min(places, key=lambda place: abs(place - start))
    return nearest, nearest + len(name)


def _bare(name: str) -> str:
    name = name.strip()
    for dots in ("...", "…"):
        name = name.removesuffix(dots)
    return name.strip()


def _ways(expected: Counting, sources: Iterable[SourceText]) -> list[Counting]:
    """All that would differ for these sources, the expected one first."""
    sources = list(sources)
    pairs = any(source.has_pairs for source in sources)
    astral = any(source.is_astral for source in sources)
    marks = any(source.has_mark for source in sources)
    both = (False, True)
    ways = [
        Counting(line_ends_once=once, units=units, mark=mark, inclusive=inclusive)
        for inclusive, mark, units, once in itertools.product(
            both,
            both if marks else (False,),
            both if astral else (expected.units,),
            both if pairs else (expected.line_ends_once,),
        )
    ]
    return sorted(ways, key=lambda way: way != expected)


def _by_words(spans: Sequence[tuple[SourceText, Marked]], ways: Sequence[Counting], expected: Counting) -> Counting:
    if len(spans) < _ENOUGH_TO_DOUBT_ENDS:
        ways = [way for way in ways if not way.inclusive]
    shares = {way: _share(spans, way) for way in ways}
    if not spans or shares[expected] > 0.6:
        return expected
    best = max(ways, key=shares.__getitem__)
    return best if shares[best] >= 0.9 else expected


def _share(spans: Sequence[tuple[SourceText, Marked]], way: Counting) -> float:
    """Of all ends of spans, those that lie within the text and between words."""
    good = 0
    for source, marked in spans:
        start, end = source.ends(marked, way)
        if 0 <= start < end <= len(source.text):
            good += _between_words(source.text, start) and not source.text[start].isspace()
            good += _between_words(source.text, end) and not source.text[end - 1].isspace()
    return good / max(1, 2 * len(spans))


def _between_words(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return True
    return not (text[position - 1].isalnum() and text[position].isalnum())


def expected_of(origin: str) -> Counting:
    """ATLAS.ti writes line ends of two characters and counts them once; NVivo counts units of UTF-16."""
    name = origin.casefold()
    return Counting(line_ends_once="atlas" in name, units="nvivo" in name)
