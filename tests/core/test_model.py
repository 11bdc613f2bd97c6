"""Values that cannot be built wrong."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.agreement import Coefficient
from cadrage.core.model import Change, Span

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 40))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 0), (-2, -1)])
def test_a_span_needs_a_start_before_its_end(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(start, end)


def test_a_span_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(1, 2).start = 0  # type: ignore[misc]


@given(SPANS, SPANS)
def test_spans_overlap_where_they_share_a_position(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


@given(SPANS, st.integers(0, 90))
def test_a_span_holds_its_start_and_not_its_end(span: Span, position: int) -> None:
    assert span.holds(position) == (position in range(span.start, span.end))
    assert len(span) == len(range(span.start, span.end))


def test_a_quotation_is_sliced_from_the_text() -> None:
    assert Span(2, 7).quotation("a\u00a0talks in London") == "talks"


def test_a_change_names_its_rows() -> None:
    change = Change("Apply", frozenset({("coding", 1), ("coding", 2), ("status", 1)}))
    assert change.ids("coding") == {1, 2}
    assert change.touches("memo", "status")
    assert not change.touches("memo")


def test_a_coefficient_has_a_value_or_a_reason() -> None:
    assert Coefficient(0.0).undefined is None
    assert Coefficient.missing("nobody used this code").value is None
    with pytest.raises(ValueError, match="either a value or a reason"):
        Coefficient(None)
    with pytest.raises(ValueError, match="either a value or a reason"):
        Coefficient(0.5, undefined="nobody used this code")
