"""Everything about one variable, to be read and changed; what is typed is stored without a button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.model import Scope, Variable, VariableKind
from cadrage.core.variables import CHOSEN
from cadrage.gui.kit import Button, Choice, Label, Note, Segments, ToolButton, column, row
from cadrage.gui.session import Session
from cadrage.gui.variables_choices import ChoiceList
from cadrage.gui.variables_fields import KeptField, labelled

T = TypeVar("T")
SHOWN = 6  # values that a note lists
_SCOPES = (
    (Scope.CODING, "codings"),
    (Scope.JUDGEMENT, "documents, judged by each coder"),
    (Scope.DOCUMENT, "documents, as a fact"),
)
_KINDS = (
    (VariableKind.CHOICE, "choice from a list"),
    (VariableKind.ORDINAL, "ordered choice, from least to most"),
    (VariableKind.TEXT, "text"),
    (VariableKind.ACTOR, "actor, by name or alias"),
    (VariableKind.NUMBER, "number"),
    (VariableKind.DATE, "date, whole or in part"),
)
_ABOUT: Mapping[Scope, str] = {
    Scope.CODING: "Each coder answers it for each of their codings, in the inspector (key A).",
    Scope.JUDGEMENT: "Each coder answers it once for a document; the answers of coders stand side by side.",
    Scope.DOCUMENT: "It is the same for all coders, such as the outlet or the date.",
}


class VariableForm(QWidget):
    """A refresh leaves alone what has been typed and is not stored yet."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._variable: Variable | None = None
        self.name = KeptField(session, "Name", self._rename)
        self.label = KeptField(session, "Label", self._relabel, hint="as the name")
        self.scope = Segments(_SCOPES, name="It describes")
        self.kind = Choice(_KINDS, name="Kind")
        self.choices = ChoiceList(session)
        self.up = ToolButton("chevron-up", "Move this variable up", parent=self)
        self.down = ToolButton("chevron-down", "Move this variable down", parent=self)
        self.remove_button = Button("Remove", tip="Values stay in the project; undo brings it back")
        self.gone = Note("This variable was removed. Its values are still in the project.", action="Bring it back")
        self.wrong = Note("", "warn")
        self._about = Label("", "muted", wrap=True)
        self._used = Label("", "secondary")
        self._choice_box = labelled("Choices", self.choices)
        self.setLayout(self._form())
        self._connect()

    def _form(self) -> QVBoxLayout:
        end = row(self._used, None, self.up, self.down, self.remove_button, space=6)
        scope = column(row(self.scope, None), self._about, space=6)
        described = QWidget()
        described.setLayout(scope)
        self.kind.setMaximumWidth(320)
        return column(
            self.gone,
            row((labelled("Name", self.name, "short, for exports"), 2), (labelled("Label", self.label, "in forms"), 3)),
            labelled("It describes", described),
            labelled("Kind", self.kind),
            self.wrong,
            self._choice_box,
            4,
            end,
            None,
            space=14,
        )

    def _connect(self) -> None:
        self.scope.chosen.connect(self._set_scope)
        self.kind.chosen.connect(self._set_kind)
        self.up.clicked.connect(partial(self.move_by, -1))
        self.down.clicked.connect(partial(self.move_by, 1))
        self.remove_button.clicked.connect(self.remove)
        assert self.gone.button is not None
        self.gone.button.clicked.connect(self._restore)

    # What is shown.

    @property
    def variable(self) -> int | None:
        return self._variable.id if self._variable is not None else None

    def show_variable(self, variable: Variable, *, retired: bool) -> None:
        """The variable as it is now; what was typed about another one is stored first."""
        if self._variable is not None and variable.id != self._variable.id:
            self.flush()
            self.name.forget()
            self.label.forget()
        self._variable = variable
        project = self._session.project
        writable = project.writable and not retired
        for field in (self.name, self.label):
            field.setReadOnly(not writable)
        for part in (self.scope, self.kind, self.choices, self.remove_button):
            part.setEnabled(writable)
        self.name.show_text(variable.name)
        self.label.show_text(variable.label)
        self.scope.set_value(variable.scope)
        self._about.setText(_ABOUT[variable.scope])
        self.kind.set_value(variable.kind)
        self._choice_box.setVisible(variable.kind in CHOSEN)
        if variable.kind in CHOSEN:
            self.choices.show_variable(variable)
        # The lines of choices come and go.
        for one, following in pairwise([self.kind, *self.choices.stops, self.up, self.down, self.remove_button]):
            QWidget.setTabOrder(one, following)
        self.gone.setVisible(retired)
        self._show_use(variable, retired=retired, writable=writable)

    def _show_use(self, variable: Variable, *, retired: bool, writable: bool) -> None:
        variables = self._session.project.variables
        coders = [coder.id for coder in self._session.shown_coders]
        count = variables.uses(coders=coders).get(variable.id, 0)
        self._used.setText(
            f"In use: {count:,} values" if count > 1 else "In use: 1 value" if count else "Not in use yet"
        )
        wrong = variables.misfits(variable, coders=coders) if not retired else ()
        self.wrong.setVisible(bool(wrong))
        if wrong:
            more = f" and {len(wrong) - SHOWN:,} more" if len(wrong) > SHOWN else ""
            listed = ", ".join(f"“{value}”" for value in wrong[:SHOWN])
            self.wrong.set_words(f"Values that came with an import and do not fit: {listed}{more}.")
        order = [each.id for each in variables.all(variable.scope)]
        self.up.setEnabled(writable and order[:1] != [variable.id])
        self.down.setEnabled(writable and order[-1:] != [variable.id])

    # What is done.

    def begin_naming(self) -> None:
        """Puts the keyboard into the name, ready to be typed over."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def flush(self) -> None:
        """Store what is being typed."""
        self.name.flush()
        self.label.flush()
        if self._variable is not None and self._variable.kind in CHOSEN:
            self.choices.flush()

    def _rename(self, words: str) -> None:
        if self._variable is not None:
            self._session.project.variables.rename(self._variable.id, words)

    def _relabel(self, words: str) -> None:
        if self._variable is not None:
            self._session.project.variables.relabel(self._variable.id, words)

    @Slot(object)
    def _set_scope(self, scope: object) -> None:
        self._change(self._session.project.variables.change_scope, Scope(str(scope)))

    @Slot(object)
    def _set_kind(self, kind: object) -> None:
        self._change(self._session.project.variables.change_kind, VariableKind(str(kind)))

    def _change(self, verb: Callable[[int, T], None], wanted: T) -> None:
        """A verb on the variable shown; where it is refused, the form shows again what is."""
        shown = self._variable
        if shown is None:
            return
        self.flush()
        self._session.attempt(partial(verb, shown.id, wanted))
        present = self._session.project.variables.get(shown.id)
        if present is not None and present == self._variable:
            self.scope.set_value(present.scope)
            self.kind.set_value(present.kind)

    def move_by(self, step: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        """One place up or down among the variables of its kind."""
        variable = self._variable
        if variable is None or not self._session.project.writable:
            return
        order = [each.id for each in self._session.project.variables.all(variable.scope)]
        if variable.id in order and 0 <= order.index(variable.id) + step < len(order):
            place = order.index(variable.id) + step
            self._session.attempt(partial(self._session.project.variables.move, variable.id, place))

    @Slot()
    def remove(self) -> None:
        """Takes the variable out; undo brings it back."""
        if self._variable is not None:
            self._session.attempt(partial(self._session.project.variables.remove, self._variable.id))

    @Slot()
    def _restore(self) -> None:
        if self._variable is not None:
            self._session.attempt(partial(self._session.project.variables.restore, self._variable.id))
