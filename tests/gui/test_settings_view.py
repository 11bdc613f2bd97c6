"""The settings window: everything by keyboard, and at once in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span
from cadrage.gui import waiting
from cadrage.gui.appearance import appearance
from cadrage.gui.document_view import DocumentView
from cadrage.gui.main_window import MainWindow
from cadrage.gui.settings import FILE_VARIABLE, Settings
from cadrage.gui.settings_view import SettingsView
from cadrage.jobs import sample
from cadrage.store.project import Project


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    sample.build(tmp_path / "study.cadrage").close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.open_project(tmp_path / "study.cadrage")
    return window


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> SettingsView:
    window.actions_.by_name["show_settings"].trigger()
    assert window.settings_view is not None
    qtbot.waitExposed(window.settings_view)
    waiting.until(window.settings_view.isActiveWindow)
    return window.settings_view


def article(window: MainWindow) -> DocumentView:
    assert window.coding_view is not None
    return window.coding_view.pane.view


def reach(view: SettingsView, wanted: QWidget) -> None:
    """Tab until the keys are at a control."""
    for _ in range(60):
        if view.focusWidget() is wanted:
            return
        QTest.keyClick(view.focusWidget() or view, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {wanted.accessibleName() or wanted}")


def press(view: SettingsView, words: str) -> None:
    """Go to a button by Tab and press it with Space; among segments the arrows go on and choose."""
    button = next(each for each in view.findChildren(QAbstractButton) if each.text() == words and each.isVisible())
    group = button.group()
    if group is None:
        reach(view, button)
        QTest.keyClick(button, Qt.Key.Key_Space)
    else:
        reach(view, group.checkedButton())
        back = group.id(button) < group.checkedId()
        while not button.isChecked():
            QTest.keyClick(group.checkedButton(), Qt.Key.Key_Left if back else Qt.Key.Key_Right)
    waiting.pause()


def test_light_and_dark_act_at_once_and_the_menu_follows(window: MainWindow, view: SettingsView) -> None:
    press(view, "Dark")
    assert appearance().mode == "dark"
    assert window._modes["dark"].isChecked()
    window._modes["light"].trigger()
    assert appearance().mode == "light"
    assert view.mode.value() == "light"


def test_the_article_is_set_as_chosen_at_once(window: MainWindow, view: SettingsView) -> None:
    text = article(window)
    window.resize(1_900, 800)
    press(view, "Sans serif")
    assert QFontInfo(text.font()).family() == "Inter"
    reach(view, view.text_size)
    QTest.keyClick(view.text_size, Qt.Key.Key_Down)
    QTest.keyClick(view.text_size, Qt.Key.Key_Down)
    assert text.text_size == 18
    before = line_height(text)
    press(view, "Wide")
    assert line_height(text) > before
    wide = text.viewport().width()
    press(view, "60 characters")
    assert text.viewport().width() < wide


def line_height(text: DocumentView) -> float:
    lines = [line for line in text.all_visible_lines() if line.height]
    return lines[3].top - lines[2].top


def test_zooming_in_the_document_is_remembered_and_shown_here(window: MainWindow, view: SettingsView) -> None:
    article(window).set_text_size(21)
    assert window.settings.text_size == 21
    assert view.text_size.value() == 21
    assert view.text_size.currentText() == "21 pixels"


def test_without_names_the_text_has_more_room_and_a_bracket_tells_its_code(
    window: MainWindow, view: SettingsView, qtbot: QtBot
) -> None:
    text = article(window)
    window.resize(900, 700)
    waiting.pause()
    narrow, margin = text.viewport().width(), text._margin
    press(view, "Names of the codes in the margin")
    waiting.pause()
    assert text.viewport().width() > narrow
    assert margin.width() == 72
    assert margin.geometry().left() == text.viewport().geometry().right() + 1
    margin.grab()
    assert margin.label_areas() == []
    points = [QPointF(x, y) for y in range(0, margin.height(), 6) for x in range(0, 40, 3)]
    point, number = next((point, found) for point in points if (found := margin.coding_at(point)) is not None)
    session = window.session
    assert session is not None
    (coding,) = session.project.codings.get((number,))
    code = session.codebook.by_id[coding.code]
    assert margin._name_at(point) == f"{code.label} {code.name}"


def test_with_snapping_off_a_drag_is_exact_and_alt_snaps(window: MainWindow, view: SettingsView) -> None:
    text = article(window)
    press(view, "What I select snaps to whole words")
    for modifier, whole in ((Qt.KeyboardModifier.NoModifier, False), (Qt.KeyboardModifier.AltModifier, True)):
        drag(text, modifier)
        span = text.selected_span()
        assert span is not None
        assert is_whole(text.text(), span) == whole


def drag(text: DocumentView, modifier: Qt.KeyboardModifier) -> None:
    """From inside one word to inside another, within a line."""
    text.clear_selection()
    line = next(line for line in text.all_visible_lines() if line.end - line.start > 40)
    words = text.text()[line.start : line.end]
    inside = words.index(" ", 8) + 3
    left, right = (
        text.cursorForPosition(QPoint(0, round(line.top + 8))),
        text.cursorForPosition(QPoint(0, round(line.top + 8))),
    )
    left.setPosition(line.start + inside)
    right.setPosition(line.start + words.index(" ", inside + 6) + 3)
    start, end = (text.cursorRect(cursor).center() for cursor in (left, right))
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(text.viewport(), button, modifier, start)
    QTest.mouseMove(text.viewport(), end)
    QTest.mouseRelease(text.viewport(), button, modifier, end)


def is_whole(text: str, span: Span) -> bool:
    return not text[span.start - 1].isalnum() and not text[span.end : span.end + 1].isalnum()


def test_a_new_project_begins_with_the_coder_and_in_the_folder_of_the_settings(
    window: MainWindow, view: SettingsView, tmp_path: Path
) -> None:
    reach(view, view.coder)
    QTest.keyClick(view.coder, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(view.coder, "  Noor  Haddad ")
    QTest.keyClick(view.coder, Qt.Key.Key_Return)
    view.take_folder(tmp_path)
    assert view.usual.isVisible()
    window.jobs.make_project(window.settings.project_folder / "new")
    assert window.session is not None
    assert window.session.me.name == "Noor Haddad"
    assert window.session.project.path == (tmp_path / "new.cadrage").resolve()
    press(view, "Usual folder")
    assert not window.settings.has_project_folder


def test_another_interface_size_offers_to_open_the_window_anew(window: MainWindow, view: SettingsView) -> None:
    assert not view.anew.isVisible()
    press(view, "125 %")
    assert view.anew.isVisible()
    path = window.session.project.path if window.session is not None else None
    press(view, "Open it anew now")
    assert window.anew
    assert not window.isVisible()
    assert window.session is None
    assert Settings().take_reopened() == str(path)
    Project.open(path or Path()).close()


def test_the_last_project_opens_at_the_start_if_that_is_chosen(
    window: MainWindow, view: SettingsView, qtbot: QtBot
) -> None:
    press(view, "The project of last time")
    path = window.session.project.path if window.session is not None else None
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.open_at_start()
    assert again.session is not None
    assert again.session.project.path == path


def test_escape_closes_the_settings_and_they_come_back(window: MainWindow, view: SettingsView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    window.actions_.by_name["show_settings"].trigger()
    assert window.settings_view is view
    assert view.isVisible()


def test_every_control_has_a_name_and_is_reached_by_tab(view: SettingsView) -> None:
    for control in view.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            name = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
            assert name, control
            group = control.group() if isinstance(control, QAbstractButton) else None
            reach(view, control if group is None else group.checkedButton())


def test_settings_open_without_a_project(window: MainWindow) -> None:
    window.close_project()
    action = window.actions_.by_name["show_settings"]
    assert action.isEnabled()
    action.trigger()
    assert window.settings_view is not None
    assert window.settings_view.isVisible()
    assert QApplication.activeModalWidget() is None
