"""The window's work with files: new and other projects, articles, tables, codebooks, workbooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from cadrage.core.errors import UserError
from cadrage.core.filtering import sentence
from cadrage.core.model import Segments
from cadrage.exchange.tool_endings import IMPORT_FILTER, OWN_ENDINGS
from cadrage.gui.session import Session
from cadrage.gui.study_jobs import StudyJobs
from cadrage.gui.tasks import Report, Task, Work
from cadrage.gui.words import counted, shortened
from cadrage.store.file import ENDING
from cadrage.store.project import Project, default_folder

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow
    from cadrage.jobs.agreement import Question
    from cadrage.jobs.importing import ImportReport

T = TypeVar("T")

_LONGEST_FILTER = 160  # characters of it that a title has room for
_PROJECTS = "Cadrage projects (*.cadrage)"
_TABLES = "Tables of spans (*.csv *.tsv *.txt)"
_CODEBOOKS = "Codebooks (*.xlsx *.csv *.tsv *.txt *.json *.qdc)"
_PDFS = "PDF (*.pdf)"
_WORKBOOKS = "Excel workbooks (*.xlsx)"


class ProjectJobs(QObject):
    """Each `choose_…` asks for a file and hands it to the method that does the work."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._cutting: Task[dict[int, Segments]] | None = None
        self.studies = StudyJobs(window)

    @property
    def _session(self) -> Session | None:
        return self._window.session

    # Projects.

    @Slot()
    def new_project(self) -> None:
        proposed = str(self._window.settings.project_folder / f"New project{ENDING}")
        # What exists is never overwritten: the dialog must not offer to.
        kept = QFileDialog.Option.DontConfirmOverwrite
        name, _ = QFileDialog.getSaveFileName(self._window, "New project", proposed, _PROJECTS, options=kept)
        if name:
            self.make_project(Path(name))

    def make_project(self, path: Path) -> None:
        """Make and open an empty project. What exists already is never overwritten."""
        path = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
        try:
            self._window.show_project(Project.create(path, coder=self._window.settings.coder_name))
        except UserError as error:
            self._window.messages.say(str(error))

    @Slot()
    def choose_project(self) -> None:
        folder = str(self._window.settings.project_folder)
        name, _ = QFileDialog.getOpenFileName(self._window, "Open project", folder, _PROJECTS)
        if name:
            self._window.open_project(Path(name))

    # Articles.

    def choose_articles(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, "Import documents", "", IMPORT_FILTER)
        if names:
            self.begin_import([Path(name) for name in names])

    def begin_import(self, paths: Sequence[Path]) -> None:
        """Show what files and folders would become, before anything is written; more of them join those shown."""
        if self._session is None:
            return
        from cadrage.gui.import_view import ImportView

        in_front = self._window.pages.currentWidget()
        view = self._window.view("import")
        assert isinstance(view, ImportView)
        if in_front is view:
            view.add(paths)
        else:
            view.begin(paths)

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """A project file is opened, everything else imported; without a project another tool's becomes one."""
        projects = [path for path in paths if path.suffix == ENDING]
        if projects:
            self._window.open_project(projects[0])
        elif self._session is None and paths and paths[0].suffix.lower() in OWN_ENDINGS:
            self.studies.make(paths[0])
        elif self._session is None:
            self._window.messages.say("Open or make a project first, then drop the articles into it.")
        elif not self._session.project.writable:
            self._window.messages.say("This project is open read-only: nothing can be imported.")
        elif paths:
            self.begin_import(paths)
        else:
            self._window.messages.say("Only files and folders can be dropped here. Save it as a file first.")

    @Slot(object)
    def after_import(self, report: ImportReport) -> None:
        """Open a document if none is; cut sentences in the background, so that they are there when needed."""
        from cadrage.gui.duplicates_offer import offer_duplicates

        session = self._session
        if session is None:
            return
        documents = session.project.documents.all()
        if session.document is None and documents:
            session.open_document(documents[0].id)
        self._window.show_coding()
        self.cut_sentences()
        offer_duplicates(self._window, session, report)

    @Slot(int)
    def replace_text(self, document: int) -> None:
        """Ask for a better copy of a document's text, and show what it would move before anything is written."""
        from cadrage.gui.replace_text_view import ReplaceTextView

        view = self._window.view("replace")
        assert isinstance(view, ReplaceTextView)
        view.begin(document)

    @Slot(int)
    def after_replacing(self, document: int) -> None:
        """Back to the document; its sentences are cut when a gesture needs them."""
        if self._session is not None and self._session.document != document:
            self._session.open_document(document)

    def cut_sentences(self) -> None:
        """Cut and keep the sentences of every text that has none yet."""
        from cadrage.jobs import segmenting

        session = self._session
        if session is None or not session.project.writable:
            return
        texts = [document.text_id for document in session.project.documents.all()]
        _, bodies = segmenting.gather(session.project, texts, "sentence")
        if bodies:
            session.told.emit("Finding the sentences …")
            cut = segmenting.cutting(session.project, bodies, "sentence")
            self._run(session, "Finding the sentences", cut, partial(self._keep_sentences, session))

    def _keep_sentences(self, session: Session, found: dict[int, Segments]) -> None:
        session.attempt(partial(session.project.texts.keep_segments, found))
        session.told.emit("")

    # Tables and codebooks.

    def choose_codings(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Import codings", "", _TABLES)
        if name:
            self.import_codings(Path(name))

    def import_codings(self, path: Path) -> None:
        """All rows or none; what was wrong is said by line."""
        from cadrage.jobs import spans

        session = self._session
        if session is None:
            return
        report = session.attempt(partial(spans.import_codings, session.project, path))
        if report is not None:
            session.told.emit(
                f"{counted(report.added, 'coding')} added; {report.duplicates:,} were there already or came twice"
            )

    def choose_codebook(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Import a codebook", "", _CODEBOOKS)
        if name:
            self.import_codebook(Path(name))

    def import_codebook(self, path: Path) -> None:
        """The first one is taken as it is; into a codebook, after a look at what would change."""
        from cadrage.gui.codebook_view import CodebookView

        session = self._session
        if session is None:
            return
        session.settling.emit()
        if not session.project.codes.all():
            self.add_codebook(str(path))
            return
        self._window.show_codebook()
        view = self._window.view("codebook")
        assert isinstance(view, CodebookView)
        view.show_import(path)

    def add_codebook(self, name: str) -> None:
        """Codes of a file or shipped template that the project does not have yet."""
        from cadrage.jobs import codebooks

        session = self._session
        if session is None:
            return
        draft = session.attempt(partial(codebooks.read, name))
        if draft is not None:
            before = len(session.codebook)
            session.attempt(partial(codebooks.keep, session.project, draft))
            session.told.emit(f"{counted(len(session.codebook) - before, 'code')} added")

    # Workbooks and other exports.

    def make_report(self) -> None:
        """The page of exports, where the report is chosen."""
        from cadrage.gui.export_view import ExportView
        from cadrage.jobs.export_targets import Kind

        if self._session is not None:
            view = self._window.view("export")
            assert isinstance(view, ExportView)
            view.choose(Kind.REPORT)

    @Slot(object)
    def choose_workbook(self, question: Question | None = None) -> None:
        """Of everything; the agreement as a question asks for it, or as it is customary."""
        self._choose_workbook(question, "all", "")

    @Slot(object)
    def choose_agreement(self, question: Question) -> None:
        """Of one agreement table and what is behind it."""
        self._choose_workbook(question, "agreement", " agreement")

    def _choose_workbook(self, question: Question | None, what: str, named: str) -> None:
        session = self._session
        if session is None:
            return
        path = session.project.path or default_folder() / "study"
        proposed = path.with_name(f"{path.stem}{named}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self._window, _export_title(session), str(proposed), _WORKBOOKS)
        if name:
            path = Path(name)
            self.export(path if path.suffix else path.with_suffix(".xlsx"), what=what, question=question)

    def choose_pdf(self) -> None:
        session, view = self._session, self._window.coding_view
        document = session.project.documents.get(session.document or 0) if session is not None else None
        if session is None or view is None or document is None:
            return
        folder = session.project.path.parent if session.project.path else default_folder()
        proposed = folder / f"{Path(document.file_name).stem or 'document'}.pdf"
        name, _ = QFileDialog.getSaveFileName(self._window, "Save as PDF", str(proposed), _PDFS)
        if name:
            self.save_pdf(Path(name))

    def save_pdf(self, path: Path) -> None:
        """The open document with its codings as they are shown, on A4."""
        session, view = self._session, self._window.coding_view
        if session is None or view is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")
        pages = session.attempt(partial(view.pane.view.save_pdf, path))
        if pages is not None:
            session.told.emit(f"Saved {path.name}, {counted(pages, 'page')}")

    def export(self, path: Path, *, what: str = "all", question: Question | None = None) -> None:
        """Write the workbook in a Task; an older file stays as it is until the new one is whole."""
        from cadrage.jobs import segmenting
        from cadrage.jobs.export_targets import Kind, check_target

        session = self._session
        if session is None:
            return
        try:
            if check_target(path, what) is not Kind.WORKBOOK:
                raise UserError(f"This writes a workbook. Give “{path.name}” the ending .xlsx.")
        except UserError as error:
            session.refused.emit(str(error))
            return
        session.settling.emit()
        texts = [document.text_id for document in session.project.documents.all()]
        _, bodies = segmenting.gather(session.project, texts, "sentence")
        session.told.emit(f"Exporting to {path.name}{_with_filter(session)} …")
        cut = segmenting.cutting(session.project, bodies, "sentence")
        write = partial(self._write, session, path, what, question)
        self._cutting = self._run(session, "Finding the sentences", cut, write)

    def _write(
        self, session: Session, path: Path, what: str, question: Question | None, found: dict[int, Segments]
    ) -> None:
        from cadrage.jobs import export

        session.attempt(partial(session.project.texts.keep_segments, found))
        if self._cutting is not None and self._cutting.stopped:
            session.told.emit("Stopped: exporting")  # asked when the last sentence had been found
            return
        known = frozenset(session.shown_ids)
        gather = partial(export.gather, session.project, what=what, filter=session.filter, known=known)
        material = session.attempt(partial(gather, question=question))
        if material is None:
            session.told.emit("")
            return
        self._run(session, "Exporting", partial(_keep, material, path), partial(self._written, session, path))

    def _written(self, session: Session, path: Path, _: object) -> None:
        filtered = ", filtered" if session.filter.in_force else ""
        session.told.emit(f"Exported to {path.name}{filtered}")
        self._window.exported.emit(path)

    # Work that takes a while.

    def _run(self, session: Session, what: str, work: Work[T], done: Callable[[T], None]) -> Task[T]:
        """In a Task whose progress the status bar shows; what it announced is taken back if it comes to nothing."""
        task = session.start(what, work, done)
        task.cancelled.connect(partial(session.told.emit, f"Stopped: {what[0].lower()}{what[1:]}"))
        for end in (task.refused, task.failed):
            end.connect(partial(_take_back, session))
        self._window.status.show_work(task)
        return task


def _export_title(session: Session) -> str:
    return f"Export to Excel{_with_filter(session)}"


def _with_filter(session: Session) -> str:
    """“, with the filter: outlet: The Times”: said before anything is written."""
    words = shortened(sentence(session.filter_words), _LONGEST_FILTER)
    return f", with the filter: {words}" if session.filter.in_force else ""


def _take_back(session: Session, _why: object) -> None:
    session.told.emit("")


def _keep(material: object, path: Path, report: Report) -> object:
    from cadrage.jobs import export

    assert isinstance(material, export.Material)
    return export.keep(material, path, report=report)
