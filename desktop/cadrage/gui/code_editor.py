"""Every field of one code, to be read and changed; what is typed is stored without a button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.codebook import suggest_short_id
from cadrage.core.errors import UserError
from cadrage.core.model import Code, ExampleKind
from cadrage.gui.codebook_examples import ExampleSection
from cadrage.gui.codebook_fields import EXAMPLE_FIELDS, missing_fields
from cadrage.gui.codebook_part import CodePart
from cadrage.gui.codebook_text import Paragraph
from cadrage.gui.icons import icon
from cadrage.gui.kit import Choice, Field, IconLabel, Label, Note, Panel, Scroll, column, row
from cadrage.gui.kit.layout import Item
from cadrage.gui.session import Session

PAUSE = 1000
WIDTH = 760
TITLES = {
    "short_id": "short id",
    "name": "name",
    "brief": "brief definition",
    "definition": "full definition",
    "when_to_use": "use when",
    "when_not": "not when",
    "notes": "notes",
}


class CodeEditor(CodePart):
    """The form of one code. An edit is stored when its field is left, or after a pause of a second.

    A refresh leaves alone what has been typed and is not stored yet.
    """

    tables = ("code", "example", "document")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
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
        self.marks = {name: IconLabel("circle-dashed", "warn", 12, name="Missing") for name in TITLES}
        self._suggested = ""
        self.retired = Note(
            "This code is retired: its codings stay, but it can no longer be applied.", action="Restore"
        )
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
        self.lines["short_id"].setFixedWidth(132)
        trailing = Field.ActionPosition.TrailingPosition
        self.suggestion = self.lines["short_id"].addAction(icon("check", "accent"), trailing)
        first = row(
            self._labelled("Short id", "short_id"),
            (self._labelled("Name", "name"), 3),
            (_group(Label("Parent", "heading"), self.parent_choice), 2),
            space=12,
        )
        whens = row(
            (self._labelled("Use when", "when_to_use"), 1),
            (self._labelled("Not when", "when_not"), 1),
            space=12,
        )
        pairs = row((self.sections[ExampleKind.TYPICAL], 1), (self.sections[ExampleKind.COUNTER], 1), space=12)
        return column(
            self.retired,
            first,
            self._labelled("Brief definition", "brief", beside=Label("one sentence, shown while coding", "muted")),
            self._labelled("Full definition", "definition"),
            whens,
            pairs,
            self.sections[ExampleKind.BORDERLINE],
            self._labelled("Notes", "notes"),
            None,
            space=12,
        )

    def _labelled(self, words: str, name: str, *, beside: QWidget | None = None) -> QWidget:
        """A field under its label, with a ring behind it while the field says nothing."""
        mark = self.marks[name]
        mark.setToolTip("Missing: nothing is said here yet")
        items: list[Item] = [mark] if beside is None else [mark, beside]
        return _group(Label(words, "heading"), self.lines.get(name) or self.texts[name], items)

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.textEdited.connect(partial(self._type, name))
            line.editingFinished.connect(self.store)
        for name, text in self.texts.items():
            text.textChanged.connect(partial(self._type, name))
            text.left.connect(self.store)
        self.parent_choice.chosen.connect(self._move)
        self.lines["name"].textChanged.connect(self._suggest)
        self.lines["short_id"].textChanged.connect(self._suggest)
        self.lines["short_id"].returnPressed.connect(self._take_suggestion)
        self.suggestion.triggered.connect(self._take_suggestion)
        if self.retired.button is not None:
            self.retired.button.clicked.connect(self._restore)
        self._session.settling.connect(self.store)

    # What is shown.

    def show_code(self, code: int | None) -> None:
        """Another code; what was typed about the one before is stored first."""
        if code != self._code:
            self.store()
            self._typed.clear()
            self.area.verticalScrollBar().setValue(0)
        super().show_code(code)

    def fill(self, code: Code) -> None:
        self._filling = True
        self._fill_texts(code)
        self._fill_parents(code)
        self._filling = False
        examples = self._session.project.codes.examples((code.id,))
        for kind, section in self.sections.items():
            chosen = [example for example in examples if example.kind is kind]
            section.show_examples(code.id, chosen, self._title)
            section.add_button.setVisible(self.may_edit(code))
        missing = missing_fields(code, {example.kind for example in examples})
        for name, mark in self.marks.items():
            mark.setVisible(TITLES[name] in missing)
        self.retired.setVisible(code.retired)
        self._suggest()

    def _fill_texts(self, code: Code) -> None:
        editable = self.may_edit(code)
        for name, line in self.lines.items():
            line.setReadOnly(not editable)
            if name not in self._typed and line.text().strip() != getattr(code, name):
                line.setText(getattr(code, name))
                line.setCursorPosition(0)
        for name, text in self.texts.items():
            text.setReadOnly(not editable)
            if name not in self._typed and text.text() != getattr(code, name):
                text.set_text(getattr(code, name))

    def _fill_parents(self, code: Code) -> None:
        codebook = self._session.codebook
        below = codebook.family(code.id)
        above = [node for node in codebook.nodes if node.code.id not in below]
        choices = [(node.code.id, _in_list(node.code, node.depth)) for node in above]
        self.parent_choice.set_choices([(None, "none"), *choices])
        self.parent_choice.set_value(code.parent if code.parent in codebook.by_id else None)
        self.parent_choice.setEnabled(self.may_edit(code))

    @Slot()
    def _suggest(self) -> None:
        """Offers a free short id, made of the name, while there is none: Enter takes it."""
        code = self._session.project.codes.get(self._code) if self._code is not None else None
        empty = code is not None and self.may_edit(code) and not self.lines["short_id"].text().strip()
        offered = ""
        if code is not None and empty:
            above = self._session.codebook.by_id.get(code.parent or 0)
            taken = [other.short_id for other in self._session.codebook.codes]
            offered = suggest_short_id(self.lines["name"].text(), above.short_id if above else "", taken)
        self._suggested = offered
        said = f"Use {offered} (Enter)" if offered else ""
        self.suggestion.setToolTip(said)
        self.suggestion.setVisible(bool(offered))
        self.lines["short_id"].setPlaceholderText(offered)
        self.lines["short_id"].setAccessibleDescription(said)

    @Slot()
    def _take_suggestion(self) -> None:
        if self._suggested:
            self.lines["short_id"].setText(self._suggested)
            self._type("short_id")
            self.store()

    def go_to(self, field: str) -> None:
        """Puts the keyboard into a field, by its title among the fields of a code."""
        name = next((name for name, title in TITLES.items() if title == field), "")
        kind = next((kind for kind in ExampleKind if field == EXAMPLE_FIELDS[kind]), None)
        wanted = self.lines.get(name) or self.texts.get(name)
        target: QWidget | None = self.sections[kind].add_button if kind is not None else wanted
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(target)

    def _title(self, document: int) -> str:
        found = self._session.project.documents.get(document)
        return found.title if found else ""

    def _follows(self) -> bool:
        # Unseen too: what is typed and not stored yet is compared with what is read.
        return True

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

    @Slot()
    def _restore(self) -> None:
        if self._code is not None:
            self._session.attempt(partial(self._session.project.codes.restore, self._code))

    def hideEvent(self, event: QHideEvent) -> None:
        self.store()
        super().hideEvent(event)


def _try(edit: partial[None]) -> None:
    try:
        edit()
    except UserError:
        pass


def _group(label: Label, field: QWidget, items: Sequence[Item] = ()) -> QWidget:
    """A field under its label; the label belongs to it for screen readers and the mouse."""
    label.setBuddy(field)
    head = QWidget()
    head.setFixedHeight(22)
    head.setLayout(row(label, *items, None, space=6))
    group = QWidget()
    group.setLayout(column(head, (field, 1), space=2))
    return group


def _in_list(code: Code, depth: int) -> str:
    return "    " * depth + f"{code.short_id}  {code.name}".strip()
