"""What narrows the table of codings: the words searched for here, and the filter that holds everywhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.filtering import Condition, Filter, in_range
from cadrage.core.model import Scope
from cadrage.gui.codings_wanted import Said, Wanted
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.kit import Button, SearchField, column
from cadrage.gui.session import Session

PATIENCE = 150  # ms after the last key before quotations are searched


class CodingFilters(QWidget):
    """`wanted(Wanted)` whenever the user asks for other codings; `columns_wanted(QPoint)` for other columns."""

    wanted = Signal(object)
    columns_wanted = Signal(QPoint)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.words = SearchField("Find in quotations", parent=self)
        self.words.setFixedWidth(200)
        self.columns = Button("Columns", icon="table", tip="Choose which columns are shown", parent=self)
        self.bar = FilterBar(session, lasting=True, first=self.words, last=self.columns, parent=self)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self.setLayout(column(self.bar, space=0))
        self._patience.timeout.connect(self._tell)
        self.words.searched.connect(self._wait)
        self.columns.clicked.connect(self._ask_columns)
        session.filter_changed.connect(self._tell)

    def value(self) -> Wanted:
        """The words and the filter, as far as it is about codings, with everything resolved."""
        session = self._session
        asked, filtering = session.filter, session.project.filtering
        return Wanted(
            self.words.text().strip(),
            filtering.codes(asked),
            asked.coders or None,
            session.filtered_documents(),
            tuple(self._said(each) for each in filtering.about_codings(asked).conditions),
            asked.important,
        )

    def _said(self, condition: Condition) -> Said:
        """The words of the values that are asked for: the table knows an actor by name."""
        session = self._session
        variable = next(each for each in session.project.variables.all(Scope.CODING) if each.id == condition.variable)
        values = condition.values
        if condition.ranged:
            present = session.project.filtering.values(variable, coders=session.shown_ids)
            values = frozenset(each for each in present if in_range(each, condition.low, condition.high))
        return Said(variable.id, frozenset(session.project.filtering.said(variable, each) for each in values))

    @Slot()
    def take_off(self) -> None:
        """The words and the whole filter off."""
        self.words.clear()
        self._session.set_filter(Filter())
        self._tell()

    @Slot()
    def _wait(self) -> None:
        self._patience.start()

    @Slot()
    def _tell(self) -> None:
        self._patience.stop()
        self.wanted.emit(self.value())

    @Slot()
    def _ask_columns(self) -> None:
        self.columns_wanted.emit(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))
