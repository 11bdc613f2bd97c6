"""The editor in a cell of the table of codings: opened, kept in its place, stored or given up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from cadrage.core.model import Coding
from cadrage.gui.codings_cells import raw_value
from cadrage.gui.codings_columns import Column, What
from cadrage.gui.codings_editors import ChoiceEditor, LineEditor, MemoEditor, value_editor
from cadrage.gui.codings_model import CodingsModel
from cadrage.gui.codings_verbs import CodingVerbs
from cadrage.gui.session import Session

Editor = ChoiceEditor | LineEditor | MemoEditor
_MEMO_WIDTH, _MEMO_HEIGHT = 320, 132
_LINE_WIDTH, _LINE_HEIGHT = 180, 30
_STORES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ELSEWHERE = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class CellEditing(QObject):
    """At most one editor, known by its coding and column: whatever is read anew meanwhile, it stays with its words.

    Enter and Tab store, Esc leaves the cell as it was, going elsewhere stores. What is refused stays in the editor.
    `went(int)` after Tab (1) and Shift+Tab (-1); `for_all(column, words)` after Ctrl+Enter, which means all the
    chosen codings. Qt's own editors go with every reset of the model, and ask it for the flags of every row.
    """

    went = Signal(int)
    for_all = Signal(object, str)

    def __init__(self, view: QAbstractItemView, model: CodingsModel, session: Session, verbs: CodingVerbs) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._session = session
        self._verbs = verbs
        self.editor: Editor | None = None
        self._coding = 0
        self._column: Column | None = None
        session.settling.connect(self.store)

    def begin(self, coding: Coding, column: Column, *, typed: str = "", offer: bool = False) -> None:
        """Open the editor for a cell, with a first character where one was `typed`; `offer` opens its list."""
        if not self.store():
            return
        home = self._view.viewport()
        if column.variable is None:
            self.editor = MemoEditor(home)
        else:
            in_use = self._model.material.values(column.variable.id)
            editor = value_editor(column.variable, self._session, in_use, home)
            assert isinstance(editor, Editor)
            self.editor = editor
        self._coding, self._column = coding.id, column
        self.editor.installEventFilter(self)
        self.editor.done.connect(self.store_and_return)
        self.place()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.begin(self._stored(), typed)
        if offer and isinstance(self.editor, ChoiceEditor):
            QTimer.singleShot(0, self.editor, self.editor.offer)

    @Slot()
    def place(self) -> None:
        """Over its cell, wherever that is now; gone with the row or the column."""
        editor, column = self.editor, self._column
        if editor is None or column is None:
            return
        row, section = self._model.place_of(self._coding), self._model.section(column.key)
        if row < 0 or section < 0:
            if not self.unstored or not self.store():
                self.leave()
            return
        editor.setGeometry(self._geometry(self._view.visualRect(self._model.index(row, section))))

    def _geometry(self, cell: QRect) -> QRect:
        room = self._view.viewport().rect()
        wanted = _MEMO_WIDTH
        if isinstance(self.editor, ChoiceEditor):
            wanted = min(self.editor.sizeHint().width(), _MEMO_WIDTH)
        elif isinstance(self.editor, LineEditor):
            wanted = _LINE_WIDTH
        width = max(cell.width() - 4, wanted)
        left = max(0, min(cell.left() + 2, room.right() - width - 2))
        if not isinstance(self.editor, MemoEditor):
            return QRect(left, cell.center().y() - 15, width, _LINE_HEIGHT)
        # Below the last rows there is no room: there it grows upwards.
        top = cell.top() + 2 if cell.top() + _MEMO_HEIGHT < room.bottom() else cell.bottom() - _MEMO_HEIGHT
        return QRect(left, top, width, _MEMO_HEIGHT)

    @property
    def unstored(self) -> bool:
        """Whether words were typed that are not stored."""
        return self.editor is not None and self.editor.words() != self._stored()

    def _stored(self) -> str:
        coding, column = self._model.material.codings.get(self._coding), self._column
        if coding is None or column is None:
            return ""
        material = self._model.material
        return material.memo(coding) if column.what is What.MEMO else raw_value(material, coding, column)

    @Slot()
    def store(self) -> bool:
        """Store what was typed and close; False where it was refused, and the keyboard is back in the editor."""
        if self.editor is None or self._column is None:
            return True
        coding = self._model.material.codings.get(self._coding)
        words, column = self.editor.words(), self._column
        if coding is None or not self.unstored:
            self.leave()
            return True
        if not self._verbs.set_cell([coding], column, words):
            if self.editor is not None:
                self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.leave()
        return True

    @Slot()
    def store_and_return(self) -> bool:
        """As `store`; the table has the keyboard then."""
        done = self.store()
        if done:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        return done

    def leave(self) -> None:
        """Close the editor with whatever is in it."""
        editor, self.editor, self._column = self.editor, None, None
        if editor is not None:
            editor.removeEventFilter(self)
            had_keyboard = editor.hasFocus()
            editor.hide()
            editor.deleteLater()
            if had_keyboard:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """What the keys do in every editor; False for those that are its own."""
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _STORES and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._store_for_all()
        elif key in _STORES and not modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self.store_and_return()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if self.store_and_return():
                self.went.emit(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _store_for_all(self) -> None:
        if self.editor is not None and self._column is not None:
            self.for_all.emit(self._column, self.editor.words())

    @Slot()
    def _left(self) -> None:
        editor, popup = self.editor, QApplication.activePopupWidget()
        # The list of a choice has the keyboard for its box.
        if editor is not None and not editor.hasFocus() and (popup is None or popup.parent() is not editor):
            self.store()

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.editor:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event.key(), event.modifiers())
        left = event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent)
        if left and event.reason() not in _ELSEWHERE:  # type: ignore[attr-defined]
            # After the event: storing may take the row away, and with it the editor.
            QTimer.singleShot(0, self, self._left)
        return False
