"""Attributes, judgements, actors and memos by keys alone, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cadrage.core.model import Coding, Scope, Span, Subject
from cadrage.gui import waiting
from cadrage.gui.inspector import Inspector
from cadrage.gui.main_window import MainWindow
from cadrage.gui.variables_view import VariablesView
from cadrage.jobs import sample
from tests.e2e.hands import LEFT, Hands

SHIFT = Qt.KeyboardModifier.ShiftModifier


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


def inspector(hands: Hands) -> Inspector:
    assert hands.window.coding_view is not None
    return hands.window.coding_view.inspector


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focus(), key)


def values(hands: Hands, coding: Coding) -> dict[str, str]:
    return dict(hands.session.project.variables.of_coding(coding.id))


def test_a_coding_gets_its_attributes_by_keys_and_the_next_one_follows(hands: Hands, coding: Coding) -> None:
    hands.press(Qt.Key.Key_A)
    assert focus().accessibleName() == "Who says it"
    QTest.keyClicks(focus(), "the paper")
    press(Qt.Key.Key_Tab, Qt.Key.Key_1, Qt.Key.Key_Tab, Qt.Key.Key_4, Qt.Key.Key_Tab)
    assert focus().accessibleName() == "Target or addressee"
    press(Qt.Key.Key_Tab, Qt.Key.Key_N, Qt.Key.Key_Tab, Qt.Key.Key_2, Qt.Key.Key_Escape)
    assert values(hands, coding) == {
        "speaker": "the paper",
        "speaker_role": "journalist",
        "attribution": "journalist's own words",
        "stance": "neutral/reported",
        "intensity": "2",
    }
    assert hands.view.hasFocus()
    start = hands.view.text().index("respect whatever the people")
    assert hands.code(Span(start, start + 20), "ESC-MIL") is not None
    assert [actor.name for actor in hands.session.project.actors.all()] == ["the paper"]


def test_a_where_nothing_is_coded_says_so(hands: Hands) -> None:
    hands.view.set_caret(0)
    hands.press(Qt.Key.Key_A)
    assert "no coding here" in hands.window.messages.text
    assert hands.view.hasFocus()


def test_in_a_narrow_window_a_brings_the_attributes_into_sight(hands: Hands, coding: Coding) -> None:
    hands.window.resize(900, 700)
    waiting.pause()
    hands.press(Qt.Key.Key_A)
    waiting.pause()
    assert focus().accessibleName() == "Who says it"
    assert not focus().visibleRegion().isEmpty()


def test_an_attribute_that_is_being_typed_is_kept_when_the_mouse_goes_elsewhere(hands: Hands, coding: Coding) -> None:
    hands.press(Qt.Key.Key_A)
    QTest.keyClicks(focus(), "Half a name")
    hands.click_on(5)
    assert values(hands, coding) == {"speaker": "Half a name"}


def test_undo_by_its_button_takes_back_the_attribute_that_is_being_typed(hands: Hands, coding: Coding) -> None:
    hands.press(Qt.Key.Key_A)
    QTest.keyClicks(focus(), "Half a name")
    QTest.mouseClick(hands.window.tool_bar._undo, LEFT)
    assert values(hands, coding) == {}
    hands.session.redo()
    assert values(hands, coding) == {"speaker": "Half a name"}
    assert hands.session.project.codings.all() == (coding,)


def test_an_attribute_that_is_being_typed_goes_with_its_coder_when_another_sits_down(
    hands: Hands, coding: Coding
) -> None:
    hands.press(Qt.Key.Key_A)
    QTest.keyClicks(focus(), "A's speaker")
    hands.sit_down("B")
    assert values(hands, coding) == {"speaker": "A's speaker"}


def test_an_attribute_that_the_disk_refused_is_still_there_and_stored_later(hands: Hands, coding: Coding) -> None:
    project = hands.session.project
    hands.press(Qt.Key.Key_A)
    field = focus()
    QTest.keyClicks(field, "Kerry")
    project._connection.execute("PRAGMA query_only = ON")
    press(Qt.Key.Key_Return)
    project._connection.execute("PRAGMA query_only = OFF")
    assert values(hands, coding) == {}
    hands.session.select_coding(None)
    hands.session.select_coding(coding.id)
    assert inspector(hands).attributes.stops[0].text() == "Kerry"  # type: ignore[attr-defined]
    hands.session.settling.emit()
    assert values(hands, coding) == {"speaker": "Kerry"}


def test_facts_judgements_and_a_memo_on_the_document_by_keys(hands: Hands) -> None:
    project, document = hands.session.project, hands.session.document
    assert document is not None
    hands.press(Qt.Key.Key_D)
    waiting.pause()
    assert focus().accessibleName() == "outlet"
    press(*[Qt.Key.Key_Tab] * len(inspector(hands).document.facts.stops))
    assert focus().accessibleName() == "primary_frame"
    press(Qt.Key.Key_L)
    assert project.variables.judged(document, hands.session.me.id) == {"primary_frame": "legitimacy"}
    press(Qt.Key.Key_Escape)
    assert hands.view.hasFocus()
    hands.press(Qt.Key.Key_M, SHIFT)
    QTest.keyClicks(focus(), "Ends oddly")
    press(Qt.Key.Key_Escape)
    assert (Subject.DOCUMENT, "Ends oddly") in [(memo.subject, memo.text) for memo in project.memos.all()]


def test_a_memo_on_the_project_from_any_view(hands: Hands) -> None:
    hands.window.show_view("codebook")
    hands.window.actions_.by_name["write_project_memo"].trigger()
    popup = inspector(hands)._project_memo
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClicks(popup.box.area, " Ask for the second wave.")
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert hands.session.project.memos.about(hands.session.project.guid).endswith("Ask for the second wave.")


def test_a_memo_on_the_code_of_the_coding_here(hands: Hands, coding: Coding) -> None:
    hands.window.actions_.by_name["write_code_memo"].trigger()
    QTest.keyClicks(focus(), "Sharpen this")
    press(Qt.Key.Key_Escape)
    code = hands.session.project.codes.get(coding.code)
    assert code is not None
    assert hands.session.project.memos.about(code.guid) == "Sharpen this"


def test_an_attribute_is_defined_and_used_without_the_mouse(hands: Hands, coding: Coding) -> None:
    hands.window.actions_.by_name["show_variables"].trigger()
    view = hands.window.pages.currentWidget()
    assert isinstance(view, VariablesView)
    assert view.list.hasFocus()
    view.new_variable(Scope.CODING)
    QTest.keyClicks(focus(), "doubt")
    view.form.choices.new.setFocus()
    QTest.keyClicks(focus(), "none; some")
    press(Qt.Key.Key_Return)
    hands.window.show_coding()
    hands.session.select_coding(coding.id)
    hands.press(Qt.Key.Key_A)
    while focus().accessibleName() != "doubt":
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_2)
    assert values(hands, coding) == {"doubt": "some"}


def test_define_attributes_opens_the_page_of_variables(hands: Hands, coding: Coding) -> None:
    inspector(hands).define.click()
    assert isinstance(hands.window.pages.currentWidget(), VariablesView)
