"""Where terms stand in a text: whole words, without regard to case, accents and line ends, exact to the code point."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.matching import Matcher, indexed, plain
from cadrage.core.query import parse


def found(query: str, text: str) -> list[str]:
    return [span.quotation(text) for span in Matcher(parse(query)).find(text)]


@pytest.mark.parametrize(
    ("query", "text", "quotations"),
    [
        ("vote", "Vote votes voted VOTE", ["Vote", "VOTE"]),
        ("vote*", "Vote votes pivote", ["Vote", "votes"]),
        ('"velvet parliament"', "A Velvet\n\n parliament, velvet parliaments", ["Velvet\n\n parliament"]),
        ('"velvet parl"*', "velvet, parliaments!", ["velvet, parliaments"]),
        ("cafe", "Café CAFE\u0301 cafes", ["Café", "CAFE\u0301"]),
        ("café", "cafe", ["cafe"]),
        ("l'eau", "de l’eau, l'eau, leau", ["l’eau", "l'eau"]),
        ("anti-war", "anti‑war, anti-war, antiwar, anti \n\n war", ["anti‑war", "anti-war"]),
        ("U.S.", "in the U.S. with us", ["U.S"]),
        ("parliament", "par\u00adliament", ["par\u00adliament"]),
        ("strasse", "Straße STRASSE Strasen", ["Straße", "STRASSE"]),
        ("straße", "Strasse Straße", ["Strasse", "Straße"]),
        ("ﬁnal", "final ﬁnal", ["final", "ﬁnal"]),
        ("tromso lodz", "Tromsø, Łódź", ["Tromsø", "Łódź"]),
        ("istanbul", "İstanbul ISTANBUL ıstanbul", ["İstanbul", "ISTANBUL", "ıstanbul"]),
        ("ευροπη", "Ευρόπη", ["Ευρόπη"]),
        ("ежик", "Ёжик", ["Ёжик"]),
        ("Việt", "Viet Việt", ["Viet", "Việt"]),
        ("كتاب", "كِتَاب الكتاب", ["كِتَاب"]),
        ("שלום", "שָׁלוֹם", ["שָׁלוֹם"]),
        ("की", "किताब की", ["की"]),
        ("नमस्ते", "नमस्ते!", ["नमस्ते"]),
        ("國安法", "香港國安法通過", ["國安法"]),
        ("國安法", "國\n安法", ["國\n安法"]),
        ("สันติ", "เพื่อสันติภาพ", ["สันติ"]),
        ("がん", "かんとがん", ["がん"]),
        ("nato", "在NATO的ＮＡＴＯ", ["NATO", "ＮＡＴＯ"]),
        ("서울", "서울에서 서울", ["서울"]),
        ("서울*", "서울에서", ["서울에서"]),
        ("서울", unicodedata.normalize("NFD", "서울"), [unicodedata.normalize("NFD", "서울")]),
        ("क़लम", "क़लम", ["क़लम"]),
        ("😀", "a😀b", ["😀"]),
        ("peace", "❤️peace", ["peace"]),
        ("C++", "C, C++, C+", ["C++"]),
        ("50%", "50 of 50% and 50 %", ["50%"]),
        ("#metoo", "#MeToo metoo", ["#MeToo"]),
        ('"', 'say “x” or "y"', ["“", "”", '"', '"']),
        ("AND", "and or AND", ["and", "AND"]),
        ("a\x00b", "a\ufffdb ab", ["a\ufffdb"]),
        ("snake_case", "snake case", ["snake case"]),
    ],
)
def test_terms_are_found_as_people_write_them(query: str, text: str, quotations: list[str]) -> None:
    assert found(query, text) == quotations


def test_all_words_must_be_there_and_all_their_places_are_hits() -> None:
    assert found("war peace", "war, Peace, war") == ["war", "Peace", "war"]
    assert found("war peace", "war, war") == []
    assert found("war NOT peace", "war and peace") == []
    assert found("war NOT peace OR truce", "war, peace, truce") == ["truce"]


def test_of_hits_that_overlap_the_first_and_longest_counts() -> None:
    assert found('"velvet parliament" OR parliament OR velvet', "velvet parliament velvet") == [
        "velvet parliament",
        "velvet",
    ]


def test_a_word_ends_where_a_mark_ends_it() -> None:
    assert found("tat", "e\u0301tat") == []
    assert found("e", "e\u0301") == ["e\u0301"]


@given(st.text(min_size=1, max_size=8), st.text(max_size=30), st.text(max_size=30))
def test_hits_are_ascending_apart_and_never_empty(query: str, before: str, after: str) -> None:
    text = f"{before} {query} {after}"
    spans = Matcher(parse(query)).find(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)


_LETTERS = "abcéßøñçüżŁœæıİģőΩάйёשع國のไ가अ0٣"


@given(st.text(st.sampled_from(_LETTERS), min_size=1, max_size=6))
def test_a_word_is_found_in_itself_whatever_its_letters_and_case(word: str) -> None:
    for text in (word, word.upper(), unicodedata.normalize("NFD", word), unicodedata.normalize("NFC", word)):
        assert found(f'"{word}"', f"– {text} –") == [text]


def test_what_latin_letters_become_has_neither_case_nor_accent() -> None:
    assert "".join(map(plain, "ÉéÖßŁIİı\u0301\u00adＡ")) == "eeosslIii".lower() + "a"


def test_texts_of_ordinary_letters_go_into_the_index_as_they_are() -> None:
    text = "“Café”, she said – naïve… €5"
    assert indexed(text) is text
    assert indexed("Straße") == "strasse"
    assert indexed("國安") == " 國  安 "
