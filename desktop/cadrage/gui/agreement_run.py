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
from cadrage.jobs import agreement, group_agreement, segmenting
from cadrage.jobs.agreement import Question, Study
from cadrage.jobs.group_agreement import Answer, Subject

WHOLE = ("character", "document")  # units that need no cutting
_CUTTING = {
    "paragraph": "Cutting the texts into paragraphs",
    "sentence": "Cutting the texts into sentences",
    "token": "Cutting the texts into tokens",
}
_COMPARING = "Comparing the coders, code by code"
_STAGES = Task[dict[int, Segments]] | Task[AgreementTable] | Task[Answer]


class AgreementRun(QObject):
    """Answers one question; a newer question means a new run and `cancel` for this one.

    `study` is what it compares, once gathered. `progressed(str, int, int)` with what is being done,
    `ready(AgreementTable)` (of a `subject`: the agreement on this one variable), and `ended()` in any case.
    """

    progressed = Signal(str, int, int)
    ready = Signal(object)
    refused = Signal()
    ended = Signal()

    def __init__(
        self, session: Session, question: Question, parent: QObject | None = None, *, subject: Subject | None = None
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.subject = subject
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
        cut = segmenting.cutting(self._session.project, bodies, unit)
        self._watch(self._session.start(self._what, cut, self._keep))

    def cancel(self) -> None:
        """Stop at the next report; nothing more is told but `ended`."""
        self._cancelled = True
        if self._task is not None:
            self._task.cancel()

    def _uncut(self, standing: Standing) -> Mapping[int, str]:
        """The texts without stored units, by id."""
        if self.question.unit in WHOLE or (self.subject is not None and not self.subject.on_units):
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
        self._what = _COMPARING
        if self.subject is not None:
            self._compute_variable(self.subject)
            return
        study = self._session.attempt(partial(agreement.gather, self._session.project, self.question))
        if study is None:
            self._fail()
            return
        self.study = study
        self._watch(self._session.start(self._what, partial(agreement.compute, study), self._finish))

    def _compute_variable(self, subject: Subject) -> None:
        gather = partial(group_agreement.gather, self._session.project, self.question, subject)
        material = self._session.attempt(gather)
        if material is None:
            self._fail()
            return
        self._watch(self._session.start(self._what, partial(group_agreement.compute, material), self._finish))

    def _fail(self) -> None:
        """Why has been said."""
        self.refused.emit()
        self.ended.emit()

    @Slot(object)
    def _finish(self, table: AgreementTable | Answer) -> None:
        if not self._cancelled:
            self.ready.emit(table)

    @Slot()
    def _end(self) -> None:
        # The cutting ends while the comparing, its successor, already runs.
        if self._task is not None and not self._task.running:
            self.ended.emit()
