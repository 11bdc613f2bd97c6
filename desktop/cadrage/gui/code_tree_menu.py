"""The menu of a code in the tree: everything that can be done with it, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from cadrage.core.codebook import Codebook
from cadrage.core.model import Code
from cadrage.gui import sets_menu
from cadrage.gui.code_tree import CodeTree
from cadrage.gui.codebook_verbs import CodebookVerbs
from cadrage.gui.session import Session
from cadrage.gui.words import in_menu, shortened

KEYS = "123456789"
MOVES = (
    ("Up", "Alt+Shift+Up", "move_up"),
    ("Down", "Alt+Shift+Down", "move_down"),
    ("Under the code above", "Alt+Shift+Right", "move_in"),
    ("Out of its family", "Alt+Shift+Left", "move_out"),
)


class CodeMenu(QMenu):
    """Made for one showing. With `editing` it has what belongs to work on the codebook itself."""

    def __init__(self, session: Session, tree: CodeTree, verbs: CodebookVerbs, *, editing: bool) -> None:
        super().__init__(tree)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._tree = tree
        self._verbs = verbs
        code = verbs.code
        if session.project.writable:
            self._offer_new(code)
            if code is not None and not code.retired:
                self._offer_changes(code, editing=editing)
            elif code is not None:
                self._add("Take it back into the codebook", verbs.restore)
        if code is not None and not editing:
            self.addSeparator()
            self._add("Open in the codebook", verbs.open)
        if code is not None:
            sets_menu.offer_filter(self, session, "code", [code.id])
            if session.project.writable:
                sets_menu.offer_sets(self.addMenu("Sets"), session, "code", [code.id], tree)
        if editing:
            self.addSeparator()
            shown = self.addAction("Show retired codes")
            shown.setCheckable(True)
            shown.setChecked(tree.retired_shown)
            shown.triggered.connect(self._show_retired)

    def _add(self, words: str, verb: Callable[[], None], key: str = "") -> None:
        action = self.addAction(in_menu(words))
        action.triggered.connect(partial(_call, verb))
        if key:
            # Shown only: the tree has the key itself, and two actions with one key leave it without effect.
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _offer_new(self, code: Code | None) -> None:
        self._add("New family", self._verbs.add_family)
        if code is not None and not code.retired:
            self._add(f"New code under {shortened(code.label)}", self._verbs.add_below)
        self.addSeparator()

    def _offer_changes(self, code: Code, *, editing: bool) -> None:
        self._add("Rename", self._verbs.rename, "F2")
        self._add("Colour…", self._verbs.recolour)
        self.addMenu(self._keys(code))
        if editing:
            self.addMenu(self._moves(code))
        self.addSeparator()
        self._add("Merge into…", self._verbs.merge)
        if editing:
            self._add("Split…", self._verbs.split)
        self.addSeparator()
        family = self._session.codebook.family(code.id)
        verb = "Retire" if self._session.project.codes.used(family) else "Delete"
        whole = " and its sub-codes" if len(family) > 1 else ""
        self._add(f"{verb} {shortened(code.label)}{whole}", self._verbs.remove, "Del" if editing else "")

    def _keys(self, code: Code) -> QMenu:
        menu = QMenu("Key", self)
        holders = key_holders(self._session.codebook, but=code.id)
        for key in ("", *KEYS):
            words = f"{key} (now {shortened(holders[key])})" if key in holders else key or "None"
            action = menu.addAction(in_menu(words))
            action.setCheckable(True)
            action.setChecked(code.key == key)
            action.triggered.connect(partial(_call, partial(self._verbs.pin, key)))
        return menu

    def _moves(self, code: Code) -> QMenu:
        menu = QMenu("Move", self)
        book = self._session.codebook
        siblings = [each.id for each in book.children(code.parent if code.parent in book.by_id else None)]
        place = siblings.index(code.id) if code.id in siblings else 0
        possible = (place > 0, place < len(siblings) - 1, place > 0, code.parent in book.by_id)
        for (words, key, verb), allowed in zip(MOVES, possible, strict=True):
            action = menu.addAction(words)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setEnabled(allowed)
            action.triggered.connect(partial(_call, getattr(self._verbs, verb)))
        return menu

    def _show_retired(self, shown: bool) -> None:  # noqa: FBT001 (a slot)
        self._tree.show_retired(shown=shown)

    def ask_at(self, place: QPoint) -> None:
        self.popup(place)
        first = next((action for action in self.actions() if action.isEnabled() and not action.isSeparator()), None)
        if first is not None:
            self.setActiveAction(first)


def key_holders(codebook: Codebook, *, but: int) -> dict[str, str]:
    """Which other code has which key."""
    return {code.key: code.label for code in codebook.codes if code.key and code.id != but}


def _call(verb: Callable[[], None], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    verb()
