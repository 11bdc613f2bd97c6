"""A field for a paragraph that is as high as its words need."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from cadrage.gui.kit import TextArea

_AROUND = 18  # Padding, frame and the document's own margin, above and below.


class Paragraph(TextArea):
    """Grows with its words, from `lines` on; `left()` when the focus goes elsewhere."""

    left = Signal()

    def __init__(self, *, name: str, hint: str = "", lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, name=name, parent=parent)
        self._lines = lines
        self._needed = 0
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, words: str) -> None:
        """Other words; the caret stays where it was, as far as there are words."""
        place = min(self.textCursor().position(), len(words))
        self.setPlainText(words)
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    @Slot()
    def _fit(self) -> None:
        layout = self.document().documentLayout()
        height, block = 0.0, self.document().begin()
        while block.isValid():
            # Asking lays the block out; the document's own size counts what was never seen as one line.
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        needed = round(max(height, self._lines * self.fontMetrics().lineSpacing())) + _AROUND
        if needed != self._needed:
            self._needed = needed
            self.setMinimumHeight(needed)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(200, self._needed)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
