"""From the document to a table of frames by outlet and month, to its quotations, and back into the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.core.codebook import Codebook
from cadrage.core.results_question import Bin, Dimension, Kind
from cadrage.gui import waiting
from cadrage.gui.main_window import MainWindow
from cadrage.gui.results_view import ResultsView
from cadrage.jobs import sample
from tests.e2e.hands import Hands

Key, Modifier = Qt.Key, Qt.KeyboardModifier
_SHORT = 20_000  # ms


def until(condition: Callable[[], bool]) -> None:
    waiting.until(condition, _SHORT)


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(sample.build(tmp_path / "study.cadrage"))
    window.activateWindow()
    until(window.isActiveWindow)
    return Hands(window)


def opened(hands: Hands) -> ResultsView:
    """By its key, from the document."""
    hands.press(Key.Key_7, Modifier.AltModifier)
    view = hands.window.pages.currentWidget()
    assert isinstance(view, ResultsView)
    until(lambda: view.answer is not None and not view.busy)
    return view


def click_line(hands: Hands, view: ResultsView, name: str) -> None:
    place = [entry.name for entry in view.side.model.entries].index(name)
    index = view.side.model.index(place)
    hands.click(view.side.list.viewport(), view.side.list.visualRect(index).center())
    until(lambda: not view.busy)


def test_frame_by_outlet_by_month_takes_four_actions_at_most(hands: Hands) -> None:
    hands.view.setFocus()
    view = opened(hands)
    click_line(hands, view, "Code × outlet × month")
    assert hands.actions <= 4
    question = view.wanted.question
    assert question.rows == (Dimension(Kind.CODE),)
    assert question.columns == (Dimension(Kind.FACT, "outlet"),)
    assert question.layers == (Dimension(Kind.TIME, "published", Bin.MONTH),)
    assert {head.group for head in view.model.grid.columns} == {"2014-03", "All months"}


def test_the_month_is_one_choice_away_from_the_first_table(hands: Hands) -> None:
    hands.view.setFocus()
    view = opened(hands)
    layers = view.choices.splits["layers"]
    layers.setFocus()
    wanted = [layers.itemText(at) for at in range(layers.count())].index("Published by month")
    for _ in range(wanted):
        QTest.keyClick(layers, Key.Key_Down)
    until(lambda: not view.busy and view.model.grid.grouped)
    assert view.wanted.question.layers == (Dimension(Kind.TIME, "published", Bin.MONTH),)


def test_the_numbers_are_those_of_a_plain_count(hands: Hands) -> None:
    view = opened(hands)
    click_line(hands, view, "Code × outlet × month")
    project = hands.session.project
    facts, book = project.variables.of_documents(), Codebook(project.codes.all())
    documents = {each.id for each in project.documents.all() if each.duplicate_of is None}
    held: dict[tuple[str, str, str], set[int]] = {}
    for coding in project.codings.all():
        if coding.document in documents:
            outlet = facts[coding.document, "outlet"]
            month = facts[coding.document, "published"][:7]
            code = book.by_id[coding.code]
            for each in (code, *([book.by_id[code.parent]] if code.parent else [])):
                held.setdefault((each.name, outlet, month), set()).add(coding.document)
    expected = Counter({key: len(found) for key, found in held.items()})
    grid, seen = view.model.grid, Counter[tuple[str, str, str]]()
    for row in grid.rows:
        for column in grid.columns:
            if not row.total and not column.total and column.group == "2014-03":
                value = grid.number(row.place, column.place)
                seen[row.label, column.label, column.group] = round(value or 0)
    assert +seen == expected


def test_enter_opens_the_quotations_enter_again_the_passage_and_escape_goes_back(hands: Hands) -> None:
    view = opened(hands)
    view.table.setFocus()
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Right)
    cell = view.table.currentIndex()
    hands.key(Key.Key_Return)
    quotations = view.aside.behind.list
    until(lambda: quotations.hasFocus() and bool(quotations.quotations.quotations))
    code, outlet = view.model.row(1).label, view.model.column(1).label
    shown = quotations.quotations.quotations
    assert {each.code.name for each in shown} == {code}
    assert all(outlet in each.source for each in shown)
    hands.key(Key.Key_Escape)
    assert view.table.hasFocus()
    assert view.table.currentIndex() == cell
    hands.key(Key.Key_Escape)
    assert not view.aside.isVisible()
    hands.key(Key.Key_Return)
    until(quotations.hasFocus)
    hands.key(Key.Key_Return)
    assert hands.window.pages.currentWidget() is hands.window.coding_view
    assert hands.session.coding == shown[0].coding


def test_the_table_is_copied_with_its_headings(hands: Hands) -> None:
    view = opened(hands)
    view.table.setFocus()
    hands.key(Key.Key_C, Modifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][0] == "Code"
    assert "The Civic Lantern" in lines[0]
    assert len(lines) == view.model.rowCount() + 1
    assert {len(line) for line in lines} == {view.model.columnCount() + 1}
    assert lines[1][0] == "ESC Escalation"
    assert all(cell.isdigit() for line in lines[1:] for cell in line[1:])


def test_a_result_is_kept_found_again_renamed_and_taken_back(hands: Hands) -> None:
    view = opened(hands)
    click_line(hands, view, "Code × outlet × month")
    hands.click(view.side.keep_button, view.side.keep_button.rect().center())
    popup = view.side.popup
    assert popup is not None
    hands.type_name("Frames by outlet and month")
    hands.key(Key.Key_Return)
    assert [each.name for each in hands.session.project.saved_results.all()] == ["Frames by outlet and month"]
    click_line(hands, view, "Codes in the same words")
    click_line(hands, view, "Frames by outlet and month")
    assert view.model.grid.grouped
    view.side.list.setFocus()
    hands.key(Key.Key_Delete)
    assert hands.session.project.saved_results.all() == ()
    hands.session.undo()
    assert "Frames by outlet and month" in [entry.name for entry in view.side.model.entries]


def test_the_table_follows_what_is_coded(hands: Hands) -> None:
    view = opened(hands)
    assert view.answer is not None
    assert view.answer.table is not None
    before = view.answer.table.cell(view.answer.table.whole()).codings
    project = hands.session.project
    project.codings.remove([coding.id for coding in project.codings.all() if coding.coder == hands.session.me.id][:1])
    until(lambda: not view.busy)
    assert view.answer.table is not None
    assert view.answer.table.cell(view.answer.table.whole()).codings == before - 1
