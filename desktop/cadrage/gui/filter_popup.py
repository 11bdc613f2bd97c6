"""What opens below a field of the filter bar: a list to check values in, and limits where values have an order."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.errors import UserError
from cadrage.core.model import VariableKind
from cadrage.core.variables import fitting
from cadrage.gui import filter_parts as parts
from cadrage.gui.check_list import CheckList
from cadrage.gui.filter_parts import CODERS, CODES, DOCUMENTS, Key
from cadrage.gui.kit import Button, Field, Hairline, Label, Panel, Popup, column, row
from cadrage.gui.session import Session

_WIDTH = 360
_PATIENCE = 300  # ms after the last key before a limit is taken
_HINTS = {VariableKind.DATE: "2014-03", VariableKind.NUMBER: "0"}
_HIDDEN = "Other coders are hidden. “Show coders” in the View menu lists them here."


class FilterPopup(Popup):
    """Changes the session's filter while it is open. `sets_wanted(kind)` asks for the page of sets; `closed()`."""

    sets_wanted = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, key: Key, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.key = key
        self.range: RangeBox | None = None
        kind = parts.range_of(session, key)
        if kind is not None and not isinstance(key, str):
            self.range = RangeBox(session, key, kind, self)
            self.body.addWidget(self.range)
            self.body.addWidget(Hairline(parent=self))
        self.list = CheckList(parts.heading(session, key), parent=self)
        self.body.addWidget(self.list)
        self._add_foot()
        self.list.toggled.connect(self._toggle)
        session.filter_changed.connect(self._refresh)
        self._refresh()
        self.list.fit()

    def _add_foot(self) -> None:
        if self.key in (DOCUMENTS, CODES):
            sets = Button("Sets…", "quiet", tip="Make, rename and change sets", parent=self)
            sets.clicked.connect(self._ask_for_sets)
            foot = row(sets, None, margins=(8, 4, 8, 4))
        elif self.key == CODERS and not self._session.others_shown and not self._session.blind:
            foot = row((Label(_HIDDEN, "muted", wrap=True, parent=self), 1), margins=(14, 8, 14, 10))
        else:
            return
        self.body.addWidget(Hairline(parent=self))
        self.body.addWidget(Panel(foot, "window", parent=self))

    def open_at(self, field: QWidget) -> None:
        """Below a field, ready for keys."""
        corner = field.mapToGlobal(field.rect().topLeft())
        self.show_beside(corner.x(), corner.y(), corner.y() + field.height())
        self.list.setFocus()

    @Slot()
    def _refresh(self) -> None:
        self.list.show_entries(parts.entries(self._session, self.key), parts.chosen(self._session.filter, self.key))
        if self.range is not None:
            self.range.show_limits()

    @Slot(object, bool)
    def _toggle(self, value: object, on: bool) -> None:  # noqa: FBT001 (a slot)
        self._session.set_filter(parts.toggled(self._session.filter, self.key, value, on=on))

    @Slot()
    def _ask_for_sets(self) -> None:
        self.close()
        self.sets_wanted.emit("document" if self.key == DOCUMENTS else "code")

    # Overrides of Qt.

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.range is not None:
            self.range.take()
        super().closeEvent(event)
        self.closed.emit()


class RangeBox(QWidget):
    """“From … to …” of a number or date; takes what is typed after a moment, and says what does not fit."""

    def __init__(self, session: Session, variable: int, kind: VariableKind, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._variable = variable
        self._kind = kind
        self.low = Field(hint=f"From, e.g. {_HINTS[kind]}", name="From", parent=self)
        self.high = Field(hint="To", name="To, this included", parent=self)
        self._wrong = Label("", "secondary", ink="bad", wrap=True, parent=self)
        self._wrong.hide()
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        fields = row((self.low, 1), Label("to", "muted", parent=self), (self.high, 1))
        self.setLayout(column(fields, self._wrong, margins=(10, 10, 10, 10), space=6))
        self._patience.timeout.connect(self.take)
        for field in (self.low, self.high):
            field.textEdited.connect(self._wait)
            field.editingFinished.connect(self.take)

    def show_limits(self) -> None:
        """The limits that are asked for, unless somebody is typing others."""
        if self._patience.isActive() or self.low.hasFocus() or self.high.hasFocus():
            return
        condition = self._session.filter.condition(self._variable)
        self.low.setText(condition.low if condition is not None else "")
        self.high.setText(condition.high if condition is not None else "")

    @Slot()
    def _wait(self) -> None:
        self._patience.start()

    @Slot()
    def take(self) -> None:
        """Ask for what was typed; values that were checked before are not asked for any more."""
        if self._patience.isActive():
            self._patience.stop()
        elif not self._typed():
            return
        try:
            low, high = (self._fitting(field.text()) for field in (self.low, self.high))
        except UserError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
            return
        self._wrong.hide()
        self._session.set_filter(parts.ranged(self._session.filter, self._variable, low, high))

    def _typed(self) -> bool:
        condition = self._session.filter.condition(self._variable)
        before = (condition.low, condition.high) if condition is not None else ("", "")
        return (self.low.text().strip(), self.high.text().strip()) != before

    def _fitting(self, typed: str) -> str:
        return fitting(self._kind, (), typed) if typed.strip() else ""
