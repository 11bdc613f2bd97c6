"""What a trip through a spreadsheet program changes is no edit; everything else is."""

from __future__ import annotations

import pytest

from cadrage.core.cell_likeness import same_words, taken


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("a\r\nb", "a\nb"), (" a ", "a"), ("a\x01b", "ab"), ("=x", "'=x"), ("=SUM(1)", "#NAME?"), ("01", "1"),
        ("1.10", "1.1"), ("1,5", "1.5"), ("1e5", "100000"), ("50%", "0.5"), ("1,200", "1200"), ("3/4", "2026-03-04"),
        ("3/4", "04-Mar"), ("1-2-14", "2014-02-01"), ("Mar 5", "2026-03-05"), ("true", "TRUE"), ("e\u0301", "\u00e9"),
        ("“a” → b", "“a” ? b"), ("x" * 40_000, "x" * 32_767),
    ],
)  # fmt: skip
def test_what_programs_do_is_no_edit(written: str, cell: str) -> None:
    assert same_words(written, cell)


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("3/4", "4/3"), ("1,5", "15"), ("1", "2"), ("a", "A"), ("a b", "ab"), ("a\nb", "a b"), ("x" * 40_000, "x" * 90),
        ("notes", ""), ("", "notes"), ("What now", "What now?"), ("fine", "#NAME?"), ("2014-03-01", "2014-03-02"),
    ],
)  # fmt: skip
def test_what_people_do_is_one(written: str, cell: str) -> None:
    assert not same_words(written, cell)


def test_a_guard_against_formulas_is_taken_off() -> None:
    assert taken("=old", "'=new") == "=new"
    assert taken("a\r\nb", "a\r\nc") == "a\nc"
