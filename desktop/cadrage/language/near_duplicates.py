"""Texts that largely repeat one another, found by the five-word sequences that they share.

The measure is containment, the share of the shorter text's sequences that stand in the other (Broder 1997, “On the
resemblance and containment of documents”): a short version of a long report has a small resemblance but a large
containment. Texts that share none of their rarest sequences are never compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cadrage.core.model import Span

Report = Callable[[int, int], None]
Shingles = npt.NDArray[np.uint64]

THRESHOLD = 0.4
WORDS = 5
_FEWEST = 10  # sequences; in a shorter text a common phrase would be enough
_RARE = 48  # a text is looked up by so many of its rarest sequences
_CROWD = 60  # a sequence leads to so many texts at most: of a report printed a hundred times these are the hub
_CANDIDATES = 50  # texts that one is compared with
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, without a pattern: runs of small numbers spread over 64 bits
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Scripts without spaces: a character is a word.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their keys, `first` before `second`, and the share of the shorter that stands in the other."""

    first: int
    second: int
    containment: float


def pairs(texts: Mapping[int, str], report: Report | None = None, threshold: float = THRESHOLD) -> tuple[Pair, ...]:
    """The near-duplicates among texts, the most alike first. `report(done, total)` before each text, twice."""
    total = 2 * len(texts)
    numbers: dict[str, int] = {}
    shingles: dict[int, Shingles] = {}
    for done, (key, text) in enumerate(texts.items()):
        _tell(report, done, total)
        shingles[key] = np.unique(_sequences(_plain_words(text), numbers))
    index = _Index(shingles)
    found: dict[tuple[int, int], float] = {}
    for done, key in enumerate(shingles, start=len(texts)):
        _tell(report, done, total)
        for other in index.candidates(key):
            pair = (min(key, other), max(key, other))
            if pair not in found:
                found[pair] = containment(shingles[key], shingles[other])
    alike = [Pair(*pair, part) for pair, part in found.items() if part >= threshold]
    return tuple(sorted(alike, key=_most_alike))


class _Index:
    """Which texts have a sequence, for those that several have."""

    def __init__(self, shingles: Mapping[int, Shingles]) -> None:
        every = np.concatenate([*shingles.values(), np.empty(0, np.uint64)])
        known, number = np.unique(every, return_counts=True)
        self._rarest: dict[int, list[int]] = {}
        self._texts: dict[int, list[int]] = defaultdict(list)
        for key, own in shingles.items():
            frequency = number[np.searchsorted(known, own)]
            shared = frequency > 1
            order = np.argsort(frequency[shared], kind="stable")
            sequences = own[shared][order].tolist()
            self._rarest[key] = sequences[:_RARE]
            for sequence in sequences:
                if len(texts := self._texts[sequence]) < _CROWD:
                    texts.append(key)

    def candidates(self, key: int) -> list[int]:
        """The texts that share most of a text's rarest sequences."""
        hits = Counter(other for sequence in self._rarest[key] for other in self._texts[sequence] if other != key)
        return [other for other, times in hits.most_common(_CANDIDATES) if times > 1]


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the smaller set that is in the larger; nothing where it is too small to say."""
    small = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / small if small >= _FEWEST else 0.0


def _most_alike(pair: Pair) -> tuple[float, int, int]:
    return -pair.containment, pair.first, pair.second


def shared_passages(one: str, other: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where each text has sequences of the other: passages that touch or overlap are one."""
    words_of_one, words_of_other = _words(one), _words(other)
    numbers: dict[str, int] = {}
    here = _sequences([one[start:end].casefold() for start, end in words_of_one], numbers).tolist()
    there = _sequences([other[start:end].casefold() for start, end in words_of_other], numbers).tolist()
    return _passages(words_of_one, here, set(there)), _passages(words_of_other, there, set(here))


def differing_passages(text: str, shared: Sequence[Span]) -> tuple[Span, ...]:
    """The words outside the shared passages, as passages."""
    words = _words(text)
    starts = [start for start, _ in words]
    found: list[Span] = []
    last = 0
    for span in (*shared, Span(len(text), len(text) + 1)):
        inside = words[bisect_left(starts, last) : bisect_right(starts, span.start - 1)]
        if inside:
            found.append(Span(inside[0][0], inside[-1][1]))
        last = span.end
    return tuple(found)


def _passages(words: list[tuple[int, int]], sequences: list[int], others: set[int]) -> tuple[Span, ...]:
    found: list[Span] = []
    for place, sequence in enumerate(sequences):
        if sequence in others:
            start, end = words[place][0], words[place + WORDS - 1][1]
            if found and start <= found[-1].end + 1:
                start, end = found.pop().start, end
            found.append(Span(start, end))
    return tuple(found)


def _sequences(words: Sequence[str], numbers: dict[str, int]) -> Shingles:
    """A number for each run of five words; `numbers` gives every word its own and grows with each text."""
    known = np.array([numbers.setdefault(word, len(numbers) + 1) for word in words], dtype=np.uint64)
    runs = max(len(words) - WORDS + 1, 0)
    mixed = np.zeros(runs, dtype=np.uint64)
    for place in range(WORDS):
        mixed = mixed * _MULTIPLIER + known[place : place + runs]
    return mixed


def _plain_words(text: str) -> list[str]:
    if _UNSPACED.search(text):
        return [text[start:end].casefold() for start, end in _words(text)]
    return [word.casefold() for word in _WORD.findall(text)]


def _words(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if _UNSPACED.search(text, start, end):
            found += [(place, place + 1) for place in range(start, end)]
        else:
            found.append((start, end))
    return found


def _tell(report: Report | None, done: int, total: int) -> None:
    if report is not None:
        report(done, total)
