"""Codes that exclude each other as one variable, and attributes on codings that match, by plain counting."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest

from cadrage.agreement import coefficients, weights
from cadrage.agreement.axis import lay_out
from cadrage.agreement.groups import Valued, group_pieces, matched_values, nominal_ratings
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.model import Span

CODERS = ("A", "B", "C")
GROUPS = [CodeGroup(code, str(code), str(code), frozenset({code})) for code in (1, 2, 3)]


def drawn(seed: int, *, units: bool) -> list[CodedDocument]:
    draw = random.Random(seed)
    found = []
    for number in range(4):
        length = draw.randint(10, 60)
        borders = sorted({0, length, *(draw.randrange(1, length) for _ in range(4))})
        spans: dict[tuple[str, int], tuple[Span, ...]] = {}
        for coder in CODERS:
            ends = sorted(draw.sample(range(length), 4))
            for start, end in zip(ends[::2], ends[1::2], strict=True):
                key = (coder, draw.randint(1, 3))
                spans[key] = (*spans.get(key, ()), Span(start, end))
        present = frozenset(coder for coder in CODERS if draw.random() < 0.8)
        cut = tuple(pairwise(borders)) if units else None
        found.append(CodedDocument(number, "", length, cut, present, spans))
    return found


def counted(documents: list[CodedDocument]) -> dict[tuple[int, ...], int]:
    """Rows of categories (−1 not there, 0 none) with their numbers, unit by unit."""
    rows: dict[tuple[int, ...], int] = {}
    for document in documents:
        if len(document.coders) < 2:
            continue
        units = document.units or tuple((at, at + 1) for at in range(document.length))
        for start, end in units:
            row = tuple(held(document, coder, start, end) if coder in document.coders else -1 for coder in CODERS)
            rows[row] = rows.get(row, 0) + 1
    return rows


def held(document: CodedDocument, coder: str, start: int, end: int) -> int:
    """The code with most of the unit, the first of equal ones; 0 where there is none."""
    lengths = {
        code: sum(max(min(end, span.end) - max(start, span.start), 0) for span in document.spans.get((coder, code), ()))
        for code in (1, 2, 3)
    }
    best = max(lengths, key=lambda code: lengths[code])
    return best if lengths[best] else 0


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("units", [True, False])
def test_the_variable_is_what_looking_at_every_unit_gives(seed: int, units: bool) -> None:
    documents = drawn(seed, units=units)
    axis = lay_out(documents, CODERS, with_units=units)
    chosen = nominal_ratings(axis, GROUPS)
    total = chosen.ratings.total()
    found = {
        tuple(row): int(number)
        for row, number in zip(total.values.tolist(), total.counts.tolist(), strict=True)
        if number
    }
    assert found == counted(documents)


def test_two_codes_of_one_coder_on_one_unit_are_counted_and_the_larger_stands() -> None:
    spans = {("A", 1): (Span(0, 2),), ("A", 2): (Span(2, 10),), ("B", 2): (Span(0, 10),)}
    document = CodedDocument(1, "", 10, ((0, 10),), frozenset("AB"), spans)
    chosen = nominal_ratings(lay_out([document], ("A", "B"), with_units=True), GROUPS)
    assert chosen.several == 1
    assert coefficients.percent_agreement(chosen.ratings.total()).value == 1


def test_the_pieces_are_each_coders_segments_in_their_document() -> None:
    spans = {("A", 1): (Span(0, 4), Span(4, 6)), ("B", 2): (Span(1, 3),)}
    documents = [CodedDocument(number, "", 10, None, frozenset("AB"), spans) for number in (1, 2)]
    axis = lay_out(documents, ("A", "B"), with_units=False)
    assert group_pieces(axis, GROUPS) == [([[(0, 4, 1), (4, 6, 1)], [(1, 3, 2)]], 10)] * 2


def test_an_attribute_counts_where_codings_match_one_to_one() -> None:
    codings = [
        Valued(1, "A", 1, Span(0, 10), "weak"),
        Valued(1, "B", 1, Span(1, 10), "strong"),
        Valued(1, "A", 1, Span(20, 30), "weak"),
        Valued(1, "B", 1, Span(29, 60), "weak"),
        Valued(2, "A", 1, Span(0, 10), "strong"),
        Valued(2, "B", 1, Span(0, 10), "strong"),
        Valued(2, "B", 2, Span(0, 10), "weak"),
        Valued(3, "A", 1, Span(0, 10), "weak"),
        Valued(3, "B", 1, Span(0, 10), None),
    ]
    ratings, documents = matched_values(codings, ("A", "B"), ("weak", "middling", "strong"))
    assert documents == (1, 2, 3)
    rows = dict(zip(map(tuple, ratings.values.tolist()), ratings.total().counts.tolist(), strict=True))
    assert rows == {(0, 2): 1, (2, 2): 1, (0, -1): 1}
    alpha = coefficients.krippendorff_alpha(ratings.total(), weights.ordinal)
    assert alpha.value is not None
    assert not np.isnan(alpha.value)
