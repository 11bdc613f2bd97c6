"""The page of sets: which there are at the left, the name and the members of one at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from cadrage.core.filtering import NamedSet
from cadrage.core.model import Change
from cadrage.gui.check_list import CheckList, Entry
from cadrage.gui.kit import (
    Button,
    Field,
    Hairline,
    Label,
    List,
    Popup,
    RowRole,
    Segments,
    TwoLineRow,
    column,
    row,
)
from cadrage.gui.session import Session
from cadrage.gui.words import counted
from cadrage.store.sets import Kind, SetsOf

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDTH, _LEFT, _HEIGHT = 640, 220, 420
_NONE = "No sets yet. A set puts documents or codes together under a name, so that lists, counts and exports can be" \
    " narrowed to them."  # fmt: skip


class SetsModel(QAbstractListModel):
    """The sets of one kind by name, with how many members each has."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sets: tuple[NamedSet, ...] = ()
        self._kind: Kind = "document"

    def show(self, sets: tuple[NamedSet, ...], kind: Kind) -> None:
        self.beginResetModel()
        self.sets, self._kind = sets, kind
        self.endResetModel()

    def place_of(self, number: int | None) -> int:
        return next((place for place, each in enumerate(self.sets) if each.id == number), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.sets[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return found.name
        if role == RowRole.SECOND:
            return counted(len(found.members), self._kind)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.name}, {counted(len(found.members), self._kind)}"
        return None


class SetsPage(Popup):
    """Makes, names, fills and removes sets; each step can be undone. `asked_for(kind, id)` to filter by one."""

    asked_for = Signal(str, int)

    def __init__(self, session: Session, kind: Kind, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._kind: Kind = kind
        self._chosen: int | None = None
        self.kinds = Segments([("document", "Documents"), ("code", "Codes")], kind, name="Sets of", parent=self)
        self.model = SetsModel(self)
        self.list = List(TwoLineRow(), name="Sets", fill="raised", parent=self)
        self.list.setModel(self.model)
        self.new = Button("New set", icon="plus", parent=self)
        self.name = Field(name="Name of the set", hint="Name", parent=self)
        self.members = CheckList("Members", parent=self)
        self.use = Button("Filter by it", icon="list-filter", tip="Narrow lists, counts and exports", parent=self)
        self.undo = Button("Undo", "quiet", parent=self)
        self.remove = Button("Remove set", "quiet", tip="Its documents or codes stay (Del)", parent=self)
        self._pages = QStackedLayout()
        self._arrange()
        self._connect()
        self.refresh()

    def _arrange(self) -> None:
        left = QWidget(self)
        left.setFixedWidth(_LEFT)
        writable = self._session.project.writable
        left.setLayout(
            column(row(self.kinds, None, margins=(14, 0, 10, 0)), (self.list, 1), row(self.new, None,
                   margins=(14, 0, 10, 0)), margins=(0, 14, 0, 12), space=10)
        )  # fmt: skip
        full, none = QWidget(self), QWidget(self)
        buttons = row(self.use, None, self.undo, self.remove, margins=(12, 6, 12, 12))
        full.setLayout(column(row(self.name, margins=(12, 14, 12, 4)), (self.members, 1), buttons, space=0))
        none.setLayout(column(Label(_NONE, "muted", wrap=True, parent=none), None, margins=(20, 24, 20, 20)))
        self._pages.addWidget(none)
        self._pages.addWidget(full)
        both = row(left, Hairline(vertical=True, parent=self), (self._pages, 1), space=0)
        whole = QWidget(self)
        whole.setFixedHeight(_HEIGHT)
        whole.setLayout(both)
        assert isinstance(self.body, QVBoxLayout)
        self.body.addWidget(whole)
        for widget in (self.new, self.name, self.members, self.remove, self.undo):
            widget.setEnabled(writable)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._change_kind)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.installEventFilter(self)
        self.new.clicked.connect(self.make)
        self.name.editingFinished.connect(self._rename)
        self.members.toggled.connect(self._toggle)
        self.use.clicked.connect(self._use)
        self.undo.clicked.connect(self._session.undo)
        self.remove.clicked.connect(self._remove)
        self._session.changed.connect(self._follow)

    def open_at(self, place: QPoint) -> None:
        """With its upper left corner at a global point, ready for keys."""
        self.show_beside(place.x(), place.y(), place.y())
        self.list.setFocus()

    @property
    def sets(self) -> SetsOf:
        return self._session.project.sets.of(self._kind)

    @property
    def current(self) -> NamedSet | None:
        place = self.model.place_of(self._chosen)
        return self.model.sets[place] if place >= 0 else None

    # Showing.

    def refresh(self) -> None:
        """The sets as they are now; the one that was chosen stays so, else the first is."""
        found = self.sets.all()
        if self._chosen not in {each.id for each in found}:
            self._chosen = found[0].id if found else None
        wanted = self._chosen
        self.model.show(found, self._kind)
        self._chosen = wanted
        self.list.setCurrentIndex(self.model.index(self.model.place_of(wanted)) if found else QModelIndex())
        self._show_members()
        step = self._session.project.next_undo
        self.undo.setEnabled(step is not None)
        self.undo.setToolTip(f"Undo: {step}" if step else "")

    def _show_members(self) -> None:
        current = self.current
        self._pages.setCurrentIndex(0 if current is None else 1)
        if current is None:
            return
        if not self.name.isModified():
            self.name.setText(current.name)
        self.members.show_entries(self._entries(), current.members)

    def _entries(self) -> list[Entry]:
        if self._kind == "document":
            return [Entry(each.id, each.title) for each in self._session.project.documents.all()]
        nodes = self._session.codebook.nodes
        return [
            Entry(node.code.id, node.code.name, "", node.code.colour, node.code.short_id, node.depth) for node in nodes
        ]

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches(f"{self._kind}_set", f"{self._kind}_set_member", self._kind):
            self.refresh()

    # Changing.

    @Slot(object)
    def _change_kind(self, kind: Kind) -> None:
        self._kind, self._chosen = kind, None
        self.refresh()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and self.model.sets[index.row()].id != self._chosen:
            self._chosen = self.model.sets[index.row()].id
            self.name.setModified(False)
            self._show_members()

    @Slot()
    def make(self) -> None:
        """A new, empty set, ready to be named."""
        taken = {each.name.casefold() for each in self.sets.all()}
        name = next(name for number in range(1, len(taken) + 2) if (name := f"Set {number}").casefold() not in taken)
        made = self._session.attempt(partial(self.sets.add, name))
        if made is not None:
            self._chosen = made.id
            self.refresh()
            self.name.setFocus()
            self.name.selectAll()

    @Slot()
    def _rename(self) -> None:
        current = self.current
        if current is None or not self.name.isModified():
            return
        self.name.setModified(False)
        if self.name.text().strip():
            self._session.attempt(partial(self.sets.rename, current.id, self.name.text()))
        self._show_members()

    @Slot(object, bool)
    def _toggle(self, member: object, on: bool) -> None:  # noqa: FBT001 (a slot)
        if self._chosen is not None and isinstance(member, int):
            verb = self.sets.put if on else self.sets.take_out
            self._session.attempt(partial(verb, self._chosen, [member]))

    @Slot()
    def _use(self) -> None:
        if self._chosen is not None:
            self.close()
            self.asked_for.emit(self._kind, self._chosen)

    @Slot()
    def _remove(self) -> None:
        if self._chosen is not None:
            self.name.setModified(False)
            self._session.attempt(partial(self.sets.remove, self._chosen))

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._session.project.writable:
                self._remove()
                return True
            if event.key() == Qt.Key.Key_F2:
                self.name.setFocus()
                self.name.selectAll()
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._rename()
        super().closeEvent(event)
