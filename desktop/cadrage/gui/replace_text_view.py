"""Replacing a document's text on one screen: where the new text comes from, then what becomes of every passage."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from cadrage.core.model import Change
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.import_model import encoding_name
from cadrage.gui.kit import (
    Button,
    Choice,
    ElidedLabel,
    Hairline,
    IconLabel,
    Label,
    Panel,
    ProgressLine,
    column,
    row,
)
from cadrage.gui.replace_text_model import Compared, FileSource, compare_file, compare_typed
from cadrage.gui.replace_text_preview import ReplacePreview
from cadrage.gui.replace_text_source import TextSource
from cadrage.gui.session import Session
from cadrage.gui.tasks import Task, Work
from cadrage.gui.words import shortened
from cadrage.jobs import replacing
from cadrage.jobs.replacing import Material

_BEFORE = "Nothing has been written yet. The old text stays in the project, and one undo brings everything back."


class ReplaceTextView(QWidget):
    """`begin(document)` asks for the new text; nothing is written until the button that says so.

    `replaced(int)` with the document after it was, then `closed()`; `closed()` alone where the user gave up.
    """

    replaced = Signal(int)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document: int | None = None
        self._material: Material | None = None
        self._number = 0
        self._task: Task[Compared] | None = None
        self._source: FileSource | None = None
        self.source = TextSource(self)
        self.preview = ReplacePreview(session, self)
        self._title = ElidedLabel("", "title", parent=self)
        self._from = ElidedLabel("", "muted", parent=self)
        self._from.setMinimumWidth(110)
        self.article = Choice(name="Article in the file", parent=self)
        self.encoding = Choice(name="Encoding of the file", icon="languages", parent=self)
        self._progress = ProgressLine(parent=self)
        self._doing = Label("", "secondary", parent=self)
        self._other = Button("Another text…", parent=self)
        self.cancel_button = Button("Cancel", parent=self)
        self.replace_button = Button("Replace the text", "primary", parent=self)
        self._pages = QStackedWidget(self)
        for page in (self.source, self._working_page(), self.preview):
            self._pages.addWidget(page)
        self.setLayout(self._whole())
        self._connect()

    def _whole(self) -> QVBoxLayout:
        readings = row(self.article, self.encoding, self._other)
        head = row(self._title, self._from, None, readings, margins=(16, 10, 14, 10), space=12)
        foot = row(
            IconLabel("info", "text2", 15, parent=self),
            (ElidedLabel(_BEFORE, "secondary", parent=self), 1),
            self.cancel_button,
            self.replace_button,
            margins=(16, 9, 14, 9),
        )
        return column(
            Panel(head, parent=self),
            Hairline(parent=self),
            (self._pages, 1),
            Hairline(parent=self),
            Panel(foot, parent=self),
            space=0,
        )

    def _working_page(self) -> QWidget:
        inside = QWidget(self)
        inside.setMaximumWidth(360)
        inside.setLayout(column(self._doing, self._progress))
        return Panel(column(None, row(None, (inside, 1000), None, margins=(24, 24, 24, 24)), None), parent=self)

    def _connect(self) -> None:
        self.source.file_chosen.connect(self.take_file)
        self.source.typed.connect(self._refresh)
        self.article.chosen.connect(self._choose_article)
        self.encoding.chosen.connect(self._choose_encoding)
        self.preview.changed.connect(self._refresh)
        self._other.clicked.connect(self._ask_again)
        self.cancel_button.clicked.connect(self.cancel)
        self.replace_button.clicked.connect(self.go_on)
        self._session.changed.connect(self._follow)

    # Where the text comes from.

    @property
    def comparing(self) -> bool:
        """Whether texts are being compared just now."""
        return self._task is not None

    def begin(self, document: int) -> None:
        """Ask for a new text of a document; what was typed for the same text before stands there still."""
        self._stop()
        self._document = document
        self._source = None
        if not self._gather():
            self.closed.emit()
            return
        assert self._material is not None
        self.source.begin(self._material.body)
        self._show_source()

    def _gather(self) -> bool:
        self._session.settling.emit()
        gathering = partial(replacing.gather, self._session.project, self._document or 0)
        self._material = self._session.attempt(gathering)
        if self._material is not None:
            self._title.set_text(f"Replace the text of “{self._material.document.title}”")
        return self._material is not None

    @Slot()
    def _ask_again(self) -> None:
        self._stop()
        self._show_source()

    def _show_source(self) -> None:
        self._pages.setCurrentWidget(self.source)
        set_first_focus(self, self.source.area)
        self.source.area.setFocus()
        self._refresh()

    @Slot(Path)
    def take_file(self, path: Path) -> None:
        """Read a file and show what its text would change."""
        self._source = FileSource(path)
        self._compare()

    @Slot(object)
    def _choose_encoding(self, encoding: str) -> None:
        if self._source is not None:
            self._source = FileSource(self._source.path, encoding, self._source.article)
            self._compare()

    @Slot(object)
    def _choose_article(self, article: int) -> None:
        if self._source is not None:
            self._source = FileSource(self._source.path, self._source.encoding, article)
            self._compare()

    # Comparing.

    def _compare(self) -> None:
        """Lay the chosen text against the document's, in a Task."""
        self._stop()
        if not self._gather():
            return
        assert self._material is not None
        work: Work[Compared]
        if self._source is not None:
            work = partial(compare_file, self._number, self._material, self._source)
        else:
            work = partial(compare_typed, self._number, self._material, self.source.text())
        self._progress.set_progress(0, 100)
        self._doing.setText("Comparing the texts")
        self._pages.setCurrentIndex(1)
        self._task = self._session.start("Comparing the texts", work, self._take, finally_=[self._ended])
        self._task.progressed.connect(self._progress.set_progress)
        self._refresh()

    @Slot(object)
    def _take(self, compared: Compared) -> None:
        if compared.number != self._number:
            return
        self._task = None
        self._offer_readings(compared)
        self._pages.setCurrentWidget(self.preview)
        set_first_focus(self, self.preview.list)
        self.preview.show_plan(compared.plan)
        self._refresh()

    def _offer_readings(self, compared: Compared) -> None:
        file = compared.file
        candidates = file.candidates if file is not None else ()
        self.encoding.set_choices([(each.encoding, encoding_name(each.encoding)) for each in candidates])
        self.encoding.set_value(compared.plan.draft.encoding)
        self.encoding.setVisible(bool(candidates))
        articles = file.articles if file is not None and len(file.articles) > 1 else ()
        self.article.set_choices([(place, shortened(each.draft.title)) for place, each in enumerate(articles)])
        self.article.set_value(compared.article)
        self.article.setVisible(bool(articles))
        self._from.set_text(f"from {file.path.name}" if file is not None else "from pasted text")

    @Slot()
    def _ended(self) -> None:
        """Nothing came of it: the reason has been told, another text can be chosen."""
        if self._task is not None and not self._task.running:
            self._task = None
            self._source = None
            self._show_source()

    def _stop(self) -> None:
        self._number += 1
        if self._task is not None:
            task, self._task = self._task, None
            task.cancel()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        """What has been compared is compared again when something in the document has changed."""
        if self.preview.plan is None or self._pages.currentWidget() is not self.preview:
            return
        if change.touches("coding", "example", "region", "document", "status"):
            now = self._session.project.documents.get(self._document or 0)
            if now is None:
                self.cancel()
            elif replacing.gather(self._session.project, now.id) != self.preview.plan.material:
                self._compare()

    # Doing.

    @Slot()
    def _refresh(self) -> None:
        asking = self._pages.currentWidget() is self.source
        self.replace_button.setText("Compare the texts" if asking else "Replace the text")
        ready = not self.source.empty if asking else self._task is None and self.preview.plan is not None
        self.replace_button.setEnabled(ready and self._session.project.writable)
        self._other.setVisible(not asking)
        for widget in (self._from, self.article, self.encoding):
            if asking:
                widget.hide()
        self._from.setVisible(not asking and self._task is None)

    @Slot()
    def go_on(self) -> None:
        """Compare what was pasted; replace what was compared."""
        if self._pages.currentWidget() is self.source:
            self._source = None
            self._compare()
        elif self._task is None:
            self.keep()

    def keep(self) -> None:
        """Replace the text as the preview says, in one change."""
        plan = self.preview.plan
        if plan is None:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        # It would compare again what is being replaced just now.
        self.preview.plan = None
        try:
            done = self._session.attempt(partial(_keep, self._session, plan))
        finally:
            QApplication.restoreOverrideCursor()
        if not done:
            self.preview.plan = plan
            return
        self.source.forget()
        self.replaced.emit(plan.material.document.id)
        self.closed.emit()
        self._tell(plan)

    def _tell(self, plan: replacing.Plan) -> None:
        lost = sum(item.coder in self._session.shown_ids for item in plan.lost_codings)
        self._session.told.emit("Text replaced")
        if lost == 1:
            self._session.refused.emit(
                "1 coding has no place in the new text. The memo on the document holds its words."
            )
        elif lost:
            self._session.refused.emit(
                f"{lost:,} codings have no place in the new text. The memos on the document hold their words."
            )

    @Slot()
    def cancel(self) -> None:
        """Give up; nothing has been written."""
        self._stop()
        self.preview.plan = None
        self.closed.emit()


def _keep(session: Session, plan: replacing.Plan) -> bool:
    replacing.keep(session.project, plan)
    return True
