"""The words of many texts on one axis, and which of them codings touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cadrage.core.model import Span

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint8]

_AT_ONCE = 1 << 22  # characters; so that a large corpus needs no large arrays
_JOINERS = "’'-"  # the ones within a word of `core.text`
_UNKNOWN = ord("?")
_CODE_POINTS = 0x110000
_FEW = 0.1  # of the characters: so many are looked at one by one
_NEITHER, _LETTER, _JOINER = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All words of the article texts, ascending on an axis of code points that all texts share, end to end.

    `offsets` (texts + 1,): where each text begins; `starts` and `ends` (words,); `first` (texts + 1,): the number of
    each text's first word. They are the words that `core.text.count_words` counts.
    """

    offsets: Ints
    starts: Ints
    ends: Ints
    first: Ints

    @property
    def counts(self) -> Ints:
        """How many words each text has."""
        return np.diff(self.first)

    def touched(self, text: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """The half-open numbers of the words that spans of texts have a character of; empty where they have none."""
        begin = self.offsets[text]
        first = np.searchsorted(self.ends, begin + start, side="right")
        return first, np.maximum(first, np.searchsorted(self.starts, begin + end, side="left"))


def words_of(texts: Sequence[str], excluded: Sequence[Sequence[Span]]) -> Words:
    """The words of texts without their excluded passages, which also end words as `blanked` ends them."""
    lengths = [len(text) + 1 for text in texts]  # one more, so that no word goes on in the next text
    offsets = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
    starts, ends = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for first, last in _batches(lengths):
        kinds = _kinds("\n".join([*texts[first:last], ""]))
        for each in range(first, last):
            begin = offsets[each] - offsets[first]
            for span in excluded[each]:
                kinds[begin + span.start : begin + min(span.end, lengths[each])] = _NEITHER
        inside = _in_words(kinds)
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        found = np.concatenate([[0], edges]) if inside[0] else edges
        starts.append(found[::2] + offsets[first])
        ends.append(found[1::2] + offsets[first])
    every = np.concatenate(starts)
    return Words(offsets, every, np.concatenate(ends), np.searchsorted(every, offsets, side="left"))


def _batches(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for at, length in enumerate(lengths):
        size += length
        if size >= _AT_ONCE or at + 1 == len(lengths):
            yield first, at + 1
            first, size = at + 1, 0


def _kinds(text: str) -> Kinds:
    """What each character is to a word."""
    latin = text.encode("latin-1", "replace")  # one byte for each character, whatever it is
    at = np.flatnonzero(np.frombuffer(latin, np.uint8) == _UNKNOWN)
    if len(at) > _FEW * len(text):
        return _kinds_of_all(text)
    kinds = np.frombuffer(bytearray(latin.translate(_LATIN)), np.uint8)
    others = [text[place] for place in at.tolist()]
    known = {each: _kind(each) for each in set(others)}
    kinds[at] = [known[each] for each in others]
    return kinds


def _kinds_of_all(text: str) -> Kinds:
    """The same where most letters are not Latin."""
    table = np.zeros(_CODE_POINTS, np.uint8)
    for each in set(text):
        table[ord(each)] = _kind(each)
    kinds: Kinds = table[np.frombuffer(text.encode("utf-32-le"), "<u4")]
    return kinds


def _kind(character: str) -> int:
    """Letters, digits and underscores are what a pattern takes for a part of a word."""
    if character in _JOINERS:
        return _JOINER
    return _LETTER if character.isalnum() or character == "_" else _NEITHER


_LATIN = bytes(map(_kind, map(chr, range(256))))


def _in_words(kinds: Kinds) -> Bools:
    """Letters, and a joiner that has one on either side. The last character is a line end."""
    inside: Bools = kinds == _LETTER
    at = np.flatnonzero(kinds == _JOINER)
    at = at[(at > 0) & (at + 1 < len(kinds))]
    joined = at[inside[at - 1] & inside[at + 1]]
    inside[joined] = True
    return inside
