"""What a screen reader is told when something was done, or could not be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span
from cadrage.gui.announcing import announce
from cadrage.gui.document_view import DocumentView
from cadrage.gui.main_window import MainWindow
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.jobs import sample


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.show_project(sample.build(tmp_path / "study.cadrage", coded=False))
    return window


@pytest.fixture
def reader() -> Iterator[None]:
    """As if a screen reader were running."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def view(window: MainWindow) -> DocumentView:
    assert window.coding_view is not None
    return window.coding_view.pane.view


def listen(window: MainWindow) -> list[str]:
    said: list[str] = []
    assert window.coding_view is not None
    window.coding_view.quick.announcer.announced.connect(said.append)
    return said


@pytest.mark.usefixtures("reader")
def test_applying_removing_undoing_and_refusals_are_announced(window: MainWindow) -> None:
    said = listen(window)
    view(window).select_span(Span(0, 11))
    QTest.keyClick(view(window), Qt.Key.Key_1)
    view(window).select_span(Span(0, 11))
    QTest.keyClick(view(window), Qt.Key.Key_1)
    QTest.keyClick(view(window), Qt.Key.Key_U)
    QTest.keyClick(view(window), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view(window), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert said[0].endswith("applied to 11 characters")
    assert "is already on exactly these words" in said[1]
    label = said[0].split(" applied")[0]
    assert said[2:] == [f"{label} removed", f"Undone: Remove {label}", f"Done again: Remove {label}"]


@pytest.mark.usefixtures("reader")
def test_the_text_describes_the_codings_at_the_caret_also_when_they_change_under_it(window: MainWindow) -> None:
    view(window).set_caret(3)
    assert view(window).accessibleDescription() == "No coding here"
    session = window.session
    assert session is not None
    code = session.codebook.codes[1]
    coding = session.project.codings.add(session.document or 0, Span(0, 20), code.id)
    assert code.label in view(window).accessibleDescription()
    session.project.codings.remove([coding.id])
    assert view(window).accessibleDescription() == "No coding here"


def test_what_has_only_begun_is_not_announced(window: MainWindow) -> None:
    said = listen(window)
    assert window.session is not None
    window.session.told.emit("Finding the sentences …")
    window.session.told.emit("")
    assert said == []


@pytest.mark.usefixtures("reader")
def test_an_announcement_takes_no_focus(window: MainWindow) -> None:
    view(window).setFocus()
    announce(window, "Done", QAccessible.AnnouncementPoliteness.Polite)
    assert window.focusWidget() is view(window)
