"""The table of codings: chosen by mouse and keys, edited in its cells, copied as rows or as quotations."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from cadrage.core.model import Coding
from cadrage.gui.codings_cell import CodingCell
from cadrage.gui.codings_columns import EDITABLE, Column, What
from cadrage.gui.codings_editing import CellEditing
from cadrage.gui.codings_header import CodingsHeader
from cadrage.gui.codings_keys import Ask, asked
from cadrage.gui.codings_model import CodingsModel, Index
from cadrage.gui.codings_order import Order
from cadrage.gui.codings_verbs import CodingVerbs
from cadrage.gui.kit import Table
from cadrage.gui.session import Session

ROW_HEIGHT = 54
_FLAGS = QItemSelectionModel.SelectionFlag


class CodingsGrid(Table):
    """Enter or a double click opens a coding in its document; `codings_keys` lists the other keys.

    `chosen()` when others are chosen; `asked(Ask)` for what the view does; `code_wanted(str)` for another code, with
    what was typed; `menu_wanted(QPoint)`.
    """

    chosen = Signal()
    opened = Signal()
    asked = Signal(object)
    code_wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    sorted_by = Signal(object)

    def __init__(self, model: CodingsModel, session: Session, verbs: CodingVerbs, parent: QWidget) -> None:
        super().__init__(CodingCell(model, ROW_HEIGHT), name="Codings", parent=parent)
        self._model = model
        self._verbs = verbs
        self.editing = CellEditing(self, model, session, verbs)
        self._inset = 0
        self.set_row_lines(shown=True)
        self.headings = CodingsHeader(model, self)
        self.setHeader(self.headings)
        # Qt's setHeader takes the clicks away from headers whose table does not sort by itself.
        self.headings.setSectionsClickable(True)
        self.setModel(model)
        # The ring is drawn with the row; Qt's own frame around a focused row would lie over it.
        self.setAllColumnsShowFocus(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._again = QTimer(self, singleShot=True, interval=QGuiApplication.styleHints().mouseDoubleClickInterval())
        self._connect()

    def _connect(self) -> None:
        self.headings.sectionClicked.connect(self.headings.sort)
        self.headings.sorted_by.connect(self.sorted_by)
        self.selectionModel().selectionChanged.connect(self.chosen)
        self.selectionModel().currentChanged.connect(self._again.stop)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._click)
        self.editing.went.connect(self._go_on)
        self.editing.for_all.connect(self._store_for_all)
        for moved in (self.verticalScrollBar().valueChanged, self.horizontalScrollBar().valueChanged):
            moved.connect(self.editing.place)
        self.headings.sectionResized.connect(self.editing.place)
        self._again.timeout.connect(self.edit_current)

    # What is chosen.

    def selected_places(self) -> list[int]:
        """By ranges: fifty thousand rows are one of them."""
        places: set[int] = set()
        for part in self.selectionModel().selection():  # type: ignore[attr-defined]
            places.update(range(part.top(), part.bottom() + 1))
        return sorted(places)

    def selected(self) -> list[Coding]:
        """The chosen codings, in the order of the rows."""
        return self._model.codings_at(self.selected_places())

    def choose(self, codings: Sequence[int], current: int | None, column: str = "") -> None:
        """Choose these as far as they are shown, without scrolling; `current` has the keyboard, in this column."""
        places = sorted(place for place in map(self._model.place_of, codings) if place >= 0)
        selection = QItemSelection()
        start = 0
        for end in range(1, len(places) + 1):
            if end == len(places) or places[end] != places[end - 1] + 1:
                selection.select(self._model.index(places[start], 0), self._model.index(places[end - 1], 0))
                start = end
        place = self._model.place_of(current)
        if place < 0:
            place = places[0] if places else 0
        model = self.selectionModel()
        section = self._model.section(column)
        # Nobody has moved the keyboard yet: on the quotation every key is a command.
        section = section if section >= 0 else self._model.section(What.QUOTATION)
        model.setCurrentIndex(self._model.index(place, section), _FLAGS.NoUpdate)
        model.select(selection, _FLAGS.ClearAndSelect | _FLAGS.Rows)

    @Slot()
    def fit(self) -> None:
        """Every column its width."""
        self.headings.fit(self.viewport().width())

    @property
    def current_column(self) -> str:
        """The key of the column that has the keyboard."""
        section = self.currentIndex().column()
        return self._model.columns[section].key if 0 <= section < len(self._model.columns) else ""

    def current_coding(self) -> Coding | None:
        return self._model.coding_at(self.currentIndex().row())

    # Editing.

    @Slot()
    def edit_current(self, typed: str = "") -> None:
        """Edit the cell that has the keyboard; where it cannot be edited, the code."""
        index = self.currentIndex()
        coding = self._model.coding_at(index.row())
        if coding is None:
            return
        column = self._model.columns[index.column()]
        if column.what not in (What.VALUE, What.MEMO):
            self.code_wanted.emit(typed)
        elif self._verbs.may_change([coding]):
            self.go_to(index)
            self.editing.begin(coding, column, typed=typed, offer=not typed)

    def go_to(self, index: Index) -> None:
        """The keyboard to a cell; what is chosen stays, if the cell is in it."""
        chosen = self.selectionModel().isRowSelected(index.row(), QModelIndex())
        flags = _FLAGS.NoUpdate if chosen else _FLAGS.ClearAndSelect | _FLAGS.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    @Slot(int)
    def _go_on(self, step: int) -> None:
        """To the next or previous cell that can be typed in, through the end of the row."""
        sections = [place for place, column in enumerate(self._model.columns) if column.what in (What.VALUE, What.MEMO)]
        index = self.currentIndex()
        cells = len(sections) * self._model.rowCount()
        if index.column() in sections:
            here = index.row() * len(sections) + sections.index(index.column()) + step
            if 0 <= here < cells:
                row, place = divmod(here, len(sections))
                self.go_to(self._model.index(row, sections[place]))
                self.edit_current()

    @Slot(object, str)
    def _store_for_all(self, column: Column, words: str) -> None:
        if self._verbs.set_cell(self.selected(), column, words):
            self.editing.leave()

    # Mouse.

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self._again.stop()
        if self._model.columns[index.column()].what is not What.IMPORTANT:
            self.opened.emit()

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        coding = self._model.coding_at(index.row())
        if coding is not None and self._model.columns[index.column()].what is What.IMPORTANT:
            self._verbs.mark([coding])

    # Keys.

    def _step(self, direction: int) -> None:
        """The keyboard to the next cell of the row."""
        index = self.currentIndex()
        section = index.column() + direction
        if index.isValid() and 0 <= section < len(self._model.columns):
            self.go_to(self._model.index(index.row(), section))

    def _sort(self, *, descending: bool) -> None:
        if self.currentIndex().isValid():
            key = self._model.columns[self.currentIndex().column()].key
            self.sorted_by.emit(Order(key, descending=descending))

    def _do(self, ask: Ask) -> None:
        match ask:
            case Ask.LEFT | Ask.RIGHT:
                self._step(1 if ask is Ask.RIGHT else -1)
            case Ask.SORT | Ask.SORT_BACK:
                self._sort(descending=ask is Ask.SORT_BACK)
            case Ask.EDIT:
                self.edit_current()
            case Ask.CLEAR:
                self._clear()
            case Ask.MENU:
                self.menu_wanted.emit(self._menu_place())
            case Ask.OPEN:
                self.opened.emit()
            case Ask.CODE:
                self.code_wanted.emit("")
            case _:
                self.asked.emit(ask)

    def _clear(self) -> None:
        """Take the value or the memo of the current cell away."""
        index, coding = self.currentIndex(), self.current_coding()
        if coding is not None and index.data():
            self._verbs.set_cell([coding], self._model.columns[index.column()], "")

    def _menu_place(self) -> QPoint:
        rect = self.visualRect(self.currentIndex()) if self.currentIndex().isValid() else self.viewport().rect()
        return self.viewport().mapToGlobal(rect.bottomLeft() if rect.isValid() else self.viewport().rect().center())

    # Overrides of Qt.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        what = self._model.columns[index.column()].what if index.isValid() else What.QUOTATION
        ask = asked(event, what)
        self._again.stop()
        if ask is Ask.TYPE:
            self.edit_current(event.text())
        elif ask is not None:
            self._by_key = True
            self._do(ask)
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters are commands or begin an edit."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton
        # A second, slow click on a cell edits it, as in file lists.
        again = plain and index.isValid() and index == self.currentIndex() and self.hasFocus()
        super().mousePressEvent(event)
        if again and self._model.columns[index.column()].what in EDITABLE:
            self._again.start()
        else:
            self._again.stop()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self._menu_place() if keyboard else event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
