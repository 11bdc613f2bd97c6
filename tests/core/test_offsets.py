"""Code points against UTF-16 units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.model import Span
from cadrage.core.offsets import Offsets

TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("\U0001f600\U00010000\U0010ffff\uffff"), max_size=60)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_position_is_its_utf_16_position_in_qt_and_comes_back(text: str) -> None:
    offsets = Offsets(text)
    for position in range(len(text) + 1):
        there = offsets.to_qt(position)
        assert there == utf16_length(text[:position])
        assert offsets.from_qt(there) == position


@given(TEXTS)
def test_a_position_between_the_halves_of_a_pair_is_the_start_of_its_character(text: str) -> None:
    offsets = Offsets(text)
    for position, character in enumerate(text):
        if ord(character) > 0xFFFF:
            assert offsets.from_qt(offsets.to_qt(position) + 1) == position


def test_a_span_from_qt_is_in_code_points() -> None:
    assert Offsets("😀 talks 😀").span_from_qt(3, 8) == Span(2, 7)


def test_a_span_that_shrinks_to_nothing_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="start < end"):
        Offsets("😀").span_from_qt(0, 1)
