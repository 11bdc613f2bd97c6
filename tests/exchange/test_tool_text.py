"""Whatever a tool counted in, its spans hold the same words afterwards."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.model import Span
from cadrage.exchange.tool_html import html_text
from cadrage.exchange.tool_text import BYTES, GRAPHEMES, POINTS, UTF16, Claim, Count, Ends, SourceText, Unit, fit

AWKWARD = "a é e\u0301 📰 中\r\n👨‍👩‍👧 🇫🇷🇩🇪 “q”\nx\r\n\r\nend"
TEXTS = st.text(st.sampled_from("ab é\u0301📰中\r\n\u2028🇫🇷\u200d👨🏽\t"), max_size=40)


def _position(form: str, count: Count, point: int) -> int:
    part = form[:point]
    if count is Count.UTF16:
        return len(part.encode("utf-16-le")) // 2
    return len(part.encode()) if count is Count.BYTES else len(part)


@pytest.mark.parametrize("count", [Count.POINTS, Count.UTF16, Count.BYTES])
@given(text=TEXTS, data=st.data())
def test_words_counted_in_any_unit_are_the_words_sliced(count: Count, text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    source = SourceText(text)
    span = source.span(Unit(count), _position(text, count, start), _position(text, count, end))
    kept = text[start:end].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    if text[end - 1 : end + 1] == "\r\n" and end > start:
        kept = kept[:-1]  # the line end's other half is outside
    assert (span.quotation(source.canonical) if span else "") == kept


@pytest.mark.parametrize("ends", list(Ends))
@pytest.mark.parametrize("count", [Count.POINTS, Count.UTF16, Count.BYTES])
def test_the_unit_is_found_by_the_words(count: Count, ends: Ends) -> None:
    source = SourceText(AWKWARD)
    form = {Ends.RAW: AWKWARD, Ends.LF: source.canonical, Ends.CRLF: source.canonical.replace("\n", "\r\n")}[ends]
    claims = []
    for words in ("中", "x", "end", "“q”"):
        at = form.index(words)
        claims.append(Claim(_position(form, count, at), _position(form, count, at + len(words)), words))
    fitted = fit(source, claims, (POINTS,))
    assert [span and span.quotation(source.canonical) for span in fitted.spans] == ["中", "x", "end", "“q”"]
    assert not fitted.elsewhere


def test_characters_as_they_are_seen_are_counted_once() -> None:
    source = SourceText(AWKWARD)
    span = source.span(GRAPHEMES, 12, 14)
    assert span is not None
    assert span.quotation(source.canonical) == "🇫🇷🇩🇪"


def test_positions_inside_of_a_character_are_none() -> None:
    source = SourceText("a📰b")
    assert source.span(UTF16, 2, 4) is None
    assert source.span(BYTES, 0, 3) is None
    assert source.span(POINTS, 0, 9) is None
    assert source.span(POINTS, -1, 2) is None
    assert source.span(POINTS, 2, 2) is None


def test_words_elsewhere_are_found_only_where_they_stand_once() -> None:
    source = SourceText("one two three two")
    fitted = fit(source, [Claim(1, 4, "three"), Claim(1, 4, "two"), Claim(0, 3, "one"), Claim(4, 7)], (POINTS,))
    assert fitted.spans == (Span(8, 13), None, Span(0, 3), Span(4, 7))
    assert fitted.elsewhere == {0}


def test_a_byte_order_mark_is_counted_by_tools_that_saw_it() -> None:
    source = SourceText("\ufeffab cd")
    assert source.canonical == "ab cd"
    assert fit(source, [Claim(4, 6, "cd")], (POINTS,)).spans == (Span(3, 5),)
    assert fit(source, [Claim(3, 5, "cd")], (POINTS,)).spans == (Span(3, 5),)


def test_html_counts_every_character_and_shows_what_a_browser_shows() -> None:
    page = html_text("<h1>A &amp; B</h1>\n<p>one   two<br>three</p><table><tr><td>x</td> <td>y</td></tr></table>")
    assert page.canonical == "A & B\none two\nthree\nx\ty"
    assert page.raw == "A & B\none   twothreex y"
    for words in ("A & B", "one   two", "twothree", "y"):
        at = page.raw.index(words)
        span = page.span(POINTS, at, at + len(words))
        assert span is not None
        assert "".join(span.quotation(page.canonical).split()) == "".join(words.split())


def test_spans_at_a_blocks_edges_do_not_take_the_line_break() -> None:
    page = html_text("<p>one</p><p>two</p>")
    assert page.span(POINTS, 0, 3) == Span(0, 3)
    assert page.span(POINTS, 3, 6) == Span(4, 7)


@given(st.text(st.sampled_from("ab <>/p&é;!-bré\n \ufeff=\"'")))
def test_any_markup_is_read(markup: str) -> None:
    page = html_text(markup)
    for at in range(len(page.raw)):
        page.span(POINTS, at, at + 1)


@pytest.mark.parametrize(
    "part", ["<a ", "<a b='", "</a", "<!--", "<!", "a<", "<p>", "<script>", "&", '<a b="c"', "<b></i>"]
)
def test_hostile_markup_is_read_in_time_that_grows_with_its_length(part: str) -> None:
    begin = time.process_time()
    html_text(part * 30_000)
    assert time.process_time() - begin < 5
