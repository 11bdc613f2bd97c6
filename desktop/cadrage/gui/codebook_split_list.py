"""Quotations with a box to tick, in a list that can be filtered and ticked by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.kit import List, RowDelegate
from cadrage.gui.kit.painting import draw_rounded, draw_text

Index = QModelIndex | QPersistentModelIndex
PASSAGE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_HEIGHT = 50
_BOX = 40  # pixels at the left that belong to the box


@dataclass(frozen=True, slots=True)
class Passage:
    """A coding as the list shows it; its quotation on one line."""

    coding: int
    quotation: str
    document: str
    memo: str = ""


class _Passages(QAbstractListModel):
    """Those that match the filter; ticks are kept for all."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: tuple[Passage, ...] = ()
        self.shown: tuple[Passage, ...] = ()
        self.chosen: set[int] = set()
        self._words = ""

    def show(self, passages: Iterable[Passage]) -> None:
        self._all = tuple(passages)
        self.chosen &= {passage.coding for passage in self._all}
        self.filter(self._words)

    def filter(self, words: str) -> None:
        self.beginResetModel()
        self._words = words
        wanted = words.strip().casefold()
        self.shown = tuple(
            each for each in self._all if wanted in f"{each.quotation}\n{each.document}\n{each.memo}".casefold()
        )
        self.endResetModel()

    @property
    def chosen_in_order(self) -> list[int]:
        return [passage.coding for passage in self._all if passage.coding in self.chosen]

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        for row in rows:
            coding = self.shown[row].coding
            (self.chosen.add if on else self.chosen.discard)(coding)
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        passage = self.shown[index.row()]
        on = passage.coding in self.chosen
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return passage.quotation
            case Qt.ItemDataRole.ToolTipRole:
                return "\n\n".join(filter(None, (f"“{passage.quotation}”", passage.document, passage.memo)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{passage.quotation}, {passage.document}, {'ticked' if on else 'not ticked'}"
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return passage if role == PASSAGE else None


class _PassageRow(RowDelegate):
    """The box, the quotation, and below it where it stands and what its memo begins with."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        passage: Passage = index.data(PASSAGE)
        theme = current()
        box = QRectF(rect.left() + 14, round(rect.center().y() - 8), 16, 16)
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked:
            draw_rounded(painter, box, theme.colour("accent"), radius=4)
            icons.draw(painter, "check", box.adjusted(2, 2, -2, -2), "on_accent", stroke=3)
        else:
            draw_rounded(painter, box, theme.colour("raised"), theme.colour("control"), radius=4)
        left, width = rect.left() + _BOX, rect.width() - _BOX - 14
        first = QRectF(left, rect.top() + 5, width, 21)
        draw_text(painter, first, f"“{passage.quotation}”", fonts.quotation(14))
        below = " · ".join(filter(None, (passage.document, " ".join(passage.memo.split()))))
        second = QRectF(left, rect.top() + 26, width, 18)
        draw_text(painter, second, below, fonts.secondary(), "text2" if selected else "text3")


class PassageList(List):
    """Space ticks what is selected, a click on the box one row; Shift and Ctrl select several, Ctrl+A all."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_PassageRow(_HEIGHT), name="Codings", fill="surface", parent=parent)
        self._passages = _Passages(self)
        self.setModel(self._passages)
        self.setSelectionMode(List.SelectionMode.ExtendedSelection)
        self.set_row_lines(shown=True)
        self._passages.ticked.connect(self.ticked)

    @property
    def ticked_codings(self) -> list[int]:
        """Also those that the filter hides."""
        return self._passages.chosen_in_order

    def show_passages(self, passages: Iterable[Passage]) -> None:
        self._passages.show(passages)
        if self._passages.shown and not self.currentIndex().isValid():
            self.setCurrentIndex(self._passages.index(0))

    @Slot(str)
    def filter(self, words: str) -> None:
        self._passages.filter(words)

    def tick_shown(self, on: bool) -> None:  # noqa: FBT001 (a slot)
        """All that the filter leaves."""
        self._passages.tick(range(len(self._passages.shown)), on=on)

    def _toggle(self, rows: list[int]) -> None:
        """All of them to the same: ticked, unless they all are already."""
        on = not all(self._passages.shown[row].coding in self._passages.chosen for row in rows)
        self._passages.tick(rows, on=on)

    # Overrides of Qt.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < _BOX and event.button() == Qt.MouseButton.LeftButton:
            chosen = sorted(each.row() for each in self.selectionModel().selectedIndexes())
            self._toggle(chosen if index.row() in chosen and len(chosen) > 1 else [index.row()])
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            rows = sorted(each.row() for each in self.selectionModel().selectedIndexes())
            if rows:
                self._toggle(rows)
            return
        super().keyPressEvent(event)
