"""A list to check several things in, narrowed by typing: for filters and for the members of sets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import List, RowDelegate, SearchField, column, row
from cadrage.gui.kit.painting import RIGHT, draw_chip, draw_rounded, draw_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW, _MOST_ROWS = 28, 10
_FEW = 8  # so many entries need no field to find one


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; one without a value is a heading. `detail` stands at the right."""

    value: object
    words: str
    detail: str = ""
    chip: str = ""
    short: str = ""
    depth: int = 0

    @property
    def heading(self) -> bool:
        return self.value is None

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (self.short, self.words) if part)


class CheckModel(QAbstractListModel):
    """Entries, narrowed by words; a heading stays while something below it does."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self._shown: list[Entry] = []
        self._checked: frozenset[object] = frozenset()
        self._words = ""

    def show(self, entries: Sequence[Entry], checked: Collection[object]) -> None:
        """The same entries keep their places, and the reader's place among them."""
        self._checked = frozenset(checked)
        if tuple(entries) == self._all:
            if self._shown:
                self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
            return
        self._all = tuple(entries)
        self.narrow(self._words)

    def narrow(self, words: str) -> None:
        self._words = words
        wanted = words.strip().casefold()
        found: list[Entry] = []
        for entry in self._all:
            if entry.heading and found and found[-1].heading:
                found.pop()
            if entry.heading or wanted in entry.spoken.casefold():
                found.append(entry)
        if found and found[-1].heading:
            found.pop()
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    def entry(self, place: int) -> Entry:
        return self._shown[place]

    def checked(self, entry: Entry) -> bool:
        return entry.value in self._checked

    def first_from(self, place: int, step: int) -> int:
        """The next place that can be checked, -1 where there is none."""
        while 0 <= place < len(self._shown):
            if not self._shown[place].heading:
                return place
            place += step
        return -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._shown[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "" if entry.heading else ", checked" if self.checked(entry) else ", not checked"
            return f"{entry.spoken}{state}"
        return None


class _Rows(RowDelegate):
    """Check box, chip, short id, words, detail."""

    def __init__(self, model: CheckModel, parent: QWidget) -> None:
        super().__init__(_ROW, parent)
        self._model = model

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        entry = self._model.entry(index.row())
        if entry.heading:
            draw_text(painter, rect.adjusted(14, 4, -14, 0), entry.words, fonts.group_heading(), "text2")
            return
        _draw_box(
            painter, QRectF(rect.left() + 13, round(rect.center().y() - 7), 15, 15), on=self._model.checked(entry)
        )
        left = rect.left() + 37 + 14 * min(entry.depth, 4)
        if entry.chip:
            draw_chip(painter, left, round(rect.center().y() - 5), entry.chip)
            left += 17
        right = rect.right() - 14
        if entry.detail:
            box = QRectF(right - 90, rect.top(), 90, rect.height())
            ink = "text2" if selected else "text3"
            font = fonts.figures(fonts.secondary())
            right -= draw_text(painter, box, entry.detail, font, ink, align=RIGHT) + 8  # type: ignore[arg-type]
        box = QRectF(left, rect.top(), right - left, rect.height())
        if entry.short:
            box.setLeft(left + draw_text(painter, box, entry.short, fonts.heading(), "text2") + 7)
        draw_text(painter, box, entry.words, fonts.ui())


def _draw_box(painter: QPainter, rect: QRectF, *, on: bool) -> None:
    theme = current()
    if not on:
        draw_rounded(painter, rect, theme.colour("raised"), theme.colour("control"), radius=4)
        return
    draw_rounded(painter, rect, theme.colour("accent"), radius=4)
    icons.draw(painter, "check", rect.adjusted(2, 2, -2, -2), "on_accent", stroke=3)


class CheckList(QWidget):
    """`toggled(value, on)` when the user checks or unchecks an entry; `show_entries` is the answer to it.

    In the field, arrows move and Enter checks; in the list, Space does, too.
    """

    toggled = Signal(object, bool)

    def __init__(self, name: str, *, fill: str = "raised", parent: QWidget) -> None:
        super().__init__(parent)
        self.model = CheckModel(self)
        self.field = SearchField(f"Find in {name[0].lower()}{name[1:]}", parent=self)
        self.list = List(name=name, fill=fill, parent=self)
        self.list.setItemDelegate(_Rows(self.model, self.list))
        self.list.setUniformRowHeights(True)
        self.list.setModel(self.model)
        self._field_box = QWidget(self)
        self._field_box.setLayout(row(self.field, margins=(10, 4, 10, 6)))
        self.setLayout(column(self._field_box, (self.list, 1), margins=(0, 6, 0, 6), space=0))
        set_first_focus(self, self.field)
        self.field.searched.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)

    def show_entries(self, entries: Sequence[Entry], checked: Collection[object]) -> None:
        self.model.show(entries, checked)
        many = sum(not entry.heading for entry in entries) > _FEW
        self._field_box.setVisible(many)
        set_first_focus(self, self.field if many else self.list)
        if not self.list.currentIndex().isValid():
            self._go(0, 1)

    def fit(self) -> None:
        """As high as its rows, up to ten of them."""
        rows = min(max(self.model.rowCount(), 1), _MOST_ROWS)
        self.list.setFixedHeight(rows * _ROW + 8)

    @Slot(str)
    def _narrow(self, words: str) -> None:
        self.model.narrow(words)
        self._go(0, 1)

    def _go(self, place: int, step: int) -> None:
        found = self.model.first_from(place, step)
        if found >= 0:
            self.list.setCurrentIndex(self.model.index(found))

    def _toggle(self, place: int) -> None:
        if 0 <= place < self.model.rowCount():
            entry = self.model.entry(place)
            if not entry.heading:
                self.toggled.emit(entry.value, not self.model.checked(entry))

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event.key(), in_list=watched is self.list)
        clicked = event.type() == QEvent.Type.MouseButtonRelease and watched is self.list.viewport()
        if clicked and isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            self._toggle(self.list.indexAt(event.position().toPoint()).row())
        return super().eventFilter(watched, event)

    def _pressed(self, key: int, *, in_list: bool) -> bool:
        place = self.list.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (in_list and key == Qt.Key.Key_Space):
            self._toggle(place)
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go(place + step, step)
            return True
        return False
