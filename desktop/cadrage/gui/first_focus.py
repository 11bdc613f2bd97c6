"""Which part of a view the keyboard goes to when the view comes to the front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class FirstFocus(QObject):
    """Hands a view's focus on. A focus proxy would do so too, but Tab then skips all that stands before the proxy."""

    def __init__(self, view: QWidget, target: QWidget) -> None:
        super().__init__(view)
        self.target = target
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self.target.setFocus(event.reason())
            return True
        return False


def set_first_focus(view: QWidget, target: QWidget) -> None:
    """From now on `view.setFocus()` is for this part of it."""
    known = next((child for child in view.children() if isinstance(child, FirstFocus)), None)
    if known is not None:
        known.target = target
    else:
        FirstFocus(view, target)
