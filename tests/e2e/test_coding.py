"""Coding as it is done: keys, clicks, undo, memos, completeness, hidden coders."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span, State, Subject
from cadrage.gui import waiting
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import sample
from cadrage.store.project import Project
from tests.e2e.hands import Hands

LEDGER = "northern-ledger_2014-03-15.txt"
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def project(tmp_path: Path) -> Project:
    path = tmp_path / "study.cadrage"
    sample.build(path, coded=False).close()
    return Project.open(path)


@pytest.fixture
def hands(qtbot: QtBot, project: Project) -> Hands:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(project)
    hands = Hands(window)
    hands.open_document(LEDGER)
    return hands


def passage(hands: Hands, words: str) -> Span:
    start = hands.view.text().index(words)
    return Span(start, start + len(words))


def test_a_number_key_puts_its_code_on_the_selected_words(hands: Hands) -> None:
    span = passage(hands, "slid into a colder and more perilous stage")
    coding = hands.code(span, "ESC-MIL")
    assert coding is not None
    assert coding.span == span
    assert hands.session.project.codes.get(coding.code).label == "ESC-MIL"  # type: ignore[union-attr]
    assert hands.session.coding == coding.id
    assert hands.view.codings_at(span.start) == [coding.id]


def test_a_click_on_a_code_puts_it_on_the_selected_words(hands: Hands) -> None:
    span = passage(hands, "produced neither an agreement nor the outline of one")
    hands.drag_over(span)
    code = hands.session.codebook.find("SAN-CTR")
    assert code is not None
    hands.click_code(code.id)
    (coding,) = hands.session.project.codings.all()
    assert (coding.span, coding.code) == (span, code.id)


def test_without_a_selection_a_click_on_a_code_only_shows_its_rules(hands: Hands) -> None:
    code = hands.session.codebook.find("ESC-IMP")
    assert code is not None
    hands.click_code(code.id)
    assert hands.session.project.codings.all() == ()
    assert hands.session.code == code.id


def test_a_half_touched_word_is_taken_whole_and_white_space_is_left_out(hands: Hands) -> None:
    span = passage(hands, " Russian foreign minister")
    hands.drag_over(Span(span.start, span.end - 3))
    assert hands.view.selected_span() == Span(span.start + 1, span.end)


def test_u_removes_the_coding_and_undo_brings_it_back(hands: Hands) -> None:
    span = passage(hands, "slid into a colder and more perilous stage")
    coding = hands.code(span, "ESC-MIL")
    hands.click_on(span.start + 5)
    assert coding is not None
    assert hands.session.coding == coding.id
    hands.press(Qt.Key.Key_U)
    assert hands.session.project.codings.all() == ()
    assert hands.view.codings_at(span.start) == []
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert hands.session.project.codings.all() == (coding,)
    assert hands.view.codings_at(span.start) == [coding.id]
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert hands.session.project.codings.all() == ()
    hands.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert hands.session.project.codings.all() == (coding,)


def test_the_menu_names_what_would_be_undone(hands: Hands) -> None:
    hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    undo = hands.window.actions_.by_name["undo"]
    assert undo.text() == "Undo Apply ESC-MIL"
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert hands.window.actions_.by_name["redo"].text() == "Redo Apply ESC-MIL"


def test_the_same_code_twice_on_the_same_words_is_refused_in_words(hands: Hands) -> None:
    span = passage(hands, "slid into a colder and more perilous stage")
    hands.code(span, "ESC-MIL")
    hands.code(span, "ESC-MIL")
    assert len(hands.session.project.codings.all()) == 1
    assert "already on exactly these words" in hands.window.messages.text


def test_a_click_on_words_under_several_codings_lists_them(hands: Hands) -> None:
    span = passage(hands, "slid into a colder and more perilous stage")
    hands.code(span, "ESC-MIL")
    hands.code(span, "ESC-THR")
    hands.session.select_coding(None)
    hands.click_on(span.start + 6)
    menu = next(menu for menu in hands.window.findChildren(QMenu) if menu.isVisible())
    assert [action.text().split()[0] for action in menu.actions()] == ["ESC-MIL", "ESC-THR"]
    assert hands.session.coding is None
    menu.actions()[1].trigger()
    menu.close()
    chosen = hands.session.project.codings.get((hands.session.coding or 0,))[0]
    assert hands.session.project.codes.get(chosen.code).label == "ESC-THR"  # type: ignore[union-attr]


def test_a_memo_is_written_with_m_and_kept(hands: Hands) -> None:
    coding = hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    assert coding is not None
    hands.write_memo("Ask B")
    assert hands.session.project.memos.about(coding.guid) == "Ask B"
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert hands.session.project.memos.about(coding.guid) == ""


def test_a_memo_that_is_being_written_is_kept_when_the_window_closes(hands: Hands, project: Project) -> None:
    coding = hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    assert coding is not None
    assert hands.window.coding_view is not None
    hands.window.coding_view.inspector.memo.insertPlainText("Half a tho")
    path = project.path
    assert path is not None
    hands.window.close()
    with Project.open(path) as again:
        texts = [memo.text for memo in again.memos.all() if memo.subject is Subject.CODING]
        assert texts == ["Half a tho"]


def test_ctrl_enter_completes_the_document_and_opens_the_next(hands: Hands) -> None:
    here = hands.session.document
    hands.complete()
    assert hands.session.document != here
    assert hands.session.project.statuses.of_coder(hands.session.me.id) == {here: State.COMPLETE}


def test_the_first_coding_marks_the_document_as_in_progress(hands: Hands) -> None:
    hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    states = hands.session.project.statuses.of_coder(hands.session.me.id)
    assert states == {hands.session.document: State.PROGRESS}


def test_another_coders_codings_are_hidden_until_shown_and_can_not_be_removed(hands: Hands) -> None:
    span = passage(hands, "slid into a colder and more perilous stage")
    coding = hands.code(span, "ESC-MIL")
    assert coding is not None
    hands.sit_down("B")
    assert hands.view.codings_at(span.start) == []
    assert hands.session.project.next_undo != "Apply ESC-MIL"
    hands.window.actions_.by_name["show_others"].setChecked(True)
    assert hands.view.codings_at(span.start) == [coding.id]
    hands.session.select_coding(coding.id)
    hands.press(Qt.Key.Key_U)
    assert hands.session.project.codings.all() == (coding,)
    assert "another coder's coding" in hands.window.messages.text


def test_undo_leaves_the_other_coders_work_alone(hands: Hands) -> None:
    first = hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    hands.sit_down("B")
    hands.code(passage(hands, "By the foreign desk"), "ESC-THR")
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert hands.session.project.codings.all() == (first,)
    hands.press(Qt.Key.Key_Z, CONTROL)
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert first in hands.session.project.codings.all()


def test_single_keys_do_nothing_while_something_else_has_the_focus(hands: Hands) -> None:
    hands.drag_over(passage(hands, "slid into a colder"))
    assert hands.window.coding_view is not None
    field = hands.window.coding_view.codebook.findChildren(type(hands.window.coding_view.codebook._filter))[0]
    field.setFocus()
    from PySide6.QtTest import QTest

    QTest.keyClicks(field, "1u")
    assert hands.session.project.codings.all() == ()
    assert field.text() == "1u"


def test_brackets_step_through_the_codings_of_the_document(hands: Hands) -> None:
    later = hands.code(passage(hands, "produced neither an agreement"), "ESC-THR")
    first = hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    assert later is not None
    assert first is not None
    hands.view.set_caret(0)
    hands.session.select_coding(None)
    hands.press(Qt.Key.Key_BracketRight)
    assert hands.session.coding == first.id
    hands.press(Qt.Key.Key_BracketRight)
    assert hands.session.coding == later.id
    hands.press(Qt.Key.Key_BracketLeft)
    assert hands.session.coding == first.id


def test_a_project_that_is_open_elsewhere_is_refused_and_offered_read_only(
    qtbot: QtBot, hands: Hands, project: Project
) -> None:
    hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    assert project.path is not None
    second = MainWindow()
    qtbot.addWidget(second)
    second.show()
    second.open_project(project.path)
    assert second.session is None
    assert "open already" in second.messages.text
    second.messages._act()
    waiting.until(lambda: second.session is not None)
    assert second.session is not None
    assert not second.session.project.writable
    assert len(second.session.project.codings.all()) == 1
    assert not second.actions_.by_name["remove_coding"].isEnabled()
    second.close()
