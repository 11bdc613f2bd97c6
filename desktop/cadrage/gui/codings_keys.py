"""What a key asks of the table of codings."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from cadrage.gui.codings_columns import What


class Ask(Enum):
    OPEN = auto()
    EDIT = auto()
    TYPE = auto()
    CODE = auto()
    ATTRIBUTE = auto()
    MEMO = auto()
    IMPORTANT = auto()
    REMOVE = auto()
    CLEAR = auto()
    COPY = auto()
    CITE = auto()
    MENU = auto()
    LEFT = auto()
    RIGHT = auto()
    SORT = auto()
    SORT_BACK = auto()


KEYS = {
    Ask.OPEN: "Enter",
    Ask.CODE: "C",
    Ask.ATTRIBUTE: "A",
    Ask.MEMO: "M",
    Ask.IMPORTANT: "I",
    Ask.REMOVE: "Del",
    Ask.COPY: "Ctrl+C",
    Ask.CITE: "Ctrl+Shift+C",
}
_TYPED = (What.CODE, What.VALUE, What.MEMO)
_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_PLAIN: dict[int, Ask] = {
    Qt.Key.Key_F2: Ask.EDIT,
    Qt.Key.Key_Delete: Ask.REMOVE,
    Qt.Key.Key_Left: Ask.LEFT,
    Qt.Key.Key_Right: Ask.RIGHT,
    Qt.Key.Key_Menu: Ask.MENU,
}
_COMMANDS: dict[int, Ask] = {
    Qt.Key.Key_C: Ask.CODE,
    Qt.Key.Key_Slash: Ask.CODE,
    Qt.Key.Key_A: Ask.ATTRIBUTE,
    Qt.Key.Key_M: Ask.MEMO,
    Qt.Key.Key_I: Ask.IMPORTANT,
    Qt.Key.Key_U: Ask.REMOVE,
}


def asked(event: QKeyEvent, what: What) -> Ask | None:
    """What a key means in a cell of this kind; None for what every table does.

    Letters are commands, but begin an edit in a cell that can be edited: there the keyboard stands only where the
    user has moved it.
    """
    key, pressed = event.key(), event.modifiers() & (_CONTROL | _SHIFT | _ALT)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not pressed:
        return Ask.EDIT if what in _TYPED else Ask.OPEN
    if event.matches(QKeySequence.StandardKey.Copy):
        return Ask.COPY
    if key == Qt.Key.Key_C and pressed == _CONTROL | _SHIFT:
        return Ask.CITE
    if key == Qt.Key.Key_F10 and pressed == _SHIFT:
        return Ask.MENU
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and pressed == _ALT:
        return Ask.SORT if key == Qt.Key.Key_Down else Ask.SORT_BACK
    if pressed & (_CONTROL | _ALT):
        return None
    if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and what in (What.VALUE, What.MEMO):
        return Ask.CLEAR
    if key in _PLAIN and not pressed:
        return _PLAIN[key]
    if what in _TYPED and event.text().strip() and event.text().isprintable():
        return Ask.TYPE
    return _COMMANDS.get(key)
