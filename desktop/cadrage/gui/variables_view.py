"""Variables and actors: what is asked of codings and documents, and who speaks in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from cadrage.core.model import Change, Scope, VariableDraft, VariableKind
from cadrage.gui.actors_form import ActorForm
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import Button, EmptyState, List, Panel, PanelHeading, Scroll, SearchField, Split, column, row
from cadrage.gui.session import Session
from cadrage.gui.variables_form import VariableForm
from cadrage.gui.variables_list import Entries, Entry, EntryRow, Key

LEFT = 278
WIDTH = 760
_EMPTY_WIDTH = 520
_TABLES = (
    "variable", "choice", "actor", "actor_alias", "document_value", "judgement", "coding_value"
)  # fmt: skip
_NEW = (
    (Scope.CODING, "New attribute of codings"),
    (Scope.JUDGEMENT, "New judgement of documents"),
    (Scope.DOCUMENT, "New fact of documents"),
)
_NAMES = {Scope.CODING: "new_attribute", Scope.JUDGEMENT: "new_judgement", Scope.DOCUMENT: "new_fact"}


class VariablesView(QWidget):
    """A list left, the form of what is chosen right; everything can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._key: Key | None = None
        self.entries = Entries(session, self)
        self.list = List(name="Variables and actors")
        self.list.setItemDelegate(EntryRow())
        self.list.itemDelegate().setParent(self.list)
        self.list.setModel(self.entries)
        self.search = SearchField("Filter variables and actors", icon="list-filter", name="Filter variables and actors")
        self.heading = PanelHeading("Variables and actors")
        self.new = self.heading.add_tool("plus", "New variable or actor")
        self.form = VariableForm(session)
        self.actor_form = ActorForm(session)
        self._forms = QStackedWidget()
        self._forms.addWidget(self.form)
        self._forms.addWidget(self.actor_form)
        self._blank = QWidget()
        self._forms.addWidget(self._blank)
        self.empty_new = {scope: Button(words) for scope, words in _NEW}
        self.empty_actor = Button("New actor")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_split())
        self._pages.addWidget(self._make_empty())
        self.setLayout(column(self._pages))
        set_first_focus(self, self.list)
        self._connect()
        self.refresh()

    def _make_split(self) -> QSplitter:
        split = Split()
        left = Panel(
            column(6, self.heading, row(self.search, margins=(12, 0, 12, 4)), (self.list, 1), 8, space=2), "window"
        )
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        inner.setLayout(column(self._forms))
        right = Scroll(Panel(row((inner, 1000), None, margins=(24, 18, 24, 24))))
        right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part, narrowest in ((left, 220), (right, 480)):
            split.addWidget(part)
            part.setMinimumWidth(narrowest)
        split.setSizes([LEFT, 1000])
        split.setStretchFactor(1, 1)
        return split

    def _make_empty(self) -> QWidget:
        box = EmptyState(
            "No variables yet",
            "A variable is a question with an answer for every coding (who speaks, how strongly), for every document"
            " as each coder judges it (its main frame), or for every document as a fact (its outlet). Actors are who"
            " speaks or is spoken of.",
            icon="tag",
        )
        buttons = [*self.empty_new.values(), self.empty_actor]
        listed = column(space=8)
        widest = max(button.sizeHint().width() for button in buttons)
        for button in buttons:
            button.setEnabled(self._session.project.writable)
            button.setMinimumWidth(widest)
            listed.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        inside = QWidget()
        inside.setMaximumWidth(_EMPTY_WIDTH)
        inside.setLayout(column(box, 10, listed))
        whole = column(margins=(24, 24, 24, 24))
        whole.addStretch(2)
        whole.addLayout(row(None, (inside, 1000), None))
        whole.addStretch(3)
        page = Scroll(Panel(whole))
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return page

    def _connect(self) -> None:
        session = self._session
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.search.searched.connect(self._narrow)
        self.new.clicked.connect(self._ask_new)
        for scope, button in self.empty_new.items():
            button.clicked.connect(partial(self.new_variable, scope))
        self.empty_actor.clicked.connect(self.new_actor)
        self.actor_form.merged.connect(self._show_merged)
        session.changed.connect(self._follow)
        session.shown_changed.connect(self._refresh_if_seen)
        session.coder_changed.connect(self._refresh_if_seen)
        for key, act in (
            (Qt.Key.Key_Delete, self.remove),
            (Qt.Key.Key_F2, self.begin_naming),
            (Qt.Key.Key_Insert, self._ask_new),
        ):
            self._add_key(QKeySequence(key), act)
        for key, step in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
            self._add_key(QKeySequence(Qt.KeyboardModifier.AltModifier | key), partial(self._move, step))

    def _add_key(self, keys: QKeySequence, act: Callable[[], None]) -> None:
        shortcut = QShortcut(keys, self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    # What is shown.

    @property
    def key(self) -> Key | None:
        """What the form shows."""
        return self._key

    @Slot()
    def refresh(self) -> None:
        """Reads everything anew; what was chosen stays chosen while it is there."""
        before = self.entries.keys()
        self.entries.read()
        keys = self.entries.keys()
        nothing = not keys and not self.search.text()
        self._pages.setCurrentIndex(1 if nothing else 0)
        self.heading.set_detail(str(len(self._session.project.variables.all())))
        self.new.setEnabled(self._session.project.writable)
        self.show_key(self._key if self._key in keys else _neighbour(self._key, before, keys))

    def show_key(self, key: Key | None) -> None:
        """A variable or an actor in the form, and chosen in the list."""
        if key != self._key:
            self._flush()
        self._key = key
        place = self.entries.place(key)
        if place.isValid() and place != self.list.currentIndex():
            self.list.setCurrentIndex(place)
        self._show_form()

    def _show_form(self) -> None:
        key, project = self._key, self._session.project
        variable = project.variables.get(key.id) if key is not None and key.what == "variable" else None
        actor = project.actors.get(key.id) if key is not None and key.what == "actor" else None
        if variable is not None:
            gone = variable.id in {each.id for each in project.variables.all(retired=True)}
            self.form.show_variable(variable, retired=gone)
            self._forms.setCurrentWidget(self.form)
        elif actor is not None:
            gone = actor.id in {each.id for each in project.actors.all(retired=True)}
            self.actor_form.show_actor(actor, retired=gone)
            self._forms.setCurrentWidget(self.actor_form)
        else:
            self._forms.setCurrentWidget(self._blank)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if isinstance(entry, Entry) and entry.key is not None and entry.key != self._key:
            self.show_key(entry.key)

    @Slot(str)
    def _narrow(self, words: str) -> None:
        self.entries.narrow(words)
        self.list.setCurrentIndex(self.entries.place(self._key))

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._refresh_if_seen()

    @Slot()
    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def _flush(self) -> None:
        self.form.flush()
        self.actor_form.flush()

    # What is done.

    def new_variable(self, scope: Scope, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        """A new variable in the form with its name ready to be typed over; undone in one step."""
        taken = {each.name.casefold() for each in self._session.project.variables.all(scope)}
        draft = VariableDraft(scope, _free(_NAMES[scope], taken), VariableKind.CHOICE)
        made = self._session.attempt(partial(self._session.project.variables.add, draft))
        if made is not None:
            self._show_new(Key("variable", made.id))
            self.form.begin_naming()

    @Slot()
    def new_actor(self) -> None:
        taken = {name.casefold() for each in self._session.project.actors.all() for name in (each.name, *each.aliases)}
        made = self._session.attempt(partial(self._session.project.actors.add, _free("New actor", taken)))
        if made is not None:
            self._show_new(Key("actor", made.id))
            self.actor_form.begin_naming()

    def _show_new(self, key: Key) -> None:
        self.search.clear()
        self.refresh()
        self.show_key(key)

    @Slot()
    def _ask_new(self) -> None:
        if not self._session.project.writable:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for scope, words in _NEW:
            menu.addAction(words).triggered.connect(partial(self.new_variable, scope))
        menu.addSeparator()
        menu.addAction("New actor").triggered.connect(self.new_actor)
        menu.popup(self.new.mapToGlobal(QPoint(0, self.new.height())))

    @Slot()
    def remove(self) -> None:
        """Takes out what is chosen; undo brings it back."""
        if self._key is not None and self._session.project.writable:
            (self.form if self._key.what == "variable" else self.actor_form).remove()

    @Slot()
    def begin_naming(self) -> None:
        if self._key is not None:
            (self.form if self._key.what == "variable" else self.actor_form).begin_naming()

    def _move(self, step: int) -> None:
        if self._key is not None and self._key.what == "variable":
            self.form.move_by(step)

    @Slot(int)
    def _show_merged(self, actor: int) -> None:
        self.show_key(Key("actor", actor))

    # Overrides of Qt.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._flush()
        super().hideEvent(event)


def _free(name: str, taken: set[str]) -> str:
    wanted, number = name, 2
    while wanted.casefold() in taken:
        wanted, number = f"{name} {number}", number + 1
    return wanted


def _neighbour(key: Key | None, before: list[Key], keys: list[Key]) -> Key | None:
    """Where the eye goes when what was chosen is no longer in the list."""
    place = before.index(key) if key is not None and key in before else 0
    rest = [each for each in (*before[place:], *reversed(before[:place])) if each in keys]
    return next(iter((*rest, *keys)), None)
