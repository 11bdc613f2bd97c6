"""The context menu of the table of codings."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cadrage.gui.codings_keys import KEYS, Ask

_WORDS = {
    Ask.OPEN: "Go to the passage",
    Ask.CODE: "Change code…",
    Ask.ATTRIBUTE: "Set attribute…",
    Ask.MEMO: "Write memo…",
    Ask.IMPORTANT: "Mark as important",
    Ask.REMOVE: "Remove",
    Ask.COPY: "Copy as rows",
    Ask.CITE: "Copy as quotations",
}
_GROUPS = (
    (Ask.OPEN,),
    (Ask.CODE, Ask.ATTRIBUTE, Ask.MEMO, Ask.IMPORTANT, Ask.REMOVE),
    (Ask.COPY, Ask.CITE),
)
_READING = (Ask.OPEN, Ask.COPY, Ask.CITE)


class CodingMenu(QMenu):
    """`asked(Ask)`. Each entry names the key that does the same."""

    asked = Signal(object)

    def __init__(self, *, changeable: bool, marked: bool, attributes: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("What to do with the chosen codings")
        for group in _GROUPS:
            if self.actions():
                self.addSeparator()
            for ask in group:
                words = "Mark as not important" if ask is Ask.IMPORTANT and marked else _WORDS[ask]
                action = QAction(f"{words}\t{KEYS[ask]}", self)
                action.setEnabled(ask in _READING or (changeable and (attributes or ask is not Ask.ATTRIBUTE)))
                action.triggered.connect(partial(self._tell, ask))
                self.addAction(action)

    def _tell(self, ask: Ask, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self.asked.emit(ask)
