"""The inspector at the right: the coding or code at hand, its rules beside the text, its memo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from cadrage.core.model import Change, Code, Coding, Example, ExampleKind, Subject
from cadrage.gui import fonts
from cadrage.gui.kit import (
    Chip,
    ElidedLabel,
    EmptyState,
    Hairline,
    IconLabel,
    KeyBadge,
    Label,
    Panel,
    Scroll,
    TextArea,
    ToolButton,
    column,
    row,
)
from cadrage.gui.session import Session
from cadrage.gui.theme import Token

_NARROWEST = 180
_SHOWN_EXAMPLES = 3
_MEMO_PAUSE = 1_000  # milliseconds without a key press after which a memo is stored


class MemoArea(TextArea):
    """A memo that is stored when the writer pauses or leaves it, never lost by a refresh."""

    stored = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(hint="Write a memo", name="Memo on this coding", parent=parent)
        self.setFixedHeight(96)
        self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_MEMO_PAUSE)
        self._timer.timeout.connect(self.store)
        self.textChanged.connect(self._written)

    @Slot()
    def _written(self) -> None:
        self._pending = True
        self._timer.start()

    def show_text(self, text: str) -> None:
        """Show what is stored; what is being written stays, with the white space that storing leaves out."""
        if self.toPlainText().strip() != text.strip() and not self._pending:
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


class Inspector(Panel):
    """Follows the session's coding, else its code. `edit_requested(code)` opens the codebook editor."""

    edit_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self.setMinimumWidth(_NARROWEST)
        self._session = session
        self._coding: Coding | None = None
        self._unstored: dict[int, str] = {}  # memos by coding, kept here while the disk refuses them
        self._content = Panel(fill="window", parent=self)
        self._body: QVBoxLayout = column(space=0)
        self.memo = MemoArea(self._content)
        self._memo_title = ElidedLabel("Memo", "heading", parent=self._content)
        self._memo_box = self._make_memo_box()
        self._content.setLayout(column(self._body, self._memo_box, None, margins=(0, 0, 0, 12), space=0))
        self._scroll = Scroll(self._content, parent=self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column((self._scroll, 1), space=0))
        self._connect()
        self._refresh()

    def _make_memo_box(self) -> Panel:
        """It outlives every refresh: whoever is writing in it must not lose the keyboard."""
        head = row((self._memo_title, 1), KeyBadge("M", parent=self._content), margins=(16, 4, 16, 4))
        return Panel(column(head, row(self.memo, margins=(16, 0, 16, 0)), space=0), fill="window", parent=self._content)

    def _connect(self) -> None:
        session = self._session
        self.memo.stored.connect(self._store_memo)
        session.coding_selected.connect(self._refresh)
        session.code_selected.connect(self._refresh)
        session.coder_changed.connect(self._refresh)
        session.shown_changed.connect(self._refresh)
        session.changed.connect(self._on_change)
        session.settling.connect(self._settle)

    def write_memo(self) -> None:
        """Put the caret into the memo of the coding shown."""
        if self._coding is not None:
            self.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
            # An inspector that was hidden until now is laid out first.
            QTimer.singleShot(0, self, self._scroll_to_memo)

    @Slot()
    def _scroll_to_memo(self) -> None:
        self._scroll.ensureWidgetVisible(self.memo)
        self._scroll.horizontalScrollBar().setValue(0)

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        if change.touches("code", "example", "coding", "coding_value", "coder", "document"):
            self._refresh()
        elif change.touches("memo"):
            self._show_memo()

    @Slot()
    def _refresh(self) -> None:
        self.memo.store()
        coding = self._present_coding()
        code_id = coding.code if coding else self._session.code
        code = self._session.project.codes.get(code_id) if code_id is not None else None
        self._coding = coding
        self._clear()
        if code is None:
            self._show_nothing()
        else:
            self._show_code(code, coding)
        if coding is not None:
            self._show_values(coding)
        self._show_memo()

    def _present_coding(self) -> Coding | None:
        if self._session.coding is None:
            return None
        found = self._session.project.codings.get((self._session.coding,))
        return found[0] if found else None

    def _clear(self) -> None:
        while (item := self._body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show_nothing(self) -> None:
        empty = EmptyState(
            "Nothing chosen",
            "Click a coding in the text or a code in the codebook: its rules stand here while you code.",
            parent=self._content,
        )
        self._add(row(empty), (14, 14, 14, 12))

    def _show_code(self, code: Code, coding: Coding | None) -> None:
        edit = ToolButton("ellipsis", "Edit this code", parent=self._content)
        edit.clicked.connect(self._edit)
        where = Label(self._place(coding), "muted", parent=self._content)
        label = Label(code.label, "code", wrap=True, parent=self._content)
        chip = Chip(code.colour, 12, parent=self._content)
        self._add(row(chip, (label, 1), where, edit, space=8), (16, 10, 8, 0))
        if code.short_id:
            name = Label(code.name, "code", wrap=True, parent=self._content)
            self._add(row(name), (16, 2, 16, 0))
        if code.brief:
            self._add(row(self._words(code.brief, "text2")), (16, 2, 16, 0))
        self._line()
        self._show_rules(code)
        self._show_examples(code)

    def _place(self, coding: Coding | None) -> str:
        """“1 of 2 here” among the codings on the same words."""
        if coding is None:
            return ""
        coders = [coder.id for coder in self._session.shown_coders]
        here = self._session.project.codings.overlapping(coding.document, coding.span, coders=coders)
        ids = [other.id for other in here]
        return f"{ids.index(coding.id) + 1} of {len(ids)} here" if coding.id in ids else ""

    def _show_rules(self, code: Code) -> None:
        rules: tuple[tuple[str, str, Token, str], ...] = (
            ("Definition", "info", "text3", code.definition),
            ("Use when", "check", "good", code.when_to_use),
            ("Not when", "x", "bad", code.when_not),
        )
        shown = False
        for heading, icon, token, text in rules:
            if text:
                title = row(IconLabel(icon, token, 14, parent=self._content), self._heading(heading), None, space=6)
                self._add(column(title, self._words(text), space=1), (16, 4, 16, 4))
                shown = True
        if not shown:
            self._add(row(self._words("No rules yet: write them in the codebook.", "text3")), (16, 4, 16, 4))
        self._line()

    def _show_examples(self, code: Code) -> None:
        examples = self._session.project.codes.examples((code.id,))
        if not examples:
            return
        count = Label(str(len(examples)), "muted", parent=self._content)
        self._add(row(self._heading("Examples"), count, None, space=6), (16, 2, 16, 2))
        titles = {document.id: document.title for document in self._session.project.documents.all()}
        for example in examples[:_SHOWN_EXAMPLES]:
            self._add(self._example(example, titles.get(example.document or -1, "")), (16, 3, 16, 5))
        self._line()

    def _example(self, example: Example, source: str) -> QVBoxLayout:
        quotation = self._words(f"“{example.quotation}”")
        quotation.setFont(fonts.quotation(14))
        kinds = {ExampleKind.BORDERLINE: "Borderline", ExampleKind.COUNTER: "Close, but no"}
        notes = [kinds.get(example.kind, ""), source]
        below = Label(" · ".join(part for part in notes if part), "muted", wrap=True, parent=self._content)
        return column(quotation, below, space=1)

    def _show_values(self, coding: Coding) -> None:
        values = self._session.project.variables.of_coding(coding.id)
        if values:
            labels = {v.name: v.label or v.name for v in self._session.project.variables.all()}
            self._add(row(self._heading("Attributes of this coding")), (16, 2, 16, 2))
            for name, value in values.items():
                key = Label(labels.get(name, name), "secondary", wrap=True, parent=self._content)
                key.setFixedWidth(86)
                self._add(row(key, (self._words(value), 1), space=8), (16, 2, 16, 2))
            self._line()

    def _show_memo(self) -> None:
        coding = self._coding
        self._memo_box.setVisible(coding is not None)
        if coding is None:
            return
        owner = next(c for c in self._session.project.coders.all() if c.id == coding.coder)
        mine = owner.id == self._session.me.id
        self._memo_title.set_text("Memo" if mine else f"Memo of coder {owner.name}")
        self.memo.setReadOnly(not mine or not self._session.project.writable)
        stored = self._session.project.memos.about(coding.guid, coder=coding.coder)
        self.memo.show_text(self._unstored.get(coding.id, stored))

    def _heading(self, words: str) -> Label:
        return Label(words, "heading", parent=self._content)

    def _words(self, words: str, ink: Token = "text") -> Label:
        label = Label(words, ink=ink, wrap=True, parent=self._content)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def _add(self, layout: QLayout, margins: tuple[int, int, int, int]) -> None:
        layout.setContentsMargins(*margins)
        block = Panel(layout, fill="window", parent=self._content)
        self._body.addWidget(block)

    def _line(self) -> None:
        self._body.addSpacing(8)
        self._body.addWidget(Hairline(parent=self._content))
        self._body.addSpacing(6)

    @Slot(str)
    def _store_memo(self, text: str) -> None:
        coding = self._coding
        if coding is not None and coding.coder == self._session.me.id and self._session.project.writable:
            self._unstored[coding.id] = text
            self._store_all()

    @Slot()
    def _settle(self) -> None:
        self.memo.store()
        self._store_all()

    def _store_all(self) -> None:
        for coding, text in list(self._unstored.items()):
            if self._session.attempt(partial(self._stored, coding, text)):
                del self._unstored[coding]

    def _stored(self, number: int, text: str) -> bool:
        """True also where the coding is gone, and its memo with it."""
        for coding in self._session.project.codings.get((number,)):
            self._session.project.memos.set(Subject.CODING, coding.guid, text, coder=coding.coder)
        return True

    @Slot()
    def _edit(self) -> None:
        code = self._coding.code if self._coding else self._session.code
        if code is not None:
            self.edit_requested.emit(code)
