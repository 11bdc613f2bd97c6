"""Beside a result: the quotations behind a cell, the tests of its rows, the chart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.results import TestTable
from cadrage.gui.kit import Button, ElidedLabel, Label, Panel, Segments, ToolButton, column, row
from cadrage.gui.results_chart import ChartPage
from cadrage.gui.results_quotations import Quotation, QuotationsList, cited, read
from cadrage.gui.results_tests import TestsPage
from cadrage.gui.session import Session
from cadrage.gui.words import counted

WIDTH = 424
QUOTATIONS, TESTS, CHART = "quotations", "tests", "chart"
_NAMES = {CHART: "Chart", TESTS: "Tests", QUOTATIONS: "Quotations"}


class ResultsAside(Panel):
    """`closed()` when it is to go, `left()` when the keys are to go back to the table; `page_shown(name)`."""

    closed = Signal()
    left = Signal()
    page_shown = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(fill="surface", parent=parent)
        self._session = session
        self._offered = list(_NAMES)
        self.part = Segments(list(_NAMES.items()), CHART, name="Beside the table", parent=self)
        self.close_button = ToolButton("x", "Close (Esc)", parent=self)
        self.chart = ChartPage(session, self)
        self.tests = TestsPage(self)
        self.behind = BehindPage(session, self)
        self._pages = QStackedLayout()
        self._by_name = {CHART: self.chart, TESTS: self.tests, QUOTATIONS: self.behind}
        for page in self._by_name.values():
            self._pages.addWidget(page)
        head = row(self.part, None, self.close_button, margins=(12, 8, 8, 6))
        self.setLayout(column(head, (self._pages, 1), space=0))
        self.setMinimumWidth(300)
        self.part.chosen.connect(self.show_page)
        self.close_button.clicked.connect(self.closed)
        self.behind.list.left.connect(self.left)

    @property
    def page(self) -> str:
        return str(self.part.value())

    @Slot(object)
    def show_page(self, name: object) -> None:
        self.part.set_value(name)
        self._pages.setCurrentWidget(self._by_name[str(name)])
        self.page_shown.emit(str(name))

    def offer(self, *, tests: bool, chart: bool) -> None:
        """The pages that this result has."""
        wanted = [CHART] * chart + [TESTS] * tests + [QUOTATIONS]
        if wanted != self._offered:
            before, self._offered = self.page, wanted
            self.part.set_choices([(name, _NAMES[name]) for name in wanted])
            self.show_page(before if before in wanted else wanted[0])

    def show_tests(self, tests: TestTable | None) -> None:
        codes = {code.guid: code for code in self._session.project.codes.all()}
        self.tests.show_tests(tests, codes)


class BehindPage(QWidget):
    """The quotations behind one cell."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.title = ElidedLabel("", "strong", parent=self)
        self._count = Label("", "secondary", parent=self)
        self.copy_button = Button("Copy", "small", "copy", tip="Copy the quotations with their sources", parent=self)
        self.list = QuotationsList(session.project, "Quotations behind the cell", self)
        hint = Label(
            "Enter opens the document, ] and [ go on, Esc goes back to the table.", "muted", wrap=True, parent=self
        )
        head = row(column(self.title, self._count, space=2), self.copy_button, margins=(16, 2, 12, 6))
        self.setLayout(column(head, (self.list, 1), row((hint, 1), margins=(16, 6, 12, 8)), space=0))
        self.list.opened.connect(self._reveal)
        self.list.copy_wanted.connect(self.copy)
        self.copy_button.clicked.connect(self.copy)
        self.show_codings("", ())

    def show_codings(self, title: str, codings: Sequence[int]) -> None:
        found = self._session.attempt(partial(read, self._session.project, codings)) or []
        self.title.set_text(title or "No cell chosen")
        self._count.setText(
            counted(len(found), "quotation") if title else "Enter in the table shows what is behind a cell."
        )
        self.copy_button.setEnabled(bool(found))
        self.list.show_rows(found)

    @Slot(object)
    def _reveal(self, found: Quotation) -> None:
        self._session.reveal(found.document, found.span)
        if found.coding:
            self._session.select_coding(found.coding)

    @Slot()
    def copy(self) -> None:
        words = cited(self._session.project, self.list.chosen())
        if words:
            QGuiApplication.clipboard().setText(words)
            self._session.told.emit("Copied with the sources")
