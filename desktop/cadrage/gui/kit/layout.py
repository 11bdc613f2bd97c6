"""Layouts in one line: widgets, layouts, spaces and stretches side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Item = QWidget | QLayout | int | None | tuple[QWidget | QLayout, int]
Margins = tuple[int, int, int, int]


def row(*items: Item, margins: Margins = (0, 0, 0, 0), space: int = 8) -> QHBoxLayout:
    """Left to right. A number is so many pixels, None takes what is left, (item, n) stretches."""
    layout = QHBoxLayout()
    _fill(layout, items, margins, space)
    return layout


def column(*items: Item, margins: Margins = (0, 0, 0, 0), space: int = 8) -> QVBoxLayout:
    """Top to bottom, as `row`."""
    layout = QVBoxLayout()
    _fill(layout, items, margins, space)
    return layout


def _fill(layout: QBoxLayout, items: tuple[Item, ...], margins: Margins, space: int) -> None:
    layout.setContentsMargins(*margins)
    layout.setSpacing(space)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, tuple):
            _add(layout, item[0], item[1])
        else:
            _add(layout, item, 0)


def _add(layout: QBoxLayout, item: QWidget | QLayout, stretch: int) -> None:
    if isinstance(item, QWidget):
        layout.addWidget(item, stretch)
    else:
        layout.addLayout(item, stretch)
