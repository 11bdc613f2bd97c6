"""Standard errors for units sampled independently of each other (whole documents, not sentences of one text).

Gwet's linearization (Gwet 2014, chapter 5; 2021 for α) and, for two coders, Fleiss, Cohen & Everitt 1969.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from cadrage.agreement import formulas
from cadrage.agreement.formulas import category_shares, pattern_agreement, weighted
from cadrage.agreement.intervals import limited
from cadrage.agreement.ratings import Bools, Floats, Ratings
from cadrage.agreement.student import t_quantile
from cadrage.core.agreement import Coefficient

NORMAL_95 = 1.96

VALUES: Mapping[str, formulas.Formula] = MappingProxyType(
    {
        "percent_agreement": formulas.percent_agreement,
        "brennan_prediger": formulas.brennan_prediger,
        "gwet_ac": formulas.gwet_ac,
        "fleiss_kappa": formulas.fleiss_kappa,
    }
)


def gwet_error(ratings: Ratings, name: str, weights: Floats | None = None) -> float | None:
    """SE of the coefficient `name` (a key of VALUES): SE² = Σ(x_i − c)²/(n(n−1)) over units with r_i ≥ 1.

    None where the coefficient is undefined or fewer than two units were coded.
    """
    coded, pairable = ratings.depth >= 1, ratings.depth >= 2
    units, paired = (float(ratings.counts @ mask.astype(np.float64)) for mask in (coded, pairable))
    value = float(VALUES[name](ratings, weights))
    if np.isnan(value) or units < 2:
        return None
    agreement = units / paired * pattern_agreement(ratings, weights)
    if name == "percent_agreement":
        return spread(agreement, value, ratings, coded)
    by_pattern, expected = chance_by_pattern(ratings, name, weighted(ratings, weights))
    gain = agreement - units / paired * expected * pairable
    terms = (gain - 2 * (1 - value) * (by_pattern - expected)) / (1 - expected)
    return spread(terms, value, ratings, coded)


def chance_by_pattern(ratings: Ratings, name: str, weights: Floats) -> tuple[Floats, float]:
    """e_i (patterns,) and p_e: how far each pattern pulls the chance agreement."""
    members = ratings.distribution / np.maximum(ratings.depth, 1)[:, None]
    shares, size = category_shares(ratings), ratings.categories
    if name == "brennan_prediger":
        expected = float(weights.sum() / size**2)
        return np.full(len(members), expected), expected
    if name == "fleiss_kappa":
        return members @ similar_shares(shares, weights), float(shares @ weights @ shares)
    scale = float(weights.sum()) / (size * (size - 1))
    return scale * (members @ (1 - shares)), scale * float((shares * (1 - shares)).sum())


def similar_shares(shares: Floats, weights: Floats) -> Floats:
    """π̄_k = Σ_l (w_kl + w_lk) π_l/2, (q,)."""
    return np.asarray((weights + weights.T) @ shares / 2, dtype=np.float64)


def alpha_error(ratings: Ratings, weights: Floats | None = None) -> float | None:
    """SE of Krippendorff's α with distances 1 − w, over units with two or more coders.

    None where α is undefined or fewer than two such units exist.
    """
    depth, table = ratings.depth, weighted(ratings, weights)
    pairable = depth >= 2
    units = float(ratings.counts[pairable].sum())
    if units < 2:
        return None
    mean = float(ratings.counts[pairable] @ depth[pairable]) / units
    shares = formulas.pairable_values(ratings) / (units * mean)
    expected = float(shares @ table @ shares)
    if expected >= 1:
        return None
    observed = pattern_agreement(ratings, weights) * depth / mean
    average = float(ratings.counts @ observed) / units
    correction = 1 / (units * mean)
    agreement = (1 - correction) * average + correction
    alpha = (average - expected) / (1 - expected)
    excess = (depth - mean) / mean
    pull = ratings.distribution @ similar_shares(shares, table) / mean
    gain = observed - agreement * excess - expected
    loss = 2 * (1 - alpha) * (pull - expected * excess - expected)
    return spread((gain - loss) / (1 - expected), alpha, ratings, pairable)


def spread(terms: Floats, value: float, ratings: Ratings, units: Bools) -> float:
    """√(Σ(x_i − c)²/(n(n−1))) over the units of the chosen patterns."""
    counts = ratings.counts[units]
    number = float(counts.sum())
    return float(np.sqrt(counts @ np.square(terms[units] - value) / (number * (number - 1))))


def cohen_error(ratings: Ratings, weights: Floats | None = None) -> float | None:
    """SE of Cohen's (weighted) κ of two coders: Fleiss, Cohen & Everitt 1969, eq. 13. None if undefined."""
    joint, table = formulas.joint_shares(ratings), weighted(ratings, weights)
    kappa = float(formulas.cohen_kappa(ratings, weights))
    if np.isnan(kappa):
        return None
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    expected = float(rows @ table @ columns)
    margins = (table @ columns)[:, None] + (rows @ table)[None, :]
    variance = (joint * np.square(table - (1 - kappa) * margins)).sum()
    variance -= (kappa - expected * (1 - kappa)) ** 2
    units = float(ratings.counts[(ratings.depth == 2)].sum())
    return float(np.sqrt(max(variance, 0.0) / units) / (1 - expected))


def cohen_error_1960(ratings: Ratings) -> float | None:
    """SE = √(p_o(1 − p_o)/(n(1 − p_e)²)) of Cohen 1960. Superseded by `cohen_error`; older studies report it."""
    joint = formulas.joint_shares(ratings)
    if np.isnan(joint).any():
        return None
    observed, expected = float(np.trace(joint)), float(joint.sum(axis=1) @ joint.sum(axis=0))
    units = float(ratings.counts[ratings.depth == 2].sum())
    return float(np.sqrt(observed * (1 - observed) / units) / (1 - expected)) if expected < 1 else None


def with_error(coefficient: Coefficient, error: float | None, units: int | None = None) -> Coefficient:
    """The coefficient with limits ± t_{units−1} SE, or ± 1.96 SE without `units` (κ of two coders)."""
    if coefficient.value is None or error is None:
        return coefficient
    reach = error * (NORMAL_95 if units is None else t_quantile(0.975, units - 1))
    value = coefficient.value
    return limited(replace(coefficient, se=error), value - reach, value + reach, -1.0)
