"""The status bar: who codes, what is hidden, what can be undone, that all is saved. It never blinks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from cadrage import __version__
from cadrage.core.filtering import sentence
from cadrage.gui import fonts
from cadrage.gui.icons import icon
from cadrage.gui.kit import ElidedButton, ElidedLabel, IconLabel, Label, Panel, ProgressLine, ToolButton, row
from cadrage.gui.session import Session
from cadrage.gui.steps import Steps
from cadrage.gui.tasks import Task
from cadrage.gui.words import in_menu, shortened

_LONGEST_FILTER, _LONGEST_TIP = 44, 400
_LONGEST_CODER = 24  # characters of the coder's name that the bar has room for


class StatusBar(Panel):
    """`coder_menu_requested()` when the coder's name is pressed, `filter_requested()` when the filter is."""

    coder_menu_requested = Signal()
    filter_requested = Signal()

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
        self._blind = ElidedLabel(role="muted", parent=self)
        self.filter = ElidedButton("list-filter", "Filter", size=13, token="accent", parent=self)
        self.filter.setFont(fonts.secondary())
        self.filter.clicked.connect(self.filter_requested)
        self._told = ElidedLabel(role="muted", steady=True, parent=self)
        self._task: Task[Any] | Steps[Any] | None = None
        self._progress = ProgressLine(parent=self)
        self._progress.setFixedWidth(96)
        self.stop = ToolButton("x", "Stop this", size=14, parent=self)
        self.stop.clicked.connect(self._stop)
        self._undo_mark = IconLabel("undo-2", "text3", 13, parent=self)
        self._undo = ElidedLabel(role="muted", parent=self)
        self._saved_mark = IconLabel("check", "good", 14, parent=self)
        self._saved = Label(role="secondary", parent=self)
        self._saved_words = "All saved"
        self.setLayout(
            row(
                self.coder, 4, self._eye, self._blind, self.filter, 12, (self._told, 1), self._progress, self.stop,
                self._undo_mark, self._undo, 12, self._saved_mark, self._saved,
                margins=(8, 0, 14, 0), space=6,
            )
        )  # fmt: skip
        self.show_no_project()

    def show_no_project(self) -> None:
        self._saved_words = "All saved"
        known = (self.coder, self._eye, self._blind, self.filter, self._undo_mark, self._undo, self._saved_mark)
        for widget in known:
            widget.hide()
        self._task = None
        self._hide_work()
        self._told.set_text("No project open")
        self._saved.setText(f"Cadrage {__version__} · works offline; nothing leaves this computer")

    def show_session(self, session: Session) -> None:
        """Who, what is hidden, what can be undone."""
        for widget in (self.coder, self._eye, self._blind, self._undo_mark, self._undo, self._saved_mark):
            widget.show()
        coder = in_menu(f"Coder {shortened(session.me.name, _LONGEST_CODER)}")
        if self.coder.text() != coder:
            self.coder.setText(coder)
        self._blind.set_text(_blindness(session))
        self._eye.set_icon("eye" if session.others_shown else "eye-off")
        self._show_filter(session)
        undo = session.project.next_undo
        self._undo_mark.set_icon("undo-2" if undo is not None else "")
        self._undo.set_text(f"Undo: {shortened(undo)}" if undo else "")
        if session.project.writable:
            self._saved_mark.set_icon("check", "good")
            self._saved.setText(self._saved_words)
        else:
            self._saved_mark.set_icon("eye", "warn")
            self._saved.setText("Read-only")

    def _show_filter(self, session: Session) -> None:
        """What everything is narrowed to, seen from every view."""
        self.filter.setVisible(session.filter.in_force)
        if not session.filter.in_force:
            return
        words = sentence(session.filter_words)
        self.filter.set_words(
            f"Filter: {shortened(words, _LONGEST_FILTER)}", f"Filter: {shortened(words, _LONGEST_TIP)}"
        )

    def show_saved(self) -> None:
        """Every change is on the disk before this is called; what was told of the one before is over."""
        if self._task is None:
            self.tell("")
        self._saved_words = f"Saved {datetime.now():%H:%M}"
        self._saved_mark.set_icon("check", "good")
        self._saved.setText(self._saved_words)

    def show_work(self, task: Task[Any] | Steps[Any]) -> None:
        """How far a task is, with a button that stops it, until it ends."""
        self._task = task
        task.progressed.connect(self._progress.set_progress)
        task.ended.connect(self._hide_work)
        self._progress.set_progress(0, 0)
        self._progress.show()
        self.stop.show()

    @Slot()
    def _hide_work(self) -> None:
        # A task may end while its successor, already shown, is at work.
        if self._task is None or not self._task.running:
            self._task = None
            self._progress.hide()
            self.stop.hide()

    @Slot()
    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    @Slot(str)
    def tell(self, words: str) -> None:
        self._told.set_text(words)


def _blindness(session: Session) -> str:
    if session.blind:
        return "Blind round: other coders stay hidden"
    return "All coders shown" if session.others_shown else "Other coders hidden"
