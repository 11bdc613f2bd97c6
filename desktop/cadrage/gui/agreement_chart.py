"""The agreement table as a chart for print: each code's α with its interval, as SVG, PDF or PNG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtSvg import QSvgGenerator

from cadrage.core.agreement import AgreementTable, CodeAgreement
from cadrage.core.errors import UserError
from cadrage.core.standing import CUSTOMARY, Limits, Standing, standing
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.pdf_whole import check_whole
from cadrage.gui import fonts
from cadrage.gui.agreement_words import coefficient
from cadrage.gui.theme import LIGHT, Token

ENDINGS = (".svg", ".pdf", ".png")
WIDTH = 720
_ROW, _HEAD, _FOOT, _EDGE = 26, 40, 44, 16
_NAMES, _FIGURES = 220, 150  # pixels left for names, right for numbers
_SCALE = 3  # of a PNG: 288 dots an inch at the chart's own size
_INKS: dict[Standing, Token] = {Standing.RELIABLE: "good", Standing.TENTATIVE: "warn", Standing.BELOW: "bad"}
_KEY = (
    (Standing.RELIABLE, "lower limit {reliable} or above"),
    (Standing.TENTATIVE, "lower limit {tentative} or above"),
    (Standing.BELOW, "lower limit below {tentative}"),
    (Standing.NO_INTERVAL, "no interval"),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """From a round number at or below the least limit to 1, between two places on the paper."""

    least: float
    left: float
    right: float

    def x(self, value: float) -> float:
        return self.left + (value - self.least) / (1 - self.least) * (self.right - self.left)

    @property
    def marks(self) -> list[float]:
        step = 0.1 if self.least >= 0.4 else 0.2 if self.least >= -0.2 else 0.5
        count = round((1 - self.least) / step)
        return [1 - step * number for number in range(count + 1) if 1 - step * number >= self.least - 1e-9]


def save_chart(path: Path, table: AgreementTable, limits: Limits = CUSTOMARY) -> None:
    """Writes the chart in the format of the ending, in one move.

    Raises UserError for another ending and where the file cannot be written.
    """
    ending = path.suffix.casefold()
    if ending not in ENDINGS:
        raise UserError(f"A chart is saved as {', '.join(ENDINGS)}: give “{path.name}” one of these endings.")
    size = chart_size(table)
    with safe_replace(path) as draft:
        if ending == ".svg":
            _write_svg(draft, table, size, limits)
        elif ending == ".pdf":
            _write_pdf(draft, table, size, limits)
            check_whole(draft)
        else:
            _write_png(draft, table, size, limits)


def chart_size(table: AgreementTable) -> QSize:
    return QSize(WIDTH, _HEAD + _ROW * max(len(table.codes), 1) + _FOOT)


def draw_chart(painter: QPainter, table: AgreementTable, limits: Limits = CUSTOMARY) -> None:
    """Names, dots with intervals and numbers, from the painter's origin; black text on nothing."""
    size = chart_size(table)
    axis = Axis(_least(table.codes), _EDGE + _NAMES + 12, size.width() - _EDGE - _FIGURES)
    bottom = size.height() - _FOOT
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_scale(painter, axis, bottom, limits)
    for number, row in enumerate(table.codes):
        _draw_row(painter, axis, QRectF(_EDGE, _HEAD + number * _ROW, size.width() - 2 * _EDGE, _ROW), row, limits)
    _draw_key(painter, QRectF(_EDGE, bottom + 18, size.width() - 2 * _EDGE, 18), table, limits)


def _least(rows: Sequence[CodeAgreement]) -> float:
    values = [row.coefficients["krippendorff_alpha"] for row in rows]
    limits = [each.low if each.low is not None else each.value for each in values if each.value is not None]
    least = min([limit for limit in limits if limit is not None], default=0.4)
    return next(start for start in (0.4, 0.2, 0.0, -0.2, -0.5, -1.0) if least >= start or start == -1.0)


def _draw_scale(painter: QPainter, axis: Axis, bottom: float, limits: Limits) -> None:
    for value in axis.marks:
        _text(painter, QRectF(axis.x(value) - 20, bottom, 40, 16), coefficient(value), _small(), "text2", centred=True)
        painter.setPen(QPen(LIGHT.colour("border"), 1))
        painter.drawLine(QPointF(axis.x(value), _HEAD - 6), QPointF(axis.x(value), bottom - 1))
    for value, style in ((limits.tentative, Qt.PenStyle.DashLine), (limits.reliable, Qt.PenStyle.SolidLine)):
        if value > axis.least:
            painter.setPen(QPen(LIGHT.colour("control"), 1, style))
            painter.drawLine(QPointF(axis.x(value), _HEAD - 8), QPointF(axis.x(value), bottom - 1))
    heading = QRectF(axis.left, 8, axis.right - axis.left, 18)
    _text(painter, heading, "Krippendorff’s α, 95 % interval", _small(), "text2")


def _draw_row(painter: QPainter, axis: Axis, box: QRectF, row: CodeAgreement, limits: Limits) -> None:
    indent = 14 * min(row.code.depth, 4)
    font = fonts.ui(12, fonts.REGULAR if row.code.depth else fonts.SEMIBOLD)
    _text(painter, QRectF(box.left() + indent, box.top(), _NAMES - indent, box.height()), row.code.label, font, "text")
    alpha = row.coefficients["krippendorff_alpha"]
    numbers = coefficient(alpha.value)
    if alpha.low is not None and alpha.high is not None:
        numbers += f"  [{coefficient(alpha.low)}, {coefficient(alpha.high)}]"
    elif alpha.value is None:
        numbers = "not used" if not row.coded else "undefined"
    _text(painter, QRectF(axis.right + 16, box.top(), _FIGURES - 16, box.height()), numbers, _small(), "text")
    if alpha.value is None:
        return
    found, middle = standing(row, limits), box.center().y()
    ink = LIGHT.colour(_INKS.get(found, "text2"))
    if alpha.low is not None and alpha.high is not None:
        left, right = axis.x(alpha.low), axis.x(alpha.high)
        painter.setPen(QPen(ink, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for end in (left, right):
            painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))
    _draw_mark(painter, QPointF(axis.x(alpha.value), middle), found, ink)


def _draw_mark(painter: QPainter, at: QPointF, found: Standing, ink: QColor) -> None:
    """A full dot, a ring, a square or a small cross: told apart without colour."""
    painter.setPen(QPen(ink, 1.75))
    painter.setBrush(ink if found is Standing.RELIABLE else QColor("white"))
    if found in (Standing.RELIABLE, Standing.TENTATIVE):
        painter.drawEllipse(at, 4.5, 4.5)
    elif found is Standing.BELOW:
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))
    else:
        painter.drawLine(at + QPointF(-4, -4), at + QPointF(4, 4))
        painter.drawLine(at + QPointF(-4, 4), at + QPointF(4, -4))


def _draw_key(painter: QPainter, box: QRectF, table: AgreementTable, limits: Limits) -> None:
    """What the marks mean; only those that occur."""
    present = {standing(row, limits) for row in table.codes}
    x = box.left() + 6
    for found, words in _KEY:
        if found in present:
            text = words.format(reliable=_limit(limits.reliable), tentative=_limit(limits.tentative))
            _draw_mark(painter, QPointF(x, box.center().y()), found, LIGHT.colour(_INKS.get(found, "text2")))
            width = QFontMetricsF(_small()).horizontalAdvance(text)
            _text(painter, QRectF(x + 10, box.top(), width + 4, box.height()), text, _small(), "text2")
            x += width + 34


def _limit(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _text(painter: QPainter, box: QRectF, text: str, font: QFont, ink: Token, *, centred: bool = False) -> None:
    painter.setFont(font)
    painter.setPen(LIGHT.colour(ink))
    align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _small() -> QFont:
    return fonts.figures(fonts.ui(11))


# The files.


def _write_svg(path: Path, table: AgreementTable, size: QSize, limits: Limits) -> None:
    writer = QSvgGenerator()
    writer.setFileName(str(path))
    writer.setSize(size)
    writer.setViewBox(QRectF(0, 0, size.width(), size.height()))
    writer.setTitle("Agreement by code")
    writer.setDescription("Krippendorff’s α of each code with its 95 % interval")
    _draw_on(writer, table, limits)


def _write_pdf(path: Path, table: AgreementTable, size: QSize, limits: Limits) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(96)
    page = QSizeF(size) * 72 / 96
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point, "Chart", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF())
    writer.setTitle("Agreement by code")
    _draw_on(writer, table, limits)


def _write_png(path: Path, table: AgreementTable, size: QSize, limits: Limits) -> None:
    image = QImage(size * _SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    image.setDevicePixelRatio(_SCALE)
    _draw_on(image, table, limits)
    image.setDotsPerMeterX(round(96 * _SCALE / 0.0254))
    image.setDotsPerMeterY(round(96 * _SCALE / 0.0254))
    if not QImageWriter(str(path), QByteArray(b"png")).write(image):
        raise UserError("The chart could not be written. Check the disk and try again.")


def _draw_on(device: QSvgGenerator | QPdfWriter | QImage, table: AgreementTable, limits: Limits) -> None:
    painter = QPainter(device)
    try:
        if not painter.isActive():
            raise UserError("The chart could not be written. Check the disk and try again.")
        draw_chart(painter, table, limits)
    finally:
        painter.end()
