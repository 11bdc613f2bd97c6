"""Each unit by itself: which of them hold a code for a coder, by the rules that agreement counts them with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from cadrage.agreement.axis import Axis, Units, lay_out, shift_of, unit_bounds
from cadrage.agreement.ratings import Ints
from cadrage.agreement.units import Segments, holding, merged
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.coded_units import CodedUnits, UnitsOfDocument


def coded_units(
    documents: Sequence[CodedDocument],
    codes: Sequence[CodeGroup],
    coders: Sequence[str],
    unit: str,
    *,
    round: str = "",
    least: float = 0.0,
) -> CodedUnits:
    """The units of the documents that any of `coders` completed; documents need units, not code points.

    Those of documents that two or more completed are the units that `compare` counts.
    """
    coders = tuple(dict.fromkeys(coders))
    kept = [document for document in documents if document.coders.intersection(coders)]
    axis = lay_out(kept, coders, with_units=True, least=least, fewest=1)
    assert axis.units is not None
    held: dict[tuple[str, int], tuple[int, ...]] = {}
    for group in codes:
        places = _places(axis, axis.units, group)
        held.update({(coders[column], group.id): found for column, found in places})
    return CodedUnits(unit, least, round, coders, tuple(codes), tuple(_left(kept, coders)), held)


def _places(axis: Axis, units: Units, group: CodeGroup) -> Iterator[tuple[int, tuple[int, ...]]]:
    """By column of coders the units that hold the code, ascending."""
    runs = holding(axis.least, units, merged(axis.spans.of(group.members)))
    for column in np.unique(runs.coder).tolist():
        yield column, tuple(np.sort(_numbers(runs.of(column))).tolist())


def _numbers(runs: Segments) -> Ints:
    """Every number in disjoint runs of numbers."""
    length = runs.end - runs.start
    before = np.cumsum(length) - length
    return np.asarray(np.arange(length.sum()) + np.repeat(runs.start - before, length), dtype=np.int64)


def _left(documents: Sequence[CodedDocument], coders: Sequence[str]) -> Iterator[UnitsOfDocument]:
    """The units of each document that are not wholly inside excluded regions."""
    lengths = np.array([document.length for document in documents], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    bounds, sizes = unit_bounds(documents, offsets, shift_of(documents, offsets))
    left = bounds[:, 0] < bounds[:, 1]
    first = 0
    for document, size in zip(documents, sizes.tolist(), strict=True):
        assert document.units is not None
        here = np.flatnonzero(left[first : first + size]).tolist()
        first += size
        yield UnitsOfDocument(
            document.document,
            document.coders.intersection(coders),
            tuple(place + 1 for place in here),
            tuple(document.units[place] for place in here),
        )
