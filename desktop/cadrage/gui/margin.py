"""The margin beside the text: a bracket for each coding, and the name of its code. It carries identity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStaticText,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.code_paint import Style, line_colour, pattern_pen
from cadrage.gui.kit.painting import fitted
from cadrage.gui.span_index import Placed
from cadrage.gui.theme import Emphasis, Theme, Token
from cadrage.gui.visible_text import VisibleLine, line_at

WIDTH = 226
LANE = 8
LABEL_HEIGHT = 17
_FIRST_LANE = 9
_ARM = 4
_LEAST_LANES = 2
_OUTSIDE = 40.0
_LEAST_NAME = 24
_ELIDE = Qt.TextElideMode.ElideRight
_MOST_SHAPED = 2000
_INKS: tuple[Token, ...] = ("text", "text2", "text3")
_FOLLOW = QEvent.Type(QEvent.registerEventType())


class Shows(Protocol):
    """What the margin asks of the view whose margin it is."""

    def all_visible_lines(self) -> list[VisibleLine]: ...
    def items_over(self, lines: list[VisibleLine]) -> list[Placed]: ...
    def regions_over(self, lines: list[VisibleLine]) -> list[tuple[int, int, str]]: ...
    def painting_style(self) -> Style: ...


class Shaped(NamedTuple):
    """Words ready to be drawn, and the room above them in a label."""

    text: QStaticText
    width: float
    above: float


class Bracket(NamedTuple):
    """The line beside a coding, as it is painted."""

    number: int
    x: float
    top: float
    bottom: float
    colour: str
    pattern: str
    emphasis: Emphasis

    @property
    def area(self) -> QRectF:
        return QRectF(self.x - _ARM, self.top, LANE, self.bottom - self.top)


class Name(NamedTuple):
    """What stands beside a coding, as it is painted; without `number` beside what is not article."""

    number: int | None
    left: float
    top: float
    words: str
    more: str = ""
    colour: str = ""
    emphasis: Emphasis = "plain"


class Stretch(NamedTuple):
    """The line beside what is not article."""

    top: float
    bottom: float


Mark = Bracket | Name | Stretch


class Margin(QWidget):
    """Paints brackets and names; `hovered(id | None)` and `clicked(ids, global point)` tell of the mouse.

    `copyable`: names are set so that they can be copied out of a PDF.
    """

    hovered = Signal(object)
    clicked = Signal(list, QPoint)

    def __init__(self, owner: Shows, parent: QWidget, *, copyable: bool = False) -> None:
        super().__init__(parent)
        self._owner = owner
        self._over: int | None = None
        self._names = True
        self._marks: list[Mark] | None = None
        self._following = False
        faces = {weight: fonts.ui(12, weight) for weight in (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD)}
        self._fonts = {weight: fonts.copyable(face) for weight, face in faces.items()} if copyable else faces
        self._inks: dict[Token, QColor] = {}
        self._shaped: dict[tuple[str, int], Shaped] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAccessibleName("Codings beside the text")

    def show_names(self, *, shown: bool) -> None:
        """Without names a bracket tells its code under the mouse."""
        if shown != self._names:
            self._names = shown
            self.renew()

    def coding_at(self, point: QPointF) -> int | None:
        """The id of the coding whose name or bracket was painted there."""
        return next((number for area, number in self._areas() if area.contains(point)), None)

    def label_areas(self) -> list[tuple[QRectF, int]]:
        """Where names stand now, with the ids of their codings."""
        return [area for area in self._areas() if area[0].width() > 2 * LANE]

    def _areas(self) -> Iterator[tuple[QRectF, int]]:
        for mark in self._marks or ():
            if not isinstance(mark, Stretch) and mark.number is not None:
                yield self._area(mark), mark.number

    def _name_at(self, point: QPointF) -> str:
        """What a bracket or a shortened name stands for, whole."""
        number = self.coding_at(point)
        items = self._owner.items_over(self._owner.all_visible_lines())
        item = next((item for item in items if item.id == number), None)
        if item is None:
            return ""
        look = self._owner.painting_style().look(item)
        return look.label if look.name in ("", look.label) else f"{look.label} {look.name}"

    def _lane_starts(self, items: list[Placed], style: Style) -> tuple[dict[int, float], float]:
        """Each coder's first lane, one group beside the other, and where the names begin."""
        lanes: dict[int, int] = {}
        for item in items:
            group = style.line(item).group
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

    # What stands where.

    def _arrange(self) -> list[Mark]:
        style, lines = self._owner.painting_style(), self._owner.all_visible_lines()
        items = self._owner.items_over(lines)
        starts, left = self._lane_starts(items, style)
        marks: list[Mark] = []
        names: list[Name] = []
        for start, end, reason in self._owner.regions_over(lines):
            top, bottom = self._extent(lines, start, end)
            marks.append(Stretch(top, bottom))
            names.append(Name(None, left, max(top - 2, 0.0), f"Not article: {reason}"))
        for item in items:
            top, bottom = self._extent(lines, item.start, item.end)
            look, line, emphasis = style.look(item), style.line(item), style.focus.emphasis(item)
            x = starts[line.group] + item.lane * LANE
            marks.append(Bracket(item.id, x, top, bottom, look.colour, line.pattern, emphasis))
            more = look.name if look.name != look.label else ""
            # A coding that began above keeps its name in sight.
            names.append(Name(item.id, left, max(top - 2, 0.0), look.label, more, look.colour, emphasis))
        return [*marks, *self._pushed(names)] if self._names else marks

    def _pushed(self, names: list[Name]) -> Iterator[Name]:
        """Each at its coding's first line, pushed down where another stands already."""
        names.sort(key=_top)
        free = -_OUTSIDE
        for name in names:
            top = max(name.top, free)
            free = top + LABEL_HEIGHT
            if top > self.height():
                return
            yield name if top == name.top else name._replace(top=top)

    def _area(self, mark: Mark) -> QRectF:
        if isinstance(mark, Bracket):
            return mark.area
        if isinstance(mark, Name):
            return QRectF(mark.left, mark.top, self.width() - mark.left - 6, LABEL_HEIGHT)
        return QRectF(1, mark.top, 2, mark.bottom - mark.top)

    def renew(self) -> None:
        """Other lines are seen, or all looks different."""
        self._marks = None
        self.update()

    def follow(self) -> None:
        """Something has changed beside the same lines: before the next painting, looks what it was."""
        if self._marks is not None and not self._following:
            self._following = True
            # Of a higher priority than Qt's own request to paint.
            QCoreApplication.postEvent(self, QEvent(_FOLLOW))

    def _look_again(self) -> None:
        """Repaints what stands or looks otherwise than before."""
        self._following = False
        if self._marks is None:
            return
        before, self._marks = self._marks, self._arrange()
        for mark in set(before).symmetric_difference(self._marks):
            self.update(self._area(mark).toAlignedRect().adjusted(-2, -2, 2, 2))

    # Painting.

    def _paint_bracket(self, painter: QPainter, bracket: Bracket, theme: Theme) -> None:
        x, top, bottom = bracket.x, bracket.top, bracket.bottom
        colour = line_colour(theme.name, bracket.colour, bracket.emphasis)
        width = 2.5 if bracket.emphasis == "raised" else 2.0
        if bracket.pattern == "solid":
            painter.fillRect(QRectF(x - width / 2, top, width, bottom - top), colour)
        else:
            painter.setPen(pattern_pen(colour, bracket.pattern, width))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        for y in (top, bottom - 2):
            painter.fillRect(QRectF(x - _ARM, y, _ARM + 1, 2), colour)

    def _draw_words(self, painter: QPainter, rect: QRectF, words: str, weight: int, ink: Token) -> float:
        """As `draw_text`, from words shaped beforehand: a margin draws the same names at every step."""
        shaped = self._shape(words, weight)
        if shaped.width > rect.width() + 0.5:
            shaped = self._shape(fitted(words, self._fonts[weight], rect.width(), _ELIDE)[0], weight)
        painter.setFont(self._fonts[weight])
        painter.setPen(self._inks[ink])
        painter.drawStaticText(QPointF(rect.left(), rect.top() + shaped.above), shaped.text)
        return shaped.width

    def _shape(self, words: str, weight: int) -> Shaped:
        made = self._shaped.get((words, weight))
        if made is None:
            font = self._fonts[weight]
            text = QStaticText(words)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(QTransform(), font)
            above = (LABEL_HEIGHT - text.size().height()) / 2
            if len(self._shaped) > _MOST_SHAPED:
                self._shaped.clear()
            made = self._shaped[(words, weight)] = Shaped(text, QFontMetricsF(font).horizontalAdvance(words), above)
        return made

    def _paint_name(self, painter: QPainter, rect: QRectF, name: Name, theme: Theme) -> None:
        if name.number is None:
            self._draw_words(painter, rect, name.words, fonts.REGULAR, "text3")
            return
        raised, faded = name.emphasis == "raised", name.emphasis == "faded"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line_colour(theme.name, name.colour, "plain"))
        painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 5, 8, 8), 2.5, 2.5)
        weight = fonts.SEMIBOLD if raised else fonts.MEDIUM
        words = rect.adjusted(13, 0, 0, 0)
        width = self._draw_words(painter, words, name.words, weight, "text3" if faded else "text")
        words.setLeft(words.left() + width + 6)
        if name.more and words.width() > _LEAST_NAME:
            ink: Token = "text3" if faded else "text" if raised else "text2"
            self._draw_words(painter, words, name.more, fonts.REGULAR, ink)

    def paint_on(self, painter: QPainter, owner: Shows, width: int, height: int) -> None:
        """Paints another's margin, on paper."""
        self._owner = owner
        self.resize(width, height)
        self._marks = None
        self._paint(painter, self.rect())

    def _paint(self, painter: QPainter, where: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._owner.painting_style().theme
        self._inks = {token: theme.colour(token) for token in _INKS}
        if self._marks is None:
            self._marks = self._arrange()
        seen = QRectF(where.adjusted(-2, -2, 2, 2))
        for mark in self._marks:
            area = self._area(mark)
            if not area.intersects(seen):
                continue
            if isinstance(mark, Bracket):
                self._paint_bracket(painter, mark, theme)
            elif isinstance(mark, Name):
                self._paint_name(painter, area, mark, theme)
            else:
                painter.fillRect(area, theme.colour("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            painter.fillRect(event.rect(), current().colour("surface"))
            self._paint(painter, event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._marks = None

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

    def event(self, event: QEvent) -> bool:
        if event.type() == _FOLLOW:
            self._look_again()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(self._name_at(QPointF(event.pos())))
        return super().event(event)

    def _hover(self, number: int | None) -> None:
        if number != self._over:
            self._over = number
            self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)
            self.hovered.emit(number)


def _top(name: Name) -> float:
    return name.top
