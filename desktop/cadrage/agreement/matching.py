"""F1 of spans: how many of one coder's spans have a partner among another's, per document and over pairs."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from cadrage.agreement.axis import Axis
from cadrage.agreement.formulas import quotient
from cadrage.agreement.ratings import Floats, Ints
from cadrage.agreement.units import Segments

THRESHOLD = 0.5


def span_matches(axis: Axis, segments: Segments, threshold: float = THRESHOLD) -> tuple[Ints, Ints]:
    """Per document (documents, 2): twice the matched pairs, and the spans that could have been matched.

    First for exactly equal spans, then for spans whose intersection is at least `threshold` of their union.
    Summed over coder pairs, in documents that both completed.
    """
    exact, overlap = (np.zeros((axis.documents, 2), dtype=np.int64) for _ in range(2))
    per_coder = [segments.of(coder) for coder in range(axis.complete.shape[1])]
    places = [np.searchsorted(axis.offsets, each.start, side="right") - 1 for each in per_coder]
    for first, second in combinations(range(len(per_coder)), 2):
        a, b = per_coder[first], per_coder[second]
        seen = np.bincount(places[first][axis.complete[places[first], second]], minlength=axis.documents)
        seen += np.bincount(places[second][axis.complete[places[second], first]], minlength=axis.documents)
        equal = equal_spans(a, b)
        near = overlapping_spans(a, b, threshold)
        for table, matched in ((exact, equal), (overlap, near)):
            table[:, 0] += 2 * np.bincount(places[first][matched], minlength=axis.documents)
            table[:, 1] += seen
    return exact, overlap


def f1(matches: Ints) -> Floats:
    """2·matched/(n_i + n_j) of (…, 2) sums, NaN where there are no spans."""
    return quotient(matches[..., 0].astype(np.float64), matches[..., 1].astype(np.float64))


def equal_spans(a: Segments, b: Segments) -> Ints:
    """Which of a's segments (indices) stand exactly so in b."""
    _, mine, theirs = np.intersect1d(a.start, b.start, assume_unique=True, return_indices=True)
    equal: Ints = mine[a.end[mine] == b.end[theirs]]
    return equal


def overlapping_spans(a: Segments, b: Segments, threshold: float) -> Ints:
    """Which of a's segments (indices) find a partner in b: largest intersection first, each used once."""
    first = np.searchsorted(b.end, a.start, side="right")
    number = np.maximum(np.searchsorted(b.start, a.end, side="left") - first, 0)
    mine = np.repeat(np.arange(len(a.start)), number)
    theirs = np.arange(len(mine)) - np.repeat(np.cumsum(number) - number, number) + first[mine]
    common = np.minimum(a.end[mine], b.end[theirs]) - np.maximum(a.start[mine], b.start[theirs])
    union = np.maximum(a.end[mine], b.end[theirs]) - np.minimum(a.start[mine], b.start[theirs])
    close = common >= threshold * union
    return one_to_one(mine[close], theirs[close], common[close])


def one_to_one(mine: Ints, theirs: Ints, common: Ints) -> Ints:
    """The `mine` of a greedy matching, larger intersections before smaller, earlier before later."""
    if len(np.unique(mine)) == len(mine) and len(np.unique(theirs)) == len(theirs):
        return mine
    taken: set[int] = set()
    matched: dict[int, int] = {}
    for pair in np.argsort(-common, kind="stable").tolist():
        left, right = int(mine[pair]), int(theirs[pair])
        if left not in matched and right not in taken:
            matched[left] = right
            taken.add(right)
    return np.array(sorted(matched), dtype=np.int64)
