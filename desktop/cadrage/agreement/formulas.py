"""The coefficients as array formulas: one value per table of the ratings, NaN where it is undefined.

Notation as in the sources: r_ik coders who put unit i into category k, r_i = Σ_k r_ik, π_k the mean share of
category k, w_kl agreement weights (identity where none are given). `coefficients` puts results into words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from cadrage.agreement.ratings import NOT_CODED, Floats, Ints, Ratings
from cadrage.agreement.weights import Distance, nominal

Formula = Callable[[Ratings, Floats | None], Floats]


def quotient(part: Floats, whole: Floats) -> Floats:
    """part/whole, NaN where the whole is not positive."""
    part, whole = np.broadcast_arrays(part, whole)
    undefined: Floats = np.full(whole.shape, np.nan)
    return np.divide(part, whole, out=undefined, where=whole > 0)


def chance_corrected(observed: Floats, expected: Floats) -> Floats:
    """(p_a − p_e)/(1 − p_e), NaN where chance alone agrees always."""
    return quotient(observed - expected, 1 - expected)


def weighted(ratings: Ratings, weights: Floats | None) -> Floats:
    return np.eye(ratings.categories) if weights is None else weights


def pattern_agreement(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Σ_k r_ik (r*_ik − 1)/(r_i (r_i − 1)), (patterns,); 0 where fewer than two coders coded."""
    members, depth = ratings.distribution, ratings.depth
    similar = members @ weighted(ratings, weights).T
    pairs = np.maximum(depth * (depth - 1), 1)
    return np.where(depth >= 2, (members * (similar - 1)).sum(axis=1) / pairs, 0.0)


def percent_agreement(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """p_a: the mean over units with two or more coders of the share of agreeing coder pairs."""
    pairable = (ratings.depth >= 2).astype(np.float64)
    return quotient(ratings.counts @ pattern_agreement(ratings, weights), ratings.counts @ pairable)


def positive_agreement(ratings: Ratings, category: int = 1) -> Floats:
    """F1 of `category`: Σ 2·both/Σ (n_i + n_j), both sums over coder pairs (Fleiss 1975, Dice 1945)."""
    members, depth = ratings.distribution[:, category].astype(np.float64), ratings.depth
    both = ratings.counts @ (members * (members - 1))
    return quotient(both, ratings.counts @ (members * np.maximum(depth - 1, 0)))


def category_shares(ratings: Ratings) -> Floats:
    """π_k (…, q): the mean over units with one or more coders of r_ik/r_i (Gwet 2014, eq. 5.7)."""
    depth = ratings.depth
    shares = ratings.distribution / np.maximum(depth, 1)[:, None]
    coded = (depth >= 1).astype(np.float64)
    return quotient(ratings.counts @ shares, (ratings.counts @ coded)[..., None])


def coder_shares(ratings: Ratings) -> Floats:
    """p_gk (…, coders, q): how coder g spreads over the categories, NaN for one who coded nothing."""
    indicator = (ratings.values[:, :, None] == np.arange(ratings.categories)).astype(np.float64)
    chosen = np.tensordot(ratings.counts, indicator, axes=1)
    return quotient(chosen, chosen.sum(axis=-1, keepdims=True))


def fleiss_kappa(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Fleiss 1971, with missing values and weights as Gwet 2014 (eq. 5.8): p_e = Σ w_kl π_k π_l."""
    shares = category_shares(ratings)
    expected = ((shares @ weighted(ratings, weights)) * shares).sum(axis=-1)
    return chance_corrected(percent_agreement(ratings, weights), expected)


def gwet_ac(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Gwet 2008 (AC1), 2014 (AC2): p_e = Σ w_kl/(q(q−1)) · Σ π_k(1 − π_k)."""
    size = ratings.categories
    shares = category_shares(ratings)
    scale = weighted(ratings, weights).sum() / max(size * (size - 1), 1)
    expected = scale * (shares * (1 - shares)).sum(axis=-1)
    return chance_corrected(percent_agreement(ratings, weights), expected)


def brennan_prediger(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Brennan & Prediger 1981, weighted as Gwet 2014: p_e = Σ w_kl/q². Unweighted it is S = κ_free."""
    observed = percent_agreement(ratings, weights)
    expected = weighted(ratings, weights).sum() / ratings.categories**2
    return chance_corrected(observed, np.full_like(observed, expected))


def conger_kappa(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Conger 1980: p_e = mean over ordered coder pairs of Σ w_kl p_gk p_hl."""
    shares = coder_shares(ratings)
    pairs = (shares @ weighted(ratings, weights)) @ np.swapaxes(shares, -1, -2)
    others = pairs.sum(axis=(-1, -2)) - np.trace(pairs, axis1=-2, axis2=-1)
    expected = others / max(ratings.coders * (ratings.coders - 1), 1)
    return chance_corrected(percent_agreement(ratings, weights), expected)


def joint_shares(ratings: Ratings) -> Floats:
    """p_kl (…, q, q) of two coders over the units that both coded; NaN where there are none."""
    size = ratings.categories
    first, second = ratings.values[:, 0], ratings.values[:, 1]
    both = (first != NOT_CODED) & (second != NOT_CODED)
    joint = summed_by(first[both] * size + second[both], ratings.counts[..., both], size * size)
    shares = quotient(joint, joint.sum(axis=-1, keepdims=True))
    return shares.reshape(*shares.shape[:-1], size, size)


def summed_by(cell: Ints, counts: Ints, cells: int) -> Floats:
    """Counts (…, patterns) added up by each pattern's cell (patterns,): (…, cells)."""
    found = np.zeros((*counts.shape[:-1], cells))
    if cell.size:
        order = np.argsort(cell, kind="stable")
        kinds, heads = np.unique(cell[order], return_index=True)
        found[..., kinds] = np.add.reduceat(counts[..., order], heads, axis=-1)
    return found


def cohen_kappa(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Cohen 1960 and, weighted, 1968: p_e = Σ w_kl p_k. p_.l of two coders (the first two columns)."""
    joint, table = joint_shares(ratings), weighted(ratings, weights)
    expected = ((joint.sum(axis=-1) @ table) * joint.sum(axis=-2)).sum(axis=-1)
    return chance_corrected((joint * table).sum(axis=(-1, -2)), expected)


def scott_pi(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Scott 1955: p_e = Σ w_kl p_k p_l with the two coders' mean shares, over units that both coded."""
    joint, table = joint_shares(ratings), weighted(ratings, weights)
    shares = (joint.sum(axis=-1) + joint.sum(axis=-2)) / 2
    expected = ((shares @ table) * shares).sum(axis=-1)
    return chance_corrected((joint * table).sum(axis=(-1, -2)), expected)


def mean_pairwise_cohen_kappa(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Light 1971: the mean of Cohen's κ over the coder pairs, NaN where one pair's is."""
    pairs = combinations(range(ratings.coders), 2)
    kappas = [cohen_kappa(ratings.pair(first, second), weights) for first, second in pairs]
    return np.mean(kappas, axis=0) if kappas else np.full(ratings.counts.shape[:-1], np.nan)


def pairable_values(ratings: Ratings) -> Floats:
    """n_c (…, q): how often each category was chosen in units with two or more coders."""
    members = np.where(ratings.depth[:, None] >= 2, ratings.distribution, 0)
    return np.asarray(ratings.counts @ members, dtype=np.float64)


def coincidences(ratings: Ratings) -> Floats:
    """o_ck = Σ_i r_ic (r_ik − [c=k])/(r_i − 1), (…, q, q), over units with two or more coders."""
    depth, size = ratings.depth, ratings.categories
    members = np.where(depth[:, None] >= 2, ratings.distribution, 0).astype(np.float64)
    shares = members / np.maximum(depth - 1, 1)[:, None]
    if ratings.counts.ndim == 1:
        # One table may have very many categories: no patterns × q × q.
        together = (shares * ratings.counts[:, None]).T @ members
        return together - np.diag(ratings.counts @ shares)
    pairs = members[:, :, None] * shares[:, None, :] - shares[:, :, None] * np.eye(size)
    table = ratings.counts @ pairs.reshape(len(depth), size * size)
    return table.reshape(*table.shape[:-1], size, size)


def krippendorff_alpha(ratings: Ratings, distance: Distance = nominal) -> Floats:
    """Krippendorff 2011: α = 1 − (N−1) Σ o_ck δ_ck / Σ n_c n_k δ_ck over units with two or more values."""
    margins = pairable_values(ratings)
    distances = distance(margins)
    expected = (margins[..., :, None] * margins[..., None, :] * distances).sum(axis=(-1, -2))
    observed = (coincidences(ratings) * distances).sum(axis=(-1, -2))
    return 1 - quotient((margins.sum(axis=-1) - 1) * observed, expected)


def holsti(agreements: float, decisions: Sequence[float]) -> float:
    """Holsti 1969: 2M/(N1 + N2) from agreements M and each coder's number of decisions.

    Raises ZeroDivisionError where nobody decided anything.
    """
    return len(decisions) * agreements / sum(decisions)
