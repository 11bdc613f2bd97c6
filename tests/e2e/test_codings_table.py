"""From the table of codings to the passage and back, through the whole window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.gui import waiting
from cadrage.gui.codings_order import Order
from cadrage.gui.codings_view import CodingsView
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import sample
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


@pytest.fixture
def table(hands: Hands) -> CodingsView:
    view = hands.go_to("codings")
    assert isinstance(view, CodingsView)
    waiting.until(view.grid.hasFocus)
    return view


def test_enter_goes_to_the_passage_and_backspace_brings_the_table_back_as_it_was(
    hands: Hands, table: CodingsView
) -> None:
    table.count.order_chosen.emit(Order("code"))
    for _ in range(20):
        QTest.keyClick(table.grid, Qt.Key.Key_Down)
    waiting.pause()
    chosen, top = table.current(), table.grid.verticalScrollBar().value()
    assert chosen is not None
    assert top > 0
    QTest.keyClick(table.grid, Qt.Key.Key_Return)
    assert hands.window.pages.currentWidget() is hands.window.coding_view
    assert hands.session.coding == chosen.id
    assert hands.session.document == chosen.document
    hands.press(Qt.Key.Key_Backspace)
    assert hands.window.pages.currentWidget() is table
    waiting.until(table.grid.hasFocus)
    assert table.current() == chosen
    assert table.grid.verticalScrollBar().value() == top
    assert table.model.order == Order("code")


def test_a_code_changed_in_the_table_is_changed_in_the_document(hands: Hands, table: CodingsView) -> None:
    QTest.keyClick(table.grid, Qt.Key.Key_Down)
    chosen = table.current()
    assert chosen is not None
    QTest.keyClick(table.grid, Qt.Key.Key_C)
    palette = table.questions.palette
    assert palette is not None
    QTest.keyClicks(palette.field, "esc-inv")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    (after,) = hands.session.project.codings.get((chosen.id,))
    changed = hands.session.project.codes.get(after.code)
    assert changed is not None
    assert changed.short_id == "ESC-INV"
    QTest.keyClick(hands.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.session.project.codings.get((chosen.id,))[0].code == chosen.code
    assert table.current() == hands.session.project.codings.get((chosen.id,))[0]


def test_an_attribute_that_is_being_typed_is_kept_when_the_project_closes(hands: Hands, table: CodingsView) -> None:
    path = hands.session.project.path
    assert path is not None
    row, section = 0, table.model.section("value/speaker")
    table.grid.go_to(table.model.index(row, section))
    coding = table.model.coding_at(row)
    assert coding is not None
    QTest.keyClick(table.grid, Qt.Key.Key_F2)
    editor = table.grid.editing.editor
    assert editor is not None
    QTest.keyClicks(editor, "Somebody new")
    hands.window.close_project()
    hands.window.open_project(path)
    assert hands.session.project.variables.of_coding(coding.id)["speaker"] == "Somebody new"
