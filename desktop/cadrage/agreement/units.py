"""From codings to units × coders: per document, how many units have which pattern of coders for one code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cadrage.agreement.axis import Axis, Spans, Units, lay_out
from cadrage.agreement.ratings import NOT_CODED, Bools, Ints, Ratings
from cadrage.core.agreement import CodedDocument, CodeGroup


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """One code's segments (segments,): disjoint within a coder, sorted by coder and start; half-open."""

    coder: Ints
    start: Ints
    end: Ints

    def of(self, coder: int) -> Segments:
        here = self.coder == coder
        return Segments(self.coder[here], self.start[here], self.end[here])


def pattern_counts(documents: Sequence[CodedDocument], group: CodeGroup, coders: Sequence[str]) -> Ratings:
    """Counts (documents, patterns) of one code, over the documents that two or more of `coders` completed.

    A unit holds the code when a coding shares a code point with it; units None: the units are code points.
    """
    by_characters = all(document.units is None for document in documents)
    axis = lay_out(documents, coders, with_units=not by_characters)
    segments = merged(axis.spans.of(group.members))
    return character_ratings(axis, segments) if axis.units is None else unit_ratings(axis, axis.units, segments)


def merged(spans: Spans | Segments) -> Segments:
    """One coder's overlapping spans as one; touching spans stay two segments."""
    if not spans.start.size:
        return Segments(spans.coder, spans.start, spans.end)
    row = spans.coder * (spans.end.max() + 1)
    order = np.argsort(row + spans.start, kind="stable")
    coder, start, end = spans.coder[order], spans.start[order], spans.end[order]
    reach = np.maximum.accumulate((row + spans.end)[order])
    fresh = (row + spans.start)[order][1:] >= reach[:-1]
    heads = np.concatenate([[0], np.flatnonzero(fresh) + 1])
    return Segments(coder[heads], start[heads], np.maximum.reduceat(end, heads))


def character_ratings(axis: Axis, segments: Segments) -> Ratings:
    """Counts (documents, patterns) of code points, by a sweep over the segments' borders."""
    return swept(axis.offsets, axis.complete, segments)


def unit_ratings(axis: Axis, units: Units, segments: Segments) -> Ratings:
    """Counts (documents, patterns) of units: the same sweep, over the numbers of the units held."""
    return swept(units.offsets, axis.complete, holding(axis.least, units, segments))


def holding(least: float, units: Units, segments: Segments) -> Segments:
    """The numbers of the units that hold a coder's segments, as disjoint runs."""
    if least:
        return covering(least, units, segments)
    first = np.searchsorted(units.end, segments.start, side="right").astype(np.int64)
    beyond = np.searchsorted(units.start, segments.end, side="left").astype(np.int64)
    touching = first < beyond
    runs = Segments(segments.coder[touching], first[touching], beyond[touching])
    return merged(runs)


def covering(least: float, units: Units, segments: Segments) -> Segments:
    """The units of which a coder's segments cover at least this share, each a run of its own."""
    first = np.searchsorted(units.end, segments.start, side="right")
    number = np.maximum(np.searchsorted(units.start, segments.end, side="left") - first, 0)
    which = np.repeat(np.arange(len(first)), number)
    unit = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number) + first[which]
    held = np.minimum(units.end[unit], segments.end[which]) - np.maximum(units.start[unit], segments.start[which])
    cells, at = np.unique(segments.coder[which] * len(units.start) + unit, return_inverse=True)
    lengths = np.bincount(at.reshape(-1), weights=held, minlength=len(cells))
    coder, unit = np.divmod(cells, max(len(units.start), 1))
    enough = lengths >= least * (units.end - units.start)[unit]
    return Segments(coder[enough], unit[enough], unit[enough] + 1)


def swept(offsets: Ints, complete: Bools, segments: Segments) -> Ratings:
    """Counts (documents, patterns) of positions, `offsets` (documents + 1,) being the documents' borders.

    Each stretch between two borders carries the set of its coders as bits; positions that no segment covers
    are what is left of each document.
    """
    position = np.concatenate([segments.start, segments.end])
    bit = np.left_shift(1, segments.coder)
    order = np.argsort(position, kind="stable")
    bits = np.cumsum(np.concatenate([bit, -bit])[order])[:-1]
    length = np.diff(position[order])
    covered = (bits != 0) & (length > 0)
    first = position[order][:-1][covered]
    document = np.searchsorted(offsets, first, side="right") - 1
    return tallied(np.diff(offsets), complete, document, bits[covered], length[covered])


def tallied(sizes: Ints, complete: Bools, document: Ints, bits: Ints, length: Ints) -> Ratings:
    """The ratings (documents, patterns) of covered stretches and of the rest of each document's size."""
    number, coders = complete.shape
    rest = sizes - np.bincount(document, weights=length, minlength=number).astype(np.int64)
    who = np.left_shift(complete.astype(np.int64), np.arange(coders)).sum(axis=1)
    document = np.concatenate([document, np.arange(number)])
    present = np.concatenate([bits, np.zeros(number, dtype=np.int64)])
    length = np.concatenate([length, rest])
    patterns, which = np.unique(np.column_stack([who[document], present]), axis=0, return_inverse=True)
    cell = document * len(patterns) + which.reshape(-1)
    counts = np.bincount(cell, weights=length, minlength=number * len(patterns)).astype(np.int64)
    columns = np.arange(coders)
    finished, coded = ((patterns[:, [side]] >> columns) & 1 for side in (0, 1))
    values = np.where(finished == 1, coded, NOT_CODED)
    return Ratings(values, counts.reshape(number, len(patterns)), 2, presence=True)
