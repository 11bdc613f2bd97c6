"""One code of a codebook that is looked into: its definition, rules and examples, to be read."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.model import CodeDraft, ExampleKind
from cadrage.gui.kit import Chip, Label, Panel, Scroll, column, row

_TEXTS = (
    ("Definition", "definition"),
    ("Use when", "when_to_use"),
    ("Not when", "when_not"),
    ("Notes", "notes"),
)
_KINDS = {
    ExampleKind.TYPICAL: "Typical",
    ExampleKind.BORDERLINE: "Borderline",
    ExampleKind.COUNTER: "Close, but no",
}


class DraftCard(QWidget):
    """Made anew for each code: what a code lacks takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body: QVBoxLayout = column(margins=(18, 18, 18, 18), space=4)
        panel = Panel(self._body, "window")
        self._scroll = Scroll(panel, parent=self)
        self.setLayout(column(self._scroll))

    def show_code(self, code: CodeDraft) -> None:
        self._clear()
        self._body.addLayout(row(Chip(code.colour), Label(code.short_id, "strong"), None))
        self._add(Label(code.name, "code", wrap=True))
        if code.brief:
            self._add(Label(code.brief, ink="text2", wrap=True))
        for title, name in _TEXTS:
            words = getattr(code, name).strip()
            if words:
                self._body.addSpacing(8)
                self._add(Label(title, "heading"))
                self._add(Label(words, wrap=True))
        for example in code.examples:
            self._body.addSpacing(8)
            self._add(Label(_KINDS[example.kind], "heading"))
            self._add(Label(f"“{example.quotation}”", "quotation", wrap=True))
            if example.note:
                self._add(Label(example.note, "secondary", wrap=True))
        self._body.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def _add(self, label: Label) -> None:
        self._body.addWidget(label)

    def _clear(self) -> None:
        while (item := self._body.takeAt(0)) is not None:
            widget, inner = item.widget(), item.layout()
            while inner is not None and (part := inner.takeAt(0)) is not None:
                if (each := part.widget()) is not None:
                    each.hide()
                    each.deleteLater()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
