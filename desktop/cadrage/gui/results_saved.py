"""The results at the side: the usual questions, and those that the project keeps under a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from cadrage.core.filtering import Filter
from cadrage.core.model import Change
from cadrage.gui import fonts, icons
from cadrage.gui.kit import Button, List, Panel, PanelHeading, RowDelegate, column, row
from cadrage.gui.kit.painting import draw_text
from cadrage.gui.name_popup import NamePopup
from cadrage.gui.results_keeping import Keeping, Kept
from cadrage.gui.results_offers import Page, Wanted
from cadrage.gui.session import Session
from cadrage.gui.words import shortened

Index = QModelIndex | QPersistentModelIndex
WIDTH = 214
_NOWHERE = QModelIndex()
_ENTRY = Qt.ItemDataRole.UserRole + 97
_ICONS = {
    Page.TABLE: "table",
    Page.TIME: "chart-line",
    Page.TOGETHER: "waypoints",
    Page.EXEMPLARS: "quote",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a question with its name, kept or usual; one without either is a heading."""

    name: str
    wanted: Wanted | None = None
    kept: Kept | None = None


class EntriesModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entries[index.row()]
        heading = entry.wanted is None and entry.kept is None
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole and entry.kept is not None and entry.kept.unreadable:
            return f"{entry.name}: {entry.kept.unreadable}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return entry.name
        return None


class _Rows(RowDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(28, parent)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        entry = index.data(_ENTRY)
        if entry.wanted is None and entry.kept is None:
            draw_text(painter, rect.adjusted(14, 4, -8, 0), entry.name, fonts.group_heading(), "text2")
            return
        icon = _ICONS[entry.wanted.page] if entry.wanted is not None else "circle-alert"
        icons.draw(painter, icon, QRectF(rect.left() + 14, round(rect.center().y() - 7), 14, 14), "text2")
        weight = fonts.MEDIUM if selected else fonts.REGULAR
        draw_text(painter, rect.adjusted(36, 0, -8, 0), entry.name, fonts.ui(13, weight))


class _Results(List):
    """F2 renames, Del removes, the menu key lists both."""

    rename_wanted = Signal()
    remove_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


class ResultsSide(Panel):
    """`chosen(Wanted)` when a result is to be shown. Another one is kept by the button below."""

    chosen = Signal(object)

    def __init__(self, session: Session, keeping: Keeping, parent: QWidget) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._keeping = keeping
        self._usual: Sequence[tuple[str, Wanted]] = ()
        self._present: Wanted | None = None
        self.popup: NamePopup | None = None
        self.model = EntriesModel(self)
        self.list = _Results(name="Results", parent=self)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setUniformRowHeights(True)
        self.list.setModel(self.model)
        self.keep_button = Button(
            "Keep this result…", "quiet", "plus", tip="Keep the question under a name", parent=self
        )
        foot = row(self.keep_button, None, margins=(8, 4, 8, 8))
        self.setLayout(column(PanelHeading("Results", parent=self), (self.list, 1), foot, space=0))
        self.setMinimumWidth(150)
        self._connect()

    def _connect(self) -> None:
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.list.rename_wanted.connect(self._ask_other_name)
        self.list.remove_wanted.connect(self._remove)
        self.list.menu_wanted.connect(self._offer)
        self.keep_button.clicked.connect(self.ask_name)
        self._session.changed.connect(self._follow)

    def show_usual(self, usual: Sequence[tuple[str, Wanted]]) -> None:
        """The questions that this project can answer, and those that it keeps."""
        self._usual = usual
        self._list_all()

    def _list_all(self) -> None:
        kept = [Entry(each.name, each.wanted, each) for each in self._keeping.all()]
        mine = [Entry("Kept in this project"), *kept] if kept else []
        self.model.show([*mine, Entry("Usual questions"), *(Entry(name, wanted) for name, wanted in self._usual)])
        self.keep_button.setEnabled(self._session.project.writable)
        self.mark(self._present)

    def mark(self, present: Wanted | None) -> None:
        """The line of the result that is shown, if it is one of these."""
        self._present = present
        found = [at for at, each in enumerate(self.model.entries) if _same(each.wanted, present)]
        self.list.setCurrentIndex(self.model.index(found[0]) if found else QModelIndex())

    @property
    def name(self) -> str:
        """Of the result that is shown; empty where it is none of these."""
        found = (each.name for each in self.model.entries if _same(each.wanted, self._present))
        return next(found, "")

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if self._keeping.touched(change):
            self._list_all()

    # Choosing.

    def _entry(self) -> Entry | None:
        index = self.list.currentIndex()
        return self.model.entries[index.row()] if index.isValid() else None

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        entry = self.model.entries[index.row()]
        if entry.wanted is not None:
            self.chosen.emit(entry.wanted)
        elif entry.kept is not None:
            self._session.refused.emit(entry.kept.unreadable)

    # Keeping.

    @Slot()
    def ask_name(self) -> None:
        if self._present is not None:
            popup = self._ask("Keep this result", "Keep", "")
            popup.named.connect(partial(self._keep, self._present))

    def _keep(self, present: Wanted, name: str) -> None:
        wanted = replace(present, question=replace(present.question, filter=self._session.filter))
        self._session.attempt(partial(self._keeping.add, name, wanted))

    @Slot()
    def _ask_other_name(self) -> None:
        entry = self._entry()
        if entry is not None and entry.kept is not None and self._session.project.writable:
            popup = self._ask("Rename the result", "Rename", entry.kept.name)
            popup.named.connect(partial(self._rename, entry.kept.id))

    def _rename(self, number: int, name: str) -> None:
        self._session.attempt(partial(self._keeping.rename, number, name))

    @Slot()
    def _remove(self) -> None:
        entry = self._entry()
        if entry is not None and entry.kept is not None:
            self._session.attempt(partial(self._keeping.remove, entry.kept.id))
            self._session.told.emit(f"Removed the result {shortened(entry.kept.name)}")

    @Slot(QPoint)
    def _offer(self, place: QPoint) -> None:
        entry = self._entry()
        if entry is None or entry.kept is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for words, act in (("Rename…\tF2", self._ask_other_name), ("Remove\tDel", self._remove)):
            action = menu.addAction(words)
            action.setEnabled(self._session.project.writable)
            action.triggered.connect(act)
        menu.popup(place)

    def _ask(self, title: str, action: str, text: str) -> NamePopup:
        self.popup = NamePopup(title, "Name", action, text, parent=self)
        self.popup.destroyed.connect(self._forget)
        self.popup.ask_at(self.keep_button.mapToGlobal(QPoint(0, -80)))
        return self.popup

    @Slot()
    def _forget(self) -> None:
        self.popup = None


def _same(one: Wanted | None, other: Wanted | None) -> bool:
    """Whether two ask for the same, be the filter and the events what they are."""
    if one is None or other is None or one.page is not other.page:
        return False
    bare = (replace(each.question, filter=Filter(), events=()) for each in (one, other))
    return next(bare) == next(bare)
