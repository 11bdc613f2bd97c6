"""The codings that are shown, filtered and sorted, as rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadrage.core.model import Coding
from cadrage.gui.codings_excerpt import folded
from cadrage.gui.codings_material import Material

Index = QModelIndex | QPersistentModelIndex
CODING = Qt.ItemDataRole.UserRole + 40
_NO_PARENT = QModelIndex()
PATCHED = 20  # so many changed codings are patched; more are read anew with all the rest


class Column(IntEnum):
    CODE = 0
    QUOTATION = 1
    DOCUMENT = 2
    CODER = 3
    MARKS = 4


HEADINGS = {
    Column.CODE: "Code",
    Column.QUOTATION: "Quotation in context",
    Column.DOCUMENT: "Document",
    Column.CODER: "Coder",
    Column.MARKS: "",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which codings to show. `codes`: a code with its sub-codes."""

    words: str = ""
    codes: frozenset[int] | None = None
    coder: int | None = None
    document: int | None = None

    @property
    def everything(self) -> bool:
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and which way."""

    column: Column = Column.DOCUMENT
    descending: bool = False


class CodingsModel(QAbstractTableModel):
    """Rows of ids over a Material, which `show_material` replaces and `patch` follows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._material: Material | None = None
        self._rows: list[int] = []
        self.wanted = Wanted()
        self.order = Order()

    # What is shown.

    def show_material(self, material: Material) -> None:
        self._material = material
        self._arrange()

    def want(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._arrange()

    def sort_by(self, order: Order) -> None:
        self.order = order
        self._arrange()

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

    def place_of(self, coding: int | None) -> int:
        """The coding's row, -1 where it is not shown."""
        return self._rows.index(coding) if coding in self._rows else -1

    def as_text(self, places: Sequence[int]) -> str:
        """“words” (document, coder, code), a line each."""
        codings = [coding for coding in map(self.coding_at, places) if coding is not None]
        return "\n".join(self._cited(coding) for coding in codings)

    def _cited(self, coding: Coding) -> str:
        material = self.material
        words = " ".join(material.quotation(coding).split())
        code = material.code(coding).label
        return f"“{words}” ({material.document(coding).title}, {material.coder(coding)}, {code})"

    # Filter and order.

    def _arrange(self) -> None:
        if self._material is None:
            return
        found = [coding for coding in self._material.codings.values() if self._fits(coding)]
        if self.wanted.words:
            found = self._holding(found, folded(self.wanted.words))
        if self.order.column is Column.QUOTATION:
            self._material.fold_all(found)
        found.sort(key=self._key(), reverse=self.order.descending)
        self.beginResetModel()
        self._rows = [coding.id for coding in found]
        self.endResetModel()

    def _fits(self, coding: Coding) -> bool:
        """All filters but the words, which need the text."""
        wanted = self.wanted
        return (
            (wanted.codes is None or coding.code in wanted.codes)
            and (wanted.coder is None or coding.coder == wanted.coder)
            and (wanted.document is None or coding.document == wanted.document)
        )

    def _holding(self, codings: list[Coding], words: str) -> list[Coding]:
        self.material.fold_all(codings)
        return [coding for coding in codings if words in self.material.folded(coding)]

    def _key(self) -> Callable[[Coding], tuple[object, ...]]:
        material = self.material
        keys: dict[Column, Callable[[Coding], tuple[object, ...]]] = {
            Column.CODE: lambda coding: (material.code_place(coding), *material.place(coding)),
            Column.QUOTATION: lambda coding: (material.folded(coding), *material.place(coding)),
            Column.DOCUMENT: material.place,
            Column.CODER: lambda coding: (material.coder(coding).casefold(), *material.place(coding)),
            Column.MARKS: lambda coding: (
                not coding.important,
                not material.has_memo(coding),
                *material.place(coding),
            ),
        }
        return keys[self.order.column]

    # Following changes.

    def patch(self, codings: Collection[int]) -> None:
        """Read these codings anew and change, move, take out or put in just their rows."""
        fresh = self.material.read(codings)
        for coding in codings:
            self._patch_row(coding, fresh.get(coding))

    def patch_memos(self) -> None:
        """Redraw the rows whose coding gained or lost a memo."""
        guids = self.material.renew_memos()
        for place, row in enumerate(self._rows if guids else ()):
            if self.material.codings[row].guid in guids:
                self._redraw(place)

    def _patch_row(self, coding: int, fresh: Coding | None) -> None:
        here = self.place_of(coding)
        there = self._target(fresh, without=here) if fresh is not None and self._matches(fresh) else -1
        if here >= 0 and there != here:
            self.beginRemoveRows(QModelIndex(), here, here)
            del self._rows[here]
            self.endRemoveRows()
        # Only now: while its row is taken out, somebody may still ask for the coding as it was.
        self.material.put(coding, fresh)
        if there == here >= 0:
            self._redraw(here)
        elif there >= 0:
            self.beginInsertRows(QModelIndex(), there, there)
            self._rows.insert(there, coding)
            self.endInsertRows()

    def _matches(self, coding: Coding) -> bool:
        """All filters, the words too."""
        return self._fits(coding) and folded(self.wanted.words) in self.material.folded(coding)

    def _target(self, coding: Coding, *, without: int = -1) -> int:
        """Where the coding belongs among the rows, `without` the one that it leaves."""
        key_of = self._key()
        key = key_of(coding)
        rows = self._rows if without < 0 else self._rows[:without] + self._rows[without + 1 :]
        low, high = 0, len(rows)
        while low < high:
            middle = (low + high) // 2
            other = key_of(self.material.codings[rows[middle]])
            if (other > key) if self.order.descending else (other < key):
                low = middle + 1
            else:
                high = middle
        return low

    def _redraw(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, Column.MARKS))

    # Qt's questions.

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        coding = self.coding_at(index.row())
        if coding is None:
            return None
        if role == CODING:
            return coding
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(coding, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = Column(index.column())
            return self._spoken(coding) if column is Column.CODE else self._cell(coding, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(coding, Column(index.column()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.MARKS:
            return "Memo, important"
        return HEADINGS[Column(section)] if role == Qt.ItemDataRole.DisplayRole else None

    def _cell(self, coding: Coding, column: Column) -> str:
        material = self.material
        match column:
            case Column.CODE:
                return material.code(coding).label
            case Column.QUOTATION:
                return material.quotation(coding)
            case Column.DOCUMENT:
                return material.document(coding).title
            case Column.CODER:
                return material.coder(coding)
            case Column.MARKS:
                return ", ".join(self._marks(coding))

    def _marks(self, coding: Coding) -> list[str]:
        memo = ["memo"] if self.material.has_memo(coding) else []
        return [*memo, "important"] if coding.important else memo

    def _tip(self, coding: Coding, column: Column) -> str:
        if column is Column.CODE:
            return self.material.codebook.path(coding.code)
        return "" if column is Column.QUOTATION else self._cell(coding, column)

    def _spoken(self, coding: Coding) -> str:
        material = self.material
        code = material.code(coding)
        marks = "".join(f", {mark}" for mark in self._marks(coding))
        return (
            f"{code.short_id} {code.name}: “{material.quotation(coding)}”,"
            f" {material.document(coding).title}, coder {material.coder(coding)}{marks}"
        ).strip()
