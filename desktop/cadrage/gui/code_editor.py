"""Every field of one code, to be read and changed; what is typed is stored without a button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.codebook import Codebook
from cadrage.core.errors import UserError
from cadrage.core.model import Change, Code, ExampleKind
from cadrage.gui.codebook_examples import ExampleSection
from cadrage.gui.codebook_text import Paragraph
from cadrage.gui.kit import Choice, Field, Label, Panel, Scroll, column, row
from cadrage.gui.kit.layout import Item
from cadrage.gui.session import Session

PAUSE = 1000
WIDTH = 760


class CodeEditor(QWidget):
    """The form of one code. An edit is stored when its field is left, or after a pause of a second.

    A refresh leaves alone what has been typed and is not stored yet.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._code: int | None = None
        self._typed: set[str] = set()
        self._filling = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._store_quietly)
        self.lines: dict[str, Field] = {
            "short_id": Field(name="Short id"),
            "name": Field(name="Name"),
        }
        self.texts: dict[str, Paragraph] = {
            "brief": Paragraph(name="Brief definition"),
            "definition": Paragraph(name="Full definition", lines=2),
            "when_to_use": Paragraph(name="Use when", lines=3),
            "when_not": Paragraph(name="Not when", lines=3),
            "notes": Paragraph(name="Notes", lines=2),
        }
        self.parent_choice = Choice(name="Parent")
        self.sections = {kind: ExampleSection(session, kind) for kind in ExampleKind}
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        inner.setLayout(self._form())
        self.area = Scroll(Panel(row((inner, 1000), None, margins=(24, 18, 24, 24))))
        self.setLayout(column(self.area))
        self._connect()
        self.show_code(None)

    def _form(self) -> QVBoxLayout:
        self.lines["short_id"].setFixedWidth(120)
        first = row(
            _labelled("Short id", self.lines["short_id"]),
            (_labelled("Name", self.lines["name"]), 3),
            (_labelled("Parent", self.parent_choice), 2),
            space=12,
        )
        whens = row(
            (_labelled("Use when", self.texts["when_to_use"]), 1),
            (_labelled("Not when", self.texts["when_not"]), 1),
            space=12,
        )
        pairs = row((self.sections[ExampleKind.TYPICAL], 1), (self.sections[ExampleKind.COUNTER], 1), space=12)
        return column(
            first,
            _labelled("Brief definition", self.texts["brief"], "one sentence, shown while coding"),
            _labelled("Full definition", self.texts["definition"]),
            whens,
            pairs,
            self.sections[ExampleKind.BORDERLINE],
            _labelled("Notes", self.texts["notes"]),
            None,
            space=12,
        )

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.textEdited.connect(partial(self._type, name))
            line.editingFinished.connect(self.store)
        for name, text in self.texts.items():
            text.textChanged.connect(partial(self._type, name))
            text.left.connect(self.store)
        self.parent_choice.chosen.connect(self._move)
        self._session.changed.connect(self._follow)
        self._session.settling.connect(self.store)

    # What is shown.

    @property
    def code(self) -> int | None:
        return self._code

    def show_code(self, code: int | None) -> None:
        """Another code; what was typed about the one before is stored first."""
        if code != self._code:
            self.store()
            self._typed.clear()
            self._code = code
            self.area.verticalScrollBar().setValue(0)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Reads the code anew."""
        codebook = self._session.codebook
        code = codebook.by_id.get(self._code) if self._code is not None else None
        self.setEnabled(code is not None)
        if code is None:
            return
        self._filling = True
        self._fill(code, codebook)
        self._filling = False

    def _fill(self, code: Code, codebook: Codebook) -> None:
        writable = self._session.project.writable
        for name, line in self.lines.items():
            line.setReadOnly(not writable)
            if name not in self._typed and line.text().strip() != getattr(code, name):
                line.setText(getattr(code, name))
                line.setCursorPosition(0)
        for name, text in self.texts.items():
            text.setReadOnly(not writable)
            if name not in self._typed and text.text() != getattr(code, name):
                text.set_text(getattr(code, name))
        below = codebook.family(code.id)
        above = [node for node in codebook.nodes if node.code.id not in below]
        choices = [(node.code.id, _in_list(node.code, node.depth)) for node in above]
        self.parent_choice.set_choices([(None, "none"), *choices])
        self.parent_choice.set_value(code.parent)
        self.parent_choice.setEnabled(writable)
        self._fill_examples(code)

    def _fill_examples(self, code: Code) -> None:
        examples = self._session.project.codes.examples((code.id,))
        for kind, section in self.sections.items():
            chosen = [example for example in examples if example.kind is kind]
            section.show_examples(code.id, chosen, self._title)

    def _title(self, document: int) -> str:
        found = self._session.project.documents.get(document)
        return found.title if found else ""

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("code", "example", "document"):
            self.refresh()

    # What is stored.

    def begin_naming(self) -> None:
        """Puts the keyboard into the name, ready to be typed over."""
        self.lines["name"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines["name"].selectAll()

    def _type(self, name: str, _words: str = "") -> None:
        if not self._filling:
            self._typed.add(name)
            self._pause.start()

    def _words(self, name: str) -> str:
        return self.lines[name].text().strip() if name in self.lines else self.texts[name].text()

    @Slot()
    def store(self) -> None:
        """Stores what has been typed, each field as one change; what cannot be is told and stays typed."""
        self._store(told=True)

    @Slot()
    def _store_quietly(self) -> None:
        # In a pause a name may be half typed: what is wrong with it is told when the field is left.
        self._store(told=False)

    def _store(self, *, told: bool) -> None:
        self._pause.stop()
        code = self._code
        for name in sorted(self._typed):
            if code is None or self._session.project.codes.get(code) is None:
                self._typed.clear()
                return
            edit = partial(self._session.project.codes.edit, code, **{name: self._words(name)})
            self._typed.discard(name)
            if told:
                self._session.attempt(edit)
            else:
                _try(edit)
            stored = self._session.project.codes.get(code)
            if stored is not None and getattr(stored, name).strip() != self._words(name).strip():
                self._typed.add(name)

    @Slot(object)
    def _move(self, parent: object) -> None:
        if self._code is not None:
            wanted = parent if isinstance(parent, int) else None
            self._session.attempt(partial(self._session.project.codes.edit, self._code, parent=wanted))
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self.store()
        super().hideEvent(event)


def _try(edit: partial[None]) -> None:
    try:
        edit()
    except UserError:
        pass


def _labelled(words: str, field: QWidget, detail: str = "") -> QWidget:
    """A field under its label; the label belongs to it for screen readers and the mouse."""
    label = Label(words, "heading")
    label.setBuddy(field)
    head: list[Item] = [label, Label(detail, "muted"), None] if detail else [label, None]
    group = QWidget()
    group.setLayout(column(row(*head), (field, 1), space=5))
    return group


def _in_list(code: Code, depth: int) -> str:
    return "    " * depth + f"{code.short_id}  {code.name}".strip()
