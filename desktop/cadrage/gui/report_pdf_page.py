"""The pages of a report: where on the page the next thing goes, the running head and the numbers."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from cadrage.gui.report_pdf_words import sans
from cadrage.gui.theme import LIGHT, Token

RESOLUTION = 96  # so that sizes in pixels mean the same as on the screen
_EDGE_MM = 20
_HEAD = 30.0
_FOOT = 30.0


def writer(path: str, title: str) -> QPdfWriter:
    made = QPdfWriter(path)
    made.setResolution(RESOLUTION)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    made.setPageMargins(QMarginsF(_EDGE_MM, _EDGE_MM, _EDGE_MM, _EDGE_MM), QPageLayout.Unit.Millimeter)
    made.setTitle(title)
    made.setCreator("Cadrage")
    return made


class Pages:
    """Fills pages from top to bottom. Without a painter nothing is drawn: what stands where is found out alone."""

    def __init__(self, device: QPdfWriter, painter: QPainter | None, title: str, total: int) -> None:
        self.painter = painter
        self.width = float(device.width())
        self.top = _HEAD
        self.bottom = float(device.height()) - _FOOT
        self.number = 1
        self.y = self.top
        self.anchors: dict[str, int] = {}
        self._device = device
        self._title = title
        self._total = total
        self._frame()

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self.y <= self.top

    def new(self) -> None:
        if self.painter is not None:
            self._device.newPage()
        self.number += 1
        self.y = self.top
        self._frame()

    def room(self, height: float) -> None:
        """Begin a page where this one has no room for so much; what no page has room for begins where it is."""
        if self.y + height > self.bottom and not self.fresh:
            self.new()

    def space(self, height: float) -> None:
        """White, but not at the top of a page."""
        if not self.fresh:
            self.y += height

    def rule(self, y: float, left: float, right: float, width: float, token: Token = "text") -> None:
        if self.painter is not None:
            self.painter.setPen(QPen(LIGHT.colour(token), width))
            self.painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _frame(self) -> None:
        painter = self.painter
        if painter is None:
            return
        painter.setFont(sans(11))
        painter.setPen(LIGHT.colour("text3"))
        page = QRectF(0, 0, self.width, self.bottom + _FOOT)
        if self.number > 1:
            painter.drawText(page, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._title)
        place = f"{self.number} / {self._total}" if self._total else str(self.number)
        painter.drawText(page, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, place)
