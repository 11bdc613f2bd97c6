"""What could not be done, and why, at the lower edge of the content: seen, not in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from cadrage.gui.kit import Button, Card, IconLabel, Label, ToolButton, row

_LONGEST = 12_000  # milliseconds


class MessageBar(Card):
    """Floats over its parent's lower edge; gone by ×, or by itself after a while."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(kind="popup", parent=parent)
        self._host = parent
        self._words = Label(wrap=True, parent=self)
        self._action = Button("", "small", parent=self)
        self._then: Callable[[], None] | None = None
        close = ToolButton("x", "Close this message", parent=self)
        close.clicked.connect(self.hide)
        self._action.clicked.connect(self._act)
        mark = IconLabel("triangle-alert", "warn", 16, parent=self)
        self.setLayout(row(mark, (self._words, 1), self._action, close, margins=(14, 10, 8, 10), space=10))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says now; empty while it is hidden."""
        return self._words.text() if self.isVisible() else ""

    @Slot(str)
    def say(self, words: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Show a sentence, and a button that runs `then`."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._then = then
        self._place()
        self.show()
        self.raise_()
        if action:
            self._timer.stop()
        else:
            self._timer.start(_LONGEST)

    @Slot()
    def _act(self) -> None:
        self.hide()
        if self._then:
            self._then()

    def _place(self) -> None:
        area = self._host.rect()
        width = min(640, area.width() - 32)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((area.width() - width) // 2, area.height() - self.height() - 16)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
