"""The choices of one variable: value, label and order, edited in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.model import Choice, Variable, VariableKind
from cadrage.gui.kit import Field, Label, ToolButton, column, row
from cadrage.gui.session import Session
from cadrage.gui.variables_fields import KeptField

_VALUE_WIDTH = 200


class _Line(QWidget):
    """One choice."""

    def __init__(self, choices: ChoiceList, session: Session) -> None:
        super().__init__(choices)
        self._choices = choices
        self.value = KeptField(session, "Value of the choice", self._rename)
        self.label = KeptField(session, "Label of the choice", self._relabel, hint="shown as its value")
        self.value.setFixedWidth(_VALUE_WIDTH)
        self.up = ToolButton("chevron-up", "Move this choice up", parent=self)
        self.down = ToolButton("chevron-down", "Move this choice down", parent=self)
        self.remove = ToolButton("x", "Remove this choice", parent=self)
        self.up.clicked.connect(partial(self.move_by, -1))
        self.down.clicked.connect(partial(self.move_by, 1))
        self.remove.clicked.connect(self._remove)
        self.setLayout(row(self.value, (self.label, 1), self.up, self.down, self.remove, space=6))
        self._stored = ""

    def show_choice(self, choice: Choice, *, first: bool, last: bool) -> None:
        if choice.value != self._stored:
            self.value.forget()
            self.label.forget()
        self._stored = choice.value
        self.value.show_text(choice.value)
        self.label.show_text(choice.label)
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)

    def _rename(self, words: str) -> None:
        before, self._stored = self._stored, words.strip()
        try:
            self._choices.rename(before, words)
        except BaseException:
            self._stored = before
            raise

    def _relabel(self, words: str) -> None:
        self._choices.relabel(self._stored, words)

    def move_by(self, step: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self._choices.move_choice(self._stored, step)

    @Slot()
    def _remove(self) -> None:
        self._choices.remove(self._stored)


class ChoiceList(QWidget):
    """Enter in the last line adds a choice, several at once where they are separated by semicolons."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._variable: Variable | None = None
        self.lines: list[_Line] = []
        self._about = Label("", "muted", wrap=True)
        self.new = Field(hint="Add a choice, or several: weak; clear; strong", name="New choice")
        self.new.returnPressed.connect(self._add)
        session.settling.connect(self._add)
        self._rows: QVBoxLayout = column(space=6)
        self.setLayout(column(self._about, self._rows, self.new, space=6))

    def show_variable(self, variable: Variable) -> None:
        if self._variable is None or variable.id != self._variable.id:
            self.new.clear()
        self._variable = variable
        ordered = variable.kind is VariableKind.ORDINAL
        self._about.setText(
            "From least to most. The value is what exports hold, best a number; the label is what coders see."
            if ordered
            else "The value is what exports hold; the label, where there is one, is what coders see. "
            "Without choices any words can be entered."
        )
        self._fit(len(variable.choices))
        for place, (line, choice) in enumerate(zip(self.lines, variable.choices, strict=True)):
            line.show_choice(choice, first=place == 0, last=place == len(self.lines) - 1)

    def _fit(self, count: int) -> None:
        while len(self.lines) > count:
            line = self.lines.pop()
            self._rows.removeWidget(line)
            line.value.forget()
            line.label.forget()
            line.hide()
            line.deleteLater()
        while len(self.lines) < count:
            line = _Line(self, self._session)
            for field in (line.value, line.label):
                field.installEventFilter(self)
            self.lines.append(line)
            self._rows.addWidget(line)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        lines = [stop for line in self.lines for stop in (line.value, line.label, line.up, line.down, line.remove)]
        return [*lines, self.new]

    def flush(self) -> None:
        """Store what is being typed, the choice that was not entered yet included."""
        for line in list(self.lines):
            line.value.flush()
            line.label.flush()
        self._add()

    @Slot()
    def _add(self) -> None:
        values = [part.strip() for part in self.new.text().split(";") if part.strip()]
        if self._variable is not None and values and self.isEnabled():
            add = partial(self._session.project.variables.add_choices, self._variable.id, [(v, "") for v in values])
            self.new.clear()
            if not self._session.attempt(partial(_done, add)):
                self.new.setText("; ".join(values))

    def rename(self, value: str, words: str) -> None:
        if self._variable is not None:
            self._session.project.variables.rename_choice(self._variable.id, value, words)

    def relabel(self, value: str, words: str) -> None:
        if self._variable is not None:
            self._session.project.variables.relabel_choice(self._variable.id, value, words)

    def move_choice(self, value: str, step: int) -> None:
        """One place up or down; the keyboard goes with the choice."""
        variable = self._variable
        values = [choice.value for choice in variable.choices] if variable is not None else []
        if variable is None or value not in values:
            return
        place = values.index(value) + step
        if 0 <= place < len(values):
            column_of = self._focused()
            self._session.attempt(partial(self._session.project.variables.move_choice, variable.id, value, place))
            if column_of is not None and place < len(self.lines):
                line = self.lines[place]
                (line.value, line.label)[column_of].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> int | None:
        """Which field of a line has the keyboard."""
        for line in self.lines:
            for place, field in enumerate((line.value, line.label)):
                if field.hasFocus():
                    return place
        return None

    def remove(self, value: str) -> None:
        if self._variable is not None:
            self._session.attempt(partial(self._session.project.variables.remove_choice, self._variable.id, value))

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            line = next((each for each in self.lines if watched in (each.value, each.label)), None)
            if step is not None and line is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                line.value.flush()
                line.label.flush()
                line.move_by(step)
                return True
        return super().eventFilter(watched, event)


def _done(act: partial[None]) -> bool:
    act()
    return True
