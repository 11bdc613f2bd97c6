"""Lucide icons by name, tinted when they are drawn, so that they follow a change of theme by themselves."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cadrage.gui.appearance import current
from cadrage.gui.theme import Token

STROKE = 1.75
_STROKE_WIDTH = re.compile(r'stroke-width="[\d.]+"')


@cache
def _svg(name: str, stroke: float) -> str:
    # Importing the package takes longer than drawing a dozen icons: wait for the first one.
    from lucide import lucide_icon

    svg = lucide_icon(name)
    if "data-missing-icon" in svg:
        raise ValueError(f"Lucide has no icon named {name!r}")
    return _STROKE_WIDTH.sub(f'stroke-width="{stroke}"', svg)


def drawn(drawing: Path, pixels: int) -> QPixmap:
    """A drawing of our own in its own colours, square."""
    image = QPixmap(pixels, pixels)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        QSvgRenderer(QByteArray(drawing.read_bytes())).render(painter, QRectF(image.rect()))
    return image


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, pixels: int, ratio: float, stroke: float) -> QPixmap:
    image = QPixmap(round(pixels * ratio), round(pixels * ratio))
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        svg = _svg(name, stroke).replace("currentColor", colour)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(image.rect()))
    image.setDevicePixelRatio(ratio)
    return image


def pixmap(name: str, token: Token = "text2", size: int = 16, *, ratio: float = 1.0, stroke: float = STROKE) -> QPixmap:
    """The icon in the present theme's token, `size` logical pixels wide."""
    return _drawn(name, getattr(current(), token), size, ratio, stroke)


def draw(painter: QPainter, name: str, rect: QRectF, token: Token = "text2", *, stroke: float = STROKE) -> None:
    """Paints the icon into a square rectangle, sharp on any screen."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(rect.topLeft(), pixmap(name, token, round(rect.width()), ratio=ratio, stroke=stroke))


class _Engine(QIconEngine):
    """Draws one Lucide icon in the token that belongs to the state it is asked for."""

    def __init__(self, name: str, token: Token, checked: Token) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._checked = checked

    def _state_token(self, mode: QIcon.Mode, state: QIcon.State) -> Token:
        if mode == QIcon.Mode.Disabled:
            return "control"
        return self._checked if state == QIcon.State.On else self._token

    def clone(self) -> QIconEngine:
        copy = _Engine(self._name, self._token, self._checked)
        _ENGINES.append(copy)
        return copy

    def key(self) -> str:
        return "lucide"

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        draw(painter, self._name, square, self._state_token(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Qt asks in device pixels here. A size wider than high asks for a gap between icon and words.
        side = max(1, min(size.width(), size.height()))
        token = self._state_token(mode, state)
        square = pixmap(self._name, token, max(1, round(side / scale)), ratio=scale)
        if size.width() <= size.height() or size.height() < 1:
            return square
        wide = QPixmap(size)
        wide.setDevicePixelRatio(scale)
        wide.fill(Qt.GlobalColor.transparent)
        with QPainter(wide) as painter:
            painter.drawPixmap(0, 0, square)
        return wide


# QIcon takes an engine over without keeping its Python half alive.
_ENGINES: list[QIconEngine] = []


@cache
def icon(name: str, token: Token = "text2", checked: Token | None = None) -> QIcon:
    """An icon for buttons, actions and menus; `checked` is its token while the button is on."""
    engine = _Engine(name, token, checked or token)
    _ENGINES.append(engine)
    return QIcon(engine)
