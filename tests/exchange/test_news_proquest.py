"""ProQuest: text exports and RIS."""

from __future__ import annotations

from pathlib import Path

from tests.exchange.news_fixtures import PROQUEST, RIS

from cadrage.core.model import DocumentDraft
from cadrage.exchange.articles import read_article


def read(folder: Path, text: str, name: str = "ProQuest.txt") -> tuple[DocumentDraft, ...]:
    (folder / name).write_bytes(text.encode())
    return read_article(folder / name)


def test_every_article_of_a_text_export_has_its_facts(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, PROQUEST)
    assert first.title == "Harbour bridge to close for a year"
    assert dict(first.values) == {
        "outlet": "The Marsh Herald",
        "place": "London (UK)",
        "published": "2019-05-12",
        "section": "News",
        "page": "3",
        "byline": "Falk, Ines; Okoro, Tom",
        "language": "en",
        "genre": "News",
        "source_type": "Newspapers",
        "highlight": "The council shuts the bridge.",
        "database_id": "2223334441",
        "url": "http://search.example.org/docview/2223334441",
    }
    assert dict(second.values) == {
        "outlet": "Coastal Times",
        "published": "2019-05-13",
        "section": "A-Section",
        "page": "A.1",
        "byline": "d'Arcy, J P",
        "language": "en",
        "genre": "Editorial",
        "database_id": "2223334442",
    }
    assert third.title == "Why the gulls went quiet"
    assert dict(third.values) == {
        "outlet": "Coastal Times",
        "published": "2019-05",
        "language": "en",
        "database_id": "2223334443",
    }
    assert not any(draft.warnings for draft in (first, second, third))


def test_the_text_ends_where_the_facts_begin_and_not_at_a_line_like_one(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, PROQUEST)
    assert first.text == (
        "The old harbour bridge will be shut to all traffic from June.\n\n"
        "Location: unknown, said the clerk, when asked for the missing rivets.\n\n"
        "“We counted them,” said Mara Linden.\n\nCredit: Ines Falk\n"
    )
    assert second.text == "Islanders will pay a third more from autumn.\n"
    assert third.text == "One morning there were no gulls.\n\nEverybody had an opinion.\n"


def test_a_number_that_does_not_fit_is_said(tmp_path: Path) -> None:
    assert (
        "announces 25 articles, and 3 were found"
        in read(tmp_path, PROQUEST.replace("of 3\n", "of 25\n"))[0].warnings[0]
    )


def test_without_a_text_the_abstract_stands_in_and_says_so(tmp_path: Path) -> None:
    text = PROQUEST.replace(
        "Full text: The old harbour bridge will be shut to all traffic from June.", "Full text: Not available."
    )
    text = text.replace("Location: unknown, said the clerk, when asked for the missing rivets.\n\n", "")
    text = text.replace("“We counted them,” said Mara Linden.\n\nCredit: Ines Falk\n\n", "")
    first = read(tmp_path, text)[0]
    assert first.text == "The council shuts the bridge.\n"
    assert "gave no text of this article" in first.warnings[0]


def test_ris_records_become_articles_with_a_word_on_what_they_hold(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, RIS, "export.ris")
    assert first.title == "Harbour bridge to close for a year"
    assert dict(first.values) == {
        "outlet": "The Marsh Herald",
        "published": "2019-05-12",
        "section": "News",
        "page": "3",
        "byline": "Falk, Ines; Okoro, Tom",
        "language": "en",
        "genre": "News",
        "place": "London (UK)",
        "database_id": "2223334441",
        "url": "https://www.example.org/docview/2223334441",
    }
    assert first.text == "The old harbour bridge will be shut.\n\nIt was the fourth session.\n"
    assert "an abstract" in first.warnings[0]
    assert dict(second.values) == {"outlet": "Coastal Times", "published": "2019-05-13", "page": "A1-A2"}
    assert dict(third.values) == {"outlet": "Coastal Times", "published": "2019"}
    assert "neither text nor abstract" in third.warnings[0]


def test_a_text_about_proquest_stays_one_article(tmp_path: Path) -> None:
    text = "ProQuest was bought.\n\nTitle: none\n\n____________________\n\nThe end.\n"
    assert [draft.text for draft in read(tmp_path, text)] == [text]
