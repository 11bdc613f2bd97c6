"""Where a corrected text comes from: a file, the clipboard, or the present text mended by hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from cadrage.exchange.article_kinds import FILE_FILTER
from cadrage.gui import fonts
from cadrage.gui.kit import Button, EmptyState, Label, Panel, TextArea, column, row

_WIDTH = 760


class TextSource(Panel):
    """`file_chosen(Path)`; `typed()` when the words in the area change."""

    file_chosen = Signal(Path)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAcceptDrops(True)
        self._present = ""
        self._file = EmptyState(
            "Drop the better copy here",
            "A text, Word, OpenDocument, PDF or HTML file with the whole article.",
            "Choose a file…",
            icon="file-text",
            parent=self,
        )
        self.area = TextArea(hint="Paste the whole corrected text here", name="Corrected text", parent=self)
        self.area.setFont(fonts.serif())
        self.area.setAcceptDrops(False)  # else a file's name would be written into the text
        self.mend = Button("Start from the present text", "small", icon="file-text", parent=self)
        head = row(Label("or paste the corrected text", "heading", parent=self), None, self.mend)
        inner = QWidget(self)
        inner.setMaximumWidth(_WIDTH)
        inner.setLayout(column(self._file, 12, head, (self.area, 1), space=8))
        self.setLayout(row(None, (inner, 1000), None, margins=(24, 20, 24, 20)))
        if self._file.button is not None:
            self._file.button.clicked.connect(self.choose)
        self.mend.clicked.connect(self._start_from_present)
        self.area.textChanged.connect(self.typed)

    def begin(self, present: str) -> None:
        """`present` is the text that the document has; what was typed for another one is forgotten."""
        if present != self._present:
            self._present = present
            self.area.clear()

    def forget(self) -> None:
        """What was typed is done with."""
        self._present = ""
        self.area.clear()

    def text(self) -> str:
        """What stands in the area, every space as it was pasted: Qt's plain text has other spaces."""
        return self.area.document().toRawText()

    @property
    def empty(self) -> bool:
        return self.area.document().isEmpty()

    @Slot()
    def choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "The better copy", "", FILE_FILTER)
        if name:
            self.file_chosen.emit(Path(name))

    @Slot()
    def _start_from_present(self) -> None:
        self.area.setPlainText(self._present)
        self.area.setFocus()

    # Overrides of Qt.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.file_chosen.emit(paths[0])
