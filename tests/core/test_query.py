"""The query language: any text is a query, and nothing but AND, OR, NOT, “…” and * is more than what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.errors import UserError
from cadrage.core.query import LONGEST, Clause, Term, parse


def clauses(words: str) -> list[tuple[list[str], list[str]]]:
    return [
        ([_said(each) for each in one.wanted], [_said(each) for each in one.unwanted]) for one in parse(words).clauses
    ]


def _said(term: Term) -> str:
    return term.text + ("*" if term.prefix else "")


def test_words_beside_each_other_must_all_be_there() -> None:
    assert clauses("velvet  parliament\nvote") == [(["velvet", "parliament", "vote"], [])]
    assert clauses("velvet AND parliament") == [(["velvet", "parliament"], [])]


def test_or_separates_alternatives_and_not_takes_away() -> None:
    assert clauses("war peace OR truce NOT “old war”") == [(["war", "peace"], []), (["truce"], ["old war"])]
    assert clauses("war AND NOT peace") == [(["war"], ["peace"])]
    assert clauses("NOT peace war") == [(["war"], ["peace"])]


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»", "»«"])
def test_quotation_marks_of_any_kind_make_a_phrase(marks: str) -> None:
    assert clauses(f"{marks[0]}velvet parliament{marks[1]} vote") == [(["velvet parliament", "vote"], [])]


def test_a_star_behind_a_word_or_a_phrase_lets_its_end_go_on() -> None:
    assert clauses('parl* "velvet parl"* *') == [(["parl*", "velvet parl*"], [])]
    assert clauses("*") == [(["*"], [])]
    assert parse("*").clauses[0].wanted == (Term("*"),)


@pytest.mark.parametrize("words", ["AND", "OR", "NOT", "OR war", "war OR", "AND war", "war AND", "war NOT", "OR OR"])
def test_an_operator_without_work_is_a_word(words: str) -> None:
    assert clauses(words) == [(list(dict.fromkeys(words.split())), [])]


def test_a_query_of_what_is_unwanted_alone_is_taken_as_words() -> None:
    assert clauses("NOT war") == [(["NOT", "war"], [])]
    assert clauses("peace OR NOT war") == [(["peace"], []), (["NOT", "war"], [])]


def test_quoted_and_small_operators_are_words() -> None:
    assert clauses('war "NOT" peace or not') == [(["war", "NOT", "peace", "or", "not"], [])]


def test_what_other_query_languages_mean_something_by_is_literal() -> None:
    assert clauses("NEAR(war peace) title:vote ^war -no +yes {a} a-b") == [
        (["NEAR(war", "peace)", "title:vote", "^war", "-no", "+yes", "{a}", "a-b"], [])
    ]


def test_punctuation_alone_counts_only_where_there_is_nothing_else() -> None:
    assert clauses("war – peace ( …") == [(["war", "peace"], [])]
    assert clauses("–") == [(["–"], [])]
    assert clauses('"') == [(['"'], [])]
    assert clauses("price € up") == [(["price", "€", "up"], [])]


def test_a_mark_without_its_counterpart_is_a_character() -> None:
    assert clauses('war "peace') == [(["war", '"peace'], [])]


@pytest.mark.parametrize("words", ["", " \n\t", '""', "“ ”"])
def test_an_empty_query_looks_for_nothing(words: str) -> None:
    assert parse(words).clauses == ()


def test_nul_and_lone_surrogates_become_what_texts_have_in_their_place() -> None:
    assert parse("a\x00b") == parse("a\ufffdb") == parse("a\ud800b")


def test_a_query_that_is_too_long_is_refused_in_words() -> None:
    assert parse("war " * (LONGEST // 4)).clauses == (Clause((Term("war"),)),)
    with pytest.raises(UserError, match=r"4,001 characters.*at most 4,000"):
        parse("x" * (LONGEST + 1))


_ANY = st.text(max_size=60) | st.lists(
    st.sampled_from(["AND", "OR", "NOT", '"', "“", "”", "*", "war", "(", "-", "é", "国", "😀", " "]), max_size=12
).map(" ".join)


@given(_ANY)
def test_every_text_is_a_query_and_each_alternative_wants_something(words: str) -> None:
    query = parse(words)
    assert all(clause.wanted for clause in query.clauses)
    assert all(term.text.strip() for clause in query.clauses for term in (*clause.wanted, *clause.unwanted))
    assert bool(query.clauses) == any(sign not in ' "“”„‟«»*' and not sign.isspace() for sign in words) or query.clauses
