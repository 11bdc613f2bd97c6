"""What stands above the hits, the query and how much was found, and below them, what can be done with a hit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Code
from cadrage.core.search import Wanted
from cadrage.gui.kit import (
    Button,
    CheckBox,
    Choice,
    ElidedLabel,
    KeyBadge,
    Label,
    ProgressLine,
    SearchField,
    Segments,
    row,
)
from cadrage.gui.search_review import State
from cadrage.gui.words import counted, shortened
from cadrage.jobs.reviewing import EXTENTS, Extent

HITS, FREQUENCIES = "hits", "frequencies"
_PATIENCE = 250  # ms after the last letter
_LEAST = 2  # letters of which a search begins by itself
_STATES: tuple[tuple[State | None, str], ...] = (
    (None, "all hits"),
    (State.OPEN, "open hits"),
    (State.ACCEPTED, "accepted hits"),
    (State.REJECTED, "rejected hits"),
)
_BESIDE_BUTTONS = 560  # pixels for the code, the extent and the keys
_NARROWEST = 640
_TIPS = {
    "A": "Accept (A, or the number of a code)",
    "R": "Reject (R or Del)",
    "U": "Take the last decision back (U)",
    "open": "Go to the passage (Enter)",
}


class QueryBar(QWidget):
    """`asked(Wanted)` when something else is looked for, `entered()` with Enter, `page_chosen(name)`."""

    asked = Signal(object)
    entered = Signal()
    page_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField("Words, “a phrase”, begin*, AND OR NOT", name="Search in all documents", parent=self)
        self.regex = CheckBox("Regular expression", parent=self)
        self.regex.setToolTip("Case does not count; ^ and $ are the ends of lines. Enter starts the search.")
        self.saved = Button("Saved searches", icon="chevron-down", parent=self)
        self.pages = Segments(
            [(HITS, "Hits"), (FREQUENCIES, "Frequencies")], HITS, name="Hits or frequencies", parent=self
        )
        self.duplicates = False
        self.not_article = False
        self._told: Wanted | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self.tell)
        self.setLayout(row((self.field, 1), self.regex, self.saved, self.pages, margins=(14, 11, 14, 4), space=12))
        self.field.searched.connect(self._typed)
        self.field.returnPressed.connect(self._enter)
        self.regex.toggled.connect(self.tell)
        self.pages.chosen.connect(self.page_chosen)

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.field.text(), self.regex.isChecked(), self.duplicates, self.not_article)

    def show_wanted(self, wanted: Wanted) -> None:
        """Ask for this, as if it had been typed."""
        self.field.blockSignals(True)
        self.regex.blockSignals(True)
        self.field.setText(wanted.query)
        self.regex.setChecked(wanted.regex)
        self.field.blockSignals(False)
        self.regex.blockSignals(False)
        self.duplicates, self.not_article = wanted.duplicates, wanted.not_article
        self.tell()

    @Slot()
    def _typed(self) -> None:
        words = self.field.text().strip()
        if not words or (len(words) >= _LEAST and not self.regex.isChecked()):
            self._patience.start()
        else:
            self._patience.stop()

    @Slot()
    def _enter(self) -> None:
        self.tell()
        self.entered.emit()

    @Slot()
    def tell(self) -> None:
        """What is looked for, if it is not what was told last."""
        self._patience.stop()
        if self._told != self.wanted:
            self._told = self.wanted
            self.asked.emit(self._told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._enter()
            return
        super().keyPressEvent(event)


class FoundLine(QWidget):
    """“226 hits in 100 documents · 3 accepted …” and where is looked. `state_chosen(State | None)`, `stopped()`,
    `scope_chosen(duplicates, not_article)`."""

    state_chosen = Signal(object)
    scope_chosen = Signal(bool, bool)
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", "heading", parent=self)
        self._where = ElidedLabel("", "muted", parent=self)
        self.states = Choice(_STATES, None, plain=True, name="Which hits are shown", parent=self)
        self.progress = ProgressLine(parent=self)
        self.progress.setFixedWidth(90)
        self.stop = Button("Stop", "quiet", parent=self)
        self.duplicates = CheckBox("In duplicates", parent=self)
        self.duplicates.setToolTip("Also look into documents that are marked as copies of another")
        self.not_article = CheckBox("In not-article text", parent=self)
        self.not_article.setToolTip("Also look where a text is marked as not article; such hits are marked")
        self.setLayout(
            row(
                self._count,
                (self._where, 1),
                self.progress,
                self.stop,
                self.states,
                self.duplicates,
                self.not_article,
                margins=(15, 0, 14, 2),
                space=10,
            )
        )
        self.setFixedHeight(36)
        self.states.chosen.connect(self.state_chosen)
        self.stop.clicked.connect(self.stopped)
        for box in (self.duplicates, self.not_article):
            box.toggled.connect(self._tell_scope)
        self.show_progress(None)

    @property
    def text(self) -> str:
        return f"{self._count.text()} {self._where.text()}".strip()

    def show_scope(self, wanted: Wanted) -> None:
        for box, on in ((self.duplicates, wanted.duplicates), (self.not_article, wanted.not_article)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)

    @Slot()
    def _tell_scope(self) -> None:
        self.scope_chosen.emit(self.duplicates.isChecked(), self.not_article.isChecked())

    def show_found(self, hits: int, documents: int, listed: int, accepted: int, rejected: int) -> None:
        self._count.setText(counted(hits, "hit"))
        parts = [f"in {counted(documents, 'document')}"]
        if listed < hits:
            parts.append(f"the first {listed:,} are listed")
        if accepted or rejected:
            parts += [f"{accepted:,} accepted", f"{rejected:,} rejected", f"{listed - accepted - rejected:,} open"]
        self._where.set_text(" · ".join(parts))

    def show_words(self, words: str, more: str = "") -> None:
        self._count.setText(words)
        self._where.set_text(more)

    def show_progress(self, documents: tuple[int, int] | None) -> None:
        """How many documents of how many; None when it is through."""
        for part in (self.progress, self.stop):
            part.setVisible(documents is not None)
        if documents is not None:
            self.progress.set_progress(documents[0], max(1, documents[1]))


class DecideBar(QWidget):
    """As what hits are accepted, and the verbs with their keys. `pressed(key)`: A, R, U, “all” or “open”."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = Choice([], name="Code for accepted hits", parent=self)
        self.code.setMinimumWidth(130)
        self.code.setMaximumWidth(260)
        self.extent = Segments(EXTENTS, "hit", name="What of the text is coded", parent=self)
        self.accept = Button("Accept", "primary", icon="check", parent=self)
        self.reject = Button("Reject", icon="x", parent=self)
        self.undo = Button("Undo", icon="undo-2", parent=self)
        self.all = Button("Accept all open…", parent=self)
        self.open = Button("Go to passage", icon="external-link", parent=self)
        self._said = ElidedLabel("", "muted", parent=self)
        self._buttons = {"A": self.accept, "R": self.reject, "U": self.undo, "all": self.all, "open": self.open}
        self._words = {key: button.text() for key, button in self._buttons.items()}
        for key, button in self._buttons.items():
            button.clicked.connect(partial(self._tell, key))
        keys = {key: KeyBadge(key, parent=self) for key in "ARU"}
        self.setLayout(
            row(
                Label("Code", "muted", parent=self),
                self.code,
                self.extent,
                (self._said, 1),
                *(keys["A"], self.accept, keys["R"], self.reject, keys["U"], self.undo),
                *(self.all, self.open),
                margins=(15, 0, 14, 0),
            )
        )
        self._badges = list(keys.values())
        self.setFixedHeight(46)

    def _tell(self, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self.pressed.emit(key)

    def extent_chosen(self) -> Extent:
        value = self.extent.value()
        return next(extent for extent, _ in EXTENTS if extent == value)

    def code_chosen(self) -> int | None:
        value = self.code.value()
        return value if isinstance(value, int) else None

    def show_codes(self, codes: Sequence[Code]) -> None:
        """Codes in the order of the codebook; the chosen one stays, else the first is."""
        named = [
            (code.id, shortened(f"{code.short_id}  {code.name}" if code.short_id else code.name)) for code in codes
        ]
        self.code.set_choices(named)
        if self.code.value() is None and codes:
            self.code.set_value(codes[0].id)

    def allow(self, *, hit: bool, undo: bool, several: int, writable: bool) -> None:
        """What can be done now; `several` hits are open."""
        coded = self.code.value() is not None
        self.accept.setEnabled(hit and coded and writable)
        self.reject.setEnabled(hit and writable)
        self.undo.setEnabled(undo and writable)
        self.all.setEnabled(several > 0 and coded and writable)
        self._words["all"] = f"Accept all {several:,} open" if several > 0 else "Accept all open"
        self.open.setEnabled(hit)
        self._said.set_text("" if coded else "There is no code yet. Make one in the codebook.")
        self._label()

    def _label(self) -> None:
        """In words where there is room for all of them, else by their icons with the words under the mouse."""
        for key, button in self._buttons.items():
            button.setText(self._words[key])
        needed = sum(button.sizeHint().width() + 8 for button in self._buttons.values()) + _BESIDE_BUTTONS
        wide = needed <= self.width()
        for key, button in self._buttons.items():
            button.setText(self._words[key] if wide or key == "all" else "")
            button.setAccessibleName(self._words[key])
            button.setToolTip(_TIPS.get(key, self._words[key]))
        for badge in self._badges:
            badge.setVisible(wide)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label()
