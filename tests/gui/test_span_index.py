"""The interval index, against the plain way of asking every coding."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.model import Span
from cadrage.gui.span_index import Placed, Shown, SpanIndex, placed


def shown(number: int, start: int, end: int, group: int = 0) -> Shown:
    return Shown(number, Span(start, end), "ESC", "Escalation", "#B44157", group, group=group)


def index_of(ranges: list[tuple[int, int, int]]) -> SpanIndex:
    codings = [shown(number, start, end, group) for number, (start, end, group) in enumerate(ranges)]
    return SpanIndex(placed(codings))


RANGES = st.lists(
    st.tuples(st.integers(0, 5000), st.integers(1, 3000), st.integers(0, 2)).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
    ),
    max_size=40,
)


@given(RANGES, st.integers(0, 8000), st.integers(1, 3000))
def test_a_query_finds_what_asking_every_coding_finds(
    ranges: list[tuple[int, int, int]], start: int, length: int
) -> None:
    end = start + length
    expected = {n for n, (low, high, _) in enumerate(ranges) if low < end and high > start}
    found = [item.id for item in index_of(ranges).query(start, end)]
    assert len(found) == len(set(found))
    assert set(found) == expected


@given(RANGES, st.integers(0, 8000))
def test_what_lies_over_a_position_is_what_holds_it(ranges: list[tuple[int, int, int]], position: int) -> None:
    expected = {n for n, (low, high, _) in enumerate(ranges) if low <= position < high}
    assert {item.id for item in index_of(ranges).at(position)} == expected


def no_two_meet(items: list[Placed]) -> bool:
    items.sort(key=lambda item: item.start)
    return all(one.end <= other.start for one, other in pairwise(items))


@given(RANGES)
def test_no_two_codings_share_a_row_or_a_coders_lane(ranges: list[tuple[int, int, int]]) -> None:
    items = list(index_of(ranges))
    for row in {item.row for item in items}:
        assert no_two_meet([item for item in items if item.row == row])
    for place in {(item.shown.group, item.lane) for item in items}:
        assert no_two_meet([item for item in items if (item.shown.group, item.lane) == place])


@given(RANGES, st.integers(0, 5000), st.integers(1, 2000), st.integers(0, 2))
def test_a_new_coding_takes_the_lowest_lane_free_over_it(
    ranges: list[tuple[int, int, int]], start: int, length: int, group: int
) -> None:
    index = index_of(ranges)
    index.add(Placed(shown(1000, start, start + length, group), start, start + length))
    new = index.get(1000)
    assert new is not None
    over = [item for item in index.query(start, start + length) if item is not new]
    assert {item.row for item in over} >= set(range(new.row))
    assert new.row not in {item.row for item in over}
    lanes = {item.lane for item in over if item.shown.group == group}
    assert new.lane not in lanes
    assert lanes >= set(range(new.lane))


def test_adding_a_known_id_replaces_the_coding() -> None:
    index = index_of([(0, 10, 0)])
    index.add(Placed(shown(0, 5000, 5010), 5000, 5010))
    assert len(index) == 1
    assert not index.at(5)
    assert [item.id for item in index.at(5005)] == [0]


def test_a_removed_coding_is_found_nowhere() -> None:
    index = index_of([(0, 9000, 0), (3, 7, 0)])
    assert index.remove(0)
    assert not index.remove(0)
    assert [item.id for item in index.query(0, 9000)] == [1]
    assert not index.at(8000)
