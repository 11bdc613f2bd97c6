"""The kit's widgets: what they tell, what a screen reader hears, where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.gui.kit import (
    Choice,
    CodeRow,
    ElidedLabel,
    EmptyState,
    ProgressLine,
    RowRole,
    SearchField,
    Segments,
    ToolButton,
    Tree,
)
from cadrage.gui.theme import LIGHT


def test_segments_tell_of_a_choice_by_hand_only(qtbot: QtBot) -> None:
    segments = Segments([("w", "weak"), ("s", "strong")], "w", name="Intensity")
    qtbot.addWidget(segments)
    with qtbot.assertNotEmitted(segments.chosen):
        segments.set_value("s")
    with qtbot.waitSignal(segments.chosen) as told:
        segments.findChildren(type(segments._group.button(0)))[0].click()
    assert told.args == ["w"]
    assert segments.value() == "w"
    segments.set_value("neither")
    assert segments.value() is None


def test_a_choice_keeps_its_value_when_its_list_changes(qtbot: QtBot) -> None:
    choice = Choice([(1, "Sentence"), (2, "Paragraph")], 2, label="Unit")
    qtbot.addWidget(choice)
    choice.set_choices([(2, "Paragraph"), (3, "Document")])
    assert choice.value() == 2
    assert choice.accessibleName() == "Unit"
    assert choice.sizeHint().height() == 46
    choice.set_choices([(3, "Document")])
    assert choice.value() is None


def test_escape_empties_a_search_field(qtbot: QtBot) -> None:
    field = SearchField("Filter codes")
    qtbot.addWidget(field)
    QTest.keyClicks(field, "thr")
    with qtbot.waitSignal(field.searched) as told:
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert told.args == [""]


def test_icons_alone_have_names(qtbot: QtBot) -> None:
    button = ToolButton("undo-2", "Undo: Apply ESC-THR")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Undo: Apply ESC-THR"
    line = ProgressLine()
    qtbot.addWidget(line)
    line.set_progress(2, 5)
    assert line.accessibleName() == "2 of 5"
    label = ElidedLabel("A long title")
    qtbot.addWidget(label)
    assert label.accessibleName() == "A long title"


def test_an_empty_state_has_one_button_or_none(qtbot: QtBot) -> None:
    empty = EmptyState("No documents yet", "Drop articles here.", "Import…")
    qtbot.addWidget(empty)
    assert empty.button is not None
    assert EmptyState("Nothing", "to do", parent=empty).button is None


def test_the_focus_ring_comes_with_the_keyboard_and_the_selection_is_round(qtbot: QtBot) -> None:
    model = QStandardItemModel()
    for name in ("Military build-up", "Threat of force"):
        item = QStandardItem(name)
        item.setData("#6B4300", RowRole.CHIP)
        item.setData(12, RowRole.COUNT)
        model.appendRow(item)
    tree = Tree(CodeRow(), name="Codebook")
    qtbot.addWidget(tree)
    tree.setModel(model)
    model.setParent(tree)
    tree.resize(240, 120)
    tree.setCurrentIndex(model.index(0, 0))
    tree.show()
    tree.setFocus(Qt.FocusReason.MouseFocusReason)
    tree.activateWindow()
    qtbot.waitUntil(tree.hasFocus)
    image = tree.viewport().grab().toImage()
    assert image.pixelColor(180, 4).name().upper() == LIGHT.accent_soft
    assert image.pixelColor(1, 13).name().upper() == LIGHT.window
    QTest.keyClick(tree, Qt.Key.Key_Down)
    image = tree.viewport().grab().toImage()
    assert image.pixelColor(120, 27).name().upper() == LIGHT.accent
