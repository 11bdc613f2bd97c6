"""Importing articles on one screen: files, documents, a preview, and what to look at before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from cadrage.core.model import Change
from cadrage.exchange.tool_endings import IMPORT_FILTER
from cadrage.gui import fonts
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.import_facts import FactsBar
from cadrage.gui.import_lists import TITLE, DocumentList, DocumentTable, FileList
from cadrage.gui.import_model import Batch, FileReading, Place, lines, read_again, read_files, readings, with_facts
from cadrage.gui.import_study import StudyPage, button_words
from cadrage.gui.import_things import ThingsToLookAt
from cadrage.gui.kit import (
    Button,
    ElidedLabel,
    EmptyState,
    Hairline,
    IconLabel,
    Label,
    List,
    Panel,
    PanelHeading,
    ProgressLine,
    Ring,
    Split,
    TwoLineRow,
    column,
    row,
)
from cadrage.gui.session import Session
from cadrage.gui.tasks import Task
from cadrage.jobs import studies
from cadrage.jobs.importing import ImportReport
from cadrage.jobs.studies import Found, Study

PREVIEWED = 50_000


class ImportView(QWidget):
    """`begin(paths)` reads and shows; nothing is written until the button that says how much will be.

    `imported(ImportReport)` after it was, then `closed()`; `closed()` alone where the user gave up.
    """

    imported = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._session = session
        self._files: tuple[FileReading, ...] = ()
        self._left_out: set[Place] = set()
        self._studies_left_out: set[Path] = set()
        self._pending: list[Path] = []
        self._number = 0
        self._task: Task[Batch] | None = None
        self.file_list = FileList(self)
        self.documents = DocumentTable(self)
        self.files_view = List(TwoLineRow(), name="Files")
        self.files_view.setModel(self.file_list)
        self.files_view.setAllColumnsShowFocus(False)
        self.table = DocumentList(self.documents)
        self.preview = _preview()
        self.things = ThingsToLookAt()
        self.facts = FactsBar(session)
        self.study = StudyPage(session)
        self.import_button = Button("Import", "primary")
        self.cancel_button = Button("Cancel")
        self._found = Label("", ink="text3")
        self._progress = ProgressLine()
        self._reading = Label("", "secondary")
        self._previewed = ElidedLabel("", "muted")
        self._warning = Label("", "secondary", ink="warn", wrap=True)
        self._nothing = EmptyState("Nothing to import", "", "Add files…", icon="file-text")
        self._middle = QStackedWidget()
        self._pages = (self._found_page(), self._nothing_page(), self._reading_page(), self.study)
        self.setLayout(self._whole())
        set_first_focus(self, self.table)
        self._connect()

    # How it is laid out.

    def _whole(self) -> QVBoxLayout:
        for page in self._pages:
            self._middle.addWidget(page)
        self._middle.setMinimumWidth(330)
        split = Split()
        for part in (self._files_panel(), self._middle, self.things):
            split.addWidget(part)
        self.things.setMinimumWidth(264)
        split.setSizes([270, 716, 294])
        split.setStretchFactor(1, 1)
        head = Panel(row(Label("Import documents", "title"), self._found, None, margins=(16, 12, 16, 12), space=12))
        said = Label("Nothing has been written yet. The original files are kept inside the project.", "secondary")
        foot = row(
            IconLabel("info", "text2", 15),
            (said, 1),
            self.cancel_button,
            self.import_button,
            margins=(16, 9, 14, 9),
        )
        return column(head, Hairline(), (split, 1), Hairline(), Panel(foot), space=0)

    def _files_panel(self) -> QWidget:
        self._files_heading = PanelHeading("Files")
        self._add = self._files_heading.add_tool("plus", "Add files")
        drop = EmptyState("Drop more files here", "Text, Word, PDF, web pages, tables, other tools’ projects")
        panel = Panel(
            column(self._files_heading, (self.files_view, 1), row(drop, margins=(12, 8, 12, 12)), space=0), "window"
        )
        panel.setMinimumWidth(200)
        return panel

    def _found_page(self) -> QWidget:
        head = row(Label("Preview", "heading"), (self._previewed, 1), margins=(24, 8, 24, 4))
        warned = row(self._warning, margins=(24, 0, 24, 4))
        below = Panel(column(head, warned, (self.preview, 1), space=0))
        split = Split(Qt.Orientation.Vertical)
        split.addWidget(Panel(column(self.facts, Hairline(), (self.table, 1), space=0)))
        split.addWidget(below)
        split.setSizes([384, 316])
        split.setStretchFactor(1, 1)
        return split

    def _nothing_page(self) -> QWidget:
        self._nothing.setMaximumWidth(520)
        return Panel(column(None, row(None, (self._nothing, 1000), None, margins=(24, 24, 24, 24)), None))

    def _reading_page(self) -> QWidget:
        inside = QWidget()
        inside.setMaximumWidth(360)
        inside.setLayout(column(self._reading, self._progress))
        return Panel(column(None, row(None, (inside, 1000), None, margins=(24, 24, 24, 24)), None))

    def _connect(self) -> None:
        self.import_button.clicked.connect(self.keep)
        self.cancel_button.clicked.connect(self.cancel)
        self._add.clicked.connect(self.choose_files)
        if self._nothing.button is not None:
            self._nothing.button.clicked.connect(self.choose_files)
        self.documents.toggled.connect(self._take_or_leave)
        self.table.selectionModel().currentRowChanged.connect(self._show_preview)
        self.files_view.clicked.connect(self._go_to_file)
        self.files_view.activated.connect(self._go_to_file)
        self.facts.changed.connect(self.refresh)
        self.things.encoding_chosen.connect(self.choose_encoding)
        self.things.encoding_chosen_for_all.connect(self._choose_for_all)
        self.study.wanted.connect(self._want_study)
        self._session.changed.connect(self._follow)

    # Reading.

    @property
    def reading(self) -> bool:
        """Whether files are being read just now."""
        return self._task is not None

    def begin(self, paths: Sequence[Path]) -> None:
        """Forgets what was shown and reads the files and folders."""
        self._forget()
        self.add(paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Reads more files and folders; what is shown already stays as it is."""
        # What is being read meanwhile is read again, together with these.
        self._pending += [path for path in paths if path not in self._pending]
        self._number += 1
        self._run("Read articles", partial(read_files, self._number, tuple(self._pending)))

    @Slot(Path, str)
    def choose_encoding(self, path: Path, encoding: str) -> None:
        """Reads one file again, with this encoding."""
        self._read_again([file for file in self._files if file.path == path], encoding)

    @Slot(str)
    def _choose_for_all(self, encoding: str) -> None:
        self._read_again([file for file in self._files if file.uncertain], encoding)

    def _read_again(self, files: Sequence[FileReading], encoding: str) -> None:
        if self._task is not None:
            return
        self._number += 1
        self._run("Read again", partial(read_again, self._number, tuple(files), encoding))

    def _run(self, what: str, work: partial[Batch]) -> None:
        if self._task is not None:
            self._task.cancel()
        self._tell_progress(0, 0)
        self.import_button.setEnabled(False)
        self._task = self._session.start(what, work, self._take, finally_=[self._ended])
        self._task.progressed.connect(self._tell_progress)
        if not self._files:
            self._middle.setCurrentWidget(self._pages[2])

    @Slot(int, int)
    def _tell_progress(self, done: int, total: int) -> None:
        self._progress.set_progress(done, total)
        self._reading.setText(f"Reading {done} of {total} files" if total else "Looking for articles")

    @Slot(object)
    def _take(self, batch: Batch) -> None:
        if batch.number != self._number:
            return
        self._task = None
        self._pending.clear()
        fresh = {file.path: file for file in batch.files}
        kept = [fresh.pop(file.path, file) for file in self._files]
        self._files = (*kept, *fresh.values())
        self.refresh()
        self.things.show_files(self._files)

    @Slot()
    def _ended(self) -> None:
        if self._task is not None and not self._task.running:
            self._task = None
            self.refresh()

    # What is shown.

    @Slot()
    def refresh(self) -> None:
        """Asks the project again which texts it has, and shows what can be imported."""
        if self.file_list.files != self._files:
            self.file_list.show(self._files)
            self.facts.show_names([file.path.absolute().as_posix() for file in self._files if file.articles])
        told = with_facts(self._files, self.facts.facts)
        self.documents.show(lines(told, self._left_out, self._session.project.documents.hashes()))
        taken = sum(line.taken for line in self.documents.lines)
        whole = len(self._chosen_studies())
        self.import_button.setText(button_words(taken, whole))
        self.import_button.setEnabled(taken + whole > 0 and self._task is None and self._session.project.writable)
        self._files_heading.set_detail(str(len(self._files)) if self._files else "")
        articles = [file for file in self._files if file.study is None]
        self._found.setText(_found_words(len(articles), len(self.documents.lines), taken))
        if self._task is None:
            self._show_page()
            self._nothing.set_words("Nothing to import", _nothing_words(self._files))
        if self.documents.lines and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.documents.index(0, TITLE))
        self._show_preview()

    def _show_page(self) -> None:
        """The chosen file's study, where it is one or where there is nothing else."""
        row_ = self.files_view.currentIndex().row()
        file = self._files[row_] if 0 <= row_ < len(self._files) else None
        if (file is None or file.study is None) and not self.documents.lines:
            file = next((each for each in self._files if each.study is not None), None)
        whole = file is not None and file.study is not None
        if file is not None and whole:
            self.study.show_study(file, taken=file.path not in self._studies_left_out)
            self.files_view.setCurrentIndex(self.file_list.index(self._files.index(file)))
        self._middle.setCurrentWidget(self._pages[3 if whole else 0 if self.documents.lines else 1])
        self.things.setHidden(whole)

    @Slot()
    def _show_preview(self) -> None:
        row_ = self.table.currentIndex().row()
        line = self.documents.lines[row_] if 0 <= row_ < len(self.documents.lines) else None
        text = line.article.draft.text[:PREVIEWED] if line else ""
        if text != self.preview.toPlainText():
            self.preview.setPlainText(text)
        self._previewed.set_text(line.article.draft.title if line else "")
        self._warning.setText(" ".join(line.article.draft.warnings) if line else "")
        self._warning.setVisible(bool(line and line.article.draft.warnings))

    @Slot(QModelIndex)
    def _go_to_file(self, index: QModelIndex) -> None:
        self._show_page()
        path = self._files[index.row()].path
        places = [line.article.place for line in self.documents.lines]
        if (path, 0) in places:
            self.table.setCurrentIndex(self.documents.index(places.index((path, 0)), TITLE))

    @Slot(object, bool)
    def _take_or_leave(self, place: Place, taken: bool) -> None:  # noqa: FBT001 (a slot)
        (self._left_out.discard if taken else self._left_out.add)(place)
        self.refresh()

    @Slot(Path, bool)
    def _want_study(self, path: Path, taken: bool) -> None:  # noqa: FBT001 (a slot)
        (self._studies_left_out.discard if taken else self._studies_left_out.add)(path)
        self.refresh()

    def _chosen_studies(self) -> list[Study]:
        found = (file for file in self._files if file.study is not None)
        return [Study(file.path, file.study) for file in found if file.path not in self._studies_left_out]

    @Slot(object)
    def _follow(self, change: Change) -> None:
        self.study.forget()
        if change.touches("document") and self._files:
            self.refresh()

    # What is done.

    @Slot()
    def choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Add articles", "", IMPORT_FILTER)
        if names:
            self.add([Path(name) for name in names])

    @Slot()
    def keep(self) -> None:
        """Stores what is taken, in one change."""
        chosen, whole = readings(self._files, self.documents.lines), self._chosen_studies()
        if not chosen.drafts and not whole:
            return
        project, me = self._session.project, self._session.me
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            report = self._session.attempt(
                partial(studies.keep_all, project, Found(whole), chosen, self.facts.facts.table)
            )
        finally:
            QApplication.restoreOverrideCursor()
        if report is not None:
            self._forget()
            if self._session.me != me:
                self._session.coder_changed.emit()
            self.imported.emit(ImportReport(report.imported, report.skipped))
            self.closed.emit()

    @Slot()
    def cancel(self) -> None:
        """Gives up; nothing has been written."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._forget()
        self.closed.emit()

    def _forget(self) -> None:
        self._files = ()
        self._pending.clear()
        self._left_out.clear()
        self._studies_left_out.clear()
        self.study.forget()
        self.facts.clear()
        self.refresh()
        self.things.show_files(())

    # Overrides of Qt.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


def _preview() -> QPlainTextEdit:
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setProperty("article", True)
    view.setAccessibleName("Preview of the text")
    view.setFont(fonts.serif())
    view.setTabChangesFocus(True)
    view.document().setDocumentMargin(24)
    Ring(view)
    return view


def _found_words(files: int, documents: int, taken: int) -> str:
    if not files:
        return ""
    found = "1 found" if documents == 1 else f"{documents:,} found"
    where = "in 1 file" if files == 1 else f"in {files:,} files"
    return f"{found} {where} · {documents - taken:,} left out" if documents > taken else f"{found} {where}"


def _nothing_words(files: Sequence[FileReading]) -> str:
    if not files:
        return "Add texts, Word files, PDFs, web pages, tables or exports of news databases, or drop them here."
    return "None of these files holds an article that Cadrage can read. The right side says why, file by file."
