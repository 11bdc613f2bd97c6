"""All comparable documents laid end to end on one axis of code points, without what is excluded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from cadrage.agreement.ratings import Bools, Ints
from cadrage.core.agreement import CodedDocument
from cadrage.core.model import Span

MOST_CODERS = 60
"""Patterns of coders are kept as bits of one integer."""


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Spans as columns (spans,): coder column, code id, half-open positions on the axis."""

    coder: Ints
    code: Ints
    start: Ints
    end: Ints

    def of(self, codes: Iterable[int]) -> Spans:
        """Those of the given codes."""
        here = np.isin(self.code, list(codes))
        return Spans(self.coder[here], self.code[here], self.start[here], self.end[here])


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units on the axis, ascending: `start`, `end` (units,); document d holds offsets[d] … offsets[d+1]."""

    start: Ints
    end: Ints
    offsets: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """`offsets` (documents + 1,): where each document starts; `complete` (documents, coders): who finished
    it; `spans`: of these coders only; `units`: None where code points are the only units; `least`: the share of a
    unit that a coder's codings must cover for it to hold the code, 0 where one code point is enough."""

    offsets: Ints
    complete: Bools
    spans: Spans
    units: Units | None
    least: float = 0.0

    @property
    def documents(self) -> int:
        return len(self.complete)


@dataclass(frozen=True, slots=True, eq=False)
class Shift:
    """Positions in the whole texts laid end to end → positions without the excluded regions.

    `start`, `end` (regions,): disjoint and ascending; `removed` (regions + 1,): code points before each.
    """

    start: Ints
    end: Ints
    removed: Ints

    def __call__(self, positions: Ints) -> Ints:
        if not self.start.size:
            return positions
        before = np.searchsorted(self.start, positions, side="right")
        last = np.maximum(before - 1, 0)
        inside = np.minimum(positions, self.end[last]) - self.start[last]
        return positions - np.where(before > 0, self.removed[last] + inside, 0)


def lay_out(
    documents: Sequence[CodedDocument],
    coders: Sequence[str],
    *,
    with_units: bool,
    least: float = 0.0,
    fewest: int = 2,
) -> Axis:
    """The documents that at least `fewest` of `coders` completed, with the spans of those who completed them.

    Raises ValueError for more than 60 coders and, if units are asked for, for a document without units.
    """
    if len(coders) > MOST_CODERS:
        raise ValueError(f"at most {MOST_CODERS} coders can be compared at once")
    kept = [document for document in documents if len(document.coders.intersection(coders)) >= fewest]
    lengths = np.array([document.length for document in kept], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    shift = shift_of(kept, offsets)
    complete = [[coder in document.coders for coder in coders] for document in kept]
    return Axis(
        shift(offsets),
        np.array(complete, dtype=np.bool_).reshape(len(kept), len(coders)),
        spans_of(kept, coders, offsets, shift),
        units_of(kept, offsets, shift) if with_units else None,
        least,
    )


def shift_of(documents: Sequence[CodedDocument], offsets: Ints) -> Shift:
    """What the excluded regions of all documents take away, overlapping regions counted once."""
    start: list[int] = []
    end: list[int] = []
    for document, offset in zip(documents, offsets.tolist(), strict=False):
        for region in sorted(document.excluded):
            first = max(region.start + offset, end[-1] if end else 0)
            last = min(region.end, document.length) + offset
            if first < last:
                start.append(first)
                end.append(last)
    starts, ends = np.array(start, dtype=np.int64), np.array(end, dtype=np.int64)
    return Shift(starts, ends, np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.int64))


def spans_of(documents: Sequence[CodedDocument], coders: Sequence[str], offsets: Ints, shift: Shift) -> Spans:
    """The spans that count, on the axis; those wholly in excluded regions are left out."""
    columns = {coder: column for column, coder in enumerate(coders)}
    rows: list[tuple[int, int, int, int]] = []
    for document, offset in zip(documents, offsets.tolist(), strict=False):
        for (coder, code), spans in document.spans.items():
            if coder in columns and coder in document.coders:
                column = columns[coder]
                rows.extend((column, code, *placed(span, offset, document.length)) for span in spans)
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 4)
    start, end = shift(table[:, 2]), shift(table[:, 3])
    left = start < end
    return Spans(table[left, 0], table[left, 1], start[left], end[left])


def placed(span: Span, offset: int, length: int) -> tuple[int, int]:
    """The span's positions among all texts, cut to its own text."""
    return min(span.start, length) + offset, min(span.end, length) + offset


def units_of(documents: Sequence[CodedDocument], offsets: Ints, shift: Shift) -> Units:
    """The units of all documents on the axis; a unit wholly inside excluded regions is dropped."""
    bounds, numbers = unit_bounds(documents, offsets, shift)
    left = bounds[:, 0] < bounds[:, 1]
    document_of = np.repeat(np.arange(len(numbers)), numbers)[left]
    per_document = np.bincount(document_of, minlength=len(numbers))
    ends = np.concatenate([[0], np.cumsum(per_document)]).astype(np.int64)
    return Units(bounds[left, 0], bounds[left, 1], ends)


def unit_bounds(documents: Sequence[CodedDocument], offsets: Ints, shift: Shift) -> tuple[Ints, Ints]:
    """Start and end (units, 2) on the axis, those inside excluded regions being empty; how many each document has."""
    tables = []
    for document, offset in zip(documents, offsets.tolist(), strict=False):
        if document.units is None:
            raise ValueError(f"document {document.document} has no units")
        flat = np.fromiter(chain.from_iterable(document.units), np.int64, 2 * len(document.units))
        tables.append(np.minimum(flat, document.length) + offset)
    numbers = np.array([len(table) // 2 for table in tables], dtype=np.int64)
    return shift(np.concatenate([*tables, np.empty(0, dtype=np.int64)]).reshape(-1, 2)), numbers
