"""The status bar: who codes, what is hidden, what can be undone, that all is saved. It never blinks."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from cadrage import __version__
from cadrage.gui import fonts
from cadrage.gui.icons import icon
from cadrage.gui.kit import ElidedLabel, IconLabel, Label, Panel, row
from cadrage.gui.session import Session


class StatusBar(Panel):
    """`coder_menu_requested()` when the coder's name is pressed."""

    coder_menu_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self.setFixedHeight(28)
        self.coder = QToolButton(self)
        self.coder.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.coder.setIcon(icon("user", "text3"))
        self.coder.setFont(fonts.ui(12, fonts.MEDIUM))
        self.coder.setToolTip("Switch coder")
        self.coder.clicked.connect(self.coder_menu_requested)
        self._eye = IconLabel("eye-off", "text3", 14, parent=self)
        self._blind = Label(role="muted", parent=self)
        self._told = ElidedLabel(role="muted", parent=self)
        self._undo_mark = IconLabel("undo-2", "text3", 13, parent=self)
        self._undo = Label(role="muted", parent=self)
        self._saved_mark = IconLabel("check", "good", 14, parent=self)
        self._saved = Label(role="secondary", parent=self)
        self._saved_words = "All saved"
        self.setLayout(
            row(
                self.coder, 4, self._eye, self._blind, 12, (self._told, 1),
                self._undo_mark, self._undo, 12, self._saved_mark, self._saved,
                margins=(8, 0, 14, 0), space=6,
            )
        )  # fmt: skip
        self.show_no_project()

    def show_no_project(self) -> None:
        self._saved_words = "All saved"
        for widget in (self.coder, self._eye, self._blind, self._undo_mark, self._undo, self._saved_mark):
            widget.hide()
        self._told.set_text("No project open")
        self._saved.setText(f"Cadrage {__version__} · works offline; nothing leaves this computer")

    def show_session(self, session: Session) -> None:
        """Who, what is hidden, what can be undone."""
        for widget in (self.coder, self._eye, self._blind, self._saved_mark):
            widget.show()
        self.coder.setText(f"Coder {session.me.name}")
        self._blind.setText(_blindness(session))
        self._eye.set_icon("eye" if session.others_shown else "eye-off")
        undo = session.project.next_undo
        self._undo.setVisible(undo is not None)
        self._undo_mark.setVisible(undo is not None)
        self._undo.setText(f"Undo: {undo}" if undo else "")
        if session.project.writable:
            self._saved.setText(self._saved_words)
        else:
            self._saved_mark.set_icon("eye", "warn")
            self._saved.setText("Read-only")

    def show_saved(self) -> None:
        """Every change is on the disk before this is called."""
        self._saved_words = f"Saved {datetime.now():%H:%M}"
        self._saved_mark.set_icon("check", "good")
        self._saved.setText(self._saved_words)

    @Slot(str)
    def tell(self, words: str) -> None:
        self._told.set_text(words)


def _blindness(session: Session) -> str:
    if session.blind:
        return "Blind round: other coders stay hidden"
    return "All coders shown" if session.others_shown else "Other coders hidden"
