"""Which codings lie where: columns and buckets, and the lane in which each is drawn. No Qt.

What a document is opened with stays in columns; lanes are worked out where somebody looks. What is long, new or
changed lies in buckets beside them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain
from operator import sub
from typing import NamedTuple

from cadrage.core.model import Span
from cadrage.gui.span_columns import CodeLook, CoderLine, CodingRows, Columns, Shown, ShownColumns

__all__ = ["CodeLook", "CoderLine", "CodingRows", "Placed", "Region", "Shown", "SpanIndex", "placed"]

_BUCKET_BITS = 10
_SHORT = 2048  # a coding of at most so many positions is looked for by its start
_MOST_MADE = 4000
_UNKNOWN = 0xFFFF


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


class Buckets:
    """Codings by the stretches of text that they touch, each with its lanes."""

    def __init__(self) -> None:
        self.items: dict[int, Placed] = {}
        self._buckets: dict[int, list[Placed]] = {}

    def insert(self, item: Placed) -> None:
        self.items[item.id] = item
        for key in _keys(item.start, item.end):
            self._buckets.setdefault(key, []).append(item)

    def remove(self, number: int) -> bool:
        item = self.items.pop(number, None)
        if item is None:
            return False
        for key in _keys(item.start, item.end):
            self._buckets[key].remove(item)
        return True

    def over(self, start: int, end: int) -> list[Placed]:
        """Those that share a position with [start, end), in no order."""
        if not self.items:
            return []
        first = start >> _BUCKET_BITS
        found: list[Placed] = []
        for key in _keys(start, end):
            for item in self._buckets.get(key, ()):
                # One that began in an earlier bucket of this range has been met there.
                fresh = key == first or item.start >> _BUCKET_BITS == key
                if fresh and item.start < end and item.end > start:
                    found.append(item)
        return found


class SpanIndex:
    """Finds the codings over a range in time that depends on what is found, not on what there is."""

    def __init__(self, items: Iterable[Placed] | Columns = (), to_position: Callable[[int], int] | None = None) -> None:
        """`to_position` turns the columns' positions into those of the index."""
        self._coders: frozenset[int] | None = None
        self._buckets = Buckets()
        self._places: dict[int, int] | None = None
        self._made: dict[int, Placed] = {}
        if isinstance(items, Iterable):
            given = sorted(items, key=_reading_order)
            self._columns: Columns = ShownColumns(item.shown for item in given)
            self._starts = array("q", [item.start for item in given])
            self._ends = array("q", [item.end for item in given])
        else:
            self._columns = items
            self._starts, self._ends = _turned(items.starts, to_position), _turned(items.ends, to_position)
        count = len(self._starts)
        self._here = bytearray(b"\1") * count
        self._rows = array("H", [_UNKNOWN]) * count
        self._lanes = array("H", [0]) * count
        long = self._long()
        self._set_aside(long)
        ends = array("q", self._ends) if long else self._ends
        for place in long:
            ends[place] = self._starts[place]
        # How far the short ones before and at each place reach: where the next begins behind it, lanes begin anew.
        self._reach = array("q", accumulate(ends, max))

    def _long(self) -> list[int]:
        lengths = array("q", map(sub, self._ends, self._starts))
        if max(lengths, default=0) <= _SHORT:
            return []
        return [place for place, length in enumerate(lengths) if length > _SHORT]

    def _set_aside(self, places: Iterable[int]) -> None:
        for place in places:
            item = Placed(self._columns.shown(place), self._starts[place], self._ends[place])
            self._here[place] = 0
            self._find_lane(item, self._buckets.over(item.start, item.end))
            self._buckets.insert(item)

    def __len__(self) -> int:
        return sum(self._here) + len(self._buckets.items)

    def __iter__(self) -> Iterator[Placed]:
        """All, those of hidden coders too."""
        yield from (self._placed(place) for place, here in enumerate(self._here) if here)
        yield from self._buckets.items.values()

    def get(self, number: int) -> Placed | None:
        place = self._place(number)
        return self._placed(place) if place is not None else self._buckets.items.get(number)

    def show(self, coders: frozenset[int] | None) -> None:
        """Finds these coders' codings only, in lanes of their own; None finds all."""
        if coders == self._coders:
            return
        self._coders = coders
        self._made.clear()
        self._rows = array("H", [_UNKNOWN]) * len(self._starts)
        aside, self._buckets = sorted(self._buckets.items.values(), key=_reading_order), Buckets()
        for item in aside:
            self._find_lane(item, self._visible(self._buckets.over(item.start, item.end)))
            self._buckets.insert(item)

    def add(self, item: Placed) -> None:
        """Adds a coding, or replaces the one with its id; it takes the lowest lane free over it."""
        self.remove(item.id)
        self._find_lane(item, self.query(item.start, item.end))
        self._buckets.insert(item)

    def remove(self, number: int) -> bool:
        """Whether the coding was there."""
        place = self._place(number)
        if place is None:
            return self._buckets.remove(number)
        self._here[place] = 0
        return True

    def query(self, start: int, end: int) -> list[Placed]:
        """The codings that share a position with [start, end), by start, the longer first."""
        ends, here = self._ends, self._here
        first = bisect_left(self._starts, start - _SHORT)
        last = bisect_left(self._starts, max(end, start + 1), first)
        found = [
            self._placed(place)
            for place in range(first, last)
            if ends[place] > start and here[place] and self._is_visible(self._columns.coders[place])
        ]
        found += self._visible(self._buckets.over(start, end))
        found.sort(key=_reading_order)
        return found

    def at(self, position: int) -> list[Placed]:
        """The codings over one position, the longest first."""
        return self.query(position, position + 1)

    def next_start(self, position: int, *, backwards: bool) -> Placed | None:
        """The coding that begins next after (or before) a position."""
        aside = self._visible(self._buckets.items.values())
        coders = self._columns.coders
        if backwards:
            places: range = range(bisect_left(self._starts, position) - 1, -1, -1)
            near = [item for item in aside if item.start < position]
        else:
            places = range(bisect_left(self._starts, position + 1), len(self._starts))
            near = [item for item in aside if item.start > position]
        found = next((n for n in places if self._here[n] and self._is_visible(coders[n])), None)
        beside = [self._placed(found)] if found is not None else []
        order = max if backwards else min
        return order(chain(near, beside), key=lambda item: (item.start, item.id), default=None)

    def _is_visible(self, coder: int) -> bool:
        return self._coders is None or coder in self._coders

    def _visible(self, items: Iterable[Placed]) -> list[Placed]:
        return [item for item in items if self._is_visible(item.shown.coder)]

    def _place(self, number: int) -> int | None:
        """Where a coding stands in the columns, if it is still to be found there."""
        if self._places is None:
            self._places = {number: place for place, number in enumerate(self._columns.ids)}
        place = self._places.get(number)
        return place if place is not None and self._here[place] else None

    def _placed(self, place: int) -> Placed:
        item = self._made.get(place)
        if item is None:
            if len(self._made) > _MOST_MADE:
                self._made.clear()
            item = self._made[place] = Placed(self._columns.shown(place), self._starts[place], self._ends[place])
            if self._rows[place] == _UNKNOWN and self._is_visible(item.shown.coder):
                self._find_lanes_around(place)
            item.row, item.lane = self._rows[place], self._lanes[place]
        return item

    def _find_lane(self, item: Placed, over: list[Placed]) -> None:
        item.row = _lowest_free(other.row for other in over)
        item.lane = _lowest_free(other.lane for other in over if other.shown.group == item.shown.group)

    def _find_lanes_around(self, place: int) -> None:
        """Lanes of all that hangs together with a coding by overlaps: beyond a gap they begin anew."""
        starts, ends, reach, groups = self._starts, self._ends, self._reach, self._columns.groups
        first, last = place, place + 1
        while first and reach[first - 1] > starts[first]:
            first -= 1
        while last < len(starts) and starts[last] < reach[last - 1]:
            last += 1
        aside = self._visible(self._buckets.over(starts[first], max(ends[first:last])))
        active: list[int] = []
        for each in range(first, last):
            if not self._here[each] or not self._is_visible(self._columns.coders[each]):
                continue
            start, end, group = starts[each], ends[each], groups[each]
            active = [other for other in active if ends[other] > start]
            beside = [item for item in aside if item.start < end and item.end > start]
            self._rows[each] = _lowest_free(chain((self._rows[n] for n in active), (item.row for item in beside)))
            self._lanes[each] = _lowest_free(
                chain(
                    (self._lanes[n] for n in active if groups[n] == group),
                    (item.lane for item in beside if item.shown.group == group),
                )
            )
            active.append(each)


def _keys(start: int, end: int) -> range:
    return range(start >> _BUCKET_BITS, (max(start, end - 1) >> _BUCKET_BITS) + 1)


def _lowest_free(used: Iterable[int]) -> int:
    taken = set(used)
    lane = 0
    while lane in taken:
        lane += 1
    return lane


def _turned(positions: Iterable[int], to_position: Callable[[int], int] | None) -> array[int]:
    return array("q", positions) if to_position is None else array("q", map(to_position, positions))


def placed(codings: Iterable[Shown], to_position: Callable[[int], int] | None = None) -> Iterator[Placed]:
    """The codings with their positions turned into those of the index."""
    for shown in codings:
        span = shown.span
        if to_position is None:
            yield Placed(shown, span.start, span.end)
        else:
            yield Placed(shown, to_position(span.start), to_position(span.end))
