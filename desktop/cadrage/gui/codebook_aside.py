"""Beside the editor: how complete a code is, its colour, its key, and where it is used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Code
from cadrage.gui.code_tree_menu import KEYS, key_holders
from cadrage.gui.codebook_fields import FIELDS, missing_fields
from cadrage.gui.codebook_part import CodePart
from cadrage.gui.codebook_use import CodeUses
from cadrage.gui.codebook_verbs import pin
from cadrage.gui.colour_picker import ColourPicker
from cadrage.gui.kit import Button, Choice, Hairline, Label, Panel, ProgressLine, Scroll, column, row
from cadrage.gui.session import Session


class CodeAside(CodePart):
    """What can be said about one code in figures and marks. `field_wanted(str)` asks to go to a missing field."""

    field_wanted = Signal(str)
    tables = ("code", "example")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._lacking = ProgressLine("warn")
        self._whole = ProgressLine("good")
        self._first_missing = ""
        self.filled = Label("", "secondary")
        self.missing = Label("", "secondary", wrap=True)
        self.go_button = Button(
            "Go to the first", "quiet", tip="Puts the keyboard into the first field that is missing"
        )
        self.colours = ColourPicker()
        self.key = Choice(name="Key")
        self.uses = CodeUses(session)
        fields = row(Label("Fields", "secondary"), (self._lacking, 1), (self._whole, 1), self.filled, space=9)
        inner = column(
            row(Label("Complete", "heading"), None, self.go_button),
            fields,
            self.missing,
            *_parted(),
            self.colours,
            *_parted(),
            row(Label("Key", "heading"), None, self.key),
            Label("This key applies the code to selected words.", "muted", wrap=True),
            *_parted(),
            self.uses,
            None,
            margins=(24, 20, 16, 16),
            space=6,
        )
        self.setLayout(column(Scroll(Panel(inner, "window"))))
        self.go_button.clicked.connect(self._go)
        self.colours.chosen.connect(self._paint)
        self.key.chosen.connect(self._pin)

    def show_code(self, code: int | None) -> None:
        super().show_code(code)
        self.uses.show_code(code)

    def fill(self, code: Code) -> None:
        editable = self.may_edit(code)
        self.colours.setEnabled(editable)
        self.key.setEnabled(editable)
        self.colours.set_colour(code.colour)
        self._show_missing(code)
        holders = key_holders(self._session.codebook, but=code.id)
        keys = [(key, f"{key}, now {holders[key]}" if key in holders else key) for key in KEYS]
        self.key.set_choices([("", "none"), *keys])
        self.key.set_value(code.key)

    def _show_missing(self, code: Code) -> None:
        kinds = {example.kind for example in self._session.project.codes.examples((code.id,))}
        missing = missing_fields(code, kinds)
        done, total = len(FIELDS) - len(missing), len(FIELDS)
        for line in (self._lacking, self._whole):
            line.set_progress(done, total)
        self._lacking.setVisible(bool(missing))
        self._whole.setVisible(not missing)
        self._first_missing = missing[0] if missing else ""
        self.go_button.setVisible(bool(missing) and self.may_edit(code))
        self.filled.setText(f"{done} of {total}")
        self.missing.setText(f"Missing: {', '.join(missing)}." if missing else "Every field is filled.")

    @Slot()
    def _go(self) -> None:
        self.field_wanted.emit(self._first_missing)

    @Slot(str)
    def _paint(self, colour: str) -> None:
        if self._code is not None:
            self._session.attempt(partial(self._session.project.codes.edit, self._code, colour=colour))

    @Slot(object)
    def _pin(self, key: object) -> None:
        code = self._session.project.codes.get(self._code) if self._code is not None else None
        if code is not None:
            pin(self._session, code, str(key))

    # Overrides of Qt.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.uses.refresh()


def _parted() -> tuple[int, Hairline, int]:
    return 12, Hairline(), 12
