"""The page on which a code is split: the codings that shall have a new code are ticked, and it is named."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.codebook import suggest_short_id
from cadrage.core.finding import label_and_name
from cadrage.core.model import Change, Code
from cadrage.gui.codebook_part import left_codings
from cadrage.gui.codebook_split_list import Passage, PassageList
from cadrage.gui.kit import (
    Button,
    Chip,
    ElidedLabel,
    Field,
    Hairline,
    Label,
    Note,
    Panel,
    SearchField,
    Segments,
    column,
    row,
)
from cadrage.gui.session import Session
from cadrage.gui.words import counted

_WIDTH = 860


class SplitPage(QWidget):
    """`closed()` when it is done or given up. Only the present coder's own codings can be moved."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._code: int | None = None
        self._id_typed = False
        self._chip = Chip("", 12, self)
        self._title = ElidedLabel("", "title", parent=self)
        self.note = Note("", parent=self)
        self.filter = SearchField("Filter quotations", icon="list-filter", parent=self)
        self.all_button = Button("Tick all shown", "small", parent=self)
        self.none_button = Button("Tick none", "small", parent=self)
        self.list = PassageList(self)
        self.name = Field(hint="What these passages have in common", name="Name of the new code", parent=self)
        self.short_id = Field(name="Short id of the new code", parent=self)
        self.short_id.setFixedWidth(132)
        self.place = Segments(((False, "beside it"), (True, "under it")), False, name="Place of the new code")
        self.split_button = Button("Split", "primary", parent=self)
        self.cancel_button = Button("Cancel", parent=self)
        self._body = QWidget(self)
        inner = QWidget(self)
        inner.setMaximumWidth(_WIDTH)
        inner.setLayout(self._form())
        self.setLayout(column(Panel(row(None, (inner, 1000), None, margins=(24, 18, 24, 18)), parent=self)))
        self._connect()

    def _form(self) -> QVBoxLayout:
        tools = row((self.filter, 1), self.all_button, self.none_button)
        named = row(
            column(Label("Short id", "heading"), self.short_id, space=4),
            (column(Label("Name of the new code", "heading"), self.name, space=4), 1),
            column(Label("Place", "heading"), self.place, space=6),
            space=12,
        )
        self._body.setLayout(column(tools, (self.list, 1), Hairline(), named, space=10))
        foot = row(None, self.cancel_button, self.split_button)
        head = row(self._chip, (self._title, 1))
        return column(head, self.note, (self._body, 1000), foot, None, space=10)

    def _connect(self) -> None:
        self.filter.searched.connect(self.list.filter)
        self.all_button.clicked.connect(partial(_call, self.list.tick_shown, True))
        self.none_button.clicked.connect(partial(_call, self.list.tick_shown, False))
        self.list.ticked.connect(self._count)
        self.name.textChanged.connect(self._suggest)
        self.short_id.textEdited.connect(self._keep_id)
        self.place.chosen.connect(self._suggest)
        self.name.returnPressed.connect(self._split)
        self.short_id.returnPressed.connect(self._split)
        self.split_button.clicked.connect(self._split)
        self.cancel_button.clicked.connect(self.close_page)
        self._session.changed.connect(self._follow)
        self._session.filter_changed.connect(self._refresh)
        self._session.coder_changed.connect(self.close_page)

    def begin(self, code: int) -> None:
        """Anew, for this code."""
        self._code = code
        self._id_typed = False
        self.filter.clear()
        self.name.clear()
        self.short_id.clear()
        self.place.set_value(False)
        self.list.show_passages(())
        self._read()

    def take_focus(self) -> None:
        """Puts the keyboard on the codings, where there are any."""
        target = self.list if self.list.isVisible() else self.cancel_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_page(self) -> None:
        """Gives it up, if it was begun: another coder has other codings."""
        if self._code is not None:
            self._code = None
            self.closed.emit()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("code", "coding"):
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._code is not None and self.isVisible():
            self._read()

    def _read(self) -> None:
        """The present coder's codings of the code; what was ticked stays so."""
        project = self._session.project
        code = project.codes.get(self._code) if self._code is not None else None
        if code is None or code.retired:
            self.close_page()
            return
        self._chip.set_colour(code.colour)
        self._title.set_text(f"Split {label_and_name(code)}")
        mine = left_codings(self._session, code.id, (project.me.id,))
        bodies = {coding.document: project.documents.body(coding.document) for coding in mine}
        titles = {document.id: document.title for document in project.documents.all()}
        self.list.show_passages(
            Passage(
                coding.id,
                " ".join(coding.span.quotation(bodies[coding.document]).split()),
                titles.get(coding.document, ""),
                project.memos.about(coding.guid),
            )
            for coding in mine
        )
        self.note.set_words(self._said(code, len(mine)))
        self._body.setVisible(bool(mine))
        self._count()

    def _said(self, code: Code, own: int) -> str:
        said = [
            "Tick the codings that go to the new code." if own else f"You have no codings of {code.label} to split."
        ]
        if len(self._session.project.coders.all()) > 1:
            said.append("Which of the other coders' codings belong to the new code is theirs to say: they stay.")
        if self._session.filter.in_force:
            said.append("Only what the filter leaves is listed.")
        if own:
            said.append("One undo takes it back.")
        return " ".join(said)

    @Slot()
    def _count(self) -> None:
        ticked = len(self.list.ticked_codings)
        self.split_button.setText(f"Move {counted(ticked, 'coding')} to the new code" if ticked else "Split")
        self.split_button.setEnabled(bool(ticked and self.name.text().strip()))

    @Slot()
    def _suggest(self) -> None:
        """A short id made of the name, until one is typed."""
        if not self._id_typed:
            book = self._session.codebook
            code = book.by_id.get(self._code or 0)
            above = code if self.place.value() else book.by_id.get(code.parent or 0) if code else None
            taken = [other.short_id for other in book.codes]
            stem = above.short_id if above else ""
            self.short_id.setText(suggest_short_id(self.name.text(), stem, taken))
        self._count()

    @Slot(str)
    def _keep_id(self, words: str) -> None:
        self._id_typed = bool(words.strip())

    @Slot()
    def _split(self) -> None:
        if self._code is None or not self.split_button.isEnabled():
            return
        chosen = self.list.ticked_codings
        whole = self._session.project.codes.get(self._code)
        split = partial(
            self._session.project.codes.split,
            self._code,
            chosen,
            self.name.text(),
            short_id=self.short_id.text(),
            below=bool(self.place.value()),
        )
        self._session.settling.emit()
        new = self._session.attempt(split)
        if new is not None and whole is not None:
            self._session.select_code(new.id)
            self._session.told.emit(f"{counted(len(chosen), 'coding')} moved from {whole.label} to {new.label}.")
            self.close_page()

    # Overrides of Qt.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_page()
            return
        super().keyPressEvent(event)


def _call(tick: Callable[[bool], None], on: bool, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    tick(on)
