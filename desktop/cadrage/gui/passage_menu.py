"""The context menu of the text: codes for these words, the codings that are here, copying."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu

from cadrage.core.model import Code, Coding
from cadrage.gui.code_chip import chip_icon
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.session import Session
from cadrage.gui.words import in_menu, shortened

RECENT = 8
_CODING = ("find_code", "code_new", "code_in_vivo")
_COPYING = ("copy_words", "copy_cited")
_FOR_ONE = ("write_memo", "toggle_important", "make_example", "remove_coding")


class PassageMenu(QObject):
    """Opens where the mouse is, or at the caret. `apply(code)` codes the selected words, else the sentence.

    Commands stand here as the window's own actions, found on the view by their names.
    """

    def __init__(self, session: Session, pane: DocumentPane, apply: Callable[[int], None]) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._view = pane.view
        self._apply = apply
        self._view.installEventFilter(self)
        self._view.viewport().installEventFilter(self)

    def open_at_caret(self) -> None:
        """Below the selected words, else below the caret."""
        if self._view.selected_span() is not None:
            left, _, bottom = self._view.selection_place()
            self._open(QPoint(left, bottom))
        else:
            self._open(self._view.caret_place())

    def _open_at_mouse(self, event: QContextMenuEvent) -> None:
        position = self._view.character_at(QPointF(event.pos()))
        selected = self._view.selected_span()
        if position is not None and not (selected is not None and selected.holds(position)):
            # The menu speaks of the place that was clicked.
            self._view.set_caret(position)
        self._view.setFocus(Qt.FocusReason.PopupFocusReason)
        self._open(event.globalPos())

    def _open(self, place: QPoint) -> None:
        if self._session.document is None:
            return
        menu = self._menu()
        menu.popup(place)
        chosen = next((action for action in menu.actions() if action.isEnabled() and not action.isSeparator()), None)
        if chosen is not None:
            menu.setActiveAction(chosen)

    def _menu(self) -> QMenu:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Menu for these words")
        if self._session.project.writable:
            self._add_codes(menu)
            self._add_commands(menu, _CODING)
            menu.addSeparator()
        for coding in self._session.project.codings.get(self._pane.verbs.ids_here()):
            self._add_coding(menu, coding)
        menu.addSeparator()
        self._add_commands(menu, _COPYING)
        return menu

    # Codes.

    def _add_codes(self, menu: QMenu) -> None:
        """The codes that were used last, then, aside, the other ones that have a key."""
        codes = {code.id: code for code in self._session.codebook.codes}
        latest = self._session.project.codings.latest_codes(self._session.me.id, 2 * RECENT)
        recent = [codes[number] for number in latest if number in codes][:RECENT]
        for code in recent:
            menu.addAction(self._code_action(menu, code))
        pinned = sorted((code for code in codes.values() if code.key), key=lambda code: code.key)
        others = [code for code in pinned if code not in recent]
        if others:
            # Without any recent code nothing has to be kept short.
            below = menu.addMenu("Codes with a key") if recent else menu
            for code in others:
                below.addAction(self._code_action(below, code))
        if recent or others:
            menu.addSeparator()

    def _code_action(self, menu: QMenu, code: Code) -> QAction:
        name = f"{code.short_id}  {code.name}" if code.short_id else code.name
        words = in_menu(shortened(name))
        # What stands behind a tab is shown as a key, and is none: the key works without the menu.
        action = QAction(chip_icon(code.colour), f"{words}\t{code.key}" if code.key else words, menu)
        action.triggered.connect(partial(_call, self._apply, code.id))
        return action

    # Commands.

    def _add_commands(self, menu: QMenu, names: tuple[str, ...]) -> None:
        known = {action.objectName(): action for action in self._view.actions()}
        for name in names:
            if name in known:
                menu.addAction(known[name])

    # Codings.

    def _add_coding(self, menu: QMenu, coding: Coding) -> None:
        code = self._session.project.codes.get(coding.code)
        words = coding.span.quotation(self._view.text()).replace("\n", " ")
        label = shortened(code.label) if code is not None else ""
        title = f"{label}   “{shortened(words, 32)}”"
        below = menu.addMenu(in_menu(title))
        if code is not None:
            below.setIcon(chip_icon(code.colour))
        self._add(below, "Select", coding, _nothing)
        if coding.coder != self._session.me.id or not self._session.project.writable:
            return
        known = {action.objectName(): action for action in self._view.actions()}
        for name in _FOR_ONE:
            if name in known:
                unmark = name == "toggle_important" and coding.important
                text = "No longer important" if unmark else known[name].text()
                keys = known[name].shortcut().toString()
                self._add(below, f"{text}\t{keys}" if keys else text, coding, known[name].trigger)

    def _add(self, menu: QMenu, words: str, coding: Coding, act: Callable[[], None]) -> None:
        action = QAction(words, menu)
        action.triggered.connect(partial(self._select_and, coding.id, act))
        menu.addAction(action)

    def _select_and(self, coding: int, act: Callable[[], None], _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._session.select_coding(coding)
        act()

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ContextMenu or not isinstance(event, QContextMenuEvent):
            return False
        if event.reason() == QContextMenuEvent.Reason.Keyboard or watched is self._view:
            self.open_at_caret()
        else:
            self._open_at_mouse(event)
        return True


def _call(apply: Callable[[int], None], code: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    apply(code)


def _nothing() -> None:
    pass
