"""Where words are: the same words that are counted, at positions of the whole text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.article_text import article_text, blanked
from cadrage.core.model import Span
from cadrage.core.text import count_words, word_end, word_starts

TEXTS = st.text(st.sampled_from("ab é'-’ \n.📰戦1_"), max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda at: Span(at[0], sum(at))), max_size=5)


@given(TEXTS, SPANS)
def test_blanking_moves_nothing_and_leaves_the_words_that_count(text: str, spans: list[Span]) -> None:
    left = blanked(text, spans)
    assert len(left) == len(text)
    out = {place for span in spans for place in range(span.start, span.end)}
    assert left == "".join("\n" if place in out else sign for place, sign in enumerate(text))
    assert len(word_starts(left)) == count_words(article_text(text, spans))


@given(TEXTS)
def test_words_lie_one_after_the_other(text: str) -> None:
    starts = [*word_starts(text)]
    assert len(starts) == count_words(text)
    ends = [word_end(text, start) for start in starts]
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    assert all(before <= after for before, after in zip(ends, starts[1:], strict=False))
