"""How a variable's value is entered, by its kind: a line, a list, or a few segments; all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCompleter, QSizePolicy, QWidget

from cadrage.core.model import Variable, VariableKind
from cadrage.core.variables import CHOSEN
from cadrage.gui import fonts
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.inspector_code import breakable
from cadrage.gui.kit import Choice, Field, Label, Segments, column

Names = Callable[[], Sequence[str]]
_HINTS = {VariableKind.DATE: "2014-03-15", VariableKind.NUMBER: "a number", VariableKind.ACTOR: "a name"}
_SEGMENTS_ROOM = 164  # pixels beside the label of an inspector of usual width
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_OPEN = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ValueEditor(QWidget):
    """`entered(text)` when the user has given a value, empty for none. `stop` is what Tab reaches."""

    entered = Signal(str)

    def __init__(self, stop: QWidget, inner: QWidget, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.stop = stop
        self._complaint = Label("", "secondary", ink="bad", wrap=True, parent=self)
        self._complaint.hide()
        stop.setAccessibleName(name)
        self.setLayout(column(inner, self._complaint, space=2))
        set_first_focus(self, stop)

    def show_value(self, value: str) -> None:
        raise NotImplementedError

    def flush(self) -> None:
        """Hand over what was typed; only lines wait for it."""

    def complain(self, words: str) -> None:
        """Say below what is wrong with the value; empty when nothing is."""
        if self._complaint.text() != words:
            self._complaint.setText(words)
            self._complaint.setVisible(bool(words))
            self.stop.setAccessibleDescription(words)


class LineEditor(ValueEditor):
    """Text, a number, a date, or an actor's name, completed from `names`. Handed over when the line is left."""

    def __init__(self, kind: VariableKind, name: str, names: Names | None, parent: QWidget) -> None:
        self.field = _Line(names) if names is not None else Field()
        super().__init__(self.field, self.field, name, parent)
        self._typed = False
        self.field.setPlaceholderText(_HINTS.get(kind, ""))
        self.field.textEdited.connect(self._type)
        self.field.editingFinished.connect(self.flush)
        if isinstance(self.field, _Line):
            self.field.completed.connect(self._complete)

    @Slot()
    def _type(self) -> None:
        self._typed = True
        self.complain("")

    @Slot()
    def _complete(self) -> None:
        self._typed = True
        self.flush()

    @Slot()
    def flush(self) -> None:
        if self._typed:
            self._typed = False
            self.entered.emit(self.field.text())

    def show_value(self, value: str) -> None:
        if not self._typed and self.field.text() != value:
            self.field.setText(value)
            self.field.setCursorPosition(0)

    def show_refused(self, text: str, words: str) -> None:
        """What was typed and could not be kept, with the reason."""
        self.show_value(text)
        self.complain(words)


class _Line(Field):
    """A line that completes names, read anew whenever the keyboard comes in."""

    completed = Signal()

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        popup = completer.popup()
        assert popup is not None
        popup.setFont(fonts.ui())
        self.setCompleter(completer)
        # Queued: the line takes the name over in a slot of its own.
        completer.activated.connect(self.completed, Qt.ConnectionType.QueuedConnection)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._model.setStringList(list(self._names()))
        super().focusInEvent(event)


class ListEditor(ValueEditor):
    """A list that opens by an arrow, Enter or Space; a letter goes to a choice, a digit to the one at its place,
    Del takes the value away."""

    def __init__(self, variable: Variable, name: str, parent: QWidget) -> None:
        self.list = _Listed()
        super().__init__(self.list, self.list, name, parent)
        self._choices = [("", "—"), *((each.value, each.label or each.value) for each in variable.choices)]
        self._known = {value for value, _ in self._choices}
        self.list.set_choices(self._choices)
        self.list.chosen.connect(self._choose)

    @Slot(object)
    def _choose(self, value: object) -> None:
        self.entered.emit(str(value))

    def show_value(self, value: str) -> None:
        if value != self.list.value():
            strange = [] if value in self._known else [(value, f"{value} (not a choice)")]
            if strange or self.list.count() > len(self._choices):
                self.list.set_choices([*self._choices, *strange])
            self.list.set_value(value)


class _Listed(Choice):
    def __init__(self) -> None:
        super().__init__(plain=True)

    def _take(self, place: int) -> None:
        if 0 <= place < self.count():
            self.setCurrentIndex(place)
            self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        digits = any(self.itemText(place)[:1].isdigit() for place in range(self.count()))
        if plain and event.key() in _OPEN:
            self.showPopup()
        elif plain and event.key() in _CLEAR:
            self._take(0)
        elif plain and not digits and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self._take(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)


class SegmentEditor(ValueEditor):
    """A few short choices side by side; a digit chooses one, the chosen one again or Del takes it away."""

    def __init__(self, variable: Variable, name: str, parent: QWidget) -> None:
        self._values = [choice.value for choice in variable.choices]
        self.segments = Segments([(each.value, each.label or each.value) for each in variable.choices], name=name)
        buttons = self.segments.findChildren(QAbstractButton)
        for each in (self.segments, *buttons):
            # Beside a label room is short: segments may be as narrow as their words.
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        super().__init__(buttons[0], self.segments, name, parent)
        for each in buttons:
            each.setAccessibleName(f"{name}: {each.text()}")
        self._shown = ""
        self.segments.chosen.connect(self._choose)

    @Slot(object)
    def _choose(self, value: object) -> None:
        self.entered.emit("" if value == self._shown else str(value))

    def show_value(self, value: str) -> None:
        self._shown = value
        if value != (self.segments.value() or ""):
            self.segments.set_value(value)
        known = not value or value in self._values
        self.complain("" if known else f"“{value}” is not one of the choices.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLEAR:
            self.entered.emit("")
        elif 0 <= (place := event.key() - Qt.Key.Key_1) < min(9, len(self._values)):
            self.entered.emit(self._values[place])
        else:
            super().keyPressEvent(event)


class ShownValue(ValueEditor):
    """A value that cannot be changed here."""

    def __init__(self, variable: Variable, name: str, parent: QWidget) -> None:
        self._labels = {choice.value: choice.label or choice.value for choice in variable.choices}
        self._words = Label("—", wrap=True)
        super().__init__(self._words, self._words, name, parent)

    def show_value(self, value: str) -> None:
        words = self._labels.get(value, value) or "—"
        self._words.setText(breakable(words, self._words.font(), _SEGMENTS_ROOM))


def editor(variable: Variable, name: str, names: Names, parent: QWidget) -> ValueEditor:
    """What fits the variable's kind."""
    if variable.kind not in CHOSEN or not variable.choices:
        actor = variable.kind is VariableKind.ACTOR
        return LineEditor(variable.kind, name, names if actor else None, parent)
    metrics = QFontMetricsF(fonts.ui(12, fonts.MEDIUM))
    words = [choice.label or choice.value for choice in variable.choices]
    room = sum(metrics.horizontalAdvance(each) + 12 for each in words)
    if variable.kind is VariableKind.ORDINAL and room <= _SEGMENTS_ROOM:
        return SegmentEditor(variable, name, parent)
    return ListEditor(variable, name, parent)
