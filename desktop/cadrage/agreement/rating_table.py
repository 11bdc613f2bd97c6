"""Every coefficient of a table of units × coders, with standard errors for independently sampled units."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from cadrage.agreement import coefficients, formulas, standard_errors
from cadrage.agreement.coefficients import NEEDS_TWO
from cadrage.agreement.intervals import noted
from cadrage.agreement.ratings import NOT_CODED, Floats, Ratings
from cadrage.agreement.standard_errors import with_error
from cadrage.agreement.weights import Distance, agreement_weights, fixed, interval, nominal, ordinal, ratio
from cadrage.core.agreement import Coefficient
from cadrage.core.errors import UserError
from cadrage.core.reliability import METRICS, WEIGHTS, RatingTable, Reliability

MOST_CATEGORIES = 1_000
HIGH_AGREEMENT, LOW_ALPHA = 0.9, 0.4
NO_ERROR = "No interval: Cadrage computes none for this coefficient on single units."
NOMINAL_ERROR = "No interval with this metric; the weighted α (--weights) has one."

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


def reliability(
    table: RatingTable, *, metric: str = "nominal", weights: str = "unweighted", categories: Sequence[str] = ()
) -> Reliability:
    """The coefficients of the table, by the names of the handbook. `categories`: the codebook's, else those used.

    Numeric cells compare as numbers. Intervals: value ± t·SE over units (κ of two coders: ± 1.96 SE).
    Raises UserError where the table does not fit the question.
    """
    if metric not in METRICS or weights not in WEIGHTS:
        raise ValueError(f"a metric is one of {', '.join(METRICS)}, weights one of {', '.join(WEIGHTS)}")
    order = _categories(table, tuple(category_name(name) for name in categories))
    numbers = _numbers(table, order, metric)
    place = {category: number for number, category in enumerate(order)}
    rows = [[None if cell is None else place[category_name(cell)] for cell in row] for row in table.rows]
    ratings = Ratings.from_rows(rows, max(len(order), 1))
    found = _Study(ratings, agreement_weights(weights, numbers), _distance(metric, numbers))
    return Reliability(
        units=len(table.rows),
        coders=table.coders,
        categories=order,
        metric=metric,
        weights=weights,
        coefficients=found.coefficients(),
        by_category={category: found.category(number) for number, category in enumerate(order)},
    )


def category_name(cell: str) -> str:
    """The cell as its category is named: 1, 1.0 and 01 are one number."""
    if not _is_number(cell):
        return cell
    number = float(cell)
    return str(int(number)) if number.is_integer() else repr(number)


def _is_number(cell: str) -> bool:
    """Whether it is one that can be reckoned with: 1e999 is a word."""
    return _NUMBER.fullmatch(cell) is not None and bool(np.isfinite(float(cell)))


def _categories(table: RatingTable, named: tuple[str, ...]) -> tuple[str, ...]:
    """In order: numeric if all are numbers, else as named, else alphabetical."""
    if len(table.coders) < 2:
        raise UserError("Agreement needs at least two coders: a column for each, with their names in the first row.")
    if not table.rows:
        raise UserError("The table has no units. Write a row for each unit below the coders' names.")
    used = dict.fromkeys(category_name(cell) for row in table.rows for cell in row if cell is not None)
    if len(used) > MOST_CATEGORIES:
        raise UserError(
            f"The table has {len(used):,} different values; at most {MOST_CATEGORIES:,} can be compared. "
            "Check that its cells are categories or numbers, and round or group them."
        )
    if named:
        _check_named(table, used, named)
    every = tuple(dict.fromkeys(named or used))
    if all(map(_is_number, every)):
        return tuple(sorted(every, key=float))
    return every if named else tuple(sorted(every))


def _check_named(table: RatingTable, used: Mapping[str, None], named: tuple[str, ...]) -> None:
    unknown = [category for category in used if category not in named]
    if unknown:
        line = next(
            line
            for row, line in zip(table.rows, table.lines, strict=True)
            if any(cell is not None and category_name(cell) == unknown[0] for cell in row)
        )
        raise UserError(f"“{unknown[0][:40]}” (line {line}) is none of the categories {', '.join(named)}. Name it too.")


def _numbers(table: RatingTable, order: tuple[str, ...], metric: str) -> tuple[float, ...]:
    """What the categories stand for: themselves where all are numbers, else their ranks from 1 on."""
    words = [category for category in order if not _is_number(category)]
    if not words:
        values = tuple(float(category) for category in order)
        if metric == "ratio" and values and values[0] < 0:
            raise UserError(f"The ratio metric needs numbers from 0 on, not {order[0]}. Use the interval metric.")
        return values
    if metric in ("interval", "ratio"):
        line = next(
            (
                line
                for row, line in zip(table.rows, table.lines, strict=True)
                if any(cell is not None and category_name(cell) == words[0] for cell in row)
            ),
            None,
        )
        where = f" (line {line})" if line else ""
        raise UserError(
            f"The {metric} metric needs numbers, and “{words[0][:40]}”{where} is none. Write decimals with a point, "
            "or use the nominal or ordinal metric."
        )
    return tuple(float(rank) for rank in range(1, len(order) + 1))


def _distance(metric: str, numbers: Sequence[float]) -> Distance:
    if metric == "nominal":
        return nominal
    if metric == "ordinal":
        return ordinal
    return interval(numbers) if metric == "interval" else ratio(numbers)


class _Study:
    """One table's ratings with the weights and distances asked for."""

    def __init__(self, ratings: Ratings, weights: Floats, distance: Distance) -> None:
        self._ratings = ratings
        self._weights = weights
        self._distance = distance
        self._coded = int(ratings.counts[ratings.depth >= 1].sum())
        self._paired = int(ratings.counts[ratings.depth >= 2].sum())

    def coefficients(self) -> dict[str, Coefficient]:
        ratings, weights = self._ratings, self._weights
        gwet: dict[str, Callable[[Ratings, Floats], Coefficient]] = {
            "percent_agreement": coefficients.percent_agreement,
            "fleiss_kappa": coefficients.fleiss_kappa,
            "brennan_prediger": coefficients.brennan_prediger,
            "gwet_ac": coefficients.gwet_ac,
        }
        found = {
            "krippendorff_alpha": self._alpha(),
            "cohen_kappa": self._kappa(None),
            "weighted_kappa": self._kappa(weights),
            "scott_pi": coefficients.scott_pi(ratings),
            "bennett_s": self._with_gwet("brennan_prediger", coefficients.bennett_s(ratings), None),
            "conger_kappa": coefficients.conger_kappa(ratings, weights),
            "mean_pairwise_cohen_kappa": coefficients.mean_pairwise_cohen_kappa(ratings),
            "holsti": self._holsti(),
            "krippendorff_alpha_weighted": self._weighted_alpha(),
        }
        for name, formula in gwet.items():
            found[name] = self._with_gwet(name, formula(ratings, weights), weights)
        for name in ("scott_pi", "conger_kappa", "mean_pairwise_cohen_kappa", "holsti"):
            if found[name].value is not None:
                found[name] = noted(found[name], NO_ERROR)
        return found

    def category(self, number: int) -> Coefficient:
        """Fleiss' κ of one category against all others."""
        split = self._ratings.dichotomised(number)
        error = partial(standard_errors.gwet_error, split, "fleiss_kappa")
        value = coefficients.fleiss_kappa_category(self._ratings, number)
        return value if value.value is None else with_error(value, error(), self._coded)

    def _with_gwet(self, name: str, value: Coefficient, weights: Floats | None) -> Coefficient:
        if value.value is None:
            return value
        return with_error(value, standard_errors.gwet_error(self._ratings, name, weights), self._coded)

    def _kappa(self, weights: Floats | None) -> Coefficient:
        value = coefficients.cohen_kappa(self._ratings, weights)
        return value if value.value is None else with_error(value, standard_errors.cohen_error(self._ratings, weights))

    def _alpha(self) -> Coefficient:
        """By the metric; the standard error is known for nominal distances."""
        value = coefficients.krippendorff_alpha(self._ratings, self._distance)
        if value.value is None:
            return value
        if self._distance is nominal:
            value = with_error(value, standard_errors.alpha_error(self._ratings), self._paired)
        else:
            value = noted(value, NOMINAL_ERROR)
        note = self._paradox(value)
        return noted(value, note) if note else value

    def _weighted_alpha(self) -> Coefficient:
        value = coefficients.krippendorff_alpha(self._ratings, fixed(1 - self._weights))
        if value.value is None:
            return value
        return with_error(value, standard_errors.alpha_error(self._ratings, self._weights), self._paired)

    def _paradox(self, alpha: Coefficient) -> str | None:
        """Why α is low where coders nearly always agree."""
        agreement = float(formulas.percent_agreement(self._ratings))
        if agreement < HIGH_AGREEMENT or alpha.value is None or alpha.value >= LOW_ALPHA:
            return None
        most = float(formulas.category_shares(self._ratings).max())
        return (
            f"The coders agree on {_percent(agreement)} of the units, yet α is low: {_percent(most)} of all values are "
            "one and the same category, so that chance alone would bring this much agreement. What α judges is the "
            "few other values, and on those the coders differ."
        )

    def _holsti(self) -> Coefficient:
        if self._ratings.coders != 2:
            return Coefficient.missing(NEEDS_TWO)
        values, counts = self._ratings.values, self._ratings.counts
        decisions = [int(counts[values[:, coder] != NOT_CODED].sum()) for coder in (0, 1)]
        same = (values[:, 0] == values[:, 1]) & (values[:, 0] != NOT_CODED)
        return coefficients.holsti(int(counts[same].sum()), decisions)


def _percent(share: float) -> str:
    return f"{int(share * 1000 + 1e-6) / 10:g} %"
