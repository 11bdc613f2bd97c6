"""The agreement on one variable: its coefficients, which value met which, and what they mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from cadrage.core.group_agreement import GroupAgreement
from cadrage.core.standing import Limits
from cadrage.gui import agreement_groups_words as groups
from cadrage.gui.agreement_groups_confusion import ConfusionGrid, ConfusionModel
from cadrage.gui.agreement_groups_table import FiguresModel, FiguresTable
from cadrage.gui.agreement_groups_words import Answer
from cadrage.gui.kit import Button, ElidedLabel, Hairline, IconLabel, Label, Panel, Split, column, row
from cadrage.gui.session import Session

_NONE = "none of them"
_CONFUSION = 440  # pixels for it at first


class AgreementGroupsPage(Panel):
    """Coefficients at the left, confusion at the right, notes below. Ctrl+C copies both tables."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(fill="surface", parent=parent)
        self._session = session
        self.found: Answer | None = None
        self.figures, self.confusion = FiguresModel(self), ConfusionModel(self)
        self.table = FiguresTable(self.figures, self)
        self.grid = ConfusionGrid(self.confusion, self)
        self._title, self._basis = ElidedLabel("", "code", parent=self), ElidedLabel("", "secondary", parent=self)
        self.copy_button = Button("Copy", "small", "copy", tip="Copy both tables (Ctrl+C)", parent=self)
        self._who = Label("", "secondary", wrap=True, parent=self)
        self.cell = Label("", "secondary", ink="text", wrap=True, parent=self)
        self._notes = Label("", "secondary", wrap=True, parent=self)
        self._notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()
        self.copy_button.clicked.connect(self.copy)
        self.grid.selectionModel().currentChanged.connect(self._say_cell)

    def _arrange(self) -> None:
        head = row((column(self._title, self._basis, space=2), 1), self.copy_button, margins=(16, 8, 14, 8))
        right = Panel(fill="window", parent=self)
        heading = Label("Which met which", "heading", parent=right)
        about = column(heading, self._who, margins=(16, 8, 16, 6), space=4)
        below = column(self.cell, margins=(16, 6, 16, 10))
        right.setLayout(column(about, (self.grid, 1), below, space=0))
        self.grid.setProperty("fill", "window")
        sides = Split(parent=self)
        left = Panel(row(self.table, margins=(8, 0, 0, 0)), parent=self)
        for side, least in ((left, 320), (right, 220)):
            side.setMinimumWidth(least)
            sides.addWidget(side)
        sides.setStretchFactor(0, 1)
        sides.setSizes([1280 - _CONFUSION, _CONFUSION])
        marks = column(IconLabel("info", "accent", 15, parent=self), None, margins=(0, 2, 0, 0))
        note = row(marks, (self._notes, 1), margins=(16, 8, 16, 8), space=10)
        lines = [Hairline(parent=self) for _ in range(2)]
        self.setLayout(column(head, lines[0], (sides, 1), lines[1], note, space=0))

    @property
    def notes(self) -> str:
        return self._notes.text()

    def show_answer(self, found: Answer, limits: Limits) -> None:
        self.found = found
        codes = {code.id: code for code in self._session.project.codes.all()}
        self.figures.show(found, codes, limits)
        group = isinstance(found, GroupAgreement)
        if isinstance(found, GroupAgreement):
            self.confusion.show(found.confusion, found.codes, _NONE)
        else:
            self.confusion.show(found.confusion, found.values, "")
        self._title.set_text(groups.title(found))
        self._basis.set_text(groups.basis(found))
        self._notes.setText(groups.notes(found, limits))
        self._who.setText(self._reading(group=group))
        self._say_cell()

    def _reading(self, *, group: bool) -> str:
        """How the square is read."""
        mine, theirs = self.confusion.coders
        what = "codings" if group else "values"
        both = "" if self.found is not None and self.found.confusion.pair else ", every pair counted in both directions"
        return f"{mine} down, {theirs.lower() if both else theirs} across: how often which {what} met{both}."

    @Slot()
    def _say_cell(self) -> None:
        index = self.grid.currentIndex()
        known = index.isValid() and bool(self.confusion.labels)
        self.cell.setText(f"{self.confusion.sentence(index.row(), index.column())}." if known else "Nothing met.")

    @Slot()
    def copy(self) -> None:
        """Both tables, tab-separated, to the clipboard."""
        found = self.found
        if found is None:
            return
        parts = (groups.title(found), groups.basis(found), self.figures.as_text(), self.confusion.as_text())
        QGuiApplication.clipboard().setText("\n\n".join((*parts, self.notes)) + "\n")
        self._session.told.emit("Copied")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)
