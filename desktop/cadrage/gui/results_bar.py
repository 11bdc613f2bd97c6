"""The line above a result: its kind, what is being counted, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.gui.kit import Button, ElidedLabel, Segments, ToolButton, row
from cadrage.gui.results_offers import Page

PAGES = (
    (Page.TABLE, "Table"),
    (Page.TIME, "Over time"),
    (Page.TOGETHER, "Together"),
    (Page.EXEMPLARS, "Exemplars"),
)
_PATIENCE = 250  # ms before a computation shows itself


class ResultsBar(QWidget):
    """`page_chosen(Page)`; `side_wanted()`, `chart_wanted()`, `copied()`, `export_wanted()` from the buttons."""

    page_chosen = Signal(object)
    side_wanted = Signal()
    chart_wanted = Signal()
    copied = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.side = ToolButton("list", "List of results", parent=self)
        self.pages = Segments(list(PAGES), Page.TABLE, name="Kind of result", parent=self)
        self._doing = ElidedLabel("", "muted", parent=self)
        self.chart = Button("Chart", icon="chart-column", tip="Show or hide the chart", parent=self)
        self.copy = Button("Copy", icon="copy", tip="Copy the result for a spreadsheet or a text (Ctrl+C)", parent=self)
        self.export = Button("Export…", "primary", "download", tip="Save this result as a file", parent=self)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._what = ""
        buttons = (self.chart, self.copy, self.export)
        self.setLayout(row(self.side, self.pages, (self._doing, 1), *buttons, margins=(10, 8, 14, 8), space=8))
        self.pages.chosen.connect(self.page_chosen)
        self.side.clicked.connect(self.side_wanted)
        self.chart.clicked.connect(self.chart_wanted)
        self.copy.clicked.connect(self.copied)
        self.export.clicked.connect(self.export_wanted)
        self._patience.timeout.connect(self._tell)

    def show_page(self, page: Page) -> None:
        self.pages.set_value(page)

    def show_busy(self, what: str) -> None:
        """What is being done; seen only where it takes longer than a moment. Empty when it is done."""
        self._what = what
        if what:
            self._patience.start()
        else:
            self._patience.stop()
            self._doing.set_text("")

    @Slot()
    def _tell(self) -> None:
        self._doing.set_text(f"{self._what} …")

    def allow(self, *, copy: bool, chart: bool) -> None:
        self.copy.setEnabled(copy)
        self.export.setEnabled(copy)
        self.chart.setEnabled(chart)
