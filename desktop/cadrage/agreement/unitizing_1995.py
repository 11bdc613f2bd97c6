"""α_U as published in 1995 and 2004, for comparison with programs that compute it (INCEpTION, DKPro Agreement).

Krippendorff 1995, "On the reliability of unitizing continuous data", Sociological Methodology 25; 2004, Quality
& Quantity 38. Its author has replaced it by the family of `unitizing`: report that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from cadrage.agreement.coefficients import NOT_PAIRED, UNUSED
from cadrage.agreement.unitizing import Piece
from cadrage.core.agreement import Coefficient

Stretch = tuple[int, int]


def alpha_u_1995(coders: Sequence[Sequence[Piece]], length: int, value: int | None = None) -> Coefficient:
    """1 − D_o/D_e of one value on one text, or of all values together (1 − ΣD_o/ΣD_e).

    `coders`: per coder their segments; those of one value must not overlap within a coder.
    """
    values = sorted({piece[2] for each in coders for piece in each}) if value is None else [value]
    if len(coders) < 2:
        return Coefficient.missing(NOT_PAIRED)
    pairs = [_disagreements(_of_value(coders, number), length) for number in values]
    observed, expected = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    return Coefficient(1 - observed / expected) if expected else Coefficient.missing(UNUSED)


def _of_value(coders: Sequence[Sequence[Piece]], value: int) -> list[list[Stretch]]:
    return [sorted((start, end) for start, end, number in each if number == value) for each in coders]


def _disagreements(coders: Sequence[Sequence[Stretch]], length: int) -> tuple[float, float]:
    """D_o and D_e of one value (1995, eq. 6 and 11); 0 and 0 where nobody used it."""
    if not any(coders):
        return 0.0, 0.0
    number = len(coders)
    squares = sum(_distance(a, b, length) for a, b in combinations(coders, 2))
    observed = 2 * squares / (number * (number - 1) * length * length)
    return observed, _expected(coders, length)


def _distance(first: Sequence[Stretch], second: Sequence[Stretch], length: int) -> int:
    """Σ d² over pairs: both ends' distances where units overlap, the whole length where one meets a gap only."""
    squares = sum((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for a in first for b in second if a[0] < b[1] and b[0] < a[1])
    return squares + _lonely(first, second) + _lonely(second, first)


def _lonely(units: Sequence[Stretch], others: Sequence[Stretch]) -> int:
    """Σ L² of the units that lie wholly inside a gap of the other coder."""
    return sum((end - start) ** 2 for start, end in units if not any(b < end and start < e for b, e in others))


def _expected(coders: Sequence[Sequence[Stretch]], length: int) -> float:
    units = [end - start for each in coders for start, end in each]
    gaps = [gap for each in coders for gap in _gaps(each, length)]
    total = sum(
        (len(units) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
        + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
        for size in units
    )
    places = len(coders) * length
    pairs = places * (places - 1) - sum(size * (size - 1) for size in units)
    return 2 * total / (length * pairs) if pairs else 0.0


def _gaps(units: Sequence[Stretch], length: int) -> list[int]:
    borders = [0, *(border for unit in units for border in unit), length]
    return [end - start for start, end in zip(borders[::2], borders[1::2], strict=True) if end > start]
