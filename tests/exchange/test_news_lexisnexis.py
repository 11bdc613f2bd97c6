"""Older LexisNexis text exports in five languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exchange import news_fixtures as given

from cadrage.core.model import DocumentDraft
from cadrage.exchange.articles import read_article


def read(folder: Path, text: str, *, encoding: str = "utf-8") -> tuple[DocumentDraft, ...]:
    path = folder / "export.txt"
    path.write_bytes(text.encode(encoding))
    return read_article(path)


def test_every_article_of_an_english_export_has_its_facts(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, given.LEXIS_ENGLISH)
    assert first.title == "Harbour bridge to close for a year, council decides after long night"
    assert dict(first.values) == {
        "outlet": "The Marsh Herald",
        "published": "2019-05-12",
        "edition": "First Edition",
        "section": "NEWS",
        "page": "3",
        "length": "1043",
        "byline": "Ines Falk; Tom Okoro",
        "language": "en",
        "graphic": "The bridge at low tide A second picture shows the clerk",
        "source_type": "Newspaper",
    }
    assert second.title == "Ferry fares: who pays?"
    assert dict(second.values) == {
        "outlet": "Coastal Times",
        "published": "2019-05-13",
        "edition": "Edition 1; Scotland",
        "byline": "J. P. d'Arcy",
        "section": "A-SECTION",
        "page": "A01",
        "length": "87",
        "language": "en",
        "source_type": "Newspaper",
    }
    assert third.title == "Why the gulls went quiet"
    assert dict(third.values) == {
        "outlet": "Coastal Times",
        "published": "2019-05",
        "length": "212",
        "byline": "ADA REEDE",
        "language": "en",
    }
    assert all(not draft.warnings for draft in (first, second, third))


def test_lines_that_the_export_broke_are_put_together_and_words_like_fields_stay(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, given.LEXIS_ENGLISH)
    assert first.text == (
        "The old harbour bridge will be shut to all traffic from June, the council said after a session that lasted "
        "until two in the morning. It was the fourth.\n\n"
        "LENGTH: 40 metres. That is what the plaque says.\n\n"
        "3 of 240 documents were missing from the table at noon, said the clerk, who is a well-informed woman, and who "
        "had counted them twice before she told any half-way reliable person.\nNOTE: the words above are hers.\n"
    )
    assert second.text == (
        "Islanders will pay a third more from autumn, the operator of the ferries said in a letter.\n\n"
        "Nobody answered it.\n"
    )
    assert third.text == "One morning there were no gulls.\n\nEverybody had an opinion.\n"


@pytest.mark.parametrize(
    ("text", "titles", "values"),
    [
        (
            given.LEXIS_GERMAN,
            ["Brücke wird gesperrt", "Die Fähre wird teurer", "Möwen"],
            [
                ("Küstenblatt", "2019-05-12", "Politik", "5", "Ines Falk", "543", "de"),
                ("Küstenblatt", "2019-03-13", "WIRTSCHAFT", "12", "", "1204", "de"),
                ("Wochenpost", "2019-01-04", "", "", "", "80", "de"),
            ],
        ),
        (
            given.LEXIS_FRENCH,
            ["Le pont ferme", "Le bac", "Les mouettes"],
            [
                ("Le Rivage", "2019-05-12", "POLITIQUE", "4", "Inès Falk", "354", "fr"),
                ("Le Rivage", "2019-08-01", "ÉCONOMIE", "9", "", "90", "fr"),
                ("Le Rivage", "2019-02", "", "", "", "12", "fr"),
            ],
        ),
        (
            given.LEXIS_SPANISH,
            ["El puente cierra", "Las gaviotas"],
            [
                ("El Estuario", "2019-05-12", "PORTADA", "1", "INÉS FALK", "300", "es"),
                ("El Estuario", "2019-09", "", "", "", "20", "es"),
            ],
        ),
        (
            given.LEXIS_DUTCH,
            ["De brug gaat dicht", "De meeuwen zijn weg"],
            [
                ("De Waddenbode", "2019-10-04", "Binnenland", "7", "Ines Falk", "952", "nl"),
                ("De Waddenbode", "2019-11-30", "", "", "", "45", "nl"),
            ],
        ),
    ],
    ids=["german", "french", "spanish", "dutch"],
)
def test_fields_are_known_in_other_languages(
    tmp_path: Path, text: str, titles: list[str], values: list[tuple[str, ...]]
) -> None:
    drafts = read(tmp_path, text)
    names = ("outlet", "published", "section", "page", "byline", "length", "language")
    assert [draft.title for draft in drafts] == titles
    assert [tuple(draft.values.get(name, "") for name in names) for draft in drafts] == values
    assert not any(draft.warnings for draft in drafts)


def test_an_update_that_is_no_date_belongs_to_the_article(tmp_path: Path) -> None:
    assert read(tmp_path, given.LEXIS_GERMAN)[1].text.startswith("UPDATE: So lange dauert die Überfahrt.")


def test_an_export_in_a_legacy_encoding_with_carriage_returns_is_read(tmp_path: Path) -> None:
    drafts = read(tmp_path, given.LEXIS_FRENCH.replace("\n", "\r\n"), encoding="cp1252")
    assert [draft.values["length"] for draft in drafts] == ["354", "90", "12"]
    assert drafts[1].values["section"] == "ÉCONOMIE"


def test_a_number_that_does_not_fit_is_said(tmp_path: Path) -> None:
    drafts = read(tmp_path, given.LEXIS_GERMAN.replace("von 3", "von 240"))
    assert len(drafts) == 3
    assert "announces 240 articles, and 3 were found" in drafts[0].warnings[0]


def test_a_part_of_a_larger_export_is_complete_by_its_own_numbers(tmp_path: Path) -> None:
    text = given.LEXIS_GERMAN
    for number in (1, 2, 3):
        text = text.replace(f"Dokument {number} von 3", f"Dokument {500 + number} von 503")
    assert not read(tmp_path, text)[0].warnings
    assert (
        "announces 4 articles"
        in read(tmp_path, text.replace("503 von 503", "504 von 504").replace("von 503", "von 504"))[0].warnings[0]
    )


def test_two_exports_in_one_file_are_counted_each(tmp_path: Path) -> None:
    drafts = read(tmp_path, given.LEXIS_GERMAN + "\n" + given.LEXIS_DUTCH)
    assert len(drafts) == 5
    assert not drafts[0].warnings


def test_an_article_about_documents_stays_one(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, "The clerk found\n\n3 of 240 documents\n\nand no more.\n")
    assert "3 of 240 documents" in draft.text


def test_an_article_without_any_field_keeps_all_its_words(tmp_path: Path) -> None:
    text = given.LEXIS_DUTCH.replace("LENGTH: 45 woorden\n\n", "")
    draft = read(tmp_path, text)[1]
    assert (draft.title, draft.text) == ("De meeuwen zijn weg", "Op een ochtend waren ze weg.\n")


def test_a_byline_without_its_name_and_a_page_in_the_middle_are_found(tmp_path: Path) -> None:
    text = given.LEXIS_GERMAN.replace("Möwen\n", "Möwen\n\nVON INES FALK\n\nRUBRIK: Kultur; S. 6; Ausg. 62\n")
    draft = read(tmp_path, text)[2]
    assert draft.title == "Möwen"
    assert {name: draft.values[name] for name in ("byline", "section", "page")} == {
        "byline": "INES FALK",
        "section": "Kultur; Ausg. 62",
        "page": "6",
    }


def test_a_headline_that_looks_like_a_field_is_a_headline(tmp_path: Path) -> None:
    draft = read(tmp_path, given.LEXIS_DUTCH.replace("De meeuwen zijn weg", "Series: de meeuwen"))[1]
    assert draft.title == "Series: de meeuwen"
