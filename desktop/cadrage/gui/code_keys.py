"""The keys 1–9 of the pinned codes, alone and with Ctrl: actions in the menu and on the document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cadrage.core.model import Change
from cadrage.gui.session import Session
from cadrage.gui.words import in_menu, shortened


class CodeKeys(QObject):
    """Keeps the actions as the codebook has it; they act only while the document has the focus.

    A number alone calls `apply`, with Ctrl `go_on`: which applies the code and goes to the next sentence.
    """

    def __init__(
        self,
        session: Session,
        view: QWidget,
        menu: QMenu,
        apply: Callable[[int], None],
        go_on: Callable[[int], None],
    ) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._menu = menu
        self._apply = apply
        self._go_on = go_on
        self.actions: list[QAction] = []
        self._meant: list[tuple[str, int, str]] = []
        session.changed.connect(self._follow)
        self._refresh()

    def _follow(self, change: Change) -> None:
        if change.touches("code"):
            self._refresh()

    def _refresh(self) -> None:
        pinned = sorted((code for code in self._session.codebook.codes if code.key), key=lambda code: code.key)
        meant = [(code.key, code.id, code.label) for code in pinned]
        if meant == self._meant:
            return
        self._meant = meant
        for action in self.actions:
            # At once: two actions with one key would leave the key without effect.
            self._view.removeAction(action)
            self._menu.removeAction(action)
            action.deleteLater()
        self.actions = []
        for code in pinned:
            label = shortened(code.label)
            plain = self._make(f"Apply {label}", code.key, partial(_call, self._apply, code.id))
            going = self._make(f"Apply {label} and go on", f"Ctrl+{code.key}", partial(_call, self._go_on, code.id))
            self._menu.addAction(plain)
            self.actions += [plain, going]

    def _make(self, words: str, key: str, act: Callable[[bool], None]) -> QAction:
        action = QAction(in_menu(words), self)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setEnabled(self._session.project.writable)
        action.triggered.connect(act)
        self._view.addAction(action)
        return action


def _call(apply: Callable[[int], None], code: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    apply(code)
