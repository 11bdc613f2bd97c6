"""The codebook editor: the tree of codes, every field of one, and what can be said about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from cadrage.core.model import Change
from cadrage.gui.code_editor import CodeEditor
from cadrage.gui.code_tree import CodeTree
from cadrage.gui.codebook_aside import CodeAside
from cadrage.gui.codebook_empty import CodebookEmpty
from cadrage.gui.kit import Hairline, IconLabel, Label, Panel, PanelHeading, SearchField, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import in_menu, shortened

LEFT, RIGHT = 278, 286
_NARROW = 1_100  # below this width the aside gives way


class CodebookView(QWidget):
    """Where codes are made, described, moved and removed. It shows the session's code and chooses it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tree = CodeTree(session, show_missing=True)
        self.editor = CodeEditor(session)
        self.aside = CodeAside(session)
        self.empty = CodebookEmpty(session)
        self.search = SearchField("Filter codes", icon="list-filter", name="Filter codes")
        self._heading = PanelHeading("Codes")
        self._new = self._heading.add_tool("plus", "New code")
        self._more = self._heading.add_tool("ellipsis", "More about this code")
        self._mark = IconLabel("circle-dashed", "warn", 14)
        self._lacking = Label("", "secondary")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for part, narrowest in ((self._left(), 220), (self.editor, 480), (self.aside, 260)):
            self._split.addWidget(part)
            part.setMinimumWidth(narrowest)
        self._split.setSizes([LEFT, 716, RIGHT])
        self._split.setStretchFactor(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._split)
        self._pages.addWidget(self.empty)
        self.setLayout(column(self._pages))
        self.setFocusProxy(self.tree)
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
        self._more.clicked.connect(self._show_more)
        session.code_selected.connect(self._show_code)
        session.changed.connect(self._follow)
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.tree)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove_code)
        rename = QShortcut(QKeySequence(Qt.Key.Key_F2), self.tree)
        rename.setContext(Qt.ShortcutContext.WidgetShortcut)
        rename.activated.connect(self.editor.begin_naming)

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
        self._pages.setCurrentWidget(self._split if codes else self.empty)
        self._heading.set_detail(str(len(codes)))
        self._new.setEnabled(writable)
        self._more.setEnabled(writable and bool(codes))
        lacking = self.tree.lacking
        self._mark.set_icon(*(("circle-dashed", "warn") if lacking else ("circle-check", "good")))
        self._lacking.setText(_lacking_words(lacking))
        known = [code.id for code in codes]
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
        if isinstance(code, int) and self.isVisible() and code in self._session.codebook.by_id:
            self._show(code)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("code", "example"):
            self.refresh()

    # What is done.

    def new_code(self, parent: int | None = None) -> None:
        """A new code under `parent`, in the editor with its name ready to be typed over; undone in one step."""
        name = self._free_name(parent)
        code = self._session.attempt(partial(self._session.project.codes.add, name, parent=parent))
        if code is not None:
            self.search.clear()
            self._session.select_code(code.id)
            self._show(code.id)
            self.editor.begin_naming()

    def _free_name(self, parent: int | None) -> str:
        taken = {code.name.casefold() for code in self._session.codebook.children(parent)}
        name, number = "New code", 2
        while name.casefold() in taken:
            name, number = f"New code {number}", number + 1
        return name

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
    def _new_below(self) -> None:
        self.new_code(self.code)

    @Slot()
    def _new_family(self) -> None:
        self.new_code(None)

    @Slot()
    def remove_code(self) -> None:
        """Takes the code that is shown out of the codebook, with its sub-codes; undo brings them back."""
        code = self._session.codebook.by_id.get(self.code) if self.code is not None else None
        if code is None:
            return
        neighbour = self._neighbour(code.id)
        self._session.select_code(neighbour)
        self._session.attempt(partial(self._session.project.codes.remove, code.id))

    def _neighbour(self, code: int) -> int | None:
        """Where the eye goes when a code and what is below it disappear."""
        family = self._session.codebook.family(code)
        codes = [each.id for each in self._session.codebook.codes]
        place = codes.index(code)
        rest = [each for each in (*codes[place:], *reversed(codes[:place])) if each not in family]
        return rest[0] if rest else None

    @Slot()
    def _show_more(self) -> None:
        self._show_menu(self.code, self._more.mapToGlobal(QPoint(0, self._more.height())))

    @Slot(object, QPoint)
    def _show_menu(self, code: object, where: QPoint) -> None:
        if not self._session.project.writable:
            return
        if isinstance(code, int):
            self._session.select_code(code)
        found = self._session.codebook.by_id.get(self.code) if self.code is not None else None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("New family").triggered.connect(self._new_family)
        if found is not None:
            label = in_menu(shortened(found.label))
            menu.addAction(f"New code under {label}").triggered.connect(self._new_below)
            menu.addSeparator()
            menu.addAction(f"Remove {label}").triggered.connect(self.remove_code)
        menu.popup(where)

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
        self.aside.refresh()


def _lacking_words(count: int) -> str:
    if count == 0:
        return "Every code has all its fields"
    return "1 code has missing fields" if count == 1 else f"{count} codes have missing fields"
