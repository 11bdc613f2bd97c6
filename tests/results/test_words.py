"""The words of many texts on one axis are those that single texts have."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.article_text import blanked
from cadrage.core.model import Span
from cadrage.core.text import count_words
from cadrage.results.words import words_of

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
TEXTS = st.lists(st.one_of(st.text(alphabet="ab1_-’' ?é\n漢𝐀📰", max_size=30), st.text(max_size=30)), max_size=5)


@given(TEXTS, st.data())
def test_every_word_is_where_the_pattern_finds_it(texts: list[str], data: st.DataObject) -> None:
    excluded = []
    for text in texts:
        start = data.draw(st.integers(0, max(len(text) - 1, 0)))
        end = data.draw(st.integers(start, len(text)))
        excluded.append((Span(start, end),) if end > start else ())
    found = words_of(texts, excluded)
    articles = [blanked(text, spans) for text, spans in zip(texts, excluded, strict=True)]
    assert found.counts.tolist() == [count_words(text) for text in articles]
    places = [
        (offset + word.start(), offset + word.end())
        for offset, text in zip(found.offsets.tolist(), articles, strict=False)
        for word in WORD.finditer(text)
    ]
    assert list(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == places


@pytest.mark.parametrize("letter", ["d", "д", "漢", "𝐀"])
def test_a_large_corpus_in_any_script_is_taken_in_portions(letter: str) -> None:
    texts = [f"{letter * 4} {letter}’{letter} – " * 100_000] * 8
    found = words_of(texts, [()] * len(texts))
    assert found.counts.tolist() == [200_000] * 8
    assert np.all(np.diff(found.starts) > 0)


def test_no_texts_have_no_words() -> None:
    assert words_of([], []).counts.tolist() == []
