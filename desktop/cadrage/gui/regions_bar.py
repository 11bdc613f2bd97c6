"""Above the text: how many passages look like no article text, and what to do with them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cadrage.gui.kit import Button, ElidedLabel, Hairline, IconLabel, Panel, column, row


class RegionsBar(Panel):
    """Hidden while nothing waits for a decision."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(fill="window", parent=parent)
        self.words = ElidedLabel("", "secondary", parent=self)
        self.accept = Button("Accept all", "small", tip="They leave every count; one undo takes it back", parent=self)
        self.look = Button("Look", "small", tip="Go to the next one (Shift+X); X accepts or rejects it", parent=self)
        self.reject = Button("Reject all", "quiet", tip="They are article text and stay in every count", parent=self)
        inner = row(
            IconLabel("info", "accent", 15, parent=self),
            (self.words, 1),
            self.look,
            self.accept,
            self.reject,
            margins=(14, 5, 12, 5),
            space=8,
        )
        self.setLayout(column(Hairline(parent=self), inner, Hairline(parent=self), space=0))
        self.hide()

    def show_number(self, number: int) -> None:
        """How many passages wait; none hides the bar."""
        look = "1 passage looks" if number == 1 else f"{number:,} passages look"
        self.words.set_text(f"{look} like no article text. X accepts or rejects the one at the caret.")
        self.setVisible(number > 0)
