"""What the window's commands do with the filter and the sets, whatever view is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot

from cadrage.core.filtering import Filter
from cadrage.gui import sets_menu
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.sets_page import SetsPage
from cadrage.gui.window_commands import WindowCommands
from cadrage.store.sets import Kind

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow

_TOP = 110  # pixels below the window's upper edge


class FilterCommands(WindowCommands):
    """Brings the filter bar of the view in front, takes the filter off, shows the page of sets."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.page: SetsPage | None = None

    @Slot()
    def ask(self) -> None:
        """The keys to the filter bar in front; a view without one gives way to the coding view."""
        window = self._window
        if window.session is None:
            return
        front = window.pages.currentWidget()
        bar = front.findChild(FilterBar) if front is not None else None
        if bar is None and window.coding_view is not None:
            window.show_coding()
            bar = window.coding_view.filter_bar
        if bar is not None:
            bar.ask()

    def take_off(self) -> None:
        if self._window.session is not None:
            self._window.session.set_filter(Filter())

    @Slot(str)
    def show_sets(self, kind: Kind = "document") -> None:
        """The sets of documents, or of codes, in a popup."""
        window = self._window
        if window.session is None:
            return
        self.page = SetsPage(window.session, kind, window)
        self.page.asked_for.connect(self._filter_by)
        self.page.destroyed.connect(self._forget)
        width = self.page.sizeHint().width() - 2 * self.page.EDGE
        place = window.mapToGlobal(QPoint((window.width() - width) // 2, _TOP))
        self.page.open_at(place)

    @Slot(str, int)
    def _filter_by(self, kind: Kind, number: int) -> None:
        if self._window.session is not None:
            sets_menu.filter_by_set(self._window.session, kind, number)

    @Slot()
    def _forget(self) -> None:
        self.page = None
