"""What groups of the window's commands share: the window, and what is open in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from cadrage.gui.document_pane import DocumentPane
    from cadrage.gui.main_window import MainWindow
    from cadrage.gui.session import Session


class WindowCommands(QObject):
    """A group of commands. Without a project (or without a document) a command does nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _session(self) -> Session | None:
        return self._window.session

    @property
    def _pane(self) -> DocumentPane | None:
        return self._window.coding_view.pane if self._window.coding_view is not None else None
