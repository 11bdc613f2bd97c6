"""A line in a form of definitions: stored when it is left or after a pause, kept while it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.errors import UserError
from cadrage.gui.kit import Field, Label, column, row
from cadrage.gui.kit.layout import Item
from cadrage.gui.session import Session

_PAUSE = 1_000


class KeptField(Field):
    """`store(words)` is a verb of the project; what it refuses is told and stays in the field."""

    def __init__(self, session: Session, name: str, store: Callable[[str], None], *, hint: str = "") -> None:
        super().__init__(hint=hint, name=name)
        self._session = session
        self._store = store
        self._typed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._store_quietly)
        self.textEdited.connect(self._type)
        self.editingFinished.connect(self.flush)
        session.settling.connect(self.flush)

    def show_text(self, words: str) -> None:
        """What is stored; what is being typed stays."""
        if not self._typed and self.text().strip() != words:
            self.setText(words)
            self.setCursorPosition(0)

    def forget(self) -> None:
        """What was typed belongs to something that is no longer shown."""
        self._typed = False
        self._pause.stop()

    @Slot()
    def _type(self) -> None:
        self._typed = True
        self._pause.start()

    @Slot()
    def flush(self) -> None:
        """Store what has been typed; what cannot be is told and stays typed."""
        if self._typed and self._session.attempt(partial(_done, self._store, self.text())):
            self.forget()

    @Slot()
    def _store_quietly(self) -> None:
        # In a pause a name may be half typed: what is wrong with it is told when the field is left.
        try:
            self._store(self.text())
            self.forget()
        except UserError:
            self._pause.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)


def _done(store: Callable[[str], None], words: str) -> bool:
    store(words)
    return True


def labelled(words: str, field: QWidget, detail: str = "") -> QWidget:
    """A field under its label; the label belongs to it for screen readers and the mouse."""
    label = Label(words, "heading")
    label.setBuddy(field)
    head: list[Item] = [label, Label(detail, "muted"), None] if detail else [label, None]
    group = QWidget()
    group.setLayout(column(row(*head), field, space=5))
    return group
