"""The events that lines over time are read against: a day and a name each, kept in the project."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.errors import UserError
from cadrage.core.model import VariableKind
from cadrage.core.results_question import Event
from cadrage.core.variables import fitting
from cadrage.gui.kit import Button, Field, Hairline, Label, Popup, Scroll, ToolButton, column, row

_WIDTH, _MOST_SHOWN, _LINE = 420, 6, 34


class EventsPopup(Popup):
    """`changed(tuple[Event, ...])` with every event that is added or removed."""

    changed = Signal(object)

    def __init__(self, events: Sequence[Event], parent: QWidget, *, writable: bool) -> None:
        super().__init__(_WIDTH, parent=parent)
        self.events = tuple(sorted(events))
        self._writable = writable
        self.day = Field(hint="2014-03-16", name="Day of the event", parent=self)
        self.day.setFixedWidth(110)
        self.label = Field(hint="What happened, such as a vote", name="What happened", parent=self)
        self.add_button = Button("Add", "primary", parent=self)
        self._wrong = Label("", "secondary", ink="bad", wrap=True, parent=self)
        self._wrong.hide()
        about = "Charts over time mark these days. A month or a year will do where no more is known."
        head = column(
            Label("Events", "strong", parent=self),
            Label(about, "secondary", wrap=True, parent=self),
            row(self.day, (self.label, 1), self.add_button),
            self._wrong,
            margins=(16, 14, 16, 12),
            space=10,
        )
        self._lines = QWidget(self)
        self._inner = column(margins=(16, 4, 10, 8), space=4)
        self._lines.setLayout(self._inner)
        self._scroll = Scroll(self._lines, parent=self)
        self._scroll.setAccessibleName("Events")
        self._rule = Hairline(parent=self)
        self.body.addLayout(head)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._scroll)
        for field in (self.day, self.label):
            field.returnPressed.connect(self.add)
            field.setEnabled(writable)
        self.add_button.setEnabled(writable)
        self.add_button.clicked.connect(self.add)
        self._list()

    def ask_at(self, button: QWidget) -> None:
        corner = button.mapToGlobal(QPoint(0, 0))
        self.show_beside(corner.x(), corner.y(), corner.y() + button.height())
        self.day.setFocus()

    def _list(self) -> None:
        while (item := self._inner.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        for event in self.events:
            self._inner.addWidget(self._line_of(event))
        shown = min(len(self.events), _MOST_SHOWN)
        self._scroll.setFixedHeight(shown * _LINE + 12 if shown else 0)
        for part in (self._scroll, self._rule):
            part.setVisible(bool(shown))
        if self.isVisible():
            self.body.activate()
            self.adjustSize()

    def _line_of(self, event: Event) -> QWidget:
        line = QWidget(self._lines)
        remove = ToolButton("x", f"Remove {event.label}", parent=line)
        remove.setEnabled(self._writable)
        remove.clicked.connect(partial(self._remove, event))
        day = Label(event.day, "secondary", parent=line)
        day.setFixedWidth(90)
        line.setLayout(row(day, (Label(event.label, wrap=True, parent=line), 1), remove))
        return line

    @Slot()
    def add(self) -> None:
        """The event in the fields, where it has a day and a name."""
        label = " ".join(self.label.text().split())
        if not label or not self.day.text().strip():
            self._say("An event needs a day, such as 2014-03-16, and a name.")
            return
        try:
            day = fitting(VariableKind.DATE, (), self.day.text())
        except UserError as error:
            self._say(str(error))
            return
        self._wrong.hide()
        self._put((*self.events, Event(day, label)))
        self.day.clear()
        self.label.clear()
        self.day.setFocus()

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.show()
        self.adjustSize()

    def _remove(self, event: Event) -> None:
        self.day.setFocus()
        self._put(tuple(each for each in self.events if each != event))

    def _put(self, events: Sequence[Event]) -> None:
        self.events = tuple(sorted(set(events)))
        self._list()
        self.changed.emit(self.events)
