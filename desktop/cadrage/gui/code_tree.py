"""The codebook as a tree of codes, beside the text and in the codebook editor alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QDragMoveEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from cadrage.core.codebook import Codebook
from cadrage.core.model import Change
from cadrage.gui import fonts
from cadrage.gui.code_tree_model import CodeModel, CodeRole, Drops, Shown
from cadrage.gui.code_tree_rows import TreeRow, paint_drop
from cadrage.gui.codebook_fields import missing_by_code
from cadrage.gui.dragging import CODE_MIME, SPAN_MIME
from cadrage.gui.kit import RowRole, Tree
from cadrage.gui.kit.painting import draw_text
from cadrage.gui.session import Session

__all__ = ["CODE_MIME", "SPAN_MIME", "CodeRole", "CodeTree"]

Index = QModelIndex | QPersistentModelIndex
_PATCHED = 200  # up to so many touched codings their codes are counted anew, above that all are
_COUNT_WIDTH = 110  # pixels at the right of a row that a count can change
_OPENS_AFTER = 600  # milliseconds that a drag rests on a family before it opens


class CodeTree(Tree):
    """The codes of the project with chip, id, key and the shown coders' codings; reads anew by itself.

    `code_chosen(int)` when the user goes to a code; `code_activated(int)` on a click or Enter;
    `menu_wanted(int | None, QPoint)` asks for a context menu at a global point; `rename_wanted(int, str)`,
    `move_wanted(int, parent, before)` and `words_dropped(int)` as the model says. `select` tells nobody.
    A drag carries the code's id under CODE_MIME. With `show_missing` codes can be moved by drag and drop;
    without it, words that are dropped on a code get it.
    """

    code_chosen = Signal(int)
    code_activated = Signal(int)
    menu_wanted = Signal(object, QPoint)
    rename_wanted = Signal(int, str)
    move_wanted = Signal(int, object, object)
    words_dropped = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None, *, show_missing: bool = False) -> None:
        super().__init__(TreeRow(), name="Codes", parent=parent)
        self._session = session
        self._show_missing = show_missing
        self._retired_shown = False
        self._words = ""
        self._dragged_to: QPoint | None = None
        self._collapsed: set[int] = set()
        self._quiet = False
        writable = session.project.writable
        drops = Drops(codes=show_missing and writable, words=not show_missing and writable)
        self._codes = CodeModel(self, show_missing=show_missing, drops=drops)
        self.setModel(self._codes)
        # With it, Fusion would paint a frame of its own over the current row; the kit's ring is enough.
        self.setAllColumnsShowFocus(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._prepare_drags()
        self._connect()
        self.reload()

    def _prepare_drags(self) -> None:
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction if self._show_missing else Qt.DropAction.CopyAction)
        # Words fall on a code, never between two.
        self.setDragDropOverwriteMode(not self._show_missing)
        self.setAutoExpandDelay(_OPENS_AFTER)

    def _connect(self) -> None:
        session = self._session
        self._codes.rename_wanted.connect(self.rename_wanted)
        self._codes.move_wanted.connect(self.move_wanted)
        self._codes.words_dropped.connect(self.words_dropped)
        self.clicked.connect(self._click)
        self.collapsed.connect(self._note_collapsed)
        self.expanded.connect(self._note_expanded)
        session.changed.connect(self._follow)
        session.shown_changed.connect(self.reload)
        session.coder_changed.connect(self.reload)
        session.filter_changed.connect(self._count_all)
        session.settling.connect(self.finish_renaming)

    @property
    def code(self) -> int | None:
        """The code that the user is at."""
        return self.currentIndex().data(CodeRole.CODE)  # type: ignore[no-any-return]

    @property
    def retired_shown(self) -> bool:
        """Whether retired codes stand among the others, muted."""
        return self._retired_shown

    def show_retired(self, *, shown: bool) -> None:
        self._retired_shown = shown
        self.reload()

    @property
    def closed(self) -> frozenset[int]:
        """The codes whose sub-codes are folded away."""
        return frozenset(self._collapsed)

    def close_codes(self, codes: Iterable[int]) -> None:
        """Folds sub-codes away, as the user had done."""
        for code in codes:
            self.collapse(self._codes.place(code))

    @property
    def codes(self) -> tuple[int, ...]:
        """Every code that the tree could show, in order, whatever the filter."""
        return tuple(code.id for code in self._codes.codebook.codes)

    @property
    def lacking(self) -> int:
        """How many codes have missing fields; 0 unless the tree shows them."""
        return len(self._read().missing)

    def filter(self, words: str) -> None:
        """Leaves the codes whose name, id or brief definition holds the words, with those above them."""
        self._words = words
        self.reload()

    def select(self, code: int | None) -> None:
        """Goes to a code, opening what is above it, without telling."""
        place = self._codes.place(code)
        self._quiet = True
        self.setCurrentIndex(place)
        self._quiet = False
        if place.isValid():
            self.scrollTo(place)

    def begin_renaming(self, code: int) -> None:
        """Opens the code's name to be typed over, in its row; Enter keeps it, Esc leaves it as it was."""
        self.select(code)
        place = self._codes.place(code)
        if place.isValid() and self._session.project.writable:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(place)

    @Slot()
    def finish_renaming(self) -> None:
        """Keeps a name that is being typed."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, TreeRow.EndEditHint.NoHint)

    @Slot()
    def reload(self) -> None:
        """Reads the codes anew; what was open, chosen and in sight stays so."""
        code, height = self.code, self.verticalScrollBar().value()
        self._quiet = True
        if not self._codes.show(self._read(), self._words):
            self._restore(code, height)
        self._quiet = False
        self.viewport().update()

    def _read(self) -> Shown:
        project = self._session.project
        codebook = Codebook(project.codes.all(), with_retired=self._retired_shown)
        if self._show_missing:
            live = [code for code in codebook.codes if not code.retired]
            return Shown(codebook, {}, missing_by_code(live, project.codes.examples()))
        return Shown(codebook, self._session.counts_by_code())

    def _restore(self, code: int | None, height: int) -> None:
        self.expandAll()
        if not self._words.strip():
            for closed in self._collapsed:
                self.collapse(self._codes.place(closed))
        self.setCurrentIndex(self._codes.place(code))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(height)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("code") or (self._show_missing and change.touches("example")):
            self.reload()
        elif change.touches("coding") and not self._show_missing:
            self._recount(change)

    def _recount(self, change: Change) -> None:
        """One coding more or less moves one number: the rest of the tree is neither read nor painted."""
        many = len(change.ids("coding")) > _PATCHED
        self._count(None if many else self._session.project.codings.codes_touched(change))

    @Slot()
    def _count_all(self) -> None:
        self._count(None)

    def _count(self, codes: frozenset[int] | None) -> None:
        if self._show_missing:
            return
        counts = self._session.counts_by_code(codes)
        wanted = self._codes.codebook.by_id if codes is None else codes
        self._codes.recount({code: counts.get(code, 0) for code in wanted})

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        self.code_activated.emit(index.data(CodeRole.CODE))

    @Slot(QModelIndex)
    def _note_collapsed(self, index: QModelIndex) -> None:
        if not self._quiet:
            self._collapsed.add(index.data(CodeRole.CODE))

    @Slot(QModelIndex)
    def _note_expanded(self, index: QModelIndex) -> None:
        if not self._quiet:
            self._collapsed.discard(index.data(CodeRole.CODE))

    # Qt's.

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt goes to the first row when a tree gets the focus; nobody chose that one.
        self._quiet = True
        super().focusInEvent(event)
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.code_chosen.emit(current.data(CodeRole.CODE))

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        if RowRole.COUNT in roles and first == last:
            # A name ends a little before its count: nothing left of that looks otherwise.
            box = self.visualRect(first)
            self.viewport().update(box.adjusted(max(0, box.width() - _COUNT_WIDTH), 0, 0, 0))
        else:
            super().dataChanged(first, last, list(roles))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.code is not None:
            self.code_activated.emit(self.code)
            return
        if event.key() == Qt.Key.Key_F2 and self.code is not None:
            self.begin_renaming(self.code)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        where = self.visualRect(index).bottomLeft() if by_key else event.pos()
        self.menu_wanted.emit(index.data(CodeRole.CODE), self.viewport().mapToGlobal(where))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._dragged_to = event.position().toPoint() if event.isAccepted() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        # Not by the style: it frames half of the row in black.
        self.setDropIndicatorShown(False)
        super().paintEvent(event)
        self.setDropIndicatorShown(True)
        painter = QPainter(self.viewport())
        if self.state() == QAbstractItemView.State.DraggingState and self._dragged_to is not None:
            row = self.visualRect(self.indexAt(self._dragged_to))
            paint_drop(painter, QRectF(row), self.dropIndicatorPosition())
        if self._words.strip() and not self._codes.rowCount():
            box = QRectF(16, 6, self.viewport().width() - 32, 26)
            draw_text(painter, box, f"No code matches “{self._words.strip()}”.", fonts.secondary(), "text3")
        painter.end()
