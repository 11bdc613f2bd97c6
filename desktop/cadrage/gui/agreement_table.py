"""The agreement table as it is drawn: chips, numbers, an interval on its axis, a verdict."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from cadrage.core.agreement import Coefficient
from cadrage.core.standing import Limits
from cadrage.gui import agreement_words as words
from cadrage.gui import fonts, icons
from cadrage.gui.agreement_model import ROW, AgreementModel, AgreementRow, Column, Index
from cadrage.gui.appearance import current
from cadrage.gui.kit import RowDelegate, Table
from cadrage.gui.kit.painting import CENTRE, RIGHT, draw_chip, draw_text
from cadrage.gui.theme import Token

AXIS_START, AXIS_END = 0.4, 1.0
_FIXED = {
    Column.CODED: 62,
    Column.AGREEMENT: 72,
    Column.POSITIVE: 64,
    Column.KAPPA: 56,
    Column.ALPHA: 56,
    Column.VERDICT: 116,
}
_SHARE = 46  # of one coder's prevalence
_LEAST_AXIS, _LEAST_NAME = 104, 120
_MARK = 34  # the verdict as its mark alone


class AgreementGrid(Table):
    """Select a row to read about its code; Enter or a double click opens the code; Ctrl+C copies."""

    current_changed = Signal(int)
    opened = Signal(int)

    def __init__(self, model: AgreementModel, parent: QWidget | None = None) -> None:
        super().__init__(AgreementCell(24), name="Agreement by code", parent=parent)
        self._model = model
        self.setHeader(AgreementHeader(model, self))
        self.setModel(model)
        # The ring is drawn with the row; Qt's own frame around a focused row would lie over it.
        self.setAllColumnsShowFocus(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.activated.connect(self._open)
        model.modelReset.connect(self._share_out)

    def selected_places(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    @Slot()
    def copy(self) -> None:
        """The selected rows, or the whole table where at most one is selected, to the clipboard."""
        places = self.selected_places()
        chosen = places if len(places) > 1 else range(self._model.rowCount())
        QGuiApplication.clipboard().setText(self._model.as_text(list(chosen)))

    @Slot()
    def _moved(self) -> None:
        self.current_changed.emit(self.currentIndex().row())

    @Slot()
    def _open(self) -> None:
        row = self._model.row_at(self.currentIndex().row())
        if row is not None:
            self.opened.emit(row.agreement.code.id)

    @Slot()
    def _share_out(self) -> None:
        """Numbers keep their widths; names and the axis share what is left. A verdict gives its words up first."""
        coders = len(self._model.table.coders) if self._model.table else 2
        fixed = {**_FIXED, Column.PREVALENCE: max(110, 20 + _SHARE * min(coders, 4))}
        rest = self.viewport().width() - sum(fixed.values())
        if rest < 2 * _LEAST_NAME + _LEAST_AXIS:
            rest += fixed[Column.VERDICT] - _MARK
            fixed[Column.VERDICT] = _MARK
        axis = round(min(max(rest * 0.5, _LEAST_AXIS), 420))
        widths = {**fixed, Column.INTERVAL: axis, Column.CODE: max(rest - axis, _LEAST_NAME)}
        for column, width in widths.items():
            self.header().resizeSection(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)


class AgreementHeader(QHeaderView):
    """Two lines: who stands in the prevalence column, and the axis with its thresholds."""

    def __init__(self, model: AgreementModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setFixedHeight(42)
        self.setMinimumSectionSize(20)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStretchLastSection(False)

    def _paint_axis(self, painter: QPainter, box: QRectF) -> None:
        centred = QRectF(axis_x(box, AXIS_START) - 6, box.top() + 4, box.width(), 18)
        draw_text(painter, centred, "α with 95 % interval", fonts.secondary(), "text3")
        paint_scale(painter, box, box.top() + 22, self._model.limits)

    def _paint_prevalence(self, painter: QPainter, box: QRectF) -> None:
        coders = self._model.table.coders if self._model.table else ()
        above, below = QRectF(box.left(), box.top() + 4, box.width(), 18), box.adjusted(0, 20, 0, -2)
        draw_text(painter, above, "Prevalence %", fonts.secondary(), "text3", align=RIGHT)
        names = " · ".join(coders) if len(coders) <= 4 else "least–greatest"
        draw_text(painter, below, names, fonts.badge(), "text3", align=RIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.save()
        column, theme, box = Column(logical), current(), QRectF(rect)
        painter.fillRect(box, theme.colour("surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("border"))
        inner = box.adjusted(8, 0, -8, 0)
        if column is Column.INTERVAL:
            self._paint_axis(painter, box)
        elif column is Column.PREVALENCE:
            self._paint_prevalence(painter, inner)
        elif box.width() > _MARK:
            left = {Column.CODE: 6, Column.VERDICT: 0}
            line = inner.adjusted(left.get(column, 0), 20, 0, -2)
            heading = self._model.headerData(logical, Qt.Orientation.Horizontal)
            align = Qt.AlignmentFlag.AlignLeft if column in left else RIGHT
            draw_text(painter, line, str(heading), fonts.secondary(), "text3", align=align)
        painter.restore()


class AgreementCell(RowDelegate):
    """One cell of a code's row; families in 600."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        row = index.data(ROW)
        column = Column(index.column())
        if column is Column.CODE:
            _paint_code(painter, rect, row)
        elif column is Column.INTERVAL:
            _paint_axis(painter, rect, row, selected=selected)
        elif column is Column.VERDICT:
            _paint_verdict(painter, rect, row)
        else:
            _paint_number(painter, rect, str(index.data()), row, column)


def paint_scale(painter: QPainter, box: QRectF, top: float, limits: Limits) -> None:
    """The numbers of the axis: its ends and the limits."""
    shown = [each for each in (limits.tentative, limits.reliable) if each > AXIS_START]
    # On a short axis the two limits' numbers would run into each other; a limit's goes before an end's.
    close = len(shown) == 2 and axis_x(box, shown[1]) - axis_x(box, shown[0]) < 34
    aside = {shown[0]: -8, shown[1]: 8} if close and shown[0] < shown[1] else {}
    marks: list[tuple[float, str, Token]] = [(each, words.threshold(each), "text2") for each in shown]
    for value, mark in ((AXIS_START, "≤.4"), (AXIS_END, "1")):
        if all(abs(axis_x(box, value) - axis_x(box, each)) >= 26 for each in shown):
            marks.append((value, mark, "text3"))
    for value, mark, token in marks:
        place = QRectF(axis_x(box, value) - 20 + aside.get(value, 0), top, 40, 16)
        draw_text(painter, place, mark, fonts.figures(fonts.badge()), token, align=CENTRE)


def axis_x(rect: QRectF, value: float) -> float:
    share = (value - AXIS_START) / (AXIS_END - AXIS_START)
    return rect.left() + 18 + (rect.width() - 36) * max(0.0, min(1.0, share))


def _paint_code(painter: QPainter, rect: QRectF, row: AgreementRow) -> None:
    depth = row.agreement.code.depth
    left = rect.left() + 14 + 14 * min(depth, 6)
    draw_chip(painter, left, round(rect.center().y() - 5), row.colour)
    left += 17
    if row.rest:
        box = QRectF(left, rect.top(), rect.right() - left - 8, rect.height())
        left += draw_text(painter, box, row.rest, fonts.heading(), "text" if depth == 0 else "text2") + 7
    box = QRectF(left, rect.top(), rect.right() - left - 8, rect.height())
    draw_text(painter, box, row.name, fonts.ui(13, fonts.REGULAR if depth else fonts.SEMIBOLD))


def _paint_number(painter: QPainter, rect: QRectF, shown: str, row: AgreementRow, column: Column) -> None:
    strong = row.agreement.code.depth == 0 or column is Column.ALPHA
    font = fonts.figures(fonts.ui(13, fonts.SEMIBOLD if strong else fonts.REGULAR))
    ink: Token = "text" if column is Column.ALPHA else "text2"
    draw_text(painter, rect.adjusted(4, 0, -8, 0), shown, font, ink, align=RIGHT)


def _paint_verdict(painter: QPainter, rect: QRectF, row: AgreementRow) -> None:
    found = words.verdict(row.agreement, row.limits)
    place = QRectF(rect.left() + 8, round(rect.center().y() - 7), 14, 14)
    icons.draw(painter, found.icon, place, found.token)
    if rect.width() > _MARK:
        draw_text(painter, rect.adjusted(28, 0, -6, 0), found.words, fonts.secondary(), "text2")


def _paint_axis(painter: QPainter, rect: QRectF, row: AgreementRow, *, selected: bool) -> None:
    paint_limits(painter, rect, row.limits)
    value = words.alpha(row.agreement)
    if value.value is None:
        left = axis_x(rect, AXIS_START) - 6
        right = max(axis_x(rect, row.limits.tentative), left + 64)
        box = QRectF(left, rect.top(), right - left - 6, rect.height())
        draw_text(painter, box, "undefined", fonts.secondary(), "text2" if selected else "text3")
        return
    paint_value(painter, rect, value, words.verdict(row.agreement, row.limits).token, selected=selected)


def paint_value(painter: QPainter, rect: QRectF, value: Coefficient, token: Token, *, selected: bool) -> None:
    """A defined coefficient on the axis: a dot with its interval, an arrow where it lies left of the axis."""
    colour = current().colour(token)
    middle = round(rect.center().y()) + 0.0
    if value.value is None:
        return
    if value.low is not None and value.high is not None:
        _paint_interval(painter, rect, middle, value.low, value.high, colour)
    if value.value < AXIS_START:
        _paint_arrow(painter, axis_x(rect, AXIS_START), middle, colour)
    else:
        ground = current().colour("accent_soft" if selected else "surface")
        painter.setPen(QPen(ground, 1.5))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(axis_x(rect, value.value), middle), 4.5, 4.5)


def paint_limits(painter: QPainter, rect: QRectF, limits: Limits) -> None:
    for value, style in ((limits.tentative, Qt.PenStyle.DotLine), (limits.reliable, Qt.PenStyle.SolidLine)):
        if value <= AXIS_START:
            continue
        painter.setPen(QPen(current().colour("control"), 1, style))
        x = round(axis_x(rect, value)) + 0.5
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))


def _paint_interval(painter: QPainter, rect: QRectF, y: float, low: float, high: float, colour: QColor) -> None:
    """A line with caps; an open end where it goes on to the left of the axis."""
    left, right = axis_x(rect, low), axis_x(rect, high)
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    if high >= AXIS_START:
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.drawLine(QPointF(right, y - 4), QPointF(right, y + 4))
    if low >= AXIS_START:
        painter.drawLine(QPointF(left, y - 4), QPointF(left, y + 4))
    elif high >= AXIS_START:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([QPointF(left + 3, y - 4), QPointF(left - 2, y), QPointF(left + 3, y + 4)])


def _paint_arrow(painter: QPainter, x: float, y: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(x - 6, y), QPointF(x + 3, y - 5), QPointF(x + 3, y + 5)]))
