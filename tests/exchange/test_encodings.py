"""Bytes become the words that somebody wrote, or a choice, or a refusal in words."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.guards import ends_within

from cadrage.core.errors import UserError
from cadrage.exchange.encodings import decode

WESTERN = [
    "The minister said “we’re done” – and left for the café in Zürich…",
    "It’s a £5 charge",
    "Le président a déclaré à Genève que l’été serait chaud",
    "Der Außenminister erklärte, die Bürger müssten warten",
    "El ministro señaló que mañana habrá una reunión en España",
    "O ministro não quis falar à imprensa em São Paulo",
    "Déjà vu",
    "naïve",
    "Malmö är större än Tromsø",
    "perché la città è così",
]
OTHERS = [
    ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy na louce"),
    ("cp1250", "Prezydent powiedział, że rząd będzie dalej rozmawiać"),
    ("cp1251", "Министр иностранных дел заявил, что переговоры продолжатся"),
    ("koi8_r", "Министр иностранных дел заявил, что переговоры продолжатся"),
    ("cp866", "Министр иностранных дел заявил, что переговоры продолжатся"),
    ("iso8859_5", "Министр иностранных дел заявил, что переговоры продолжатся"),
    ("koi8_u", "Міністр закордонних справ повідомив, що переговори тривають"),
    ("cp1253", "Ο υπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν αύριο"),
    ("cp1254", "Dışişleri Bakanı görüşmelerin süreceğini açıkladı"),
    ("cp1255", "שר החוץ אמר כי השיחות יימשכו גם מחר"),
    ("cp1256", "قال وزير الخارجية إن المحادثات سوف تستمر غدا"),
    ("cp932", "外務大臣は会談が明日も続くと述べた。"),
    ("euc_jp", "外務大臣は会談が明日も続くと述べた。"),
    ("iso2022_jp", "外務大臣は会談が明日も続くと述べた。"),
    ("gb18030", "外交部长说会谈明天还要继续进行下去。"),
    ("hz", "外交部长说会谈明天还要继续进行下去。"),
    ("big5", "外交部長說會談明天還要繼續進行下去。"),
    ("cp949", "외무 장관은 회담이 내일도 계속될 것이라고 말했다."),
    ("cp874", "รัฐมนตรีว่าการกระทรวงการต่างประเทศกล่าวว่าการเจรจาจะดำเนินต่อไป"),
    ("mac_roman", "Le président a déclaré à Genève que l’été serait chaud"),
]


@pytest.mark.parametrize("text", WESTERN)
def test_short_western_texts_in_windows_encoding_come_out_right(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_a_usual_western_article_is_told_for_sure() -> None:
    decoded = decode(("The talks failed. " * 20 + WESTERN[0]).encode("cp1252"))
    assert (decoded.encoding, decoded.confident, decoded.warnings) == ("cp1252", True, ())


@pytest.mark.parametrize(("encoding", "text"), OTHERS)
def test_legacy_encodings_are_told_by_what_reads_like_a_language(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.confident


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_settles_the_encoding(encoding: str) -> None:
    decoded = decode("\ufeffКрым 📰 – ok".encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.confident) == ("Крым 📰 – ok", encoding, True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_encodings_are_told_without_a_mark(encoding: str) -> None:
    text = "Министр заявил, что переговоры идут.\nTalks go on, he said."
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda t: bool(t.strip())))
def test_any_text_in_utf_8_comes_out_as_it_went_in(text: str) -> None:
    from hypothesis import assume

    assume(text.strip("\ufeff \xa0\u200b\u2028\u2029") and "~{" not in text and not text.startswith("\ufeff"))
    assume(not text.startswith(("%PDF-", "{\\rtf", "RIFF", "ID3", "OggS", "BZh9", "GIF8")) and text[4:8] != "ftyp")
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.confident) == (text, "utf-8", True)


def test_text_that_no_encoding_reads_whole_is_left_to_a_choice() -> None:
    half = "Министр заявил, что переговоры продолжатся завтра. "
    decoded = decode((half * 5).encode() + (half * 5).encode("cp1251"))
    assert not decoded.confident
    assert decoded.candidates[0].encoding == "utf-8"
    assert "Министр заявил" in decoded.candidates[0].sample
    assert "cp1251" in [candidate.encoding for candidate in decoded.candidates]
    assert len({candidate.sample for candidate in decoded.candidates}) > 1


def test_letters_of_a_home_made_font_are_not_taken_for_a_language() -> None:
    decoded = decode("Ауаюытъыюса изин6ъа Зегьеицырзеи8шу Адек6а ларация5а".encode("cp1251"))
    assert not decoded.confident


def test_a_file_cut_in_the_middle_of_a_character_keeps_its_words_with_a_warning() -> None:
    whole = ("Переговоры продолжатся завтра. " * 9).encode()
    for data in (whole[:301], codecs.BOM_UTF8 + whole[:301]):
        decoded = decode(data)
        assert (decoded.encoding, decoded.confident) == ("utf-8", True)
        assert decoded.text.startswith("Переговоры")
        assert "cut off" in decoded.warnings[0]


def test_garbled_text_is_only_a_warning() -> None:
    garbled = "It’s Kerry’s “plan”".encode().decode("cp1252", "replace")
    decoded = decode(garbled.encode())
    assert decoded.text == garbled
    assert any("garbled" in warning for warning in decoded.warnings)
    assert decode("Â propos — Ãlvaro’s".encode()).warnings == ()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n" + b"text " * 50, "a PDF"),
        (b"PK\x03\x04 rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"GIF89a...", "GIF"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x7fELF\x02", "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 more", "Office"),
        (bytes(range(256)) * 4, "binary data"),
        (b"some words\x00and more\x00words, with ends" * 9, "binary data"),
        (bytes(range(1, 32)) * 9, "binary data"),
    ],
)
def test_what_is_not_text_is_refused_and_named(data: bytes, kind: str) -> None:
    with pytest.raises(UserError, match=f"not text.*{kind}"):
        decode(data)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\xa0\n\t ".encode()])
def test_a_file_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="contains no text"):
        decode(data)


def test_the_encoding_that_a_person_chose_is_taken_or_refused_in_words() -> None:
    assert decode("Привет".encode("cp1251"), "cp1252").text == "Ïðèâåò"
    assert decode(codecs.BOM_UTF8 + b"text", "utf-8").text == "text"
    assert decode("text".encode("utf-16"), "utf-16").text == "text"
    for encoding in ("utf-8", "klingon", "hex", "rot13"):
        with pytest.raises(UserError, match=encoding):
            decode("Привет".encode("cp1251"), encoding)


def test_five_megabytes_are_read_in_a_moment() -> None:
    with ends_within(10):
        assert decode(("Переговоры продолжатся завтра.\n" * 160_000).encode("cp1251")).encoding == "cp1251"
