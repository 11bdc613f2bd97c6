"""Where the edges of a selection come to rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.gui.snapping import pair_at, paragraph_at, whole_words, word_at
from cadrage.gui.text_layout_copy import CopyOffsets, ViewCopy


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


@given(st.lists(st.text(alphabet="abc 制😀。\u0301", max_size=60), max_size=8), st.integers(5, 20))
def test_the_views_copy_has_short_paragraphs_and_every_position_comes_back(paragraphs: list[str], longest: int) -> None:
    text = "\n".join(paragraphs)
    copy = ViewCopy(text, longest)
    assert max(map(len, copy.text.split("\n"))) <= longest
    offsets = CopyOffsets(text, copy.inserted)
    units = copy.text.encode("utf-16-le")
    for position, character in enumerate(text):
        start = offsets.to_qt(position)
        assert offsets.from_qt(start) == position
        shown = units[2 * start :].decode("utf-16-le")[0]
        assert shown == character or (character == " " and shown == "\n")
    assert offsets.to_qt(len(text)) <= len(units) // 2


def test_a_text_of_short_paragraphs_is_its_own_copy() -> None:
    text = "One two.\n\nThree 😀 four.\n" * 400
    copy = ViewCopy(text)
    assert copy.text is text
    assert not copy.inserted


def test_a_paragraph_without_spaces_is_cut_behind_a_stop_and_never_inside_a_character() -> None:
    text = "制裁将会继续。" * 900 + "👨\u200d👩\u200d👧" * 900 + "e\u0301" * 3000
    copy = ViewCopy(text)
    assert text[copy.inserted[0] - 1] == "。"
    assert all(text[place] not in "\u200d\u0301" and text[place - 1] != "\u200d" for place in copy.inserted)
