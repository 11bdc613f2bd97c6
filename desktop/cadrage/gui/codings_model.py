"""The codings that are shown, filtered and sorted, as rows of a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadrage.core.model import Coding
from cadrage.gui import codings_columns as columns
from cadrage.gui.codings_cells import cell_tip, cell_words, spoken
from cadrage.gui.codings_columns import Column, Layout, What
from cadrage.gui.codings_excerpt import folded
from cadrage.gui.codings_material import Material
from cadrage.gui.codings_order import Order, Sorting, then
from cadrage.gui.codings_wanted import Wanted

Index = QModelIndex | QPersistentModelIndex
CODING = Qt.ItemDataRole.UserRole + 40
_NO_PARENT = QModelIndex()
PATCHED = 200  # so many changed codings are read by themselves; more are read anew with all the rest
_ONE_BY_ONE = 20  # so many rows are moved by themselves; more are sorted anew with all the rest


class CodingsModel(QAbstractTableModel):
    """Rows of ids over a Material, which `show_material` replaces and `patch` follows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._material: Material | None = None
        self._rows: list[int] = []
        self._places: Mapping[int, int] | None = None
        self.wanted = Wanted()
        self.orders: tuple[Order, ...] = (Order(),)
        self.layout_ = Layout({}, {})
        self.all_columns: tuple[Column, ...] = columns.available(())
        self.columns: tuple[Column, ...] = self.layout_.columns(self.all_columns)

    # What is shown.

    def show_material(self, material: Material) -> None:
        self._material = material
        self.all_columns = columns.available(material.variables)
        self._arrange()

    def want(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._arrange()

    def sort_by(self, order: Order) -> None:
        self.orders = then(order, self.orders)
        self._arrange()

    def lay_out(self, layout: Layout) -> None:
        """Which columns are shown, and how wide."""
        self.layout_ = layout
        self._arrange()

    @property
    def order(self) -> Order:
        return self.orders[0]

    @property
    def material(self) -> Material:
        assert self._material is not None
        return self._material

    @property
    def total(self) -> int:
        """How many codings there are without filters."""
        return len(self._material.codings) if self._material else 0

    def documents(self) -> int:
        """In how many documents the rows stand."""
        return len({self.material.codings[row].document for row in self._rows})

    def coding_at(self, place: int) -> Coding | None:
        return self.material.codings[self._rows[place]] if 0 <= place < len(self._rows) else None

    def codings_at(self, places: Iterable[int]) -> list[Coding]:
        return [self.material.codings[self._rows[place]] for place in places]

    def place_of(self, coding: int | None) -> int:
        """The coding's row, -1 where it is not shown."""
        if self._places is None:
            self._places = {row: place for place, row in enumerate(self._rows)}
        return self._places.get(coding, -1) if coding is not None else -1

    def section(self, key: str) -> int:
        """Where the column of this key stands, -1 where it is not shown."""
        return next((place for place, column in enumerate(self.columns) if column.key == key), -1)

    # Filter and order.

    def _arrange(self) -> None:
        if self._material is None:
            return
        wanted, value = self.wanted, self._material.value
        found = list(self._material.in_order())
        if not wanted.everything:
            found = [coding for coding in found if wanted.fits(coding, value)]
        if wanted.words:
            words = folded(wanted.words)
            self._material.fold_all()
            found = [coding for coding in found if words in self._material.folded(coding)]
        if any(order.column == What.QUOTATION for order in self.orders):
            self._material.fold_all()
        self._sorting().sort(found)
        self.beginResetModel()
        self.columns = self.layout_.columns(self.all_columns)
        self._rows = [coding.id for coding in found]
        self._places = None
        self.endResetModel()

    def _sorting(self) -> Sorting:
        return Sorting(self.orders, self.all_columns, self.material)

    # Following changes.

    def patch(self, codings: Collection[int]) -> None:
        """Read these codings anew and change, move, take out or put in just their rows."""
        shown = {coding for coding in codings if self.place_of(coding) >= 0}
        fresh = self.material.renew(codings)
        if len(codings) > _ONE_BY_ONE:
            for coding in codings:
                self.material.put(coding, fresh.get(coding))
            self._arrange()
            return
        for coding in codings:
            self._patch_row(coding, fresh.get(coding), shown=coding in shown)

    def _patch_row(self, coding: int, fresh: Coding | None, *, shown: bool) -> None:
        here = self._rows.index(coding) if shown else -1
        there = self._target(fresh, without=here) if fresh is not None and self._matches(fresh) else -1
        if here >= 0 and there != here:
            self.beginRemoveRows(QModelIndex(), here, here)
            del self._rows[here]
            self._places = None
            self.endRemoveRows()
        # Only now: while its row is taken out, somebody may still ask for the coding as it was.
        self.material.put(coding, fresh)
        if there == here >= 0:
            self.dataChanged.emit(self.index(here, 0), self.index(here, len(self.columns) - 1))
        elif there >= 0:
            self.beginInsertRows(QModelIndex(), there, there)
            self._rows.insert(there, coding)
            self._places = None
            self.endInsertRows()

    def _matches(self, coding: Coding) -> bool:
        """All filters, the words too."""
        words = folded(self.wanted.words)
        return self.wanted.fits(coding, self.material.value) and (not words or words in self.material.folded(coding))

    def _target(self, coding: Coding, *, without: int = -1) -> int:
        """Where the coding belongs among the rows, `without` the one that it leaves."""
        sorting = self._sorting()
        low, high = 0, len(self._rows) - (without >= 0)
        while low < high:
            middle = (low + high) // 2
            # The row that is left is stepped over.
            other = self._rows[middle + (0 <= without <= middle)]
            if sorting.goes_before(self.material.codings[other], coding):
                low = middle + 1
            else:
                high = middle
        return low

    # Qt's questions.

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        coding = self.coding_at(index.row())
        if coding is None:
            return None
        if role == CODING:
            return coding
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(self.material, coding, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            whole = column.what is What.CODE
            return spoken(self.material, coding) if whole else cell_words(self.material, coding, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell_tip(self.material, coding, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        return f"{column.heading}: sort by it" if role == Qt.ItemDataRole.ToolTipRole else None

    def rows(self, places: Sequence[int]) -> list[list[str]]:
        """The cells of these rows in words."""
        return [
            [cell_words(self.material, coding, column) for column in self.columns] for coding in self.codings_at(places)
        ]
