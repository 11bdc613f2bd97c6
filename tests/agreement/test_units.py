"""From spans to counts: the sweep must find what looking at every code point finds."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.agreement.drawn import (
    CODERS,
    GROUP,
    as_counter,
    coded_documents,
    comparable,
    counted_characters,
    counted_units,
    document,
)

from cadrage.agreement.axis import lay_out
from cadrage.agreement.ratings import Ratings
from cadrage.agreement.units import merged, pattern_counts, unit_ratings
from cadrage.core.agreement import CodedDocument

Documents = list[CodedDocument]


@settings(max_examples=80, deadline=None)
@given(st.lists(coded_documents(with_units=False), min_size=1, max_size=4))
def test_character_counts_are_those_of_looking_at_every_character(documents: Documents) -> None:
    ratings = pattern_counts(documents, GROUP, CODERS)
    kept = comparable(documents, CODERS)
    assert [as_counter(ratings, row) for row in range(len(kept))] == [counted_characters(each, CODERS) for each in kept]


@settings(max_examples=80, deadline=None)
@given(st.lists(coded_documents(with_units=True), min_size=1, max_size=4))
def test_unit_counts_are_those_of_looking_at_every_unit(documents: Documents) -> None:
    ratings = pattern_counts(documents, GROUP, CODERS)
    kept = comparable(documents, CODERS)
    assert [as_counter(ratings, row) for row in range(len(kept))] == [counted_units(each, CODERS) for each in kept]


@settings(max_examples=30, deadline=None)
@given(st.lists(coded_documents(with_units=True), min_size=2, max_size=5), st.integers(1, 4))
def test_sums_over_documents_equal_the_whole(documents: Documents, cut: int) -> None:
    whole = pattern_counts(documents, GROUP, CODERS)
    parts = [pattern_counts(part, GROUP, CODERS) for part in (documents[:cut], documents[cut:])]
    tables = [part for part in (*parts, whole) if part.counts.size]
    if len(tables) == 3:
        added = tables[0].total() + tables[1].total()
        assert as_total(added) == as_total(whole.total())


def as_total(ratings: Ratings) -> dict[tuple[int, ...], int]:
    counted = zip(ratings.values.tolist(), ratings.counts.tolist(), strict=True)
    return {tuple(values): count for values, count in counted if count}


def test_one_shared_code_point_is_enough_for_a_unit_and_touching_is_not() -> None:
    spans = {("ann", 1): [(9, 20)], ("ben", 1): [(10, 20)]}
    ratings = pattern_counts([document(30, spans, units=[(0, 10), (10, 20), (20, 30)])], GROUP, CODERS[:2])
    assert as_counter(ratings, 0) == {(1, 0): 1, (1, 1): 1, (0, 0): 1}


def test_a_unit_wholly_inside_an_excluded_region_is_dropped() -> None:
    ratings = pattern_counts(
        [document(30, {("ann", 1): [(0, 30)]}, units=[(0, 10), (10, 20), (20, 30)], excluded=[(8, 21)])],
        GROUP,
        CODERS[:2],
    )
    assert as_counter(ratings, 0) == {(1, 0): 2}


def test_a_span_counts_only_with_what_lies_outside_excluded_regions() -> None:
    coded = document(20, {("ann", 1): [(5, 12)]}, units=[(0, 10), (10, 20)], excluded=[(5, 10)])
    assert as_counter(pattern_counts([coded], GROUP, CODERS[:2]), 0) == {(0, 0): 1, (1, 0): 1}


def test_a_coder_who_did_not_finish_says_nothing() -> None:
    coded = document(10, {("cid", 1): [(0, 10)]}, coders=["ann", "ben"])
    assert as_counter(pattern_counts([coded], GROUP, CODERS), 0) == {(0, 0, -1): 10}


def test_a_document_with_one_complete_coder_contributes_nothing() -> None:
    coded = document(10, {("ann", 1): [(0, 10)]}, coders=["ann"])
    assert pattern_counts([coded], GROUP, CODERS).counts.size == 0


def test_positions_beyond_the_text_do_not_reach_into_the_next_document() -> None:
    first = document(10, {("ann", 1): [(5, 15)]})
    ratings = pattern_counts([first, document(10, {}, number=2)], GROUP, CODERS[:2])
    assert as_counter(ratings, 0) == {(1, 0): 5, (0, 0): 5}
    assert as_counter(ratings, 1) == {(0, 0): 10}


def test_a_million_characters_stay_a_few_rows() -> None:
    spans = {("ann", 1): [(at, at + 60) for at in range(0, 1_000_000, 100)], ("ben", 1): [(0, 500_000)]}
    ratings = pattern_counts([document(1_000_000, spans)], GROUP, CODERS[:2])
    assert as_counter(ratings, 0) == {(1, 1): 300_000, (1, 0): 300_000, (0, 1): 200_000, (0, 0): 200_000}
    assert len(ratings.values) == 4


def test_documents_without_units_are_refused_where_units_are_compared() -> None:
    documents = [document(10, {}, units=[(0, 10)]), document(10, {}, number=2)]
    with pytest.raises(ValueError, match="document 2 has no units"):
        pattern_counts(documents, GROUP, CODERS)


def test_more_coders_than_bits_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 60 coders"):
        pattern_counts([document(10, {})], GROUP, [str(number) for number in np.arange(61)])


@settings(max_examples=60, deadline=None)
@given(st.lists(coded_documents(with_units=True), min_size=1, max_size=4))
def test_with_half_of_a_unit_asked_for_the_counts_are_those_of_measuring_every_unit(documents: Documents) -> None:
    axis = lay_out(documents, CODERS, with_units=True, least=0.5)
    if not axis.documents:
        return
    assert axis.units is not None
    ratings = unit_ratings(axis, axis.units, merged(axis.spans.of(GROUP.members)))
    counted: Counter[tuple[int, ...]] = Counter()
    for each in comparable(documents, CODERS):
        counted.update(counted_units(each, CODERS, least=0.5))
    assert as_total(ratings.total()) == counted
