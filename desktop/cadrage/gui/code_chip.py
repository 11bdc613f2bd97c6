"""A code's chip where only an icon can stand: in menus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from cadrage.gui.kit.painting import draw_chip

_SIDE, _CHIP, _DENSITY = 16, 10, 2


def chip_icon(stored: str) -> QIcon:
    """`stored` is the colour as the project keeps it; drawn for the theme that is shown now."""
    picture = QPixmap(_SIDE * _DENSITY, _SIDE * _DENSITY)
    picture.setDevicePixelRatio(_DENSITY)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_chip(painter, (_SIDE - _CHIP) / 2, (_SIDE - _CHIP) / 2, stored, _CHIP)
    return QIcon(picture)
