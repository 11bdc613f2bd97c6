"""Popups of the table of codings: set an attribute, write a memo, choose columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.model import Coding, Variable
from cadrage.gui.codings_columns import Column, Layout, can_hide
from cadrage.gui.codings_editors import ChoiceEditor, LineEditor, problem, value_editor
from cadrage.gui.codings_material import Material
from cadrage.gui.kit import Button, CheckBox, Choice, Label, Popup, Scroll, TextArea, column, row
from cadrage.gui.session import Session

_NO_WORDS = "There is no value yet. Give one, or press “No value” to take the present one away."
_MOST_LISTED = 16  # columns before the list scrolls


class AttributePopup(Popup):
    """An attribute and its value for the chosen codings. `set_to(Variable, str)`; the popup stays until `close`.

    What cannot be a value of the attribute is told below the field and stays in it.
    """

    set_to = Signal(object, str)

    def __init__(
        self, session: Session, material: Material, codings: Sequence[Coding], chosen: str, *, parent: QWidget
    ) -> None:
        super().__init__(380, parent=parent)
        self._codings = codings
        self._begun = False
        self._session = session
        self._material = material
        variables = [(variable, variable.label or variable.name) for variable in material.variables]
        self.variable = Choice(variables, material.variables[0], name="Attribute", parent=self)
        self.variable.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editor: ChoiceEditor | LineEditor | None = None
        self._place = QVBoxLayout()
        self.wrong = Label("", "secondary", ink="bad", wrap=True, parent=self)
        self.wrong.hide()
        self.set_button = Button("Set", "primary", parent=self)
        self.take_off = Button("No value", tip="Take the attribute's value away", parent=self)
        heading = Label(f"Set an attribute of {chosen}", "strong", parent=self)
        buttons = row(None, self.take_off, self.set_button)
        self.body.addLayout(
            column(heading, self.variable, self._place, self.wrong, buttons, margins=(16, 14, 16, 16), space=10)
        )
        self.variable.chosen.connect(self._show_editor)
        self.set_button.clicked.connect(self._set)
        self.take_off.clicked.connect(self._clear)
        self._show_editor()

    def show_variable(self, variable: Variable) -> None:
        """Begin with this attribute."""
        self._begun = True
        self.variable.set_value(variable)
        self._show_editor()

    @Slot()
    def _show_editor(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
        variable = self._wanted()
        editor = value_editor(variable, self._session, self._material.values(variable.id), self)
        assert isinstance(editor, ChoiceEditor | LineEditor)
        self.editor = editor
        if isinstance(editor, LineEditor):
            # A choice is made to be looked at first, a typed value is meant.
            editor.done.connect(self._set)
        self._place.addWidget(editor)
        editor.begin(self._present(variable), "")
        QWidget.setTabOrder(self.variable, editor)
        QWidget.setTabOrder(editor, self.take_off)
        QWidget.setTabOrder(self.take_off, self.set_button)
        self.wrong.hide()

    def _present(self, variable: Variable) -> str:
        """What the chosen codings have in common."""
        values = {self._material.value(coding.id, variable.id) for coding in self._codings}
        return values.pop() if len(values) == 1 else ""

    def _wanted(self) -> Variable:
        found = self.variable.value()
        assert isinstance(found, Variable)
        return found

    def ask_at(self, place: QPoint) -> None:
        self.show_beside(place.x(), place.y(), place.y())
        several = len(self._material.variables) > 1 and not self._begun
        first = self.variable if several else self.editor
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _set(self) -> None:
        words = self.editor.words() if self.editor is not None else ""
        wrong = problem(self._wanted(), words) if words else _NO_WORDS
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self.adjustSize()
        if not wrong:
            self.set_to.emit(self._wanted(), words)

    @Slot()
    def _clear(self) -> None:
        self.set_to.emit(self._wanted(), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._set()
        else:
            super().keyPressEvent(event)


class MemoPopup(Popup):
    """A memo, with room. `written(str)` on Ctrl+Enter, the button, or a press elsewhere; Esc leaves all as it was."""

    written = Signal(str)

    def __init__(self, title: str, memo: str, note: str = "", *, parent: QWidget) -> None:
        super().__init__(440, parent=parent)
        self._before = memo.strip()
        self._given_up = False
        self.area = TextArea(memo, hint="Write a memo", name=title, parent=self)
        self.area.setFixedHeight(150)
        button = Button("Store", "primary", tip="Ctrl+Enter", parent=self)
        button.clicked.connect(self.close)
        explained = Label(note, "muted", wrap=True, parent=self)
        explained.setVisible(bool(note))
        heading = Label(title, "strong", wrap=True, parent=self)
        self.body.addLayout(
            column(heading, self.area, explained, row(None, button), margins=(16, 14, 16, 16), space=10)
        )

    def ask_at(self, place: QPoint) -> None:
        self.show_beside(place.x(), place.y(), place.y())
        self.area.setFocus(Qt.FocusReason.PopupFocusReason)
        self.area.moveCursor(self.area.textCursor().MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self._given_up = True
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        words = self.area.toPlainText().strip()
        if not self._given_up and words != self._before:
            self._given_up = True
            self.written.emit(words)


class ColumnsPopup(Popup):
    """Which columns are shown. `laid_out(Layout)` with each box that is ticked; it stays open."""

    laid_out = Signal(object)

    def __init__(self, columns: Sequence[Column], layout: Layout, *, parent: QWidget) -> None:
        super().__init__(320, parent=parent)
        self._layout = layout
        shown = layout.columns(columns)
        self.boxes: dict[str, CheckBox] = {}
        inner = QWidget(self)
        lines = column(margins=(14, 2, 14, 10), space=2)
        for each in columns:
            if can_hide(each):
                box = CheckBox(each.heading, on=each in shown, parent=inner)
                box.toggled.connect(partial(self._tick, each.key))
                lines.addWidget(box)
                self.boxes[each.key] = box
        inner.setLayout(lines)
        scroll = Scroll(inner, parent=self)
        for each_ground in (inner, scroll.viewport()):
            each_ground.setAutoFillBackground(False)
        scroll.setFixedHeight(min(len(self.boxes), _MOST_LISTED) * 26 + 14)
        self.body.addLayout(row(Label("Columns", "heading", parent=self), None, margins=(16, 12, 16, 4)))
        self.body.addWidget(scroll)

    def ask_at(self, place: QPoint) -> None:
        self.show_beside(place.x(), place.y(), place.y())
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def _tick(self, key: str, shown: bool) -> None:  # noqa: FBT001 (a slot)
        self._layout = self._layout.with_shown(key, shown=shown)
        self.laid_out.emit(self._layout)
