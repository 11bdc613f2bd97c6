"""The window with very long names, in little room, and when light becomes dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span
from cadrage.gui import waiting
from cadrage.gui.appearance import appearance
from cadrage.gui.main_window import MainWindow
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.jobs import sample

VIEWS = ("coding", "codebook", "codings", "agreement", "import")


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


def test_very_long_names_do_not_widen_the_window(window: MainWindow) -> None:
    session, view = window.session, window.coding_view
    assert session is not None
    assert view is not None
    session.project.coders.rename(session.me.id, "N" * 60)
    session.project.documents.rename(session.document or 0, "Title words " * 25)
    code = session.project.codes.add("Very long code name " * 10)
    view.pane.view.select_span(Span(100, 150))
    view.pane.verbs.apply(code.id)
    for name in VIEWS:
        window.show_view(name)
        waiting.pause()
    window.resize(800, 600)
    waiting.pause()
    assert window.width() == 800
    assert len(window.actions_.by_name["undo"].text()) < 60


@pytest.mark.parametrize("width", [1_099, 800])
def test_every_view_fits_into_a_small_window(window: MainWindow, width: int) -> None:
    for name in VIEWS:
        window.show_view(name)
        waiting.pause()
    window.show_view("coding")
    window.resize(width, 600)
    waiting.pause()
    assert window.width() == width
    for name in VIEWS:
        window.show_view(name)
        waiting.pause()
        assert window.width() == width, name


def test_in_a_narrow_window_the_inspector_gives_way_until_it_is_asked_for(window: MainWindow) -> None:
    assert window.coding_view is not None
    inspector = window.coding_view.inspector
    window.resize(1_000, 700)
    waiting.pause()
    assert not inspector.isVisible()
    toggle = window.actions_.by_name["show_inspector"]
    toggle.setChecked(False)
    toggle.setChecked(True)
    assert inspector.isVisible()
    window.resize(1_280, 700)
    waiting.pause()
    assert inspector.isVisible()


def test_the_chosen_tab_stays_bold_when_light_becomes_dark(window: MainWindow) -> None:
    appearance().set_mode("dark")
    waiting.pause()
    assert window.tool_bar.tabs[0].font().weight() == QFont.Weight.DemiBold
    assert window.tool_bar.tabs[1].font().weight() == QFont.Weight.Normal
