"""A coded text cut into lines and stretches, each of which lies under the same codings throughout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from cadrage.core.model import Span
from cadrage.exchange.report import CodedText, Mark

LANES = 6  # underlines that are told apart; more share the last


@dataclass(frozen=True, slots=True)
class Segment:
    """`marks` from the lowest underline to the highest; `starts` and `ends`: those that begin or end with it."""

    text: str
    marks: tuple[Mark, ...]
    outside: bool
    starts: tuple[Mark, ...]
    ends: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the text, and what stands in the margin beside it. `gap`: something before it is left out."""

    segments: tuple[Segment, ...]
    starting: tuple[Mark, ...]
    going_on: tuple[Mark, ...]
    outside: tuple[str, ...]
    gap: bool = False

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


def lanes(marks: Sequence[Mark]) -> Mapping[int, int]:
    """By number the underline of each mark, from 0, so that no two that overlap share one while there are any."""
    found: dict[int, int] = {}
    ends: list[tuple[int, int]] = []
    free: list[int] = []
    used = 0
    for mark in sorted(marks, key=lambda each: (each.span.start, -each.span.end, each.number)):
        while ends and ends[0][0] <= mark.span.start:
            heappush(free, heappop(ends)[1])
        lane = heappop(free) if free else used
        used = max(used, lane + 1)
        heappush(ends, (mark.span.end, lane))
        found[mark.number] = min(lane, LANES - 1)
    return found


def lines(coded: CodedText) -> Iterator[Line]:
    """Without the blank ones."""
    return _Cutting(coded).lines()


class _Cutting:
    """One way through a text from its beginning to its end."""

    def __init__(self, coded: CodedText) -> None:
        self._coded = coded
        self._lanes = lanes(coded.marks)
        self._coming = sorted(coded.marks, key=lambda mark: (mark.span.start, mark.number), reverse=True)
        self._active: dict[int, Mark] = {}
        self._announced: set[int] = set()
        self._pending: list[Mark] = []
        self._regions = sorted(coded.outside)

    def lines(self) -> Iterator[Line]:
        for number, stretch in enumerate(self._coded.shown):
            gap = number > 0 or bool(self._coded.text[: stretch.start].strip())
            for start, end in _line_bounds(self._coded.text, stretch):
                if self._coded.text[start:end].strip():
                    yield self._line(start, end, gap=gap)
                    gap = False
        self._begin(len(self._coded.text), len(self._coded.text))
        if self._pending:
            yield Line((), tuple(self._pending), (), ())

    def _begin(self, start: int, end: int) -> None:
        """Takes up what begins before the end of a line; what lay in blank lines alone is told beside this one."""
        while self._coming and self._coming[-1].span.start < end:
            mark = self._coming.pop()
            self._active[mark.number] = mark
        past = [mark for mark in self._active.values() if mark.span.end <= start]
        for mark in past:
            del self._active[mark.number]
        self._pending += [mark for mark in past if mark.number not in self._announced]

    def _line(self, start: int, end: int, *, gap: bool) -> Line:
        self._begin(start, end)
        before = self._active.keys() & self._announced
        segments = tuple(self._segments(start, end))
        starting = [*self._pending, *(mark for segment in segments for mark in segment.starts)]
        self._pending.clear()
        going_on = {mark.number: mark for segment in segments for mark in segment.marks if mark.number in before}
        reasons = tuple(
            dict.fromkeys(reason for span, reason in self._regions if span.start < end and start < span.end)
        )
        return Line(segments, tuple(starting), tuple(going_on.values()), reasons, gap)

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        regions = [Span(max(span.start, start), min(span.end, end)) for span, _ in self._regions
                   if span.start < end and start < span.end]  # fmt: skip
        waiting = sorted(self._active.values(), key=lambda mark: max(mark.span.start, start), reverse=True)
        points = {start, end}
        for span in (*regions, *(mark.span for mark in self._active.values())):
            points.update(point for point in (span.start, span.end) if start < point < end)
        bounds, over = sorted(points), dict[int, Mark]()
        for low, high in pairwise(bounds):
            while waiting and waiting[-1].span.start <= low:
                mark = waiting.pop()
                over[mark.number] = mark
            over = {number: mark for number, mark in over.items() if mark.span.end > low}
            yield self._segment(low, high, over, outside=any(span.holds(low) for span in regions))

    def _segment(self, low: int, high: int, over: Mapping[int, Mark], *, outside: bool) -> Segment:
        marks = tuple(sorted(over.values(), key=lambda mark: (-self._lanes[mark.number], -len(mark.span))))
        starts = tuple(sorted((mark for mark in marks if mark.number not in self._announced), key=_number))
        self._announced.update(mark.number for mark in starts)
        ends = tuple(sorted((mark for mark in marks if mark.span.end == high), key=_number))
        return Segment(self._coded.text[low:high], marks, outside, starts, ends)


def _number(mark: Mark) -> int:
    return mark.number


def _line_bounds(text: str, stretch: Span) -> Iterator[tuple[int, int]]:
    start = stretch.start
    while start < stretch.end:
        found = text.find("\n", start, stretch.end)
        end = stretch.end if found < 0 else found
        yield start, end
        start = end + 1
