"""Finding words in a text: the places are exact, whatever folding does to lengths."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.model import Span
from cadrage.core.searching import SearchText, folded
from tests.guards import ends_within


def found(text: str, query: str, *, match_case: bool = False, whole_words: bool = False) -> list[str]:
    """The words of each match."""
    matches = SearchText(text).find(query, match_case=match_case, whole_words=whole_words)
    return [matches[number].quotation(text) for number in range(len(matches))]


def test_every_place_is_found_in_order() -> None:
    matches = SearchText("the vote, The vote, another").find("the")
    assert [matches[number] for number in range(len(matches))] == [Span(0, 3), Span(10, 13), Span(23, 26)]


def test_case_counts_only_if_it_is_asked_for() -> None:
    assert found("Kiev, KIEV, kiev", "kiev") == ["Kiev", "KIEV", "kiev"]
    assert found("Kiev, KIEV, kiev", "Kiev", match_case=True) == ["Kiev"]


def test_whole_words_are_no_parts_of_words() -> None:
    assert found("art, party, Art’s, art_x, 5art", "art", whole_words=True) == ["art", "Art"]
    assert found("costs $5 and $50", "$5", whole_words=True) == ["$5"]
    assert found("naïve nai\u0308ve", "na", whole_words=True) == []


def test_matches_never_overlap() -> None:
    assert found("aaaaa", "aa") == ["aa", "aa"]


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("He said: “It’s over.”", '"it\'s over."', "“It’s over.”"),
        ("a\u00a0b", "a b", "a\u00a0b"),
        ("a b", "a\u202fb", "a b"),
        ("line\nend", "line end", "line\nend"),
        ("Straße", "STRASSE", "Straße"),
        ("STRASSE", "straße", "STRASSE"),
        ("İstanbul", "istanbul", "İstanbul"),
        ("the \ufb01rst o\ufb03cer", "first officer", "\ufb01rst o\ufb03cer"),
        ("re\u00adsigned", "resigned", "re\u00adsigned"),
        ("resigned", "re\u00adsigned", "resigned"),
        ("cafe\u0301 here", "café", "cafe\u0301"),
        ("café here", "cafe\u0301", "café"),
        ("ΟΔΟΣ", "οδος", "ΟΔΟΣ"),
        ("😀 İß😀 end", "end", "end"),
        ("قال الوزير", "الوزير", "الوزير"),
    ],
)
def test_what_readers_take_for_the_same_is_found(text: str, query: str, words: str) -> None:
    assert found(text, query) == [words]


@pytest.mark.parametrize(
    ("text", "query"),
    [("Maß", "s"), ("é", "e"), ("e\u0301", "e"), ("й", "и"), ("\ufb01", "f"), ("\ufb01", "i"), ("Maß", "mas")],
)
def test_a_match_is_made_of_whole_characters(text: str, query: str) -> None:
    assert found(text, query) == []


def test_a_match_behind_half_a_character_is_still_found() -> None:
    assert found("ßss", "ss") == ["ß", "ss"]
    assert found("sß", "ss") == ["ß"]
    assert found("sßs", "sss") == ["sß"]


def test_nothing_is_found_for_nothing() -> None:
    assert found("text", "") == []
    assert found("", "text") == []
    assert found("text", "\u00ad") == []


def test_accents_always_count() -> None:
    assert found("resume résumé", "resume") == ["resume"]


def test_the_matches_over_a_range_and_the_next_one_are_told() -> None:
    matches = SearchText("ab ab ab ab").find("ab")
    assert matches.over(1, 7) == [Span(0, 2), Span(3, 5), Span(6, 8)]
    assert matches.over(2, 3) == []
    assert matches.from_(4) == 2
    assert matches.from_(11) == len(matches) == 4


# Against a search that tries every place.

LETTERS = st.sampled_from([*"aAeEsSiIßéÉ’' \u00a0\u00ad\ufb01fiİ😀مй_1.", "e\u0301", "\u0301", "и\u0306", "\n"])
TEXTS = st.lists(LETTERS, max_size=25).map("".join)


def naive(text: str, query: str, *, match_case: bool, whole_words: bool) -> list[Span]:
    def fold(part: str) -> str:
        return "".join(folded(sign, match_case=match_case) for sign in part)

    def is_mark(sign: str) -> bool:
        return bool(sign) and unicodedata.category(sign)[0] == "M"

    def is_word(sign: str) -> bool:
        return bool(sign) and (sign == "_" or sign.isalnum() or is_mark(sign))

    wanted, spans, start = fold(query), [], 0
    while wanted and start < len(text):
        end = next((end for end in range(start + 1, len(text) + 1) if fold(text[start:end]) == wanted), None)
        good = end is not None and fold(text[start]) != "" and not is_mark(fold(text[end:])[:1])
        if good and whole_words:
            assert end is not None
            before, after = fold(text[:start])[-1:], fold(text[end:])[:1]
            good = not (is_word(before) and is_word(wanted[0])) and not (is_word(after) and is_word(wanted[-1]))
        if good:
            assert end is not None
            spans.append(Span(start, end))
            start = end
        else:
            start += 1
    return spans


@given(TEXTS, st.lists(LETTERS, min_size=1, max_size=3).map("".join), st.booleans(), st.booleans())
def test_the_search_finds_what_trying_every_place_finds(text: str, query: str, case: bool, whole: bool) -> None:
    matches = SearchText(text).find(query, match_case=case, whole_words=whole)
    expected = naive(text, query, match_case=case, whole_words=whole)
    assert [matches[number] for number in range(len(matches))] == expected


@given(st.text(max_size=60), st.data())
def test_any_part_of_any_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    matches = SearchText(text).find(text[start:end])
    wanted = "".join(folded(sign, match_case=False) for sign in text[start:end])
    for number in range(len(matches)):
        assert "".join(folded(sign, match_case=False) for sign in matches[number].quotation(text)) == wanted


# Size.


@pytest.mark.parametrize("words", [["minister", "talks", "gas", "said"], ["ministère", "Straße", "“où”", "said"]])
def test_fifty_thousand_matches_in_five_megabytes_are_found_at_once(words: list[str]) -> None:
    chance = random.Random(3)
    parts = chance.choices([*words, *(word + "en" for word in words)], k=800_000)
    for place in range(0, len(parts), 16):
        parts[place] = "needle"
    text = SearchText(" ".join(parts))
    text.find("x")  # folds the text
    with ends_within(1):  # a twentieth of a second where nothing else runs
        assert len(text.find("needle")) == 50_000
