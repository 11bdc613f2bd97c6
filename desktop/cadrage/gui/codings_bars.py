"""Above the table of codings how many there are and in which order, below it those that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.model import Coding
from cadrage.gui.codings_cells import moment
from cadrage.gui.codings_keys import Ask
from cadrage.gui.codings_material import Material
from cadrage.gui.codings_model import CodingsModel
from cadrage.gui.codings_order import Order
from cadrage.gui.kit import Button, Chip, Choice, ElidedLabel, Label, row

_NOTHING = (
    "Choose a coding to see more of it. Enter goes to its passage, F2 edits a cell, Shift and Ctrl choose several."
)
_SAID = 300  # pixels for what is said of the chosen codings, beside the buttons
_NARROWEST = 480


class CountLine(QWidget):
    """“19 of 107 codings · in 5 documents · sorted by …”. `order_chosen(Order)`, `cleared()`."""

    order_chosen = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", "heading", parent=self)
        self._where = Label("", "muted", parent=self)
        self.order = Choice([], plain=True, name="Order of codings", parent=self)
        self.order.setFont(self._where.font())
        self.clear = Button("Clear filters", "quiet", parent=self)
        self.setLayout(row(self._count, self._where, self.order, None, self.clear, margins=(15, 0, 14, 2), space=6))
        self.setFixedHeight(34)
        self._orders: list[tuple[object, str]] = []
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
        orders: list[tuple[object, str]] = [
            (Order(column.key, descending=bool(turned)), words)
            for turned in (0, 1)
            for column in model.all_columns
            if column in model.columns or column.key == model.order.column
            for words in [column.ordered[turned]]
        ]
        if orders != self._orders:
            self._orders = orders
            self.order.set_choices(orders)
        self.order.set_value(model.order)
        self.clear.setVisible(not model.wanted.everything)


def _counted(shown: int, total: int) -> str:
    if shown < total:
        return f"{shown:,} of {total:,} codings"
    return "1 coding" if total == 1 else f"{total:,} codings"


class CodingBar(QWidget):
    """The chosen coding, or how many are chosen, and what can be done. `asked(Ask)`."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = Chip("", 12, parent=self)
        self._short = Label("", "strong", parent=self)
        self._name = ElidedLabel("", parent=self)
        self._made = ElidedLabel("", "muted", parent=self)
        self._count = Label("", "strong", parent=self)
        self._others = ElidedLabel("", "muted", parent=self)
        hint = ElidedLabel(_NOTHING, "muted", parent=self)
        self.code_button = Button("Change code…", icon="tag", parent=self)
        self.attribute_button = Button("Set attribute…", icon="sliders-horizontal", parent=self)
        self.important_button = Button("Mark important", icon="star", parent=self)
        self.memo_button = Button("Write memo…", icon="sticky-note", parent=self)
        self.remove_button = Button("Remove", icon="x", parent=self)
        self.open_button = Button("Go to passage", icon="external-link", parent=self)
        self._pages = QStackedLayout()
        for page in (
            row((hint, 1)),
            row(self._chip, self._short, (self._name, 1), (self._made, 1)),
            row(self._count, (self._others, 1)),
        ):
            shown = QWidget(self)
            shown.setLayout(page)
            self._pages.addWidget(shown)
        self._buttons = {
            Ask.CODE: self.code_button,
            Ask.ATTRIBUTE: self.attribute_button,
            Ask.IMPORTANT: self.important_button,
            Ask.MEMO: self.memo_button,
            Ask.REMOVE: self.remove_button,
            Ask.OPEN: self.open_button,
        }
        self._words = {ask: button.text() for ask, button in self._buttons.items()}
        self._why_not = ""
        for ask, button in self._buttons.items():
            button.clicked.connect(partial(self._tell, ask))
        self.setLayout(row((self._pages, 1), *self._buttons.values(), margins=(15, 0, 14, 0)))
        self.setFixedHeight(42)

    def _tell(self, ask: Ask, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self.asked.emit(ask)

    @property
    def text(self) -> str:
        """What is said of the chosen codings, empty where there are none."""
        if self._pages.currentIndex() == 1:
            return f"{self._short.text()} {self._name.text()} {self._made.text()}"
        return f"{self._count.text()} {self._others.text()}".strip() if self._pages.currentIndex() else ""

    @Slot()
    def show_nothing(self) -> None:
        self._pages.setCurrentIndex(0)
        for button in self._buttons.values():
            button.hide()

    def show_chosen(
        self, codings: Sequence[Coding], material: Material, *, marked: bool, whose: str, why_not: str
    ) -> None:
        """Whether those that can be changed are `marked`; `whose` the others are; `why_not` where none can be."""
        if len(codings) == 1:
            self._show_one(codings[0], material)
        else:
            self._count.setText(f"{len(codings):,} codings chosen")
            self._others.set_text(whose)
            self._pages.setCurrentIndex(2)
        self._words[Ask.IMPORTANT] = "Mark not important" if marked else "Mark important"
        self._why_not = why_not
        for ask, button in self._buttons.items():
            button.setVisible(ask is not Ask.OPEN or len(codings) == 1)
            button.setEnabled(ask is Ask.OPEN or not why_not)
        self.attribute_button.setVisible(bool(material.variables))
        self._label_buttons()

    def _label_buttons(self) -> None:
        """In words where there is room for all of them, else by their icons with the words under the mouse."""
        shown = [(ask, button) for ask, button in self._buttons.items() if not button.isHidden()]
        for ask, button in shown:
            button.setText(self._words[ask])
        needed = sum(button.sizeHint().width() + 8 for _, button in shown) + _SAID
        for ask, button in shown:
            words, why_not = self._words[ask], "" if ask is Ask.OPEN else self._why_not
            button.setText(words if needed <= self.width() else "")
            button.setAccessibleName(words)
            button.setToolTip(why_not or ("" if button.text() else words.rstrip("…")))

    def _show_one(self, coding: Coding, material: Material) -> None:
        code = material.code(coding)
        self._chip.set_colour(code.colour)
        self._short.setText(code.short_id)
        self._short.setVisible(bool(code.short_id))
        self._name.set_text(code.name)
        self._made.set_text(f"{material.coder(coding)} · {moment(coding.created)}")
        self._pages.setCurrentIndex(1)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label_buttons()
