"""Beside the editor: how complete a code is, its colour, its key, and where it is used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Change, Code
from cadrage.gui.codebook_fields import FIELDS, missing_fields
from cadrage.gui.colour_picker import ColourPicker
from cadrage.gui.kit import Choice, Hairline, Label, Panel, ProgressLine, Scroll, column, row
from cadrage.gui.session import Session

KEYS = "123456789"


class CodeAside(QWidget):
    """What can be said about one code in figures and marks."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._code: int | None = None
        self._lacking = ProgressLine("warn")
        self._whole = ProgressLine("good")
        self.filled = Label("", "secondary")
        self.missing = Label("", "secondary", wrap=True)
        self.colours = ColourPicker()
        self.key = Choice(name="Key")
        self.used = Label("", "secondary", wrap=True)
        fields = row(Label("Fields", "secondary"), (self._lacking, 1), (self._whole, 1), self.filled, space=9)
        inner = column(
            Label("Complete", "heading"),
            fields,
            self.missing,
            *_parted(),
            self.colours,
            *_parted(),
            row(Label("Key", "heading"), None, self.key),
            Label("This key applies the code to selected words.", "muted", wrap=True),
            *_parted(),
            row(Label("Codings", "heading"), None, self.used),
            None,
            margins=(24, 20, 16, 16),
            space=6,
        )
        self.setLayout(column(Scroll(Panel(inner, "window"))))
        self.colours.chosen.connect(self._paint)
        self.key.chosen.connect(self._pin)
        session.changed.connect(self._follow)
        session.shown_changed.connect(self.refresh)
        session.coder_changed.connect(self.refresh)

    def show_code(self, code: int | None) -> None:
        self._code = code
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Reads the code anew."""
        codebook = self._session.codebook
        code = codebook.by_id.get(self._code) if self._code is not None else None
        self.setEnabled(code is not None)
        if code is None:
            return
        writable = self._session.project.writable
        self.colours.setEnabled(writable)
        self.key.setEnabled(writable)
        self.colours.set_colour(code.colour)
        self._show_missing(code)
        holders = {other.key: other.label for other in codebook.codes if other.key and other.id != code.id}
        keys = [(key, f"{key}, now {holders[key]}" if key in holders else key) for key in KEYS]
        self.key.set_choices([("", "none"), *keys])
        self.key.set_value(code.key)
        self.used.setText(self._use(code.id))

    def _show_missing(self, code: Code) -> None:
        kinds = {example.kind for example in self._session.project.codes.examples((code.id,))}
        missing = missing_fields(code, kinds)
        done, total = len(FIELDS) - len(missing), len(FIELDS)
        for line in (self._lacking, self._whole):
            line.set_progress(done, total)
        self._lacking.setVisible(bool(missing))
        self._whole.setVisible(not missing)
        self.filled.setText(f"{done} of {total}")
        self.missing.setText(f"Missing: {', '.join(missing)}." if missing else "Every field is filled.")

    def _use(self, code: int) -> str:
        coders = {coder.id for coder in self._session.shown_coders}
        found = [c for c in self._session.project.codings.all() if c.code == code and c.coder in coders]
        if not found:
            return "none yet"
        documents = len({coding.document for coding in found})
        return f"{len(found)} in 1 document" if documents == 1 else f"{len(found)} in {documents} documents"

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("code", "example", "coding") and self.isVisible():
            self.refresh()

    @Slot(str)
    def _paint(self, colour: str) -> None:
        if self._code is not None:
            self._session.attempt(partial(self._session.project.codes.edit, self._code, colour=colour))

    @Slot(object)
    def _pin(self, key: object) -> None:
        if self._code is not None:
            self._session.attempt(partial(self._session.project.codes.edit, self._code, key=str(key)))


def _parted() -> tuple[int, Hairline, int]:
    return 12, Hairline(), 12
