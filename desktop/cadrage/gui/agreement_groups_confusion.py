"""Which code or value met which: counts in a square, agreement on its diagonal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cadrage.core.disagreement import Confusion
from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.kit.painting import CENTRE, draw_ring, draw_rounded, draw_text
from cadrage.gui.theme import Token
from cadrage.gui.words import shortened

Index = QModelIndex | QPersistentModelIndex
DIAGONAL = Qt.ItemDataRole.UserRole + 71
_NOWHERE = QModelIndex()
_LEAST, _WIDEST, _HEIGHT = 44, 96, 28
_LONGEST = 18  # characters of a name that a heading shows


class ConfusionModel(QAbstractTableModel):
    """Rows: what one coder put; columns: what the other put on the same words. Last: nothing of the group."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.labels: tuple[str, ...] = ()
        self._confusion = Confusion((), {})
        self._places: tuple[int | None, ...] = ()
        self._family = ""

    def show(self, confusion: Confusion | None, labels: Sequence[str], none: str) -> None:
        """`none` names the last row and column; without it there is none."""
        self.beginResetModel()
        self._confusion = confusion or Confusion((), {})
        self._places = (*self._confusion.codes[: len(labels)], *([None] if none else []))
        self.labels = (*labels, *([none] if none else [])) if confusion is not None else ()
        if confusion is None:
            self._places = ()
        stem = labels[0][: labels[0].rfind("-") + 1] if labels else ""
        self._family = stem if all(label.startswith(stem) for label in labels) else ""
        self.endResetModel()

    def heading(self, place: int) -> str:
        """A label without what all labels of codes begin with."""
        return shortened(self.labels[place].removeprefix(self._family), _LONGEST)

    @property
    def coders(self) -> tuple[str, str]:
        return self._confusion.pair or ("One coder", "the other")

    def count(self, row: int, column: int) -> int:
        return self._confusion.count(self._places[row], self._places[column])

    def sentence(self, row: int, column: int) -> str:
        """One cell in words."""
        mine, theirs = self.coders
        times = self.count(row, column)
        how = "once" if times == 1 else f"{times:,} times"
        return f"{mine} put {self.labels[row]} where {theirs} put {self.labels[column]}: {how}"

    def as_text(self) -> str:
        lines = [["", *self.labels]]
        size = range(len(self.labels))
        lines += [[self.labels[row], *(str(self.count(row, column)) for column in size)] for row in size]
        return "\n".join("\t".join(line) for line in lines)

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.labels)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.labels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.count(index.row(), index.column()):,}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.sentence(index.row(), index.column())
        if role == DIAGONAL:
            return index.row() == index.column()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            who = self.coders[0 if orientation == Qt.Orientation.Vertical else 1]
            return f"{who}: {self.labels[section]}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if orientation == Qt.Orientation.Vertical else CENTRE
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _Count(QStyledItemDelegate):
    """A count; zeros stand back, the diagonal is framed."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, rect = current(), QRectF(option.rect).adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        diagonal = bool(index.data(DIAGONAL))
        if chosen:
            draw_rounded(painter, rect, theme.colour("accent_soft"), radius=4)
        elif diagonal:
            draw_rounded(painter, rect, theme.colour("sunken"), theme.colour("control"), radius=4)
        if chosen and bool(option.state & QStyle.StateFlag.State_HasFocus):
            draw_ring(painter, rect, radius=4)
        shown = str(index.data())
        font = fonts.figures(fonts.ui(13, fonts.SEMIBOLD if diagonal and shown != "0" else fonts.REGULAR))
        quiet: Token = "text2" if chosen or diagonal else "text3"
        draw_text(painter, rect, shown if shown != "0" else "·", font, quiet if shown == "0" else "text", align=CENTRE)
        painter.restore()


class ConfusionGrid(QTableView):
    """Arrows go from cell to cell; the cell in words is its tooltip and what a screen reader says."""

    def __init__(self, model: ConfusionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.confusion = model
        self.setModel(model)
        self.setItemDelegate(_Count(self))
        self.setAccessibleName("Which met which")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(fonts.secondary())
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
        self.verticalHeader().setDefaultSectionSize(_HEIGHT)
        model.modelReset.connect(self._measure)

    def _measure(self) -> None:
        metrics = QFontMetricsF(fonts.secondary())
        widths = [
            metrics.horizontalAdvance(self.confusion.heading(place)) for place in range(len(self.confusion.labels))
        ]
        for place, width in enumerate(widths):
            self.setColumnWidth(place, round(min(max(width + 16, _LEAST), _WIDEST)))
        self.verticalHeader().setFixedWidth(round(min(max(widths, default=0) + 24, 160)))
        if self.confusion.labels:
            self.setCurrentIndex(self.confusion.index(0, 0))
