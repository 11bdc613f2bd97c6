"""The context menu of the text, copying, and the list of the codings at the caret."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cadrage.core.model import Coding, Scope, Span
from cadrage.gui import waiting
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.kit import Field
from cadrage.gui.main_window import MainWindow
from cadrage.gui.name_popup import NamePopup
from cadrage.jobs import sample
from tests.e2e.hands import Hands

LEDGER = "northern-ledger_2014-03-15.txt"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(sample.build(tmp_path / "study.cadrage", coded=False))
    hands = Hands(window)
    hands.open_document(LEDGER)
    window.activateWindow()
    return hands


def passage(hands: Hands, words: str) -> Span:
    start = hands.view.text().index(words)
    return Span(start, start + len(words))


def coded(hands: Hands, words: str, name: str) -> Coding:
    coding = hands.code(passage(hands, words), name)
    assert coding is not None
    return coding


def right_click(hands: Hands, position: int) -> QMenu:
    place = hands.place_of(position)
    viewport = hands.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    return open_menu(hands)


def open_menu(hands: Hands) -> QMenu:
    return next(menu for menu in hands.window.findChildren(QMenu) if menu.isVisible())


def words_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text().startswith(words))
    action.trigger()
    menu.close()


def below(menu: QMenu, words: str) -> QMenu:
    action: QAction = next(action for action in menu.actions() if action.text().startswith(words))
    found = QMenu.menuInAction(action)
    assert isinstance(found, QMenu)
    return found


def test_a_right_click_on_the_selection_offers_the_last_codes_the_latest_first(hands: Hands) -> None:
    coded(hands, "slid into a colder", "ESC-MIL")
    coded(hands, "perilous stage", "SAN-CTR")
    coded(hands, "By the foreign desk", "ESC-MIL")
    span = passage(hands, "produced neither an agreement")
    hands.drag_over(span)
    menu = right_click(hands, span.start + 4)
    first, second = words_of(menu)[:2]
    assert first.startswith("ESC-MIL  ")
    assert first.endswith("\t1")
    assert second.startswith("SAN-CTR  ")
    choose(menu, "SAN-CTR")
    assert [found.span for found in hands.session.project.codings.all() if found.span == span] == [span]


def test_codes_with_a_key_that_were_not_used_lately_stand_aside(hands: Hands) -> None:
    coded(hands, "slid into a colder", "ESC-MIL")
    menu = right_click(hands, 5)
    others = words_of(below(menu, "Codes with a key"))
    assert others
    assert all("\t" in words for words in others)
    assert not any(words.startswith("ESC-MIL") for words in others)
    menu.close()


def test_a_right_click_beside_the_selection_means_the_sentence_that_was_clicked(hands: Hands) -> None:
    coded(hands, "slid into a colder", "ESC-MIL")
    hands.drag_over(passage(hands, "perilous stage"))
    menu = right_click(hands, 5)
    assert hands.view.selected_span() is None
    choose(menu, "ESC-MIL")
    waiting.until(lambda: len(hands.session.project.codings.all()) == 2)
    assert {found.span.start for found in hands.session.project.codings.all()} >= {0}


def test_the_menu_lists_the_codings_here_and_changes_just_the_one_chosen(hands: Hands) -> None:
    one = coded(hands, "slid into a colder", "ESC-MIL")
    two = coded(hands, "slid into a colder", "SAN-CTR")
    hands.session.select_coding(None)
    menu = right_click(hands, one.span.start + 2)
    choose(below(menu, "SAN-CTR   “slid"), "Mark as important")
    menu.close()
    marks = {found.id: found.important for found in hands.session.project.codings.all()}
    assert marks == {one.id: False, two.id: True}
    menu = right_click(hands, one.span.start + 2)
    assert "No longer important\tI" in words_of(below(menu, "SAN-CTR   “slid"))
    choose(below(menu, "ESC-MIL   “slid"), "Remove the coding here")
    menu.close()
    assert [found.id for found in hands.session.project.codings.all()] == [two.id]


def test_with_words_selected_the_menu_lists_the_codings_that_they_meet(hands: Hands) -> None:
    span = passage(hands, "slid into a colder")
    coded(hands, "slid into a colder", "ESC-MIL")
    coded(hands, "perilous stage", "SAN-CTR")
    hands.drag_over(span)
    menu = right_click(hands, span.start + 2)
    listed = [words for words in words_of(menu) if "“" in words]
    assert listed == ["ESC-MIL   “slid into a colder”"]
    menu.close()


def test_a_coding_whose_words_are_selected_is_here_for_the_keys(hands: Hands) -> None:
    coding = coded(hands, "slid into a colder", "ESC-MIL")
    hands.press(Key.Key_Escape)
    hands.drag_over(coding.span)
    hands.press(Key.Key_L)
    menu = open_menu(hands)
    assert words_of(menu) == ["ESC-MIL   “slid into a colder”"]
    menu.close()
    hands.press(Key.Key_U)
    assert hands.session.project.codings.all() == ()


def test_another_coders_coding_can_only_be_selected(hands: Hands) -> None:
    coding = coded(hands, "slid into a colder", "ESC-MIL")
    hands.sit_down("B")
    hands.window.actions_.by_name["show_others"].setChecked(True)
    menu = right_click(hands, coding.span.start + 2)
    assert words_of(below(menu, "ESC-MIL   “slid")) == ["Select"]
    choose(below(menu, "ESC-MIL   “slid"), "Select")
    menu.close()
    assert hands.session.coding == coding.id


def test_shift_f10_opens_the_menu_at_the_caret_and_keys_choose_in_it(hands: Hands) -> None:
    coding = coded(hands, "slid into a colder", "ESC-MIL")
    hands.view.set_caret(coding.span.start + 2)
    hands.press(Key.Key_F10, SHIFT)
    menu = open_menu(hands)
    assert menu.activeAction() is menu.actions()[0]
    assert any(words.startswith("ESC-MIL   “slid") for words in words_of(menu))
    QTest.keyClick(menu, Key.Key_Escape)
    assert not menu.isVisible()
    hands.press(Key.Key_Menu)
    assert open_menu(hands).isVisible()
    open_menu(hands).close()


def test_ctrl_c_copies_the_words_as_they_stand_in_the_document(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text("Ten\u00a0percent 👩‍👧 of them\u2028fell.\n", encoding="utf-8")
    hands.drop([path])
    waiting.until(lambda: hands.window.pages.currentWidget() is hands.window.coding_view)
    hands.open_document("made.txt")
    hands.window.activateWindow()
    hands.view.select_span(Span(0, len("Ten\u00a0percent 👩‍👧 of them\nfell")))
    hands.press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Ten\u00a0percent 👩‍👧 of them\nfell"


def test_ctrl_c_without_a_selection_copies_the_selected_coding(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("before")
    hands.press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "before"
    assert "No words are selected" in hands.window.messages.text
    coded(hands, "slid into a colder", "ESC-MIL")
    hands.press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "slid into a colder"


def test_ctrl_shift_c_copies_the_words_with_their_source(hands: Hands) -> None:
    document = hands.session.document or 0
    hands.session.project.documents.rename(document, "Six hours in London")
    for name, value in (("outlet", "Northern Ledger"), ("published", "2014-03-15")):
        variables = hands.session.project.variables
        variables.set_for_document(document, variables.ensure(Scope.DOCUMENT, name), value)
    hands.drag_over(passage(hands, "slid into a colder"))
    hands.press(Key.Key_C, CONTROL | SHIFT)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“slid into a colder” (Northern Ledger, 15 Mar 2014, Six hours in London, para. ")


def test_l_lists_the_codings_at_the_caret_for_the_arrows_and_enter(hands: Hands) -> None:
    said: list[str] = []
    hands.session.told.connect(said.append)
    hands.view.set_caret(0)
    hands.press(Key.Key_L)
    assert said == ["No coding here"]
    one = coded(hands, "slid into a colder", "ESC-MIL")
    two = coded(hands, "slid into a colder", "SAN-CTR")
    hands.press(Key.Key_Escape)
    hands.view.set_caret(one.span.start + 2)
    hands.press(Key.Key_L)
    menu = open_menu(hands)
    assert menu.activeAction() is menu.actions()[0]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert hands.session.coding == two.id


def test_f2_renames_the_document_and_esc_lets_everything_go(hands: Hands) -> None:
    coding = coded(hands, "slid into a colder", "ESC-MIL")
    hands.press(Key.Key_Escape)
    assert hands.session.coding is None
    hands.view.select_span(coding.span)
    hands.press(Key.Key_Escape)
    assert hands.view.selected_span() is None
    hands.press(Key.Key_F2)
    popup = next(found for found in hands.window.findChildren(NamePopup) if found.isVisible())
    field = popup.findChild(Field)
    assert field is not None
    QTest.keyClicks(field, "Another title")
    QTest.keyClick(field, Key.Key_Return)
    document = hands.session.project.documents.get(hands.session.document or 0)
    assert document is not None
    assert document.title == "Another title"


def test_keys_in_the_palette_are_letters_and_esc_closes_only_it(hands: Hands) -> None:
    coding = coded(hands, "slid into a colder", "ESC-MIL")
    hands.view.select_span(coding.span)
    hands.press(Key.Key_Space)
    palette = hands.window.coding_view.quick.palette  # type: ignore[union-attr]
    assert palette is not None
    QTest.keyClicks(palette.field, "l?")
    assert palette.field.text() == "l?"
    QTest.keyClick(palette.field, Key.Key_Escape)
    assert not palette.isVisible()
    assert hands.view.selected_span() == coding.span


def pane(hands: Hands) -> DocumentPane:
    assert hands.window.coding_view is not None
    return hands.window.coding_view.pane


def test_a_click_beside_the_text_opens_no_menu_of_a_missing_document(hands: Hands) -> None:
    hands.session.open_document(None)
    place = QPoint(3, 3)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place)
    QApplication.sendEvent(pane(hands).view.viewport(), event)
    assert not any(menu.isVisible() for menu in hands.window.findChildren(QMenu))
