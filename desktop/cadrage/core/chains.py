"""Stretches of a new text that follow an old one character by character, and where a passage lies in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from cadrage.core.aligning import Run, common, joined
from cadrage.core.bare_text import BareText

_FURTHEST = 1_000  # tokens that a cut is moved by to fall between sentences
_ROUNDS = 8
_LETTERS = 4_000_000  # old times new characters that are compared directly
_PAIRS = 2_500  # old times new words of which each is compared with each
_SAME_PASSAGE, _SAME_WORD = 0.7, 0.5  # the least likeness of two passages, of two words
_LETTER, _NEIGHBOUR = 4, 1  # what a common letter and a pair that follows on another are worth
_EVEN, _EVEN_MORE = 2, 8  # a change is even where the new words are at most twice the old ones and a few letters

Gap = tuple[int, int, int, int]
"""(old start, old end, new start, new end) of what lies between two runs."""


def gaps(runs: Sequence[Run], corner: Gap) -> list[Gap]:
    """What lies before, between and after runs, in order, within the corner's ranges."""
    low, high, new_low, new_high = corner
    ends = [(low, new_low), *((place + length, at + length) for place, at, length in runs)]
    starts = [*((place, at) for place, at, _ in runs), (high, new_high)]
    return [(end[0], start[0], end[1], start[1]) for end, start in zip(ends, starts, strict=True)]


def settled(runs: Sequence[Run], old: BareText, new: BareText, corner: Gap) -> list[Run]:
    """Runs of tokens without those that agree by chance, and with cuts where sentences and lines end."""
    return _slid(_without_islands(list(runs), old, new, corner), old, new)


def _without_islands(runs: list[Run], old: BareText, new: BareText, corner: Gap) -> list[Run]:
    """A few equal letters amid longer replaced stretches say nothing (“the” is everywhere)."""
    for _ in range(_ROUNDS):
        replaced = [
            min(old.starts[end] - old.starts[start], new.starts[new_end] - new.starts[new_start])
            for start, end, new_start, new_end in gaps(runs, corner)
        ]
        kept = [
            run
            for run, (before, after) in zip(runs, pairwise(replaced), strict=True)
            if old.starts[run[0] + run[2]] - old.starts[run[0]] > min(before, after)
        ]
        if len(kept) == len(runs):
            break
        runs = kept
    return runs


def _slid(runs: list[Run], old: BareText, new: BareText) -> list[Run]:
    """“A. B. A.” without one “A. B.”: of all ways to say what is missing the last that is whole sentences."""
    for number in range(len(runs) - 1):
        first, second = runs[number], runs[number + 1]
        end, new_end = first[0] + first[2], first[1] + first[2]
        if end == second[0] and new_end == second[1]:
            continue
        if new_end == second[1]:
            shift = _best_slide(old, end, second[0], first[2], second[2])
        elif end == second[0]:
            shift = _best_slide(new, new_end, second[1], first[2], second[2])
        else:
            continue
        runs[number] = (first[0], first[1], first[2] + shift)
        runs[number + 1] = (second[0] + shift, second[1] + shift, second[2] - shift)
    return joined(run for run in runs if run[2] > 0)


def _best_slide(text: BareText, start: int, end: int, before: int, after: int) -> int:
    tokens = text.tokens
    best, depth = 0, text.edge(start) + text.edge(end)
    for step, most in ((-1, before), (1, after)):
        shift = 0
        while abs(shift) < min(most, _FURTHEST):
            leaving, entering = (start + shift - 1, end + shift - 1) if step < 0 else (start + shift, end + shift)
            if tokens[leaving] != tokens[entering]:
                break
            shift += step
            here = text.edge(start + shift) + text.edge(end + shift)
            if (here, shift) > (depth, best):
                best, depth = shift, here
    return best


def letters(
    runs: Sequence[Run], old: BareText, new: BareText, corner: Gap, report: Callable[[], None]
) -> tuple[Run, ...]:
    """Runs of bare characters: those of the tokens, and what is alike in the words that were replaced."""
    found = [(old.starts[place], new.starts[at], old.starts[place + n] - old.starts[place]) for place, at, n in runs]
    for gap in gaps(runs, corner):
        if gap[0] < gap[1] and gap[2] < gap[3]:
            report()
            found += _alike(old, new, gap)
    return tuple(joined(sorted(found)))


def _alike(old: BareText, new: BareText, gap: Gap) -> list[Run]:
    start, end, new_start, new_end = gap
    least = _SAME_WORD if end - start == new_end - new_start == 1 else _SAME_PASSAGE
    whole = _alike_letters(old, new, gap, least)
    size = (end - start) * (new_end - new_start)
    return whole if whole or size == 1 or size > _PAIRS else _alike_words(old, new, gap)


def _alike_letters(old: BareText, new: BareText, gap: Gap, least: float) -> list[Run]:
    """Equal letters of two stretches, none where they are not alike."""
    low, high = old.starts[gap[0]], old.starts[gap[1]]
    new_low, new_high = new.starts[gap[2]], new.starts[gap[3]]
    together = high - low + new_high - new_low
    shorter = min(high - low, new_high - new_low)
    if 2 * shorter < least * together or (high - low) * (new_high - new_low) > _LETTERS:
        return []
    pairs = common(old.text[low:high], new.text[new_low:new_high])
    return [(low + place, new_low + at, 1) for place, at in pairs] if 2 * len(pairs) >= least * together else []


def _alike_words(old: BareText, new: BareText, gap: Gap) -> list[Run]:
    """The best way to pair words that look alike, in order; of two that are as good the one without holes."""
    start, end, new_start, new_end = gap
    alike: dict[tuple[int, int], list[Run]] = {}
    ending: dict[tuple[int, int], int] = {}  # the best score of pairs that end with this one
    best = [[0] * (new_end - new_start + 1) for _ in range(end - start + 1)]
    for i in range(start, end):
        for j in range(new_start, new_end):
            above = best[i - start]
            found = _alike_letters(old, new, (i, i + 1, j, j + 1), _SAME_WORD)
            score = 0
            if found:
                alike[i, j] = found
                before = max(above[j - new_start], ending.get((i - 1, j - 1), -_NEIGHBOUR) + _NEIGHBOUR)
                score = ending[i, j] = before + _LETTER * len(found)
            best[i - start + 1][j - new_start + 1] = max(
                score, above[j - new_start + 1], best[i - start + 1][j - new_start]
            )
    return [run for pair in _best_pairs(gap, best, ending) for run in alike[pair]]


def _best_pairs(gap: Gap, best: list[list[int]], ending: dict[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    """From the last pair back to the first."""
    start, i, new_start, j = gap
    joined_on = False
    while i > start and j > new_start:
        here = best[i - start][j - new_start]
        if not joined_on and here == best[i - start - 1][j - new_start]:
            i -= 1
        elif not joined_on and here == best[i - start][j - new_start - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            yield i, j
            neighbour = ending.get((i - 1, j - 1))
            joined_on = neighbour is not None and neighbour + _NEIGHBOUR > best[i - start][j - new_start]


class Chain:
    """Runs of bare characters, rising in both texts; positions are those of the bare texts."""

    def __init__(self, runs: Sequence[Run], corner: Gap) -> None:
        self.corner = corner
        self._old = [place for place, _, _ in runs]
        self._new = [at for _, at, _ in runs]
        self._length = [length for _, _, length in runs]
        self._sum = [0, *accumulate(self._length)]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Where a range begins and ends in the new text, and how many of its characters are still there."""
        return self._start(start), self._end(end), self._kept(end) - self._kept(start)

    def _kept(self, position: int) -> int:
        """Characters before a position that the new text has."""
        run = bisect_right(self._old, position) - 1
        return self._sum[run] + min(position - self._old[run], self._length[run]) if run >= 0 else 0

    def _start(self, position: int) -> int:
        run = bisect_right(self._old, position) - 1
        if run >= 0 and position < self._old[run] + self._length[run]:
            return self._new[run] + position - self._old[run]
        low, _, new_low, new_high = self._gap(run)
        return new_low if position == low and self._even(run) else new_high

    def _end(self, position: int) -> int:
        run = bisect_left(self._old, position) - 1
        if run >= 0 and position <= self._old[run] + self._length[run] and self._inside(run, position):
            return self._new[run] + position - self._old[run]
        _, high, new_low, new_high = self._gap(run)
        return new_high if position == high and self._even(run) else new_low

    def _inside(self, run: int, position: int) -> bool:
        return position > self._old[run]

    def _gap(self, run: int) -> Gap:
        """What lies behind a run (-1: before the first)."""
        low, high, new_low, new_high = self.corner
        if run >= 0:
            low, new_low = self._old[run] + self._length[run], self._new[run] + self._length[run]
        if run + 1 < len(self._old):
            high, new_high = self._old[run + 1], self._new[run + 1]
        return low, high, new_low, new_high

    def _even(self, run: int) -> bool:
        """Whether some words stand in the place of others, and not a paragraph in the place of a word."""
        low, high, new_low, new_high = self._gap(run)
        return high > low and new_high - new_low <= _EVEN * (high - low) + _EVEN_MORE
