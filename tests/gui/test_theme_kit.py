"""The kit's widgets: what they tell, what a screen reader hears, where the keyboard is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent, QImage, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cadrage.gui.appearance import Mode, appearance, current
from cadrage.gui.kit import (
    CheckBox,
    Choice,
    CodeRow,
    ElidedButton,
    ElidedLabel,
    EmptyState,
    Field,
    Panel,
    Popup,
    ProgressLine,
    RowRole,
    SearchField,
    Segments,
    ToolButton,
    Tree,
    column,
)
from cadrage.gui.kit.panels import Fill
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


@pytest.mark.parametrize("height", [100, 360, 500, 700])
@pytest.mark.parametrize("top", [0, 120, 390, 700, 780])
def test_a_popup_stays_on_the_screen_and_off_its_words_where_it_can(qtbot: QtBot, height: int, top: int) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    popup = Popup(200, parent=owner)
    filling = QWidget(popup)
    filling.setFixedHeight(height)
    popup.body.addWidget(filling)
    popup.show_beside(40, top, top + 20)
    room = owner.screen().availableGeometry()
    seen = popup.geometry().adjusted(*[popup.EDGE] * 2, *[-popup.EDGE] * 2)
    assert room.top() <= seen.top()
    assert seen.bottom() <= room.bottom()
    fits = height + 8 <= max(top - room.top(), room.bottom() - top - 20)
    assert not fits or seen.top() > top + 20 or seen.bottom() < top
    popup.close()


def test_a_shortened_field_choice_or_button_tells_the_whole(qtbot: QtBot) -> None:
    words = "A value with more words than there is room for"
    choice = Choice([(1, words)], 1, name="Value")
    box = CheckBox(words)
    button = ElidedButton("list-filter", words, parent=choice)
    for control in (choice, box):
        qtbot.addWidget(control)
        control.resize(120, 28)
        control.show()
    button.resize(120, 28)
    button.show()
    for control in (choice, box, button):
        place = control.rect().center()
        QApplication.sendEvent(control, QHelpEvent(QHelpEvent.Type.ToolTip, place, control.mapToGlobal(place)))
        assert control.toolTip() == words
    assert button.text().endswith("…")
    choice.resize(600, 28)
    QApplication.sendEvent(choice, QHelpEvent(QHelpEvent.Type.ToolTip, place, choice.mapToGlobal(place)))
    assert choice.toolTip() == ""


def test_words_too_long_for_a_field_end_in_dots_until_it_has_the_keys(qtbot: QtBot) -> None:
    words = "A value with more words than there is room for"
    field, elsewhere = Field(words, name="Value"), Field(name="elsewhere")
    box = Panel(column(field, elsewhere))
    qtbot.addWidget(box)
    box.setFixedWidth(140)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    elsewhere.setFocus()
    assert field.shown_text().endswith("…")
    shortened = field.grab().toImage()
    place = field.rect().center()
    QApplication.sendEvent(field, QHelpEvent(QHelpEvent.Type.ToolTip, place, field.mapToGlobal(place)))
    assert field.toolTip() == words
    field.setFocus()
    assert field.shown_text() == words
    assert field.grab().toImage() != shortened
    field.setText("short")
    elsewhere.setFocus()
    assert field.shown_text() == "short"


def test_tab_comes_to_the_chosen_segment_and_the_arrows_choose(qtbot: QtBot) -> None:
    segments = Segments([("a", "One"), ("b", "Two"), ("c", "Three")], "b", name="Which")
    qtbot.addWidget(segments)
    segments.show()
    segments.activateWindow()
    qtbot.waitUntil(segments.isActiveWindow)
    segments.setFocus(Qt.FocusReason.TabFocusReason)
    here = QApplication.focusWidget()
    assert isinstance(here, QPushButton)
    assert here.text() == "Two"
    with qtbot.waitSignal(segments.chosen) as told:
        QTest.keyClick(here, Qt.Key.Key_Right)
    assert told.args == ["c"]
    segments.set_value("a")
    assert [b.text() for b in segments.findChildren(QPushButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus] == [
        "One"
    ]


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


@pytest.mark.parametrize("fill", ["window", "surface", "sunken"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_panel_paints_its_whole_ground_in_either_theme(qtbot: QtBot, fill: Fill, mode: Mode) -> None:
    appearance().set_mode(mode)
    panel = Panel(fill=fill)
    qtbot.addWidget(panel)
    panel.resize(40, 30)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    panel.render(image)
    inks = {image.pixelColor(x, y).name() for x in range(40) for y in range(30)}
    assert inks == {current().colour(fill).name()}
