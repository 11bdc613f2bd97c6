"""Europresse pages, and text exports that were saved as a page."""

from __future__ import annotations

from pathlib import Path

from tests.exchange import news_fixtures as given

from cadrage.core.model import DocumentDraft
from cadrage.exchange.articles import read_article


def read(folder: Path, markup: str) -> tuple[DocumentDraft, ...]:
    (folder / "page.html").write_bytes(markup.encode())
    return read_article(folder / "page.html")


def test_every_article_of_a_page_has_its_facts_and_nothing_but_its_words(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, given.europresse())
    assert (first.title, second.title, third.title) == ("Le pont ferme", "Le bac", "Gulls")
    assert dict(first.values) == {
        "outlet": "Le Rivage",
        "published": "2019-05-12",
        "section": "Politique",
        "length": "543",
        "page": "9",
        "byline": "Inès Falk",
        "database_id": "20190512·LR·5461234",
    }
    assert first.text == "Le vieux pont ferme en juin.\n\n«\u00a0On a compté les rivets\u00a0», dit Mara Linden.\n"
    assert dict(second.values) == {"outlet": "Les Îles (site web)", "published": "2019-05-13", "length": "87"}
    assert second.text == "Les îles paieront.\n"
    assert dict(third.values) == {
        "outlet": "Coastal Times",
        "published": "2019-11-15",
        "section": "World",
        "byline": "Ada Reede",
    }


def test_the_older_layout_in_a_table_is_read_too(tmp_path: Path) -> None:
    first, second = read(tmp_path, given.EUROPRESSE_OLD)
    assert dict(first.values) == {
        "outlet": "Le Rivage",
        "published": "2013-05-14",
        "section": "Économie",
        "page": "11",
        "byline": "Inès Falk",
        "database_id": "20130514·LR·000011",
    }
    assert first.text == "Les îles paieront.\n\nPersonne n'a répondu.\n"
    assert (second.title, second.values["published"], second.text) == (
        "Mouettes",
        "2013-05-15",
        "Un matin, plus rien.\n",
    )


def test_an_article_without_text_or_facts_is_not_lost(tmp_path: Path) -> None:
    markup = given.europresse().replace("<p>Les îles paieront.</p>", "")
    second = read(tmp_path, markup)[1]
    assert second.text == "Le bac\n"
    assert "gave no text of this article" in second.warnings[0]


def test_a_lexisnexis_export_that_was_saved_as_a_page_is_split(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{' '.join(block.split())}</p>" for block in given.LEXIS_FRENCH.split("\n\n"))
    drafts = read(tmp_path, f"<html><body><div>{paragraphs}</div></body></html>")
    assert [(draft.title, draft.values["length"]) for draft in drafts] == [
        ("Le pont ferme", "354"),
        ("Le bac", "90"),
        ("Les mouettes", "12"),
    ]


def test_an_ordinary_page_stays_one_article(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, "<html><body><article><h1>A bridge</h1><p>It was shut.</p></article></body></html>")
    assert "It was shut." in draft.text
