"""The window on which pictures are taken: with the made-up study, and back in order after every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from cadrage.core.filtering import Filter
from cadrage.core.model import Span
from cadrage.gui import shots_study, waiting
from cadrage.gui.code_tree import CodeTree
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.find_bar import FindBar
from cadrage.gui.main_window import MainWindow
from cadrage.gui.session import Session
from cadrage.store.project import Project


class Stage:
    """A window with the made-up study, in a folder of its own, and what its screens need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.study = folder / "study.cadrage"
        shots_study.build(self.study).close()
        self.window = MainWindow()
        self._fresh = 0

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    @property
    def pane(self) -> DocumentPane:
        assert self.window.coding_view is not None
        return self.window.coding_view.pane

    def do(self, command: str) -> None:
        """A command of the menus, by its name."""
        self.window.actions_.by_name[command].trigger()

    def tree(self, view: str = "coding") -> CodeTree:
        found = self.window.view(view).findChild(CodeTree)
        assert isinstance(found, CodeTree)
        return found

    def open_study(self) -> None:
        """As it was opened first, whatever another screen has left behind."""
        self.window.open_project(self.study)
        self.session.set_filter(Filter())
        self.session.show_others(shown=False)
        self.pane.findChildren(FindBar)[0].close_search()
        for bar in self.window.findChildren(FilterBar):
            if bar.hide_button.isVisible():
                bar.hide_button.click()
        self.session.open_document(self.session.project.documents.all()[0].id)

    def open_empty(self) -> None:
        self._fresh += 1
        self.window.show_project(Project.create(self.folder / f"empty-{self._fresh}.cadrage"))

    def code(self, short_id: str) -> int:
        return next(code.id for code in self.session.codebook.codes if code.short_id == short_id)

    def crowd(self) -> Span:
        """The passage with six codings."""
        at = self.pane.view.text().index(shots_study.CROWDED)
        return Span(at, at + len(shots_study.CROWDED))

    @contextmanager
    def shown(self, show: Callable[[Stage], None]) -> Iterator[QWidget | None]:
        """Shows a screen until the end of the block; the popup or window over the main one, if there is one."""
        self.window.show()
        show(self)
        waiting.pause(120)
        over = self._over()
        try:
            yield over
        finally:
            if over is not None:
                over.close()
            for popup in _open_popups():
                popup.close()
            waiting.pause()

    def _over(self) -> QWidget | None:
        popup = QApplication.activePopupWidget()
        others = (self.window.help_window, self.window.settings_view)
        return popup or next((each for each in others if each is not None and each.isVisible()), None)


def _open_popups() -> list[QWidget]:
    return [
        each for each in QApplication.topLevelWidgets() if each.isVisible() and each.windowType() == Qt.WindowType.Popup
    ]
