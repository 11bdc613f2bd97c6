"""Which codings lie where: intervals in buckets, and the lane in which each is drawn. No Qt."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cadrage.core.model import Span

_BUCKET_BITS = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """One coding as the document view needs it; positions in code points.

    `label` is what stands where room is short (the short id), `colour` the code's colour as stored,
    `pattern` the coder's line (solid, dashed, dotted), `group` the coder's place among those shown.
    `code` is needed only by those who recolour a code in all its codings at once.
    """

    id: int
    span: Span
    label: str
    name: str
    colour: str
    coder: int
    pattern: str = "solid"
    group: int = 0
    code: int = 0


class Region(NamedTuple):
    """A part of the text that is not article, and why."""

    span: Span
    reason: str


class Placed:
    """A coding in the index. `lane` counts among its coder's codings (the margin), `row` among all
    (the underlines). Positions are those of the index's owner."""

    __slots__ = ("end", "id", "lane", "row", "shown", "start")

    def __init__(self, shown: Shown, start: int, end: int) -> None:
        self.id = shown.id
        self.shown = shown
        self.start = start
        self.end = end
        self.lane = 0
        self.row = 0


def _reading_order(placed: Placed) -> tuple[int, int, int]:
    return (placed.start, -placed.end, placed.id)


class SpanIndex:
    """Finds the codings over a range in time that depends on what is found, not on what there is."""

    def __init__(self, items: Iterable[Placed] = ()) -> None:
        self._items: dict[int, Placed] = {}
        self._buckets: dict[int, list[Placed]] = {}
        for item in items:
            self._insert(item)
        self._sweep()

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Placed]:
        return iter(self._items.values())

    def get(self, number: int) -> Placed | None:
        return self._items.get(number)

    def add(self, item: Placed) -> None:
        """Adds a coding, or replaces the one with its id; it takes the lowest lane free over it."""
        self.remove(item.id)
        over = self.query(item.start, item.end)
        item.row = _lowest_free(other.row for other in over)
        group = item.shown.group
        item.lane = _lowest_free(other.lane for other in over if other.shown.group == group)
        self._insert(item)

    def remove(self, number: int) -> bool:
        """Whether the coding was there."""
        item = self._items.pop(number, None)
        if item is None:
            return False
        for key in _keys(item.start, item.end):
            self._buckets[key].remove(item)
        return True

    def query(self, start: int, end: int) -> list[Placed]:
        """The codings that share a position with [start, end), by start, the longer first."""
        first = start >> _BUCKET_BITS
        found: list[Placed] = []
        for key in _keys(start, end):
            for item in self._buckets.get(key, ()):
                # One that began in an earlier bucket of this range has been met there.
                fresh = key == first or item.start >> _BUCKET_BITS == key
                if fresh and item.start < end and item.end > start:
                    found.append(item)
        found.sort(key=_reading_order)
        return found

    def at(self, position: int) -> list[Placed]:
        """The codings over one position, the longest first."""
        bucket = self._buckets.get(position >> _BUCKET_BITS, ())
        found = [item for item in bucket if item.start <= position < item.end]
        found.sort(key=_reading_order)
        return found

    def _insert(self, item: Placed) -> None:
        self._items[item.id] = item
        buckets = self._buckets
        for key in range(item.start >> _BUCKET_BITS, (item.end - 1 >> _BUCKET_BITS) + 1):
            bucket = buckets.get(key)
            if bucket is None:
                buckets[key] = [item]
            else:
                bucket.append(item)

    def _sweep(self) -> None:
        ordered = sorted(self._items.values(), key=_reading_order)
        for item, row in zip(ordered, _lanes(ordered), strict=True):
            item.row = row
        groups = {item.shown.group for item in ordered}
        for group in groups:
            own = ordered if len(groups) == 1 else [item for item in ordered if item.shown.group == group]
            lanes = (item.row for item in own) if len(groups) == 1 else _lanes(own)
            for item, lane in zip(own, lanes, strict=True):
                item.lane = lane


def _keys(start: int, end: int) -> range:
    return range(start >> _BUCKET_BITS, (max(start, end - 1) >> _BUCKET_BITS) + 1)


def _lowest_free(used: Iterable[int]) -> int:
    taken = set(used)
    lane = 0
    while lane in taken:
        lane += 1
    return lane


def _lanes(ordered: list[Placed]) -> Iterator[int]:
    """For each of the items, sorted by start, the lowest lane that is free where it begins."""
    free: list[int] = []
    active: list[tuple[int, int]] = []
    lanes = 0
    for item in ordered:
        while active and active[0][0] <= item.start:
            heapq.heappush(free, heapq.heappop(active)[1])
        if free:
            lane = heapq.heappop(free)
        else:
            lane, lanes = lanes, lanes + 1
        heapq.heappush(active, (item.end, lane))
        yield lane


def placed(codings: Iterable[Shown], to_position: Callable[[int], int] | None = None) -> Iterator[Placed]:
    """The codings with their positions turned into those of the index."""
    for shown in codings:
        span = shown.span
        if to_position is None:
            yield Placed(shown, span.start, span.end)
        else:
            yield Placed(shown, to_position(span.start), to_position(span.end))
