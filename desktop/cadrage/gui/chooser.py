"""A popup with a field and a list below it: type to narrow, arrows to move, Enter to take."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QStyleOptionViewItem, QWidget

from cadrage.gui.kit import Field, Hairline, IconLabel, Label, List, Panel, Popup, RowDelegate, row

_MOST_SHOWN = 8  # rows before the list scrolls
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractListModel):
    """Any values under UserRole; `words` says each to a screen reader, `choosable` which can be taken."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.values: list[object] = []

    def show(self, values: list[object]) -> None:
        self.beginResetModel()
        self.values = values
        self.endResetModel()

    def words(self, value: object) -> str:
        return str(value)

    def choosable(self, value: object) -> bool:
        return True

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.values)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.choosable(self.values[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self.values[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(value)
        return None


class Chooser(Popup):
    """`typed(str)` asks for other rows: answer with `show_rows`. `moved(value)` and `taken(value, stay)`
    tell where the keyboard is and what was chosen; `stay` where Shift was held."""

    typed = Signal(str)
    moved = Signal(object)
    taken = Signal(object, bool)

    def __init__(self, rows: Rows, delegate: RowDelegate, hint: str, *, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._above = False
        self.rows = rows
        rows.setParent(self)
        self.field = Field(hint=hint, name=hint, bare=True, parent=self)
        self.count = Label(role="muted", parent=self)
        self.list = List(name=hint, fill="raised", parent=self)
        delegate.setParent(self.list)
        self.list.setItemDelegate(delegate)
        self.list.setModel(rows)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._delegate = delegate
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._click)
        self.list.selectionModel().currentChanged.connect(self._tell)

    def lay_out(self, head: QBoxLayout | None = None, foot: QBoxLayout | None = None) -> None:
        """A line above the field and one below the list, where there is something to say."""
        search = row(IconLabel("search", "text2", 18, parent=self), (self.field, 1), self.count, margins=(16, 6, 16, 6))
        if head is not None:
            self.body.addLayout(head)
            self.body.addWidget(Hairline(parent=self))
        self.body.addLayout(search)
        self.body.addWidget(Hairline(parent=self))
        self.body.addWidget(self.list)
        if foot is not None:
            self.body.addWidget(Hairline(parent=self))
            self.body.addWidget(Panel(foot, "window", parent=self))

    def show_rows(self, values: list[object], count: str) -> None:
        self.rows.show(values)
        self.count.setText(count)
        option = QStyleOptionViewItem()
        heights = [
            self._delegate.sizeHint(option, self.rows.index(place)).height()
            for place in range(min(len(values), _MOST_SHOWN))
        ]
        self.list.setFixedHeight(sum(heights) or self._delegate.height)
        if self.isVisible():
            self._fit()
        self._go(0, 1)

    def ask(self, left: int, top: int, bottom: int) -> None:
        """Show it below or above a place (global positions), ready to type."""
        self.show_beside(left, top, bottom)
        self._above = self.geometry().bottom() - self.EDGE <= top
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self) -> None:
        """As high as its rows; the edge beside the place that it was opened for stays where it is."""
        end = self.y() + self.height()
        # The card tells the popup only when the window has time.
        self.body.activate()
        self.adjustSize()
        if self._above:
            self.move(self.x(), end - self.height())

    def _go(self, place: int, step: int) -> None:
        """To the next row from `place` on that can be chosen."""
        while 0 <= place < len(self.rows.values):
            if self.rows.choosable(self.rows.values[place]):
                self.list.setCurrentIndex(self.rows.index(place))
                return
            place += step

    @Slot(QModelIndex)
    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(index.data(Qt.ItemDataRole.UserRole))

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        self._take(index, stay=False)

    def _take(self, index: QModelIndex, *, stay: bool) -> None:
        if index.isValid() and self.rows.choosable(self.rows.values[index.row()]):
            value = index.data(Qt.ItemDataRole.UserRole)
            if not stay:
                self.close()
            self.taken.emit(value, stay)

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = self.list.currentIndex().row()
            if event.key() == Qt.Key.Key_Down:
                self._go(place + 1, 1)
                return True
            if event.key() == Qt.Key.Key_Up:
                self._go(place - 1, -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                stay = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._take(self.list.currentIndex(), stay=stay)
                return True
        return super().eventFilter(watched, event)
