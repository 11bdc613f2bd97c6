"""Texts that repeat each other, two by two side by side: the researcher says which is a duplicate."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cadrage.core.model import Change
from cadrage.core.text import count_words
from cadrage.gui.duplicates_list import WORDS, PairList
from cadrage.gui.duplicates_side import DuplicateSide
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import (
    Button,
    CheckBox,
    ElidedLabel,
    EmptyState,
    Hairline,
    Label,
    List,
    Panel,
    PanelHeading,
    ProgressLine,
    Split,
    TwoLineRow,
    column,
    row,
)
from cadrage.gui.session import Session
from cadrage.gui.tasks import Task
from cadrage.gui.words import counted
from cadrage.jobs import duplicates
from cadrage.jobs.duplicates import Likeness, Sides

_WORKING, _NONE, _FOUND = range(3)
_LEGEND = "On a ground: in both texts. Underlined: in this one alone."


class DuplicatesView(QWidget):
    """`begin()` looks for them in a Task; every decision is written at once, as one undo step. `closed()`."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task[tuple[Likeness, ...]] | None = None
        self._compared: tuple[Likeness, Sides] | None = None
        self._asked: Likeness | None = None
        self.model = PairList(session.project, self)
        self.list = List(TwoLineRow(), name="Pairs of documents", parent=self)
        self.list.setModel(self.model)
        self.first, self.second = DuplicateSide("First text", self), DuplicateSide("Second text", self)
        self._titles = (ElidedLabel("", "strong", parent=self), ElidedLabel("", "strong", parent=self))
        self._title = Label("Duplicates", "title", parent=self)
        self._summary = ElidedLabel("", "muted", parent=self)
        self.leave_out = CheckBox("Leave duplicates out of every count", parent=self)
        self.close_button = Button("Close", parent=self)
        self._state = ElidedLabel("", "secondary", parent=self)
        self.mark_first = Button("First is a duplicate", tip="1", parent=self)
        self.mark_second = Button("Second is a duplicate", tip="2", parent=self)
        self.keep_both = Button("Keep both", tip="B", parent=self)
        self.open_first = Button("Open the first", "quiet", tip="In the coding view", parent=self)
        self._progress = ProgressLine(parent=self)
        self.stop = Button("Stop", parent=self)
        self._pages = QStackedWidget(self)
        for page in (self._working_page(), self._none_page(), self._found_page()):
            self._pages.addWidget(page)
        head = row(
            self._title, (self._summary, 1), self.leave_out, self.close_button, margins=(16, 10, 14, 10), space=12
        )
        self.setLayout(column(Panel(head, parent=self), Hairline(parent=self), (self._pages, 1), space=0))
        self._connect()

    # How it is laid out.

    def _working_page(self) -> QWidget:
        inside = QWidget(self)
        inside.setMaximumWidth(360)
        words = Label("Looking for texts that repeat each other …", "secondary", parent=self)
        inside.setLayout(column(words, self._progress, row(None, self.stop, None)))
        return Panel(column(None, row(None, (inside, 1000), None, margins=(24, 24, 24, 24)), None), parent=self)

    def _none_page(self) -> QWidget:
        self._nothing = EmptyState("", "", "Look again", icon="copy", parent=self)
        self._nothing.setFixedWidth(420)
        return Panel(column(None, row(None, self._nothing, None), None), parent=self)

    def _found_page(self) -> QWidget:
        left = Panel(column(PanelHeading("Pairs", parent=self), (self.list, 1), space=0), "window", parent=self)
        left.setMinimumWidth(220)
        sides = Split(parent=self)
        for side, title in zip((self.first, self.second), self._titles, strict=True):
            sides.addWidget(Panel(column(row((title, 1), margins=(14, 6, 14, 0)), (side, 1), space=0), parent=self))
        sides.setSizes([480, 480])
        buttons = row(self.open_first, self.keep_both, self.mark_first, self.mark_second)
        foot: QVBoxLayout = column(
            row((self._state, 1), ElidedLabel(_LEGEND, "muted", parent=self)),
            row(None, buttons),
            margins=(16, 8, 14, 9),
            space=6,
        )
        right = Panel(column((sides, 1), Hairline(parent=self), foot, space=0), parent=self)
        split = Split(parent=self)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([320, 960])
        split.setStretchFactor(1, 1)
        return split

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.mark_first.clicked.connect(partial(self._decide, "first"))
        self.mark_second.clicked.connect(partial(self._decide, "second"))
        self.keep_both.clicked.connect(partial(self._decide, "both"))
        self.open_first.clicked.connect(self._open)
        self.leave_out.toggled.connect(self._leave_out)
        self.close_button.clicked.connect(self.close_view)
        self.stop.clicked.connect(self._stop)
        assert self._nothing.button is not None
        self._nothing.button.clicked.connect(self.begin)
        for key, button in (("1", self.mark_first), ("2", self.mark_second), ("B", self.keep_both)):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        order = (self.leave_out, self.close_button, self.list, self.first.view, self.second.view, self.open_first)
        for before, after in pairwise((*order, self.keep_both, self.mark_first, self.mark_second)):
            self.setTabOrder(before, after)
        set_first_focus(self, self.list)
        self._session.changed.connect(self._follow)

    # Looking for them.

    @property
    def looking(self) -> bool:
        """Whether texts are being compared just now."""
        return self._task is not None

    @Slot()
    def begin(self) -> None:
        """Compare all documents anew."""
        self._stop()
        self.leave_out.setChecked(not self._session.project.documents.count_duplicates)
        material = duplicates.gather(self._session.project)
        self._pages.setCurrentIndex(_WORKING)
        self._summary.set_text("")
        self._progress.set_progress(0, 0)
        self._task = self._session.start(
            "Looking for duplicates",
            partial(duplicates.compute, material),
            self.show_pairs,
            finally_=[self._ended],
        )
        self._task.progressed.connect(self._progress.set_progress)
        self._task.cancelled.connect(self._say_stopped)

    @Slot()
    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _ended(self) -> None:
        if self._task is not None and not self._task.running:
            self._task = None

    @Slot()
    def _say_stopped(self) -> None:
        self._nothing.set_words("Stopped", "Nothing was changed. Look again when there is time.")
        self._pages.setCurrentIndex(_NONE)

    def show_pairs(self, pairs: tuple[Likeness, ...]) -> None:
        """What was found, at the first pair that waits for a decision."""
        self._compared = self._asked = None
        self.model.show(pairs)
        if not self.model.pairs:
            about = counted(len(self._session.project.documents.all()), "document")
            self._nothing.set_words(
                "No two texts repeat each other", f"{about} compared: no pair shares 40 % of the shorter text."
            )
        self._pages.setCurrentIndex(_FOUND if self.model.pairs else _NONE)
        self._say()
        if self.model.pairs:
            self.list.setCurrentIndex(self.model.index(max(self.model.open_from(-1), 0)))
            self.list.setFocus()

    # What is shown.

    @property
    def pair(self) -> Likeness | None:
        """The pair being looked at."""
        place = self.list.currentIndex().row()
        return self.model.pairs[place] if 0 <= place < len(self.model.pairs) else None

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, _current: QModelIndex, _before: QModelIndex) -> None:
        pair = self.pair
        if pair is None:
            return
        texts = self._session.attempt(partial(duplicates.bodies, self._session.project, pair))
        if texts is None:
            return
        for side, text in zip((self.first, self.second), texts, strict=True):
            side.show_marks((), ())
            side.show_text(text, counted(count_words(text), "word"))
        for title, document in zip(self._titles, (pair.first, pair.second), strict=True):
            title.set_text(self.model.title(document))
        self._say()
        self._asked = pair
        work = partial(duplicates.compare, texts)
        self._session.start("Comparing two texts", work, partial(self._show_sides, pair))

    def _show_sides(self, pair: Likeness, sides: Sides) -> None:
        if pair != self._asked:
            return  # another pair was chosen meanwhile
        self._compared = (pair, sides)
        for side, shared, alone in zip((self.first, self.second), sides.shared, sides.different, strict=True):
            side.show_marks(shared, alone)

    def _say(self) -> None:
        waiting = sum(not self.model.decision(pair) for pair in self.model.pairs)
        total = counted(len(self.model.pairs), "pair")
        self._summary.set_text(f"{total}, {waiting:,} to decide" if self.model.pairs else "")
        pair = self.pair
        decided = self.model.decision(pair) if pair is not None else ""
        self._state.set_text(WORDS.get(decided, "").capitalize())
        for button in (self.mark_first, self.mark_second, self.keep_both):
            button.setEnabled(pair is not None and self._session.project.writable)

    # What is decided.

    def _decide(self, what: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        pair, project = self.pair, self._session.project
        if pair is None:
            return
        if what == "both":
            work = partial(duplicates.keep_both, project, pair)
        else:
            copy, original = (pair.first, pair.second) if what == "first" else (pair.second, pair.first)
            work = partial(duplicates.mark, project, pair, copy, original)
        self._session.attempt(work)
        self.model.refresh()
        self._say()
        following = self.model.open_from(self.list.currentIndex().row())
        if following >= 0:
            self.list.setCurrentIndex(self.model.index(following))

    @Slot(bool)
    def _leave_out(self, left_out: bool) -> None:  # noqa: FBT001 (a slot)
        documents = self._session.project.documents
        if left_out == documents.count_duplicates:
            self._session.attempt(partial(documents.set_count_duplicates, counted=not left_out))
            self._session.filter_changed.emit()  # other documents are left to count

    @Slot()
    def _open(self) -> None:
        if self.pair is not None:
            self._session.open_document(self.pair.first)
            self.closed.emit()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("document") and self.model.pairs:
            self.model.refresh()
            self._say()

    @Slot()
    def close_view(self) -> None:
        self._stop()
        self.closed.emit()
