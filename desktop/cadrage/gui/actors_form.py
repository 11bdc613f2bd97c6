"""Everything about one actor: name, role, the names that texts use, and who is the same."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.variables import Actor
from cadrage.gui.kit import Button, Choice, Field, Label, Note, ToolButton, column, row
from cadrage.gui.session import Session
from cadrage.gui.variables_fields import KeptField, labelled
from cadrage.gui.words import counted, in_menu, shortened


class ActorForm(QWidget):
    """`merged(actor)` names the actor that is left when two have become one."""

    merged = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actor: Actor | None = None
        self._aliases: tuple[str, ...] | None = None
        self.name = KeptField(session, "Name", self._rename)
        self.role = KeptField(session, "Role", self._set_role, hint="such as minister, party, agency")
        self.alias = Field(hint="Another name, such as Mr Lavrov", name="New alias")
        self.alias.returnPressed.connect(self._add_alias)
        self.same = Choice(name="The same as")
        self.merge_button = Button("Merge")
        self.remove_button = Button("Remove", tip="Values stay in the project; undo brings the actor back")
        self.gone = Note("This actor was removed. Values still name it.", action="Bring it back")
        self.remove_alias_buttons: dict[str, ToolButton] = {}
        self._names: QVBoxLayout = column(space=2)
        self._used = Label("", "secondary")
        self._merge_words = Label("", "muted", wrap=True)
        self.setLayout(self._form())
        self.same.chosen.connect(self._say_merge)
        self.merge_button.clicked.connect(self._merge)
        self.remove_button.clicked.connect(self.remove)
        assert self.gone.button is not None
        self.gone.button.clicked.connect(self._restore)
        session.settling.connect(self._add_alias)

    def _form(self) -> QVBoxLayout:
        aliases = QWidget()
        aliases.setLayout(column(self._names, self.alias, space=6))
        same = QWidget()
        same.setLayout(column(row((self.same, 1), self.merge_button), self._merge_words, space=6))
        return column(
            self.gone,
            row((labelled("Name", self.name, "in forms and exports"), 3), (labelled("Role", self.role), 2)),
            labelled("Aliases", aliases, "typed in a form, they stand for this actor"),
            labelled("The same as", same),
            4,
            row(self._used, None, self.remove_button),
            None,
            space=14,
        )

    # What is shown.

    @property
    def actor(self) -> int | None:
        return self._actor.id if self._actor is not None else None

    def show_actor(self, actor: Actor, *, retired: bool) -> None:
        """The actor as it is now; what was typed about another one is stored first."""
        fresh = self._actor is None or actor.id != self._actor.id
        if fresh:
            self.flush()
            self.name.forget()
            self.role.forget()
            self.alias.clear()
        self._actor = actor
        writable = self._session.project.writable and not retired
        for part in (self.name, self.role, self.alias):
            part.setReadOnly(not writable)
        for button in (self.same, self.remove_button):
            button.setEnabled(writable)
        self.name.show_text(actor.name)
        self.role.show_text(actor.role)
        self.gone.setVisible(retired)
        self._show_aliases(actor, writable=writable)
        self._show_others(actor, fresh=fresh)
        coders = [coder.id for coder in self._session.shown_coders]
        count = self._session.project.actors.uses(coders=coders).get(actor.guid, 0)
        self._used.setText(f"Named in {counted(count, 'value')}" if count else "Not named yet")

    def _show_aliases(self, actor: Actor, *, writable: bool) -> None:
        if self._aliases == actor.aliases and all(
            b.isEnabled() == writable for b in self.remove_alias_buttons.values()
        ):
            return
        self._aliases = actor.aliases
        while (item := self._names.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.remove_alias_buttons = {}
        before: QWidget = self.role
        for alias in actor.aliases:
            button = ToolButton("x", f"Remove the alias “{alias}”", parent=self)
            button.setEnabled(writable)
            button.clicked.connect(partial(self._remove_alias, alias))
            self.remove_alias_buttons[alias] = button
            line = QWidget()
            line.setLayout(row(Label(alias), button, None, margins=(2, 0, 0, 0), space=4))
            self._names.addWidget(line)
            QWidget.setTabOrder(before, button)
            before = button
        QWidget.setTabOrder(before, self.alias)

    def _show_others(self, actor: Actor, *, fresh: bool) -> None:
        others = [(each.id, each.name) for each in self._session.project.actors.all() if each.id != actor.id]
        self.same.set_choices([(None, "nobody else in the list"), *others])
        if fresh or self.same.value() is None:
            self.same.set_value(None)
        self._say_merge()

    @Slot()
    def _say_merge(self) -> None:
        value = self.same.value()
        other = self._session.project.actors.get(value) if isinstance(value, int) else None
        self.merge_button.setEnabled(other is not None and self.same.isEnabled())
        name = self._actor.name if self._actor is not None else ""
        self.merge_button.setText(f"Merge into {in_menu(shortened(other.name, 24))}" if other else "Merge")
        self._merge_words.setText(
            f"Every value that names “{name}” will name “{other.name}”; “{name}” becomes an alias." if other else ""
        )
        self._merge_words.setVisible(other is not None)

    # What is done.

    def begin_naming(self) -> None:
        """Puts the keyboard into the name, ready to be typed over."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def flush(self) -> None:
        """Store what is being typed."""
        self.name.flush()
        self.role.flush()
        self._add_alias()

    def _rename(self, words: str) -> None:
        if self._actor is not None:
            self._session.project.actors.rename(self._actor.id, words)

    def _set_role(self, words: str) -> None:
        if self._actor is not None:
            self._session.project.actors.set_role(self._actor.id, words)

    @Slot()
    def _add_alias(self) -> None:
        words = self.alias.text().strip()
        if self._actor is not None and words and not self.alias.isReadOnly():
            self.alias.clear()
            if not self._session.attempt(partial(self._added, self._actor.id, words)):
                self.alias.setText(words)

    def _added(self, actor: int, words: str) -> bool:
        self._session.project.actors.add_alias(actor, words)
        return True

    @Slot()
    def _remove_alias(self, alias: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        if self._actor is not None:
            self.alias.setFocus(Qt.FocusReason.OtherFocusReason)
            self._session.attempt(partial(self._session.project.actors.remove_alias, self._actor.id, alias))

    @Slot()
    def _merge(self) -> None:
        into = self.same.value()
        if self._actor is not None and isinstance(into, int):
            self.flush()
            if self._session.attempt(partial(self._merged, self._actor.id, into)):
                self.merged.emit(into)

    def _merged(self, actor: int, into: int) -> bool:
        self._session.project.actors.merge(actor, into)
        return True

    @Slot()
    def remove(self) -> None:
        """Takes the actor out of the list; undo brings it back."""
        if self._actor is not None:
            self._session.attempt(partial(self._session.project.actors.remove, self._actor.id))

    @Slot()
    def _restore(self) -> None:
        if self._actor is not None:
            self._session.attempt(partial(self._session.project.actors.restore, self._actor.id))
