"""The codebook editor: the tree of codes, every field of one, and what can be said about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from cadrage.core.model import Change
from cadrage.gui.code_editor import CodeEditor
from cadrage.gui.code_tree import CodeTree
from cadrage.gui.code_tree_menu import MOVES, CodeMenu
from cadrage.gui.codebook_aside import CodeAside
from cadrage.gui.codebook_empty import CodebookEmpty
from cadrage.gui.codebook_gallery import Gallery
from cadrage.gui.codebook_import_view import CodebookImport
from cadrage.gui.codebook_split import SplitPage
from cadrage.gui.codebook_verbs import CodebookVerbs
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import Hairline, IconLabel, Label, Panel, PanelHeading, SearchField, Split, column, row
from cadrage.gui.session import Session

LEFT, RIGHT = 278, 286
_NARROW = 1_100  # below this width the aside gives way


class CodebookView(QWidget):
    """Where codes are made, described, moved and removed. It shows the session's code and chooses it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tree = CodeTree(session, show_missing=True)
        self.editor = CodeEditor(session)
        self.verbs = CodebookVerbs(session, self.tree)
        self.aside = CodeAside(session)
        self.empty = CodebookEmpty(session)
        self.splitting = SplitPage(session)
        self.gallery = Gallery(session)
        self.importing = CodebookImport(session)
        self.search = SearchField("Filter codes", icon="list-filter", name="Filter codes")
        self._heading = PanelHeading("Codes")
        self._gallery = self._heading.add_tool("library", "Codes from the gallery of codebooks")
        self._new = self._heading.add_tool("plus", "New code")
        self._more = self._heading.add_tool("ellipsis", "More about this code")
        self._mark = IconLabel("circle-dashed", "warn", 14)
        self._lacking = Label("", "secondary")
        self._split_area = Split()
        for part, narrowest in ((self._left(), 220), (self.editor, 480), (self.aside, 260)):
            self._split_area.addWidget(part)
            part.setMinimumWidth(narrowest)
        self._split_area.setSizes([LEFT, 716, RIGHT])
        self._split_area.setStretchFactor(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._split_area)
        for page in (self.empty, self.splitting, self.gallery, self.importing):
            self._pages.addWidget(page)
        self.setLayout(column(self._pages))
        set_first_focus(self, self.tree)
        self._connect()
        self.refresh()

    def _left(self) -> QWidget:
        below = row(self._mark, self._lacking, None, margins=(14, 7, 14, 7), space=7)
        return Panel(
            column(
                6,
                self._heading,
                row(self.search, margins=(12, 0, 12, 4)),
                (self.tree, 1),
                Hairline(),
                below,
                space=2,
            ),
            "window",
        )

    def _connect(self) -> None:
        session = self._session
        self.tree.code_chosen.connect(session.select_code)
        self.tree.menu_wanted.connect(self._show_menu)
        self.search.searched.connect(self.tree.filter)
        self.empty.new_wanted.connect(self._new_beside)
        self._new.clicked.connect(self._new_beside)
        self._gallery.clicked.connect(self.show_gallery)
        self._more.clicked.connect(self._show_more)
        session.code_selected.connect(self._show_code)
        session.changed.connect(self._follow)
        self.verbs.naming_wanted.connect(self._name)
        self.verbs.split_wanted.connect(self._split)
        self.aside.field_wanted.connect(self.editor.go_to)
        self.empty.gallery_wanted.connect(self.show_gallery)
        for page in (self.splitting, self.gallery, self.importing):
            page.closed.connect(self._close_page)
        keys = [("Del", self.verbs.remove), *((key, getattr(self.verbs, verb)) for _, key, verb in MOVES)]
        for key, verb in keys:
            shortcut = QShortcut(QKeySequence(key), self.tree)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(verb)

    # What is shown.

    @property
    def code(self) -> int | None:
        """The code in the editor."""
        return self.editor.code

    @Slot()
    def refresh(self) -> None:
        """Reads the codebook anew and shows the code that the session is at, else the one shown, else the first."""
        codes = self._session.codebook.codes
        writable = self._session.project.writable
        if self._pages.currentWidget() in (self._split_area, self.empty):
            self._pages.setCurrentWidget(self._split_or_empty())
        self._heading.set_detail(str(len(codes)))
        self._new.setEnabled(writable)
        self._gallery.setEnabled(writable)
        self._more.setEnabled(writable and bool(codes))
        lacking = self.tree.lacking
        self._mark.set_icon(*(("circle-dashed", "warn") if lacking else ("circle-check", "good")))
        self._lacking.setText(_lacking_words(lacking))
        known = self.tree.codes
        wanted = next((code for code in (self._session.code, self.code, *known) if code in known), None)
        self._show(wanted)

    def _show(self, code: int | None) -> None:
        if code != self.tree.code:
            self.tree.select(code)
        if code != self.code:
            self.editor.show_code(code)
            self.aside.show_code(code)

    @Slot(object)
    def _show_code(self, code: object) -> None:
        # While another view is in front, the caret there passes many codes: shown when this one is.
        if isinstance(code, int) and self.isVisible() and code in self.tree.codes:
            self._show(code)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("code", "example"):
            self.refresh()

    # What is done.

    def new_code(self, parent: int | None = None) -> None:
        """A new code under `parent`, in the editor with its name ready to be typed over; undone in one step."""
        self.search.clear()
        self.verbs.add(parent)

    @Slot(int)
    def _name(self, code: int) -> None:
        self._show(code)
        self.editor.begin_naming()

    @Slot()
    def _new_beside(self) -> None:
        """In the family of the code that is shown."""
        codebook = self._session.codebook
        code = codebook.by_id.get(self.code) if self.code is not None else None
        if code is not None and code.parent is None and codebook.children(code.id):
            self.new_code(code.id)
        else:
            self.new_code(code.parent if code else None)

    @Slot()
    def merge_code(self) -> None:
        """Asks for the code that the one shown becomes part of, beside it in the tree."""
        if self._pages.currentWidget() is not self._split_or_empty():
            self._close_page()
        self.verbs.merge()

    @Slot()
    def split_code(self) -> None:
        """Lets the user choose codings of the code that is shown, for a new one."""
        self.verbs.split()

    @Slot(int)
    def _split(self, code: int) -> None:
        self.editor.store()
        self.splitting.begin(code)
        self._pages.setCurrentWidget(self.splitting)
        self.splitting.take_focus()

    @Slot()
    def show_gallery(self) -> None:
        """The shipped codebooks, to look into and to take codes from."""
        self.editor.store()
        self._pages.setCurrentWidget(self.gallery)
        self.gallery.begin()

    def show_import(self, path: Path) -> None:
        """What a codebook file would change, to be taken over or left."""
        self.editor.store()
        if self.importing.begin(path):
            self._pages.setCurrentWidget(self.importing)
            self.importing.take_focus()

    @Slot()
    def _close_page(self) -> None:
        """Back to the codes."""
        self._pages.setCurrentWidget(self._split_or_empty())
        self.refresh()
        if self.isVisible():
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _split_or_empty(self) -> QWidget:
        return self._split_area if len(self._session.codebook) or self.tree.retired_shown else self.empty

    @Slot()
    def _show_more(self) -> None:
        self._show_menu(self.code, self._more.mapToGlobal(QPoint(0, self._more.height())))

    @Slot(object, QPoint)
    def _show_menu(self, code: object, where: QPoint) -> None:
        if isinstance(code, int):
            self.tree.select(code)
            self._session.select_code(code)
        CodeMenu(self._session, self.tree, self.verbs, editing=True).ask_at(where)

    # Overrides of Qt.

    def minimumSizeHint(self) -> QSize:
        # Without the aside: while this view is hidden it must not keep the window wide.
        return QSize(720, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.aside.setVisible(self.width() >= _NARROW)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _lacking_words(count: int) -> str:
    if count == 0:
        return "Every code has all its fields"
    return "1 code has missing fields" if count == 1 else f"{count} codes have missing fields"
