"""The headings of the table of codings: they sort, their edges are dragged, a right click chooses columns."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.codings_columns import What
from cadrage.gui.codings_model import CodingsModel
from cadrage.gui.codings_order import Order
from cadrage.gui.kit.painting import RIGHT, draw_text
from cadrage.gui.theme import Token

_QUOTATION_LEAST = 280  # below this, columns become narrower instead
_QUOTATION_MOST = 720  # above this, columns become wider instead
_NARROWEST, _WIDER = 72, 120
_WIDENED = (What.DOCUMENT, What.VALUE, What.MEMO)
_CODE_LEAST, _CODE_MOST = 98, 190


class CodingsHeader(QHeaderView):
    """`sorted_by(Order)`, `columns_wanted(QPoint)`, `widened(str, int)` with a column's key and new width."""

    sorted_by = Signal(object)
    columns_wanted = Signal(QPoint)
    widened = Signal(str, int)

    def __init__(self, model: CodingsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._fitting = False
        self._dragged: tuple[str, int] | None = None
        self._code_width = _CODE_LEAST
        self.setAccessibleName("Columns of the table of codings")
        self.setFixedHeight(32)
        self.setMinimumSectionSize(32)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setStretchLastSection(False)
        self.sectionResized.connect(self._note)

    @Slot(int)
    def sort(self, section: int) -> None:
        """By a column; once more turns the order."""
        if 0 <= section < len(self._model.columns):
            present, key = self._model.order, self._model.columns[section].key
            self.sorted_by.emit(Order(key, descending=present.column == key and not present.descending))

    def fit_codes(self, labels: list[str]) -> None:
        """Give ids the room they need, up to a limit."""
        metrics = QFontMetricsF(fonts.ui(13, fonts.SEMIBOLD))
        widest = max((metrics.horizontalAdvance(label) for label in labels), default=0.0)
        self._code_width = min(max(round(widest) + 44, _CODE_LEAST), _CODE_MOST)

    def fit(self, room: int) -> None:
        """Every column its width; the quotation takes what is left.

        Before it gets too narrow the others give way; where it has plenty, they get more, too.
        """
        wanted = self._wanted()
        spare = room - _QUOTATION_LEAST - sum(wanted.values())
        if spare < 0:
            self._narrow(wanted, -spare)
        else:
            self._widen(wanted, room - _QUOTATION_MOST - sum(wanted.values()))
        left = max(room - sum(wanted.values()), _QUOTATION_LEAST)
        self._fitting = True
        for section, column in enumerate(self._model.columns):
            self.resizeSection(section, left if column.stretches else wanted[column.key])
        self._fitting = False

    def _wanted(self) -> dict[str, int]:
        """Widths by key, without the quotation's."""
        layout = self._model.layout_
        found = {column.key: layout.width(column) for column in self._model.columns if not column.stretches}
        found[What.CODE] = layout.widths.get(What.CODE, self._code_width)
        return found

    def _narrow(self, widths: dict[str, int], missing: int) -> None:
        """Take what is missing from the widest columns whose width the user has not set."""
        for key in sorted(widths, key=widths.__getitem__, reverse=True):
            less = min(max(widths[key] - _NARROWEST, 0), missing) if key not in self._model.layout_.widths else 0
            widths[key] -= less
            missing -= less

    def _widen(self, widths: dict[str, int], spare: int) -> None:
        """Give what the quotation does not need to the columns whose words are cut off most often."""
        given = [
            column.key
            for column in self._model.columns
            if column.what in _WIDENED and column.key not in self._model.layout_.widths
        ]
        for key in given:
            widths[key] += min(max(spare, 0) // len(given), _WIDER)

    @Slot(int, int, int)
    def _note(self, section: int, _before: int, width: int) -> None:
        if not self._fitting and section < len(self._model.columns):
            self._dragged = (self._model.columns[section].key, width)

    # Overrides of Qt.

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dragged, self._dragged = self._dragged, None
        if dragged is not None:
            self.widened.emit(*dragged)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.columns_wanted.emit(event.globalPos())

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.save()
        box, order, column = QRectF(rect), self._model.order, self._model.columns[logical]
        painter.fillRect(box, current().colour("surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), current().colour("border"))
        sorts = column.key == order.column
        ink: Token = "text2" if sorts else "text3"
        line = box.adjusted(14 if column.what is What.CODE else 8, 0, -20 if sorts else -6, 0)
        if column.what is What.IMPORTANT:
            icons.draw(painter, "star", QRectF(line.left() - 1, round(box.center().y() - 7), 14, 14), ink)
            end = line.left() + 13
        elif column.right:
            end = line.right()
            draw_text(painter, line, column.heading, fonts.secondary(), ink, align=RIGHT)
        else:
            end = line.left() + draw_text(painter, line, column.heading, fonts.secondary(), ink)
        if sorts:
            arrow = "chevron-down" if not order.descending else "chevron-up"
            icons.draw(painter, arrow, QRectF(end + 4, round(box.center().y() - 6), 12, 12), ink, stroke=2)
        painter.restore()
