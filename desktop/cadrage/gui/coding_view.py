"""The coding view: documents and codebook left, the document in the middle, the inspector right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from cadrage.gui.code_tree import CodeTree
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.documents_panel import DocumentsPanel
from cadrage.gui.inspector import Inspector
from cadrage.gui.kit import EmptyState, Panel, PanelHeading, SearchField, column, row
from cadrage.gui.quick_coding import QuickCoding
from cadrage.gui.session import Session
from cadrage.gui.words import counted

LEFT, RIGHT = 278, 286  # widths in pixels
_NARROW = 1_100  # below this window width the inspector gives way first


class CodebookPanel(Panel):
    """The code tree while coding. `applied(code)` when one is clicked or entered."""

    applied = Signal(int)
    edit_requested = Signal()
    new_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._heading = PanelHeading("Codebook", parent=self)
        new = self._heading.add_tool("plus", "New code")
        new.setEnabled(session.project.writable)
        edit = self._heading.add_tool("book-open", "Open the codebook")
        new.clicked.connect(self.new_requested)
        edit.clicked.connect(self.edit_requested)
        self._filter = SearchField("Filter codes", icon="list-filter", parent=self)
        self.tree = CodeTree(session, self)
        self._empty = EmptyState(
            "No codes yet", "Make the first one, or take a template.", "Open codebook", parent=self
        )
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.edit_requested)
        self._field_box = Panel(row(self._filter, margins=(12, 0, 12, 6)), fill="window", parent=self)
        self._empty_box = Panel(column(self._empty, None, margins=(12, 4, 12, 8)), fill="window", parent=self)
        self.setLayout(column(self._heading, self._field_box, self._empty_box, (self.tree, 1), space=0))
        self._filter.searched.connect(self.tree.filter)
        self.tree.code_chosen.connect(session.select_code)
        self.tree.code_activated.connect(self.applied)
        session.changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        count = len(self._session.codebook)
        version = self._session.project.codebook_versions.current_name
        self._heading.set_detail(f"{version} · {counted(count, 'code')}")
        self._empty_box.setVisible(count == 0)
        self._field_box.setVisible(count > 0)
        self.tree.setVisible(count > 0)


class CodingView(QWidget):
    """The three columns; the sides can be resized and hidden."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._inspector_wanted = True
        self._narrow = False
        self.documents = DocumentsPanel(session, self)
        self.codebook = CodebookPanel(session, self)
        self.pane = DocumentPane(session, self)
        self.quick = QuickCoding(session, self.pane)
        self.inspector = Inspector(session, self)
        self.left = QSplitter(Qt.Orientation.Vertical, self)
        self.left.addWidget(self.documents)
        self.left.addWidget(self.codebook)
        self.left.setSizes([336, 362])
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.left, self.pane, self.inspector):
            self.columns.addWidget(widget)
        self.columns.setStretchFactor(1, 1)
        self.columns.setSizes([LEFT, 1280 - LEFT - RIGHT, RIGHT])
        for splitter in (self.left, self.columns):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self.setLayout(column(self.columns, space=0))
        self.setFocusProxy(self.pane.view)
        self.codebook.applied.connect(self._apply_if_selected)

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
