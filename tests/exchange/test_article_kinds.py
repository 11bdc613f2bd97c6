"""Files that are in another format than their endings say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exchange.made_files import STORY, every_kind

from cadrage.core.errors import UserError
from cadrage.exchange.articles import read_article

ARCHIVES_AND_MARKUP = (".docx", ".odt", ".rtf", ".pdf", ".html", ".epub", ".xlsx")


@pytest.mark.parametrize("really", ARCHIVES_AND_MARKUP)
@pytest.mark.parametrize("ending", [".txt", ".docx", ".pdf"])
def test_a_file_is_read_as_what_it_is_and_a_wrong_ending_is_said(tmp_path: Path, ending: str, really: str) -> None:
    path = tmp_path / f"story{ending}"
    path.write_bytes(every_kind()[really])
    draft = read_article(path)[0]
    assert draft.format == really[1:]
    said = f"The name ends in {ending}, but the file is "
    assert any(warning.startswith(said) for warning in draft.warnings) is (ending != really)


@pytest.mark.parametrize("really", [".docx", ".rtf", ".html"])
def test_what_databases_call_doc_is_read_without_a_word(tmp_path: Path, really: str) -> None:
    path = tmp_path / "export.doc"
    path.write_bytes(every_kind()[really])
    draft = read_article(path)[0]
    assert (draft.format, draft.warnings) == (really[1:], ())


@pytest.mark.parametrize("name", ["old.doc", "locked.docx", "table.xls", "locked.xlsx", "notes.txt"])
def test_old_and_encrypted_office_files_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    with pytest.raises(UserError, match="old Office document, or one that is encrypted"):
        read_article(path)


def test_a_doc_that_is_only_text_is_text(tmp_path: Path) -> None:
    path = tmp_path / "plain.doc"
    path.write_text(STORY[0], encoding="utf-8")
    assert read_article(path)[0].text == STORY[0]


def test_a_chosen_format_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html>source</html>", encoding="utf-8")
    assert read_article(path, format="txt")[0].text == "<html>source</html>"
    with pytest.raises(UserError, match="not a Word document"):
        read_article(path, format="docx")


def test_a_text_that_quotes_markup_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("He wrote <html> and {\\rtf on the board.", encoding="utf-8")
    assert read_article(path)[0].format == "txt"
