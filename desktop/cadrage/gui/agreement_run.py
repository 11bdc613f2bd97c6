"""One computation of agreement: units cut where they are missing, material gathered, numbers computed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from cadrage.core.agreement import AgreementTable
from cadrage.core.model import Segments
from cadrage.gui.agreement_standing import Standing
from cadrage.gui.session import Session
from cadrage.gui.tasks import Task
from cadrage.jobs import agreement, segmenting
from cadrage.jobs.agreement import Question, Study
from cadrage.language import segments

WHOLE = ("character", "document")  # units that need no cutting
_CUTTING = {
    "paragraph": "Cutting the texts into paragraphs",
    "sentence": "Cutting the texts into sentences",
    "token": "Cutting the texts into tokens",
}
_COMPARING = "Comparing the coders, code by code"
_STAGES = Task[dict[int, Segments]] | Task[AgreementTable]


class AgreementRun(QObject):
    """Answers one question; a newer question means a new run and `cancel` for this one.

    `study` is what it compares, once gathered. `progressed(str, int, int)` with what is being done,
    `ready(AgreementTable)`, and `ended()` in any case.
    """

    progressed = Signal(str, int, int)
    ready = Signal(object)
    ended = Signal()

    def __init__(self, session: Session, question: Question, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.study: Study | None = None
        self._session = session
        self._task: _STAGES | None = None
        self._cancelled = False
        self._what = ""

    def start(self, standing: Standing) -> None:
        unit = self.question.unit
        bodies = self._uncut(standing)
        if not bodies:
            self._compute()
            return
        self._what = _CUTTING[unit]
        self._watch(self._session.start(self._what, partial(segments.split_many, bodies, unit), self._keep))

    def cancel(self) -> None:
        """Stop at the next report; nothing more is told but `ended`."""
        self._cancelled = True
        if self._task is not None:
            self._task.cancel()

    def _uncut(self, standing: Standing) -> Mapping[int, str]:
        """The texts without stored units, by id."""
        if self.question.unit in WHOLE:
            return {}
        texts = [document.text_id for document in standing.documents]
        return segmenting.gather(self._session.project, texts, self.question.unit)[1]

    def _watch(self, task: _STAGES) -> None:
        self._task = task
        task.progressed.connect(self._tell)
        task.ended.connect(self._end)

    @Slot(int, int)
    def _tell(self, done: int, total: int) -> None:
        if not self._cancelled:
            self.progressed.emit(self._what, done, total)

    @Slot(object)
    def _keep(self, found: Mapping[int, Segments]) -> None:
        # A cancelled run may belong to a project that is closed by now.
        if not self._cancelled:
            self._session.attempt(partial(self._session.project.texts.keep_segments, found))
            self._compute()

    def _compute(self) -> None:
        study = self._session.attempt(partial(agreement.gather, self._session.project, self.question))
        if study is None:
            self.ended.emit()
            return
        self.study = study
        self._what = _COMPARING
        self._watch(self._session.start(self._what, partial(agreement.compute, study), self._finish))

    @Slot(object)
    def _finish(self, table: AgreementTable) -> None:
        if not self._cancelled:
            self.ready.emit(table)

    @Slot()
    def _end(self) -> None:
        # The cutting ends while the comparing, its successor, already runs.
        if self._task is not None and not self._task.running:
            self.ended.emit()
