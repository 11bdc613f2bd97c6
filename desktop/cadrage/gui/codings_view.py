"""The view of codings: every quotation in its context, to be found, sorted, read and opened."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.model import Change, Coding
from cadrage.gui.codings_bars import CodingBar, CountLine
from cadrage.gui.codings_filters import CodingFilters
from cadrage.gui.codings_material import Material
from cadrage.gui.codings_model import PATCHED, CodingsModel, Order, Wanted
from cadrage.gui.codings_table import CodingsGrid
from cadrage.gui.kit import EmptyState, Hairline, Panel, column, row
from cadrage.gui.session import Session

_TOUCHING = ("coding", "memo", "code", "coder", "document")
_NO_MATCH = ("No coding matches", "Other words or fewer filters will find more.")
_NONE_YET = (
    "No codings yet",
    "Select words in a document and click a code, or press the number beside it.",
)
_NONE_OF_MINE = (
    "You have no codings yet",
    "Other coders’ codings are hidden; “Show coders” shows them here, too.",
)


class CodingsView(Panel):
    """The codings of the shown coders. `memo_requested(int)` once the coding is open in its document."""

    memo_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="surface", parent=parent)
        self._session = session
        self._stale = True
        self.filters = CodingFilters(self)
        self.count = CountLine(self)
        self.model = CodingsModel(self)
        self.grid = CodingsGrid(self.model, self)
        self.empty = EmptyState("", "", "Clear filters", icon="quote", parent=self)
        self.bar = CodingBar(self)
        self._pages = QStackedLayout()
        self.setFocusProxy(self.grid)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        bare = QWidget(self)
        bare.setLayout(column(None, row(None, (self.empty, 2), None), None, None, margins=(24, 24, 24, 24)))
        self._pages.addWidget(self.grid)
        self._pages.addWidget(bare)
        line = Hairline(parent=self)
        self.setLayout(column(self.filters, self.count, (self._pages, 1), line, self.bar, space=0))

    def _connect(self) -> None:
        self.filters.wanted.connect(self._want)
        self.count.order_chosen.connect(self._sort)
        self.count.cleared.connect(self.filters.take_off)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(self.filters.take_off)
        self.grid.sorted_by.connect(self._sort)
        self.grid.chosen.connect(self._show_chosen)
        self.grid.opened.connect(self.open_chosen)
        self.grid.removed.connect(self.remove_chosen)
        self.bar.opened.connect(self.open_chosen)
        self.bar.memo.connect(self.open_memo)
        self.bar.removed.connect(self.remove_chosen)
        self._session.changed.connect(self._on_change)
        self._session.coder_changed.connect(self.refresh)
        self._session.shown_changed.connect(self.refresh)

    # Reading.

    @Slot()
    def refresh(self) -> None:
        """Read all codings anew; now if the view is seen, else when it is shown next."""
        self._stale = True
        if not self.isVisible():
            return
        self._stale = False
        kept, top = self._selected_ids(), self.grid.verticalScrollBar().value()
        material = Material(self._session)
        self.filters.show_material(material, self._session.shown_coders)
        self.model.wanted = self.filters.value()
        self.model.show_material(material)
        self.grid.fit_codes([code.label for code in material.codebook.codes])
        self._restore(kept)
        self.grid.verticalScrollBar().setValue(top)
        self._settle()

    @Slot(object)
    def _want(self, wanted: Wanted) -> None:
        kept = self._selected_ids()
        self.model.want(wanted)
        self._restore(kept)
        self._settle()

    @Slot(object)
    def _sort(self, order: Order) -> None:
        kept = self._selected_ids()
        self.model.sort_by(order)
        self._restore(kept)
        self._settle()

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        if not change.touches(*_TOUCHING):
            return
        codings = change.ids("coding")
        if self._stale or not self.isVisible():
            self._stale = True
        elif change.touches("code", "coder", "document") or len(codings) > PATCHED:
            self.refresh()
        else:
            self._patch(codings, memos=change.touches("memo"))

    def _patch(self, codings: frozenset[int], *, memos: bool) -> None:
        self.model.patch(codings)
        if memos:
            self.model.patch_memos()
        self._settle()

    def _settle(self) -> None:
        """Count, page and bar after the rows have changed."""
        self.count.show_count(self.model)
        self._show_chosen()
        if self.model.rowCount():
            self._pages.setCurrentIndex(0)
            return
        filtered = self.model.total > 0
        words = _NO_MATCH if filtered else _NONE_OF_MINE if self._others_hidden() else _NONE_YET
        self.empty.set_words(*words)
        if self.empty.button is not None:
            self.empty.button.setVisible(filtered)
        self._pages.setCurrentIndex(1)

    def _others_hidden(self) -> bool:
        """Whether there are codings that are not shown."""
        return bool(self._session.project.codings.counts_by_code())

    # The chosen codings.

    def selected(self) -> list[Coding]:
        """The chosen codings, in the order of the rows."""
        found = (self.model.coding_at(place) for place in self.grid.selected_places())
        return [coding for coding in found if coding is not None]

    def current(self) -> Coding | None:
        """The coding that the bar shows."""
        chosen = self.selected()
        at_focus = self.model.coding_at(self.grid.currentIndex().row())
        return at_focus if at_focus in chosen else chosen[0] if chosen else None

    def _selected_ids(self) -> list[int]:
        return [coding.id for coding in self.selected()]

    def _restore(self, codings: list[int]) -> None:
        """Choose these again, as far as they are still shown."""
        places = [place for place in map(self.model.place_of, codings) if place >= 0]
        selection = QItemSelection()
        for place in places:
            index = self.model.index(place, 0)
            selection.merge(QItemSelection(index, index), QItemSelectionModel.SelectionFlag.Select)
        flags = QItemSelectionModel.SelectionFlag
        if places:
            model = self.grid.selectionModel()
            model.setCurrentIndex(self.model.index(places[0], 0), flags.NoUpdate)
            model.select(selection, flags.ClearAndSelect | flags.Rows)
            self.grid.scrollTo(self.model.index(places[0], 0))

    @Slot()
    def _show_chosen(self) -> None:
        coding = self.current()
        if coding is None:
            self.bar.show_nothing()
            return
        chosen, me = self.selected(), self._session.me.id
        own = all(each.coder == me for each in chosen) and self._session.project.writable
        self.bar.show_coding(coding, self.model.material, chosen=len(chosen), removable=own)

    @Slot()
    def open_chosen(self) -> None:
        """Show the coding in its document, raised and in the inspector."""
        coding = self.current()
        if coding is not None:
            self._session.reveal(coding.document, coding.span)
            self._session.select_coding(coding.id)

    @Slot()
    def open_memo(self) -> None:
        coding = self.current()
        if coding is not None:
            self.open_chosen()
            self.memo_requested.emit(coding.id)

    @Slot()
    def remove_chosen(self) -> None:
        """Take the chosen codings away; the store refuses other coders'."""
        chosen = self._selected_ids()
        if chosen:
            self._session.attempt(partial(self._session.project.codings.remove, chosen))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
