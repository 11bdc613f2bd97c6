"""A codebook that was edited outside, through the whole window and back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cadrage.exchange.codebook_files import write_codebook
from cadrage.gui import waiting
from cadrage.gui.codebook_view import CodebookView
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import datasets, export, sample
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


def test_edits_of_a_spreadsheet_come_back_by_menu_tick_and_click(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = hands.session.project
    path = tmp_path / "book.xlsx"
    write_codebook(datasets.gather(project, export.EVERYTHING), path)
    book = openpyxl.load_workbook(path)
    sheet = book["codebook"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    first, second = (sheet.cell(place, columns["Short id"]).value for place in (3, 4))
    sheet.cell(3, columns["Code"]).value = "A new name"
    sheet.cell(3, columns["Definition"]).value = "Another definition."
    sheet.cell(4, columns["Merge into"]).value = first
    book.save(path)
    ids = {code.short_id: code.id for code in project.codes.all()}
    codings = sum(coding.code in (ids[first], ids[second]) for coding in project.codings.all())
    assert codings

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    hands.window.actions_.by_name["choose_codebook"].trigger()
    view = hands.window.pages.currentWidget()
    assert isinstance(view, CodebookView)
    page = view.importing
    waiting.until(page.isVisible)
    waiting.until(page.tree.hasFocus)
    assert page.apply_button.text() == "Apply 3 changes"
    model = page.tree.model()
    definition = model.index(1, 0, model.index(0, 0))
    hands.click(page.tree.viewport(), page.tree.visualRect(definition).topLeft() + QPoint(10, 14))
    assert page.apply_button.text() == "Apply 2 changes"
    hands.click(page.apply_button, page.apply_button.rect().center())

    kept = project.codes.get(ids[first])
    assert kept is not None
    assert kept.name == "A new name"
    assert kept.definition != "Another definition."
    assert sum(coding.code == ids[first] for coding in project.codings.all()) <= codings
    assert not any(coding.code == ids[second] for coding in project.codings.all())
    waiting.until(view.tree.isVisible)
    QTest.keyClick(hands.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sum(coding.code in (ids[first], ids[second]) for coding in project.codings.all()) == codings
