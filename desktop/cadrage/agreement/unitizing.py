"""Krippendorff's α for unitizing: how far coders agree on which stretches of a text carry which value.

Krippendorff, Mathet, Bouvry & Widlöcher 2016, "On the reliability of unitizing textual continua". All of it
rests on sums over documents (`Lengths`), so that any subset of documents, and any resample, is a sum.
Value 0 is the gap φ. Array results are NaN where a coefficient is undefined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cadrage.agreement.coefficients import EVERYWHERE, NOT_PAIRED, UNUSED
from cadrage.agreement.formulas import coincidences, quotient
from cadrage.agreement.ratings import Floats, Ints, Ratings
from cadrage.core.agreement import Coefficient

GAP = 0
ONE_VALUE = "one code alone covers the whole text"
NO_INTERSECTION = "no passage was coded by two coders"
ONLY_ONE_CODE = "only one code was used where two coders coded"

Piece = tuple[int, int, int]
"""One coder's segment: start, end (half-open), value ≥ 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """Sufficient statistics, each with the same leading axes (none, documents, or resamples).

    `shared` (…, v, v): l_ck, the length that coder pairs gave to values c and k, over m − 1.
    `squares` (…, v): T_c, squared segment lengths; for the gap its plain length.
    `cut_squares` (…, v): T*_c, squares of the parts of the segments that others' valued matter intersects.
    """

    shared: Floats
    squares: Floats
    cut_squares: Floats

    def __add__(self, other: Lengths) -> Lengths:
        return Lengths(self.shared + other.shared, self.squares + other.squares, self.cut_squares + other.cut_squares)


def presence_lengths(characters: Ratings, squares: Floats) -> Lengths:
    """One code (value 1) against gaps, from character ratings and T_1 (…) of the coders' segments."""
    shared = coincidences(characters)
    both = np.stack([shared[..., GAP, :].sum(axis=-1), squares], axis=-1)
    return Lengths(shared, both, np.zeros_like(both))


def continuum_lengths(coders: Sequence[Sequence[Piece]], length: int, values: int) -> Lengths:
    """One document with several values: per coder their segments, `values` counting the gap.

    Raises ValueError where segments of one coder overlap or reach beyond the text.
    """
    pieces = [np.array(sorted(each), dtype=np.int64).reshape(-1, 3) for each in coders]
    if any((each[1:, 0] < each[:-1, 1]).any() or (each[:, 1] > length).any() for each in pieces):
        raise ValueError("one coder's segments overlap or reach beyond the text")
    borders = np.unique(np.concatenate([[0, length], *(each[:, :2].ravel() for each in pieces)]))
    stretches = np.diff(borders)
    chosen = np.column_stack([values_at(each, borders[:-1]) for each in pieces])
    shared = coincidences(Ratings(chosen, stretches, values))
    squares, cut = np.zeros(values), np.zeros(values)
    squares[GAP] = (stretches[:, None] * (chosen == GAP)).sum()
    valued = np.concatenate([[0], np.cumsum(stretches * (chosen != GAP).sum(axis=1))])
    for each in pieces:
        size = each[:, 1] - each[:, 0]
        first, last = np.searchsorted(borders, each[:, 0]), np.searchsorted(borders, each[:, 1])
        others = (valued[last] - valued[first] - size) / max(len(coders) - 1, 1)
        np.add.at(squares, each[:, 2], np.square(size))
        np.add.at(cut, each[:, 2], np.square(others))
    return Lengths(shared, squares, cut)


def values_at(pieces: Ints, positions: Ints) -> Ints:
    """The value at each position of one coder's disjoint sorted pieces (pieces, 3); GAP between them."""
    if not len(pieces):
        return np.full(len(positions), GAP)
    last = np.maximum(np.searchsorted(pieces[:, 0], positions, side="right") - 1, 0)
    inside = (pieces[last, 0] <= positions) & (positions < pieces[last, 1])
    return np.where(inside, pieces[last, 2], GAP)


def gap_disagreement(lengths: Lengths) -> tuple[Floats, Floats]:
    """D_o = l_φ. − l_φφ and D_e = e_φ. − e_φφ of |uα (2016, step 3), both 0 where there is no text."""
    gaps = lengths.shared[..., GAP, :].sum(axis=-1)
    total = lengths.shared.sum(axis=(-1, -2))
    expected = quotient(total * gaps * (total - gaps), total**2 - lengths.squares.sum(axis=-1))
    return gaps - lengths.shared[..., GAP, GAP], np.nan_to_num(expected)


def bar_alpha_values(lengths: Lengths) -> Floats:
    """|uα = 1 − D_o/D_e: coded against not coded, whatever the value."""
    observed, expected = gap_disagreement(lengths)
    return 1 - quotient(observed, expected)


def u_alpha_values(lengths: Lengths) -> Floats:
    """uα = 1 − (l.. − Σ l_cc)/(l.. − Σ e_cc): gaps are a value like others."""
    return diagonal_alpha(lengths.shared, lengths.squares)


def cu_alpha_values(lengths: Lengths) -> Floats:
    """cuα: the same within valued intersections only, with T*_c (for two coders the only variant)."""
    return diagonal_alpha(lengths.shared[..., 1:, 1:], lengths.cut_squares[..., 1:])


def diagonal_alpha(shared: Floats, squares: Floats) -> Floats:
    """1 − (l.. − Σ l_cc)/(l.. − Σ e_cc), e_cc = l..(l_c.² − T_c)/(l..² − Σ T)."""
    margins = shared.sum(axis=-1)
    total = margins.sum(axis=-1)
    expected = quotient(total * (margins**2 - squares).sum(axis=-1), total**2 - squares.sum(axis=-1))
    several = (margins > 0).sum(axis=-1) > 1
    observed = total - np.trace(shared, axis1=-2, axis2=-1)
    return np.where(several, 1 - quotient(observed, total - expected), np.nan)


def k_alpha_values(lengths: Lengths, value: int) -> Floats:
    """(k)uα = 1 − (e*_.k/l*_.k)(l*_.k − l*_kk)/(e*_.k − e*_kk) of one value k ≥ 1."""
    shared, squares = lengths.shared[..., 1:, 1:], lengths.cut_squares[..., 1:]
    total, mine = shared.sum(axis=(-1, -2)), shared[..., value - 1].sum(axis=-1)
    scale = quotient(total, total**2 - squares.sum(axis=-1))
    expected = scale * (total * mine - squares[..., value - 1])
    others = scale * mine * (total - mine)
    observed = mine - shared[..., value - 1, value - 1]
    return 1 - quotient(expected, mine) * quotient(observed, others)


def coverage(lengths: Lengths, value: int) -> float | None:
    """l*_.k/l_.k: the share of matter valued k that meets others' valued matter; None without any."""
    carried = float(lengths.shared[..., value].sum())
    return float(lengths.shared[1:, value].sum()) / carried if carried else None


def bar_alpha(lengths: Lengths) -> Coefficient:
    """|uα of one table of lengths, or why there is none."""
    return stated(bar_alpha_values(lengths), lengths, EVERYWHERE)


def u_alpha(lengths: Lengths) -> Coefficient:
    """uα of one table of lengths, or why there is none."""
    return stated(u_alpha_values(lengths), lengths, ONE_VALUE)


def cu_alpha(lengths: Lengths) -> Coefficient:
    """cuα of one table of lengths, or why there is none."""
    return stated(cu_alpha_values(lengths), lengths, intersection_reason(lengths))


def k_alpha(lengths: Lengths, value: int) -> Coefficient:
    """(k)uα of one value, or why there is none."""
    carried = lengths.shared[1:, value].sum()
    reason = intersection_reason(lengths) if carried else NO_INTERSECTION
    return stated(k_alpha_values(lengths, value), lengths, reason)


def intersection_reason(lengths: Lengths) -> str:
    return ONLY_ONE_CODE if lengths.shared[1:, 1:].any() else NO_INTERSECTION


def stated(value: Floats, lengths: Lengths, otherwise: str) -> Coefficient:
    """The value as a coefficient; NaN becomes the reason: nothing compared, nothing coded, or `otherwise`."""
    if not np.isnan(value):
        return Coefficient(float(value))
    if not lengths.shared.any():
        return Coefficient.missing(NOT_PAIRED)
    return Coefficient.missing(otherwise if lengths.shared[1:].any() else UNUSED)
