"""What a value is entered in, by its kind: a list of choices, a line with completion, some lines for a memo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCompleter, QWidget

from cadrage.core.errors import UserError
from cadrage.core.model import Variable, VariableKind
from cadrage.core.variables import CHOSEN, fitting
from cadrage.gui import fonts
from cadrage.gui.kit import Choice, Field, TextArea
from cadrage.gui.session import Session

_HINTS = {
    VariableKind.NUMBER: "Number",
    VariableKind.DATE: "2014-03-15",
    VariableKind.ACTOR: "Actor",
    VariableKind.TEXT: "Text",
}
_OFFERED = 200  # values in use that a line of text offers


class Editor(Protocol):
    """A widget with words in it. `done` asks to store them and go."""

    def words(self) -> str: ...

    def begin(self, words: str, typed: str) -> None:
        """Show what is stored, or what was typed to start with."""


class ChoiceEditor(Choice):
    """The choices of a variable in their order, none first; a value that is none of them is listed too."""

    done = Signal()

    def __init__(self, variable: Variable, parent: QWidget) -> None:
        none = ("", "—")
        listed = [(choice.value, choice.label or choice.value) for choice in variable.choices]
        super().__init__([none, *listed], "", name=variable.label or variable.name, parent=parent)
        self._listed: list[tuple[object, str]] = [none, *listed]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.chosen.connect(self.done)

    def words(self) -> str:
        return str(self.value() or "")

    def begin(self, words: str, typed: str) -> None:
        if all(words != value for value, _ in self._listed):
            self._listed.append((words, words))
            self.set_choices(self._listed)
        self.set_value(words)
        if typed:
            self.set_value(self._meant(typed, words))

    def _meant(self, typed: str, present: str) -> object:
        """The first choice that begins like this; a digit is the place of one."""
        listed = self._listed[1:]
        begins = [value for value, shown in listed if shown.casefold().startswith(typed.casefold())]
        place = int(typed) if typed.isdecimal() else 0
        return begins[0] if begins else listed[place - 1][0] if 0 < place <= len(listed) else present

    @Slot()
    def offer(self) -> None:
        if self.isVisible():
            self.showPopup()


class LineEditor(Field):
    """One line; known values are offered while typing."""

    done = Signal()

    def __init__(self, variable: Variable, known: Iterable[str], parent: QWidget) -> None:
        super().__init__(hint=_HINTS.get(variable.kind, ""), name=variable.label or variable.name, parent=parent)
        self._completer = QCompleter(sorted(set(known), key=str.casefold), self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(self._completer)
        offered = self._completer.popup()
        if offered is not None:
            offered.setFont(fonts.ui())
            offered.setAccessibleName("Known values")
        self.returnPressed.connect(self._wait)

    @Slot()
    def _wait(self) -> None:
        # The list of known values puts its words into the field only after this.
        QTimer.singleShot(0, self, self.done.emit)

    def words(self) -> str:
        return self.text().strip()

    def begin(self, words: str, typed: str) -> None:
        self.setText(words)
        self.selectAll()
        if typed:
            self.insert(typed)
            self.textEdited.emit(typed)


class MemoEditor(TextArea):
    """A memo in its cell, with room to write."""

    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(hint="Enter stores, Shift+Enter begins a new line", name="Memo on this coding", parent=parent)

    def words(self) -> str:
        return self.toPlainText().strip()

    def begin(self, words: str, typed: str) -> None:
        self.setPlainText(words)
        self.moveCursor(QTextCursor.MoveOperation.End)
        if typed:
            self.insertPlainText(f" {typed}" if words and not words[-1].isspace() else typed)


def value_editor(variable: Variable, session: Session, in_use: Iterable[str], parent: QWidget) -> QWidget:
    """The editor for an attribute; `in_use` are its values, for the kinds that offer them."""
    if variable.kind in CHOSEN and variable.choices:
        return ChoiceEditor(variable, parent)
    return LineEditor(variable, _known(variable, session, in_use), parent)


def _known(variable: Variable, session: Session, in_use: Iterable[str]) -> list[str]:
    if variable.kind in (VariableKind.NUMBER, VariableKind.DATE):
        return []
    most = [value for value, _ in Counter(value for value in in_use if value).most_common(_OFFERED)]
    if variable.kind is not VariableKind.ACTOR:
        return most
    return [name for actor in session.project.actors.all() for name in (actor.name, *actor.aliases)]


def problem(variable: Variable, words: str) -> str:
    """Why the words cannot be this attribute's value; empty where they can."""
    try:
        fitting(variable.kind, variable.choices, words)
    except UserError as error:
        return str(error) if words.strip() else ""
    return ""
