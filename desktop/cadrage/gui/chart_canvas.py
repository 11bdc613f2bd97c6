"""A chart on the screen: as sharp as the screen is, with what lies under the mouse or the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cadrage.charts.chart import Area, Chart
from cadrage.gui.appearance import current

_DOTS = 96 / 72  # pixels to a point, before the screen's own factor
_SLACK = 3.0  # pixels around an area that still belong to it


class ChartCanvas(QWidget):
    """`asked(Area)`: what lies behind a number. Arrow keys go from number to number, Return asks for the one shown."""

    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._image: QImage | None = None
        self._at = -1
        self.setAccessibleName("Chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def chart(self) -> Chart | None:
        return self._chart

    @property
    def area(self) -> Area | None:
        """The one that the keys have come to."""
        return (
            self._chart.areas[self._at] if self._chart is not None and 0 <= self._at < len(self._chart.areas) else None
        )

    def show_chart(self, chart: Chart | None) -> None:
        self._chart, self._at = chart, -1
        self._image = _image(chart, self.devicePixelRatioF()) if chart is not None else None
        self.setAccessibleDescription(chart.alternative if chart is not None else "")
        self.setFixedSize(self.sizeHint())
        self.update()

    def place(self, area: Area) -> QRectF:
        """Where it stands on the widget."""
        wide, high = self.width(), self.height()
        corners = QPointF(area.left * wide, area.top * high), QPointF(area.right * wide, area.bottom * high)
        return QRectF(*corners).adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)

    def area_at(self, point: QPointF) -> Area | None:
        """The smallest there: marks lie on lines, fields on nothing."""
        found = [area for area in self._chart.areas if self.place(area).contains(point)] if self._chart else []
        return min(found, key=_size, default=None)

    def _step(self, step: int) -> None:
        count = len(self._chart.areas) if self._chart is not None else 0
        if not count:
            return
        self._at = (self._at + step) % count if self._at >= 0 else (0 if step > 0 else count - 1)
        area = self.area
        if area is not None:
            self.setAccessibleDescription(area.label)
            where = self.place(area)
            QToolTip.showText(self.mapToGlobal(where.bottomLeft().toPoint()), area.label, self)
        self.update()

    def sizeHint(self) -> QSize:
        if self._chart is None:
            return QSize(0, 0)
        return QSize(round(self._chart.width * _DOTS), round(self._chart.height * _DOTS))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        if self._image is None or self._image.devicePixelRatio() != self.devicePixelRatioF():
            # The window has come to another screen.
            self._image = _image(self._chart, self.devicePixelRatioF())
        with QPainter(self) as painter:
            painter.drawImage(QPointF(0, 0), self._image)
            area = self.area
            if area is not None and self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(current().colour("accent"), 2))
                painter.drawRoundedRect(self.place(area), 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        area = self.area_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and area is not None and area.place:
            self.asked.emit(area)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        area = self.area
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and area is not None and area.place:
            self.asked.emit(area)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            area = self.area_at(QPointF(event.pos()))
            if area is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), area.label, self, self.place(area).toAlignedRect())
            return True
        return super().event(event)


def _size(area: Area) -> float:
    return (area.right - area.left) * (area.bottom - area.top)


def _image(chart: Chart, ratio: float) -> QImage:
    """Drawn for the dots of this screen; nothing is scaled afterwards."""
    pixels = chart.pixels(96 * ratio)
    image = QImage(pixels.data, pixels.width, pixels.height, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return image
