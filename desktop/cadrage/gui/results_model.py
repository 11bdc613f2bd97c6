"""The model of a result's grid: cells are put into words when they are painted, however many there are."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from cadrage.core.results import Place
from cadrage.gui.kit.painting import RIGHT
from cadrage.gui.results_grid import Grid, Head

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ResultsModel(QAbstractTableModel):
    """Shows a `grid`; `sorted_by` is (column, descending), None where rows stand in their own order. `sorted()`."""

    sorted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.grid = Grid()
        self.sorted_by: tuple[int, bool] | None = None
        self._order: list[int] = []

    def show(self, grid: Grid) -> None:
        """Another grid; one whose columns are the same stays sorted."""
        same = [head.place for head in grid.columns] == [head.place for head in self.grid.columns]
        self.beginResetModel()
        if not same or grid.key != self.grid.key:
            self.sorted_by = None
        self.grid = grid
        self._order = self._ordered()
        self.endResetModel()

    def _ordered(self) -> list[int]:
        if self.sorted_by is None:
            return list(range(len(self.grid.rows)))
        column, descending = self.sorted_by
        return self.grid.sorted_by(column, descending=descending)

    def sort_by(self, column: int | None, *, descending: bool = True) -> None:
        """By a column's numbers, or in the order of the codebook again."""
        self.layoutAboutToBeChanged.emit()
        self.sorted_by = None if column is None else (column, descending)
        self._order = self._ordered()
        self.layoutChanged.emit()
        self.sorted.emit()

    def turn(self, column: int) -> None:
        """What a click on a heading asks for: largest first, then smallest first, then as they stood."""
        if self.sorted_by is None or self.sorted_by[0] != column:
            self.sort_by(column)
        elif self.sorted_by[1]:
            self.sort_by(column, descending=False)
        else:
            self.sort_by(None)

    # What stands where.

    def row(self, at: int) -> Head:
        return self.grid.rows[self._order[at]]

    def column(self, at: int) -> Head:
        return self.grid.columns[at]

    def starts_group(self, at: int) -> bool:
        """Whether a column is the first one of its group, and not of all."""
        return at > 0 and self.column(at).group != self.column(at - 1).group

    def behind(self, index: Index) -> Place | None:
        """Where in the result a cell stands."""
        if not index.isValid():
            return None
        return self.grid.behind(self.row(index.row()).place, self.column(index.column()).place)

    def find(self, row: Place, column: Place) -> QModelIndex:
        """The cell of these places; the first one of the row, or of all, where there is none."""
        rows = [self.grid.rows[at].place for at in self._order]
        columns = [head.place for head in self.grid.columns]
        there = column if column in columns else columns[0] if columns else ()
        return self.index(rows.index(row), columns.index(there)) if row in rows and columns else self.index(0, 0)

    def shown(self, row: int, column: int) -> str:
        return self.grid.shown(self.row(row).place, self.column(column).place)

    def spoken(self, row: int, column: int) -> str:
        said = self.shown(row, column)
        return f"{self.row(row).spoken}, {self.column(column).spoken}: {'0' if said == '·' else said}"

    def lines(self, rows: range, columns: range) -> list[list[str]]:
        """Cells for a spreadsheet, headings first, sums as they stand; a group's name in each of its columns."""
        grouped = self.grid.grouped
        headings = [self.column(at) for at in columns]
        named = [f"{head.group}: {_named(head)}" if grouped else _named(head) for head in headings]
        found = [[self.grid.corner, *named]]
        for at in rows:
            head = self.row(at)
            found.append([_named(head), *(self.grid.plain(head.place, column.place) for column in headings)])
        return found

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index.row(), index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT | _MIDDLE
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if not 0 <= section < (self.columnCount() if across else self.rowCount()):
            return None
        head = self.column(section) if across else self.row(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return head.short or head.label if across else head.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{head.group}: {head.tip or head.label}" if head.group else head.tip or head.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return head.spoken
        return None


def _named(head: Head) -> str:
    return f"{head.short} {head.label}" if head.short else head.label
