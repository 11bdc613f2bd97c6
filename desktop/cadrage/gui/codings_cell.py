"""How a cell of the table of codings is drawn."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from cadrage.core.model import Coding
from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.codings_cells import cell_words, memo_beginning
from cadrage.gui.codings_columns import EDITABLE, Column, What
from cadrage.gui.codings_model import CODING, CodingsModel, Index
from cadrage.gui.codings_paint import paint_excerpt, paint_lines
from cadrage.gui.kit import RowDelegate
from cadrage.gui.kit.painting import RIGHT, draw_chip, draw_rounded, draw_text
from cadrage.gui.theme import Token


class CodingCell(RowDelegate):
    """Asks the model for the text only when a cell is painted."""

    def __init__(self, model: CodingsModel, height: int) -> None:
        super().__init__(height)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus and self._model.columns[index.column()].what in EDITABLE:
            box = QRectF(option.rect).adjusted(2, 3, -2, -4)
            draw_rounded(painter, box, edge=current().colour("accent"), radius=5)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        coding = index.data(CODING)
        if coding is None:
            return
        column = self._model.columns[index.column()]
        muted: Token = "text2" if selected else "text3"
        match column.what:
            case What.CODE:
                self._paint_code(painter, rect, coding)
            case What.QUOTATION:
                excerpt, colour = self._model.material.excerpt(coding), self._model.material.code(coding).colour
                paint_excerpt(painter, rect.adjusted(8, 0, -20, -1), excerpt, colour, muted)
            case What.DOCUMENT:
                self._paint_document(painter, rect, coding, muted)
            case What.MEMO:
                self._paint_memo(painter, rect, coding)
            case What.IMPORTANT:
                if coding.important:
                    _paint_star(painter, rect.center())
            case _:
                self._paint_words(painter, rect, coding, column)

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

    def _paint_memo(self, painter: QPainter, rect: QRectF, coding: Coding) -> None:
        memo = memo_beginning(self._model.material.memo(coding))
        if memo:
            first = paint_lines(painter, rect.adjusted(28, 0, -8, -1), memo, fonts.secondary(), "text2")
            place = QRectF(rect.left() + 8, round(first.center().y() - 7), 14, 14)
            icons.draw(painter, "sticky-note", place, "text2")

    def _paint_words(self, painter: QPainter, rect: QRectF, coding: Coding, column: Column) -> None:
        words = cell_words(self._model.material, coding, column)
        box = rect.adjusted(8, 0, -8, 0)
        if column.right:
            draw_text(painter, box, words, fonts.figures(fonts.ui()), align=RIGHT)
        else:
            draw_text(painter, box, words, fonts.ui())


def _paint_star(painter: QPainter, centre: QPointF) -> None:
    """Filled: a mark that is told by its shape, not by its colour."""
    points = [
        centre + QPointF(math.sin(turn * math.pi / 5), -math.cos(turn * math.pi / 5)) * (7.5 if turn % 2 == 0 else 3.3)
        for turn in range(10)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current().colour("warn"))
    painter.drawPolygon(QPolygonF(points))
