"""From an order to a preview or a file: sentences are found, the material is gathered, a Task works on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from cadrage.core.errors import UserError
from cadrage.core.model import Segments
from cadrage.gui.session import Session
from cadrage.gui.steps import Steps
from cadrage.gui.tasks import Report, Task
from cadrage.jobs import export, export_preview, reports, segmenting
from cadrage.jobs.export import Exported, Gathered, Order
from cadrage.jobs.export_preview import Preview
from cadrage.jobs.export_targets import Kind

_UNITS = ("sentence", "paragraph")
_WITHOUT_UNITS = (Kind.STUDY, Kind.CODEBOOK)
_PDF = ".pdf"
Running = Task[Any] | Steps[Any]


class ExportWork(QObject):
    """One thing at a time: what begins anew stops what was going on. `working(Task)` for everything that takes a while;
    `previewed(Preview)`, `written(Exported)`, or `refused(str)` with the reason, `stopped()` where somebody stopped it.
    """

    working = Signal(object)
    previewed = Signal(object)
    written = Signal(object)
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._running: Running | None = None
        self._number = 0

    @property
    def busy(self) -> bool:
        return self._running is not None

    def preview(self, order: Order) -> None:
        """What the order will hold."""
        self._begin(order, partial(self._preview, order))

    def write(self, order: Order, path: Path) -> None:
        """The file or folder; an older one stays as it is until the new one is whole."""
        self._begin(order, partial(self._write, order, path))

    def stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def forget(self) -> None:
        """Stop, and tell nobody."""
        self._number += 1
        self.stop()
        self._running = None

    # Sentences.

    def _begin(self, order: Order, then: Callable[[Gathered], None]) -> None:
        self.forget()
        session = self._session
        session.settling.emit()
        if order.kind in _WITHOUT_UNITS:
            self._gather(order, then)
            return
        texts = [document.text_id for document in session.project.documents.all()]
        missing = {unit: segmenting.gather(session.project, texts, unit)[1] for unit in _UNITS}
        cuts = [segmenting.cutting(session.project, bodies, unit) for unit, bodies in missing.items() if bodies]
        if not cuts:
            self._gather(order, then)
            return
        self._run("Finding the sentences", partial(_cut, cuts), partial(self._keep_sentences, order, then))

    def _keep_sentences(
        self, order: Order, then: Callable[[Gathered], None], found: tuple[dict[int, Segments], ...]
    ) -> None:
        for each in found:
            self._session.attempt(partial(self._session.project.texts.keep_segments, each))
        self._gather(order, then)

    # The material.

    def _gather(self, order: Order, then: Callable[[Gathered], None]) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            found = export.gathered(self._session.project, order)
        except UserError as error:
            self._running = None
            self.refused.emit(str(error))
            return
        finally:
            QApplication.restoreOverrideCursor()
        then(found)

    # The work on it.

    def _preview(self, order: Order, found: Gathered) -> None:
        self._run("Looking at what there is", partial(_look, found, order.kind), self._show)

    def _show(self, preview: Preview) -> None:
        self._running = None
        self.previewed.emit(preview)

    def _write(self, order: Order, path: Path, found: Gathered) -> None:
        if isinstance(found, reports.Material) and path.suffix.casefold() == _PDF:
            self._run("Exporting", partial(_make, found), partial(self._set, found, path))
        else:
            self._run("Exporting", partial(_keep, found, path, order.kind), self._end)

    def _set(self, found: reports.Material, path: Path, report: Any) -> None:
        """A PDF is set by the GUI thread, in steps."""
        from cadrage.gui import report_pdf

        steps = Steps("Exporting", report_pdf.writing(report, path), self._session)
        self._follow(steps, partial(self._end_pdf, found, path))
        self._session.mind(steps)
        steps.start()

    def _end_pdf(self, found: reports.Material, path: Path, _pages: int) -> None:
        self._end(export.exported_report(found, path))

    def _end(self, exported: Exported) -> None:
        self._running = None
        self.written.emit(exported)

    def _run(self, what: str, work: Callable[[Report], Any], done: Callable[[Any], None]) -> None:
        task: Task[Any] = Task(what, work, self._session)
        self._follow(task, done)
        self._session.mind(task)
        self._session.task_started.emit(what)
        task.start()

    def _follow(self, task: Running, done: Callable[[Any], None]) -> None:
        number = self._number
        self._running = task
        task.done.connect(partial(self._when, number, done))
        task.refused.connect(partial(self._when, number, self._refuse))
        task.cancelled.connect(partial(self._when, number, self._stop, None))
        task.failed.connect(partial(self._when, number, self._stop))
        self.working.emit(task)

    def _when(self, number: int, then: Callable[[Any], None], outcome: object) -> None:
        """Unless something else has begun meanwhile; a task that was stopped too late to notice has stopped."""
        if number != self._number:
            return
        running = self._running
        if running is not None and running.stopped and then != self._refuse:
            self._stop(None)
            return
        then(outcome)

    def _refuse(self, why: str) -> None:
        self._running = None
        self.refused.emit(why)

    def _stop(self, _: object) -> None:
        self._running = None
        self.stopped.emit()


def _cut(cuts: list[Callable[[Report | None], dict[int, Segments]]], report: Report) -> tuple[dict[int, Segments], ...]:
    return tuple(cut(report) for cut in cuts)


def _look(found: Gathered, kind: Kind, report: Report) -> Preview:
    return export_preview.preview(found, kind, report)


def _keep(found: Gathered, path: Path, kind: Kind, report: Report) -> Exported:
    return export.write(found, path, kind, report=report)


def _make(found: reports.Material, report: Report) -> Any:
    return reports.made(found, report)
