"""Articles found in folders and read from files."""

from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.guards import ends_within

from cadrage.core.errors import UserError
from cadrage.exchange.article_kinds import SUPPORTED
from cadrage.exchange.articles import find_articles, read_article


def word_document(fill: Any) -> bytes:
    import docx

    document = docx.Document()
    fill(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def three_lines(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.add_paragraph("Talks fail in London")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Outlet", "The Paper"
    paragraph = document.add_paragraph("He said “no”\t")
    paragraph.add_run().add_break()
    paragraph.add_run("and left.")


def repacked(data: bytes, change: Any) -> bytes:
    """The ZIP with each part passed through `change(name, bytes)`."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def test_a_text_file_becomes_a_draft_with_canonical_text_and_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "имя файла — тест 📰.txt"
    path.write_bytes(b"\xef\xbb\xbfOne\r\nTwo\rThree\xe2\x80\xa8Four")
    (draft,) = read_article(path)
    assert (draft.title, draft.file_name) == ("имя файла — тест 📰", path.name)
    assert draft.text == "One\nTwo\nThree\nFour"
    assert (draft.format, draft.encoding, draft.warnings) == ("txt", "utf-8", ())
    assert draft.original == path.read_bytes()


def test_markdown_is_read_as_it_stands_and_unknown_endings_as_text(tmp_path: Path) -> None:
    for name in ("a.md", "b.text", "c.article", "d"):
        (tmp_path / name).write_text("# Title\n", encoding="utf-8")
    drafts = [read_article(path)[0] for path in sorted(tmp_path.iterdir())]
    assert [draft.format for draft in drafts] == ["md", "txt", "txt", "txt"]
    assert {draft.text for draft in drafts} == {"# Title\n"}
    assert read_article(tmp_path / "d", format="md")[0].format == "md"
    with pytest.raises(UserError, match=r"no format 'pages'\. Choose one of csv, docx, epub"):
        read_article(tmp_path / "d", format="pages")


def test_an_uncertain_encoding_is_said_and_a_chosen_one_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_bytes("ЯЫ".encode("cp1251"))
    assert "encoding is not certain" in read_article(path)[0].warnings[0]
    assert read_article(path, encoding="cp1251")[0].text == "ЯЫ"


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    path = tmp_path / "talks.docx"
    path.write_bytes(word_document(three_lines))
    (draft,) = read_article(path)
    assert draft.text == "Talks fail in London\nOutlet\tThe Paper\nHe said “no”\t\nand left.\n"
    assert (draft.title, draft.format, draft.original) == ("talks", "docx", path.read_bytes())


def test_links_and_insertions_of_a_word_document_are_text_and_deletions_are_not(tmp_path: Path) -> None:
    inside = (
        b'<w:hyperlink w:anchor="x"><w:r><w:t>a link</w:t></w:r></w:hyperlink>'
        b'<w:ins w:id="1"><w:r><w:t xml:space="preserve"> added</w:t></w:r></w:ins>'
        b'<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        b'<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    )

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</w:p>", inside, 1) if name == "word/document.xml" else part

    path = tmp_path / "links.docx"
    path.write_bytes(repacked(word_document(lambda document: document.add_paragraph("See ")), change))
    assert read_article(path)[0].text == "See a link added\n"


def test_files_that_only_pretend_to_be_word_documents_are_refused_in_words(tmp_path: Path) -> None:
    sound = word_document(three_lines)
    other_zip = BytesIO()
    with zipfile.ZipFile(other_zip, "w") as archive:
        archive.writestr("readme.txt", "no document")
    cases = {
        "text": (b"only text", "not a Word document"),
        "pdf": (b"%PDF-1.4", "not a PDF that can be read"),
        "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        "cut": (sound[: len(sound) // 2], "damaged or cut off"),
        "zip": (other_zip.getvalue(), "not a Word document"),
        "other": (b"\x89PNG\r\n\x1a\n" + bytes(99), "really a PNG picture"),
        "broken": (repacked(sound, lambda name, part: part[:99] if "document" in name else part), "damaged"),
        "empty": (word_document(lambda document: None), "contains no text"),
        "flipped": (sound[:60] + bytes([sound[60] ^ 255, sound[61] ^ 255]) + sound[62:], "damaged"),
    }
    for name, (data, message) in cases.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        with pytest.raises(UserError, match=message):
            read_article(path)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    bomb = word_document(three_lines)
    buffer = BytesIO(bomb)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.bin", bytes(60_000_000))
    path = tmp_path / "bomb.docx"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(UserError, match="unpack to far more"):
        read_article(path)


def test_a_word_document_cannot_make_us_read_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'.encode()
        return part.replace(b"<w:document", doctype, 1).replace(b"Talks", b"&x;Talks", 1)

    path = tmp_path / "entity.docx"
    path.write_bytes(repacked(word_document(three_lines), change))
    try:
        text = read_article(path)[0].text
    except UserError:
        text = ""
    assert "secret" not in text


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024 + 1)
    with pytest.raises(UserError, match=r"larger than 100 MB; split it"):
        read_article(path)


def test_five_megabytes_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Wörter – " * 500_000, encoding="utf-8")
    assert len(read_article(path)[0].text) == 4_500_000


def test_paths_that_cannot_be_read_are_named_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"'gone\.txt' does not exist"):
        read_article(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UserError, match="folder"):
        read_article(tmp_path / "folder.txt")


def test_folders_are_searched_in_order_and_what_is_passed_over_is_said(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.TXT",
        "a/y.docx",
        "a/photo.jpg",
        "a/none",
        ".hidden.txt",
        "~$y.docx",
        "p.cadrage",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "p.cadrage.lock").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    found = find_articles([tmp_path, tmp_path / "b.txt", tmp_path / "gone.txt", tmp_path / "empty"])
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["a/y.docx", "a/z.TXT", "b.txt"]
    assert {skipped.path.name: skipped.reason for skipped in found.skipped} == {
        "photo.jpg": "files ending in .jpg are not supported",
        "none": "files without an ending are not supported",
        "gone.txt": "does not exist",
        "empty": f"no articles in this folder (supported: {SUPPORTED})",
    }


def test_what_browsers_put_beside_a_saved_page_is_no_article(tmp_path: Path) -> None:
    for name in ("Talks.html", "Talks_files/advert.html", "Talks-Dateien/a.htm", "Other_files/story.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    found = find_articles([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["Other_files/story.html", "Talks.html"]
    assert found.skipped == ()


def test_a_folder_with_nothing_but_other_files_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    assert [skipped.path for skipped in find_articles([tmp_path]).skipped] == [tmp_path / "a.jpg", tmp_path]


def test_tables_within_tables_and_text_boxes_are_read_once(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        outer = document.add_table(rows=1, cols=2)
        outer.cell(0, 0).text = "left"
        inner = outer.cell(0, 1).add_table(rows=2, cols=1)
        inner.cell(0, 0).text, inner.cell(1, 0).text = "upper", "lower"
        document.add_paragraph("after")

    box = (
        b"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p>"
        b"</w:txbxContent></w:pict></w:r>"
        b"</w:p><w:sectPr"
    )

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</w:p><w:sectPr", box) if name == "word/document.xml" else part

    path = tmp_path / "nested.docx"
    path.write_bytes(repacked(word_document(fill), change))
    assert read_article(path)[0].text == "left\tupper lower\nafter\nin a box\n"


def test_a_file_named_outright_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "article.news"
    path.write_text("words", encoding="utf-8")
    assert find_articles([path, path]).files == (path,)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("x", encoding="utf-8")
    (folder / "again").symlink_to(tmp_path)
    (folder / "self").symlink_to(folder / "self")
    (folder / "dead.txt").symlink_to(tmp_path / "nowhere.txt")
    found = find_articles([tmp_path])
    assert found.files == (folder / "a.txt",)
    assert {skipped.path.name for skipped in found.skipped} == {"self", "dead.txt"}


@pytest.mark.skipif(sys.platform != "linux", reason="only there are names any bytes")
def test_a_name_that_is_no_text_is_read_and_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("words", encoding="utf-8")
    assert find_articles([tmp_path]).files == (path,)
    (draft,) = read_article(path)
    assert draft.text == "words"
    assert (draft.title.encode(), draft.file_name.encode()) == (
        "caf\ufffd".encode(),
        "caf\ufffd.txt".encode(),
    )


def test_a_thousand_files_are_read_in_a_moment(tmp_path: Path) -> None:
    for number in range(1000):
        words = ("Kerry’s visit to London – a talk. " * 150)[:5000] + str(number)
        (tmp_path / f"{number}.txt").write_text(words, encoding="utf-8")
    with ends_within(1.5):
        files = find_articles([tmp_path]).files
        hashes = {hashlib.sha256(read_article(path)[0].text.encode()).digest() for path in files}
    assert len(hashes) == 1000
