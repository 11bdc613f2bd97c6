"""Intervals over documents, against the printed t table, hand sums and each other."""

from __future__ import annotations

import numpy as np
import pytest

from cadrage.agreement.intervals import jackknifed, resampling, with_interval
from cadrage.agreement.student import t_quantile
from cadrage.core.agreement import Coefficient


@pytest.mark.parametrize(
    ("probability", "degrees", "printed"),
    [
        (0.975, 1, 12.706),
        (0.975, 2, 4.303),
        (0.975, 4, 2.776),
        (0.975, 9, 2.262),
        (0.975, 19, 2.093),
        (0.975, 30, 2.042),
        (0.975, 120, 1.980),
        (0.95, 10, 1.812),
        (0.995, 5, 4.032),
        (0.9995, 3, 12.924),
        (0.025, 9, -2.262),
        (0.5, 7, 0.0),
    ],
)
def test_t_quantiles_are_those_of_the_printed_table(probability: float, degrees: int, printed: float) -> None:
    assert t_quantile(probability, degrees) == pytest.approx(printed, abs=5.1e-4)


@pytest.mark.parametrize(("degrees", "exact"), [(1, 12.706204736174698), (2, 4.302652729749462)])
def test_t_quantiles_are_exact_where_a_closed_form_exists(degrees: int, exact: float) -> None:
    assert t_quantile(0.975, degrees) == pytest.approx(exact, rel=1e-13)


def test_a_thousand_degrees_are_nearly_normal() -> None:
    assert t_quantile(0.975, 999) == pytest.approx(1.962341461, abs=1e-8)


@pytest.mark.parametrize(("probability", "degrees"), [(0, 5), (1, 5), (0.9, 0)])
def test_impossible_quantiles_are_refused(probability: float, degrees: float) -> None:
    with pytest.raises(ValueError):
        t_quantile(probability, degrees)


VALUES = np.array([3.0, 5.0, 7.0, 9.0, 11.0, 13.0])


def test_the_jackknife_of_a_mean_is_its_textbook_standard_error() -> None:
    how = resampling("jackknife", len(VALUES))
    replicates = how.sums(VALUES) / (len(VALUES) - 1) / 100
    result = with_interval(Coefficient(0.08), replicates, how)
    error = VALUES.std(ddof=1) / np.sqrt(len(VALUES)) / 100
    assert result.se == pytest.approx(error)
    assert result.low == pytest.approx(0.08 - 2.570581836 * error)
    assert result.high == pytest.approx(0.08 + 2.570581836 * error)


def test_each_jackknife_replicate_leaves_one_document_out() -> None:
    assert resampling("jackknife", 3).sums(np.array([[1, 2], [3, 4], [5, 6]])).tolist() == [
        [8, 10],
        [6, 8],
        [4, 6],
    ]


def test_limits_are_cut_to_what_a_coefficient_can_be() -> None:
    wide = jackknifed(Coefficient(0.5), np.array([0.9, 0.1, 0.9, 0.1, 0.5, 0.5]))
    assert (wide.low, wide.high) == (-1, 1)
    assert jackknifed(Coefficient(0.5), np.array([0.9, 0.1, 0.9, 0.1, 0.5, 0.5]), 0.0).low == 0


def test_four_documents_are_too_few_for_an_interval() -> None:
    result = with_interval(Coefficient(0.5), np.empty(0), resampling("jackknife", 4))
    assert (result.value, result.se, result.low, result.high) == (0.5, None, None, None)
    assert result.note is not None
    assert "at least 5 documents" in result.note


def test_one_undefined_replicate_leaves_no_interval() -> None:
    how = resampling("jackknife", 6)
    result = with_interval(Coefficient(0.5), np.array([0.5, 0.4, np.nan, 0.5, 0.5, 0.5]), how)
    assert result.se is None
    assert result.note is not None
    assert "one document" in result.note


def test_an_undefined_coefficient_stays_undefined() -> None:
    missing = Coefficient.missing("nobody used this code")
    assert with_interval(missing, np.full(6, np.nan), resampling("jackknife", 6)) is missing


def test_without_an_interval_nothing_is_added() -> None:
    assert with_interval(Coefficient(0.5), np.empty(0), resampling("none", 30)) == Coefficient(0.5)


def test_the_bootstrap_draws_as_many_documents_as_there_are_and_the_seed_repeats_it() -> None:
    first, second, other = (resampling("bootstrap", 30, seed) for seed in (7, 7, 8))
    ones = np.ones((30, 1), dtype=np.int64)
    assert (first.sums(ones) == 30).all()
    assert first.sums(ones).shape == (2_000, 1)
    assert first.weights is not None
    assert np.array_equal(first.weights, second.weights)  # type: ignore[arg-type]
    assert not np.array_equal(first.weights, other.weights)  # type: ignore[arg-type]


def test_the_bootstrap_of_a_mean_comes_near_its_standard_error() -> None:
    values = np.random.default_rng(1).random(200)
    how = resampling("bootstrap", 200, 3)
    result = with_interval(Coefficient(float(values.mean())), how.sums(values) / 200, how)
    assert result.se == pytest.approx(values.std() / np.sqrt(200), rel=0.06)
    assert result.low is not None
    assert result.low == pytest.approx(values.mean() - 1.96 * values.std() / np.sqrt(200), abs=0.005)


@pytest.mark.parametrize(("undefined", "kept"), [(0.01, True), (0.2, False)])
def test_undefined_resamples_are_counted_and_too_many_leave_no_interval(undefined: float, kept: bool) -> None:
    replicates = np.linspace(0, 1, 2_000)
    replicates[: int(2_000 * undefined)] = np.nan
    result = with_interval(Coefficient(0.5), replicates, resampling("bootstrap", 10))
    assert (result.low is not None) is kept
    assert result.note is not None
    assert f"{int(2_000 * undefined)} of 2000 resamples" in result.note


def test_an_unknown_kind_of_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="an interval is one of"):
        resampling("normal", 10)
