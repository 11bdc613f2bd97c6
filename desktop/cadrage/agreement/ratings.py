"""The units × coders table in compressed form: each distinct row once, with the number of its units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NOT_CODED = -1


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Who put how many units where, as a sum over units: the order of the units is not kept.

    `values` (patterns, coders): a category 0 … categories − 1, or −1 where that coder did not code.
    `counts` (…, patterns): how many units have that row. Leading axes hold several tables over the same
    patterns, one per document or per resample; every formula runs over them at once.
    `categories`: q, those of the codebook. `presence`: category 1 says "the code is here", 0 that it is not.

    Raises ValueError for values outside the categories, for shapes that do not fit and for negative counts.
    """

    values: Ints
    counts: Ints
    categories: int = 2
    presence: bool = False

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.counts.shape[-1:] != self.values.shape[:1]:
            raise ValueError("values are (patterns, coders) and counts (…, patterns)")
        outside = (self.values < NOT_CODED) | (self.values >= self.categories)
        if outside.any():
            raise ValueError("a value lies outside the categories")
        if self.counts.size and self.counts.min() < 0:
            raise ValueError("a count is negative")

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[int | None]], categories: int = 2) -> Ratings:
        """One row per unit, one entry per coder, None where that coder did not code the unit."""
        filled = [[NOT_CODED if value is None else value for value in row] for row in rows]
        values = np.array(filled, dtype=np.int64).reshape(len(filled), len(filled[0]) if filled else 0)
        return compressed(values, np.ones(len(filled), dtype=np.int64), categories)

    @classmethod
    def from_patterns(cls, patterns: ArrayLike, counts: ArrayLike) -> Ratings:
        """0/1 (absent/present) rows, −1 where not coded, (patterns, coders), with the units of each."""
        values = np.asarray(patterns, dtype=np.int64)
        return compressed(values, np.asarray(counts, dtype=np.int64), 2, presence=True)

    @property
    def coders(self) -> int:
        return int(self.values.shape[1])

    @property
    def distribution(self) -> Ints:
        """r_ik, (patterns, categories): how many coders put a unit of the pattern into each category."""
        members = self.values[:, :, None] == np.arange(self.categories)
        return np.asarray(members.sum(axis=1), dtype=np.int64)

    @property
    def depth(self) -> Ints:
        """r_i, (patterns,): how many coders coded a unit of the pattern."""
        return np.asarray((self.values != NOT_CODED).sum(axis=1), dtype=np.int64)

    def total(self) -> Ratings:
        """All tables added up: counts (patterns,)."""
        return replace(self, counts=self.counts.sum(axis=tuple(range(self.counts.ndim - 1))))

    def pair(self, first: int, second: int) -> Ratings:
        """The table of two of the coders (by column)."""
        return replace(self, values=self.values[:, [first, second]])

    def dichotomised(self, category: int) -> Ratings:
        """The table of `category` (1) against all others (0)."""
        values = np.where(self.values == NOT_CODED, NOT_CODED, (self.values == category).astype(np.int64))
        return replace(self, values=values, categories=2)

    def __add__(self, other: Ratings) -> Ratings:
        """Both tables' units together. Raises ValueError where coders or categories differ."""
        if (self.coders, self.categories) != (other.coders, other.categories):
            raise ValueError("only tables of the same coders and categories add up")
        values = np.concatenate([self.values, other.values])
        counts = np.concatenate([self.counts, other.counts], axis=-1)
        return compressed(values, counts, self.categories, presence=self.presence and other.presence)


def compressed(values: Ints, counts: Ints, categories: int, *, presence: bool = False) -> Ratings:
    """Equal rows of `values` (rows, coders) as one; `counts` (…, rows) add up."""
    if not values.size:
        return Ratings(values, counts, categories, presence)
    patterns, which = np.unique(values, axis=0, return_inverse=True)
    order = np.argsort(which.reshape(-1), kind="stable")
    heads = np.searchsorted(which.reshape(-1)[order], np.arange(len(patterns)))
    return Ratings(patterns, np.add.reduceat(counts[..., order], heads, axis=-1), categories, presence)
