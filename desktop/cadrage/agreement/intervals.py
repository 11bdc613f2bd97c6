"""Confidence intervals over documents: delete-one jackknife with Student's t, and a seeded bootstrap.

Documents are resampled, never characters or sentences: units of one text are not independent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from cadrage.agreement.ratings import Floats
from cadrage.agreement.student import t_quantile
from cadrage.core.agreement import INTERVALS, Coefficient

FEWEST = 5
FEW = 20
RESAMPLES = 2_000
TOLERATED = 0.05
"""The share of undefined resamples above which percentiles of the others say nothing about 95 %."""

CHUNK = 4_000_000

Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Resampling:
    """How sums over documents vary: `kind` of interval, number of `documents`, and for the bootstrap
    `weights` (resamples, documents): how often each resample drew each document."""

    kind: str
    documents: int
    weights: NDArray[np.uint16] | None = None

    @property
    def active(self) -> bool:
        return self.kind != "none" and self.documents >= FEWEST

    def sums(self, rows: NDArray[Number]) -> NDArray[Number]:
        """Per-document statistics (documents, …) → their sums in each replicate (replicates, …)."""
        if self.weights is None:
            return np.asarray(rows.sum(axis=0) - rows, dtype=rows.dtype)
        flat = rows.reshape(self.documents, -1).astype(np.float64)
        size = max(CHUNK // max(self.documents, 1), 1)
        parts = [
            self.weights[first : first + size].astype(np.float64) @ flat for first in range(0, len(self.weights), size)
        ]
        return np.concatenate(parts).reshape(-1, *rows.shape[1:]).astype(rows.dtype)


def resampling(kind: str, documents: int, seed: int = 0) -> Resampling:
    """The replicates of an interval: one per document left out, or 2,000 drawn with replacement.

    Raises ValueError for a kind that is not in INTERVALS.
    """
    if kind not in INTERVALS:
        raise ValueError(f"an interval is one of {', '.join(INTERVALS)}, not {kind}")
    if kind != "bootstrap" or documents < FEWEST:
        return Resampling(kind, documents)
    draw = np.random.default_rng(seed)
    weights = np.zeros((RESAMPLES, documents), dtype=np.uint16)
    for row in weights:
        row += np.bincount(draw.integers(0, documents, documents), minlength=documents).astype(np.uint16)
    return Resampling(kind, documents, weights)


def with_interval(coefficient: Coefficient, replicates: Floats, how: Resampling, lowest: float = -1.0) -> Coefficient:
    """The coefficient with standard error and 95 % limits cut to [lowest, 1], or a note why it has none.

    `replicates` (replicates,), NaN where undefined. A coefficient without a value stays as it is.
    """
    if coefficient.value is None or how.kind == "none":
        return coefficient
    if not how.active:
        return noted(coefficient, too_few(how.documents))
    if how.kind == "jackknife":
        return jackknifed(coefficient, replicates, lowest)
    return bootstrapped(coefficient, replicates, lowest)


def jackknifed(coefficient: Coefficient, replicates: Floats, lowest: float = -1.0) -> Coefficient:
    """SE² = (n−1)/n Σ(a_(i) − ā)², limits value ± t_{n−1} SE (Efron & Tibshirani 1993, eq. 11.5)."""
    number = len(replicates)
    if np.isnan(replicates).any():
        return noted(coefficient, HANGS_ON_ONE)
    spread = np.square(replicates - replicates.mean()).sum()
    error = float(np.sqrt((number - 1) / number * spread))
    reach = t_quantile(0.975, number - 1) * error
    value = coefficient.value or 0.0
    return limited(replace(coefficient, se=error), value - reach, value + reach, lowest)


def bootstrapped(coefficient: Coefficient, replicates: Floats, lowest: float = -1.0) -> Coefficient:
    """The 2.5 and 97.5 percentiles of the defined resamples; SE is their standard deviation."""
    defined = replicates[~np.isnan(replicates)]
    lost = len(replicates) - len(defined)
    if lost > TOLERATED * len(replicates):
        return noted(coefficient, f"No interval: undefined in {lost} of {len(replicates)} resamples.")
    low, high = (float(limit) for limit in np.percentile(defined, [2.5, 97.5]))
    result = limited(replace(coefficient, se=float(defined.std(ddof=1))), low, high, lowest)
    return noted(result, f"{lost} of {len(replicates)} resamples were undefined.") if lost else result


def limited(coefficient: Coefficient, low: float, high: float, lowest: float) -> Coefficient:
    return replace(coefficient, low=max(low, lowest), high=min(high, 1.0))


def noted(coefficient: Coefficient, note: str) -> Coefficient:
    """The coefficient with one more sentence in its note."""
    return replace(coefficient, note=f"{coefficient.note} {note}" if coefficient.note else note)


HANGS_ON_ONE = (
    "No interval: without one of the documents the coefficient is undefined "
    "(the code stands in one document only, or is missing from one only)."
)


def too_few(documents: int) -> str:
    return f"No interval: it takes at least {FEWEST} documents that two coders completed, not {documents}."


def few_documents(documents: int) -> str | None:
    """What to say of a study of so few documents; None where there are enough."""
    if documents >= FEW:
        return None
    if documents == 1:
        return "Only one document was compared: another might change the numbers much."
    return f"Only {documents} documents were compared: with fewer than {FEW} the numbers are rough."
