"""The table of codings as it is drawn: two lines of text in which the coded words stand out."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from cadrage.core.model import Coding
from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.codings_model import CODING, CodingsModel, Column, Index, Order
from cadrage.gui.codings_paint import paint_excerpt
from cadrage.gui.kit import RowDelegate, Table
from cadrage.gui.kit.painting import draw_chip, draw_text
from cadrage.gui.theme import Token

ROW_HEIGHT = 54
_WIDTHS = {Column.DOCUMENT: 216, Column.CODER: 104, Column.MARKS: 64}
_CODE_LEAST, _CODE_MOST = 98, 190


class CodingsGrid(Table):
    """Enter or a double click opens a coding in its document, Del removes, Ctrl+C copies, a header sorts."""

    chosen = Signal()
    opened = Signal()
    removed = Signal()
    sorted_by = Signal(object)

    def __init__(self, model: CodingsModel, parent: QWidget | None = None) -> None:
        super().__init__(CodingCell(model, ROW_HEIGHT), name="Codings", parent=parent)
        self._model = model
        self._inset = 0
        self.set_row_lines(shown=True)
        header = CodingsHeader(model, self)
        self.setHeader(header)
        # Qt's setHeader takes the clicks away from headers whose table does not sort by itself.
        header.setSectionsClickable(True)
        self.setModel(model)
        # The ring is drawn with the row; Qt's own frame around a focused row would lie over it.
        self.setAllColumnsShowFocus(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header.setSectionResizeMode(Column.QUOTATION, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.sectionClicked.connect(self._sort)
        self.selectionModel().selectionChanged.connect(self.chosen)
        self.activated.connect(self.opened)

    def fit_codes(self, labels: list[str]) -> None:
        """Give ids the room they need, up to a limit."""
        metrics = QFontMetricsF(fonts.ui(13, fonts.SEMIBOLD))
        widest = max((metrics.horizontalAdvance(label) for label in labels), default=0.0)
        width = min(max(round(widest) + 44, _CODE_LEAST), _CODE_MOST)
        self.header().resizeSection(Column.CODE, width)

    def selected_places(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    @Slot()
    def copy(self) -> None:
        """The selected quotations with their sources, to the clipboard."""
        places = self.selected_places()
        if places:
            QGuiApplication.clipboard().setText(self._model.as_text(places))

    @Slot(int)
    def _sort(self, section: int) -> None:
        present = self._model.order
        again = present.column == section and not present.descending
        self.sorted_by.emit(Order(Column(section), descending=again))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class CodingsHeader(QHeaderView):
    """Headings that sort; the one that does shows which way."""

    def __init__(self, model: CodingsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setFixedHeight(32)
        self.setMinimumSectionSize(20)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStretchLastSection(False)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.save()
        box, order, column = QRectF(rect), self._model.order, Column(logical)
        painter.fillRect(box, current().colour("surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), current().colour("border"))
        line = box.adjusted(14 if column is Column.CODE else 8, 0, -20, 0)
        heading = str(self._model.headerData(logical, Qt.Orientation.Horizontal))
        ink: Token = "text2" if column == order.column else "text3"
        end = line.left() + draw_text(painter, line, heading, fonts.secondary(), ink)
        if column == order.column:
            arrow = "chevron-down" if not order.descending else "chevron-up"
            icons.draw(painter, arrow, QRectF(end + 4, round(box.center().y() - 6), 12, 12), ink, stroke=2)
        painter.restore()


class CodingCell(RowDelegate):
    """One cell of a coding's row; asks the model for the text only when it is painted."""

    def __init__(self, model: CodingsModel, height: int) -> None:
        super().__init__(height)
        self._model = model

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        coding = index.data(CODING)
        if coding is None:
            return
        column = Column(index.column())
        muted: Token = "text2" if selected else "text3"
        if column is Column.CODE:
            self._paint_code(painter, rect, coding)
        elif column is Column.QUOTATION:
            excerpt, colour = self._model.material.excerpt(coding), self._model.material.code(coding).colour
            paint_excerpt(painter, rect.adjusted(8, 0, -20, -1), excerpt, colour, muted)
        elif column is Column.DOCUMENT:
            self._paint_document(painter, rect, coding, muted)
        elif column is Column.CODER:
            draw_text(painter, rect.adjusted(8, 0, -8, 0), self._model.material.coder(coding), fonts.ui())
        else:
            self._paint_marks(painter, rect, coding)

    def _paint_code(self, painter: QPainter, rect: QRectF, coding: Coding) -> None:
        code = self._model.material.code(coding)
        draw_chip(painter, rect.left() + 14, round(rect.center().y() - 5), code.colour)
        box = rect.adjusted(31, 0, -6, 0)
        draw_text(painter, box, code.label, fonts.ui(13, fonts.SEMIBOLD), "text2" if code.retired else "text")

    def _paint_document(self, painter: QPainter, rect: QRectF, coding: Coding, muted: Token) -> None:
        title = QRectF(rect.left() + 8, rect.top() + 8, rect.width() - 20, 19)
        place = QRectF(title.left(), rect.top() + 27, title.width(), 17)
        draw_text(painter, title, self._model.material.document(coding).title, fonts.ui())
        positions = f"{coding.span.start}–{coding.span.end}"
        draw_text(painter, place, positions, fonts.figures(fonts.secondary()), muted)

    def _paint_marks(self, painter: QPainter, rect: QRectF, coding: Coding) -> None:
        top = round(rect.center().y() - 8)
        if self._model.material.has_memo(coding):
            icons.draw(painter, "sticky-note", QRectF(rect.left() + 6, top, 16, 16), "text2")
        if coding.important:
            icons.draw(painter, "star", QRectF(rect.left() + 28, top, 16, 16), "warn")
