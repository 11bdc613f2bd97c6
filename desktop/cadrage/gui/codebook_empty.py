"""What the codebook says while it has no codes: make one, or begin with a shipped codebook."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage import paths
from cadrage.core.model import CodebookDraft
from cadrage.gui.kit import Button, EmptyState, Label, Panel, Scroll, column, row
from cadrage.gui.session import Session

WIDTH = 520


class CodebookEmpty(QWidget):
    """How to get a first code. `new_wanted()` asks for an empty one, `gallery_wanted()` for a look into the
    templates; one is kept at once."""

    new_wanted = Signal()
    gallery_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.templates: dict[str, Button] = {}
        self._rows: QVBoxLayout = column(space=0)
        box = EmptyState(
            "No codes yet",
            "A code names what you look for: a frame, an actor, a claim. Make the first one here.",
            "New code" if session.project.writable else "",
            icon="tag",
        )
        if box.button is not None:
            box.button.clicked.connect(self.new_wanted)
        self.new_button = box.button
        self._heading = Label("Or begin with a codebook", "heading")
        self.gallery_button = Button("Look into them…", "quiet", parent=self)
        self.gallery_button.clicked.connect(self.gallery_wanted)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        inside.setLayout(column(box, 16, row(self._heading, None, self.gallery_button), self._rows))
        whole = column(margins=(24, 24, 24, 24))
        whole.addStretch(2)
        whole.addLayout(row(None, (inside, 1000), None))
        whole.addStretch(3)
        self.setLayout(column(Scroll(Panel(whole))))

    def _offer(self) -> None:
        # Reading codebooks brings the workbook library with it: only when somebody sees the list.
        from cadrage.jobs import codebooks

        for name in paths.codebook_templates():
            draft = self._session.attempt(partial(codebooks.read, name))
            if draft is not None:
                self._rows.addWidget(self._line(name, draft))

    def _line(self, name: str, draft: CodebookDraft) -> QWidget:
        button = Button("Begin with it", tip=f"Take the codes of “{draft.title}” into this project")
        button.setAccessibleName(f"Begin with {draft.title}")
        button.setEnabled(self._session.project.writable)
        button.clicked.connect(partial(self._keep, draft))
        self.templates[name] = button
        words = column(Label(draft.title, wrap=True), Label(size_words(draft), "muted", wrap=True), space=2)
        line = QWidget()
        layout = row((words, 1), margins=(2, 8, 0, 8))
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        line.setLayout(layout)
        return line

    @Slot()
    def _keep(self, draft: CodebookDraft, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        from cadrage.jobs import codebooks

        self._session.attempt(partial(codebooks.keep, self._session.project, draft))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.templates:
            self._offer()


def size_words(draft: CodebookDraft) -> str:
    """“21 codes in 3 families”."""
    families = sum(1 for code in draft.codes if not code.parent)
    count = len(draft.codes)
    codes = "1 code" if count == 1 else f"{count} codes"
    return f"{codes} in {families} families" if 1 < families < count else codes
