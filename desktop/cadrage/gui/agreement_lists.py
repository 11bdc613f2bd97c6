"""The small tables beside the agreement table: documents, pairs of coders, codes that met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadrage.core.agreement import Coefficient
from cadrage.core.disagreement import DocumentAgreement
from cadrage.core.model import Code
from cadrage.gui import agreement_words as words
from cadrage.gui.kit import RowRole, Table
from cadrage.gui.kit.painting import RIGHT

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
_NOWHERE = QModelIndex()
_NUMBER = 66  # pixels of a number's column


class _Rows(QAbstractTableModel, Generic[R]):
    """Rows of cells, the first left, the others right as numbers."""

    headings: tuple[str, ...] = ()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[R, ...] = ()

    def _put(self, rows: Sequence[R]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def at(self, place: int) -> R | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def cell(self, row: R, column: int) -> str:
        raise NotImplementedError

    def more(self, row: R, role: int) -> object:
        """What else the first cell shows."""
        return None

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return RIGHT | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cells = (f"{heading} {self.cell(row, place)}" for place, heading in enumerate(self.headings))
            return ", ".join(cells)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return RIGHT
        return self.more(row, role) if index.column() == 0 else None


class PartsModel(_Rows[DocumentAgreement]):
    """Each document's part."""

    headings = ("Document", "Differ", "Agree %", "Pos. %", "α")

    def show(self, rows: Sequence[DocumentAgreement]) -> None:
        self._put(rows)

    def cell(self, row: DocumentAgreement, column: int) -> str:
        return (
            row.title,
            str(row.differences),
            words.percent(row.agreement, row.units),
            words.percent(row.positive, row.units),
            words.coefficient(row.alpha),
        )[column]

    def more(self, row: DocumentAgreement, role: int) -> object:
        return row.title if role == Qt.ItemDataRole.ToolTipRole else None


class PairsModel(_Rows[tuple[str, Coefficient]]):
    """Cohen's κ of each pair."""

    headings = ("Coders", "κ", "from", "to")

    def show(self, pairs: Mapping[str, Coefficient]) -> None:
        self._put(tuple(pairs.items()))

    def cell(self, row: tuple[str, Coefficient], column: int) -> str:
        pair, value = row
        numbers = (value.value, value.low, value.high)
        return pair.replace("|", " and ") if column == 0 else words.coefficient(numbers[column - 1])

    def more(self, row: tuple[str, Coefficient], role: int) -> object:
        value = row[1]
        return (value.undefined or value.note) if role == Qt.ItemDataRole.ToolTipRole else None


class MetModel(_Rows[tuple[int | None, int]]):
    """How often which code stood at the other coder's."""

    headings = ("The other put", "times", "%")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._codes: Mapping[int, Code] = {}
        self._total = 0

    def show(self, met: Sequence[tuple[int | None, int]], codes: Mapping[int, Code]) -> None:
        self._codes = codes
        self._total = sum(number for _, number in met)
        self._put(met)

    def cell(self, row: tuple[int | None, int], column: int) -> str:
        code, number = row
        if column == 0:
            return "no code" if code is None else self._codes[code].name if code in self._codes else "a removed code"
        return str(number) if column == 1 else words.percent(number / self._total, self._total)

    def more(self, row: tuple[int | None, int], role: int) -> object:
        code = self._codes.get(row[0] or -1)
        if code is None:
            return None
        if role == RowRole.CHIP:
            return code.colour
        return code.short_id if role == RowRole.SHORT else None


def wide_first(table: Table) -> None:
    """The first column takes what the numbers leave."""
    table.set_widths(0, *([_NUMBER] * (table.model().columnCount() - 1)))
