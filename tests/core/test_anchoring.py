"""Passages in a corrected text: each keeps its own words, whatever was mended, moved or taken out around it."""

from __future__ import annotations

import random
import unicodedata
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cadrage.core.anchoring import Anchored, Anchoring, Fate
from cadrage.core.errors import Cancelled
from cadrage.core.model import Span
from cadrage.core.text import trimmed
from tests.guards import ends_within

ARTICLE = """Ministers met in London

The foreign minister said on Friday that he would not accept the result of the vote. “We shall see,” he added.

Nobody in Kiev believed that the talks had a chance. The crowd in the square sang until midnight.

He left without a word. The foreign minister said on Friday that he would not accept the result of the vote.

Prices for gas rose by 12 per cent, an official of the ministry said.
"""


def span_of(text: str, words: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def place(old: str, new: str, span: Span) -> Anchored:
    return Anchoring(old, new).place(span)


def words_of(found: Anchored, new: str) -> str:
    assert found.span is not None
    return found.span.quotation(new)


def follows(old: str, new: str, words: str, occurrence: int = 0) -> str:
    """Where some words of the old text are now."""
    return words_of(place(old, new, span_of(old, words, occurrence)), new)


# One case each.


def test_a_passage_in_an_unchanged_text_is_kept() -> None:
    span = span_of(ARTICLE, "the talks had a chance")
    assert place(ARTICLE, ARTICLE, span) == Anchored(Fate.KEPT, span, 1.0)


def test_a_passage_behind_an_inserted_paragraph_is_moved_by_its_length() -> None:
    inserted = "A correction was made to this article.\n\n"
    span = span_of(ARTICLE, "the talks had a chance")
    found = place(ARTICLE, inserted + ARTICLE, span)
    assert found == Anchored(Fate.MOVED, Span(span.start + len(inserted), span.end + len(inserted)), 1.0)


def test_a_passage_before_a_change_is_kept() -> None:
    new = ARTICLE.replace("12 per cent", "14 per cent")
    span = span_of(ARTICLE, "Ministers met")
    assert place(ARTICLE, new, span).fate is Fate.KEPT


def test_a_mended_word_inside_a_passage_changes_its_words_and_nothing_else() -> None:
    old = ARTICLE.replace("minister said", "rninister sald")
    found = place(old, ARTICLE, span_of(old, "The foreign rninister sald on Friday"))
    assert found.fate is Fate.CHANGED
    assert words_of(found, ARTICLE) == "The foreign minister said on Friday"
    assert 0.9 < found.likeness < 1


@pytest.mark.parametrize(("bad", "good"), [("govemment", "government"), ("tbe", "the"), ("Kiev", "Kyiv")])
def test_a_coded_word_that_was_mended_is_found(bad: str, good: str) -> None:
    old, new = f"All that {bad} said was no.", f"All that {good} said was no."
    assert follows(old, new, bad) == good


def test_a_word_mended_at_the_edge_of_a_passage_belongs_to_it() -> None:
    old = ARTICLE.replace("The crowd", "Tbe crovvd")
    assert follows(old, ARTICLE, "Tbe crovvd in the square") == "The crowd in the square"
    old = ARTICLE.replace("until midnight", "untll midnlght")
    assert follows(old, ARTICLE, "sang untll midnlght") == "sang until midnight"


def test_mended_words_are_found_behind_what_was_put_in_before_them() -> None:
    old = ARTICLE.replace("The crowd", "Tbe crovvd")
    new = ARTICLE.replace("The crowd", "It was a cold evening, and many had walked far to be there. The crowd")
    assert follows(old, new, "Tbe crovvd in the square") == "The crowd in the square"


def test_an_accent_that_was_mended_is_not_torn_off_its_letter() -> None:
    assert follows("A cafe here.", "A cafe\u0301 here.", "cafe") == "cafe\u0301"


def test_a_word_divided_at_a_line_end_is_found_whole() -> None:
    old = ARTICLE.replace("believed", "belie-\nved")
    assert follows(old, ARTICLE, "belie-\nved that the talks") == "believed that the talks"


def test_words_run_together_are_found_apart() -> None:
    old = ARTICLE.replace("in the square", "inthe square")
    assert follows(old, ARTICLE, "inthe square") == "in the square"


def test_a_deleted_passage_is_lost_though_its_twin_is_still_there() -> None:
    words = "The foreign minister said on Friday that he would not accept the result of the vote."
    first, second = span_of(ARTICLE, words), span_of(ARTICLE, words, 1)
    new = ARTICLE[: second.start] + ARTICLE[second.end :]
    assert place(ARTICLE, new, first).fate is Fate.KEPT
    assert place(ARTICLE, new, second).fate is Fate.LOST
    new = ARTICLE[: first.start] + ARTICLE[first.end :]
    assert place(ARTICLE, new, first).fate is Fate.LOST
    assert follows(ARTICLE, new, words, 1) == words


def test_of_a_sentence_that_occurs_five_times_each_keeps_its_own_place() -> None:
    lines = ["One came.", "No comment.", "Two came.", "No comment.", "Three came.", "No comment.", "Four came."]
    lines += ["No comment.", "Five came.", "No comment."]
    old = "\n".join(lines)
    new = "\n".join(["Zero came and went away again.", *lines[:4], *lines[6:]])
    before = ["One came.", "Two came.", "Three came.", "Four came.", "Five came."]
    lost = []
    for number, sentence in enumerate(before):
        found = place(old, new, span_of(old, "No comment.", number))
        if found.span is None:
            lost.append(number)
        else:
            assert new[: found.span.start].rstrip().endswith(sentence)
    assert lost == [2]


def test_a_sentence_taken_out_before_one_that_begins_alike_leaves_that_one_whole() -> None:
    old, new = "He said no. He left. All was quiet.", "He left. All was quiet."
    assert follows(old, new, "He left.") == "He left."
    assert place(old, new, span_of(old, "He said no.")).fate is Fate.LOST


def test_paragraphs_in_another_order_take_their_passages_with_them() -> None:
    paragraphs = ARTICLE.split("\n\n")
    new = "\n\n".join([paragraphs[0], paragraphs[4], paragraphs[3], paragraphs[2], paragraphs[1]])
    for words in ("Prices for gas rose", "The crowd in the square sang", "“We shall see,” he added", "He left"):
        found = place(ARTICLE, new, span_of(ARTICLE, words))
        assert words_of(found, new) == words


def test_a_moved_paragraph_with_a_mended_word_is_followed() -> None:
    paragraphs = ARTICLE.replace("The crowd", "The crovvd").split("\n\n")
    old = "\n\n".join(paragraphs)
    new = "\n\n".join([paragraphs[2].replace("crovvd", "crowd"), *paragraphs[:2], *paragraphs[3:]])
    found = place(old, new, span_of(old, "The crovvd in the square sang"))
    assert (found.fate, words_of(found, new)) == (Fate.CHANGED, "The crowd in the square sang")


def test_a_few_words_moved_alone_are_found_if_they_are_there_once() -> None:
    old = "Transnistria was silent. The others talked on and on about bread."
    new = "The others talked on and on about bread, wine and Transnistria."
    assert follows(old, new, "Transnistria") == "Transnistria"


def test_a_sentence_that_was_rewritten_is_lost_not_guessed() -> None:
    new = ARTICLE.replace("The crowd in the square sang until midnight.", "Shops in the city were closed all week.")
    assert place(ARTICLE, new, span_of(ARTICLE, "The crowd in the square sang until midnight.")).fate is Fate.LOST


def test_a_passage_of_which_little_is_left_is_lost() -> None:
    words = "Nobody in Kiev believed that the talks had a chance."
    new = ARTICLE.replace(words, "Nobody.")
    assert place(ARTICLE, new, span_of(ARTICLE, words)).fate is Fate.LOST


def test_a_paragraph_in_the_place_of_a_word_at_the_edge_does_not_enter_the_passage() -> None:
    long = "This new paragraph has nothing to do with it and is far longer than what stood here before."
    new = ARTICLE.replace("sang until midnight.", f"sang until {long}")
    assert long not in follows(ARTICLE, new, "The crowd in the square sang until midnight")


def test_spaces_quotes_and_line_ends_change_the_passage_but_not_its_likeness() -> None:
    new = ARTICLE.replace("“", '"').replace("”", '"').replace(" ", "\u00a0").replace("\n\n", "\n")
    found = place(ARTICLE, new, span_of(ARTICLE, "“We shall see,” he added"))
    assert found.fate is Fate.CHANGED
    assert found.likeness == 1.0
    assert words_of(found, new) == '"We\u00a0shall\u00a0see,"\u00a0he\u00a0added'


Form = Literal["NFC", "NFD"]


@pytest.mark.parametrize("forms", [("NFC", "NFD"), ("NFD", "NFC")])
def test_composed_and_decomposed_letters_are_the_same(forms: tuple[Form, Form]) -> None:
    text = "Le président a dit : « Ça suffit, répète-t-il, à Orléans. » Việt Nam, Αθήνα, й."
    old, new = (unicodedata.normalize(form, text) for form in forms)
    for words in ("président a dit", "Ça suffit", "répète", "Việt", "й"):
        found = place(old, new, span_of(old, unicodedata.normalize(forms[0], words)))
        assert words_of(found, new) == unicodedata.normalize(forms[1], words)
        assert found.likeness == 1.0


def test_a_ligature_and_a_soft_hyphen_are_followed_to_plain_letters() -> None:
    old, new = "The \ufb01rst o\ufb03cer re\u00adsigned today.", "The first officer resigned today."
    assert follows(old, new, "\ufb01rst o\ufb03cer re\u00adsigned") == "first officer resigned"


def test_emoji_flags_and_arabic_keep_their_places() -> None:
    old = "قال الوزير إنه لن يقبل النتيجة 😀🇺🇦. 👩‍👩‍👧 went home."
    new = "A new line.\n" + old.replace("went", "walked")
    for words in ("الوزير إنه", "😀🇺🇦", "👩‍👩‍👧", "النتيجة 😀"):
        assert follows(old, new, words) == words


def test_chinese_without_spaces_is_followed_by_its_characters() -> None:
    old, new = "外长周五说，他不接受投票结果。人群唱到午夜。", "更正：外长周五说，他不会接受投票结果。人群唱到午夜。"
    assert follows(old, new, "人群唱到午夜") == "人群唱到午夜"
    assert follows(old, new, "他不接受投票结果") == "他不会接受投票结果"


def test_white_space_at_the_edges_of_a_passage_stays_where_it_still_is() -> None:
    span = span_of(ARTICLE, " the talks had a chance. ")
    assert place(ARTICLE, "New. " + ARTICLE, span).fate is Fate.MOVED


def test_a_passage_of_white_space_alone_is_lost() -> None:
    assert place(ARTICLE, "New. " + ARTICLE, span_of(ARTICLE, "\n\n")).fate is Fate.LOST


def test_nothing_is_left_of_a_passage_in_an_empty_text() -> None:
    assert place("Some words.", "", Span(0, 4)).fate is Fate.LOST


def test_what_the_new_text_has_more_is_told() -> None:
    more = "A whole paragraph, of some fifteen words, that the first copy of the article left out entirely.\n\n"
    new = ARTICLE.replace("Nobody in Kiev", more + "Nobody in Kiev").replace("12 per", "14 per")
    (found,) = Anchoring(ARTICLE, new).fresh(10)
    assert found.quotation(new) == more.strip()
    assert Anchoring(ARTICLE, new).fresh(100) == ()


def test_a_moved_paragraph_is_not_new() -> None:
    paragraphs = ARTICLE.split("\n\n")
    assert Anchoring(ARTICLE, "\n\n".join(paragraphs[::-1])).fresh(5) == ()


# Laws.

WORDS = st.lists(
    st.sampled_from(["the", "vote", "talks", "a", "Kiev", "gas", "said", "no", "é", "😀", "مع", "it.", "“so”", "\n"]),
    min_size=1,
    max_size=60,
).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(max_size=120))


@st.composite
def texts_with_spans(draw: st.DrawFn, most: int = 6) -> tuple[str, list[Span]]:
    text = draw(TEXTS.filter(bool))
    edges = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(edges, edges).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=most))
    return text, [Span(min(pair), max(pair)) for pair in pairs]


@given(texts_with_spans())
def test_replacing_a_text_by_itself_keeps_every_passage(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    assert Anchoring(text, text).place_all(spans) == tuple(Anchored(Fate.KEPT, span, 1.0) for span in spans)


@given(texts_with_spans(), st.lists(st.sampled_from(["foreword", "written", "anew"]), min_size=1, max_size=20))
def test_text_put_before_moves_every_passage_by_its_length(case: tuple[str, list[Span]], more: list[str]) -> None:
    text, spans = case
    inserted = " ".join(more) + "\n\n"
    anchoring = Anchoring(text, inserted + text)
    for span in spans:
        found = anchoring.place(span)
        if span.quotation(text).strip() and span.quotation(text).isascii():
            assert found == Anchored(Fate.MOVED, Span(span.start + len(inserted), span.end + len(inserted)), 1.0)


@given(texts_with_spans(), TEXTS)
def test_a_found_passage_lies_in_the_new_text_and_one_with_the_same_words_says_so(
    case: tuple[str, list[Span]], new: str
) -> None:
    text, spans = case
    for span, found in zip(spans, Anchoring(text, new).place_all(spans), strict=True):
        assert (found.span is None) == (found.fate is Fate.LOST)
        if found.span is not None:
            assert found.span.end <= len(new)
            same = found.span.quotation(new) == span.quotation(text)
            assert same == (found.fate in (Fate.KEPT, Fate.MOVED))
            assert (found.fate is Fate.KEPT) == (same and found.span == span)
            assert 0.6 <= found.likeness <= 1


@given(texts_with_spans(), st.data())
def test_passages_stay_nested_and_in_order_where_nothing_was_moved(
    case: tuple[str, list[Span]], data: st.DataObject
) -> None:
    """A deletion, an insertion and a replacement, one after the other."""
    text, spans = case
    new = text
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(new)))
        end = data.draw(st.integers(start, min(len(new), start + 20)))
        new = new[:start] + data.draw(st.sampled_from(["", "mended", " entirely new words ", "\n"])) + new[end:]
    anchoring = Anchoring(text, new)
    assume(not anchoring._blocks)
    # White space at the edges goes its own way: it is there or not.
    placed = [
        (Span(*bare), Span(*new_bare))
        for span in spans
        if (bare := trimmed(text, span.start, span.end)) is not None
        and (found := anchoring.place(Span(*bare)).span) is not None
        and (new_bare := trimmed(new, found.start, found.end)) is not None
    ]
    for one, here in placed:
        for other, there in placed:
            if one.start <= other.start and other.end <= one.end:
                assert here.start <= there.start
                assert there.end <= here.end
            if one.end <= other.start:
                assert here.end <= there.start


@given(st.integers(0, 11), st.integers(0, 11))
def test_a_passage_outside_a_deletion_keeps_its_words(first: int, second: int) -> None:
    sentences = [f"Sentence number {word} of the article ends here." for word in "abcdefghijkl"]
    assume(first != second)
    old = " ".join(sentences)
    new = " ".join(sentences[:first] + sentences[first + 1 :])
    found = place(old, new, span_of(old, sentences[second]))
    assert words_of(found, new) == sentences[second]
    assert place(old, new, span_of(old, sentences[first])).fate is Fate.LOST


# Size.


def _long(words: int, seed: int = 7) -> list[str]:
    chance = random.Random(seed)
    lexicon = ["".join(chance.choices("abcdefghiklmnoprstuvw", k=chance.randint(2, 10))) for _ in range(20_000)]
    return [lexicon[min(int(chance.paretovariate(0.5)), 19_999)] for _ in range(words)]


def test_a_megabyte_with_ten_thousand_passages_takes_seconds() -> None:
    chance = random.Random(1)
    words = _long(170_000)
    for place_ in range(11, len(words), 12):
        words[place_] += ".\n\n" if chance.random() < 0.2 else "."
    old = " ".join(words)
    for _ in range(3_000):
        number = chance.randrange(len(words))
        words[number] = words[number].replace("n", "ii")
    for _ in range(100):
        number = chance.randrange(len(words))
        del words[number : number + 30]
    moved = words[50_000:50_400]
    del words[50_000:50_400]
    words[120_000:120_000] = moved
    new = " ".join(words)
    assert len(old) > 900_000
    starts = [chance.randrange(len(old) - 400) for _ in range(10_000)]
    spans = [Span(start, start + chance.randrange(1, 400)) for start in starts]
    with ends_within(20):  # ten where nothing else runs
        found = Anchoring(old, new).place_all(spans)
    assert sum(each.fate is Fate.LOST for each in found) < 400


def test_a_text_that_repeats_one_sentence_for_ever_is_compared_in_time() -> None:
    sentence = "No comment was made. "
    old = sentence * 8_000
    new = old[: 2_000 * len(sentence)] + "One was made. " + old[2_000 * len(sentence) :] + "The end."
    with ends_within(10):
        anchoring = Anchoring(old, new)
    assert words_of(anchoring.place(Span(3_000 * len(sentence), 3_001 * len(sentence) - 1)), new) == sentence.strip()


def test_the_work_can_be_followed_and_stopped() -> None:
    told: list[tuple[int, int]] = []
    words = " ".join(_long(2_000))
    Anchoring(words, words.replace("a", "o"), lambda done, total: told.append((done, total))).place_all([Span(0, 9)])
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {total for _, total in told} == {100}

    def stop(done: int, _: int) -> None:
        if done >= 30:
            raise Cancelled

    with pytest.raises(Cancelled):
        Anchoring(words, words.replace("a", "o"), stop)
