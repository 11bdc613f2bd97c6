"""What import does to a text once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core import text

ANY_TEXT = st.text(st.characters(codec=None) | st.sampled_from("\ufeff\r\n\u2028\u2029\x00\ud800\udfff\ufdd0\ufdd1"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("\ufeffTalks", "Talks"),
        ("a\ufeffb", "a\ufeffb"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\r\r\nb", "a\n\nb"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud83db\udfffc", "a\ufffdb\ufffdc"),
        ("a\ufdd0b\ufdd1c\ufdd2", "a\ufffdb\ufffdc\ufdd2"),
        ("e\u0301 \u00e9 \u00a0 \x0b\x0c\x85 \U0001f600", "e\u0301 \u00e9 \u00a0 \x0b\x0c\x85 \U0001f600"),
        ("", ""),
    ],
)
def test_canonical_text_changes_only_what_cannot_be_kept(raw: str, expected: str) -> None:
    assert text.canonical(raw) == expected


@given(ANY_TEXT)
def test_canonical_text_moves_no_position_but_for_byte_order_mark_and_crlf(raw: str) -> None:
    without = raw.removeprefix("\ufeff")
    assert len(text.canonical(raw)) == len(without) - without.count("\r\n")


@given(ANY_TEXT)
def test_canonical_text_can_be_stored_and_hashed(raw: str) -> None:
    found = text.canonical(raw)
    assert not set(found) & set("\r\u2028\u2029\x00\ufdd0\ufdd1")
    assert found.encode("utf-8").decode("utf-8") == found
    assert len(text.text_hash(found)) == 64


@given(ANY_TEXT)
def test_canonical_text_without_a_second_byte_order_mark_stays_as_it_is(raw: str) -> None:
    once = text.canonical(raw)
    if not once.startswith("\ufeff"):
        assert text.canonical(once) == once


@given(ANY_TEXT)
def test_cleaning_keeps_the_length(raw: str) -> None:
    found = text.clean(raw)
    assert len(found) == len(raw)
    found.encode("utf-8")
    assert "\x00" not in found


def test_a_hash_is_that_of_the_utf_8_bytes() -> None:
    assert text.text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert text.text_hash("é") == text.sha256("é".encode())


@pytest.mark.parametrize(
    ("found", "words"), [("", 0), ("one", 1), ("it’s a well-known fact", 4), ("– 3.5 %", 2), ("日本 語", 2)]
)
def test_words_are_counted_in_the_everyday_sense(found: str, words: int) -> None:
    assert text.count_words(found) == words


@pytest.mark.parametrize(
    ("found", "start", "end", "expected"),
    [
        ("  ab ", 0, 5, (2, 4)),
        ("ab", 0, 2, (0, 2)),
        ("   ", 0, 3, None),
        ("ab\u00a0", 1, 3, (1, 2)),
        ("ab", 1, 1, None),
    ],
)
def test_trimming_leaves_white_space_outside(found: str, start: int, end: int, expected: object) -> None:
    assert text.trimmed(found, start, end) == expected
