"""Nexis Uni: one file with many articles, in Word, RTF and text."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exchange.news_fixtures import FERRY, HARBOUR, LETTER, STORIES, Told, docx_of, nexis_uni, rtf_of

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange import news
from cadrage.exchange.article_content import Content, Source
from cadrage.exchange.articles import read_article

EXTRA = {
    HARBOUR.title: {
        "highlight": "What the council did not say.",
        "graphic": "The bridge at low tide. Photograph: the paper",
    },
    FERRY.title: {"language": "en", "source_type": "Newspaper; Web Publication"},
    LETTER.title: {},
}


def written(folder: Path, name: str, lines: list[str]) -> tuple[DocumentDraft, ...]:
    path = folder / name
    data = "\n".join(lines).encode()
    path.write_bytes({".docx": docx_of, ".rtf": rtf_of}.get(path.suffix, lambda _: data)(lines))
    return read_article(path)


def facts(story: Told) -> dict[str, str]:
    names = ("outlet", "published", "section", "page", "byline", "length", "edition")
    return {name: value for name in names if (value := getattr(story, name))} | EXTRA[story.title]


@pytest.mark.parametrize("name", ["export.docx", "export.rtf", "export.txt"])
def test_every_article_has_its_facts_and_nothing_but_its_words(tmp_path: Path, name: str) -> None:
    drafts = written(tmp_path, name, nexis_uni())
    assert [draft.title for draft in drafts] == [story.title for story in STORIES]
    for draft, story in zip(drafts, STORIES, strict=True):
        assert dict(draft.values) == facts(story)
        assert draft.text == story.text
        assert draft.warnings == ()
        assert draft.file_name == name


def test_one_article_without_a_cover_is_read_too(tmp_path: Path) -> None:
    (draft,) = written(tmp_path, "one.docx", nexis_uni((FERRY,), cover=False))
    assert (draft.title, draft.values["outlet"], draft.text) == (FERRY.title, FERRY.outlet, FERRY.text)


def test_a_cover_whose_list_has_no_numbers_ends_where_a_title_comes_back(tmp_path: Path) -> None:
    lines = ["Documents (3)", *(story.title for story in STORIES), *nexis_uni(cover=False)]
    assert [draft.title for draft in written(tmp_path, "a.txt", lines)] == [story.title for story in STORIES]


def test_a_number_that_does_not_fit_is_said_on_the_first_article(tmp_path: Path) -> None:
    first, *others = written(tmp_path, "a.docx", nexis_uni(announced=12))
    assert "announces 12 articles, and 3 were found" in first.warnings[0]
    assert all(not draft.warnings for draft in others)


def test_a_last_article_that_was_cut_off_is_kept_with_a_warning(tmp_path: Path) -> None:
    lines = nexis_uni()
    last = max(at for at, line in enumerate(lines) if line == "End of Document")
    drafts = written(tmp_path, "a.txt", lines[:last])
    assert [draft.title for draft in drafts] == [story.title for story in STORIES]
    assert "may have been cut off" in drafts[-1].warnings[0]


def test_carriage_returns_soft_hyphens_and_pages_leave_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "\r\n".join(nexis_uni()).replace("harbour", "har\u00adbour")
    text = text.replace("“We counted", f"Page 2 of 9\r\n{HARBOUR.title}\r\n\x0c\r\n“We counted")
    path.write_bytes(text.encode())
    assert [draft.text for draft in read_article(path)] == [story.text for story in STORIES]


def test_titles_and_bylines_may_run_over_several_lines_and_fields_stand_in_any_order(tmp_path: Path) -> None:
    lines = ["A first line", "and a second one", "Coastal Times", "12. Mai 2019 Sonntag", "Autor: Von Ines Falk,"]
    lines += [
        "Tom Okoro",
        "Länge: 1.204 Wörter",
        "Rubrik: Politik; S. 5",
        "Body",
        "Ein Satz.",
        "Sprache: GERMAN; DEUTSCH",
    ]
    (draft,) = written(tmp_path, "a.txt", [*lines, "Load-Date: 13. Mai 2019", "Ende des Dokuments"])
    assert draft.title == "A first line and a second one"
    assert dict(draft.values) == {
        "outlet": "Coastal Times",
        "published": "2019-05-12",
        "byline": "Ines Falk, Tom Okoro",
        "length": "1204",
        "section": "Politik",
        "page": "5",
        "language": "de",
    }
    assert draft.text == "Ein Satz.\n"


def test_missing_fields_stay_empty(tmp_path: Path) -> None:
    (draft,) = written(
        tmp_path, "a.txt", ["Only a title", "Length: 3 words", "Body", "Three short words.", "End of Document"]
    )
    assert draft.title == "Only a title"
    assert dict(draft.values) == {"length": "3"}
    assert draft.text == "Three short words.\n"


def test_the_list_that_comes_with_separate_files_is_refused(tmp_path: Path) -> None:
    lines = nexis_uni()
    with pytest.raises(UserError, match="the list of a Nexis export"):
        written(tmp_path, "doclist.docx", lines[: lines.index(HARBOUR.title)])


def test_a_text_that_ends_with_these_words_stays_one_article(tmp_path: Path) -> None:
    (draft,) = written(tmp_path, "minutes.txt", ["The council met.", "", "It went home.", "", "End of Document"])
    assert "End of Document" in draft.text


def test_facts_that_a_pdf_joins_to_the_line_before_are_parted_again() -> None:
    lines = [
        "Ferry fares",
        "Coastal Times",
        "May 13, 2019",
        "Copyright 2019 Estuary Section: NEWS; Pg. 2 Length: 8 words",
    ]
    lines += ["Body", "Who says “Subject: fares” pays. Classification", "Language: ENGLISH"]
    text = "\n".join([*lines, "Subject: FERRIES Load-Date: May 14, 2019", "End of Document", ""])
    (draft,) = news.split(Content(Source(Path("a.pdf"), b"", "pdf"), text))
    assert draft.text == "Who says “Subject: fares” pays.\n"
    assert (draft.values["section"], draft.values["page"], draft.values["length"]) == ("NEWS", "2", "8")
