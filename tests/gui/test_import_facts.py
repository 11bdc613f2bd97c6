"""Facts about documents in the import screen: from names, from a table, for all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.gui.import_lists import DATE, OUTLET, TITLE
from cadrage.gui.import_view import ImportView
from cadrage.gui.session import Session
from cadrage.store.project import Project
from tests.exchange.news_fixtures import LEXIS_GERMAN


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.in_memory() as project:
        yield project


@pytest.fixture
def view(qtbot: QtBot, project: Project, tmp_path: Path) -> ImportView:
    """Four files whose names say outlet, date and title."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = ("Marsh_2019-05-12_One", "Marsh_2019-05-13_Two", "Coast_2019-05-13_Three", "Coast_2019-05-14_Four")
    for name in names:
        (folder / f"{name}.txt").write_text(f"What {name} says.")
    view = ImportView(Session(project))
    qtbot.addWidget(view)
    view.resize(1280, 800)
    with qtbot.waitExposed(view):
        view.show()
    read(qtbot, view, folder)
    return view


def read(qtbot: QtBot, view: ImportView, *places: Path) -> None:
    view.begin(list(places))
    qtbot.waitUntil(lambda: not view.reading, timeout=20_000)


def cells(view: ImportView, column: int) -> list[str]:
    return [str(view.documents.index(row, column).data()) for row in range(view.documents.rowCount())]


def kept(project: Project) -> dict[str, dict[str, str]]:
    return {document.title: dict(project.variables.of_document(document.id)) for document in project.documents.all()}


def test_the_pattern_of_the_names_is_offered_and_fills_title_outlet_and_date(
    view: ImportView, project: Project
) -> None:
    assert view.facts.pattern.placeholderText() == "{outlet}_{date}_{title}"
    assert view.table.isColumnHidden(OUTLET)
    QTest.mouseClick(view.facts.guess_button, Qt.MouseButton.LeftButton)
    assert cells(view, TITLE) == ["Three", "Four", "One", "Two"]
    assert cells(view, OUTLET) == ["Coast", "Coast", "Marsh", "Marsh"]
    assert cells(view, DATE) == ["2019-05-13", "2019-05-14", "2019-05-12", "2019-05-13"]
    assert not view.table.isColumnHidden(OUTLET)
    assert view.facts.said.text() == "4 of 4 names fit"
    view.keep()
    assert kept(project)["One"] == {"outlet": "Marsh", "published": "2019-05-12"}


def test_a_typed_pattern_counts_a_moment_after_the_last_key(view: ImportView, qtbot: QtBot) -> None:
    QTest.keyClicks(view.facts.pattern, "{outlet}_2019-05-13_{title}")
    qtbot.waitUntil(lambda: cells(view, OUTLET) == ["Coast", "", "", "Marsh"])
    assert view.facts.said.text() == "2 of 4 names fit"


def test_a_pattern_that_cannot_be_read_says_so_and_changes_nothing(view: ImportView) -> None:
    view.facts.pattern.setText("{outlet}{date}")
    QTest.keyClick(view.facts.pattern, Qt.Key.Key_Return)
    assert view.facts.error.isVisible()
    assert "Nothing parts" in view.facts.error.text()
    assert cells(view, OUTLET) == [""] * 4


def test_variables_for_all_and_a_table_are_kept_with_the_documents(
    view: ImportView, project: Project, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("file,outlet,title\nMarsh_2019-05-12_One,The Marsh Herald,First\n")
    view.facts.for_all.setText("country=Norway; wave=1")
    QTest.keyClick(view.facts.for_all, Qt.Key.Key_Return)
    view.facts.take_table(table)
    assert cells(view, OUTLET) == ["", "", "The Marsh Herald", ""]
    view.keep()
    assert kept(project)["First"] == {"outlet": "The Marsh Herald", "country": "Norway", "wave": "1"}
    assert kept(project)["Coast_2019-05-14_Four"] == {"country": "Norway", "wave": "1"}


def test_a_database_export_shows_outlet_and_date_of_each_article(
    view: ImportView, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "export.txt").write_text(LEXIS_GERMAN)
    read(qtbot, view, tmp_path / "export.txt")
    assert cells(view, OUTLET) == ["Küstenblatt", "Küstenblatt", "Wochenpost"]
    assert cells(view, DATE) == ["2019-05-12", "2019-03-13", "2019-01-04"]


def test_another_import_begins_without_the_facts_of_the_one_before(
    view: ImportView, qtbot: QtBot, tmp_path: Path
) -> None:
    view.facts.for_all.setText("country=Norway")
    QTest.keyClick(view.facts.for_all, Qt.Key.Key_Return)
    read(qtbot, view, tmp_path / "in")
    assert view.facts.for_all.text() == ""
    assert all("country" not in line.article.draft.values for line in view.documents.lines)


def test_headlines_go_into_the_texts_by_a_tick(
    view: ImportView, project: Project, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "export.txt").write_text(LEXIS_GERMAN)
    read(qtbot, view, tmp_path / "export.txt")
    QTest.keyClick(view.facts.headlines, Qt.Key.Key_Space)
    view.keep()
    texts = {document.title: project.documents.body(document.id) for document in project.documents.all()}
    assert all(text.startswith(f"{title}\n") for title, text in texts.items())
