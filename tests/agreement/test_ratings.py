"""Tables of ratings are sums of units: order and grouping leave no trace."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadrage.agreement import formulas
from cadrage.agreement.ratings import Ratings

rows = st.lists(st.lists(st.sampled_from([None, 0, 1, 2]), min_size=3, max_size=3), min_size=1, max_size=12)


def as_counter(ratings: Ratings) -> Counter[tuple[int, ...]]:
    return Counter({tuple(v): c for v, c in zip(ratings.values.tolist(), ratings.counts.tolist(), strict=True) if c})


@settings(max_examples=60, deadline=None)
@given(rows, rows)
def test_two_tables_add_up_to_the_table_of_all_their_units(
    first: list[list[int | None]], second: list[list[int | None]]
) -> None:
    together = Ratings.from_rows(first, 3) + Ratings.from_rows(second, 3)
    assert as_counter(together) == as_counter(Ratings.from_rows(first + second, 3))


@settings(max_examples=60, deadline=None)
@given(rows, st.permutations([0, 1, 2]))
def test_alpha_does_not_depend_on_the_order_of_the_coders(units: list[list[int | None]], order: list[int]) -> None:
    alpha = formulas.krippendorff_alpha(Ratings.from_rows(units, 3))
    reordered = Ratings.from_rows([[unit[column] for column in order] for unit in units], 3)
    assert np.allclose(alpha, formulas.krippendorff_alpha(reordered), equal_nan=True)


def test_equal_rows_become_one_pattern() -> None:
    ratings = Ratings.from_rows([[1, 1], [0, 1], [1, 1], [None, 1]])
    assert as_counter(ratings) == {(1, 1): 2, (0, 1): 1, (-1, 1): 1}


def test_a_pair_of_coders_is_two_columns() -> None:
    ratings = Ratings.from_rows([[1, 0, 1], [0, 0, 1]]).pair(2, 0)
    assert as_counter(ratings) == {(1, 1): 1, (1, 0): 1}


def test_one_category_is_told_from_all_others() -> None:
    ratings = Ratings.from_rows([[2, 0], [1, None]], 3).dichotomised(2)
    assert sorted(map(tuple, ratings.values.tolist())) == [(0, -1), (1, 0)]


@pytest.mark.parametrize(
    ("values", "counts"),
    [([[2, 0]], [1]), ([[-2, 0]], [1]), ([[0, 0]], [-1]), ([[0, 0]], [1, 1])],
    ids=["too high", "too low", "negative count", "shape"],
)
def test_a_wrong_table_cannot_be_built(values: list[list[int]], counts: list[int]) -> None:
    with pytest.raises(ValueError):
        Ratings(np.array(values), np.array(counts))


def test_tables_of_different_coders_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="same coders"):
        Ratings.from_rows([[1, 1]]) + Ratings.from_rows([[1, 1, 1]])
