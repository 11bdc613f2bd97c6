"""Where the edges of a selection come to rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.gui.snapping import pair_at, paragraph_at, whole_words, word_at
from cadrage.gui.text_layout import cut_long_paragraphs


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("the well-known man", "ell-kn", "well-known"),
        ("l’Ukraine n’est pas", "krai", "l’Ukraine"),
        ("said “yes” twice", "“ye", "“yes”"[:4]),
        (" costs, ", "ost", "costs"),
        ("नमस्ते दुनिया", "मस्", "नमस्ते"),
        ("制裁将会继续", "将会", "将会"),
        ("كتابٌ جديد", "تاب", "كتابٌ"),
        ("end. Next", ". N", ". Next"),
    ],
)
def test_edges_snap_to_whole_words(text: str, part: str, expected: str) -> None:
    start = text.index(part)
    found = whole_words(text, start, start + len(part))
    assert found is not None
    assert text[found[0] : found[1]] == expected


@given(st.text(alphabet="ab -’.\n\t😀é", max_size=30), st.integers(0, 30), st.integers(1, 30))
def test_snapping_twice_is_snapping_once(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    once = whole_words(text, start, end)
    if once is None:
        assert not text[start:end].strip()
    else:
        assert whole_words(text, *once) == once
        assert not text[once[0]].isspace()
        assert not text[once[1] - 1].isspace()


def test_a_caret_behind_a_word_belongs_to_it() -> None:
    assert word_at("one two", 3) == (0, 3)
    assert word_at("one two", 4) == (4, 7)
    assert word_at("one  two", 4) is None
    assert word_at("", 0) is None


def test_paragraphs_and_pairs_hold_their_positions() -> None:
    assert paragraph_at("one\n  two words \nthree", 9) == (6, 15)
    assert paragraph_at("one\n\nthree", 4) is None
    assert pair_at([(0, 3), (5, 9)], 5) == (5, 9)
    assert pair_at([(0, 3), (5, 9)], 4) is None


@given(st.lists(st.text(alphabet="abc ", max_size=60), max_size=8), st.integers(5, 20))
def test_cutting_long_paragraphs_moves_no_position(paragraphs: list[str], longest: int) -> None:
    text = "\n".join(paragraphs)
    cut = cut_long_paragraphs(text, longest)
    assert len(cut) == len(text)
    assert all(new == old or (old == " " and new == "\n") for new, old in zip(cut, text, strict=True))
