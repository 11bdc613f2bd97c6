"""A new project from a study of another tool: read in a Task, made beside its file, shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.exchange.tool_endings import STUDY_FILTER
from cadrage.gui.tasks import Report, Task
from cadrage.gui.words import counted
from cadrage.store.file import ENDING

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow

_TOLD = 8  # problems that the message names


class StudyJobs(QObject):
    """`choose` asks for a file and hands it to `make`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._task: Task[Bundle] | None = None

    @property
    def reading(self) -> bool:
        """Whether a study is being read just now."""
        return self._task is not None and self._task.running

    @Slot()
    def choose(self) -> None:
        title = "Open a project of another tool"
        name, _ = QFileDialog.getOpenFileName(
            self._window, title, str(self._window.settings.project_folder), STUDY_FILTER
        )
        if name:
            self.make(Path(name))

    def make(self, path: Path) -> None:
        """A project beside the file that holds what is in it; nothing is left where that is stopped or fails."""
        if self._task is not None and self._task.running:
            self._task.cancel()
        self._task = Task(f"Read {path.name}", partial(_read, path), self)
        self._task.done.connect(partial(self._keep, path))
        self._task.refused.connect(self._window.messages.say)
        self._task.ended.connect(self._tell_rest)
        self._window.status.tell(f"Reading {path.name} …")
        self._window.status.show_work(self._task)
        self._task.start()

    @Slot()
    def _tell_rest(self) -> None:
        if self._window.session is None:
            self._window.status.show_no_project()

    def _keep(self, path: Path, bundle: Bundle) -> None:
        from cadrage.jobs import studies

        if self._task is not None and self._task.stopped:
            return
        target = _beside(path)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            project, kept = studies.make_project(target, bundle, coder=self._window.settings.coder_name)
        except UserError as error:
            self._window.messages.say(str(error))
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._window.show_project(project)
        self._show_first()
        self._window.status.tell(f"Made {target.name} from {bundle.source}: {_brought(bundle)}")
        if kept.problems:
            self._window.messages.say(_told(kept.problems), "Understood", self._window.messages.hide)

    def _show_first(self) -> None:
        """The first document, and its sentences in the background, as after any import."""
        session = self._window.session
        documents = session.project.documents.all() if session is not None else ()
        if session is not None and session.document is None and documents:
            session.open_document(documents[0].id)
        self._window.jobs.cut_sentences()


def _read(path: Path, report: Report) -> Bundle:
    from cadrage.jobs import studies

    return studies.read(path, report)


def _beside(path: Path) -> Path:
    """A free name for the project in the folder of the file."""
    found, number = path.with_suffix(ENDING), 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){ENDING}")
    return found


def _brought(bundle: Bundle) -> str:
    numbers = ((len(bundle.documents), "document"), (len(bundle.codes), "code"), (len(bundle.codings), "coding"))
    return ", ".join(counted(number, what) for number, what in numbers)


def _told(problems: tuple[str, ...]) -> str:
    rest = len(problems) - _TOLD
    more = f" And {counted(rest, 'more thing')} to know, which its import into a project lists." if rest > 0 else ""
    return " ".join(problems[:_TOLD]) + more
