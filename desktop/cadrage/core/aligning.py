"""Which tokens of an old text stand where in a new one: anchors first, then the longest common subsequence between.

Anchors are the idea of Bram Cohen's patience diff (what is unique in both is surely the same), here for groups of
tokens; the subsequence is found with bit vectors (Hyyrö 2004, "Bit-parallel LCS-length computation revisited").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

Run = tuple[int, int, int]
"""(old, new, length): so many tokens from `old` are those from `new`."""

_GROUPS = (16, 8, 4, 2, 1)  # tokens that make an anchor together, the surest first
_SURE_ALONE = 4  # smaller groups are anchors only where they are unique
_AT_ONCE = 250_000  # old times new tokens that are compared directly
_AT_MOST = 40_000_000  # the same where no anchor was found
_EDITS = 100  # in stretches larger than that, where everything repeats itself


def align(old: Sequence[int], new: Sequence[int], report: Callable[[], None]) -> list[Run]:
    """Runs of equal tokens, ascending in both texts."""
    pairs: list[Run] = []
    open_: list[tuple[int, int, int, int]] = [(0, len(old), 0, len(new))]
    while open_:
        report()
        low, high, new_low, new_high = open_.pop()
        head, tail = _common_ends(old, new, (low, high, new_low, new_high))
        if head:
            pairs.append((low, new_low, head))
        if tail:
            pairs.append((high - tail, new_high - tail, tail))
        inner = (low + head, high - tail, new_low + head, new_high - tail)
        if inner[0] < inner[1] and inner[2] < inner[3]:
            open_.extend(_split(old, new, inner, pairs))
    return joined(sorted(pairs))


def _split(
    old: Sequence[int], new: Sequence[int], area: tuple[int, int, int, int], pairs: list[Run]
) -> Iterator[tuple[int, int, int, int]]:
    """Matches what can be matched of an area and gives what lies between; nothing where it is done with."""
    low, high, new_low, new_high = area
    size = (high - low) * (new_high - new_low)
    anchors = _anchors(old, new, area) if size > _AT_ONCE else []
    if anchors:
        pairs.extend((place, at, 1) for place, at in anchors)
        corners = [(low - 1, new_low - 1), *anchors, (high, new_high)]
        for (start, new_start), (end, new_end) in pairwise(corners):
            if end - start > 1 and new_end - new_start > 1:
                yield start + 1, end, new_start + 1, new_end
        return
    ours, theirs = old[low:high], new[new_low:new_high]
    found = common(ours, theirs) if size <= _AT_MOST else _few_edits(ours, theirs)
    pairs.extend((low + place, new_low + at, 1) for place, at in found)


def _common_ends(old: Sequence[int], new: Sequence[int], area: tuple[int, int, int, int]) -> tuple[int, int]:
    low, high, new_low, new_high = area
    most = min(high - low, new_high - new_low)
    head = 0
    while head < most and old[low + head] == new[new_low + head]:
        head += 1
    tail = 0
    while tail < most - head and old[high - 1 - tail] == new[new_high - 1 - tail]:
        tail += 1
    return head, tail


def _anchors(old: Sequence[int], new: Sequence[int], area: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    low, high, new_low, new_high = area
    part, new_part = old[low:high], new[new_low:new_high]
    for size in _GROUPS:
        both = set(_groups(part, size)).intersection(_groups(new_part, size))
        if not both:
            continue
        ours, theirs = _places(part, size, both), _places(new_part, size, both)
        found = [
            (low + place, new_low + at)
            for group, places in ours.items()
            if len(theirs[group]) == len(places) and (size >= _SURE_ALONE or len(places) == 1)
            for place, at in zip(places, theirs[group], strict=True)
        ]
        if found:
            return rising(sorted(found))
    return []


def _groups(tokens: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    return zip(*(tokens[shift:] for shift in range(size)), strict=False)


def _places(tokens: Sequence[int], size: int, wanted: Collection[tuple[int, ...]]) -> dict[tuple[int, ...], list[int]]:
    places: dict[tuple[int, ...], list[int]] = {}
    for place, group in enumerate(_groups(tokens, size)):
        if group in wanted:
            places.setdefault(group, []).append(place)
    return places


def rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, sorted by the first, that rises in the second too."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    chosen = list(pairs)
    for number, (_, at) in enumerate(chosen):
        rank = bisect_left(tops, at)
        if rank == len(tops):
            tops.append(at)
            last.append(number)
        else:
            tops[rank], last[rank] = at, number
        before.append(last[rank - 1] if rank else -1)
    found = []
    number = last[-1] if last else -1
    while number >= 0:
        place, at = chosen[number]
        found.append((place, at))
        number = before[number]
    return found[::-1]


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The pairs of a longest common subsequence."""
    rows = _bit_rows(old, new)
    pairs = []
    row, place = len(rows), len(old)
    while row and place:
        if rows[row - 1] >> (place - 1) & 1:
            place -= 1
        else:
            row -= 1
            if not row or rows[row - 1] >> (place - 1) & 1:
                place -= 1
                pairs.append((place, row))
    return pairs[::-1]


def _bit_rows(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """For each token of the new text a vector over the old one: zeros are where the subsequence grows."""
    masks: dict[Hashable, int] = {}
    for place, token in enumerate(old):
        masks[token] = masks.get(token, 0) | 1 << place
    full = (1 << len(old)) - 1
    vector, rows = full, []
    for token in new:
        match = vector & masks.get(token, 0)
        vector = (vector + match | vector - match) & full
        rows.append(vector)
    return rows


def _few_edits(old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """Myers' greedy algorithm (1986) up to a bound; nothing where there are more edits."""
    reach: dict[int, int] = {1: 0}
    steps: list[dict[int, int]] = []
    for edits in range(_EDITS):
        steps.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
            place = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            place += _equal_from(old, new, place, place - diagonal)
            reach[diagonal] = place
            if place >= len(old) and place - diagonal >= len(new):
                return _way_back(steps, len(old), len(new))
    return []


def _equal_from(old: Sequence[int], new: Sequence[int], place: int, at: int) -> int:
    """How many tokens are equal from here on; compared in ever larger slices."""
    start, size = place, 8
    most = min(len(old) - place, len(new) - at)
    while most > 0 and size > 0:
        step = min(size, most)
        if old[place : place + step] == new[at : at + step]:
            place, at, most = place + step, at + step, most - step
            size *= 2
        else:
            size = step // 2
    return place - start


def _way_back(steps: list[dict[int, int]], place: int, at: int) -> list[tuple[int, int]]:
    pairs = []
    for edits in range(len(steps) - 1, -1, -1):
        reach = steps[edits]
        diagonal = place - at
        down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        start = reach[before]
        new_start = start - before
        while place > max(start, 0) and at > max(new_start, 0) and (place > start + (not down)):
            place, at = place - 1, at - 1
            pairs.append((place, at))
        if edits:
            place, at = start, new_start
    return pairs[::-1]


def joined(pairs: Iterable[Run]) -> list[Run]:
    """Runs, sorted, with those that touch each other made one."""
    runs: list[Run] = []
    for place, at, length in pairs:
        if runs and runs[-1][0] + runs[-1][2] == place and runs[-1][1] + runs[-1][2] == at:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + length)
        else:
            runs.append((place, at, length))
    return runs
