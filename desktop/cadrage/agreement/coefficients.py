"""The coefficients of one table of ratings: a value, or in words why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from cadrage.agreement import formulas
from cadrage.agreement.ratings import Floats, Ratings
from cadrage.agreement.weights import Distance, nominal
from cadrage.core.agreement import Coefficient

UNUSED = "nobody used this code"
EVERYWHERE = "every coder used it in every unit"
ONE_CATEGORY = "every coder chose the same category in every unit"
NOT_PAIRED = "no unit was coded by two coders"
NEEDS_TWO = "needs exactly two coders"
SILENT_CODER = "one of the coders coded nothing"
ONE_PAIR = "Cohen's κ of at least one pair of coders is undefined"

Single = Callable[[Ratings], Coefficient]
"""A coefficient of one table of ratings."""


def undefined_reason(ratings: Ratings) -> str:
    """Why a coefficient of these ratings (one table) is undefined."""
    pairable = ratings.depth >= 2
    used = ratings.counts[pairable] @ ratings.distribution[pairable]
    if not used.any():
        return NOT_PAIRED
    if np.count_nonzero(used) > 1:
        return SILENT_CODER
    if not ratings.presence:
        return ONE_CATEGORY
    return UNUSED if used[0] else EVERYWHERE


def stated(value: Floats, ratings: Ratings) -> Coefficient:
    """A formula's result for one table as a coefficient; NaN becomes the reason."""
    number = float(value)
    return Coefficient.missing(undefined_reason(ratings)) if np.isnan(number) else Coefficient(number)


def percent_agreement(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """p_a, the share of agreeing coder pairs (`formulas.percent_agreement`)."""
    return stated(formulas.percent_agreement(ratings, weights), ratings)


def positive_agreement(ratings: Ratings, category: int = 1) -> Coefficient:
    """F1 of a category's presence (`formulas.positive_agreement`); undefined where nobody chose it."""
    number = float(formulas.positive_agreement(ratings, category))
    if not np.isnan(number):
        return Coefficient(number)
    reason = undefined_reason(ratings)
    return Coefficient.missing(NOT_PAIRED if reason == NOT_PAIRED else UNUSED)


def prevalence(ratings: Ratings, category: int = 1) -> tuple[float | None, ...]:
    """Per coder the share of the units that they coded with `category`; None for one who coded none."""
    shares = formulas.coder_shares(ratings)[..., category]
    return tuple(None if np.isnan(share) else float(share) for share in shares)


def cohen_kappa(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """Cohen 1960; weighted: Cohen 1968 (`formulas.cohen_kappa`)."""
    if ratings.coders != 2:
        return Coefficient.missing(NEEDS_TWO)
    return stated(formulas.cohen_kappa(ratings, weights), ratings)


def scott_pi(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """Scott 1955 (`formulas.scott_pi`)."""
    if ratings.coders != 2:
        return Coefficient.missing(NEEDS_TWO)
    return stated(formulas.scott_pi(ratings, weights), ratings)


def fleiss_kappa(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """Fleiss 1971, with missing values and weights as Gwet (`formulas.fleiss_kappa`)."""
    return stated(formulas.fleiss_kappa(ratings, weights), ratings)


def fleiss_kappa_category(ratings: Ratings, category: int) -> Coefficient:
    """Fleiss' κ of one category against all others."""
    return fleiss_kappa(ratings.dichotomised(category))


def gwet_ac(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """Gwet's AC1 or, with weights, AC2 (`formulas.gwet_ac`)."""
    return stated(formulas.gwet_ac(ratings, weights), ratings)


def brennan_prediger(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """Brennan & Prediger 1981 (`formulas.brennan_prediger`)."""
    return stated(formulas.brennan_prediger(ratings, weights), ratings)


def bennett_s(ratings: Ratings) -> Coefficient:
    """S of Bennett, Alpert & Goldstein 1954 = Randolph's free-marginal κ: p_e = 1/q."""
    return brennan_prediger(ratings)


def conger_kappa(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """Conger 1980 (`formulas.conger_kappa`)."""
    return stated(formulas.conger_kappa(ratings, weights), ratings)


def mean_pairwise_cohen_kappa(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """The mean of Cohen's κ over coder pairs; undefined where one pair's is."""
    mean = stated(formulas.mean_pairwise_cohen_kappa(ratings, weights), ratings)
    return Coefficient.missing(ONE_PAIR) if mean.undefined == SILENT_CODER else mean


def krippendorff_alpha(ratings: Ratings, distance: Distance = nominal) -> Coefficient:
    """Krippendorff 2011 with any distance of `weights` (`formulas.krippendorff_alpha`)."""
    return stated(formulas.krippendorff_alpha(ratings, distance), ratings)


def holsti(agreements: float, decisions: Sequence[float]) -> Coefficient:
    """Holsti 1969: 2M/(N1 + N2)."""
    if not sum(decisions):
        return Coefficient.missing("nobody decided anything")
    return Coefficient(formulas.holsti(agreements, decisions))
