"""Before a text is replaced: every passage with its old and its new place, and what a person decides about it."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.anchoring import Fate
from cadrage.core.model import Span
from cadrage.core.text import count_words
from cadrage.gui.kit import (
    Button,
    ElidedLabel,
    Hairline,
    Label,
    List,
    Note,
    Panel,
    PanelHeading,
    Segments,
    Split,
    TwoLineRow,
    column,
    row,
)
from cadrage.gui.replace_text_model import PassageList, differing, name_of, state, summary, to_look_at, visible
from cadrage.gui.replace_text_sides import TextSide
from cadrage.gui.session import Session
from cadrage.gui.words import counted
from cadrage.jobs.replacing import Item, Key, Plan, names

_LOOK, _ALL = "look", "all"


class ReplacePreview(QWidget):
    """Shows a plan and changes it. `changed()` after a decision."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.plan: Plan | None = None
        self._compared: dict[Key, Item] = {}
        self._key: Key | None = None
        self.model = PassageList(session, self)
        self.list = List(TwoLineRow(), name="Passages", parent=self)
        self.list.setModel(self.model)
        self.which = Segments([(_LOOK, "To look at"), (_ALL, "All")], _LOOK, name="Which passages", parent=self)
        self._summary = ElidedLabel("", "secondary", parent=self)
        self._nothing = Label("", "muted", wrap=True, parent=self)
        self.old, self.new = TextSide("Old text", self), TextSide("New text", self)
        self._what = ElidedLabel("", "body", parent=self)
        self.put = Button("Put it on the selected words", parent=self)
        self.leave = Button("Leave it off", parent=self)
        self.reset = Button("As compared", "quiet", parent=self)
        self.setLayout(self._whole())
        path = (self.which, self.list, self.old.view, self.new.view, self.reset, self.leave, self.put)
        for before, after in pairwise(path):
            self.setTabOrder(before, after)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.which.chosen.connect(self.refresh)
        self.new.selected.connect(self._allow)
        self.put.clicked.connect(self._put)
        self.leave.clicked.connect(self._leave)
        self.reset.clicked.connect(self._reset)
        session.shown_changed.connect(self.refresh)

    def _whole(self) -> QVBoxLayout:
        heading = PanelHeading("Passages", parent=self)
        heading.add(self.which)
        self._nothing.setContentsMargins(14, 8, 14, 8)
        left = Panel(column(heading, self._nothing, (self.list, 1), space=0), "window", parent=self)
        left.setMinimumWidth(220)
        sides = Split(parent=self)
        for side in (self.old, self.new):
            sides.addWidget(side)
        foot = row((self._what, 1), self.reset, self.leave, self.put, margins=(16, 8, 14, 8))
        right = Panel(column((sides, 1), Hairline(parent=self), foot, space=0), parent=self)
        split = Split(parent=self)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([320, 960])
        split.setStretchFactor(1, 1)
        self._notes = column(space=6, margins=(16, 0, 16, 0))
        head = column(row((self._summary, 1), margins=(16, 8, 16, 8)), self._notes, space=0)
        return column(Panel(head, parent=self), Hairline(parent=self), (split, 1), space=0)

    # What is shown.

    def show_plan(self, plan: Plan) -> None:
        """A plan as it was compared; earlier decisions are forgotten."""
        self.plan = plan
        self._compared = {item.key: item for item in plan.items}
        self._key = None
        shown = self._visible()
        self.which.set_value(_LOOK if any(map(to_look_at, shown)) or not shown else _ALL)
        self.refresh()
        self.list.setFocus()

    def _visible(self) -> list[Item]:
        return visible(self.plan.items, self._session.shown_ids) if self.plan is not None else []

    @Slot()
    def refresh(self) -> None:
        """Lists, texts and notes as the plan has them now."""
        plan = self.plan
        if plan is None:
            return
        shown = self._visible()
        look = [item for item in shown if to_look_at(item)]
        self.which.set_choices([(_LOOK, f"To look at {len(look):,}"), (_ALL, f"All {len(shown):,}")])
        self._summary.set_text(summary(shown))
        self.old.show_text(plan.material.body, counted(count_words(plan.material.body), "word"))
        self.new.show_text(plan.draft.text, counted(count_words(plan.draft.text), "word"))
        items = look if self.which.value() == _LOOK else shown
        self.model.show(plan, items)
        self._nothing.setText("" if items else _none_words(some=bool(shown)))
        self._nothing.setVisible(not items)
        self.list.setVisible(bool(items))
        self._show_notes(plan)
        place = self.model.row_of(self._key)
        self.list.setCurrentIndex(self.model.index(max(place, 0)) if items else QModelIndex())
        self._show_item()

    def _show_notes(self, plan: Plan) -> None:
        while (old := self._notes.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words, warns in _notes(plan, self._session):
            self._notes.addWidget(Note(words, "warn" if warns else "info", parent=self))
        self._notes.setContentsMargins(16, 0, 16, 8 if self._notes.count() else 0)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self._key = self.model.items[current.row()].key
        self._show_item()

    @property
    def item(self) -> Item | None:
        """The passage being looked at."""
        place = self.list.currentIndex().row()
        return self.model.items[place] if 0 <= place < len(self.model.items) else None

    def _show_item(self) -> None:
        item, plan = self.item, self.plan
        if item is None or plan is None:
            self.old.show_passage(None)
            self.new.show_passage(None)
            self._what.set_text("")
        else:
            ours, theirs = _differing(item, plan)
            self.old.show_passage(item.old, ours)
            missing = f"{state(item).capitalize()}. Select its words here to put it on them." if not item.new else ""
            self.new.show_passage(item.new, theirs, missing)
            if item.new is None and plan.draft.text:
                self.new.go_to(_near(item, plan))
            self._what.set_text(f"{name_of(item, self._session, plan.material)}: {state(item)}")
        self._allow()

    @Slot()
    def _allow(self) -> None:
        item = self.item
        self.put.setEnabled(item is not None and self.new.selected_span() is not None)
        self.leave.setEnabled(item is not None and item.new is not None)
        self.reset.setVisible(item is not None and item.decided)

    # What is decided.

    @Slot()
    def _put(self) -> None:
        span = self.new.selected_span()
        if span is not None:
            self._decide(span)

    @Slot()
    def _leave(self) -> None:
        self._decide(None)

    def _decide(self, span: Span | None) -> None:
        item, plan = self.item, self.plan
        if item is None or plan is None:
            return
        placed = self._session.attempt(partial(plan.placed, item.key, span))
        if placed is not None:
            self._take(placed, item.key)

    @Slot()
    def _reset(self) -> None:
        if self.item is not None and self.plan is not None:
            key = self.item.key
            self._take(self.plan.restored(self._compared[key]), key)

    def _take(self, plan: Plan, key: Key) -> None:
        self.plan, self._key = plan, key
        self.refresh()
        self.changed.emit()


def _differing(item: Item, plan: Plan) -> tuple[list[Span], list[Span]]:
    if item.new is None or item.fate is not Fate.CHANGED:
        return [], []
    return differing(item.old.quotation(plan.material.body), item.new.quotation(plan.draft.text))


def _near(item: Item, plan: Plan) -> Span:
    """Where a lost passage would have to be: behind the nearest one before it that was found."""
    before = [other for other in plan.items if other.new is not None and other.old.end <= item.old.start]
    nearest = max(before, key=lambda other: other.old.end, default=None)
    place = nearest.new.end if nearest is not None and nearest.new is not None else 0
    return Span(min(place, len(plan.draft.text) - 1), min(place, len(plan.draft.text) - 1) + 1)


def _none_words(*, some: bool) -> str:
    if some:
        return "Every passage was found with the same words. “All” lists them."
    return "Nothing of what is shown here points into this text."


def _notes(plan: Plan, session: Session) -> list[tuple[str, bool]]:
    """Sentences about what else happens, each with whether it warns."""
    found = [(warning, True) for warning in plan.draft.warnings]
    if plan.fresh:
        passages = "1 longer passage" if len(plan.fresh) == 1 else f"{len(plan.fresh):,} longer passages"
        found.append((f"The new text has {passages} that the old one does not have.", False))
    known = (session.me,) if session.blind else session.project.coders.all()
    again = names(known, plan.reopened)
    if again:
        why = "there is more to read" if plan.fresh else "codings fall away"
        found.append((f"The document will no longer be complete for {', '.join(again)}, since {why}.", True))
    if any(item.coder not in (None, *session.shown_ids) for item in plan.items):
        found.append(
            (
                "Codings of coders who are not shown move along. Of those without a place in the new text their coder"
                " finds a list in the memo on the document.",
                False,
            )
        )
    return found
