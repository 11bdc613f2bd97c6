"""The filter bar: what lists, counts and exports are narrowed to, always in sight where it is in force."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cadrage.core.filtering import Filter, Narrowed
from cadrage.core.model import Change, Scope
from cadrage.gui import filter_parts as parts
from cadrage.gui.filter_field import FilterField
from cadrage.gui.filter_flow import FlowLayout
from cadrage.gui.filter_parts import CODERS, CODES, DOCUMENTS, IMPORTANT, Key
from cadrage.gui.filter_popup import FilterPopup
from cadrage.gui.kit import Button, Hairline, Label, Panel, ToolButton, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import counted, in_menu, shortened

_NAMED_BY = ("coder", "document", "code", "document_set", "document_set_member", "code_set", "code_set_member")
_SAID_BY = ("variable", "choice", "actor", "document_value", "judgement", "coding_value")
_PATIENCE = 120  # ms after a change before what is left is counted anew
_IDLE = "Agreement compares all codings of the coders chosen below; this narrows lists and exports."


class FilterBar(Panel):
    """The session's filter in fields, one of which can be opened at a time. `sets_wanted(kind)`.

    A `lasting` one is always in sight, beside what says how much is left. Another shows itself when the filter is
    in force or `ask` was called, and Esc hides it again: `left()`. With `compared`, coders, importance and attributes
    are shown as having no effect.
    """

    sets_wanted = Signal(str)
    left = Signal()

    def __init__(
        self,
        session: Session,
        *,
        lasting: bool = False,
        compared: bool = False,
        first: QWidget | None = None,
        last: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(fill="surface" if lasting else "window", parent=parent)
        self._session = session
        self._lasting = lasting
        self._compared = compared
        self._wanted = False
        self.fields: dict[Key, FilterField] = {}
        self.popup: FilterPopup | None = None
        self.add = Button("Add filter", "quiet", "plus", tip="Filter by a variable or by importance", parent=self)
        self.count = Label("", "muted", parent=self)
        self.hide_button = ToolButton("x", "Hide the filter bar (Esc)", parent=self)
        self.clear = Button("Clear all", "quiet", tip="Take the filter off", parent=self)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._flow = FlowLayout()
        start = (first,) if first is not None else ()
        end = (self.count, self.clear, self.hide_button, *((last,) if last is not None else ()))
        whole = row(*start, (self._flow, 1), *end, margins=(14, 11, 14, 4) if lasting else (14, 7, 14, 7))
        self._line = Hairline(parent=self)
        self._line.setVisible(not lasting)
        self.setLayout(column(whole, self._line, space=0))
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.add.clicked.connect(self._offer)
        self.clear.clicked.connect(self._clear)
        self.hide_button.clicked.connect(self._leave)
        self._patience.timeout.connect(self._count)
        self._session.filter_changed.connect(self.refresh)
        self._session.shown_changed.connect(self.refresh)
        self._session.coder_changed.connect(self.refresh)
        self._session.changed.connect(self._follow)

    # Showing.

    @Slot()
    def refresh(self) -> None:
        """Fields and figures as they are now."""
        wanted = self._session.filter
        keys = self._keys(wanted)
        for gone in [key for key in self.fields if key not in keys]:
            self._drop(self.fields.pop(gone))
        self.fields = {key: self.fields.get(key) or self._make(key) for key in keys}
        for place, field in enumerate(self.fields.values()):
            self._flow.place(place, field)
            self._show(field, wanted)
        self._flow.place(len(keys), self.add)
        self._order_tabs()
        self.clear.setVisible(wanted.in_force and not self._lasting)
        self.hide_button.setVisible(not wanted.in_force and not self._lasting)
        self._count()
        self.setVisible(self._lasting or self._wanted or wanted.in_force)

    def _keys(self, wanted: Filter) -> list[Key]:
        """Coders where there are several to see, documents, codes, and whatever else is asked for."""
        several = len(self._session.shown_coders) > 1 or bool(wanted.coders)
        always: list[Key] = [CODERS] if several and not (self._compared and not wanted.coders) else []
        asked = [each.variable for each in wanted.conditions if parts.variable(self._session, each.variable)]
        return [*always, DOCUMENTS, CODES, *asked, *([IMPORTANT] if parts.asked(wanted, IMPORTANT) else [])]

    def _make(self, key: Key) -> FilterField:
        field = FilterField(key, self)
        field.opened.connect(partial(self.open, key))
        field.removed.connect(partial(self.take_off, key))
        return field

    def _show(self, field: FilterField, wanted: Filter) -> None:
        asked, idle = parts.asked(wanted, field.key), self._idle(field.key)
        heading, words = parts.heading(self._session, field.key), parts.words(self._session, field.key)
        field.show_words(heading, words, in_force=asked, idle=idle if asked else "")

    def _idle(self, key: Key) -> str:
        """Why a field has no effect here, where that is so."""
        found = parts.variable(self._session, key) if not isinstance(key, str) else None
        about_codings = key in (CODERS, IMPORTANT) or (found is not None and found.scope is Scope.CODING)
        return _IDLE if self._compared and about_codings else ""

    def _drop(self, field: FilterField) -> None:
        if field.hasFocus():
            self.add.setFocus()
        self._flow.removeWidget(field)
        field.hide()
        field.deleteLater()

    def _order_tabs(self) -> None:
        stops: list[QWidget] = [*self.fields.values(), self.add, self.clear, self.hide_button]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    @Slot()
    def _count(self) -> None:
        if self._lasting or not self._session.filter.in_force:
            self.count.setText("")
            return
        self.count.setText(left_words(self._session.narrowed, documents_only=self._compared))

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches(*_NAMED_BY, *_SAID_BY):
            self.refresh()
        elif change.touches("coding") and self._session.filter.in_force:
            self._patience.start()

    # Choosing.

    def ask(self) -> None:
        """Show the bar, ready for keys."""
        self._wanted = True
        self.refresh()
        next(iter(self._in_force() or self.fields.values())).setFocus()

    def _in_force(self) -> list[FilterField]:
        return [field for field in self.fields.values() if field.in_force]

    def open(self, key: Key) -> None:
        """The list of a field's values, below it; of a variable that is not asked for, below “Add filter”."""
        self.popup = FilterPopup(self._session, key, self)
        self.popup.sets_wanted.connect(self.sets_wanted)
        self.popup.closed.connect(self._forget)
        self.popup.open_at(self.fields.get(key, self.add))

    @Slot()
    def _forget(self) -> None:
        self.popup = None

    def take_off(self, key: Key) -> None:
        self._session.set_filter(parts.cleared(self._session.filter, key))

    @Slot()
    def _clear(self) -> None:
        self.add.setFocus()
        self._session.set_filter(Filter())

    @Slot()
    def _leave(self) -> None:
        """Back to the work; the bar stays in sight only while it is in force."""
        self._wanted = False
        self.refresh()
        self.left.emit()

    @Slot()
    def _offer(self) -> None:
        self.variables_menu().popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def variables_menu(self) -> QMenu:
        """Every variable by what it describes, and importance."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for entry in parts.entries(self._session, IMPORTANT):
            action = menu.addAction(entry.words)
            action.setCheckable(True)
            action.setChecked(entry.value == self._session.filter.important)
            action.triggered.connect(partial(self._ask_for_important, entry.value))
        for scope, words in parts.SCOPES.items():
            found = self._session.project.variables.all(scope)
            if found:
                menu.addSeparator()
                menu.addAction(words).setEnabled(False)
            for variable in found:
                action = menu.addAction(in_menu(f"{shortened(variable.label or variable.name)}…"))
                action.triggered.connect(partial(self._open_variable, variable.id))
        return menu

    def _open_variable(self, variable: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        # Once the menu is gone: it would take the popup with it.
        QTimer.singleShot(0, self, partial(self.open, variable))

    def _ask_for_important(self, value: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        wanted = self._session.filter
        self._session.set_filter(parts.toggled(wanted, IMPORTANT, value, on=wanted.important != value))

    # Overrides of Qt.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel) and not self._lasting:
            self._leave()
            return
        super().keyPressEvent(event)


def left_words(found: Narrowed, *, documents_only: bool = False) -> str:
    """“7 of 26 documents, 43 of 107 codings”."""
    documents = f"{found.documents:,} of {counted(found.all_documents, 'document')}"
    if documents_only:
        return documents
    return f"{documents}, {found.codings:,} of {counted(found.all_codings, 'coding')}"
