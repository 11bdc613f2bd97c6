"""The headings of a result's grid: rows as in the codebook, which stay in sight; columns under their groups."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.kit.painting import LEFT, RIGHT, draw_chip, draw_text
from cadrage.gui.results_grid import Head
from cadrage.gui.results_model import ResultsModel
from cadrage.gui.theme import Token

ROW = 26
_INDENT, _CHIP, _EDGE = 14, 17, 12
_LEAST, _WIDEST = 120, 320
_LABEL, _GROUP = 42, 24


class RowHeads(QHeaderView):
    """What each row stands for: indented, with its colour and id, as the tree of codes shows it."""

    def __init__(self, model: ResultsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._rows = model
        self.setDefaultSectionSize(ROW)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFont(fonts.ui())

    def fit(self, room: int) -> None:
        """As wide as the names, but never more than its share of the room."""
        plain, heavy = QFontMetricsF(fonts.ui()), QFontMetricsF(fonts.heading())
        widest = 0.0
        for head in self._rows.grid.rows:
            width = plain.horizontalAdvance(head.label) + self._left(head)
            widest = max(widest, width + (heavy.horizontalAdvance(head.short) + 7 if head.short else 0))
        most = max(_LEAST, min(_WIDEST, room * 2 // 5))
        self.setFixedWidth(round(min(max(widest + _EDGE, _LEAST), most)))

    def _left(self, head: Head) -> int:
        deep = 0 if self._rows.sorted_by is not None else _INDENT * min(head.depth, 4)
        return _EDGE + deep + (_CHIP if head.colour else 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not 0 <= logicalIndex < self._rows.rowCount():
            return
        head, theme, box = self._rows.row(logicalIndex), current(), QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, theme.colour("surface"))
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), theme.colour("border"))
        if head.total:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), theme.colour("strong"))
        left = box.left() + self._left(head)
        if head.colour:
            draw_chip(painter, left - _CHIP, round(box.center().y() - 5), head.colour)
        words = QRectF(left, box.top(), box.right() - 6 - left, box.height())
        if head.short:
            words.setLeft(left + draw_text(painter, words, head.short, fonts.heading(), "text2") + 7)
        family = head.depth == 0 and self._is_family(logicalIndex)
        weight = fonts.SEMIBOLD if family else fonts.MEDIUM if head.total else fonts.REGULAR
        draw_text(painter, words, head.label, fonts.ui(13, weight), "text3" if head.quiet else "text")
        painter.restore()

    def _is_family(self, at: int) -> bool:
        """Whether rows below belong to this one."""
        below = self._rows.row(at + 1) if at + 1 < self._rows.rowCount() else None
        return self._rows.sorted_by is None and below is not None and below.depth > self._rows.row(at).depth

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), current().colour("surface"))
        super().paintEvent(event)


class ColumnHeads(QHeaderView):
    """What each column stands for, in two lines, the group that columns share above. A click sorts."""

    def __init__(self, model: ResultsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(40)
        self.setFont(fonts.secondary())
        self._groups: list[tuple[int, int, str]] = []

    def read_groups(self) -> None:
        """After the model has changed: from which to which column each group runs."""
        self._groups = []
        for at, head in enumerate(self._columns.grid.columns):
            if self._groups and self._groups[-1][2] == head.group:
                self._groups[-1] = (self._groups[-1][0], at, head.group)
            else:
                self._groups.append((at, at, head.group))

    @property
    def _group_height(self) -> int:
        return _GROUP if self._groups and any(label for *_, label in self._groups) else 0

    def sizeHint(self) -> QSize:
        return QSize(_LEAST, _LABEL + self._group_height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not 0 <= logicalIndex < self._columns.columnCount():
            return
        head, theme = self._columns.column(logicalIndex), current()
        box = QRectF(rect).adjusted(0, self._group_height, 0, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(rect), theme.colour("surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("border"))
        words = box.adjusted(8, 2, -10, -2)
        if self._columns.sorted_by is not None and self._columns.sorted_by[0] == logicalIndex:
            icon = "chevron-down" if self._columns.sorted_by[1] else "chevron-up"
            icons.draw(painter, icon, QRectF(box.left() + 3, round(box.center().y() - 6), 12, 12), "accent", stroke=2)
            words.setLeft(box.left() + 17)
        if head.colour:
            draw_chip(painter, words.left(), round(box.center().y() - 5), head.colour)
            words.setLeft(words.left() + _CHIP)
        self._paint_label(painter, words, head)
        painter.restore()

    def _paint_label(self, painter: QPainter, box: QRectF, head: Head) -> None:
        font = fonts.ui(12, fonts.MEDIUM if head.total else fonts.REGULAR)
        label = head.short or head.label
        ink: Token = "text3" if head.quiet else "text2"
        if QFontMetricsF(font).horizontalAdvance(label) <= box.width() or " " not in label:
            draw_text(painter, box, label, font, ink, align=RIGHT)
        else:
            lines = _two_lines(label, QFontMetricsF(font), box.width())
            half = box.height() / 2
            for at, words in enumerate(lines):
                line = QRectF(box.left(), box.top() + at * half, box.width(), half)
                draw_text(painter, line, words, font, ink, align=RIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), current().colour("surface"))
        super().paintEvent(event)
        if self._group_height:
            with QPainter(self.viewport()) as painter:
                for first, last, label in self._groups:
                    self._paint_group(painter, first, last, label)

    def _paint_group(self, painter: QPainter, first: int, last: int, label: str) -> None:
        """Its name stays in sight as long as one of its columns is."""
        start = self.sectionViewportPosition(first)
        end = self.sectionViewportPosition(last) + self.sectionSize(last)
        if end <= 0 or start >= self.viewport().width():
            return
        theme = current()
        painter.fillRect(QRectF(max(start, 0), 0, end - max(start, 0), _GROUP), theme.colour("surface"))
        painter.fillRect(QRectF(start + 8, _GROUP - 1, end - start - 16, 1), theme.colour("strong"))
        if first:
            painter.fillRect(QRectF(start, 0, 1, self.height()), theme.colour("border"))
        box = QRectF(max(start, 0) + 8, 0, min(end, self.viewport().width()) - max(start, 0) - 16, _GROUP)
        if box.width() > 12:
            draw_text(painter, box, label, fonts.heading(), "text2", align=LEFT)


def _two_lines(label: str, metrics: QFontMetricsF, width: float) -> tuple[str, str]:
    """As many words as there is room for, and the rest, which may have to be shortened."""
    words = label.split(" ")
    upper = next(
        (
            count
            for count in range(len(words) - 1, 0, -1)
            if metrics.horizontalAdvance(" ".join(words[:count])) <= width
        ),
        1,
    )
    return " ".join(words[:upper]), " ".join(words[upper:])
