"""What a codebook file would change, shown before it is taken over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cadrage.core.codebook_edits import Kind
from cadrage.exchange.codebook_files import write_codebook
from cadrage.gui.appearance import appearance
from cadrage.gui.codebook_import_view import CodebookImport
from cadrage.gui.codebook_view import CodebookView
from cadrage.gui.kit import RowRole
from cadrage.gui.session import Session
from cadrage.jobs import datasets, export
from cadrage.store.project import Project
from tests.gui.codebook_desk import code, project, session, view

__all__ = ["project", "session", "view"]

Edit = Callable[[Any, dict[str, int]], None]


@pytest.fixture
def show(view: CodebookView, project: Project, tmp_path: Path) -> Callable[[Edit], CodebookImport]:
    def shown(edit: Edit) -> CodebookImport:
        path = tmp_path / "book.xlsx"
        write_codebook(datasets.gather(project, export.EVERYTHING), path)
        book = openpyxl.load_workbook(path)
        sheet = book["codebook"]
        edit(sheet, {cell.value: cell.column for cell in sheet[1]})
        book.save(path)
        view.show_import(path)
        return view.importing

    return shown


def several(sheet: Any, columns: dict[str, int]) -> None:
    """ESC-THR renamed and described anew, SAN-COS gone, two new codes, one below the other."""
    sheet.cell(3, columns["Code"]).value = "Menace"
    sheet.cell(3, columns["Brief definition"]).value = "Force is threatened."
    sheet.delete_rows(6)
    for place, (name, short, parent) in enumerate((("Offers", "OFF", "ESC"), ("Talks", "", "OFF")), 6):
        for column, value in (("Code", name), ("Short id", short), ("Parent", parent)):
            sheet.cell(place, columns[column]).value = value


def rows(page: CodebookImport) -> list[tuple[str, list[str]]]:
    model = page.tree.model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        (group.data(), [model.index(row, 0, group).data() for row in range(model.rowCount(group))]) for group in groups
    ]


def test_every_edit_stands_in_its_group_and_what_is_missing_is_not_ticked(
    show: Callable[[Edit], CodebookImport],
) -> None:
    page = show(several)
    assert rows(page) == [
        ("Added", ["Escalation > Offers", "Escalation > Offers > Talks"]),
        ("Changed", ["Escalation > Threat of force", "Escalation > Threat of force"]),
        ("Not in the file", ["Sanctions > Unspecified costs"]),
    ]
    assert page.apply_button.text() == "Apply 4 changes"
    assert page.tree.hasFocus()
    model = page.tree.model()
    changed = model.index(1, 0)
    assert model.index(0, 0, changed).data(RowRole.SECOND) == "Threat of force → Menace"
    spoken = model.index(0, 0, model.index(2, 0)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("not ticked")


def test_apply_takes_over_what_is_ticked_and_nothing_else(
    qtbot: QtBot, show: Callable[[Edit], CodebookImport], project: Project, view: CodebookView, session: Session
) -> None:
    page = show(several)
    model = page.tree.model()
    page.tree.setCurrentIndex(model.index(1, 0, model.index(1, 0)))
    qtbot.keyClick(page.tree, Qt.Key.Key_Space)
    assert page.apply_button.text() == "Apply 3 changes"
    before = code(project, "ESC-THR").brief
    told: list[str] = []
    session.told.connect(told.append)
    qtbot.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    assert code(project, "ESC-THR").name == "Menace"
    assert code(project, "ESC-THR").brief == before
    assert code(project, "SAN-COS").retired is False
    assert len(project.codes.all()) == 7
    assert told[-1] == "3 changes taken over. Undo takes them back."
    assert view._pages.currentWidget() is view._split_area
    session.undo()
    assert len(project.codes.all()) == 5
    assert code(project, "ESC-THR").name == "Threat of force"


def test_a_new_code_brings_what_it_stands_under_and_takes_what_stands_below_it(
    qtbot: QtBot, show: Callable[[Edit], CodebookImport]
) -> None:
    page = show(several)
    qtbot.mouseClick(page.none_button, Qt.MouseButton.LeftButton)
    assert not page.apply_button.isEnabled()
    model = page.tree.model()
    below = model.index(1, 0, model.index(0, 0))
    box = page.tree.visualRect(below).topLeft() + QPoint(10, 14)
    qtbot.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert page.apply_button.text() == "Apply 2 changes"
    above = page.tree.visualRect(model.index(0, 0, model.index(0, 0))).topLeft() + QPoint(10, 14)
    qtbot.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=above)
    assert not page.apply_button.isEnabled()


def test_the_words_before_and_after_are_shown_in_both_themes(show: Callable[[Edit], CodebookImport]) -> None:
    page = show(several)
    model = page.tree.model()
    page.tree.setCurrentIndex(model.index(1, 0, model.index(1, 0)))
    assert page.card.text.toPlainText() == "Force is reservedthreatened."
    appearance().set_mode("dark")
    assert page.card.text.toPlainText() == "Force is reservedthreatened."


def test_a_file_that_is_the_same_says_so_and_leads_back(
    qtbot: QtBot, show: Callable[[Edit], CodebookImport], view: CodebookView
) -> None:
    page = show(lambda _sheet, _columns: None)
    assert page.same.isVisible()
    assert not page.apply_button.isVisible()
    assert page.same.button is not None
    assert page.same.button.hasFocus()
    qtbot.keyClick(page.same.button, Qt.Key.Key_Space)
    assert view._pages.currentWidget() is view._split_area


def test_escape_goes_back_and_changes_nothing(
    qtbot: QtBot, show: Callable[[Edit], CodebookImport], project: Project, view: CodebookView
) -> None:
    before = project.codes.all()
    page = show(several)
    qtbot.keyClick(page.tree, Qt.Key.Key_Escape)
    assert view._pages.currentWidget() is view._split_area
    assert project.codes.all() == before


def test_a_file_that_cannot_be_is_told_and_nothing_is_shown(
    show: Callable[[Edit], CodebookImport], session: Session, view: CodebookView
) -> None:
    said: list[str] = []
    session.refused.connect(said.append)
    show(lambda sheet, columns: setattr(sheet.cell(3, columns["Parent"]), "value", "Nowhere"))
    assert said[0].startswith("Row 3, column Parent: “Nowhere”")
    assert view._pages.currentWidget() is view._split_area


def test_what_changes_meanwhile_is_compared_anew(
    show: Callable[[Edit], CodebookImport], project: Project, session: Session
) -> None:
    page = show(several)
    page.none_button.click()
    session.attempt(lambda: project.codes.edit(code(project, "ESC-THR").id, name="Menace"))
    assert rows(page)[1] == ("Changed", ["Escalation > Menace"])
    assert not page.apply_button.isEnabled()


def test_merged_codes_say_what_follows(show: Callable[[Edit], CodebookImport]) -> None:
    page = show(lambda sheet, columns: setattr(sheet.cell(3, columns["Merge into"]), "value", "ESC-MIL"))
    assert [edit.kind for edit in page.tree.edits.chosen] == [Kind.MERGED]
    assert "no shown coding" in page.card._said.text() or "0 shown codings" in page.card._said.text()
