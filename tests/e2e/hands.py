"""Hands for the tests: they press real keys and move a real mouse on the real window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget

from cadrage.core.model import Coding, Span
from cadrage.core.offsets import Offsets
from cadrage.gui import waiting
from cadrage.gui.agreement_view import AgreementView
from cadrage.gui.document_view import DocumentView
from cadrage.gui.import_view import ImportView
from cadrage.gui.kit import Field
from cadrage.gui.main_window import MainWindow
from cadrage.gui.name_popup import NamePopup
from cadrage.gui.session import Session
from cadrage.gui.tool_bar import VIEWS

LEFT = Qt.MouseButton.LeftButton


class Hands:
    """One person at one window. `actions` counts what they did: a drag, a click, a key press, a typed name each one."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.actions = 0

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    @property
    def view(self) -> DocumentView:
        assert self.window.coding_view is not None
        return self.window.coding_view.pane.view

    # Articles.

    def drop(self, paths: Sequence[Path]) -> None:
        """Drop files or folders on the window and press the button that imports them."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place = QPointF(self.window.rect().center())
        event = QDropEvent(
            place, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier, QDropEvent.Type.Drop
        )
        entered = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
        # Qt drops on the widget that the drag has entered.
        QApplication.sendEvent(self.window, entered)
        QApplication.sendEvent(self.window, event)
        self.actions += 1
        view = self.window.pages.currentWidget()
        assert isinstance(view, ImportView)
        waiting.until(view.import_button.isEnabled)
        self.click(view.import_button, view.import_button.rect().center())

    def open_document(self, file_name: str) -> None:
        """Click the document in the list."""
        assert self.window.coding_view is not None
        panel = self.window.coding_view.documents
        documents = self.session.project.documents.all()
        number = next(document.id for document in documents if document.file_name == file_name)
        index = panel.model.index(panel.model.row_of(number))
        panel.list.scrollTo(index)
        self.click(panel.list.viewport(), panel.list.visualRect(index).center())
        assert self.session.document == number

    # Passages.

    def place_of(self, position: int, part: float = 0.5) -> QPoint:
        """Some part of the way through the character at a position, in the viewport."""
        offsets = Offsets(self.view.text())
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(offsets.to_qt(position))
        left = self.view.cursorRect(cursor)
        cursor.setPosition(offsets.to_qt(position + 1))
        right = self.view.cursorRect(cursor)
        width = right.left() - left.left() if right.top() == left.top() else 4
        return QPoint(left.left() + round(width * part), left.center().y())

    def drag_over(self, span: Span) -> None:
        """Select a passage with the mouse, from inside its first character to inside its last."""
        self.view.reveal(Span(span.start, span.start + 1))
        waiting.pause()
        viewport = self.view.viewport()
        start, end = self.place_of(span.start, 0.25), self.place_of(span.end - 1, 0.75)
        QTest.mousePress(viewport, LEFT, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(viewport, (start + end) / 2)
        QTest.mouseMove(viewport, end)
        QTest.mouseRelease(viewport, LEFT, Qt.KeyboardModifier.NoModifier, end)
        self.actions += 1

    def click_on(self, position: int) -> None:
        self.view.reveal(Span(position, position + 1))
        waiting.pause()
        self.click(self.view.viewport(), self.place_of(position))

    def click(self, widget: QWidget, place: QPoint) -> None:
        QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, place)
        self.actions += 1

    # Codes.

    def click_code(self, code: int) -> None:
        """Click the code in the tree beside the document."""
        assert self.window.coding_view is not None
        tree = self.window.coding_view.codebook.tree
        index = tree.model().place(code)
        tree.scrollTo(index)
        self.click(tree.viewport(), tree.visualRect(index).center())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key in the document."""
        self.view.setFocus()
        QTest.keyClick(self.view, key, modifier)
        self.actions += 1

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key in whatever has the focus, wherever the program has put it."""
        QTest.keyClick(self._focused(), key, modifier)
        self.actions += 1

    def type_name(self, name: str) -> None:
        """A name in whatever has the focus."""
        QTest.keyClicks(self._focused(), name)
        self.actions += 1

    def _focused(self) -> QWidget:
        if QApplication.activePopupWidget() is None and not self.window.isActiveWindow():
            # Without a window manager nobody gives the window the keyboard back.
            self.window.activateWindow()
            waiting.until(self.window.isActiveWindow)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def answer_file_dialog(self, path: Path) -> None:
        """Once the next file dialog has come: the path, and Enter."""
        QTimer.singleShot(0, self.window, partial(self._answer, path, 200))

    def _answer(self, path: Path, patience: int) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            assert patience, "no file dialog came"
            QTimer.singleShot(10, self.window, partial(self._answer, path, patience - 1))
            return
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, str(path))
        self.actions += 1
        self._accept(dialog, field)

    def _accept(self, dialog: QFileDialog, field: QLineEdit) -> None:
        """Enter, and once more where Qt's own dialog has not read the folder yet."""
        if dialog.isVisible():
            QTest.keyClick(field, Qt.Key.Key_Return)
            self.actions += 1
            QTimer.singleShot(200, dialog, partial(self._accept, dialog, field))

    def code(self, span: Span, name: str) -> Coding | None:
        """Select a passage and put a code on it: by its key where it has one, else by a click."""
        before = {coding.id for coding in self.session.project.codings.all()}
        self.drag_over(span)
        found = self.session.codebook.find(name)
        assert found is not None
        if found.key:
            self.press(Qt.Key(ord(found.key)))
        else:
            self.click_code(found.id)
        fresh = [coding for coding in self.session.project.codings.all() if coding.id not in before]
        return fresh[0] if fresh else None

    def complete(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def write_memo(self, text: str) -> None:
        """M, the words, and back into the document."""
        assert self.window.coding_view is not None
        self.press(Qt.Key.Key_M)
        memo = self.window.coding_view.inspector.memo
        QTest.keyClicks(memo, text)
        self.view.setFocus()
        memo.store()

    # The rest of the window.

    def sit_down(self, name: str) -> None:
        """Choose the coder in the menu at the lower left, or add one of that name."""
        self.click(self.window.status.coder, self.window.status.coder.rect().center())
        menu = next(menu for menu in self.window.findChildren(QMenu) if menu.isVisible())
        wanted = next((action for action in menu.actions() if action.text() == f"Coder {name}"), None)
        self._choose(menu, f"Coder {name}" if wanted is not None else "New coder…")
        if wanted is None:
            self._answer_popup(name)
        assert self.session.me.name == name
        # Without a window manager nobody gives the window the keyboard back.
        self.window.activateWindow()
        waiting.until(self.window.isActiveWindow)

    def _choose(self, menu: QMenu, words: str) -> None:
        action = next(action for action in menu.actions() if action.text() == words)
        self.click(menu, menu.actionGeometry(action).center())

    def _answer_popup(self, name: str) -> None:
        popup = next(popup for popup in self.window.findChildren(NamePopup) if popup.isVisible())
        field = popup.findChild(Field)
        assert field is not None
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.actions += 2

    def go_to(self, view: str) -> QWidget:
        """Press the view's tab in the tool bar."""
        place = [name for name, _, _ in VIEWS].index(view)
        tab = self.window.tool_bar.tabs[place]
        self.click(tab, tab.rect().center())
        widget = self.window.pages.currentWidget()
        assert widget is not None
        return widget

    def compare(self) -> AgreementView:
        view = self.go_to("agreement")
        assert isinstance(view, AgreementView)
        waiting.until(lambda: view.table is not None)
        return view

    def wait_for(self, condition: Callable[[], bool]) -> None:
        waiting.until(condition)
