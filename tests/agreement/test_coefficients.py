"""Coefficients of known tables, and what is said where there is none."""

from __future__ import annotations

import pytest

from cadrage.agreement import coefficients as c
from cadrage.agreement.ratings import Ratings
from cadrage.agreement.standard_errors import alpha_error, cohen_error, gwet_error, with_error
from cadrage.agreement.weights import agreement_weights


def fourfold(units: int, first: int, second: int, both: int) -> Ratings:
    """Two coders of whom `first` and `second` units hold the code, `both` for both."""
    patterns = [[1, 1], [1, 0], [0, 1], [0, 0]]
    return Ratings.from_patterns(patterns, [both, first - both, second - both, units - first - second + both])


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ((1_000, 100, 100, 50), 4 / 9),
        ((1_000, 500, 500, 250), 0.0),
        ((1_000, 900, 900, 810), 0.0),
        ((10_000, 100, 100, 90), 0.898989898989899),
    ],
    ids=str,
)
def test_cohens_kappa_of_a_fourfold_table(table: tuple[int, int, int, int], kappa: float) -> None:
    assert c.cohen_kappa(fourfold(*table)).value == pytest.approx(kappa, abs=1e-12)


def test_positive_agreement_is_twice_both_over_the_sum() -> None:
    assert c.positive_agreement(fourfold(1_000, 100, 60, 40)).value == pytest.approx(80 / 160)


def test_positive_agreement_of_three_coders_pools_their_pairs() -> None:
    rows = [[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0], [None, 1, 1]]
    pooled = 2 * (2 + 1 + 1 + 1) / ((3 + 2) + (3 + 1) + (3 + 2))
    assert c.positive_agreement(Ratings.from_rows(rows)).value == pytest.approx(pooled)


def test_prevalence_is_the_share_of_the_units_that_a_coder_coded() -> None:
    ratings = Ratings.from_rows([[1, None, None], [1, 1, None], [0, 1, None], [0, 0, None]])
    assert c.prevalence(ratings) == (0.5, pytest.approx(2 / 3), None)


def test_ac1_stays_high_where_a_code_is_rare() -> None:
    rare = fourfold(1_000, 10, 10, 5)
    shares = 0.01
    chance = 2 * shares * (1 - shares)
    assert c.gwet_ac(rare).value == pytest.approx((0.99 - chance) / (1 - chance))


CORRECTED = [
    c.cohen_kappa,
    c.scott_pi,
    c.fleiss_kappa,
    c.conger_kappa,
    c.krippendorff_alpha,
    c.mean_pairwise_cohen_kappa,
]


@pytest.mark.parametrize("coefficient", CORRECTED, ids=lambda each: each.__name__)
def test_a_code_that_nobody_used_has_no_coefficient(coefficient: c.Single) -> None:
    assert coefficient(fourfold(100, 0, 0, 0)).undefined == "nobody used this code"


@pytest.mark.parametrize("coefficient", CORRECTED, ids=lambda each: each.__name__)
def test_a_code_that_stands_everywhere_has_no_coefficient(coefficient: c.Single) -> None:
    assert coefficient(fourfold(100, 100, 100, 100)).undefined == "every coder used it in every unit"


@pytest.mark.parametrize("coefficient", [*CORRECTED, c.percent_agreement, c.gwet_ac, c.positive_agreement])
def test_units_that_no_two_coders_coded_compare_nothing(coefficient: c.Single) -> None:
    ratings = Ratings.from_rows([[1, None], [None, 0]])
    assert coefficient(ratings).undefined == "no unit was coded by two coders"


def test_positive_agreement_needs_a_positive_unit() -> None:
    assert c.positive_agreement(fourfold(100, 0, 0, 0)).undefined == "nobody used this code"


def test_one_category_of_several_is_named_without_speaking_of_a_code() -> None:
    ratings = Ratings.from_rows([[2, 2], [2, 2]], 3)
    assert c.krippendorff_alpha(ratings).undefined == "every coder chose the same category in every unit"


@pytest.mark.parametrize("coefficient", [c.cohen_kappa, c.scott_pi])
def test_the_kappa_of_two_coders_is_not_computed_for_three(coefficient: c.Single) -> None:
    assert coefficient(Ratings.from_rows([[1, 1, 0]])).undefined == "needs exactly two coders"


def test_mean_pairwise_kappa_is_undefined_where_one_pairs_is() -> None:
    ratings = Ratings.from_rows([[1, 1, None], [1, 0, 1], [1, 1, 1]])
    result = c.mean_pairwise_cohen_kappa(ratings)
    assert result.value is None
    assert result.undefined == "Cohen's κ of at least one pair of coders is undefined"


def test_a_coder_of_whom_nothing_is_known_leaves_congers_kappa_undefined() -> None:
    ratings = Ratings.from_rows([[1, 1, None], [1, 0, None], [0, 0, None]])
    assert c.conger_kappa(ratings).undefined == "one of the coders coded nothing"


def test_kappa_of_categories_is_the_kappa_of_each_against_the_others() -> None:
    ratings = Ratings.from_rows([[0, 0], [1, 2], [2, 2], [1, 1]], 3)
    assert c.fleiss_kappa_category(ratings, 0).value == pytest.approx(1.0)


def test_holsti_of_no_decisions_is_undefined() -> None:
    assert c.holsti(0, [0, 0]).undefined == "nobody decided anything"


@pytest.mark.parametrize(
    ("name", "middle"), [("linear", 0.5), ("quadratic", 0.75), ("ordinal", 2 / 3), ("unweighted", 0.0)]
)
def test_weights_between_neighbouring_categories(name: str, middle: float) -> None:
    assert agreement_weights(name, [1, 2, 3])[0, 1] == pytest.approx(middle)


def test_unknown_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="weights are one of"):
        agreement_weights("cubic", [1, 2])


def test_standard_errors_are_undefined_with_their_coefficient() -> None:
    empty = fourfold(100, 0, 0, 0)
    assert gwet_error(empty, "fleiss_kappa") is None
    assert alpha_error(empty) is None
    assert cohen_error(empty) is None


def test_limits_of_independent_units_use_student_and_stop_at_one() -> None:
    rows = [["a", "b"], "aa", "bb", "bb", "db", "cc", "cc", "cc", "ee", ["d", None], "dd", "ad"]
    ratings = Ratings.from_rows([[None if v is None else "abcde".index(v) for v in row] for row in rows], 5)
    limits = with_error(c.gwet_ac(ratings), gwet_error(ratings, "gwet_ac"), units=12)
    assert limits.low == pytest.approx(0.257, abs=5e-4)
    assert limits.high == 1
