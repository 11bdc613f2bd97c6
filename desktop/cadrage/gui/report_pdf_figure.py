"""A picture on the pages of a report, with its title below."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from cadrage.exchange.report import Figure
from cadrage.gui import fonts
from cadrage.gui.report_pdf_page import RESOLUTION, Pages
from cadrage.gui.report_pdf_table import set_lines
from cadrage.gui.report_pdf_words import Bit, lay_out, sans

_PIXEL = RESOLUTION / 72  # of a point
_PITCH = 17
_WORDS = 2 * _PITCH + 26


def figure_height(pages: Pages, height: float) -> float:
    """What a picture so many points high takes with its title, at most a page."""
    return min(height * _PIXEL + _WORDS, pages.bottom - pages.top - _WORDS) if height else 0.0


def set_figure(pages: Pages, figure: Figure, number: int) -> None:
    """As large as it is, smaller where the page has no room for that."""
    label = lay_out([Bit(f"Figure {number}", sans(12, fonts.SEMIBOLD))], pages.width, _PITCH)
    title = lay_out([Bit(figure.title, sans(12, italic=True))], pages.width, _PITCH)
    words = label.height + title.height + 12
    wide, high = figure.width * _PIXEL, figure.height * _PIXEL
    scale = min(1.0, pages.width / wide, (pages.bottom - pages.top - words) / high)
    pages.space(14)
    pages.room(high * scale + words)
    if pages.painter is not None:
        _draw(pages.painter, QRectF(0, pages.y, wide * scale, high * scale), figure.png)
    pages.y += high * scale + 6
    for laid in (label, title):
        set_lines(pages, laid, 0)
    pages.y += 6


def _draw(painter: QPainter, place: QRectF, png: bytes) -> None:
    painter.save()
    # Else it is stored as a JPEG, with smudges around every letter.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.drawImage(place, QImage.fromData(png))
    painter.restore()
