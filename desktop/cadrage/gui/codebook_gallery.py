"""The gallery of shipped codebooks: look into one, then take all of its codes or those that are wanted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Change, CodebookDraft
from cadrage.gui.codebook_draft_card import DraftCard
from cadrage.gui.codebook_empty import size_words
from cadrage.gui.codebook_gallery_model import DraftTree
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import (
    Button,
    CheckBox,
    Hairline,
    Label,
    List,
    Panel,
    PanelHeading,
    RowRole,
    TwoLineRow,
    column,
    row,
)
from cadrage.gui.session import Session
from cadrage.gui.words import counted

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT, _RIGHT = 300, 340
_NARROW = 1_000  # below this width the card gives way


class _Books(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.drafts: tuple[CodebookDraft, ...] = ()

    def show(self, drafts: tuple[CodebookDraft, ...]) -> None:
        self.beginResetModel()
        self.drafts = drafts
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.drafts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        draft = self.drafts[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return draft.title
            case RowRole.SECOND:
                return size_words(draft)
            case RowRole.ICON:
                return "book-open", "text2"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{draft.title}, {size_words(draft)}"
        return None


class Gallery(QWidget):
    """Left the codebooks, in the middle one with its codes to tick, right the code that is looked at.
    `closed()` when codes were added or the user goes back."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._draft: CodebookDraft | None = None
        self.books = List(TwoLineRow(), name="Codebooks", parent=self)
        self._shelf = _Books(self)
        self.books.setModel(self._shelf)
        self._title = Label("", "title", wrap=True, parent=self)
        self._said = Label("", ink="text2", wrap=True, parent=self)
        self._source = Label("", "muted", wrap=True, parent=self)
        self.tree = DraftTree(self)
        self.card = DraftCard(self)
        self.all_button = Button("Tick all", "small", parent=self)
        self.none_button = Button("Tick none", "small", parent=self)
        self.variables = CheckBox("", on=True, parent=self)
        self._outcome = Label("", "secondary", parent=self)
        self.add_button = Button("Add", "primary", parent=self)
        self.back_button = Button("Back to the codebook", parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = Panel(column(6, PanelHeading("Gallery of codebooks"), (self.books, 1), space=2), "window", parent=self)
        left.setFixedWidth(_LEFT)
        self._right = Panel(column(self.card), "window", parent=self)
        self._right.setFixedWidth(_RIGHT)
        ticks = row(Label("Codes", "heading"), None, self.all_button, self.none_button)
        words = column(self._title, self._said, self._source, space=6)
        middle = column(words, 4, ticks, (self.tree, 1), self.variables, margins=(24, 18, 24, 10), space=8)
        foot = row(self._outcome, None, self.back_button, self.add_button, margins=(24, 10, 24, 12))
        centre = Panel(column((middle, 1), Hairline(), foot, space=0), parent=self)
        self.setLayout(row(left, Hairline(vertical=True), (centre, 1), Hairline(vertical=True), self._right, space=0))
        set_first_focus(self, self.books)

    def _connect(self) -> None:
        self.books.selectionModel().currentChanged.connect(self._open)
        self.tree.draft.ticked.connect(self._count)
        self.tree.code_shown.connect(self._look)
        self.all_button.clicked.connect(self._tick_all)
        self.none_button.clicked.connect(self._tick_none)
        self.add_button.clicked.connect(self._add)
        self.back_button.clicked.connect(self.closed)
        self._session.changed.connect(self._follow)

    def begin(self) -> None:
        """Reads the shipped codebooks when the gallery is first seen, and what the project has of them."""
        if not self._shelf.drafts:
            # Reading codebooks brings the workbook library with it: only when somebody looks.
            from cadrage.jobs import codebooks

            found = self._session.attempt(codebooks.shipped)
            self._shelf.show(tuple(sorted((found or {}).values(), key=_by_title)))
        if not self.books.currentIndex().isValid() and self._shelf.drafts:
            self.books.setCurrentIndex(self._shelf.index(0))
        else:
            self._show()
        self.books.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self._draft = self._shelf.drafts[index.row()] if index.isValid() else None
        self._show()

    def _show(self) -> None:
        draft = self._draft
        if draft is None:
            return
        from cadrage.jobs import codebooks

        known = codebooks.matches(self._session.codebook, draft)
        self._title.setText(draft.title)
        self._said.setText(draft.description)
        self._said.setVisible(bool(draft.description))
        self._source.setText(f"Source: {draft.source}")
        self._source.setVisible(bool(draft.source))
        self.variables.setText(f"With its {counted(len(draft.variables), 'attribute')} of codings and documents")
        self.variables.updateGeometry()
        self.variables.setVisible(bool(draft.variables))
        self.tree.draft.show(draft, [place for place, code in enumerate(known) if code is not None])
        self.tree.setCurrentIndex(self.tree.draft.index(0))

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if self.isVisible() and change.touches("code"):
            self._show()

    @Slot(object)
    def _look(self, place: object) -> None:
        if self._draft is not None and isinstance(place, int) and place < len(self._draft.codes):
            self.card.show_code(self._draft.codes[place])

    @Slot()
    def _tick_all(self) -> None:
        self.tree.draft.tick_all(on=True)

    @Slot()
    def _tick_none(self) -> None:
        self.tree.draft.tick_all(on=False)

    @Slot()
    def _count(self) -> None:
        chosen = len(self.tree.draft.chosen)
        known = self.tree.draft.known
        self.add_button.setText(f"Add {counted(chosen, 'code')}" if chosen else "Add")
        self.add_button.setEnabled(bool(chosen) and self._session.project.writable)
        self._outcome.setText(
            f"{counted(known, 'code')} of it {'is' if known == 1 else 'are'} in this project already" if known else ""
        )

    @Slot()
    def _add(self) -> None:
        if self._draft is None:
            return
        from cadrage.jobs import codebooks

        keep = partial(
            codebooks.keep,
            self._session.project,
            self._draft,
            only=frozenset(self.tree.draft.chosen),
            variables=self.variables.isChecked(),
        )
        self._session.settling.emit()
        added = self._session.attempt(keep)
        if added is not None:
            self._session.told.emit(f"{counted(added, 'code')} added. Undo takes them out again.")
            self.closed.emit()

    # Overrides of Qt.

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._right.setVisible(self.width() >= _NARROW)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _by_title(draft: CodebookDraft) -> str:
    return draft.title.casefold()
