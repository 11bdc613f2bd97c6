"""A small popup in which an example is added to a code."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import ExampleKind, Span
from cadrage.gui.kit import Button, Field, Label, Popup, TextArea, column, row
from cadrage.gui.session import Session
from cadrage.store.project import Project

TITLES = {
    ExampleKind.TYPICAL: "New typical example",
    ExampleKind.BORDERLINE: "New borderline example",
    ExampleKind.COUNTER: "New example that is close, but no",
}


class ExamplePopup(Popup):
    """Quotation and reason; where the words stand in a document, the example is tied to that place."""

    def __init__(self, session: Session, code: int, kind: ExampleKind, *, parent: QWidget) -> None:
        super().__init__(440, parent=parent)
        self._session = session
        self._code = code
        self._kind = kind
        self.quotation = TextArea(hint="Paste the words of the passage", name="Quotation")
        self.quotation.setFixedHeight(96)
        self.note = Field(hint="Why it is one (may stay empty)", name="Note")
        self.add_button = Button("Add", "primary")
        self.add_button.setEnabled(False)
        self.quotation.textChanged.connect(self._look)
        self.note.returnPressed.connect(self._add)
        self.add_button.clicked.connect(self._add)
        said = Label("Words that stand in a document are linked to their place.", "muted", wrap=True)
        self.body.addLayout(
            column(
                Label(TITLES[kind], "strong"),
                self.quotation,
                self.note,
                row((said, 1), self.add_button),
                margins=(16, 14, 16, 14),
            )
        )

    def ask_below(self, widget: QWidget) -> None:
        top = widget.mapToGlobal(QPoint(widget.width() - 440, 0))
        self.show_beside(top.x(), top.y(), top.y() + widget.height())
        self.quotation.setFocus()

    def _words(self) -> str:
        return self.quotation.toPlainText().strip().strip("“”")

    @Slot()
    def _look(self) -> None:
        self.add_button.setEnabled(bool(self._words()))

    @Slot()
    def _add(self) -> None:
        words = self._words()
        if not words:
            return
        place = find(self._session.project, words)
        add = partial(
            self._session.project.codes.add_example,
            self._code,
            words,
            kind=self._kind,
            document=place[0] if place else None,
            span=place[1] if place else None,
            note=self.note.text().strip(),
        )
        self.close()
        self._session.attempt(add)


def find(project: Project, quotation: str) -> tuple[int, Span] | None:
    """The first place in the corpus where the words stand exactly so."""
    for document in project.documents.all():
        start = project.documents.body(document.id).find(quotation)
        if start >= 0:
            return document.id, Span(start, start + len(quotation))
    return None
