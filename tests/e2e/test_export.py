"""Everything that leaves the program, through the page of exports with real clicks and keys."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadrage.core.filtering import Filter
from cadrage.core.model import Span
from cadrage.exchange import refi_project
from cadrage.exchange.report_material import PARTS
from cadrage.gui import waiting
from cadrage.gui.export_formats import FORMATS, Choices, choices
from cadrage.gui.export_options import CodersPopup
from cadrage.gui.export_view import ExportView
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import sample
from cadrage.jobs.export_targets import Kind
from cadrage.store.project import Project
from tests.e2e.hands import Hands


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(sample.build(tmp_path / "study.cadrage"))
    window.activateWindow()
    waiting.until(window.isActiveWindow)
    return Hands(window)


def page(hands: Hands) -> ExportView:
    """Ctrl+E."""
    hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    view = hands.window.pages.currentWidget()
    assert isinstance(view, ExportView)
    waiting.until(lambda: view.ready)
    return view


def choose(hands: Hands, view: ExportView, kind: Kind) -> None:
    place = [each.kind for each in FORMATS].index(kind)
    rect = view.formats.visualRect(view.formats.model().index(place, 0))
    hands.click(view.formats.viewport(), rect.center())
    waiting.until(lambda: view.ready)


def name_target(hands: Hands, view: ExportView, path: Path) -> None:
    field = view.foot.target
    hands.click(field, field.rect().center())
    field.selectAll()
    QTest.keyClicks(field, str(path))


def press_write(hands: Hands, view: ExportView) -> None:
    button = view.foot.write_button
    waiting.until(button.isEnabled)
    waiting.for_signal(view.exported, lambda: hands.click(button, button.rect().center()))


@pytest.mark.parametrize(
    ("kind", "ending", "begins"),
    [
        (Kind.WORKBOOK, ".xlsx", b"PK"),
        (Kind.STUDY, ".qdpx", b"PK"),
        (Kind.CODEBOOK, ".csv", b"\xef\xbb\xbf"),
        (Kind.CODEBOOK, ".qdc", b"<?xml"),
        (Kind.CODEBOOK, ".json", b"{"),
        (Kind.REPORT, ".html", b"<!"),
        (Kind.REPORT, ".docx", b"PK"),
        (Kind.REPORT, ".pdf", b"%PDF"),
        (Kind.PACKAGE, ".zip", b"PK"),
    ],
)
def test_each_format_is_chosen_looked_at_and_written(
    hands: Hands, tmp_path: Path, kind: Kind, ending: str, begins: bytes
) -> None:
    view = page(hands)
    choose(hands, view, kind)
    if view.options.ending.isVisible():
        view.options.ending.setFocus()
        while view.options.ending.value() != ending:
            QTest.keyClick(view.options.ending, Qt.Key.Key_Down)
        waiting.until(lambda: view.ready)
    assert view.preview.shown
    target = tmp_path / f"out{ending}"
    name_target(hands, view, target)
    press_write(hands, view)
    assert target.read_bytes().startswith(begins)
    assert view.foot.said.startswith(f"Wrote out{ending}: ")
    assert view.foot.open_button.isVisible()
    assert not [left for left in tmp_path.iterdir() if left.suffix == ".tmp"]


def test_a_folder_of_tables_is_what_the_preview_said(hands: Hands, tmp_path: Path) -> None:
    view = page(hands)
    choose(hands, view, Kind.FOLDER)
    expected = {each.name for each in view.preview.shown}
    name_target(hands, view, tmp_path / "tables")
    press_write(hands, view)
    written = {path.stem if path.suffix == ".csv" else path.name for path in (tmp_path / "tables").glob("*.*")}
    assert expected == written - {"value_labels"}


def test_the_rows_that_the_preview_counts_are_in_the_workbook(hands: Hands, tmp_path: Path) -> None:
    view = page(hands)
    shown = {each.name: each.detail for each in view.preview.shown}
    name_target(hands, view, tmp_path / "out.xlsx")
    press_write(hands, view)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert set(book.sheetnames) == set(shown)
    for name, detail in shown.items():
        if "rows" in detail:
            assert detail.startswith(f"{book[name].max_row - 1:,} rows, {book[name].max_column:,} columns"), name


def test_only_the_coders_that_are_ticked_and_what_the_filter_leaves_are_written(hands: Hands, tmp_path: Path) -> None:
    project = hands.session.project
    document = project.documents.all()[0]
    hands.session.set_filter(Filter(documents=frozenset({document.id})))
    view = page(hands)
    choose(hands, view, Kind.STUDY)
    assert view.options.filter.isVisible()
    hands.click(view.options.coders_button, view.options.coders_button.rect().center())
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CodersPopup)
    QTest.keyClick(popup.list.list, Qt.Key.Key_Space)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    name_target(hands, view, tmp_path / "one.qdpx")
    press_write(hands, view)
    found = refi_project.read(tmp_path / "one.qdpx")
    assert [each.guid for each in found.documents] == [document.guid]
    assert {each.coder for each in found.codings} == {project.coders.all()[0].guid}

    hands.click(view.options.filter, QPoint(12, view.options.filter.height() // 2))
    waiting.until(lambda: view.ready)
    name_target(hands, view, tmp_path / "all.qdpx")
    press_write(hands, view)
    assert len(refi_project.read(tmp_path / "all.qdpx").documents) == len(project.documents.all())


def test_parts_of_a_report_are_chosen_and_none_is_refused(hands: Hands, tmp_path: Path) -> None:
    view = page(hands)
    choose(hands, view, Kind.REPORT)
    for part, box in view.options.parts.items():
        if part != "codebook":
            hands.click(box, QPoint(12, box.height() // 2))
    waiting.until(lambda: view.ready)
    assert [each.name for each in view.preview.shown] == ["Codebook"]
    name_target(hands, view, tmp_path / "book.html")
    press_write(hands, view)
    assert "Quotations by code" not in (tmp_path / "book.html").read_text("utf-8")
    box = view.options.parts["codebook"]
    hands.click(box, QPoint(12, box.height() // 2))
    waiting.until(lambda: not view.foot.write_button.isEnabled())
    assert not view.preview.shown


def test_an_export_that_fails_leaves_the_older_file_and_says_why(hands: Hands, tmp_path: Path) -> None:
    view = page(hands)
    name_target(hands, view, tmp_path / "nowhere" / "out.xlsx")
    hands.click(view.foot.write_button, view.foot.write_button.rect().center())
    waiting.until(lambda: hands.window.messages.text != "")
    assert "does not exist" in hands.window.messages.text
    waiting.until(lambda: view.ready)
    assert view.foot.said == "Nothing was written."
    assert view.foot.write_button.isEnabled()


def test_a_name_that_says_something_else_and_the_project_itself_are_refused_at_once(
    hands: Hands, tmp_path: Path
) -> None:
    view = page(hands)
    for name in ("out.ods", "study.cadrage"):
        before = (tmp_path / "study.cadrage").read_bytes()
        name_target(hands, view, tmp_path / name)
        hands.click(view.foot.write_button, view.foot.write_button.rect().center())
        assert ".xlsx" in hands.window.messages.text
        assert view.ready
        assert (tmp_path / "study.cadrage").read_bytes() == before


@pytest.mark.parametrize(("kind", "ending"), [(Kind.WORKBOOK, ".xlsx"), (Kind.REPORT, ".pdf")])
def test_an_export_that_is_stopped_leaves_the_older_file(hands: Hands, tmp_path: Path, kind: Kind, ending: str) -> None:
    view = page(hands)
    choose(hands, view, kind)
    view.options.show_choices(view.options.choices.with_ending(ending))
    view.options.changed.emit()
    waiting.until(lambda: view.ready)
    target = tmp_path / f"out{ending}"
    target.write_bytes(b"older")
    name_target(hands, view, target)
    hands.click(view.foot.write_button, view.foot.write_button.rect().center())
    hands.click(view.foot.stop_button, view.foot.stop_button.rect().center())
    waiting.until(lambda: view.ready)
    assert view.foot.said == "Stopped: nothing was written."
    assert target.read_bytes() == b"older"
    assert not [left for left in tmp_path.iterdir() if left.suffix == ".tmp"]


def test_the_project_closes_while_a_pdf_is_set(hands: Hands, tmp_path: Path) -> None:
    view = page(hands)
    choose(hands, view, Kind.REPORT)
    view.options.show_choices(view.options.choices.with_ending(".pdf"))
    view.options.changed.emit()
    waiting.until(lambda: view.ready)
    name_target(hands, view, tmp_path / "out.pdf")
    hands.click(view.foot.write_button, view.foot.write_button.rect().center())
    waiting.until(lambda: any(each.suffix == ".tmp" for each in tmp_path.iterdir()))
    hands.window.close_project()
    waiting.pause(100)
    assert not [left for left in tmp_path.iterdir() if left.suffix == ".tmp"]
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(("kind", "ending"), [(Kind.WORKBOOK, ".xlsx"), (Kind.FOLDER, ""), (Kind.STUDY, ".qdpx")])
def test_in_a_blind_round_the_preview_says_what_is_held_back_and_the_file_keeps_to_it(
    hands: Hands, tmp_path: Path, kind: Kind, ending: str
) -> None:
    project = hands.session.project
    project.rounds.add("reliability", "Second", blind=True)
    document, code = project.documents.all()[0], project.codes.all()[0]
    others = next(coder for coder in project.coders.all() if coder != project.me)
    before = len(project.codings.all())
    project.codings.add(document.id, Span(0, 7), code.id)
    project.codings.add(document.id, Span(0, 9), code.id, coder=others.id)
    view = page(hands)
    choose(hands, view, kind)
    assert not [each for each in view.preview.shown if each.name == "agreement"]
    assert f"Round “Second” is blind: only {project.me.name}'s own work of it is here" in view.preview.notes
    assert ("no agreement on it is computed" in view.preview.notes) == (kind is not Kind.STUDY)
    name_target(hands, view, tmp_path / f"out{ending}")
    press_write(hands, view)
    assert f": {before + 1:,} codings" in view.foot.said


def test_a_report_and_a_codebook_in_a_blind_round_count_what_may_be_seen(hands: Hands) -> None:
    project = hands.session.project
    project.rounds.add("reliability", "Second", blind=True)
    view = page(hands)
    for kind in (Kind.REPORT, Kind.CODEBOOK):
        choose(hands, view, kind)
        assert f"only {project.me.name}'s own work of it is here" in view.preview.notes


def test_a_project_read_only_is_looked_at_and_written_with_its_sentences_split_in_the_background(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "study.cadrage"
    with sample.build(path) as project:
        project.write("DELETE FROM segments")
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(Project.open_reading(path))
    window.activateWindow()
    waiting.until(window.isActiveWindow)
    hands, begun = Hands(window), []
    hands.session.task_started.connect(begun.append)
    before = path.read_bytes()
    view = page(hands)
    assert "Finding the sentences" in begun
    begun.clear()
    name_target(hands, view, tmp_path / "out.xlsx")
    press_write(hands, view)
    assert "Exporting" in begun
    assert "Finding the sentences" not in begun
    assert path.read_bytes() == before
    codings = openpyxl.load_workbook(tmp_path / "out.xlsx")["codings"]
    place = [cell.value for cell in codings[1]].index("sentence")
    assert all(row[place].value for row in codings.iter_rows(min_row=2))


def test_a_part_of_a_report_that_came_later_is_in_until_it_is_taken_off() -> None:
    kept = Choices().with_part("memos", on=False).as_json()
    assert set(choices(kept).parts) == set(PARTS) - {"memos"}
    kept["parts_left_out"] = ["memos", "a part of a later version"]
    assert set(choices(kept).parts) == set(PARTS) - {"memos"}
    # Who remembered before a part was known did not take it off.
    assert choices({"kind": "report"}).parts == PARTS


def test_escape_goes_back_to_the_text_and_the_choices_are_remembered(hands: Hands, tmp_path: Path) -> None:
    view = page(hands)
    choose(hands, view, Kind.CODEBOOK)
    name_target(hands, view, tmp_path / "mine.xlsx")
    press_write(hands, view)
    hands.key(Qt.Key.Key_Escape)
    assert hands.window.view_in_front == "coding"
    hands.window.close_project()
    hands.window.open_project(tmp_path / "study.cadrage")
    again = page(hands)
    assert again.options.choices.kind is Kind.CODEBOOK
    assert again.foot.path == tmp_path / "mine.xlsx"
    assert "is replaced" in again.foot.said


def test_what_is_coded_meanwhile_is_in_the_next_preview(hands: Hands) -> None:
    view = page(hands)
    before = next(each.detail for each in view.preview.shown if each.name == "codings")
    codings = hands.session.project.codings.all()
    hands.session.project.codings.remove([codings[0].id])
    waiting.until(lambda: view.ready)
    after = next(each.detail for each in view.preview.shown if each.name == "codings")
    assert before != after
    assert after.startswith(f"{len(codings) - 1} rows")


def test_a_package_has_its_key_beside_it(hands: Hands, tmp_path: Path) -> None:
    view = page(hands)
    choose(hands, view, Kind.PACKAGE)
    assert "Texts of documents" in view.preview.notes
    name_target(hands, view, tmp_path / "p.zip")
    press_write(hands, view)
    assert (tmp_path / "p-key.csv").is_file()
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert json.loads(archive.read("p/study.json"))["format"]
