"""A popup that asks for a name: one field, one button, Enter and Esc."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.gui.kit import Button, Field, Label, Popup, column, row


class NamePopup(Popup):
    """Asks and closes; `named(str)` with what was typed. Not shown until `ask_at`."""

    named = Signal(str)

    def __init__(self, title: str, hint: str, action: str, text: str = "", *, parent: QWidget) -> None:
        super().__init__(360, parent=parent)
        self._field = Field(text, hint=hint, name=title, parent=self)
        self._field.selectAll()
        button = Button(action, "primary", parent=self)
        self._field.returnPressed.connect(self._take)
        button.clicked.connect(self._take)
        heading = Label(title, "strong", parent=self)
        self.body.addLayout(column(heading, row((self._field, 1), button), margins=(16, 14, 16, 16), space=10))

    def ask_at(self, place: QPoint) -> None:
        self.show_beside(place.x(), place.y(), place.y())
        self._field.setFocus()

    @Slot()
    def _take(self) -> None:
        text = self._field.text().strip()
        if text:
            self.close()
            self.named.emit(text)
