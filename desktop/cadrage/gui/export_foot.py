"""The foot of the export page: where it goes, what has become of it, and the buttons."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cadrage.gui.kit import Button, ElidedLabel, Field, IconLabel, Label, Panel, ProgressLine, column, row
from cadrage.gui.theme import Token
from cadrage.jobs.export import Exported


class ExportFoot(Panel):
    """`path` is what the field names, None where it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.target = Field(name="Where it goes")
        self.choose_button = Button("Choose…", tip="Choose where it goes")
        self.write_button = Button("Export", "primary")
        self.close_button = Button("Close")
        self.stop_button = Button("Stop")
        self.open_button = Button("Open", "small", tip="Open what was written")
        self.folder_button = Button("Show in folder", "small", tip="Show the folder that holds it")
        self._written: Path | None = None
        self._mark = IconLabel("info", "text2", 15)
        self._said = ElidedLabel("", "secondary")
        self._progress = ProgressLine()
        self._progress.setFixedWidth(120)
        to = Label("To", "secondary")
        where = row(to, (self.target, 1), self.choose_button)
        says = row(self._mark, (self._said, 1), self._progress, self.folder_button, self.open_button)
        does = row(self.stop_button, self.close_button, self.write_button)
        self.setLayout(row((column(where, says, space=7), 1), 8, column(None, does), margins=(16, 9, 14, 9)))
        self.open_button.clicked.connect(self._open)
        self.folder_button.clicked.connect(self._show_folder)
        self.target.textEdited.connect(self._tell_of_target)
        self.show_busy(busy=False)
        for button in (self.open_button, self.folder_button):
            button.hide()

    @property
    def path(self) -> Path | None:
        words = self.target.text().strip()
        return Path(words).expanduser() if words else None

    def show_target(self, path: Path) -> None:
        if self.target.text() != str(path):
            self.target.setText(str(path))
        self._tell_of_target()

    @Slot()
    def _tell_of_target(self) -> None:
        """What is there already, unless it is what has just been written."""
        path = self.path
        if path is not None and path == self._written:
            return
        self._forget_written()
        self._say(*_standing(path))

    def say(self, words: str) -> None:
        self._forget_written()
        self._say(words, "info", "text2")

    def _say(self, words: str, icon: str, token: Token) -> None:
        self._mark.set_icon(icon, token)
        self._said.set_text(words)
        self._said.setAccessibleName(words)

    def show_busy(self, *, busy: bool, words: str = "") -> None:
        self._progress.set_progress(0, 0)
        for widget in (self._progress, self.stop_button):
            widget.setVisible(busy)
        for control in (self.target, self.choose_button, self.write_button):
            control.setEnabled(not busy)
        if busy:
            self.say(words)

    @Slot(int, int)
    def tell_progress(self, done: int, total: int) -> None:
        self._progress.set_progress(done, total)

    def show_written(self, exported: Exported, words: str) -> None:
        self._written = exported.path
        self._say(" ".join((words, *exported.notes)), "circle-check", "good")
        for button in (self.open_button, self.folder_button):
            button.show()

    @property
    def said(self) -> str:
        return self._said.text()

    def _forget_written(self) -> None:
        self._written = None
        for button in (self.open_button, self.folder_button):
            button.hide()

    @Slot()
    def _open(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    @Slot()
    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _standing(path: Path | None) -> tuple[str, str, Token]:
    if path is None:
        return "Say where it goes.", "info", "text2"
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime)
    except (OSError, ValueError, OverflowError):
        return "Nothing has been written yet.", "info", "text2"
    if path.is_dir():
        return "The folder is there: files of the same names are replaced, all others stay.", "info", "text2"
    return f"{path.name} of {when:%d %B %Y, %H:%M} is replaced when the new one is whole.", "info", "text2"
