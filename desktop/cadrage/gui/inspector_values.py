"""A form of attributes, facts or judgements: one row a variable, stored value by value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetricsF, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.errors import UserError
from cadrage.core.model import Variable, VariableKind
from cadrage.gui.inspector_code import breakable
from cadrage.gui.inspector_editors import LineEditor, ShownValue, ValueEditor, editor
from cadrage.gui.kit import Label, Panel, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import shortened

LABEL_WIDTH = 74
_TWO_LINES = 130  # a label wider than this stands above its field
Store = Callable[[int, Variable, str], None]


class ValueForm(Panel):
    """The values of one thing, a coding or a document, by its id; `store(thing, variable, text)` keeps one.

    What cannot be stored stays in its field with the reason, and comes back with its thing.
    """

    def __init__(self, session: Session, store: Store, *, parent: QWidget) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._store = store
        self._thing: int | None = None
        self._variables: tuple[Variable, ...] = ()
        self._writable = True
        self._values: Mapping[str, str] = {}
        self._refused: dict[tuple[int, int], str] = {}
        self.editors: dict[int, ValueEditor] = {}
        self._rows: QVBoxLayout = column(margins=(16, 0, 16, 0), space=3)
        self.setLayout(self._rows)
        session.settling.connect(self.settle)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        return [each.stop for each in self.editors.values() if not isinstance(each, ShownValue)]

    def show_values(
        self, thing: int, variables: Sequence[Variable], values: Mapping[str, str], *, writable: bool = True
    ) -> bool:
        """The thing's values; rows are made anew only for other variables. Tells whether they were."""
        if thing != self._thing:
            self.flush()
            self._thing = thing
        fresh = (tuple(variables), writable) != (self._variables, self._writable)
        if fresh:
            self._build(tuple(variables), writable=writable)
        self._values = values
        for variable in self._variables:
            self._show(variable)
        return fresh

    def _show(self, variable: Variable) -> None:
        shown = self.editors[variable.id]
        refused = self._refused.get((self._thing or 0, variable.id))
        if refused is not None and isinstance(shown, LineEditor):
            shown.show_refused(refused, self._wrong(variable, refused))
        else:
            shown.show_value(self._values.get(variable.name, ""))
            if isinstance(shown, LineEditor):
                shown.complain("")

    def _wrong(self, variable: Variable, text: str) -> str:
        try:
            self._session.project.variables.check(variable, text)
        except UserError as error:
            return str(error)
        return "This could not be stored yet."

    def _build(self, variables: tuple[Variable, ...], *, writable: bool) -> None:
        self.flush()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._variables, self._writable = variables, writable
        self.editors = {}
        for variable in variables:
            line = self._row(variable, writable=writable)
            self._rows.addWidget(line)
            # A layout shows what it is given later; the keyboard may want it now.
            line.show()

    def _row(self, variable: Variable, *, writable: bool) -> QWidget:
        name = variable.label or variable.name
        line = QWidget(self)
        made = editor(variable, name, self._names, line) if writable else ShownValue(variable, name, line)
        made.entered.connect(partial(self._enter, variable))
        self.editors[variable.id] = made
        label = Label("", "secondary", wrap=True, parent=line)
        label.setText(breakable(name, label.font(), LABEL_WIDTH))
        label.setBuddy(made.stop)
        if QFontMetricsF(label.font()).horizontalAdvance(name) > _TWO_LINES:
            line.setLayout(column(label, made, margins=(0, 3, 0, 3), space=1))
            return line
        label.setFixedWidth(LABEL_WIDTH)
        label.setMinimumHeight(28 if writable else 20)
        layout = row(space=6)
        layout.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(made, 1, Qt.AlignmentFlag.AlignTop)
        line.setLayout(layout)
        return line

    def _names(self) -> list[str]:
        """Actors by name and alias, for completion."""
        actors = self._session.project.actors.all()
        return sorted((name for actor in actors for name in (actor.name, *actor.aliases)), key=str.casefold)

    def _enter(self, variable: Variable, text: str) -> None:
        thing = self._thing
        if thing is None or not self._session.project.writable:
            return
        key = (thing, variable.id)
        if text.strip() == self._values.get(variable.name, "") and key not in self._refused:
            self._show(variable)
            return
        unknown = variable.kind is VariableKind.ACTOR and self._session.project.actors.resolve(text) is None
        try:
            self._store(thing, variable, text)
            self._refused.pop(key, None)
            if unknown and text.strip():
                self._session.told.emit(f"New actor: {shortened(text.strip())}")
        except UserError as error:
            if isinstance(self.editors.get(variable.id), LineEditor):
                self._refused[key] = text
            if not self._told_here(variable):
                self._session.refused.emit(str(error))
        if thing == self._thing and variable.id in self.editors:
            self._show(variable)

    def _told_here(self, variable: Variable) -> bool:
        """Whether the reason below the field is in sight; else the window's message says it."""
        shown = self.editors.get(variable.id)
        return isinstance(shown, LineEditor) and not shown.visibleRegion().isEmpty() and shown.stop.hasFocus()

    def flush(self) -> None:
        """Store what is being typed."""
        for shown in list(self.editors.values()):
            shown.flush()

    @Slot()
    def settle(self) -> None:
        """Store what is being typed, and quietly what could not be stored before."""
        self.flush()
        variables = {variable.id: variable for variable in self._variables}
        for (thing, number), text in list(self._refused.items()):
            try:
                if number in variables:
                    self._store(thing, variables[number], text)
                self._refused.pop((thing, number), None)
            except UserError:
                continue

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)
