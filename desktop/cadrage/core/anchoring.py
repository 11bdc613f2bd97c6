"""Where passages of a text stand in a corrected copy of it: by their words and by what stands around them.

Both texts are compared as a whole, so that of a sentence that occurs five times each keeps its own place, and a
passage that was taken out is not mistaken for its twin elsewhere. What the order of the texts does not explain is
looked for as a moved block. Nested and overlapping passages keep their order, but where a part of one was moved away.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import pairwise

from cadrage.core.aligning import Run, align
from cadrage.core.bare_text import BareText, Report
from cadrage.core.chains import Chain, Gap, gaps, letters, settled
from cadrage.core.model import Span

LEAST = 0.6  # likeness of the old and the new words below which a passage counts as lost
_BLOCK = 4  # equal words in a row that show a moved block
_BLOCK_LETTERS = 10
_BLOCK_HOLE = 40  # words that may have changed within a moved block
_UNIQUE_LETTERS = 8  # of a shorter passage that was moved and occurs once
_EVERY = 256  # spans between two reports


class Fate(StrEnum):
    """What became of a passage."""

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Anchored:
    """A passage in the new text: kept (same words, same place), moved (same words), changed words, or lost.

    `likeness` is the share of letters that the old and the new words have in common: 1.0 where only
    spaces, case or typography differ.
    """

    fate: Fate
    span: Span | None
    likeness: float


_LOST = Anchored(Fate.LOST, None, 0.0)


class Anchoring:
    """An old text laid against a new one. `report(done, of 100)` is called now and then."""

    def __init__(self, old: str, new: str, report: Report | None = None) -> None:
        self._steps = _Steps(report)
        numbers: dict[str, int] = {}
        self._old = BareText(old, numbers, self._steps.at(0))
        self._new = BareText(new, numbers, self._steps.at(15))
        self._same = old == new
        whole: Gap = (0, len(self._old.tokens), 0, len(self._new.tokens))
        self._main, runs = self._chain(whole)
        self._gaps = gaps(runs, whole)
        self._blocks = list(self._moved_blocks())
        self._starts = [block.corner[0] for block in self._blocks]
        self._groups: dict[int, tuple[dict[tuple[int, ...], int], ...]] = {}

    def _chain(self, corner: Gap) -> tuple[Chain, list[Run]]:
        start, end, new_start, new_end = corner
        old, new = self._old, self._new
        found = align(old.tokens[start:end], new.tokens[new_start:new_end], self._steps.at(30))
        runs = settled([(start + a, new_start + b, n) for a, b, n in found], old, new, corner)
        bare: Gap = (old.starts[start], old.starts[end], new.starts[new_start], new.starts[new_end])
        return Chain(letters(runs, old, new, corner, self._steps.at(60)), bare), runs

    # Blocks that stand elsewhere now.

    def _moved_blocks(self) -> Iterator[Chain]:
        """Stretches that the order of the texts left without a counterpart, and that have one elsewhere."""
        ours = self._unique_groups(self._old, [(start, end) for start, end, _, _ in self._gaps])
        theirs = self._unique_groups(self._new, [(start, end) for _, _, start, end in self._gaps])
        seeds = sorted((place, theirs[group]) for group, place in ours.items() if group in theirs)
        ends = {(gap[0], gap[1]) for gap in self._gaps}, {(gap[2], gap[3]) for gap in self._gaps}
        edges = [sorted({edge for pair in side for edge in pair}) for side in ends]
        for cluster in _clusters(seeds, *edges):
            (start, at), (last, last_at) = cluster[0], cluster[-1]
            chain, _ = self._chain(self._grown((start, last + _BLOCK, at, last_at + _BLOCK), edges))
            yield chain

    def _unique_groups(self, text: BareText, ranges: Sequence[tuple[int, int]]) -> dict[tuple[int, ...], int]:
        """Groups of words that occur once in the ranges, with their place."""
        found: dict[tuple[int, ...], int] = {}
        for start, end in ranges:
            for place in range(start, end - _BLOCK + 1):
                if text.starts[place + _BLOCK] - text.starts[place] >= _BLOCK_LETTERS:
                    group = tuple(text.tokens[place : place + _BLOCK])
                    found[group] = -1 if group in found else place
        return {group: place for group, place in found.items() if place >= 0}

    def _grown(self, block: Gap, edges: Sequence[Sequence[int]]) -> Gap:
        """A block with the equal words on either side of it."""
        start, end, new_start, new_end = block
        low, high = _around(edges[0], start)
        new_low, new_high = _around(edges[1], new_start)
        old, new = self._old.tokens, self._new.tokens
        while start > low and new_start > new_low and old[start - 1] == new[new_start - 1]:
            start, new_start = start - 1, new_start - 1
        while end < high and new_end < new_high and old[end] == new[new_end]:
            end, new_end = end + 1, new_end + 1
        return start, end, new_start, new_end

    # Passages.

    def place_all(self, spans: Sequence[Span]) -> tuple[Anchored, ...]:
        """What became of each passage, in the order given."""
        found = []
        for number, span in enumerate(spans):
            if not number % _EVERY:
                self._steps.tell(70 + 30 * number // len(spans))
            found.append(self.place(span))
        return tuple(found)

    def place(self, span: Span) -> Anchored:
        """What became of one passage."""
        if self._same:
            return Anchored(Fate.KEPT, span, 1.0)
        start, end = bisect_left(self._old.places, span.start), bisect_left(self._old.places, span.end)
        if start == end:
            return _LOST  # nothing but white space
        best = self._in_chain(self._main, span, start, end)
        for block in self._blocks_over(start, end) if best.likeness < 1 else ():
            other = self._in_chain(block, span, start, end)
            best = other if other.likeness > best.likeness else best
        return best if best.span is not None else self._by_its_words(span, start, end)

    def _blocks_over(self, start: int, end: int) -> Iterator[Chain]:
        first = bisect_right(self._starts, start) - 1
        for block in self._blocks[max(first, 0) : bisect_left(self._starts, end)]:
            if block.corner[1] > start:
                yield block

    def _in_chain(self, chain: Chain, span: Span, start: int, end: int) -> Anchored:
        low, high = max(start, chain.corner[0]), min(end, chain.corner[1])
        new_start, new_end, kept = chain.place(low, high)
        if new_start >= new_end:
            return _LOST
        likeness = 2 * kept / (end - start + new_end - new_start)
        return self._anchored(span, (start, end), (new_start, new_end), likeness) if likeness >= LEAST else _LOST

    def _anchored(self, span: Span, bare: tuple[int, int], new_bare: tuple[int, int], likeness: float) -> Anchored:
        """Back from bare characters to those of the new text, with the white space that was part of the passage."""
        old, new = self._old, self._new
        start, end = new.places[new_bare[0]], new.places[new_bare[1] - 1] + 1
        start, end = _whole_characters(new.original, start, end)
        lead = old.original[span.start : old.places[bare[0]]]
        trail = old.original[old.places[bare[1] - 1] + 1 : span.end]
        start -= _common_tail(lead, new.original[max(0, start - len(lead)) : start])
        end += _common_head(trail, new.original[end : end + len(trail)])
        found = Span(start, end)
        if found.quotation(new.original) != span.quotation(old.original):
            return Anchored(Fate.CHANGED, found, likeness)
        return Anchored(Fate.KEPT if found == span else Fate.MOVED, found, 1.0)

    def _by_its_words(self, span: Span, start: int, end: int) -> Anchored:
        """A few words that were moved alone, if each text has them once."""
        first = bisect_left(self._old.starts, start)
        last = bisect_left(self._old.starts, end)
        size = last - first
        whole = (self._old.starts[first], self._old.starts[last]) == (start, end)
        if not whole or not 0 < size < _BLOCK or end - start < _UNIQUE_LETTERS:
            return _LOST
        ours, theirs = self._single_groups(size)
        group = tuple(self._old.tokens[first:last])
        at = theirs.get(group, -1)
        if ours.get(group, -1) < 0 or at < 0 or not self._free(at, at + size):
            return _LOST
        return self._anchored(span, (start, end), (self._new.starts[at], self._new.starts[at + size]), 1.0)

    def _single_groups(self, size: int) -> tuple[dict[tuple[int, ...], int], ...]:
        if size not in self._groups:
            self._groups[size] = tuple(_singles(text.tokens, size) for text in (self._old, self._new))
        return self._groups[size]

    def _free(self, start: int, end: int) -> bool:
        """Whether a stretch of the new text has no counterpart in the old one's order."""
        number = bisect_right(self._gaps, start, key=lambda gap: gap[2]) - 1
        return number >= 0 and end <= self._gaps[number][3]

    def fresh(self, least: int) -> tuple[Span, ...]:
        """Stretches of the new text, of at least so many words, that the old text does not have."""
        old_in_blocks = sorted((block.corner[2], block.corner[3]) for block in self._blocks)
        found = []
        for start, end, new_start, new_end in self._gaps:
            for low, high in _without(self._new.starts[new_start], self._new.starts[new_end], old_in_blocks):
                words = bisect_left(self._new.starts, high) - bisect_left(self._new.starts, low)
                if words - (end - start) >= least:
                    found.append(Span(self._new.places[low], self._new.places[high - 1] + 1))
        return tuple(found)


class _Steps:
    """Progress in hundredths over several pieces of work; it never goes back."""

    def __init__(self, report: Report | None) -> None:
        self._report = report
        self._reached = 0

    def at(self, hundredths: int) -> Callable[[], None]:
        return partial(self.tell, hundredths)

    def tell(self, hundredths: int) -> None:
        self._reached = max(self._reached, hundredths)
        if self._report is not None:
            self._report(self._reached, 100)


def _clusters(
    seeds: Sequence[tuple[int, int]], edges: Sequence[int], new_edges: Sequence[int]
) -> Iterator[list[tuple[int, int]]]:
    """Neighbouring seeds that go on together, in the old text and in the new one."""
    cluster: list[tuple[int, int]] = []
    for seed in seeds:
        if cluster and not _goes_on(cluster[-1], seed, edges, new_edges):
            yield cluster
            cluster = []
        cluster.append(seed)
    if cluster:
        yield cluster


def _goes_on(last: tuple[int, int], seed: tuple[int, int], edges: Sequence[int], new_edges: Sequence[int]) -> bool:
    far, new_far = seed[0] - last[0], seed[1] - last[1]
    return (
        0 < new_far <= _BLOCK_HOLE
        and far <= _BLOCK_HOLE
        and bisect_right(edges, last[0]) == bisect_right(edges, seed[0])
        and bisect_right(new_edges, last[1]) == bisect_right(new_edges, seed[1])
    )


def _around(edges: Sequence[int], place: int) -> tuple[int, int]:
    number = bisect_right(edges, place)
    return edges[number - 1], edges[number]


def _singles(tokens: Sequence[int], size: int) -> dict[tuple[int, ...], int]:
    """The place of each group of words, -1 where it occurs more than once."""
    found: dict[tuple[int, ...], int] = {}
    for place, group in enumerate(zip(*(tokens[shift:] for shift in range(size)), strict=False)):
        found[group] = -1 if group in found else place
    return found


def _without(low: int, high: int, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A range without others, which are in order."""
    inside = [pair for pair in ranges if pair[0] < high and pair[1] > low]
    for (_, start), (end, _) in pairwise([(low, low), *inside, (high, high)]):
        if start < end:
            yield start, end


def _whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """Ends that do not tear an accent off its letter."""
    while start > 0 and unicodedata.category(text[start])[0] == "M":
        start -= 1
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return start, end


def _common_tail(text: str, other: str) -> int:
    count = 0
    while count < min(len(text), len(other)) and text[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _common_head(text: str, other: str) -> int:
    return _common_tail(text[::-1], other[::-1])
