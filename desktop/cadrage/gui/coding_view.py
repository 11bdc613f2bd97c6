"""The coding view: documents and codebook left, the document in the middle, the inspector right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from cadrage.gui.codebook_panel import CodebookPanel
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.documents_panel import DocumentsPanel
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.inspector import Inspector
from cadrage.gui.kit import Split, column
from cadrage.gui.quick_coding import QuickCoding
from cadrage.gui.session import Session

LEFT, RIGHT = 278, 286  # widths in pixels
_NARROW = 1_100  # below this window width the inspector gives way first


class CodingView(QWidget):
    """The three columns; the sides can be resized and hidden."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._inspector_wanted = True
        # Known from the start: a window that must grow for the inspector would stay wide.
        self._narrow = parent is not None and parent.width() < _NARROW
        self.filter_bar = FilterBar(session, parent=self)
        self.documents = DocumentsPanel(session, self)
        self.codebook = CodebookPanel(session, self)
        self.pane = DocumentPane(session, self)
        self.quick = QuickCoding(session, self.pane)
        self.inspector = Inspector(session, self)
        self.left = Split(Qt.Orientation.Vertical, self)
        self.left.addWidget(self.documents)
        self.left.addWidget(self.codebook)
        self.left.setSizes([336, 362])
        self.columns = Split(parent=self)
        for widget in (self.left, self.pane, self.inspector):
            self.columns.addWidget(widget)
        self.columns.setStretchFactor(1, 1)
        self.columns.setSizes([LEFT, 1280 - LEFT - RIGHT, RIGHT])
        self.setLayout(column(self.filter_bar, (self.columns, 1), space=0))
        set_first_focus(self, self.pane.view)
        self.filter_bar.left.connect(self.pane.view.setFocus)
        self.codebook.applied.connect(self._apply_if_selected)
        self.documents.list.clicked.connect(self._read)

    @Slot()
    def _read(self) -> None:
        """A click on a document is for reading it: the keys are the text's. Going through the list by keys stays."""
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.pane.view.setFocus()

    @Slot(int)
    def _apply_if_selected(self, code: int) -> None:
        """A click on a code applies it to the selected words; without any it only shows the code."""
        if self.pane.view.selected_span() is not None:
            self.quick.apply(code)
            self.pane.view.setFocus()
        else:
            self._session.select_coding(None)
            self._session.select_code(code)

    @Slot(bool)
    def show_left(self, shown: bool) -> None:  # noqa: FBT001 (a slot of a checkable action)
        self.left.setVisible(shown)

    def want_inspector(self, *, wanted: bool) -> None:
        """Whether there is an inspector, where there is room for it."""
        self._inspector_wanted = wanted
        self.inspector.setVisible(wanted and not self._narrow)

    @Slot(bool)
    def show_inspector(self, shown: bool) -> None:  # noqa: FBT001
        """Who asks for the inspector gets it, in a narrow window too."""
        self._inspector_wanted = shown
        self.inspector.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.inspector.setVisible(self._inspector_wanted and not narrow)
        super().resizeEvent(event)
