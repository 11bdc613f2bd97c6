"""The menu of saved searches: run one, keep the present one, rename or remove."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cadrage.core.search import SavedSearch, Wanted
from cadrage.gui.name_popup import NamePopup
from cadrage.gui.session import Session
from cadrage.gui.words import in_menu, shortened


class SavedSearchMenu(QObject):
    """`chosen(Wanted)` when a saved search is to be run."""

    chosen = Signal(object)

    def __init__(self, session: Session, button: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._button = button
        self._view = parent
        self.popup: NamePopup | None = None

    def open(self, present: Wanted) -> None:
        self.menu(present).popup(self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))

    def menu(self, present: Wanted) -> QMenu:
        """Every saved search, and what can be done with the present one."""
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        saved = self._session.project.saved_searches.all()
        for each in saved:
            menu.addAction(in_menu(shortened(each.name))).triggered.connect(partial(self._choose, each.wanted))
        if saved:
            menu.addSeparator()
        keep = menu.addAction("Save this search…")
        keep.setEnabled(bool(present.query.strip()) and self._session.project.writable)
        keep.triggered.connect(partial(self._ask_name, present))
        for words, act in (("Rename", self._ask_other_name), ("Remove", self._remove)):
            if saved:
                more = menu.addMenu(words)
                more.setEnabled(self._session.project.writable)
                for each in saved:
                    more.addAction(in_menu(shortened(each.name))).triggered.connect(partial(act, each))
        return menu

    def _choose(self, wanted: Wanted, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self.chosen.emit(wanted)

    def _ask_name(self, wanted: Wanted, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        popup = self._ask("Save this search", "Save", shortened(wanted.query))
        popup.named.connect(partial(self._save, wanted))

    def _save(self, wanted: Wanted, name: str) -> None:
        self._session.attempt(partial(self._session.project.saved_searches.add, name, wanted))

    def _ask_other_name(self, saved: SavedSearch, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        popup = self._ask("Rename the search", "Rename", saved.name)
        popup.named.connect(partial(self._rename, saved.id))

    def _rename(self, number: int, name: str) -> None:
        self._session.attempt(partial(self._session.project.saved_searches.rename, number, name))

    def _remove(self, saved: SavedSearch, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self._session.attempt(partial(self._session.project.saved_searches.remove, saved.id))

    def _ask(self, title: str, action: str, text: str) -> NamePopup:
        self.popup = NamePopup(title, "Name", action, text, parent=self._view)
        self.popup.destroyed.connect(self._forget)
        place = self._button.mapToGlobal(QPoint(0, self._button.height() + 4))
        self.popup.ask_at(place)
        return self.popup

    def _forget(self) -> None:
        self.popup = None
