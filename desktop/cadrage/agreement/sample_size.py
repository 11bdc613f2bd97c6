"""How much material a reliability sample needs."""

from __future__ import annotations

from math import ceil
from statistics import NormalDist


def units_for_alpha(least: float, share: float, *, significance: float = 0.05) -> int:
    """Units that two coders must code so that an α of `least` or less is told from the α at which they code.

    N = 2z²((1 + a)(3 − a)/(4(1 − a)p(1 − p)) − a), rounded up, z one-tailed (Bloch & Kraemer 1989; Krippendorff
    2011, "Agreement and information in the reliability of coding"). `least`: the smallest acceptable α,
    0 ≤ a < 1; `share`: of the rarest category, 0 < p < 1. Raises ValueError outside of these.
    """
    if not (0 <= least < 1 and 0 < share < 1 and 0 < significance < 0.5):
        raise ValueError("0 <= least < 1, 0 < share < 1 and 0 < significance < 0.5 are needed")
    z = NormalDist().inv_cdf(1 - significance)
    spread = (1 + least) * (3 - least) / (4 * (1 - least) * share * (1 - share))
    return max(ceil(2 * z * z * (spread - least)), 2)


def units_for_agreement(population: int, agreement: float, error: float) -> int:
    """Units to draw from `population` so that the percent agreement P of all has this standard error.

    n = ((N − 1)SE² + PQN)/((N − 1)SE² + PQ), rounded up (Lacy & Riffe 1996, eq. 2). `agreement`: the level P
    that is assumed, 0 < P < 1; `error`: SE, for 95 % one-tailed confidence the distance to the least acceptable
    agreement over 1.64. Raises ValueError outside of these.
    """
    if population < 1 or not (0 < agreement < 1) or error <= 0:
        raise ValueError("population >= 1, 0 < agreement < 1 and error > 0 are needed")
    variance = agreement * (1 - agreement)
    scaled = (population - 1) * error * error
    # The quotient of two floats may lie a breath above a whole number.
    return min(ceil(round((scaled + variance * population) / (scaled + variance), 9)), population)
