"""The chart of a result, made when it is first looked at: the library behind it takes its time to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.results import CoOccurrence, ResultTable, TimeSeries
from cadrage.gui.kit import Label, column
from cadrage.gui.session import Session

if TYPE_CHECKING:
    from cadrage.gui.chart_view import ChartView

Drawn = ResultTable | TimeSeries | CoOccurrence


class ChartPage(QWidget):
    """`asked(place)` when what is behind a number of the chart is wanted, in the places of the chart."""

    asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._result: Drawn | None = None
        self._said = Label("", "secondary", wrap=True, parent=self)
        self._column = column(self._said, space=0)
        self._said.setContentsMargins(16, 0, 12, 6)
        self.setLayout(self._column)
        self.view: ChartView | None = None

    def show_result(self, result: Drawn | None, why: str = "") -> None:
        """`why`: in a sentence, what the chart cannot show."""
        self._result = result
        self._said.setText(why)
        self._said.setVisible(bool(why))
        if self.view is not None:
            self.view.show_result(result)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.view is None:
            from cadrage.gui.chart_view import ChartView

            self.view = ChartView(self._session, self)
            self.view.asked.connect(self.asked)
            self._column.addWidget(self.view, 1)
            self.view.show_result(self._result)
            self.view.show()
