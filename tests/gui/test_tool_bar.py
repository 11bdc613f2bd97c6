"""The tool bar: every view by name, by icon alone where the window is narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cadrage.gui import waiting
from cadrage.gui.main_window import MainWindow
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.gui.tool_bar import VIEWS, ToolBar
from cadrage.store.project import Project

ICON, BESIDE = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def opened(qtbot: QtBot) -> ToolBar:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(Project.in_memory())
    waiting.pause()
    return window.tool_bar


def test_the_views_are_named_and_a_narrow_window_shows_their_icons_alone(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    bar = opened(qtbot)
    window: QWidget = bar.window()
    assert [tab.text() for tab in bar.tabs] == [words for _, words, _ in VIEWS]
    assert {tab.toolButtonStyle() for tab in bar.tabs} == {BESIDE}
    window.resize(700, 600)
    waiting.pause()
    assert {tab.toolButtonStyle() for tab in bar.tabs} == {ICON}
    assert all(tab.toolTip() == tab.accessibleName() == tab.text() for tab in bar.tabs)
    window.resize(1280, 800)
    waiting.pause()
    assert {tab.toolButtonStyle() for tab in bar.tabs} == {BESIDE}
