"""Where sentences end by rules, in the hard cases of news in many languages; | marks the ends."""

from __future__ import annotations

import pytest

from cadrage.language.segments import split

HARD = {
    "en": [
        "The U.S. ambassador met Mr. Lavrov.| They talked.",
        "He was born in the U.S.| He left in 1990.",
        '"It failed."| She left.',
        'He refused the proposal.| "There is no need," he said.',
        "LONDON (Reuters) - U.S. Secretary Ann Berg met Gen. H. R. Stone on Friday.| He left at 5 p.m. on Monday.",
        "WASHINGTON, D.C. (AP) — The talks failed.| The U.N. said so.",
        "KYIV. — The talks failed.| Nobody spoke.",
        "Books by J. K. Rowling sold 3.5 million copies.| Prices rose.",
        '"Why?" Berg asked.| "Because we must."',
        '"Will you go?" he asked.| No.',
        'He said: "We will go.| We must."| Then he left.',
        '"There will be some response, let me put it that way."| Berg warned that it could fail.',
        "Berg said ... and left.| It was over...| We know.",
        "Dr. Smith vs. Mr. Jones Jr. was heard by Judge A. B. Cole.| It ended.",
        "See No. 5.| He said no.| They left.",
        "It is a violation of that law, and is illegitimate.” he said.| Lavrov, meanwhile, agreed.",
        "Apple Inc. said it would pay.| He works at Apple Inc.| The firm grew.",
        "On Jan. 5 they met.| It rained.",
        "The troops left the peninsula. [...]",
        "What?!| No!| Yes.",
        "(He left.)| She stayed.",
        "He met Sen. John Stone (R-Ariz.) in St. Petersburg.| They ate.",
        "1. The first point.| 2. The second",
        "Prices rose 3.| Then they fell.",
        "At 8 a.m. EST the U.S. State Department confirmed it.| The U.S. Congress agreed.",
        "It will go to the U.K. Prime Minister, he said.| It did.",
        "‘We are ready.’| She smiled.",
    ],
    "de": [
        "Am 14. März traf er Dr. Müller, z. B. in der Hans-Str. 5.| Danach ging er.",
        "„Wir gehen.“| Er blieb.",
        "Er sagte: „Wir gehen jetzt.| Es ist Zeit.“| Dann ging er.",
        "Das war 2014.| Die Regierung schwieg.",
        "Prof. Dr. A. Berg u. a. kamen am 3. Oktober.| Es regnete.",
        "Ludwig XIV. war König.| Er starb.",
        "Das kostet 3,5 Mio. Euro usw.| Der Preis stieg.",
        "»Wir kommen.«| »Nein«, sagte er.",
        "Der 2. Weltkrieg endete 1945.| Danach kam Frieden.",
    ],
    "fr": [
        "M. Hollande a rencontré Mme. Berg.| Ils ont parlé.",
        "« C'est fini. »| Il est parti.",
        "« Pourquoi ? » a demandé M. Dupont.| Rien.",
        "J.-P. Dupont est venu.| Il a dit non.",
    ],
    "es": ["El Sr. Pérez y la Dra. Ruiz hablaron.| ¿Por qué?| ¡No!", "EE.UU. y la UE firmaron.| El acuerdo vale."],
    "it": ["Il dott. Rossi e la sig.ra Verdi vennero.| Poi basta."],
    "nl": ["Dhr. De Vries kwam o.a. met mevr. Jansen.| Hij ging weg."],
    "pt": ["O Sr. Silva e a Dra. Souza saíram.| Fim."],
    "pl": ["Prof. Nowak mieszka przy ul. Długiej 5.| Ma ok. 50 lat.", "W 2014 r. przyjechał.| Było zimno."],
    "ru": [
        "В 2014 г. он приехал.| Это было давно.",
        "А. С. Пушкин родился в Москве.| Он жил на ул. Ленина, д. 5.",
        "«Мы готовы», – сказал он.| «Идём!» – ответила она.",
        "Он живёт в г. Киеве и т. д.| Всё ясно.",
    ],
    "uk": ["У 2014 р. він приїхав.| Це було давно.", "Т. Г. Шевченко жив на вул. Хрещатик.| Він помер."],
    "ar": ["ذهب الولد إلى المدرسة.| هل عاد؟| نعم."],
    "hi": ["वह आया।| वह गया।"],
    "zh": ["他说：“我们走。”|他走了。|好吗？|好！"],
    "ja": ["今日は晴れです。|明日は雨です。"],
}


@pytest.mark.parametrize(("language", "line"), [(language, line) for language, lines in HARD.items() for line in lines])
def test_sentences_end_where_a_reader_says(language: str, line: str) -> None:
    text = line.replace("|", "")
    wanted = [part.strip() for part in line.split("|")]
    assert [text[start:end] for start, end in split(text, "sentence", language).boundaries] == wanted


def test_splitter_and_version_are_told_with_the_language() -> None:
    found = split("Er kam. Sie ging.", "sentence", "de")
    assert (found.splitter, found.version) == ("lines, then rules (de)", "2")
    assert split("Der Senat hat am Montag das neue Gesetz beschlossen.", "sentence").splitter.endswith("(de)")


def test_languages_without_spaces_have_a_token_a_character_and_whole_foreign_words() -> None:
    text = "他在NATO说：“好。”"
    found = [text[start:end] for start, end in split(text, "token", "zh").boundaries]
    assert found == ["他", "在", "NATO", "说", "：", "“", "好", "。", "”"]


def test_a_thai_mark_stays_with_its_letter() -> None:
    text = "ที่นี่"
    assert [text[start:end] for start, end in split(text, "token", "th").boundaries] == ["ที่", "นี่"]


@pytest.mark.parametrize("language", ["ja", "ko", "vi", "th", "xx-none", "nb", "uk"])
def test_every_language_can_be_cut_into_tokens_without_further_packages(language: str) -> None:
    assert split("One two.", "token", language).boundaries == ((0, 3), (4, 7), (7, 8))
