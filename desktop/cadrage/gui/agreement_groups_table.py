"""The coefficients of one variable as a table with drawn intervals."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from cadrage.core.model import Code
from cadrage.core.standing import CUSTOMARY, Limits
from cadrage.gui import agreement_groups_words as groups
from cadrage.gui import agreement_words as words
from cadrage.gui import fonts
from cadrage.gui.agreement_groups_words import Answer, FigureRow
from cadrage.gui.agreement_table import paint_limits, paint_scale, paint_value
from cadrage.gui.appearance import current
from cadrage.gui.kit import Cell, RowRole, Table
from cadrage.gui.kit.painting import RIGHT, draw_text

Index = QModelIndex | QPersistentModelIndex
FIGURE = Qt.ItemDataRole.UserRole + 70
_NOWHERE = QModelIndex()


class Column(IntEnum):
    NAME = 0
    VALUE = 1
    INTERVAL = 2
    COVERAGE = 3
    AXIS = 4


HEADINGS = {
    Column.NAME: "Coefficient",
    Column.VALUE: "Value",
    Column.INTERVAL: "95 % interval",
    Column.COVERAGE: "Covers %",
    Column.AXIS: "Interval on an axis",
}
_TIPS = {Column.COVERAGE: "Of what carries this code: the share on which both coders put some code of the group"}
_LEAST_AXIS = 130
_WIDTHS = {Column.VALUE: 64, Column.INTERVAL: 108, Column.COVERAGE: 76}


class FiguresModel(QAbstractTableModel):
    """One row a coefficient, under headings."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[FigureRow, ...] = ()
        self.limits = CUSTOMARY
        self._units = 0
        self._codes: dict[str, Code] = {}

    def show(self, found: Answer | None, codes: Mapping[int, Code], limits: Limits) -> None:
        self.beginResetModel()
        self.rows = groups.figures(found) if found is not None else ()
        self._units = found.units if found is not None else 0
        self._codes = {code.label: code for code in codes.values()}
        self.limits = limits
        self.endResetModel()

    def cell(self, row: FigureRow, column: Column) -> str:
        if column is Column.NAME:
            code = self._codes.get(row.code)
            return code.name if code is not None and code.short_id else row.name
        if column is Column.VALUE:
            return groups.shown(row, self._units)
        if column is Column.INTERVAL:
            return groups.interval(row, self.limits, self._units)
        if column is Column.COVERAGE and row.coverage is not None:
            return words.percent(row.coverage, 100)
        return ""

    def as_text(self) -> str:
        """Tab-separated, under the headings."""
        columns = (Column.NAME, Column.VALUE, Column.INTERVAL, Column.COVERAGE)
        lines = [[HEADINGS[column] for column in columns]]
        lines += [[self._plain(row, column) for column in columns] for row in self.rows]
        return "\n".join("\t".join(line) for line in lines)

    def _plain(self, row: FigureRow, column: Column) -> str:
        return (row.code or row.name) if column is Column.NAME else self.cell(row, column)

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], Column(index.column())
        if role == FIGURE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if column is Column.NAME else self.cell(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _WIDTHS:
            return RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            value = row.value
            return "\n".join(filter(None, (row.about, value.undefined or value.note))) if value is not None else ""
        if column is Column.NAME:
            return self._name_part(row, role)
        return None

    def _name_part(self, row: FigureRow, role: int) -> object:
        code = self._codes.get(row.code)
        if role == RowRole.STRONG:
            return row.value is None
        if role == RowRole.CHIP and code is not None:
            return code.colour
        return code.short_id if role == RowRole.SHORT and code is not None else None

    def _spoken(self, row: FigureRow) -> str:
        if row.value is None:
            return row.name
        covers = f", covers {self.cell(row, Column.COVERAGE)} %" if row.coverage is not None else ""
        value, interval = self.cell(row, Column.VALUE), self.cell(row, Column.INTERVAL)
        return f"{row.code or row.name}: {value}, {interval}{covers}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[Column(section)]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _TIPS.get(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole and Column(section) in _WIDTHS:
            return RIGHT | Qt.AlignmentFlag.AlignVCenter
        return None


class FigureCell(Cell):
    """Words and numbers as in any table, and the interval on its axis."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        row = index.data(FIGURE)
        if row.value is None:
            if index.column() == Column.NAME:
                draw_text(painter, rect.adjusted(8, 6, 400, 0), row.name, fonts.heading(), "text2")
        elif index.column() == Column.AXIS:
            self._paint_axis(painter, rect, row, selected=selected)
        else:
            super().paint_row(painter, rect, index, selected=selected)

    def _paint_axis(self, painter: QPainter, rect: QRectF, row: FigureRow, *, selected: bool) -> None:
        table = self.parent()
        assert isinstance(table, FiguresTable)
        if row.judged:
            paint_limits(painter, rect, table.figures.limits)
        if row.value is not None:
            paint_value(painter, rect, row.value, groups.ink(row, table.figures.limits), selected=selected)


class FiguresTable(Table):
    """The names give way to the numbers and the axis."""

    def __init__(self, model: FiguresModel, parent: QWidget) -> None:
        super().__init__(FigureCell(28), name="Coefficients of this variable", parent=parent)
        self.figures = model
        self.setHeader(FiguresHeader(model, self))
        self.setModel(model)
        self.setAllColumnsShowFocus(False)
        model.modelReset.connect(self._head)
        self._head()

    def _head(self) -> None:
        """A heading runs across the columns."""
        for place, row in enumerate(self.figures.rows):
            self.setFirstColumnSpanned(place, QModelIndex(), row.value is None)
        self._share_out()

    def _share_out(self) -> None:
        covered = any(row.coverage is not None for row in self.figures.rows)
        self.setColumnHidden(Column.COVERAGE, not covered and bool(self.figures.rows))
        fixed = sum(width for column, width in _WIDTHS.items() if not self.isColumnHidden(column))
        rest = self.viewport().width() - fixed
        # Where the axis has no room the interval still stands in numbers.
        axis = round(min(rest * 0.45, 320)) if rest * 0.45 >= _LEAST_AXIS else 0
        self.setColumnHidden(Column.AXIS, not axis)
        for column, width in {**_WIDTHS, Column.AXIS: axis, Column.NAME: max(rest - axis, 96)}.items():
            self.header().resizeSection(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()


class FiguresHeader(QHeaderView):
    """Names of the columns, and the axis with its limits."""

    def __init__(self, model: FiguresModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setFont(fonts.secondary())
        self.setFixedHeight(32)
        self.setMinimumSectionSize(20)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStretchLastSection(False)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.save()
        column, box = Column(logical), QRectF(rect)
        painter.fillRect(box, current().colour("surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), current().colour("border"))
        if column is Column.AXIS:
            paint_scale(painter, box, box.top() + 8, self._model.limits)
        else:
            align = RIGHT if column in _WIDTHS else Qt.AlignmentFlag.AlignLeft
            draw_text(painter, box.adjusted(8, 0, -8, 0), HEADINGS[column], fonts.secondary(), "text3", align=align)
        painter.restore()
