"""What a reader of the screen would complain of: words without room, and controls that lie over each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitterHandle,
    QStackedWidget,
    QStatusBar,
    QWidget,
)

from cadrage.gui.kit import Choice, ElidedLabel, Field, Pill
from cadrage.gui.margin import Margin
from cadrage.gui.message_bar import MessageBar

_SLACK = 1  # pixels that rounding takes


def complaints(top: QWidget) -> list[str]:
    """One line for everything that is clipped or overlaps below a window or popup."""
    found = []
    for widget in _seen(top):
        found += [f"{_said(widget)}: {why}" for why in _without_room(widget)]
        found += [f"{_said(widget)}: {why}" for why in _overlapping(widget)]
    return found


def _seen(top: QWidget) -> Iterator[QWidget]:
    yield top
    for child in top.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible() and not child.isWindow():
            yield from _seen(child)


def _said(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = str(text()) if callable(text) else ""
    names = []
    above: QWidget | None = widget
    while above is not None and len(names) < 4:
        names.append(type(above).__name__)
        above = above.parentWidget()
    return f"{' < '.join(names)} “{(words or widget.accessibleName())[:60]}” {widget.width()}×{widget.height()}"


def _without_room(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):
        yield from _elided(widget, widget.text())
    elif isinstance(widget, Choice):
        yield from _choice(widget)
    elif isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton | Pill):
        yield from _button(widget)
    elif isinstance(widget, QLineEdit):
        yield from _field(widget)
    elif isinstance(widget, QHeaderView):
        yield from _header(widget)


def _label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SLACK:
            yield f"needs a height of {needed}"
        longest = max((_width(label, word) for word in label.text().split()), default=0)
        if longest > room.width() + _SLACK:
            yield f"its longest word needs {longest:.0f}"
    elif label.sizeHint().width() > label.width() + _SLACK and not _tells(label):
        yield f"needs a width of {label.sizeHint().width()}"
    if QFontMetricsF(label.font()).height() > label.height() + 2:
        yield "is lower than its letters"


def _button(button: QAbstractButton | Pill) -> Iterator[str]:
    hint = button.sizeHint()
    words = button.text() if isinstance(button, QAbstractButton) else "pill"
    if words and hint.width() > button.width() + _SLACK and not _tells(button):
        yield f"needs a width of {hint.width()}"
    if hint.height() > button.height() + 2:
        yield f"needs a height of {hint.height()}"


def _elided(label: ElidedLabel, words: str) -> Iterator[str]:
    if label.sizeHint().height() > label.height() + _SLACK:
        yield "is lower than its letters"
    if words and _width(label, words) > label.width() + _SLACK and not _tells(label):
        yield "is shortened and does not tell the whole under the mouse"


def _choice(choice: Choice) -> Iterator[str]:
    if choice.sizeHint().height() > choice.height() + _SLACK:
        yield f"needs a height of {choice.sizeHint().height()}"
    if choice.is_shortened() and not _tells(choice):
        yield "is shortened and does not tell the whole under the mouse"


def _field(field: QLineEdit) -> Iterator[str]:
    hint = field.placeholderText()
    icons = 22 * len(field.actions())
    if hint and not field.text() and _width(field, hint) + icons > field.width() - 8 and not _tells(field):
        yield "has no room for its hint"
    if isinstance(field, Field) and field.shown_text() != field.text() and not _tells(field):
        yield "is shortened and does not tell the whole under the mouse"
    if QFontMetricsF(field.font()).height() > field.height():
        yield "is lower than its letters"


def _header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or not header.isVisible() or header.length() > header.width() + _SLACK:
        return
    for section in range(header.count()):
        words = str(model.headerData(section, header.orientation()) or "")
        room = header.sectionSize(section)
        tip = model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        if not header.isSectionHidden(section) and _width(header, words) > room - 4 and not tip:
            yield f"column “{words}” needs {_width(header, words):.0f}, has {room}"


def _overlapping(parent: QWidget) -> Iterator[str]:
    """Children of one parent that lie over each other, or reach out of it."""
    if isinstance(parent, QHeaderView | QAbstractScrollArea | QStackedWidget | QStatusBar):
        return
    children = [
        child
        for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible() and not child.isWindow() and child.size().isValid() and not _lies_over(child)
    ]
    scrolls = isinstance(parent.parentWidget(), QScrollArea) or isinstance(parent, QLineEdit)
    for child in children:
        if not scrolls and not parent.rect().adjusted(-1, -1, 1, 1).contains(child.geometry()):
            yield f"cuts off {_said(child)} at {_place(child.geometry())}"
    for one, other in combinations(children, 2):
        both = one.geometry().intersected(other.geometry())
        if both.width() > _SLACK and both.height() > _SLACK:
            yield f"{_said(one)} lies over {_said(other)}"


def _lies_over(widget: QWidget) -> bool:
    """What is meant to float over its neighbours."""
    return isinstance(widget, MessageBar | QSplitterHandle | Margin) or bool(widget.property("floats"))


def _place(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}×{rect.height()}"


def _width(widget: QWidget, words: str) -> float:
    return max(QFontMetricsF(widget.font()).horizontalAdvance(line) for line in words.split("\n")) if words else 0.0


def _tells(widget: QWidget) -> bool:
    """Whether the whole is said under the mouse."""
    place = widget.rect().center()
    QApplication.sendEvent(widget, QHelpEvent(QHelpEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
    return bool(widget.toolTip())
