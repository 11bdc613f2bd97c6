"""The codebook beside the text: its tree, a filter, and what can be done with a code while coding."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Change
from cadrage.gui.code_tree import CodeTree
from cadrage.gui.code_tree_menu import CodeMenu
from cadrage.gui.codebook_verbs import CodebookVerbs
from cadrage.gui.kit import EmptyState, Panel, PanelHeading, SearchField, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import counted


class CodebookPanel(Panel):
    """The code tree while coding. `applied(code)` when one is clicked or entered, or words fall on it."""

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
        self.verbs = CodebookVerbs(session, self.tree)
        self._empty = EmptyState(
            "No codes yet", "Make the first one, or take a template.", "Open codebook", parent=self
        )
        self._field_box = Panel(row(self._filter, margins=(12, 0, 12, 6)), fill="window", parent=self)
        self._empty_box = Panel(column(self._empty, None, margins=(12, 4, 12, 8)), fill="window", parent=self)
        self.setLayout(column(self._heading, self._field_box, self._empty_box, (self.tree, 1), space=0))
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.edit_requested)
        self._filter.searched.connect(self.tree.filter)
        self.tree.code_chosen.connect(self._session.select_code)
        self.tree.code_activated.connect(self.applied)
        self.tree.words_dropped.connect(self.applied)
        self.tree.menu_wanted.connect(self._show_menu)
        self.verbs.naming_wanted.connect(self._name)
        self.verbs.open_wanted.connect(self._open)
        self._session.changed.connect(self._follow)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("code", "codebook_version"):
            self._refresh()

    def _refresh(self) -> None:
        count = len(self._session.codebook)
        version = self._session.project.codebook_versions.current_name
        self._heading.set_detail(f"{version} · {counted(count, 'code')}")
        self._empty_box.setVisible(count == 0)
        self._field_box.setVisible(count > 0)
        self.tree.setVisible(count > 0)

    @Slot(object, QPoint)
    def _show_menu(self, code: object, where: QPoint) -> None:
        if isinstance(code, int):
            self.tree.select(code)
        CodeMenu(self._session, self.tree, self.verbs, editing=False).ask_at(where)

    @Slot(int)
    def _name(self, code: int) -> None:
        """A new code is named where it stands, without leaving the text."""
        self._filter.clear()
        self.tree.begin_renaming(code)

    @Slot(int)
    def _open(self, code: int) -> None:
        self._session.select_code(code)
        self.edit_requested.emit()
