"""How far categories lie apart: agreement weights for the κ family, distances for α."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from cadrage.agreement.ratings import Floats
from cadrage.core.reliability import WEIGHTS

Distance = Callable[[Floats], Floats]
"""From n_c (…, q), the pairable values of each category, to δ (q, q) or (…, q, q)."""


def agreement_weights(name: str, numbers: Sequence[float]) -> Floats:
    """w_kl (q, q) between categories that stand for `numbers`, in their order (Gwet 2014, section 3.4).

    Raises ValueError for a name that is not in WEIGHTS.
    """
    size = len(numbers)
    if name not in WEIGHTS:
        raise ValueError(f"weights are one of {', '.join(WEIGHTS)}, not {name}")
    if name == "unweighted" or size < 2:
        return np.eye(size)
    if name == "ordinal":
        steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) + 1
        return np.asarray(1 - steps * (steps - 1) / (size * (size - 1)), dtype=np.float64)
    values = np.asarray(numbers, dtype=np.float64)
    share = np.abs(np.subtract.outer(values, values)) / (values.max() - values.min())
    return np.asarray(1 - (share if name == "linear" else share**2), dtype=np.float64)


def nominal(pairable: Floats) -> Floats:
    """δ = 1 between different categories."""
    return 1 - np.eye(pairable.shape[-1])


def ordinal(pairable: Floats) -> Floats:
    """δ_ck = (Σ_{g=c..k} n_g − (n_c + n_k)/2)² for categories in their order (Krippendorff 2011, eq. 5)."""
    middles = np.cumsum(pairable, axis=-1) - pairable / 2
    return np.square(middles[..., :, None] - middles[..., None, :])


def interval(numbers: Sequence[float]) -> Distance:
    """δ = (c − k)² between the numbers that the categories stand for."""
    values = np.asarray(numbers, dtype=np.float64)
    return fixed(np.square(np.subtract.outer(values, values)))


def ratio(numbers: Sequence[float]) -> Distance:
    """δ = ((c − k)/(c + k))², 0 where both are 0."""
    values = np.asarray(numbers, dtype=np.float64)
    sums = np.add.outer(values, values)
    differences = np.subtract.outer(values, values)
    return fixed(np.square(np.divide(differences, sums, out=np.zeros_like(sums), where=sums != 0)))


def fixed(distances: Floats) -> Distance:
    """The same distances (q, q) whatever the values; 1 − w turns agreement weights into them."""

    def distance(pairable: Floats) -> Floats:
        return distances

    return distance
