"""The window around its projects: opening, closing while work runs, reading only, what is offered when."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from cadrage import paths
from cadrage.core.model import Span
from cadrage.gui import waiting
from cadrage.gui.import_view import ImportView
from cadrage.gui.main_window import MainWindow
from cadrage.gui.session import Session
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.jobs import sample

ARTICLES = paths.corpus() / "articles"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "study.cadrage"
    sample.build(path).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    return window


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def begin_import(window: MainWindow) -> ImportView:
    window.jobs.begin_import([ARTICLES])
    view = window.view("import")
    assert isinstance(view, ImportView)
    return view


def test_opening_the_project_that_is_open_changes_nothing(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    before = session_of(window)
    window.show_view("codebook")
    window.jobs.take_dropped([path])
    assert window.session is before
    assert window.messages.text == ""
    assert window.pages.currentWidget() is window.coding_view


def test_a_project_closes_quietly_while_files_that_have_been_read_wait_to_be_shown(
    window: MainWindow, tmp_path: Path
) -> None:
    window.jobs.make_project(tmp_path / "new.cadrage")
    view = begin_import(window)
    assert view._task is not None
    view._task.wait()
    window.close_project()
    waiting.pause(100)  # pytest-qt reports what a slot raises meanwhile
    assert window.session is None


def test_another_project_opens_while_sentences_are_found_and_a_workbook_is_written(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    window.jobs.make_project(tmp_path / "new.cadrage")
    view = begin_import(window)
    waiting.until(view.import_button.isEnabled)
    view.keep()
    window.jobs.export(tmp_path / "study.xlsx")
    window.open_project(path)
    waiting.pause(100)
    assert len(session_of(window).project.documents.all()) == 5
    assert not [left for left in tmp_path.iterdir() if left.suffix == ".tmp"]


def test_a_workbook_with_another_ending_is_refused_before_anything_is_done(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    window.open_project(path)
    started: list[str] = []
    session_of(window).task_started.connect(started.append)
    window.jobs.export(tmp_path / "study.ods")
    assert ".xlsx" in window.messages.text
    assert started == []


def test_an_export_that_fails_says_so_and_is_no_longer_announced(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    window.jobs.export(path.parent / "no such folder" / "study.xlsx")
    waiting.until(lambda: window.messages.text != "")
    assert "does not exist" in window.messages.text
    waiting.until(lambda: window.status._told.text() == "")


def test_an_export_can_be_stopped_and_leaves_the_older_workbook_as_it_was(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    window.open_project(path)
    target = tmp_path / "study.xlsx"
    target.write_bytes(b"older")
    window.jobs.export(target)
    assert window.status.stop.isVisible()
    window.status.stop.click()
    waiting.until(lambda: not window.status.stop.isVisible())
    assert window.status._told.text().startswith("Stopped: ")
    assert target.read_bytes() == b"older"
    waiting.for_signal(window.exported, lambda: window.jobs.export(target))
    waiting.until(lambda: not window.status.stop.isVisible())
    assert target.read_bytes()[:2] == b"PK"


def test_more_files_join_those_that_are_being_looked_at(window: MainWindow, tmp_path: Path) -> None:
    window.jobs.make_project(tmp_path / "new.cadrage")
    view = begin_import(window)
    waiting.until(view.import_button.isEnabled)
    more = tmp_path / "more.txt"
    more.write_text("One more article.", encoding="utf-8")
    window.jobs.take_dropped([more])
    waiting.until(view.import_button.isEnabled)
    assert len(view.documents.lines) == 6


def test_what_was_told_of_one_change_is_over_with_the_next(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    assert window.coding_view is not None
    window.coding_view.pane.view.select_span(Span(0, 10))
    window.coding_view.pane.verbs.apply(session_of(window).codebook.codes[3].id)
    assert "applied to" in window.status._told.text()
    session_of(window).undo()
    assert window.status._told.text() == ""


def test_an_ampersand_in_a_name_is_shown_as_it_is(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    session = session_of(window)
    session.project.codes.add("Law & order")
    assert window.actions_.by_name["undo"].text() == "Undo New code Law && order"
    assert window.tool_bar._undo.toolTip() == "Undo New code Law & order"


def test_the_inspector_counts_the_codings_on_the_same_words(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    session = session_of(window)
    assert session.document is not None
    length = session.project.documents.length(session.document)
    codes = session.codebook.codes[3:6]
    places = (Span(length - 9, length), Span(length - 9, length - 4), Span(length - 14, length - 9))
    first, second, beside = (
        session.project.codings.add(session.document, span, code.id) for span, code in zip(places, codes, strict=True)
    )
    assert window.coding_view is not None
    for coding, words in ((first, "1 of 2 here"), (second, "2 of 2 here"), (beside, "1 of 1 here")):
        session.select_coding(coding.id)
        waiting.pause()
        shown = [label.text() for label in window.coding_view.inspector.findChildren(QLabel) if label.isVisible()]
        assert words in shown


def test_a_link_that_is_dropped_is_refused_in_words(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    window.jobs.take_dropped([])
    assert "Only files and folders" in window.messages.text


def test_the_project_closes_although_its_disk_is_gone(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    with path.open("r+b") as file:
        os.truncate(file.fileno(), 100)
    window.close_project()
    assert window.session is None
    assert window.pages.currentWidget() is window.start


def test_a_document_behind_another_view_is_not_acted_on_unseen(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    session = session_of(window)
    documents = session.project.documents.all()
    window.show_view("agreement")
    for name in ("complete_document", "toggle_complete", "remove_document", "remove_coding", "next_coding"):
        assert not window.actions_.by_name[name].isEnabled(), name
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert session.document == documents[1].id
    assert window.pages.currentWidget() is window.coding_view
    assert window.actions_.by_name["complete_document"].isEnabled()
    session.open_document(None)
    assert not window.actions_.by_name["complete_document"].isEnabled()


def test_the_mark_of_a_read_only_project_goes_with_it(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    writable = window.status._saved_mark.grab().toImage()
    window.open_read_only(path)
    assert window.status._saved_mark.grab().toImage() != writable
    window.close_project()
    window.open_project(path)
    assert window.status._saved_mark.grab().toImage() == writable


def test_a_project_that_is_read_only_offers_nothing_that_writes(window: MainWindow, path: Path) -> None:
    window.open_read_only(path)
    view = window.coding_view
    assert view is not None
    enabled = {name for name, action in window.actions_.by_name.items() if action.isEnabled()}
    writing = {"undo", "redo", "choose_articles", "choose_codings", "choose_codebook", "ask_coder", "rename_coder"}
    writing |= {"rename_document", "remove_document", "complete_document", "toggle_complete", "new_code"}
    writing |= {"remove_coding", "write_memo", "toggle_important"}
    assert not enabled & writing
    applying = [action for action in window._menus["Coding"].actions() if action.text().startswith("Apply")]
    assert applying
    assert not any(action.isEnabled() for action in applying)
    buttons = {button.toolTip() or button.text(): button for button in view.findChildren(QAbstractButton)}
    for words in ("New code", "Import documents"):
        assert not buttons[words].isEnabled(), words


def test_a_removed_document_leaves_the_middle_empty_and_undo_brings_it_back(window: MainWindow, tmp_path: Path) -> None:
    window.jobs.make_project(tmp_path / "new.cadrage")
    sample.import_articles(session_of(window).project)
    session = session_of(window)
    first = session.project.documents.all()[0]
    session.open_document(first.id)
    window.actions_.by_name["remove_document"].trigger()
    assert session.document is None
    assert first.id not in {document.id for document in session.project.documents.all()}
    window.actions_.by_name["undo"].trigger()
    assert session.project.documents.all()[0] == first


def test_a_coding_that_undo_takes_away_is_no_longer_selected(window: MainWindow, path: Path, tmp_path: Path) -> None:
    window.open_project(path)
    session = session_of(window)
    document = session.project.documents.all()[0]
    code = session.codebook.codes[3].label
    rows = [f"{document.file_name},A,{code},{start},{start + 9}" for start in range(300)]
    table = tmp_path / "spans.csv"
    table.write_text("\n".join(["doc,coder,code,start,end", *rows]), encoding="utf-8")
    known = {coding.id for coding in session.project.codings.all()}
    window.jobs.import_codings(table)
    fresh = next(coding for coding in session.project.codings.all() if coding.id not in known)
    session.select_coding(fresh.id)
    session.undo()
    assert session.coding is None


def test_a_table_with_a_bad_row_is_refused_without_words_of_the_command_line(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    window.open_project(path)
    table = tmp_path / "spans.csv"
    table.write_text("doc,coder,code,start,end\nnothing,A,X,0,5\n", encoding="utf-8")
    window.jobs.import_codings(table)
    assert "1 bad row" in window.messages.text
    assert "--" not in window.messages.text


def test_the_list_shows_the_open_document_again_when_the_filter_is_taken_off(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    assert window.coding_view is not None
    panel = window.coding_view.documents
    session = session_of(window)
    panel._filter.setText("no such title")
    panel._filter.clear()
    assert panel.list.currentIndex().row() == panel.model.row_of(session.document)


def test_a_key_that_moves_to_another_code_works_at_once(window: MainWindow, path: Path) -> None:
    window.open_project(path)
    session = session_of(window)
    assert window.coding_view is not None
    code = session.codebook.codes[-1]
    session.project.codes.edit(code.id, key="1")
    view = window.coding_view.pane.view
    view.select_span(Span(0, 10))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_1)
    (fresh,) = session.project.codings.get((session.coding or 0,))
    assert fresh.code == code.id


def test_the_open_document_is_saved_as_a_pdf(window: MainWindow, path: Path, tmp_path: Path) -> None:
    window.open_project(path)
    assert window.actions_.by_name["choose_pdf"].isEnabled()
    target = tmp_path / "article"
    window.jobs.save_pdf(target)
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
    assert "article.pdf" in window.status._told.text()
    window.jobs.save_pdf(tmp_path / "nowhere" / "article.pdf")
    assert "folder" in window.messages.text
