"""What is being typed is kept: through pauses, undo, narrow windows, refusals, another coder, another project."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cadrage.core.errors import UserError
from cadrage.core.model import Coding, Span, Subject
from cadrage.gui import waiting
from cadrage.gui.codebook_view import CodebookView
from cadrage.gui.inspector import MemoArea
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import sample
from cadrage.store.project import Project
from tests.e2e.hands import LEFT, Hands

LONGER_THAN_A_PAUSE = 1_300


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    path = tmp_path / "study.cadrage"
    sample.build(path, coded=False).close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.open_project(path)
    hands = Hands(window)
    hands.open_document("northern-ledger_2014-03-15.txt")
    return hands


@pytest.fixture
def coding(hands: Hands) -> Coding:
    start = hands.view.text().index("slid into a colder")
    coding = hands.code(Span(start, start + 18), "ESC-MIL")
    assert coding is not None
    return coding


def memo_of(hands: Hands) -> MemoArea:
    assert hands.window.coding_view is not None
    return hands.window.coding_view.inspector.memo


def test_a_pause_while_writing_a_memo_takes_neither_the_keyboard_nor_the_last_space(
    hands: Hands, coding: Coding
) -> None:
    hands.press(Qt.Key.Key_M)
    memo = memo_of(hands)
    QTest.keyClicks(memo, "Ask B ")
    waiting.pause(LONGER_THAN_A_PAUSE)
    assert hands.session.project.memos.about(coding.guid) == "Ask B"
    assert QApplication.focusWidget() is memo
    QTest.keyClicks(QApplication.focusWidget(), "until noon")
    assert memo.toPlainText() == "Ask B until noon"
    assert hands.session.project.codings.all() == (coding,)


def test_undo_by_its_button_takes_back_the_memo_that_is_being_written(hands: Hands, coding: Coding) -> None:
    hands.press(Qt.Key.Key_M)
    QTest.keyClicks(memo_of(hands), "Half a thought")
    QTest.mouseClick(hands.window.tool_bar._undo, LEFT)
    assert hands.session.project.codings.all() == (coding,)
    assert memo_of(hands).toPlainText() == ""
    hands.session.redo()
    assert hands.session.project.memos.about(coding.guid) == "Half a thought"


def test_in_a_narrow_window_m_brings_the_memo_into_sight(hands: Hands, coding: Coding) -> None:
    hands.window.resize(900, 700)
    waiting.pause()
    assert not memo_of(hands).isVisible()
    hands.press(Qt.Key.Key_M)
    waiting.pause()
    assert memo_of(hands).hasFocus()
    assert not memo_of(hands).visibleRegion().isEmpty()


def test_a_memo_that_the_disk_refused_is_still_there_and_stored_later(hands: Hands, coding: Coding) -> None:
    project = hands.session.project
    project._connection.execute(f"PRAGMA max_page_count = {project.one('PRAGMA page_count')}")
    hands.press(Qt.Key.Key_M)
    memo = memo_of(hands)
    memo.insertPlainText("Long " * 20_000)
    memo.store()
    assert "disk is full" in hands.window.messages.text
    hands.session.select_coding(None)
    hands.session.select_coding(coding.id)
    assert memo.toPlainText().startswith("Long Long")
    project._connection.execute("PRAGMA max_page_count = 1000000")
    hands.session.settling.emit()
    assert project.memos.about(coding.guid).startswith("Long Long")


def test_a_memo_goes_to_its_own_coder_when_another_sits_down(hands: Hands, coding: Coding) -> None:
    hands.press(Qt.Key.Key_M)
    QTest.keyClicks(memo_of(hands), "Mine")
    first = hands.session.me
    hands.window.coders.switch("B")
    (memo,) = [memo for memo in hands.session.project.memos.all() if memo.subject is Subject.CODING]
    assert (memo.coder, memo.text) == (first.id, "Mine")


def test_a_definition_that_is_being_typed_is_kept_when_another_project_is_opened(hands: Hands, tmp_path: Path) -> None:
    path = hands.session.project.path
    assert path is not None
    view = hands.window.view("codebook")
    assert isinstance(view, CodebookView)
    code = view.code
    assert code is not None
    view.editor.texts["definition"].insertPlainText("Half a sentence ")
    hands.window.jobs.make_project(tmp_path / "other.cadrage")
    with Project.open(path) as again:
        found = again.codes.get(code)
        assert found is not None
        assert "Half a sentence" in found.definition


def test_u_where_several_codings_stand_asks_which_and_removes_that_one(hands: Hands, coding: Coding) -> None:
    other = hands.code(coding.span, "ESC-THR")
    hands.session.select_coding(None)
    hands.view.set_caret(coding.span.start + 3)
    hands.press(Qt.Key.Key_U)
    menu = next(menu for menu in hands.window.findChildren(QMenu) if menu.isVisible())
    menu.actions()[0].trigger()
    menu.close()
    assert hands.session.project.codings.all() == (other,)


def test_m_where_several_codings_stand_lists_them_and_claims_nothing_else(hands: Hands, coding: Coding) -> None:
    hands.code(coding.span, "ESC-THR")
    hands.session.select_coding(None)
    hands.view.set_caret(coding.span.start + 3)
    hands.press(Qt.Key.Key_M)
    menu = next(menu for menu in hands.window.findChildren(QMenu) if menu.isVisible())
    assert len(menu.actions()) == 2
    menu.close()
    assert hands.window.messages.text == ""


def test_the_place_in_the_text_is_kept_when_coders_are_shown_and_hidden(hands: Hands, coding: Coding) -> None:
    hands.window.coders.switch("B")
    hands.view.set_caret(900)
    hands.view.verticalScrollBar().setValue(12)
    others = hands.window.actions_.by_name["show_others"]
    others.setChecked(True)
    hands.session.select_coding(coding.id)
    assert hands.view.verticalScrollBar().value() == 12
    others.setChecked(False)
    assert (hands.view.caret(), hands.view.verticalScrollBar().value()) == (900, 12)
    assert hands.session.coding is None
    assert not memo_of(hands).isVisible()


def test_a_full_disk_does_not_leave_the_document_that_was_not_completed(hands: Hands) -> None:
    here = hands.session.document
    hands.session.project._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(UserError):
        hands.session.project.coders.add("Z")
    hands.complete()
    hands.session.project._connection.execute("PRAGMA query_only = OFF")
    assert hands.session.document == here
    assert hands.window.messages.text
