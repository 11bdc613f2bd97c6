"""The margin beside the text: a bracket for each coding, and the name of its code. It carries identity."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QStaticText, QTransform
from PySide6.QtWidgets import QWidget

from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.code_paint import Style, line_colour, pattern_pen
from cadrage.gui.kit.painting import draw_rounded, fitted
from cadrage.gui.span_index import Placed
from cadrage.gui.theme import Token, code_colour
from cadrage.gui.visible_text import VisibleLine, line_at

WIDTH = 226
LANE = 8
LABEL_HEIGHT = 17
_FIRST_LANE = 9
_ARM = 4
_LEAST_LANES = 2
_OUTSIDE = 40.0
_LEAST_NAME = 24
_MOST_SHAPED = 2000


class Shows(Protocol):
    """What the margin asks of the view whose margin it is."""

    def all_visible_lines(self) -> list[VisibleLine]: ...
    def items_over(self, lines: list[VisibleLine]) -> list[Placed]: ...
    def regions_over(self, lines: list[VisibleLine]) -> list[tuple[int, int, str]]: ...
    def painting_style(self) -> Style: ...


class Label:
    """A name in the margin and the height at which it would like to stand."""

    __slots__ = ("item", "top", "words")

    def __init__(self, top: float, item: Placed | None, words: str = "") -> None:
        self.top = top
        self.item = item
        self.words = words


class Margin(QWidget):
    """Paints brackets and names; `hovered(id | None)` and `clicked(ids, global point)` tell of the mouse."""

    hovered = Signal(object)
    clicked = Signal(list, QPoint)

    def __init__(self, owner: Shows, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = owner
        self._over: int | None = None
        self._areas: list[tuple[QRectF, int]] = []
        self._shaped: dict[tuple[str, str, int], tuple[QStaticText, float]] = {}
        self.setMouseTracking(True)
        self.setAccessibleName("Codings beside the text")

    def coding_at(self, point: QPointF) -> int | None:
        """The id of the coding whose name or bracket was painted there."""
        return next((number for area, number in self._areas if area.contains(point)), None)

    def label_areas(self) -> list[tuple[QRectF, int]]:
        """Where names stand now, with the ids of their codings."""
        return [area for area in self._areas if area[0].width() > 2 * LANE]

    def _lane_starts(self, items: list[Placed]) -> tuple[dict[int, float], float]:
        """Each coder's first lane, one group beside the other, and where the names begin."""
        lanes: dict[int, int] = {}
        for item in items:
            group = item.shown.group
            lanes[group] = max(lanes.get(group, 0), item.lane + 1)
        starts: dict[int, float] = {}
        x = float(_FIRST_LANE)
        for group in sorted(lanes):
            starts[group] = x
            x += lanes[group] * LANE + (LANE / 2 if len(lanes) > 1 else 0)
        return starts, max(x, _FIRST_LANE + _LEAST_LANES * LANE) + 5

    def _extent(self, lines: list[VisibleLine], start: int, end: int) -> tuple[float, float]:
        """The top and bottom of a bracket, beyond the edges where the coding goes on."""
        first, last = line_at(lines, start), line_at(lines, end - 1)
        top = -_OUTSIDE if first < 0 else self.height() + _OUTSIDE
        bottom = -_OUTSIDE if last < 0 else self.height() + _OUTSIDE
        if 0 <= first < len(lines):
            top = lines[first].top + 2
        if 0 <= last < len(lines):
            bottom = lines[last].bottom + 1
        return top, bottom

    def _paint_bracket(
        self, painter: QPainter, x: float, ends: tuple[float, float], item: Placed, style: Style
    ) -> None:
        emphasis = style.focus.emphasis(item)
        colour = line_colour(style.theme.name, style.colour(item), emphasis)
        top, bottom = ends
        painter.setPen(pattern_pen(colour, item.shown.pattern, 2.5 if emphasis == "raised" else 2))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for y in (top + 1, bottom - 1):
            painter.drawLine(QPointF(x + 1, y), QPointF(x - _ARM, y))
        self._areas.append((QRectF(x - _ARM, top, LANE, bottom - top), item.id))

    def _paint_labels(self, painter: QPainter, labels: list[Label], left: float, style: Style) -> None:
        """Each at its coding's first line, pushed down where another stands already."""
        labels.sort(key=lambda label: label.top)
        free = -_OUTSIDE
        for label in labels:
            top = max(label.top, free)
            free = top + LABEL_HEIGHT
            if top > self.height():
                return
            rect = QRectF(left, top, self.width() - left - 6, LABEL_HEIGHT)
            if label.item is None:
                self._draw_words(painter, rect, label.words, fonts.secondary(), style.theme.colour("text3"))
            else:
                self._paint_label(painter, rect, label.item, style)
                self._areas.append((rect, label.item.id))

    def _draw_words(self, painter: QPainter, rect: QRectF, words: str, font: QFont, ink: QColor) -> float:
        """As `draw_text`, from words shaped beforehand: a margin draws the same names at every step."""
        key = (words, font.key(), int(rect.width()))
        made = self._shaped.get(key)
        if made is None:
            shown, width = fitted(words, font, rect.width(), Qt.TextElideMode.ElideRight)
            shaped = QStaticText(shown)
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.prepare(QTransform(), font)
            if len(self._shaped) > _MOST_SHAPED:
                self._shaped.clear()
            made = self._shaped[key] = (shaped, width)
        painter.setFont(font)
        painter.setPen(ink)
        top = rect.top() + (rect.height() - made[0].size().height()) / 2
        painter.drawStaticText(QPointF(rect.left(), top), made[0])
        return made[1]

    def _paint_label(self, painter: QPainter, rect: QRectF, item: Placed, style: Style) -> None:
        look = style.look(item)
        emphasis = style.focus.emphasis(item)
        raised, faded = emphasis == "raised", emphasis == "faded"
        chip = QRectF(rect.left(), rect.top() + 5, 8, 8)
        draw_rounded(painter, chip, code_colour(style.theme, look.colour), radius=2.5)
        font = fonts.ui(12, fonts.SEMIBOLD if raised else fonts.MEDIUM)
        words = rect.adjusted(13, 0, 0, 0)
        colour = style.theme.colour
        width = self._draw_words(painter, words, look.label, font, colour("text3" if faded else "text"))
        words.setLeft(words.left() + width + 6)
        if look.name and look.name != look.label and words.width() > _LEAST_NAME:
            ink: Token = "text3" if faded else "text" if raised else "text2"
            self._draw_words(painter, words, look.name, fonts.secondary(), colour(ink))

    def _paint_regions(self, painter: QPainter, lines: list[VisibleLine], style: Style) -> list[Label]:
        labels = []
        for start, end, reason in self._owner.regions_over(lines):
            top, bottom = self._extent(lines, start, end)
            painter.fillRect(QRectF(1, top, 2, bottom - top), style.theme.colour("control"))
            labels.append(Label(max(top - 2, 0.0), None, f"Not article: {reason}"))
        return labels

    def paint_on(self, painter: QPainter, owner: Shows, width: int, height: int) -> None:
        """Paints another's margin, on paper."""
        self._owner = owner
        self.resize(width, height)
        self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = self._owner.painting_style()
        self._areas.clear()
        lines = self._owner.all_visible_lines()
        items = self._owner.items_over(lines)
        starts, left = self._lane_starts(items)
        labels = self._paint_regions(painter, lines, style)
        for item in items:
            top, bottom = self._extent(lines, item.start, item.end)
            x = starts[item.shown.group] + item.lane * LANE
            self._paint_bracket(painter, x, (top, bottom), item, style)
            # A coding that began above keeps its name in sight.
            labels.append(Label(max(top - 2, 0.0), item))
        self._paint_labels(painter, labels, left, style)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), current().colour("surface"))
            self._paint(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.coding_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.coding_at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit([number], event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _hover(self, number: int | None) -> None:
        if number != self._over:
            self._over = number
            self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)
            self.hovered.emit(number)
