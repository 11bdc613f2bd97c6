"""Factiva: with field codes and without, as text, RTF and a saved page."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exchange import news_fixtures as given
from tests.exchange.news_fixtures import FERRY, STORIES

from cadrage.core.model import DocumentDraft
from cadrage.exchange.articles import read_article

NUMBERS = ("MARSH00020190512ef5c0000x", "MARSH00020190513ef5c0001x", "MARSH00020190514ef5c0002x")
FILES = {
    "codes.txt": "\n".join(given.factiva_coded_lines()).encode(),
    "codes.rtf": given.rtf_of(given.factiva_coded_lines()),
    "codes.html": given.factiva_html_codes().encode(),
    "plain.txt": "\r\n".join(given.factiva_plain_lines()).encode(),
    "plain.rtf": given.rtf_of(given.factiva_plain_lines()),
    "plain.html": given.factiva_html_plain().encode(),
    "plain.docx": given.docx_of(given.factiva_plain_lines()),
    "spaces.txt": "\n".join(given.factiva_coded_lines()).replace("\t", "  ").encode(),
    "one space.txt": "\n".join(given.factiva_coded_lines()).replace("\t", " ").encode(),
}


def read(folder: Path, name: str, data: bytes) -> tuple[DocumentDraft, ...]:
    (folder / name).write_bytes(data)
    return read_article(folder / name)


@pytest.mark.parametrize("name", FILES)
def test_every_article_has_its_facts_and_nothing_but_its_words(tmp_path: Path, name: str) -> None:
    drafts = read(tmp_path, name, FILES[name])
    assert [draft.title for draft in drafts] == [story.title for story in STORIES]
    for draft, story, number in zip(drafts, STORIES, NUMBERS, strict=True):
        names = ("outlet", "published", "section", "page", "byline", "length", "language")
        told = {fact: value for fact in names if (value := getattr(story, fact))}
        assert dict(draft.values) == told | {"edition": "Late", "database_id": number}
        assert draft.text == story.text
        assert draft.warnings == ()


def test_a_word_like_a_code_at_the_beginning_of_a_line_stays_in_the_text(tmp_path: Path) -> None:
    lines = given.factiva_coded_lines((FERRY,))
    at = lines.index("TD\tSubject to approval, the operator may add a fuel charge.")
    lines[at + 1 : at + 1] = ["", "IN  the end, everybody paid.", "", "RE  fares: no comment."]
    (draft,) = read(tmp_path, "a.txt", "\n".join(lines).encode())
    assert draft.text.endswith("IN  the end, everybody paid.\n\nRE  fares: no comment.\n")


def test_articles_without_their_numbers_are_told_apart_by_their_headlines(tmp_path: Path) -> None:
    lines = [line for line in given.factiva_coded_lines() if not line.startswith(("AN\t", "Search", "Text", "Results"))]
    drafts = read(tmp_path, "a.txt", "\n".join(lines).encode())
    assert [draft.title for draft in drafts] == [story.title for story in STORIES]


def test_a_byline_without_by_and_a_long_headline_are_told_apart(tmp_path: Path) -> None:
    lines = [line.removeprefix("By ") for line in given.factiva_plain_lines()]
    drafts = read(tmp_path, "a.txt", "\n".join(lines).encode())
    assert [draft.values.get("byline", "") for draft in drafts] == [story.byline for story in STORIES]


@pytest.mark.parametrize(
    ("words", "day", "language", "end", "code"),
    [
        ("1\u00a0204 mots", "29 décembre 2011", "Français", "Document", "fr"),
        ("1.204 Wörter", "29. Dezember 2011", "Deutsch", "Dokument", "de"),
        ("1.204 palabras", "29 diciembre 2011", "Español", "Documento", "es"),
    ],
)
def test_the_layout_without_codes_is_known_in_other_languages(
    tmp_path: Path, words: str, day: str, language: str, end: str, code: str
) -> None:
    lines = ["Un titre", words, day, "Le Rivage", "RIVAGE", language, "(c) 2011 Le Rivage.", "", "Un pont.", ""]
    (draft,) = read(tmp_path, "a.txt", "\n".join([*lines, f"{end} RIVAGE0020111229e7ct0001r", ""]).encode())
    assert draft.title == "Un titre"
    assert dict(draft.values) == {
        "length": "1204",
        "published": "2011-12-29",
        "outlet": "Le Rivage",
        "language": code,
        "database_id": "RIVAGE0020111229e7ct0001r",
    }
    assert draft.text == "Un pont.\n"


def test_an_article_that_quotes_a_document_number_stays_one(tmp_path: Path) -> None:
    text = "The file says\n\nDocument ABCD000020190512ef5c00001\n\nand nothing else.\n"
    (draft,) = read(tmp_path, "a.txt", text.encode())
    assert draft.text == text
