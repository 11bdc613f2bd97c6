"""The quotations that show where a code's border runs, as cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.model import Example, ExampleKind
from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.codebook_add import ExamplePopup
from cadrage.gui.kit import Button, Card, ElidedLabel, IconLabel, Label, ToolButton, column, row
from cadrage.gui.session import Session

TITLES = {
    ExampleKind.TYPICAL: "Typical examples",
    ExampleKind.BORDERLINE: "Borderline examples",
    ExampleKind.COUNTER: "Close, but no",
}
_MISSING = {
    ExampleKind.TYPICAL: "No typical example yet.",
    ExampleKind.BORDERLINE: "No borderline example yet.",
    ExampleKind.COUNTER: "No counter-example yet.",
}
_HOW = {
    ExampleKind.TYPICAL: "A passage that clearly belongs here.",
    ExampleKind.BORDERLINE: "A doubtful passage that still belongs here, to show how far the code reaches.",
    ExampleKind.COUNTER: "A passage that looks like it and belongs elsewhere.",
}


class ExampleCard(Card):
    """One quotation with its note and its place; it can be opened there and removed."""

    def __init__(self, session: Session, example: Example, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.example = example
        quotation = Label(f"“{example.quotation}”", "quotation", wrap=True)
        quotation.setFont(fonts.quotation(14))
        words = column(quotation, space=3)
        if example.note:
            words.addWidget(Label(example.note, "secondary", wrap=True))
        place = f"{example.span.start}–{example.span.end}" if example.span and example.document else ""
        title = ElidedLabel(self._source(), "muted")
        words.addLayout(row(IconLabel("file-text", "text3", 13), title, Label(place, "muted"), None, space=6))
        inner = row((words, 1), margins=(12, 10, 6, 10), space=4)
        for tool in self._tools():
            inner.addWidget(tool, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(inner)

    def _source(self) -> str:
        example = self.example
        document = self._session.project.documents.get(example.document) if example.document else None
        return document.title if document else "not in a document of this project"

    def _tools(self) -> list[ToolButton]:
        tools = []
        if self.example.document is not None and self.example.span is not None:
            self.open_button = ToolButton("external-link", "Open the document here", parent=self)
            self.open_button.clicked.connect(self._open)
            tools.append(self.open_button)
        if self._session.project.writable:
            self.remove_button = ToolButton("x", "Remove this example", parent=self)
            self.remove_button.clicked.connect(self._remove)
            tools.append(self.remove_button)
        return tools

    @Slot()
    def _open(self) -> None:
        if self.example.document is not None and self.example.span is not None:
            self._session.reveal(self.example.document, self.example.span)

    @Slot()
    def _remove(self) -> None:
        self._session.attempt(partial(self._session.project.codes.remove_example, self.example.id))


class _Missing(QWidget):
    """A dashed box that says what is missing and how to get it."""

    def __init__(self, missing: str, how: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = column(Label(missing, "strong", wrap=True), Label(how, ink="text2", wrap=True), space=2)
        self.setLayout(row(IconLabel("circle-dashed", "warn"), (words, 1), margins=(14, 10, 14, 10), space=10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(current().colour("control"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


class ExampleSection(QWidget):
    """The examples of one kind under their heading; a dashed box where there are none."""

    def __init__(self, session: Session, kind: ExampleKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.kind = kind
        self._shown: tuple[tuple[Example, str], ...] | None = None
        self._count = Label("", "muted", parent=self)
        self._cards: QVBoxLayout = column(space=8)
        self.add_button = Button("Add…", "quiet", parent=self)
        self.add_button.setAccessibleName(f"Add to {TITLES[kind].lower()}")
        self.add_button.setVisible(session.project.writable)
        self.add_button.clicked.connect(self._add)
        self._code: int | None = None
        head = row(Label(TITLES[kind], "heading", parent=self), self._count, None, self.add_button)
        self.setLayout(column(head, self._cards, None, space=6))

    @property
    def cards(self) -> list[ExampleCard]:
        return [widget for widget in self._widgets() if isinstance(widget, ExampleCard)]

    def _widgets(self) -> list[QWidget]:
        items = (self._cards.itemAt(place) for place in range(self._cards.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def show_examples(self, code: int, examples: Sequence[Example], title: Callable[[int], str]) -> None:
        """Shows a code's examples; cards that would look the same stay as they are."""
        self._code = code
        wanted = tuple((example, title(example.document or 0)) for example in examples)
        if wanted == self._shown:
            return
        self._shown = wanted
        for widget in self._widgets():
            self._cards.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for example in examples:
            self._cards.addWidget(ExampleCard(self._session, example, self))
        if not examples:
            self._cards.addWidget(_Missing(_MISSING[self.kind], _HOW[self.kind], self))
        self._count.setText(str(len(examples)) if examples else "")

    @Slot()
    def _add(self) -> None:
        if self._code is not None:
            popup = ExamplePopup(self._session, self._code, self.kind, parent=self)
            popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            popup.ask_below(self.add_button)
