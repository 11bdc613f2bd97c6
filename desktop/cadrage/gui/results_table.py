"""The grid of a result: rows and headings stay in sight, arrows go from cell to cell, Enter opens what is behind."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cadrage.core.results import Place
from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.kit import ElidedLabel
from cadrage.gui.kit.painting import RIGHT, draw_ring, draw_rounded, draw_text
from cadrage.gui.results_grid import Grid, Head
from cadrage.gui.results_heads import ColumnHeads, RowHeads
from cadrage.gui.results_model import Index, ResultsModel
from cadrage.gui.results_words import UNDEFINED, ZERO

_LEAST, _WIDEST, _FITTED, _ALIKE = 64, 132, 400, 96
_ALT = Qt.KeyboardModifier.AltModifier


class _Figure(QStyledItemDelegate):
    """A number at the right, zeros and what is undefined quiet; sums apart from what they sum up."""

    def __init__(self, model: ResultsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        # Thousands of cells are painted while the table is scrolled: nothing is made anew for each.
        self._fonts = {weight: fonts.figures(fonts.ui(13, weight)) for weight in (fonts.REGULAR, fonts.MEDIUM)}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = self._model.row(index.row()), self._model.column(index.column())
        theme, rect = current(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.total:
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), theme.colour("strong"))
        if self._model.starts_group(index.column()):
            painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), theme.colour("border"))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        inner = rect.adjusted(1, 1, -1, -1)
        if chosen:
            draw_rounded(painter, inner, theme.colour("accent_soft"), radius=4)
        if bool(option.state & QStyle.StateFlag.State_HasFocus):
            draw_ring(painter, inner, radius=4)
        words = self._model.shown(index.row(), index.column())
        quiet = words in (ZERO, UNDEFINED) or column.quiet or row.quiet
        weight = fonts.MEDIUM if row.total or column.total else fonts.REGULAR
        ink = "text2" if quiet and chosen else "text3" if quiet else "text"
        font = self._fonts[weight]
        draw_text(painter, rect.adjusted(4, 0, -10, 0), words, font, ink, align=RIGHT)  # type: ignore[arg-type]
        painter.restore()


class ResultsTable(QTableView):
    """`opened(Place)` to see the quotations behind a cell, `moved()` when another cell is current, `copied()`."""

    opened = Signal(object)
    moved = Signal()
    copied = Signal()

    def __init__(self, model: ResultsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.results = model
        self.setAccessibleName("Result")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows, self.columns = RowHeads(model, self), ColumnHeads(model, self)
        self.setVerticalHeader(self.rows)
        self.setHorizontalHeader(self.columns)
        # Qt takes the clicks away from a header whose table does not sort by itself.
        self.columns.setSectionsClickable(True)
        self.corner = ElidedLabel("", "secondary", parent=self)
        self.corner.setProperty("floats", True)
        self.corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setItemDelegate(_Figure(model, self))
        self.setModel(model)
        self.columns.sectionClicked.connect(model.turn)
        self.doubleClicked.connect(self._open)
        model.sorted.connect(self._show_sorted)

    def show_grid(self, grid: Grid) -> None:
        """What is chosen stays so where it is there again."""
        kept = self._here() if self.results.grid.key == grid.key else None
        self.results.show(grid)
        self.columns.read_groups()
        self._fit_columns()
        self.rows.fit(self.width())
        self.corner.set_text(grid.corner)
        # The height of the headings depends on whether they have groups.
        self.updateGeometries()
        self._place_corner()
        if self.results.rowCount() and self.results.columnCount():
            index = self.results.find(*kept) if kept is not None else self.results.index(0, 0)
            self.setCurrentIndex(index)
        self.moved.emit()

    def _here(self) -> tuple[Place, Place] | None:
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.results.row(index.row()).place, self.results.column(index.column()).place

    def _fit_columns(self) -> None:
        """Each as wide as its heading where there are few; all alike where there are hundreds."""
        metrics = QFontMetricsF(fonts.ui(12, fonts.MEDIUM))
        heads = self.results.grid.columns
        widths = [round(min(max(_width(head, metrics), _LEAST), _WIDEST)) for head in heads[:_FITTED]]
        alike = len(heads) > _FITTED
        usual = min(max(widths, default=_LEAST), _ALIKE)
        self.columns.setDefaultSectionSize(usual)
        # Qt keeps the widths that columns were given when there were other ones.
        for at, width in enumerate(widths):
            self.columns.resizeSection(at, usual if alike else width)

    def _place_corner(self) -> None:
        top = max(0, self.columns.height() - 32)
        self.corner.setGeometry(12, top, max(0, self.rows.width() - 20), 28)

    @Slot()
    def _show_sorted(self) -> None:
        self.rows.viewport().update()
        self.columns.viewport().update()
        self.scrollToTop()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        place = self.results.behind(index)
        if place is not None:
            self.opened.emit(place)

    @Slot()
    def copy(self) -> None:
        """The chosen cells with their headings; the whole table where no more than one is chosen."""
        rows, columns = range(self.results.rowCount()), range(self.results.columnCount())
        chosen = self.selectionModel().selection().toList()
        if len(chosen) == 1 and (chosen[0].width() > 1 or chosen[0].height() > 1):
            part = chosen[0]
            rows, columns = range(part.top(), part.bottom() + 1), range(part.left(), part.right() + 1)
        lines = self.results.lines(rows, columns)
        QGuiApplication.clipboard().setText(
            "\n".join("\t".join(" ".join(each.split()) for each in line) for line in lines)
        )
        self.copied.emit()

    def choose(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # Overrides of Qt.

    def currentChanged(self, current_: Index, previous: Index) -> None:
        super().currentChanged(current_, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & _ALT and index.isValid():
            self.results.sort_by(index.column(), descending=key == Qt.Key.Key_Down)
        elif key == Qt.Key.Key_Backspace and self.results.sorted_by is not None:
            self.results.sort_by(None)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: cells are numbers."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        here = self.visualRect(self.currentIndex())
        if self.hasFocus() and not here.intersects(self.viewport().rect()):
            # The chosen cell is out of sight: the ring goes round all of it.
            with QPainter(self.viewport()) as painter:
                draw_ring(painter, QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        # What is scrolled is moved as it was painted, a ring with it.
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = self.rows.width()
        self.rows.fit(self.width())
        if self.rows.width() != before:
            self.updateGeometries()
        self._place_corner()


def _width(head: Head, metrics: QFontMetricsF) -> float:
    """What a heading needs on one line; on two it may need less."""
    label = head.short or head.label
    return metrics.horizontalAdvance(label) + (44 if head.colour else 28)
