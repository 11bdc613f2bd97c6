"""What a codebook file would change in the project's codebook, to be looked through before it is taken over."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from cadrage.core.codebook_edits import Edit, Edits, Kind
from cadrage.core.model import Change
from cadrage.gui.codebook_import_difference import EditCard
from cadrage.gui.codebook_import_model import GROUPS, EditTree
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import Button, ElidedLabel, EmptyState, Hairline, Label, Note, Panel, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import counted

_RIGHT = 460
_NARROW = 900  # below this width the card gives way
_MOST_NOTES = 4
_RETIRED = "Codes that are not in the file stay unless you tick them; then they are retired, and their codings stay."

_Key = tuple[Kind, int | None, int | None, str]


class CodebookImport(QWidget):
    """Left the edits, right the one that is looked at. `closed()` when they were taken over or the user goes back."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path: Path | None = None
        self._edits: Edits | None = None
        self._title = ElidedLabel("", "title", elide=Qt.TextElideMode.ElideMiddle, parent=self)
        self._said = Label("", ink="text2", wrap=True, parent=self)
        self.note = Note("", "warn", parent=self)
        self.all_button = Button("Tick all edits", "small", parent=self)
        self.none_button = Button("Tick none", "small", parent=self)
        self.tree = EditTree(self)
        self.card = EditCard(self)
        self.card.setFixedWidth(_RIGHT)
        self._outcome = Label("", "secondary", wrap=True, parent=self)
        self.apply_button = Button("Apply", "primary", parent=self)
        self.back_button = Button("Cancel", parent=self)
        self.same = EmptyState(
            "The file and the codebook are the same", "Nothing would change.", "Back to the codebook", parent=self
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        heading = Label("Edits", "heading")
        ticks = row(heading, None, self.all_button, self.none_button)
        head = column(self._title, self._said, self.note, 4, ticks, margins=(24, 18, 24, 6), space=8)
        lists = QWidget()
        lists.setLayout(column(row((self.tree, 1), margins=(14, 0, 14, 0)), space=0))
        nothing = QWidget()
        inner = column(margins=(24, 24, 24, 24))
        inner.addStretch(2)
        self.same.setMaximumWidth(520)
        inner.addLayout(row(None, (self.same, 1000), None))
        inner.addStretch(3)
        nothing.setLayout(inner)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(lists)
        self._pages.addWidget(nothing)
        foot = row((self._outcome, 1), self.back_button, self.apply_button, margins=(24, 10, 24, 12))
        self._foot = QWidget()
        self._foot.setLayout(foot)
        above = Hairline()
        left = Panel(column(head, (self._pages, 1), above, self._foot, space=0), parent=self)
        self._line = Hairline(vertical=True)
        self.setLayout(row((left, 1), self._line, self.card, space=0))
        self._for_edits = (heading, self.all_button, self.none_button, above, self._foot)
        set_first_focus(self, self.tree)

    def _connect(self) -> None:
        self.tree.edit_shown.connect(self._look)
        self.tree.edits.ticked.connect(self._count)
        self.all_button.clicked.connect(self._tick_all)
        self.none_button.clicked.connect(self._tick_none)
        self.apply_button.clicked.connect(self._apply)
        self.back_button.clicked.connect(self.close_page)
        assert self.same.button is not None
        self.same.button.clicked.connect(self.close_page)
        self._session.changed.connect(self._follow)

    def begin(self, path: Path) -> bool:
        """Shows what the file would change; whether it could be read."""
        found = self._foresee(path)
        if found is None:
            return False
        self._path = path
        self._show(found, set(found.proposed))
        return True

    def take_focus(self) -> None:
        target = self.tree if self._edits and self._edits.edits else self.same.button
        assert target is not None
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_page(self) -> None:
        self._path = self._edits = None
        self.closed.emit()

    def _foresee(self, path: Path) -> Edits | None:
        # Reading codebooks brings the workbook library with it: only when somebody looks.
        from cadrage.jobs import codebook_changes

        return self._session.attempt(partial(codebook_changes.foresee, self._session.project, path))

    def _show(self, edits: Edits, chosen: set[Edit]) -> None:
        self._edits = edits
        assert self._path is not None
        same = not edits.edits
        self._title.set_text(f"What “{self._path.name}” changes")
        self._said.setText(_summary(edits))
        self._said.setVisible(not same)
        self.note.set_words(_notes(edits.notes))
        self.note.setVisible(bool(edits.notes))
        self._pages.setCurrentIndex(1 if same else 0)
        for widget in self._for_edits:
            widget.setVisible(not same)
        self._fit()
        self.tree.edits.show(edits, chosen)
        self.card.show_edit(None, None)
        first = self.tree.model().index(0, 0, self.tree.model().index(0, 0))
        self.tree.setCurrentIndex(first if first.isValid() else QModelIndex())

    @Slot(object)
    def _look(self, edit: object) -> None:
        if self._edits is None or not isinstance(edit, Edit):
            self.card.show_edit(None, None)
            return
        known = edit.kind is Kind.ADDED and edit.row is not None
        code = self._edits.book.codes[edit.row] if known and edit.row is not None else None
        self.card.show_edit(edit, code, self._outlook(edit))

    def _outlook(self, edit: Edit) -> str:
        """What follows a code that is merged, as far as the coders' work is shown."""
        if edit.kind is not Kind.MERGED or edit.code is None or edit.target is None or edit.target < 0:
            return ""
        from cadrage.store.code_merging import outlook

        coders = [coder.id for coder in self._session.shown_coders]
        found = outlook(self._session.project, edit.code, edit.target, coders)
        return f"{counted(found.codings, 'shown coding')}, {counted(found.examples, 'example')} and its memos follow"

    @Slot()
    def _count(self) -> None:
        number = len(self.tree.edits.chosen)
        self.apply_button.setText(f"Apply {counted(number, 'change')}" if number else "Apply")
        self.apply_button.setEnabled(bool(number) and self._session.project.writable)
        missing = bool(self._edits and self._edits.of(Kind.MISSING))
        self._outcome.setText("Nothing has been changed yet. " + (_RETIRED if missing else ""))

    @Slot()
    def _tick_all(self) -> None:
        if self._edits is not None:
            self.tree.edits.tick(self._edits.proposed, on=True)

    @Slot()
    def _tick_none(self) -> None:
        self.tree.edits.tick(self.tree.edits.edits, on=False)

    @Slot()
    def _apply(self) -> None:
        if self._edits is None:
            return
        from cadrage.jobs import codebook_changes

        edits, self._edits = self._edits, None  # what follows from the change is not shown any more
        self._session.settling.emit()
        apply = partial(codebook_changes.apply, self._session.project, edits, tuple(self.tree.edits.chosen))
        number = self._session.attempt(apply)
        if number is None:
            self._edits = edits
            return
        self._session.told.emit(f"{counted(number, 'change')} taken over. Undo takes them back.")
        self.close_page()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        """Compared anew when the codebook changes meanwhile; what was ticked stays so."""
        if self._edits is None or self._path is None or not change.touches("code", "example", "variable"):
            return
        left_out = {_key(edit) for edit in self._edits.proposed if edit not in self.tree.edits.chosen}
        taken = {_key(edit) for edit in self.tree.edits.chosen}
        found = self._foresee(self._path)
        if found is None:
            self.close_page()
            return
        self._show(found, {e for e in found.edits if _key(e) in taken or (e.proposed and _key(e) not in left_out)})

    def _fit(self) -> None:
        shown = self.width() >= _NARROW and bool(self._edits and self._edits.edits)
        self.card.setVisible(shown)
        self._line.setVisible(shown)

    # Overrides of Qt.

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_page()
            return
        super().keyPressEvent(event)


def _key(edit: Edit) -> _Key:
    return edit.kind, edit.code, edit.row, edit.field


def _summary(edits: Edits) -> str:
    """“2 added, 12 changed, 1 moved · 3 not in the file”."""
    counts = [(title, len(edits.of(*kinds))) for title, kinds in GROUPS]
    words = [f"{number:,} {title[0].lower()}{title[1:]}" for title, number in counts if number]
    return ", ".join(words)


def _notes(notes: tuple[str, ...]) -> str:
    shown = " ".join(notes[:_MOST_NOTES])
    more = len(notes) - _MOST_NOTES
    return f"{shown} And {counted(more, 'more remark')} of this kind." if more > 0 else shown
