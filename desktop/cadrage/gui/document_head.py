"""Above the text: the document's title, what is known of it, and how far the present coder is."""

from __future__ import annotations

import re

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import State
from cadrage.core.text import count_words
from cadrage.gui.documents_panel import readable_date
from cadrage.gui.icons import icon
from cadrage.gui.kit import Button, ElidedLabel, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import counted

_SHOWN_VALUES = ("outlet", "published", "genre")
_SLICE = 20_000  # characters whose words are counted at once; a longer text can be read before they all are
_SOON = 200  # milliseconds
_SPACE = re.compile(r"\s")


class DocumentHead(QWidget):
    """Asks the project each time it is told to `refresh`. `complete` is the button."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._text = ""
        self._pages = 0
        self._words: int | None = None
        self._counted = 0  # characters of the text that have been counted, and their words
        self._so_far = 0
        self._marked: bool | None = None
        self._title = ElidedLabel(role="title", steady=True, parent=self)
        self._facts = ElidedLabel(role="muted", steady=True, parent=self)
        self.complete = Button("Mark complete", "small", icon="circle", parent=self)
        self.complete.setToolTip("Only complete documents are compared. Ctrl+Enter also opens the next one.")
        self._row = row((column(self._title, self._facts, space=1), 1), self.complete, space=12)
        self.setLayout(self._row)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.timeout.connect(self._count)

    def start_at(self, left: int) -> None:
        """The heading starts where the text starts, also where the column is centred."""
        self._row.setContentsMargins(left, 12, 20, 8)

    def show_text(self, text: str) -> None:
        """Another document: its words are counted, those of a long one once it is to be read."""
        self._text, self._words, self._counted, self._so_far = text, None, 0, 0
        self._pages = self._count_pages()
        self._count_soon.stop()
        if len(text) > _SLICE:
            self._count_soon.start(_SOON)
        else:
            self._words = count_words(text)
        self.refresh()

    def _count_pages(self) -> int:
        project = self._session.project
        document = project.documents.get(self._session.document or 0)
        return len(project.texts.pages([document.text_id]).get(document.text_id, ())) if document is not None else 0

    @Slot()
    def _count(self) -> None:
        """The words of the next slice, which ends at white space; typing and scrolling come between."""
        found = _SPACE.search(self._text, self._counted + _SLICE)
        end = found.start() if found else len(self._text)
        self._so_far += count_words(self._text[self._counted : end])
        self._counted = end
        if found:
            self._count_soon.start(0)
            return
        self._words = self._so_far
        self.refresh()

    def refresh(self) -> None:
        """Title, facts and state as the project has them now."""
        document = self._session.project.documents.get(self._session.document or 0)
        if document is None:
            return
        self._title.set_text(document.title)
        self._facts.set_text(" · ".join(self._known_of(document.id)))
        self._show_state(self._session.project.statuses.of(document.id, self._session.me.id) is State.COMPLETE)
        self.complete.setEnabled(self._session.project.writable)

    def _known_of(self, document: int) -> list[str]:
        values = self._session.project.variables.of_document(document)
        facts = [readable_date(values[name]) for name in _SHOWN_VALUES if values.get(name)]
        if self._pages:
            facts.append(counted(self._pages, "page"))
        if self._words is not None:
            facts.append(counted(self._words, "word"))
        left, shown = self._session.left_of(document)
        filtered = f"{left:,} of {counted(shown, 'coding')}, filtered"
        return [*facts, counted(shown, "coding") if left == shown else filtered]

    def _show_state(self, complete: bool) -> None:  # noqa: FBT001
        if complete != self._marked:
            self._marked = complete
            self.complete.setText("Complete" if complete else "Mark complete")
            self.complete.setIcon(icon("circle-check", "good") if complete else icon("circle", "control"))
