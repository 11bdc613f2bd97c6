"""A document printed to a PDF."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from cadrage.core.errors import UserError
from cadrage.core.model import Span
from cadrage.gui.appearance import Appearance
from cadrage.gui.document_view import DocumentView
from cadrage.gui.reading import Reading
from cadrage.gui.span_index import Shown

PARAGRAPH = "The foreign minister said on Friday that he would not accept the result of the vote. " * 4
TEXT = "\n\n".join([PARAGRAPH.strip()] * 60 + ["وصل وزير الخارجية Kerry إلى لندن.", "Лавров 😀 обсудил ситуацию."])


@pytest.fixture
def view(qtbot: QtBot) -> DocumentView:
    view = DocumentView()
    qtbot.addWidget(view)
    view.show_document(TEXT, codings(), [(Span(len(PARAGRAPH), len(PARAGRAPH) + 50), "byline")])
    return view


def codings() -> list[Shown]:
    starts = range(4, len(TEXT) - 100, 300)
    return [Shown(start, Span(start, start + 60), "ESC-THR", "Threats", "#B44157", 1) for start in starts]


def contents(pdf: bytes) -> bytes:
    """All that the file's streams hold."""
    return b"".join(
        zlib.decompress(stream.strip(b"\r\n"))
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
        if stream[:1] == b"\x78"
    )


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def glyphs_shown(pdf: bytes) -> int:
    """How many glyphs the pages set as text, each by a number of four hexadecimal digits."""
    return sum(len(digits) // 4 for digits in re.findall(rb"<([0-9a-fA-F]+)>\s*Tj", contents(pdf)))


def test_a_printed_document_has_all_its_text_as_text_on_several_pages(view: DocumentView, tmp_path: Path) -> None:
    path = tmp_path / "article.pdf"
    pages = view.save_pdf(path)
    pdf = path.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pages > 5
    assert pages_of(pdf) == pages
    letters = sum(not character.isspace() for character in TEXT)
    assert glyphs_shown(pdf) > 0.95 * letters
    assert not re.search(rb"/Subtype\s*/Image", pdf)


def copied(path: Path) -> str:
    """The words of all pages as a reader of the file copies them."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("sans", [False, True])
def test_what_is_copied_from_the_pages_is_the_document_letter_by_letter(
    qtbot: QtBot, tmp_path: Path, *, sans: bool
) -> None:
    text = (
        "Soft drifts affect the official fifth shift of 2014-03-17 at 11:07, 1/7 of 171.\n\n“After”, ‘it’s’: 1–7 %.\tµ"
    )
    view = DocumentView()
    qtbot.addWidget(view)
    view.set_reading(Reading(sans=sans))
    view.show_document(text, [], [])
    view.save_pdf(tmp_path / "plain.pdf")
    assert "".join(copied(tmp_path / "plain.pdf").split()) == "".join(f"{text}1".split())
    view.show_document(text, [Shown(1, Span(5, 20), "AFT-117", "Shift, 1711", "#B44157", 1)], [])
    view.save_pdf(tmp_path / "coded.pdf")
    found = Counter("".join(copied(tmp_path / "coded.pdf").split()))
    assert found == Counter("".join(f"{text}AFT-117Shift, 17111".split()))


def test_a_letter_that_shares_its_glyph_with_a_quotation_mark_is_copied_as_itself(qtbot: QtBot, tmp_path: Path) -> None:
    text = "Hawai\u02bbi, \u02bbohana, O\u02bbahu"
    view = DocumentView()
    qtbot.addWidget(view)
    view.show_document(text, [], [])
    view.save_pdf(tmp_path / "article.pdf")
    assert copied(tmp_path / "article.pdf").startswith(text)


def test_what_is_printed_does_not_depend_on_the_theme(view: DocumentView, light: Appearance, tmp_path: Path) -> None:
    view.save_pdf(tmp_path / "light.pdf")
    light.set_mode("dark")
    view.save_pdf(tmp_path / "dark.pdf")
    drawn = [contents((tmp_path / f"{mode}.pdf").read_bytes()) for mode in ("light", "dark")]
    assert drawn[0] == drawn[1]


def test_codings_and_their_names_are_printed(view: DocumentView, tmp_path: Path) -> None:
    view.save_pdf(tmp_path / "coded.pdf")
    view.set_coders_shown(frozenset())
    view.save_pdf(tmp_path / "plain.pdf")
    coded, plain = ((tmp_path / f"{name}.pdf").read_bytes() for name in ("coded", "plain"))
    names = len("ESC-THRThreats") * len(codings())
    assert glyphs_shown(coded) - glyphs_shown(plain) >= names


def test_a_file_that_cannot_be_written_is_refused_in_words(view: DocumentView, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="The folder for"):
        view.save_pdf(tmp_path / "nowhere" / "article.pdf")
