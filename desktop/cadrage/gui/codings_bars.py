"""Above the table of codings how many there are and in which order, below it the coding that is chosen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.model import Coding
from cadrage.gui.codings_material import Material
from cadrage.gui.codings_model import CodingsModel, Column, Order
from cadrage.gui.kit import Button, Chip, Choice, ElidedLabel, Label, row

_ORDERS = {
    Order(Column.DOCUMENT): "sorted by document and position",
    Order(Column.CODE): "sorted by code",
    Order(Column.QUOTATION): "sorted by quotation",
    Order(Column.CODER): "sorted by coder",
    Order(Column.MARKS): "important and memos first",
    Order(Column.DOCUMENT, descending=True): "sorted by document, last first",
    Order(Column.CODE, descending=True): "sorted by code, last first",
    Order(Column.QUOTATION, descending=True): "sorted by quotation, last first",
    Order(Column.CODER, descending=True): "sorted by coder, last first",
    Order(Column.MARKS, descending=True): "important and memos last",
}
_NOTHING = "Choose a coding to see more of it. Enter opens its document."


class CountLine(QWidget):
    """“19 of 107 codings · in 5 documents · sorted by …”. `order_chosen(Order)`, `cleared()`."""

    order_chosen = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", "heading", parent=self)
        self._where = Label("", "muted", parent=self)
        self.order = Choice(list(_ORDERS.items()), Order(), plain=True, name="Order of codings", parent=self)
        self.order.setFont(self._where.font())
        self.clear = Button("Clear filters", "quiet", parent=self)
        self.setLayout(row(self._count, self._where, self.order, None, self.clear, margins=(15, 0, 14, 2), space=6))
        self.setFixedHeight(34)
        self.order.chosen.connect(self.order_chosen)
        self.clear.clicked.connect(self.cleared)

    @property
    def text(self) -> str:
        return f"{self._count.text()} {self._where.text()}"

    def show_count(self, model: CodingsModel) -> None:
        shown, total = model.rowCount(), model.total
        self._count.setText(_counted(shown, total))
        documents = model.documents()
        self._where.setText("· in 1 document ·" if documents == 1 else f"· in {documents:,} documents ·")
        self.order.set_value(model.order)
        self.clear.setVisible(not model.wanted.everything)


def _counted(shown: int, total: int) -> str:
    if shown < total:
        return f"{shown:,} of {total:,} codings"
    return "1 coding" if total == 1 else f"{total:,} codings"


class CodingBar(QWidget):
    """The chosen coding and what can be done with it."""

    memo = Signal()
    removed = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = Chip("", 12, parent=self)
        self._short = Label("", "strong", parent=self)
        self._name = ElidedLabel("", parent=self)
        self._made = Label("", "muted", parent=self)
        self._hint = Label(_NOTHING, "muted", parent=self)
        self.memo_button = Button("Memo", icon="sticky-note", parent=self)
        self.remove_button = Button("Remove", icon="x", parent=self)
        self.open_button = Button("Open in document", icon="external-link", parent=self)
        buttons = (self.memo_button, self.remove_button, self.open_button)
        one, none = QWidget(self), QWidget(self)
        one.setLayout(row(self._chip, self._short, self._name, 8, self._made, None, *buttons, margins=(15, 0, 14, 0)))
        none.setLayout(row(self._hint, None, margins=(15, 0, 14, 0)))
        self._pages = QStackedLayout(self)
        self._pages.addWidget(none)
        self._pages.addWidget(one)
        self.setFixedHeight(42)
        self.memo_button.clicked.connect(self.memo)
        self.remove_button.clicked.connect(self.removed)
        self.open_button.clicked.connect(self.opened)

    @property
    def text(self) -> str:
        """What is said of the coding, empty where none is chosen."""
        words = (self._short.text(), self._name.text(), self._made.text())
        return " ".join(words) if self._pages.currentIndex() else ""

    @Slot()
    def show_nothing(self) -> None:
        self._pages.setCurrentIndex(0)

    def show_coding(self, coding: Coding, material: Material, *, chosen: int, removable: bool) -> None:
        """The current coding; `chosen` how many are selected with it, `removable` all of them."""
        code = material.code(coding)
        self._chip.set_colour(code.colour)
        self._short.setText(code.short_id)
        self._short.setVisible(bool(code.short_id))
        self._name.set_text(code.name)
        self._made.setText(f"{material.coder(coding)} · {moment(coding.created)}")
        self.remove_button.setText("Remove" if chosen < 2 else f"Remove {chosen}")
        self.remove_button.setEnabled(removable)
        self.remove_button.setToolTip("" if removable else "Only the coder who made a coding can remove it")
        self._pages.setCurrentIndex(1)


def moment(iso: str) -> str:
    """2014-03-14T09:42:00Z as “14 Mar 2014, 10:42” by this computer's clock; anything else as it stands."""
    try:
        local = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{local.day} {local:%b} {local.year}, {local:%H:%M}"
