"""Facts about the documents of an import: from the names of their files, from a table, and for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from cadrage.core.errors import UserError
from cadrage.exchange.name_patterns import guess_pattern, read_pattern
from cadrage.gui.kit import Button, CheckBox, ElidedLabel, Field, Label, row
from cadrage.gui.session import Session
from cadrage.jobs import importing
from cadrage.jobs.import_facts import Facts, values_for_all

_HINT = "{outlet}_{date}_{title}"
_TABLES = "Tables (*.csv *.tsv *.xlsx *.txt)"
_PAUSE = 250  # ms after the last key


class FactsBar(QWidget):
    """`facts` are what the fields say as far as they can be read; `changed()` when they are others."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names: tuple[str, ...] = ()
        self._guess = ""
        self.facts = Facts()
        self.pattern = Field(hint=_HINT, name="Pattern of file names")
        self.for_all = Field(hint="country=Norway; wave=1", name="Variables of all documents")
        self.headlines = CheckBox("Headlines as first lines", parent=self)
        self.headlines.setToolTip("Titles that databases give beside their texts can then be coded")
        self.guess_button = Button("Use it", "small", tip="Use the pattern that most of the names follow")
        self.table_button = Button("Choose…", "small", tip="Variables by file name, from a .csv or .xlsx file")
        self.said = ElidedLabel("", "muted")
        self._table_said = ElidedLabel("", "muted")
        self.error = ElidedLabel("", "secondary", ink="bad")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._read)
        self.table_button.setAccessibleName("Choose a table of facts")
        self.setLayout(self._whole())
        self._connect()
        self.guess_button.hide()
        self.error.hide()

    def _whole(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(24, 8, 24, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        named = row((self.pattern, 1), self.guess_button, self.said, space=8)
        table = row(self.table_button, (self._table_said, 1), space=8)
        every = row((self.for_all, 1), space=8)
        parts = (
            ("From file names", self.pattern, named),
            ("From a table", self.table_button, table),
            ("For all", self.for_all, every),
        )
        for at, (words, buddy, part) in enumerate(parts):
            label = Label(words, "secondary")
            label.setBuddy(buddy)
            grid.addWidget(label, at, 0)
            grid.addLayout(part, at, 1)
        grid.addWidget(self.headlines, len(parts), 1)
        grid.addWidget(self.error, len(parts) + 1, 0, 1, 2)
        return grid

    def _connect(self) -> None:
        for field in (self.pattern, self.for_all):
            field.textChanged.connect(self._pause.start)
            field.editingFinished.connect(self._read)
        self.headlines.toggled.connect(self._read)
        self.guess_button.clicked.connect(self._use_guess)
        self.table_button.clicked.connect(self.choose_table)

    def show_names(self, names: Sequence[str]) -> None:
        """Which files there are: patterns are held against their names."""
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        self._guess = guess_pattern(self._names)
        self.pattern.setPlaceholderText(self._guess or _HINT)
        self._tell()

    def clear(self) -> None:
        """Forgets everything, for another import."""
        self._names, self._guess, self.facts = (), "", Facts()
        self._table_said.set_text("")
        for field in (self.pattern, self.for_all):
            field.clear()
        self.headlines.setChecked(False)
        self._pause.stop()
        self._tell()

    @Slot()
    def choose_table(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Facts from a table", "", _TABLES)
        if name:
            self.take_table(Path(name))

    def take_table(self, path: Path) -> None:
        """Reads a table of variables by file name; one that cannot be read is told and changes nothing."""
        table = self._session.attempt(partial(importing.metadata, path))
        if table is not None:
            self._table_said.set_text(f"{path.name}: {len(table):,} files")
            self._take(replace(self.facts, table=table))

    @Slot()
    def _use_guess(self) -> None:
        self.pattern.setText(self._guess)
        self._read()

    @Slot()
    def _read(self) -> None:
        self._pause.stop()
        self._tell()
        try:
            pattern = read_pattern(self.pattern.text()) if self.pattern.text().strip() else None
            for_all = values_for_all(part for part in self.for_all.text().split(";") if part.strip())
        except UserError as error:
            self.error.set_text(str(error))
            self.error.show()
            return
        self._take(replace(self.facts, pattern=pattern, for_all=for_all, headlines=self.headlines.isChecked()))

    def _take(self, facts: Facts) -> None:
        if facts != self.facts:
            self.facts = facts
            self._tell()
            self.changed.emit()

    def _tell(self) -> None:
        """How many names fit the pattern, and the guess where there is none."""
        typed = self.pattern.text().strip()
        self.guess_button.setVisible(bool(self._guess) and not typed)
        words = ""
        if typed and self.facts.pattern and self._names:
            fitting = sum(1 for name in self._names if self.facts.pattern.values(name))
            words = f"{fitting:,} of {len(self._names):,} names fit"
        self.said.set_text(words)
        self.error.hide()
