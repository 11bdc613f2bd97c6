"""Unitizing α and F1 of spans against plain counting over code points and spans."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.agreement.drawn import (
    CODERS,
    GROUP,
    coded_documents,
    comparable,
    covered,
    document,
    segments,
)

from cadrage.agreement import unitizing as u
from cadrage.agreement.axis import lay_out
from cadrage.agreement.matching import f1, overlapping_spans
from cadrage.agreement.measures import code_statistics
from cadrage.agreement.units import Segments
from cadrage.core.agreement import CodedDocument

Documents = list[CodedDocument]


def counted_lengths(documents: Documents) -> tuple[np.ndarray, float]:
    """l_ck and T_1 by looking at each code point and each segment."""
    shared, squares = np.zeros((2, 2)), 0.0
    for each in comparable(documents, CODERS):
        complete = sorted(each.coders)
        columns = {coder: covered(each, coder) for coder in complete}
        for first, second in permutations(complete, 2):
            for mine, theirs in zip(columns[first], columns[second], strict=True):
                shared[int(mine), int(theirs)] += 1 / (len(complete) - 1)
        squares += sum((end - start) ** 2 for coder in complete for start, end in segments(each, coder))
    return shared, squares


def counted_matches(documents: Documents, threshold: float) -> tuple[int, int]:
    """Twice the matched spans and all spans, over coder pairs; equal spans for a threshold of 1."""
    matched = number = 0
    for each in comparable(documents, CODERS):
        for first, second in combinations(sorted(each.coders), 2):
            mine, theirs = segments(each, first), segments(each, second)
            number += len(mine) + len(theirs)
            near = [(a, b) for a in mine for b in theirs if common(a, b) >= threshold * union(a, b)]
            used: set[tuple[int, tuple[int, int]]] = set()
            for a, b in sorted(near, key=lambda pair: -common(*pair)):
                if not {(0, a), (1, b)} & used:
                    used |= {(0, a), (1, b)}
                    matched += 2
    return matched, number


def common(a: tuple[int, int], b: tuple[int, int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def union(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(a[1], b[1]) - min(a[0], b[0])


@settings(max_examples=60, deadline=None)
@given(st.lists(coded_documents(with_units=False), min_size=1, max_size=4))
def test_lengths_are_those_of_looking_at_every_character(documents: Documents) -> None:
    axis = lay_out(documents, CODERS, with_units=False)
    if axis.documents:
        lengths = code_statistics(axis, GROUP).total().lengths
        shared, squares = counted_lengths(documents)
        assert np.allclose(lengths.shared, shared)
        assert np.allclose(lengths.squares, [shared[0].sum(), squares])


@settings(max_examples=60, deadline=None)
@given(st.lists(coded_documents(with_units=False), min_size=1, max_size=4))
def test_matched_spans_are_those_of_comparing_every_span(documents: Documents) -> None:
    axis = lay_out(documents, CODERS, with_units=False)
    if axis.documents:
        total = code_statistics(axis, GROUP).total()
        assert tuple(total.exact) == counted_matches(documents, 1.0)
        assert tuple(total.overlap) == counted_matches(documents, 0.5)


pieces = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 6), st.integers(1, 2)), min_size=0, max_size=4)


@settings(max_examples=50, deadline=None)
@given(st.lists(pieces, min_size=2, max_size=3))
def test_one_value_of_a_continuum_is_the_same_as_a_code_on_its_own(
    drawn: list[list[tuple[int, int, int]]],
) -> None:
    coders = []
    for each in drawn:
        ends = np.cumsum([gap + length for gap, length, _ in each])
        coders.append([(int(end - each[i][1]), int(end), 1) for i, end in enumerate(ends)])
    lengths = u.continuum_lengths(coders, 50, 2)
    spans = {(CODERS[i], 1): [piece[:2] for piece in each] for i, each in enumerate(coders) if each}
    axis = lay_out([document(50, spans, coders=CODERS[: len(coders)])], CODERS, with_units=False)
    alone = code_statistics(axis, GROUP).total().lengths
    assert np.allclose(lengths.shared, alone.shared)
    assert np.allclose(lengths.squares, alone.squares)


A = [(2, 9, 1), (11, 17, 2)]
B = [(2, 9, 1), (12, 20, 3)]


def test_documents_add_up_before_the_coefficient_is_taken() -> None:
    once = u.continuum_lengths([A, B], 60, 4)
    moved = [[(start + 60, end + 60, value) for start, end, value in each] for each in (A, B)]
    joined = u.continuum_lengths([A + moved[0], B + moved[1]], 120, 4)
    for name in ("shared", "squares", "cut_squares"):
        assert np.allclose(getattr(once + once, name), getattr(joined, name))


def test_uncoded_text_barely_moves_the_unitizing_alpha_of_a_code() -> None:
    near, far = (u.bar_alpha(u.continuum_lengths([A, B], length, 4)).value for length in (1_000, 1_000_000))
    assert near == pytest.approx(far, abs=0.01)


def test_touching_spans_are_two_segments() -> None:
    apart = u.continuum_lengths([[(0, 5, 1), (5, 10, 1)], []], 20, 2)
    whole = u.continuum_lengths([[(0, 10, 1)], []], 20, 2)
    assert (apart.squares[1], whole.squares[1]) == (50, 100)


def test_overlapping_segments_of_one_coder_are_no_continuum() -> None:
    with pytest.raises(ValueError, match="overlap"):
        u.continuum_lengths([[(0, 5, 1), (4, 6, 2)], []], 20, 3)


def test_undefined_unitizing_coefficients_say_why() -> None:
    nothing = u.continuum_lengths([[], []], 20, 2)
    everything = u.continuum_lengths([[(0, 20, 1)], [(0, 20, 1)]], 20, 2)
    apart = u.continuum_lengths([[(0, 5, 1)], [(5, 10, 2)]], 20, 3)
    assert u.bar_alpha(nothing).undefined == "nobody used this code"
    assert u.bar_alpha(everything).undefined == "every coder used it in every unit"
    assert u.u_alpha(everything).undefined == "one code alone covers the whole text"
    assert u.cu_alpha(apart).undefined == "no passage was coded by two coders"
    assert u.k_alpha(apart, 1).undefined == "no passage was coded by two coders"
    assert u.k_alpha(everything, 1).undefined == "only one code was used where two coders coded"
    assert u.coverage(apart, 1) == 0
    assert u.coverage(nothing, 1) is None


def test_each_span_is_matched_once_and_the_largest_intersection_first() -> None:
    def of(*pairs: tuple[int, int]) -> Segments:
        table = np.array(pairs, dtype=np.int64)
        return Segments(np.zeros(len(pairs), dtype=np.int64), table[:, 0], table[:, 1])

    halves, whole = of((0, 4), (4, 10)), of((0, 10))
    assert overlapping_spans(whole, halves, 0.3).tolist() == [0]
    assert overlapping_spans(halves, whole, 0.3).tolist() == [1]
    assert overlapping_spans(halves, whole, 0.61).tolist() == []


def test_f1_of_no_spans_is_undefined() -> None:
    assert np.isnan(f1(np.array([0, 0])))
