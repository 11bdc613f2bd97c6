"""How often what is looked for stands in each outlet and month, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QWidget

from cadrage.core import frequency
from cadrage.core.frequency import Frequencies
from cadrage.core.model import Span
from cadrage.core.search import Hit
from cadrage.gui import fonts
from cadrage.gui.kit import Button, EmptyState, Label, Panel, RowRole, Segments, Table, column, row
from cadrage.gui.kit.painting import RIGHT
from cadrage.gui.search_words import WordCount
from cadrage.gui.session import Session
from cadrage.jobs import dispersion, frequencies
from cadrage.jobs.searching import Question

if TYPE_CHECKING:
    from cadrage.gui.chart_view import ChartView

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HITS, _RELATIVE, _CHART, _PLACES = "hits", "relative", "chart", "places"
_SHOWN = ((_RELATIVE, "Per 1,000 words"), (_HITS, "Hits"), (_CHART, "Chart"), (_PLACES, "Places in the text"))
_FIRST, _LEAST, _WIDEST, _EDGES = 120, 84, 260, 24  # pixels of columns


class FrequencyModel(QAbstractTableModel):
    """Months below each other, an outlet a column, sums last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cells: list[list[str]] = [[]]

    def show(self, cells: list[list[str]]) -> None:
        self.beginResetModel()
        self.cells = cells
        self.endResetModel()

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.cells) - 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.cells[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        words = self.cells[index.row() + 1][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.cells[index.row() + 1][0]}, {self.cells[0][index.column()]}: {words}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return RIGHT
        if role == RowRole.STRONG:
            return index.row() == len(self.cells) - 2 or index.column() == len(self.cells[0]) - 1
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical or not section < len(self.cells[0]):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.cells[0][section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return RIGHT | Qt.AlignmentFlag.AlignVCenter
        return None


class FrequencyPage(Panel):
    """The table of one search. Words are counted in the background when the page is first looked at. `copied()`."""

    copied = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="surface", parent=parent)
        self._session = session
        self._found: Frequencies | None = None
        self._hits: Mapping[int, int] = {}
        self.words = WordCount(session, self)
        self.model = FrequencyModel(self)
        self.table = Table(name="Frequencies by outlet and month", parent=self)
        self.table.setModel(self.model)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.unit = Segments(list(_SHOWN), _RELATIVE, name="What is shown", parent=self)
        self.chart: ChartView | None = None
        self._listed: Sequence[Hit] = ()
        self._asked = ""
        self.said = Label("", "muted", parent=self)
        self.copy_button = Button("Copy table", icon="copy", parent=self)
        self.empty = EmptyState("Nothing to count yet", "Search for a word or a phrase first.", parent=self)
        bare = row(None, (self.empty, 2), None, margins=(24, 24, 24, 24))
        self._bare = QWidget(self)
        self._bare.setLayout(column(None, bare, None, None))
        above = row(self.unit, (self.said, 1), self.copy_button, margins=(14, 8, 14, 8))
        self._parts = column(above, (self.table, 1), (self._bare, 1), space=0)
        self.setLayout(self._parts)
        self.unit.chosen.connect(self._show)
        self.copy_button.clicked.connect(self.copy)
        self.words.counted.connect(self._tabulate)
        self.words.progressed.connect(self._progress)
        self._show()

    def count(self, question: Question | None, hits: Mapping[int, int], listed: Sequence[Hit] = ()) -> None:
        """Show where these hits stand; None where nothing is looked for. `listed`: those whose places are known."""
        self._hits, self._found, self._listed = hits, None, listed
        self._asked = question.wanted.query if question is not None else ""
        self._show()
        if question is not None:
            self.words.start(question)
        else:
            self.words.stop()

    @Slot(object)
    def _tabulate(self, words: Mapping[int, int]) -> None:
        self._found = frequencies.table(self._session.project, self._hits, words)
        self._show()

    @Slot(int, int)
    def _progress(self, done: int, total: int) -> None:
        self.empty.set_words("Counting the words …", f"{done:,} of {total:,} documents")

    @Slot()
    def _show(self) -> None:
        found = self._found
        drawn = self.unit.value() in (_CHART, _PLACES)
        self.unit.setVisible(found is not None)
        for part in (self.table, self.copy_button):
            part.setVisible(found is not None and not drawn)
        self._show_chart(found if drawn else None)
        self._bare.setVisible(found is None)
        if found is None:
            self.said.setText("")
            self.empty.set_words("Nothing to count yet", "Search for a word or a phrase first.")
            return
        self.model.show(frequency.as_rows(found, relative=self.unit.value() == _RELATIVE))
        metrics = QFontMetricsF(fonts.secondary())
        needed = (round(metrics.horizontalAdvance(name)) + _EDGES for name in self.model.cells[0][1:])
        self.table.set_widths(_FIRST, *(min(_WIDEST, max(_LEAST, width)) for width in needed))
        whole = found.cell(None, None)
        self.said.setText(f"{whole.hits:,} hits in {whole.words:,} words of the documents searched")

    def _show_chart(self, found: Frequencies | None) -> None:
        """The library behind charts is loaded when the first is looked at."""
        if self.chart is None:
            if found is None:
                return
            from cadrage.gui.chart_view import ChartView

            self.chart = ChartView(self._session, self)
            self._parts.addWidget(self.chart, 1)
            self.chart.asked.connect(self._open_place)
        self.chart.setVisible(found is not None)
        if found is not None and self.unit.value() == _PLACES:
            rest = sum(self._hits.values()) - len(self._listed)
            what = f"Where “{self._asked}” stands"
            self.chart.show_result(dispersion.of_hits(self._session.project, self._listed, what, not_shown=rest))
        else:
            self.chart.show_result(found)

    @Slot(tuple, str)
    def _open_place(self, place: tuple[int, ...], _words: str) -> None:
        """The document, at the hit of a stroke."""
        if self.unit.value() == _PLACES:
            document, start, end = place
            self._session.reveal(document, Span(start, end))

    @Slot()
    def copy(self) -> None:
        """The table, tab-separated, to the clipboard."""
        QGuiApplication.clipboard().setText(frequency.as_tsv(self.model.cells))
        self.copied.emit()
