"""Where the keyboard is can be seen: every control that takes keys looks different while it has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cadrage.gui import waiting
from cadrage.gui.appearance import appearance, current
from cadrage.gui.kit import (
    Button,
    CheckBox,
    Choice,
    CodeRow,
    Field,
    List,
    Panel,
    RadioButton,
    SearchField,
    Segments,
    Table,
    TextArea,
    ToolButton,
    Tree,
    column,
)

_RING = 40  # pixels of the accent that a ring has at least


def _rows(view: Tree) -> Tree:
    model = QStandardItemModel(view)
    for name in ("Escalation", "Sanctions"):
        model.appendRow(QStandardItem(name))
    view.setModel(model)
    view.setCurrentIndex(view.model().index(1, 0))
    view.setFixedSize(220, 90)
    return view


CONTROLS: dict[str, Callable[[], QWidget]] = {
    "button": lambda: Button("Export"),
    "primary button": lambda: Button("Import", "primary"),
    "quiet button": lambda: Button("Show all", "quiet"),
    "small button": lambda: Button("Choose…", "small", icon="plus"),
    "tool button": lambda: ToolButton("plus", "New code"),
    "labelled tool button": lambda: ToolButton("plus", "New code", shown=True),
    "tab": lambda: ToolButton("quote", "Codings", shown=True, tab=True),
    "segments": lambda: Segments([(1, "Light"), (2, "Dark")], 2, name="Light or dark"),
    "check box": lambda: CheckBox("Important"),
    "radio button": lambda: RadioButton("Sentence"),
    "field": lambda: Field("Noor", name="Coder"),
    "search field": lambda: SearchField("Filter codes"),
    "text area": lambda: TextArea("A memo", name="Memo"),
    "choice": lambda: Choice([(1, "Sentence")], 1, name="Unit"),
    "labelled choice": lambda: Choice([(1, "Sentence")], 1, label="Unit"),
    "plain choice": lambda: Choice([(1, "Sentence")], 1, plain=True, name="Unit"),
    "tree": lambda: _rows(Tree(CodeRow(), name="Codes")),
    "list": lambda: _rows(List(CodeRow(), name="Codes")),
    "table": lambda: _rows(Table(name="Codings")),
}


def accents(image: QImage, ink: str) -> int:
    return sum(
        image.pixelColor(x, y).name().upper() == ink for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("make", CONTROLS.values(), ids=list(CONTROLS))
def test_a_control_shows_that_it_has_the_keys(qtbot: QtBot, make: Callable[[], QWidget], mode: str) -> None:
    appearance().set_mode("dark" if mode == "dark" else "light")
    elsewhere, control = Button("elsewhere"), make()
    box = Panel(column(elsewhere, control, None, margins=(20, 20, 20, 20)))
    qtbot.addWidget(box)
    box.resize(320, 240)
    box.show()
    box.activateWindow()
    waiting.until(box.isActiveWindow)
    elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
    waiting.pause()
    without = box.grab(control.geometry()).toImage()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    waiting.pause()
    inside = box.focusWidget()
    assert inside is control or control.isAncestorOf(inside)
    focused = box.grab(control.geometry()).toImage()
    theme = current()
    ink = theme.text if make is CONTROLS["primary button"] else theme.accent
    assert accents(focused, ink) - accents(without, ink) >= _RING
