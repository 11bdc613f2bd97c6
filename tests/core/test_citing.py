"""Quotations with their sources, in one line."""

from __future__ import annotations

import pytest

from cadrage.core.citing import cite, page_of, paragraph_of

TEXT = "Headline\n\nFirst words here.\nSecond words.\n   \nThird.\n"


def test_a_citation_names_outlet_date_title_and_paragraph() -> None:
    assert (
        cite("ended without a deal", "The Guardian", "14 March 2014", "Zero hour in London", 3)
        == "“ended without a deal” (The Guardian, 14 March 2014, Zero hour in London, para. 3)"
    )


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("", "", "A vote", 1), "“words” (A vote, para. 1)"),
        (("", "2014", "", None), "“words” (2014)"),
        ((" ", "\n", "", None), "“words”"),
        (("Kommersant", "", "", 12), "“words” (Kommersant, para. 12)"),
    ],
)
def test_what_is_not_known_is_left_out(parts: tuple[str, str, str, int | None], expected: str) -> None:
    assert cite("words", *parts) == expected


def test_a_citation_is_one_line_however_the_words_run() -> None:
    assert cite("over\n\n  two\tlines ", title="A\ntitle") == "“over two lines” (A title)"


def test_quotation_marks_within_the_words_become_single_ones() -> None:
    assert cite('said “no deal” and "no"') == "“said ‘no deal’ and 'no'”"
    assert cite("the ‘near abroad’") == "“the ‘near abroad’”"


@pytest.mark.parametrize(
    ("words", "number"), [("Headline", 1), ("First", 2), ("words here", 2), ("Second", 3), ("Third", 4)]
)
def test_paragraphs_are_counted_from_one_without_empty_lines(words: str, number: int) -> None:
    assert paragraph_of(TEXT, TEXT.index(words)) == number


def test_the_ends_of_a_text_belong_to_its_first_and_last_paragraph() -> None:
    assert paragraph_of(TEXT, 0) == 1
    assert paragraph_of(TEXT, len(TEXT)) == 4
    assert paragraph_of("\n\nLate.", 0) == 1
    assert paragraph_of("", 0) == 1
    with pytest.raises(ValueError, match="not in a text"):
        paragraph_of("ab", 3)


@pytest.mark.parametrize(("position", "page"), [(0, 1), (9, 1), (10, 3), (25, 3), (26, 4), (99, 4)])
def test_a_position_stands_on_the_last_page_that_begins_before_it(position: int, page: int) -> None:
    assert page_of((0, 10, 10, 26), position) == page
    assert page_of((), position) is None


def test_a_citation_names_the_page_before_the_paragraph() -> None:
    assert cite("words", "", "", "A report", 12, 3) == "“words” (A report, p. 3, para. 12)"
