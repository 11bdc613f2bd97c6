"""What the inspector says about a code: its name, its rules and some examples, updated in place.

It is shown anew for every coding that is made: words that stay are not set again, and widgets are made once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Code, Example, ExampleKind
from cadrage.gui import fonts
from cadrage.gui.kit import Chip, Hairline, IconLabel, Label, Panel, ToolButton, column, row
from cadrage.gui.session import Session
from cadrage.gui.theme import Token

_SHOWN_EXAMPLES = 3
_WIDTH = 130  # pixels that a word may need, so that the inspector can be narrow
_LONG = 9  # letters from which on a word is measured
_BREAK = "\u200b"
_RULES: tuple[tuple[str, str, str, Token], ...] = (
    ("definition", "Definition", "info", "text3"),
    ("when_to_use", "Use when", "check", "good"),
    ("when_not", "Not when", "x", "bad"),
)
_KINDS = {ExampleKind.BORDERLINE: "Borderline", ExampleKind.COUNTER: "Close, but no"}


def put(label: Label, words: str) -> None:
    """Other words, or none; a label that says the same already is left alone: setting it lays everything out."""
    words = breakable(words, label.font(), _WIDTH)
    if label.text() != words:
        label.setText(words)
    show(label, shown=bool(words))


def breakable(words: str, font: QFont, width: float) -> str:
    """Words that are wider than a column may be broken at signs, else anywhere: a label grows with its longest."""
    if all(len(word) < _LONG for word in words.split()):
        return words
    metrics = QFontMetricsF(font)

    def broken(found: re.Match[str]) -> str:
        if metrics.horizontalAdvance(found[0]) <= width:
            return found[0]
        parts = re.findall(r"[^-_/.]*[-_/.]?", found[0])
        return _BREAK.join(
            part if metrics.horizontalAdvance(part) <= width else _BREAK.join(part) for part in parts if part
        )

    return re.sub(rf"\S{{{_LONG},}}", broken, words)


def show(widget: QWidget, *, shown: bool) -> None:
    if widget.isHidden() == shown:
        widget.setVisible(shown)


class _Rule(QWidget):
    """A heading with its mark, and the rule below."""

    def __init__(self, heading: str, icon: str, token: Token, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = _wrapped(self)
        title = row(IconLabel(icon, token, 14, parent=self), Label(heading, "heading", parent=self), None, space=6)
        self.setLayout(column(title, self.words, margins=(16, 4, 16, 4), space=1))
        self.hide()


class _ExampleRow(QWidget):
    """A quotation, and where it stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._quotation = _wrapped(self)
        self._quotation.setFont(fonts.quotation(14))
        self._below = Label("", "muted", wrap=True, parent=self)
        self.setLayout(column(self._quotation, self._below, margins=(16, 3, 16, 5), space=1))
        self.hide()

    def show_example(self, example: Example, source: str) -> None:
        put(self._quotation, f"“{example.quotation}”")
        put(self._below, " · ".join(part for part in (_KINDS.get(example.kind, ""), source) if part))


class CodeSection(Panel):
    """One code. `edit_requested()` asks for the codebook editor."""

    edit_requested = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._code: Code | None = None
        self._examples_read = False
        self.edit = ToolButton("ellipsis", "Edit this code", parent=self)
        self.edit.clicked.connect(self._ask_edit)
        self._chip = Chip("", 12, parent=self)
        self._label = Label("", "code", wrap=True, parent=self)
        self._place = Label("", "muted", parent=self)
        self._name = Label("", "code", wrap=True, parent=self)
        self._brief = _wrapped(self, "text2")
        self._rules = {field: _Rule(words, icon, token, self) for field, words, icon, token in _RULES}
        self._none = _wrapped(self, "text3")
        self._count = Label("", "muted", parent=self)
        self._examples = [_ExampleRow(self) for _ in range(_SHOWN_EXAMPLES)]
        self._example_box = self._make_examples()
        head = row(self._chip, (self._label, 1), self._place, self.edit, margins=(16, 10, 8, 0), space=8)
        words = column(self._name, self._brief, margins=(16, 2, 16, 0), space=2)
        none = row(self._none, margins=(16, 4, 16, 4))
        line = column(8, Hairline(parent=self), 6, space=0)
        rules = column(*self._rules.values(), none, space=0)
        end = column(8, Hairline(parent=self), 6, space=0)
        self.setLayout(column(head, words, line, rules, end, self._example_box, space=0))

    def _make_examples(self) -> QWidget:
        box = QWidget(self)
        head = row(Label("Examples", "heading", parent=box), self._count, None, margins=(16, 2, 16, 2), space=6)
        box.setLayout(column(head, *self._examples, 8, Hairline(parent=box), 6, space=0))
        box.hide()
        return box

    def show_code(self, code: Code, place: str) -> None:
        """The code; `place` says which one of the codings here is meant."""
        put(self._place, place)
        if code != self._code:
            if self._code is None or code.id != self._code.id:
                self._examples_read = False
            self._code = code
            self._show_words(code)
        if not self._examples_read:
            self._examples_read = True
            self._show_examples(self._session.project.codes.examples((code.id,)))

    def forget_examples(self) -> None:
        """Read the examples anew when the code is shown next."""
        self._examples_read = False

    def _show_words(self, code: Code) -> None:
        self._chip.set_colour(code.colour)
        put(self._label, code.label)
        put(self._name, code.name if code.short_id else "")
        put(self._brief, code.brief)
        for field, rule in self._rules.items():
            put(rule.words, getattr(code, field))
            show(rule, shown=bool(getattr(code, field)))
        lacking = not any(getattr(code, field) for field in self._rules)
        put(self._none, "No rules yet: write them in the codebook." if lacking else "")

    def _show_examples(self, examples: Sequence[Example]) -> None:
        put(self._count, str(len(examples)))
        for place, line in enumerate(self._examples):
            if place < len(examples):
                line.show_example(examples[place], self._source(examples[place]))
            show(line, shown=place < len(examples))
        show(self._example_box, shown=bool(examples))

    def _source(self, example: Example) -> str:
        found = self._session.project.documents.get(example.document) if example.document is not None else None
        return found.title if found else ""

    @Slot()
    def _ask_edit(self) -> None:
        self.edit_requested.emit()


def _wrapped(parent: QWidget, ink: Token = "text") -> Label:
    label = Label("", ink=ink, wrap=True, parent=parent)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
