"""Small coded documents drawn at random, and the plain counting that agreement must come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from cadrage.agreement.ratings import Ratings
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.model import Span

CODERS = ("ann", "ben", "cid")
MOST = 24

GROUP = CodeGroup(1, "FRAME", "FRAME", frozenset({1, 2}))
"""A code with one sub-code; code 3 does not belong to it."""


def group(label: str, *members: int) -> CodeGroup:
    return CodeGroup(members[0], label, label, frozenset(members))


def document(
    length: int,
    spans: dict[tuple[str, int], Sequence[tuple[int, int]]],
    *,
    number: int = 1,
    coders: Sequence[str] = CODERS[:2],
    units: Sequence[tuple[int, int]] | None = None,
    excluded: Sequence[tuple[int, int]] = (),
) -> CodedDocument:
    """A document from plain pairs of positions."""
    return CodedDocument(
        number,
        f"Document {number}",
        length,
        None if units is None else tuple(units),
        frozenset(coders),
        {key: tuple(sorted(Span(*pair) for pair in pairs)) for key, pairs in spans.items()},
        tuple(sorted(Span(*pair) for pair in excluded)),
    )


@st.composite
def pairs(draw: st.DrawFn, most: int) -> tuple[int, int]:
    start = draw(st.integers(0, MOST - 1))
    return start, draw(st.integers(start + 1, min(MOST, start + most)))


@st.composite
def coded_documents(draw: st.DrawFn, *, with_units: bool) -> CodedDocument:
    """Any coders complete, overlapping spans and regions, units with gaps between them."""
    keys = st.tuples(st.sampled_from(CODERS), st.integers(1, 3))
    spans = draw(st.dictionaries(keys, st.lists(pairs(10), min_size=1, max_size=3), max_size=6))
    borders = sorted(draw(st.sets(st.integers(0, MOST), max_size=8)))
    units = [pair for pair in pairwise(borders) if draw(st.booleans())]
    return document(
        MOST,
        spans,
        coders=sorted(draw(st.sets(st.sampled_from(CODERS)))),
        units=units if with_units else None,
        excluded=draw(st.lists(pairs(6), max_size=2)),
    )


def comparable(documents: Sequence[CodedDocument], coders: Sequence[str]) -> list[CodedDocument]:
    return [each for each in documents if len(each.coders & set(coders)) >= 2]


def kept_positions(coded: CodedDocument) -> list[int]:
    """The code points that are not excluded."""
    return [at for at in range(coded.length) if not any(region.holds(at) for region in coded.excluded)]


def covered(coded: CodedDocument, coder: str) -> list[bool]:
    """Per code point left: does the coder's code (GROUP) stand there?"""
    own = [span for code in GROUP.members for span in coded.spans.get((coder, code), ())]
    return [any(span.holds(at) for span in own) for at in kept_positions(coded)]


def segments(coded: CodedDocument, coder: str) -> list[tuple[int, int]]:
    """The coder's spans of GROUP on the text without excluded regions, overlapping ones merged."""
    kept = kept_positions(coded)
    own = sorted(span for code in GROUP.members for span in coded.spans.get((coder, code), ()))
    cut = [(sum(at < span.start for at in kept), sum(at < span.end for at in kept)) for span in own]
    result: list[tuple[int, int]] = []
    for start, end in sorted(pair for pair in cut if pair[0] < pair[1]):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def counted_characters(coded: CodedDocument, coders: Sequence[str]) -> Counter[tuple[int, ...]]:
    """Pattern → code points, by looking at each of them."""
    columns = [
        covered(coded, coder) if coder in coded.coders else [-1] * len(kept_positions(coded)) for coder in coders
    ]
    return Counter(tuple(int(value) for value in row) for row in zip(*columns, strict=True))


def held(inside: Sequence[bool], least: float) -> int:
    return int(any(inside) and sum(inside) >= least * len(inside))


def counted_units(coded: CodedDocument, coders: Sequence[str], least: float = 0.0) -> Counter[tuple[int, ...]]:
    """Pattern → units, by looking at each code point of each unit; `least`: the share that must be coded."""
    kept = kept_positions(coded)
    result: Counter[tuple[int, ...]] = Counter()
    for start, end in coded.units or ():
        inside = [index for index, at in enumerate(kept) if start <= at < end]
        if inside:
            columns = {coder: covered(coded, coder) for coder in coders}
            result[
                tuple(
                    held([columns[coder][index] for index in inside], least) if coder in coded.coders else -1
                    for coder in coders
                )
            ] += 1
    return result


def as_counter(ratings: Ratings, row: int) -> Counter[tuple[int, ...]]:
    """One document's pattern counts, without the patterns that do not occur in it."""
    counted = zip(ratings.values.tolist(), ratings.counts[row].tolist(), strict=True)
    return Counter({tuple(values): count for values, count in counted if count})
