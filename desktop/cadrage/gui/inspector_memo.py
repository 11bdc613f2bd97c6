"""Memos in the inspector: what the present coder thinks about a coding, a code or the document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Subject
from cadrage.gui.inspector_code import breakable
from cadrage.gui.kit import ElidedLabel, KeyBadge, Label, Panel, TextArea, column, row
from cadrage.gui.session import Session

_WIDEST_WORD = 130
_PAUSE = 1_000  # milliseconds without a key press after which a memo is stored


@dataclass(frozen=True, slots=True)
class About:
    """What a memo is about and whose it is, by ids that outlast an undo."""

    subject: Subject
    guid: str
    coder: int


class MemoArea(TextArea):
    """A memo that is stored when the writer pauses or leaves it, never lost by a refresh."""

    stored = Signal(str)

    def __init__(self, parent: QWidget, name: str = "Memo on this coding") -> None:
        super().__init__(hint="Write a memo", name=name, parent=parent)
        self.setFixedHeight(96)
        self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.store)
        self.textChanged.connect(self._written)

    @Slot()
    def _written(self) -> None:
        self._pending = True
        self._timer.start()

    def show_text(self, text: str) -> None:
        """Show what is stored; what is being written stays, with the white space that storing leaves out."""
        if not self._pending and self.toPlainText().strip() != text.strip():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    @Slot()
    def store(self) -> None:
        """Hand over what has been written since the last time."""
        if self._pending:
            self._pending = False
            self._timer.stop()
            self.stored.emit(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.store()
        super().focusOutEvent(event)


class MemoBox(Panel):
    """One memo under its heading. It outlives every refresh: whoever writes in it must not lose the keyboard.

    What the disk refuses is kept here, by what it is about, until it can be stored.
    """

    def __init__(self, session: Session, what: str, key: str = "", *, parent: QWidget) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._what = what
        self._about: About | None = None
        self._unstored: dict[About, str] = {}
        self.area = MemoArea(self, f"Memo on this {what}")
        self._title = ElidedLabel("Memo", "heading", parent=self)
        self._others = Label("", "secondary", wrap=True, parent=self)
        self._others.hide()
        badge = [KeyBadge(key, parent=self)] if key else []
        head = row((self._title, 1), *badge, margins=(16, 4, 16, 4))
        body = column(self.area, self._others, margins=(16, 0, 16, 0), space=6)
        self.setLayout(column(head, body, space=0))
        self.hide()
        self.area.stored.connect(self._store)
        session.settling.connect(self.settle)

    @property
    def about(self) -> About | None:
        return self._about

    def show_about(self, about: About | None) -> None:
        """The memo on something else; what was being written about the thing before is stored first."""
        if about != self._about:
            self.area.store()
            self._about = about
        self.setVisible(about is not None)
        self.refresh()

    def refresh(self) -> None:
        """Reads the memo anew."""
        about = self._about
        if about is None:
            return
        project = self._session.project
        mine = about.coder == self._session.me.id
        if mine:
            self._title.set_text("Memo" if self._what == "coding" else f"Memo on the {self._what}")
        else:
            self._title.set_text(f"Memo of coder {_name(self._session, about.coder)}")
        self.area.setReadOnly(not mine or not project.writable)
        stored = project.memos.about(about.guid, coder=about.coder)
        self.area.show_text(self._unstored.get(about, stored))
        self._show_others(about)

    def _show_others(self, about: About) -> None:
        """What other coders wrote about the same, where their work is shown."""
        if self._session.others_shown:
            memos = self._session.project.memos.by_coder(about.guid)
            texts = [f"{_name(self._session, coder)}: {text}" for coder, text in memos if coder != about.coder]
        else:
            texts = []
        words = breakable("\n".join(texts), self._others.font(), _WIDEST_WORD)
        if self._others.text() != words:
            self._others.setText(words)
        self._others.setVisible(bool(words))

    def write(self) -> None:
        """Put the caret into the memo, behind what is written."""
        self.area.moveCursor(QTextCursor.MoveOperation.End)
        self.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _store(self, text: str) -> None:
        about = self._about
        if about is not None and about.coder == self._session.me.id and self._session.project.writable:
            self._unstored[about] = text
            self._store_all()

    @Slot()
    def settle(self) -> None:
        """Store what is being written, and what the disk refused before."""
        self.area.store()
        self._store_all()

    def _store_all(self) -> None:
        for about, text in list(self._unstored.items()):
            if self._session.attempt(partial(self._stored, about, text)):
                self._unstored.pop(about, None)

    def _stored(self, about: About, text: str) -> bool:
        """True also where what it is about is gone, and its memo with it."""
        memos = self._session.project.memos
        if memos.is_there(about.subject, about.guid):
            memos.set(about.subject, about.guid, text, coder=about.coder)
        return True


def _name(session: Session, coder: int) -> str:
    return next((found.name for found in session.project.coders.all() if found.id == coder), "")
