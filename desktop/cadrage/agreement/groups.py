"""Codes that exclude each other as one nominal variable, and what coders noted on codings that match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from cadrage.agreement.axis import Axis
from cadrage.agreement.disagreements import alike
from cadrage.agreement.ratings import NOT_CODED, Ints, Ratings
from cadrage.agreement.unitizing import Piece
from cadrage.agreement.units import Segments, merged
from cadrage.core.agreement import CodeGroup
from cadrage.core.model import Span

NONE = 0
"""The category of a unit on which a coder put none of the codes; the codes count from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Ratings (documents, patterns) of one nominal variable; `several`: units (code points where they are the
    units) on which a coder put more than one of the codes, the one with more of the unit counting."""

    ratings: Ratings
    several: int


def nominal_ratings(axis: Axis, groups: Sequence[CodeGroup]) -> Chosen:
    """Which of `groups` each coder put on each unit of the axis."""
    runs = [merged(axis.spans.of(group.members)) for group in groups]
    start, end = _units(axis, runs)
    coders = axis.complete.shape[1]
    longest, category = (np.zeros((len(start), coders), dtype=np.int64) for _ in range(2))
    several = np.zeros(len(start), dtype=np.bool_)
    for number, segments in enumerate(runs, start=1):
        lengths = _lengths(segments, start, end, coders)
        if axis.units is not None:
            lengths[lengths < axis.least * (end - start)[:, None]] = 0
        several |= ((lengths > 0) & (longest > 0)).any(axis=1)
        larger = lengths > longest
        category[larger] = number
        longest = np.maximum(longest, lengths)
    weights = end - start if axis.units is None else np.ones(len(start), dtype=np.int64)
    return Chosen(_ratings(axis, start, category, weights, len(groups) + 1), int(weights[several].sum()))


def _units(axis: Axis, runs: Sequence[Segments]) -> tuple[Ints, Ints]:
    """The units; where code points are, the stretches between all borders, which no code divides."""
    if axis.units is not None:
        return axis.units.start, axis.units.end
    borders = np.unique(np.concatenate([axis.offsets, *(np.concatenate([each.start, each.end]) for each in runs)]))
    return borders[:-1], borders[1:]


def _lengths(segments: Segments, start: Ints, end: Ints, coders: int) -> Ints:
    """How much of each unit each coder's segments hold, (units, coders)."""
    found = np.zeros((len(start), coders), dtype=np.int64)
    first = np.searchsorted(end, segments.start, side="right")
    number = np.maximum(np.searchsorted(start, segments.end, side="left") - first, 0)
    which = np.repeat(np.arange(len(first)), number)
    unit = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number) + first[which]
    held = np.minimum(end[unit], segments.end[which]) - np.maximum(start[unit], segments.start[which])
    np.add.at(found, (unit, segments.coder[which]), np.maximum(held, 0))
    return found


def _ratings(axis: Axis, start: Ints, category: Ints, weights: Ints, categories: int) -> Ratings:
    document = np.searchsorted(axis.offsets, start, side="right") - 1
    values = np.where(axis.complete[document], category, NOT_CODED)
    patterns, which = np.unique(values, axis=0, return_inverse=True)
    counts = np.zeros((axis.documents, len(patterns)), dtype=np.int64)
    np.add.at(counts, (document, which.reshape(-1)), weights)
    return Ratings(patterns.reshape(len(patterns), axis.complete.shape[1]), counts, categories)


def group_pieces(axis: Axis, groups: Sequence[CodeGroup]) -> list[tuple[list[list[Piece]], int]]:
    """Per document the segments of the coders who completed it, and its length: for the unitizing family."""
    found: list[list[list[Piece]]] = [[[] for _ in range(axis.complete.shape[1])] for _ in range(axis.documents)]
    for number, group in enumerate(groups, start=1):
        segments = merged(axis.spans.of(group.members))
        document = np.searchsorted(axis.offsets, segments.start, side="right") - 1
        place = axis.offsets[document]
        rows = zip(document, segments.coder, segments.start - place, segments.end - place, strict=True)
        for here, coder, start, end in rows:
            found[int(here)][int(coder)].append((int(start), int(end), number))
    lengths = np.diff(axis.offsets).tolist()
    return [
        ([sorted(mine) for mine, complete in zip(each, axis.complete[here], strict=True) if complete], lengths[here])
        for here, each in enumerate(found)
    ]


@dataclass(frozen=True, slots=True)
class Valued:
    """One coding with what its coder noted on it (None: nothing), in one document."""

    document: int
    coder: str
    code: int
    span: Span
    value: str | None


def matched_values(
    codings: Iterable[Valued], coders: Sequence[str], values: Sequence[str]
) -> tuple[Ratings, tuple[int, ...]]:
    """An attribute on matching codings: one unit for each passage on which two or more coders put the same code.

    Codings of one code that overlap are a passage; it counts where each coder has one coding in it and all of them
    share at least half of their union with the longest. Returns the ratings (documents, patterns) over `values` in
    their order, and the documents of the leading axis.
    """
    place = {value: number for number, value in enumerate(values)}
    column = {coder: number for number, coder in enumerate(coders)}
    by_code: dict[tuple[int, int], list[Valued]] = defaultdict(list)
    for coding in codings:
        if coding.coder in column:
            by_code[coding.document, coding.code].append(coding)
    documents = sorted({document for document, _ in by_code})
    rows: list[list[int]] = []
    where: list[int] = []
    for (document, _), listed in sorted(by_code.items()):
        for passage in _passages(listed):
            if _matching(passage):
                row = [NOT_CODED] * len(coders)
                for coding in passage:
                    row[column[coding.coder]] = place.get(coding.value or "", NOT_CODED)
                rows.append(row)
                where.append(documents.index(document))
    return tallied_rows(rows, where, len(documents), len(coders), len(values)), tuple(documents)


def _passages(codings: list[Valued]) -> list[list[Valued]]:
    found: list[list[Valued]] = []
    end = -1
    for coding in sorted(codings, key=lambda coding: (coding.span, coding.coder)):
        if found and coding.span.start < end:
            found[-1].append(coding)
            end = max(end, coding.span.end)
        else:
            found.append([coding])
            end = coding.span.end
    return found


def _matching(passage: list[Valued]) -> bool:
    coders = [coding.coder for coding in passage]
    longest = max((coding.span for coding in passage), key=len)
    several = len(coders) >= 2 and len(set(coders)) == len(coders)
    return several and all(alike(coding.span, longest) for coding in passage)


def tallied_rows(rows: list[list[int]], where: list[int], documents: int, coders: int, categories: int) -> Ratings:
    """Ratings (documents, patterns) of rows of categories, each of the document at its place in `where`."""
    values = np.array(rows, dtype=np.int64).reshape(len(rows), coders)
    patterns, which = np.unique(values, axis=0, return_inverse=True)
    counts = np.zeros((documents, len(patterns)), dtype=np.int64)
    np.add.at(counts, (np.array(where, dtype=np.int64), which.reshape(-1)), 1)
    return Ratings(patterns.reshape(len(patterns), coders), counts, max(categories, 1))
