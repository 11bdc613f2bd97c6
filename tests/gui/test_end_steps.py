"""Where the ends of a coding may come to rest, in any script."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.model import Span
from cadrage.gui.end_steps import Ends, characters

TEXT = "He said “the talks failed.”\n\nНад Крымом 👩‍👩‍👧 flags 🇺🇦🇷🇺 naïve e\u0301te\u0301 don’t"
_LETTERS = st.sampled_from(
    [*"ab’ \n.-”", "é", "e\u0301", "م", "中", "文", "👩\u200d👧", "🇺🇦", "👍🏽", "\u00a0", "ก\u0e33"]
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def walk(words: str, *, last: bool, forward: bool, exact: bool = False, text: str = TEXT) -> list[str]:
    """The quotations that repeated steps lead to."""
    found: list[str] = []
    now: Span | None = span(words, text)
    while now is not None and len(found) < 60:
        now = Ends(text, now).stepped(last=last, forward=forward, exact=exact)
        found += [now.quotation(text)] if now else []
    return found


def test_the_end_goes_on_by_words_and_marks_and_over_paragraphs() -> None:
    assert walk("the", last=True, forward=True)[:6] == [
        "the talks",
        "the talks failed",
        "the talks failed.",
        "the talks failed.”",
        "the talks failed.”\n\nНад",
        "the talks failed.”\n\nНад Крымом",
    ]


def test_the_end_goes_back_to_the_first_word_and_no_further() -> None:
    assert walk("the talks failed", last=True, forward=False) == ["the talks", "the"]


def test_the_start_goes_on_to_the_last_word_and_no_further() -> None:
    assert walk("the talks failed", last=False, forward=True) == ["talks failed", "failed"]


def test_the_start_goes_back_to_the_beginning_of_the_text() -> None:
    assert walk("talks", last=False, forward=False) == [
        "the talks",
        "“the talks",
        "said “the talks",
        "He said “the talks",
    ]


def test_an_end_by_characters_takes_emoji_flags_and_accents_whole() -> None:
    assert walk("Крымом", last=True, forward=True, exact=True)[0] == "Крымом 👩‍👩‍👧"
    assert walk("flags", last=True, forward=True, exact=True)[:2] == ["flags 🇺🇦", "flags 🇺🇦🇷🇺"]
    assert walk("naïve", last=True, forward=True, exact=True)[:2] == ["naïve e\u0301", "naïve e\u0301t"]
    assert walk("e\u0301te\u0301", last=True, forward=False, exact=True) == ["e\u0301t", "e\u0301"]


def test_an_apostrophe_does_not_end_a_word() -> None:
    assert walk("e\u0301te\u0301", last=True, forward=True)[0].endswith("don’t")


def test_scripts_without_spaces_go_by_characters() -> None:
    assert walk("中", last=True, forward=True, text="中文字") == ["中文", "中文字"]


def test_an_end_dragged_into_a_word_takes_it_whole_unless_exact() -> None:
    ends = Ends(TEXT, span("the talks"))
    place = TEXT.index("failed") + 2
    assert ends.placed(place, last=True, exact=False).quotation(TEXT) == "the talks failed"
    assert ends.placed(place, last=True, exact=True).quotation(TEXT) == "the talks fa"


def test_an_end_dragged_over_the_other_one_leaves_a_word() -> None:
    ends = Ends(TEXT, span("talks failed"))
    assert ends.placed(0, last=True, exact=False).quotation(TEXT) == "talks"
    assert ends.placed(len(TEXT), last=False, exact=False).quotation(TEXT) == "failed"
    assert ends.placed(0, last=True, exact=True).quotation(TEXT) == "t"


def test_an_end_dragged_into_white_space_or_a_character_rests_beside_it() -> None:
    ends = Ends(TEXT, span("the talks"))
    assert ends.placed(TEXT.index("\n") + 2, last=True, exact=True).quotation(TEXT) == "the talks failed.”"
    inside = TEXT.index("👩") + 2
    assert ends.placed(inside, last=True, exact=True).quotation(TEXT).endswith("👩‍👩‍👧")
    from_right = Ends(TEXT, span("flags"))
    assert from_right.placed(inside, last=False, exact=True).quotation(TEXT).startswith("👩‍👩‍👧")


@given(st.lists(_LETTERS, max_size=400))
def test_characters_forwards_and_backwards_are_the_same(letters: list[str]) -> None:
    text = "".join(letters)
    ahead = [0, *characters(text, 0, forward=True)] if text else [0]
    back = [len(text), *characters(text, len(text), forward=False)] if text else [0]
    assert ahead == back[::-1]


@given(st.lists(_LETTERS, min_size=1, max_size=40), st.data())
def test_whatever_is_done_an_end_rests_on_a_word_within_the_text(letters: list[str], data: st.DataObject) -> None:
    text = "".join(letters)
    bare = [place for place in range(len(text)) if not text[place].isspace()]
    if not bare:
        return
    start = data.draw(st.sampled_from(bare))
    end = data.draw(st.sampled_from([place + 1 for place in bare if place >= start]))
    last, exact, forward = data.draw(st.booleans()), data.draw(st.booleans()), data.draw(st.booleans())
    ends = Ends(text, Span(start, end))
    place = data.draw(st.integers(0, len(text)))
    for found in (ends.placed(place, last=last, exact=exact), ends.stepped(last=last, forward=forward, exact=exact)):
        if found is not None:
            words = found.quotation(text)
            assert words == words.strip()
            assert found.end <= len(text)
            other = (found.start, start) if last else (found.end, end)
            assert other[0] == other[1]
            moved = found.end if last else found.start
            kind = unicodedata.category(text[moved])[0] if moved < len(text) else ""
            assert kind != "M" or moved in (start, end)
