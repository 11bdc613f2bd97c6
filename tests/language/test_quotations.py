"""Quotations and their speakers by rules, in invented sentences of several languages."""

from __future__ import annotations

import pytest

from cadrage.core.speech import SpeechForm
from cadrage.language.quotations import quotations
from tests.guards import ends_within

Q = SpeechForm


def found(text: str, language: str) -> list[tuple[SpeechForm, str, str, str]]:
    return [
        (each.form, text[each.words.start : each.words.end], each.verb, each.speaker)
        for each in quotations(text, language)
    ]


SAID = [
    ("en", "“We will stay here,” said Ann Miller.", (Q.DIRECT, "We will stay here,", "said", "Ann Miller")),
    ("en", '"We will stay here," Miller said.', (Q.DIRECT, "We will stay here,", "said", "Miller")),
    ("en", "Miller said: “Nobody is leaving.”", (Q.DIRECT, "Nobody is leaving.", "said", "Miller")),
    (
        "en",
        "Ann Miller, a senior official, said: “We stay.”",
        (Q.DIRECT, "We stay.", "said", "Ann Miller"),
    ),
    (
        "en",
        "The harbour chief, Ann Miller, called for calm and said the plan was “wrong and late” on Friday.",
        (Q.PARTIAL, "wrong and late", "said", "Ann Miller"),
    ),
    ("en", "Miller told reporters that the bridge was safe.", (Q.REPORTED, "the bridge was safe", "told", "Miller")),
    (
        "en",
        "According to the mayor, the roads are open.",
        (Q.REPORTED, "the roads are open", "According to", "the mayor"),
    ),
    ("en", "The roads are open, officials said on Friday.", (Q.REPORTED, "The roads are open", "said", "officials")),
    ("en", "'It's the workers' day,' Ms. Dunn said.", (Q.DIRECT, "It's the workers' day,", "said", "Ms. Dunn")),
    ("de", "„Wir bleiben hier“, sagte Anna Weber.", (Q.DIRECT, "Wir bleiben hier", "sagte", "Anna Weber")),
    ("de", "»Das ist ganz falsch«, so Weber.", (Q.DIRECT, "Das ist ganz falsch", "so", "Weber")),
    ("de", "Laut Anna Weber ist die Lage ruhig.", (Q.REPORTED, "ist die Lage ruhig", "Laut", "Anna Weber")),
    ("de", "Weber erklärte, dass die Brücke halte.", (Q.REPORTED, "die Brücke halte", "erklärte", "Weber")),
    (
        "fr",
        "« Nous restons ici », a déclaré le ministre Paul Martin.",
        (Q.DIRECT, "Nous restons ici", "a déclaré", "le ministre Paul Martin"),
    ),
    ("fr", "Selon la mairie, le pont est fermé.", (Q.REPORTED, "le pont est fermé", "Selon", "la mairie")),
    ("es", "—No lo sé —dijo María—. Ya veremos.", (Q.DIRECT, "No lo sé", "dijo", "María")),
    ("es", "Según Ana Ruiz, no hay peligro.", (Q.REPORTED, "no hay peligro", "Según", "Ana Ruiz")),
    ("it", "«Non è finita», ha detto Mario Neri.", (Q.DIRECT, "Non è finita", "ha detto", "Mario Neri")),
    ("nl", "“We gaan nu door”, zei Jan de Vries.", (Q.DIRECT, "We gaan nu door", "zei", "Jan de Vries")),
    ("nl", "Volgens de politie is niemand gewond.", (Q.REPORTED, "is niemand gewond", "Volgens", "de politie")),
    ("pl", "„Nie wiemy nic” – powiedziała Anna Nowak.", (Q.DIRECT, "Nie wiemy nic", "powiedziała", "Anna Nowak")),
    ("pl", "Nowak oświadczyła, że most stoi.", (Q.REPORTED, "most stoi", "oświadczyła", "Nowak")),
    ("ru", "«Мы остаёмся здесь», — сказал Иван Петров.", (Q.DIRECT, "Мы остаёмся здесь", "сказал", "Иван Петров")),
    ("ru", "По словам мэра, пострадавших нет.", (Q.REPORTED, "пострадавших нет", "По словам", "мэра")),
    ("uk", "Коваль заявила, що міст закрито.", (Q.REPORTED, "міст закрито", "заявила", "Коваль")),
]


@pytest.mark.parametrize(("language", "text", "expected"), SAID)
def test_words_are_found_with_their_speaker(
    language: str, text: str, expected: tuple[SpeechForm, str, str, str]
) -> None:
    assert expected in found(text, language)


def test_the_second_half_of_a_quotation_has_the_speaker_of_the_first() -> None:
    text = "“We will stay,” said Ann Miller. “There is no other way.”"
    assert [each.speaker for each in quotations(text, "en")] == ["Ann Miller", "Ann Miller"]


def test_a_quotation_goes_on_where_the_next_paragraph_repeats_its_mark() -> None:
    text = "Miller said: “We stay.\n\n“We do not go.”"
    (only,) = quotations(text, "en")
    assert text[only.marked.start : only.marked.end] == "“We stay.\n\n“We do not go.”"
    assert only.speaker == "Miller"


def test_a_mark_that_never_closes_is_no_quotation() -> None:
    assert quotations("Miller went “home.\n\nThe day was long.", "en") == ()


def test_nested_marks_belong_to_the_outer_quotation() -> None:
    text = "“He told me ‘never again’ and left,” Miller said."
    assert [each.form for each in quotations(text, "en")] == [Q.DIRECT]


def test_a_pronoun_is_the_one_speaker_before_it() -> None:
    text = "John Miller said that the bridge was safe. He added that it was new."
    assert [each.speaker for each in quotations(text, "en")] == ["John Miller", "John Miller"]


def test_a_pronoun_that_could_be_two_speakers_stays_a_pronoun() -> None:
    text = "Miller said that it was safe. Dunn said that it was not. He added that it was new."
    assert [each.speaker for each in quotations(text, "en")][-1] == "He"


def test_a_title_tells_who_a_pronoun_is_not() -> None:
    text = "Mrs. Dunn said that it was safe. Mr. Miller said that it was not. She added that it was new."
    assert quotations(text, "en")[-1].speaker == "Mrs. Dunn"


def test_a_single_word_in_marks_without_a_speaker_is_no_quotation() -> None:
    assert quotations("The “bridge” fell.", "en") == ()


def test_apostrophes_are_no_quotation_marks() -> None:
    assert quotations("It's the workers' day and don't we know it in '14.", "en") == ()


def test_a_megabyte_takes_seconds() -> None:
    piece = "“We will stay,” said Ann Miller, the mayor. She added that “nothing new” was planned for the old town.\n\n"
    with ends_within(4):  # half as fast on a busy machine
        assert len(quotations(piece * (1_000_000 // len(piece)), "en")) > 10_000


@pytest.mark.parametrize("piece", ["“a ", " 'a", '"', "a, ", "— a — b\n", "«", "the "])
def test_strange_texts_take_linear_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    with ends_within(4):
        found = quotations(text, "en")
    assert all(each.marked.end <= len(text) for each in found)


def test_two_verbs_of_one_subject_have_the_same_speaker() -> None:
    text = "Miller told reporters that it was safe, yet conceded that it was old."
    assert {each.speaker for each in quotations(text, "en")} == {"Miller"}


def test_a_day_before_the_verb_is_no_speaker() -> None:
    text = "Am Freitag sagte Weber, dass die Brücke halte."
    assert [each.speaker for each in quotations(text, "de")] == ["Weber"]
