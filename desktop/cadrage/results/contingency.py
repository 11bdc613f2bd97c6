"""Tests of tables of counts, by their definitions: χ², Cramér's V, Fisher's exact test, Holm's correction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Table = Sequence[Sequence[int]]

_SAME = 1 + 1e-7  # tables as probable as the one observed, but for rounding


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Pearson's test: `expected` has the shape of the table; V and its form without bias are None for n = 0."""

    statistic: float
    df: int
    p: float
    n: int
    expected: tuple[tuple[float, ...], ...]
    cramers_v: float
    corrected_v: float | None


def chi_square(table: Table) -> ChiSquare:
    """Pearson's χ² without continuity correction, of a table whose rows and columns all hold something.

    Pearson (1900), Philosophical Magazine 50: 157–175. Raises ValueError for an empty row or column, or only one.
    """
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    if len(rows) < 2 or len(columns) < 2 or not all(rows) or not all(columns):
        raise ValueError("χ² needs two rows and two columns, each of which holds something")
    n = sum(rows)
    expected = tuple(tuple(row * column / n for column in columns) for row in rows)
    cells = (
        (seen, due) for line, dues in zip(table, expected, strict=True) for seen, due in zip(line, dues, strict=True)
    )
    statistic = math.fsum((seen - due) ** 2 / due for seen, due in cells)
    df = (len(rows) - 1) * (len(columns) - 1)
    v, corrected = _association(statistic, n, len(rows), len(columns))
    return ChiSquare(statistic, df, chi_square_above(statistic, df), n, expected, v, corrected)


def _association(statistic: float, n: int, rows: int, columns: int) -> tuple[float, float | None]:
    """Cramér (1946), Mathematical Methods of Statistics, p. 282, and Bergsma (2013), A bias-correction for Cramér's V
    and Tschuprow's T, Journal of the Korean Statistical Society 42(3): 323–328, equations 3–5."""
    v = math.sqrt(min(statistic / (n * (min(rows, columns) - 1)), 1.0))
    if n < 2:
        return v, None
    phi = max(0.0, statistic / n - (rows - 1) * (columns - 1) / (n - 1))
    most = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return v, math.sqrt(phi / most) if most > 0 else None


def chi_square_above(statistic: float, df: int) -> float:
    """The probability of a larger χ² with df degrees of freedom.

    Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.4.4 (odd) and 26.4.5 (even); all terms are
    positive, each is computed from its logarithm.
    """
    if statistic <= 0:
        return 1.0
    half = statistic / 2
    if df % 2:
        terms = (math.exp((j + 0.5) * math.log(half) - math.lgamma(j + 1.5) - half) for j in range((df - 1) // 2))
        return min(1.0, math.erfc(math.sqrt(half)) + math.fsum(terms))
    terms = (math.exp(j * math.log(half) - math.lgamma(j + 1) - half) for j in range(df // 2))
    return min(1.0, math.fsum(terms))


def fisher_exact(table: Table) -> float:
    """The two-sided p of a 2 × 2 table: all tables with its margins that are no more probable than it.

    Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical Society 98(1): 39–82.
    """
    (a, b), (c, d) = table
    row, column, n = a + b, a + c, a + b + c + d
    fewest, most = max(0, row + column - n), min(row, column)
    logs = [_log_choose(row, x) + _log_choose(n - row, column - x) for x in range(fewest, most + 1)]
    observed = logs[a - fewest] + math.log(_SAME)
    whole = _log_choose(n, column)
    return min(1.0, math.fsum(math.exp(each - whole) for each in logs if each <= observed))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def holm(values: Sequence[float]) -> list[float]:
    """Probabilities of several tests, adjusted so that one false alarm among all is as rare as it seems.

    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6(2):
    65–70.
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    adjusted = [0.0] * len(values)
    highest = 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(values) - rank) * values[at]))
        adjusted[at] = highest
    return adjusted


def too_few(expected: Sequence[Sequence[float]]) -> str:
    """Why χ² cannot be trusted with these expected counts; empty where it can.

    Cochran (1954), Some methods for strengthening the common χ² tests, Biometrics 10(4): 417–451.
    """
    cells = [each for row in expected for each in row]
    small = sum(each < 5 for each in cells)
    if min(cells) >= 1 and small <= len(cells) / 5:
        return ""
    return (
        f"{small} of {len(cells)} expected counts are below 5 and the smallest is {min(cells):.1f}: χ² is not reliable"
        " (Cochran's rule: at most a fifth below 5, none below 1)."
    )
