"""OpenDocument, RTF, e-books and web pages: every word of the text, nothing else, and refusals in words."""

from __future__ import annotations

import socket
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.exchange.made_files import PARAGRAPHS, STORY, archive, epub, every_kind, odt, rtf, web_page, word
from tests.guards import ends_within

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange.articles import read_article


def read(folder: Path, name: str, data: bytes, **choice: str) -> DocumentDraft:
    path = folder / name
    path.write_bytes(data)
    (draft,) = read_article(path, **choice)
    assert draft.original == data
    return draft


def refusal(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_article(path)
    return str(caught.value)


@pytest.mark.parametrize("ending", [".docx", ".odt", ".rtf", ".epub"])
def test_the_same_story_reads_the_same_in_every_format(tmp_path: Path, ending: str) -> None:
    draft = read(tmp_path, f"story{ending}", every_kind()[ending])
    assert tuple(draft.text.splitlines()[:3]) == STORY
    assert (draft.title, draft.format, draft.warnings) == ("story", ending[1:], ())


# OpenDocument.


def test_an_opendocument_gives_headings_lists_and_tables_in_order_and_spells_out_its_spaces(tmp_path: Path) -> None:
    body = (
        "<text:h>Talks   fail</text:h>"
        "<text:p>Two<text:s text:c='2'/>spaces<text:tab/>and<text:line-break/>a <text:span>new</text:span>"
        " line</text:p>"
        "<text:list><text:list-item><text:p>first</text:p></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Outlet</text:p>"
        "</table:table-cell><table:table-cell><text:p>The</text:p><text:p>Quay</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows></table:table>"
        "<text:p>end</text:p>"
    )
    text = read(tmp_path, "a.odt", odt(body)).text
    assert text == "Talks fail\nTwo  spaces\tand\na new line\nfirst\nOutlet\tThe Quay\nend\n"


def test_notes_comments_and_deletions_of_an_opendocument_are_left_out_and_text_boxes_are_not(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>was deleted</text:p></text:tracked-changes>"
        "<text:p>kept<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note> words"
        "<office:annotation><text:p>a comment</text:p></office:annotation>"
        "<draw:frame><svg:title>a picture</svg:title><draw:text-box><text:p>in a box</text:p></draw:text-box>"
        "</draw:frame></text:p>"
    )
    assert read(tmp_path, "a.odt", odt(body)).text == "kept words\nin a box\n"


def test_opendocuments_that_cannot_be_read_are_refused_for_their_true_reason(tmp_path: Path) -> None:
    assert "password" in refusal(tmp_path, "a.odt", odt(manifest="<encryption-data/>"))
    assert "contains no text" in refusal(tmp_path, "b.odt", odt("<text:p/>"))
    assert "damaged" in refusal(tmp_path, "c.odt", odt("<text:p>"))
    assert "damaged or cut off" in refusal(tmp_path, "d.odt", odt()[:200])
    sheet = archive({"content.xml": "<a/>"}, first="application/vnd.oasis.opendocument.spreadsheet")
    assert "another kind of document" in refusal(tmp_path, "e.odt", sheet)


def test_entities_bring_neither_other_files_nor_a_flood_into_an_opendocument(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    laughs = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {one} '{f'&{other};' * 10}'>" for other, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for before in (outside, f"{laughs}<!ENTITY x '&i;'>]>"):
        try:
            text = read(tmp_path, "a.odt", odt("<text:p>word &x;</text:p>", before=before)).text
        except UserError:
            continue
        assert "secret" not in text
        assert len(text) < 100


# RTF.


def test_rtf_gives_signs_tables_and_every_code_page_that_it_names(tmp_path: Path) -> None:
    head = (
        r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fnil\fcharset204 Times Cyr;}"
        r"{\f2\fnil\fcharset128 Mincho;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\title Draft 3}}"
    )
    body = (
        r"\pard caf\'e9 \ldblquote quoted\rdblquote  \endash  {\f1\'cf\'f0\'e8\'e2\'e5\'f2} {\f2\'8c\'f0\'8f\'c2}\par"
        "\n"
        r"\u1055?\u1088 \uc2\u1080\'a1\'a2 {\uc0\u-10179\u-8704}!\line new\tab line\~x\par "
        r"\trowd\pard\intbl Outlet\cell The\par Quay\cell\row \pard end \{of\} it\\"
    )
    text = read(tmp_path, "a.rtf", rtf(body, head=head)).text
    assert text == ("café “quoted” – Привет 交渉\nПри 😀!\nnew\tline\u00a0x\nOutlet\tThe Quay\nend {of} it\\\n")


def test_what_rtf_hides_is_no_text(tmp_path: Path) -> None:
    body = (
        r"{\header head}{\footer foot}{\*\generator Writer;}{\*\unknown words}shown{\footnote note}"
        r"{\v hidden}{\deleted gone}{\field{\*\fldinst HYPERLINK a}{\fldrslt  a link}}"
        r"{\pict\wmetafile8 0102ff}{\pict\bin4 ab}}}{\*\shppict x} and"
        r" {\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt boxed}}}"
    )
    assert read(tmp_path, "a.rtf", rtf(body)).text == "shown a link and boxed\n"


def test_rtf_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    draft = read(tmp_path, "a.rtf", rtf(r"\pard first\par second\par third")[:-9])
    assert draft.text == "first\nsecond\n"
    assert draft.warnings == ("The file ends in the middle: it seems to have been cut off.",)


def test_bytes_that_the_code_page_of_rtf_lacks_are_counted_and_another_encoding_can_be_chosen(tmp_path: Path) -> None:
    data = rtf(r"\'cf\'f0\'e8\'e2\'e5\'f2 \'81", head=r"\ansi\ansicpg1252")
    assert "places: 1" in read(tmp_path, "a.rtf", data).warnings[0]
    assert read(tmp_path, "a.rtf", data, encoding="cp1251").text == "Привет Ѓ\n"


def test_rtf_that_is_none_or_never_ends_is_refused(tmp_path: Path) -> None:
    assert "not an RTF document" in refusal(tmp_path, "a.rtf", b"plain words")
    assert "groups never end" in refusal(tmp_path, "b.rtf", b"{\\rtf1" + b"{" * 9000)
    assert "contains no text" in refusal(tmp_path, "c.rtf", rtf(r"{\info x}"))


# E-books.


def test_an_e_book_is_read_in_its_order_without_contents_and_with_its_facts(tmp_path: Path) -> None:
    facts = (
        "<dc:title>The  Strike</dc:title><dc:creator>I. Solheim</dc:creator><dc:creator>B. Ny</dc:creator>"
        "<dc:date>2014-05-03T00:00:00Z</dc:date><dc:publisher>The Quay</dc:publisher>"
    )
    pages = [
        "<h1>One</h1><p>N&eacute;gociations &amp; talks&nbsp;– &#x1F600;</p>",
        "<p>Two<br/>lines</p><script>x</script>",
    ]
    draft = read(tmp_path, "a.epub", epub(pages, facts=facts))
    assert draft.text == "One\nNégociations & talks\u00a0– 😀\nTwo\nlines\n"
    assert draft.title == "The Strike"
    assert draft.values == {"author": "I. Solheim; B. Ny", "published": "2014-05-03", "outlet": "The Quay"}


def test_a_page_of_an_e_book_that_is_no_sound_xml_is_read_all_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, "a.epub", epub(["<p>open <b>words<p>next & last"])).text == "open words\nnext & last\n"


def test_protected_and_broken_e_books_are_refused_for_their_true_reason(tmp_path: Path) -> None:
    locked = '<encryption><CipherReference URI="OPS/text/page%200.xhtml"/></encryption>'
    assert "DRM" in refusal(tmp_path, "a.epub", epub(more={"META-INF/encryption.xml": locked}))
    fonts = '<encryption><CipherReference URI="OPS/fonts/a.ttf"/></encryption>'
    assert read(tmp_path, "b.epub", epub(more={"META-INF/encryption.xml": fonts})).text.startswith(STORY[0])
    assert "not an e-book" in refusal(tmp_path, "c.epub", archive({"a.txt": "x"}, first="application/epub+zip"))
    assert "contains no text" in refusal(tmp_path, "d.epub", epub(["<img/>"]))
    assert "damaged" in refusal(tmp_path, "e.epub", epub(page_type="image/svg+xml"))


def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    for name, made in (("a.epub", epub(["<p>x</p>" * 7_000_000])), ("a.odt", odt("<text:p>x</text:p>" * 3_000_000))):
        assert "far more" in refusal(tmp_path, name, made)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html><body>" + b"<b>x" * 2_000_000),
        ("a.rtf", b"{\\rtf1" + b"\\par" * 8_000_000),
        ("a.docx", b""),
    ],
)
def test_markup_that_no_article_has_is_not_parsed(tmp_path: Path, name: str, data: bytes) -> None:
    made = data or word()
    if name.endswith(".docx"):
        inside = "".join(f"<w:r><w:t>{number}</w:t></w:r>" for number in range(520_000))
        with zipfile.ZipFile(BytesIO(made)) as source:
            parts = {part: source.read(part) for part in source.namelist()}
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:p>", inside.encode() + b"</w:p>", 1)
        made = archive(parts)
    assert "far more than articles do" in refusal(tmp_path, name, made)


# Web pages.


def test_of_a_web_page_the_article_is_taken_with_its_headline_and_facts(tmp_path: Path) -> None:
    head = (
        "<meta name='author' content='Ida Solheim'>"
        "<meta property='article:published_time' content='2014-05-05T08:00:00Z'>"
        "<link rel='canonical' href='https://quay.example/news/talks'>"
    )
    draft = read(tmp_path, "page.html", web_page(head=head).encode())
    assert draft.text == "\n".join(("Ferry talks end without a deal", *PARAGRAPHS)) + "\n"
    assert draft.title == "Ferry talks end without a deal"
    assert draft.values == {
        "outlet": "The Quay",
        "author": "Ida Solheim",
        "published": "2014-05-05",
        "url": "https://quay.example/news/talks",
    }


def test_nothing_is_fetched_and_no_script_is_run_for_a_web_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody opened a connection")

    read(tmp_path, "page.htm", web_page().encode())  # libraries name the socket class when they are loaded
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = (
        "<base href='http://quay.example/'><link rel=stylesheet href=a.css><meta http-equiv=refresh content='0;url=b'>"
    )
    text = read(tmp_path, "page.htm", web_page(head=head).encode()).text
    assert "written by a script" not in text
    assert "color" not in text


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("cp1251", "<meta charset=windows-1251>"),
        ("cp1252", "<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>"),
        ("utf-8", "<meta charset='iso-8859-1'>"),
        ("utf-16", "<meta charset='utf-16'>"),
        ("cp932", "<meta charset='Shift_JIS'>"),
        ("koi8_r", ""),
    ],
)
def test_the_encoding_of_a_web_page_is_the_one_that_its_bytes_bear_out(
    tmp_path: Path, codec: str, declared: str
) -> None:
    words = {
        "cp1251": "Переговоры о паромах в понедельник закончились ничем.",
        "koi8_r": "Переговоры о паромах в понедельник закончились ничем.",
        "cp932": "フェリーの交渉は月曜日に合意なしに終わった。",
    }.get(codec, "Les négociations – « sans accord » – se sont arrêtées à l’été.")
    page = web_page(head=declared, paragraphs=[words * 8]).replace("<meta charset='utf-8'>", "").replace("©", "")
    assert words in read(tmp_path, "page.html", page.encode(codec)).text


def test_a_page_without_an_article_gives_all_its_words_or_is_refused(tmp_path: Path) -> None:
    draft = read(tmp_path, "list.html", b"<html><body><table><tr><td>a</td><td>b</td></tr></table></body></html>")
    assert "a" in draft.text
    assert "b" in draft.text
    assert "contains no text" in refusal(tmp_path, "app.html", b"<html><body><script>render()</script></body></html>")


def test_a_page_nested_without_end_does_no_harm(tmp_path: Path) -> None:
    page = b"<html><body>" + b"<div>" * 50_000 + b"words in the deep" + b"</body></html>"
    path = tmp_path / "deep.html"
    path.write_bytes(page)
    try:
        read_article(path)
    except UserError:
        pass


def test_data_scripts_give_facts_and_broken_ones_take_no_time(tmp_path: Path) -> None:
    data = '{"@context":"https://schema.org","@type":"NewsArticle","author":{"@type":"Person","name":"Ida Solheim"}}'
    script = "<script type='application/ld+json'>{}</script>"
    assert read(tmp_path, "a.html", web_page(head=script.format(data)).encode()).values["author"] == "Ida Solheim"
    broken = script.format('{"@type":"NewsArticle","author":"a' * 8_000)
    with ends_within(5):
        assert read(tmp_path, "b.html", web_page(head=broken).encode()).text.startswith("Ferry talks end")
