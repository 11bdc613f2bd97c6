"""Student's t: its quantiles, from the regularised incomplete beta function."""

from __future__ import annotations

import math
from functools import cache

TINY = 1e-300
PRECISION = 1e-15


@cache
def t_quantile(probability: float, degrees: float) -> float:
    """The t below which `probability` lies (0.975 for a two-sided 95 % interval), by bisection.

    Raises ValueError unless 0 < probability < 1 and degrees > 0.
    """
    if not 0 < probability < 1 or degrees <= 0:
        raise ValueError("a t quantile needs 0 < probability < 1 and degrees > 0")
    if probability < 0.5:
        return -t_quantile(1 - probability, degrees)
    low, high = 0.0, 1.0
    while t_distribution(high, degrees) < probability:
        low, high = high, high * 2
    while high - low > PRECISION * max(high, 1.0) * 4:
        middle = (low + high) / 2
        low, high = (middle, high) if t_distribution(middle, degrees) < probability else (low, middle)
    return (low + high) / 2


def t_distribution(t: float, degrees: float) -> float:
    """P(T ≤ t) for t ≥ 0: 1 − I_x(ν/2, 1/2)/2 with x = ν/(ν + t²) (Abramowitz & Stegun 26.5.27, 26.7.1)."""
    return 1 - incomplete_beta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2


def incomplete_beta(x: float, a: float, b: float) -> float:
    """I_x(a, b), 0 ≤ x ≤ 1, by its continued fraction where that converges fast, else by symmetry."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(scale) * continued_fraction(x, a, b) / a


def continued_fraction(x: float, a: float, b: float) -> float:
    """The fraction of Abramowitz & Stegun 26.5.8, by Lentz's method (Numerical Recipes 6.4)."""
    numerator, denominator = 1.0, kept_off_zero(1 - (a + b) * x / (a + 1))
    denominator = 1 / denominator
    value = denominator
    for step in range(1, 10_000):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            denominator = 1 / kept_off_zero(1 + term * denominator)
            numerator = kept_off_zero(1 + term / numerator)
            value *= denominator * numerator
        if abs(denominator * numerator - 1) < PRECISION:
            break
    return value


def kept_off_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
