"""Paragraphs, sentences and tokens as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.language.segments import UNITS, split, split_many


def pieces(text: str, unit: str) -> list[str]:
    return [text[start:end] for start, end in split(text, unit).boundaries]


def test_a_line_end_ends_a_sentence() -> None:
    assert pieces("Talks fail\nBy the foreign desk\n\nThey met.", "sentence") == [
        "Talks fail",
        "By the foreign desk",
        "They met.",
    ]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert pieces('He said: "It failed." She left.', "sentence") == ['He said: "It failed."', "She left."]


def test_an_opening_quotation_mark_belongs_to_the_sentence_after_it() -> None:
    text = 'He refused the proposal. "There is no need," he said.'
    assert pieces(text, "sentence") == ["He refused the proposal.", '"There is no need," he said.']


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "The U.S. ambassador met Mr. Lavrov. They talked."
    assert pieces(text, "sentence") == ["The U.S. ambassador met Mr. Lavrov.", "They talked."]


def test_paragraphs_are_lines_that_are_not_blank() -> None:
    assert pieces("  One two  \n\n \nThree\n", "paragraph") == ["One two", "Three"]


def test_tokens_are_words_and_marks() -> None:
    assert pieces("Kerry didn't go.", "token") == ["Kerry", "did", "n't", "go", "."]


def test_a_line_of_a_million_characters_is_split() -> None:
    text = "They met and talked. " * 50_000
    assert len(split(text, "sentence").boundaries) == 50_000


@pytest.mark.parametrize("unit", UNITS)
@given(text=st.text(alphabet=st.sampled_from('ab. \n"!?😀\u00a0“”(\t'), max_size=80))
def test_units_lie_in_order_without_white_space_at_their_edges_and_miss_no_word(unit: str, text: str) -> None:
    boundaries = split(text, unit).boundaries
    last = 0
    for start, end in boundaries:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end
    covered = {position for start, end in boundaries for position in range(start, end)}
    assert {position for position, sign in enumerate(text) if not sign.isspace()} <= covered


def test_many_texts_keep_their_keys_and_report_progress() -> None:
    seen: list[tuple[int, int]] = []
    found = split_many({7: "One. Two.", 9: "Three."}, "sentence", lambda done, total: seen.append((done, total)))
    assert {key: len(value.boundaries) for key, value in found.items()} == {7: 2, 9: 1}
    assert seen == [(0, 2), (1, 2)]
