"""The tests of a result's rows: whether a code is spread over the columns as documents without it are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Code
from cadrage.core.results import TestResult, TestTable
from cadrage.gui import results_words as words
from cadrage.gui.kit import Button, EmptyState, Label, RowRole, Scroll, Table, column, row
from cadrage.gui.kit.painting import RIGHT

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEADINGS = ("", "χ²", "df", "p", "p adj.", "V")
_NUMBER = 56  # pixels of a number's column


class TestsModel(QAbstractTableModel):
    """A row a test; where a test is undefined its numbers are dashes and its tooltip says why."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.tests: tuple[TestResult, ...] = ()
        self._codes: Mapping[str, Code] = {}

    def show(self, tests: Sequence[TestResult], codes: Mapping[str, Code]) -> None:
        """`codes` by GUID: rows that are none stand without an id."""
        self.beginResetModel()
        self.tests, self._codes = tuple(tests), codes
        self.endResetModel()

    def cells(self, test: TestResult) -> tuple[str, ...]:
        p = test.p if test.chi2 is not None else test.fisher_p
        chi2 = words.UNDEFINED if test.chi2 is None else f"{test.chi2:.2f}"
        df = words.UNDEFINED if test.df is None else str(test.df)
        adjusted = _p(test.adjusted_p)
        return test.label, chi2, df, _p(p), adjusted, words.coefficient(test.cramers_v)

    def as_rows(self) -> list[tuple[str, ...]]:
        return [("Code", *_HEADINGS[1:], "n"), *((*self.cells(test), str(test.n)) for test in self.tests)]

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.tests)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return RIGHT | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        test = self.tests[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells(test)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return sentence(test)
        if role == Qt.ItemDataRole.ToolTipRole:
            return test.label if index.column() == 0 else sentence(test)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return RIGHT
        if role == RowRole.MUTED:
            return bool(test.undefined)
        code = self._codes.get(test.key) if index.column() == 0 else None
        if code is not None and role == RowRole.CHIP:
            return code.colour
        if code is not None and role == RowRole.SHORT:
            return code.short_id
        return None


class TestsPage(QWidget):
    """The table of tests, what the chosen one says, and under which conditions they hold."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = TestsModel(self)
        self.table = Table(name="Tests, one a code", height=26, parent=self)
        self.table.setModel(self.model)
        self.table.set_widths(0, *([_NUMBER] * (len(_HEADINGS) - 1)))
        self.said = Label("", "secondary", ink="text", wrap=True, parent=self)
        self.notes = Label("", "muted", wrap=True, parent=self)
        self.copy_button = Button("Copy", "small", "copy", tip="Copy the tests as a table", parent=self)
        self.empty = EmptyState("No test fits this table", "", icon="info", parent=self)
        about = QWidget(self)
        about.setLayout(column(self.said, self.notes, None, margins=(16, 8, 12, 8), space=8))
        self._below = Scroll(about, parent=self)
        self._below.setAccessibleName("What the test says")
        self._below.setMaximumHeight(240)
        head = row(None, self.copy_button, margins=(16, 0, 12, 6))
        self._bare = QWidget(self)
        self._bare.setLayout(column(self.empty, None, margins=(16, 16, 16, 16)))
        self.setLayout(column(head, (self.table, 3), (self._below, 2), (self._bare, 1), space=0))
        self.table.selectionModel().currentChanged.connect(self._say)
        self.copy_button.clicked.connect(self.copy)
        self.show_tests(None, {})

    def show_tests(self, found: TestTable | None, codes: Mapping[str, Code]) -> None:
        tests = found.tests if found is not None else ()
        for part in (self.table, self._below, self.copy_button):
            part.setVisible(bool(tests))
        self._bare.setVisible(not tests)
        self.model.show(tests, codes)
        self.notes.setText(" ".join(found.notes) if found is not None else "")
        why = " ".join(found.notes) if found is not None else ""
        self.empty.set_words("No test fits this table", why or "Tests compare how often a code occurs in the columns.")
        if tests:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._say()

    def choose(self, key: str) -> None:
        """The test of a row of the table beside."""
        at = next((at for at, test in enumerate(self.model.tests) if test.key == key), -1)
        if at >= 0:
            self.table.setCurrentIndex(self.model.index(at, 0))

    @Slot()
    def _say(self) -> None:
        at = self.table.currentIndex().row()
        self.said.setText(sentence(self.model.tests[at]) if 0 <= at < len(self.model.tests) else "")

    @Slot()
    def copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in self.model.as_rows()))


def _p(value: float | None) -> str:
    return words.probability(value).removeprefix("= ")


def sentence(test: TestResult) -> str:
    """A test as it is written into a paper, with what is to be said of its conditions."""
    if test.undefined:
        return f"{test.label}: no test. {test.undefined}"
    parts = []
    if test.chi2 is not None:
        parts.append(f"χ²({test.df}, N = {test.n:,}) = {test.chi2:.2f}, p {words.probability(test.p)}")
    if test.fisher_p is not None:
        parts.append(f"Fisher’s exact p {words.probability(test.fisher_p)}")
    if test.cramers_v is not None:
        parts.append(f"Cramér’s V = {words.coefficient(test.cramers_v)}")
    if test.adjusted_p is not None:
        parts.append(f"corrected p {words.probability(test.adjusted_p)}")
    return " ".join([f"{test.label}: {', '.join(parts)}.", *test.warnings])
