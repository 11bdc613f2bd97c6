"""Facts from the names of files and for all documents, through the command line as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadrage.cli import main
from cadrage.core.errors import UserError
from cadrage.jobs import import_facts
from cadrage.store.project import Project
from tests.exchange.made_files import pdf
from tests.exchange.news_fixtures import LEXIS_GERMAN


def values(project: Path) -> dict[str, dict[str, str]]:
    """The variables of each document, by its title."""
    with Project.open(project) as opened:
        return {document.title: dict(opened.variables.of_document(document.id)) for document in opened.documents.all()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "study.cadrage"
    Project.create(path).close()
    return path


def test_names_and_what_holds_for_all_become_variables(project: Path, tmp_path: Path) -> None:
    (tmp_path / "Marsh_2019-05-12_Bridge shut.txt").write_text("The bridge is shut.")
    (tmp_path / "other.txt").write_text("No pattern here.")
    paths = [str(tmp_path / name) for name in ("Marsh_2019-05-12_Bridge shut.txt", "other.txt")]
    told = ["--names", "{outlet}_{date}_{title}", "--value", "country=Norway", "--value", "wave=1"]
    assert main(["import", str(project), *paths, *told]) == 0
    assert values(project) == {
        "Bridge shut": {"outlet": "Marsh", "published": "2019-05-12", "country": "Norway", "wave": "1"},
        "other": {"country": "Norway", "wave": "1"},
    }


def test_a_database_gives_the_facts_and_the_name_of_its_file_says_more(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "Coast - harbour.txt"
    path.write_text(LEXIS_GERMAN)
    assert main(["import", str(project), str(path), "--names", "{outlet} - {title}", "--value", "wave=2"]) == 0
    found = values(project)
    assert list(found) == ["Brücke wird gesperrt", "Die Fähre wird teurer", "Möwen"]
    assert {each["outlet"] for each in found.values()} == {"Coast"}
    assert {each["wave"] for each in found.values()} == {"2"}
    assert found["Möwen"]["published"] == "2019-01-04"


def test_a_table_has_the_last_word(project: Path, tmp_path: Path) -> None:
    (tmp_path / "Marsh_2019.txt").write_text("The bridge is shut.")
    (tmp_path / "table.csv").write_text("file,outlet,country\nMarsh_2019.txt,The Marsh Herald,\n")
    told = ["--names", "{outlet}_{date}", "--value", "country=Norway", "--metadata", str(tmp_path / "table.csv")]
    assert main(["import", str(project), str(tmp_path / "Marsh_2019.txt"), *told]) == 0
    assert values(project)["Marsh_2019"] == {"outlet": "The Marsh Herald", "published": "2019", "country": "Norway"}


def test_a_pattern_that_no_name_fits_is_refused_before_anything_is_written(project: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The bridge is shut.")
    assert main(["import", str(project), str(tmp_path / "one.txt"), "--names", "{outlet}_{date}"]) != 0
    assert values(project) == {}


@pytest.mark.parametrize("given", ["country", "country=", "=Norway", "title=One", "duplicate_of=two.txt"])
def test_a_value_for_all_needs_a_variable_that_can_be_the_same_for_all(given: str) -> None:
    with pytest.raises(UserError):
        import_facts.values_for_all([given])


def test_folders_tell_what_their_files_share(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for outlet in ("Marsh", "Coast"):
        (tmp_path / outlet / "2019").mkdir(parents=True)
        (tmp_path / outlet / "2019" / f"05 {outlet} Bridge.txt").write_text(f"The bridge is shut, says the {outlet}.")
    monkeypatch.chdir(tmp_path / "Marsh")
    assert main(["import", str(project), "2019", "../Coast", "--names", "{outlet}/{year}/{skip} {title}"]) == 0
    found = list(values(project).values())
    assert sorted(each["outlet"] for each in found) == ["Coast", "Marsh"]
    assert [each["year"] for each in found] == ["2019", "2019"]


def test_the_pages_of_a_pdf_are_kept_and_a_citation_names_them(project: Path, tmp_path: Path) -> None:
    lines = [
        [(60.0, 100.0, 10.0, f"Page {number} says that the bridge is shut.")] for number in ("one", "two", "three")
    ]
    (tmp_path / "report.pdf").write_bytes(pdf(lines))
    assert main(["import", str(project), str(tmp_path / "report.pdf")]) == 0
    with Project.open(project) as opened:
        (document,) = opened.documents.all()
        starts = opened.texts.pages([document.text_id])[document.text_id]
        text = opened.documents.body(document.id)
        assert [text[start:].split()[1] for start in starts] == ["one", "two", "three"]
        opened.documents.set_languages({document.id: "en"})
        assert opened.texts.pages([document.text_id])[document.text_id] == starts


def test_headlines_of_a_database_become_first_lines_where_they_are_asked_for(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(LEXIS_GERMAN)
    (tmp_path / "note.txt").write_text("A note without a headline.")
    assert main(["import", str(project), str(path), str(tmp_path / "note.txt"), "--headlines"]) == 0
    with Project.open(project) as opened:
        texts = {document.title: opened.documents.body(document.id) for document in opened.documents.all()}
    assert texts.pop("note") == "A note without a headline."
    assert [text.split("\n")[0] for text in texts.values()] == list(texts)
    assert all(text.count(title) == 1 for title, text in texts.items())
