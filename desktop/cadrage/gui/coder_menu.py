"""Who codes: the menu of the status bar's coder."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu

from cadrage.gui.window_commands import WindowCommands
from cadrage.gui.words import in_menu, shortened


class CoderMenu(WindowCommands):
    """Lists the coders, lets another sit down, and offers what else concerns them."""

    @Slot()
    def show(self) -> None:
        if self._session is None:
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for coder in self._session.project.coders.all():
            action = menu.addAction(in_menu(f"Coder {shortened(coder.name)}"))
            action.setCheckable(True)
            action.setChecked(coder.id == self._session.me.id)
            action.setEnabled(self._session.project.writable)
            action.triggered.connect(partial(self._switch_to, coder.name))
        menu.addSeparator()
        menu.addAction(self._window.actions_.by_name["ask_coder"])
        menu.addAction(self._window.actions_.by_name["rename_coder"])
        menu.addAction(self._window.actions_.by_name["show_others"])
        menu.popup(self._window.status.coder.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _switch_to(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self.switch(name)

    def switch(self, name: str) -> None:
        """Let another coder sit down; a coder of a new name is made."""
        if self._session is None:
            return
        project = self._session.project
        coder = project.coders.find(name) or self._session.attempt(partial(project.coders.add, name))
        if coder is not None:
            self._session.attempt(partial(self._session.switch_coder, coder))
