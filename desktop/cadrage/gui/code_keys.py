"""The keys 1–9 of the pinned codes: an action for each, in the menu and on the document."""

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
    """Keeps the actions as the codebook has it; they act only while the document has the focus."""

    def __init__(self, session: Session, view: QWidget, menu: QMenu, apply: Callable[[int], None]) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._menu = menu
        self._apply = apply
        self.actions: list[QAction] = []
        session.changed.connect(self._follow)
        self._refresh()

    def _follow(self, change: Change) -> None:
        if change.touches("code"):
            self._refresh()

    def _refresh(self) -> None:
        for action in self.actions:
            # At once: two actions with one key would leave the key without effect.
            self._view.removeAction(action)
            self._menu.removeAction(action)
            action.deleteLater()
        pinned = sorted((code for code in self._session.codebook.codes if code.key), key=lambda code: code.key)
        self.actions = [self._make(code.id, code.label, code.key) for code in pinned]

    def _make(self, code: int, label: str, key: str) -> QAction:
        action = QAction(in_menu(f"Apply {shortened(label)}"), self)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setEnabled(self._session.project.writable)
        action.triggered.connect(partial(_call, self._apply, code))
        self._view.addAction(action)
        self._menu.addAction(action)
        return action


def _call(apply: Callable[[int], None], code: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    apply(code)
