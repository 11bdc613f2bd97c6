"""One result under way: what it is made of is gathered, then counted in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from cadrage.core.errors import UserError
from cadrage.core.model import Segments
from cadrage.core.results import Asked, CoOccurrence, Exemplar, Place, ResultTable, TestTable, TimeSeries
from cadrage.core.results_question import Reach
from cadrage.gui.results_offers import CODES, Page, Wanted
from cadrage.gui.session import Session
from cadrage.gui.tasks import Report, Task
from cadrage.jobs import exemplars, results, segmenting
from cadrage.results.material import Material
from cadrage.results.words_below import asked

_UNITS = {Reach.SENTENCE: "sentence", Reach.PARAGRAPH: "paragraph"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A computed result and what it was computed from. `undrawn`: why there are no lines over time."""

    wanted: Wanted
    material: Material
    table: ResultTable | None = None
    tests: TestTable | None = None
    series: TimeSeries | None = None
    meetings: CoOccurrence | None = None
    exemplars: tuple[Exemplar, ...] = ()
    asked: Asked | None = None
    undrawn: str = ""

    @property
    def drawn(self) -> ResultTable | TimeSeries | CoOccurrence | None:
        """What a chart shows."""
        return self.series or self.meetings or self.table

    def behind(self, place: Place) -> Callable[[], Sequence[int]]:
        """What finds the codings that stand at a place."""
        if self.meetings is None:
            return partial(results.codings_at, self.material, place)
        one, other = (each or 0 for each in place)
        return partial(_together, self.material, one, other)


def _together(material: Material, one: int, other: int) -> Sequence[int]:
    if one != other:
        return results.codings_together(material, one, other)
    alone = replace(material.question, rows=(CODES,), columns=(), layers=())
    return results.codings_at(replace(material, question=alone), (one,))


class ResultsRun(QObject):
    """Answers one question; a newer question means a new run and `cancel` for this one.

    `ready(Answer)`, or `refused()` where why has been said; `ended()` in any case.
    """

    ready = Signal(object)
    refused = Signal()
    ended = Signal()

    def __init__(self, session: Session, wanted: Wanted, most: int, parent: QObject) -> None:
        """`most`: so many exemplars a code."""
        super().__init__(parent)
        self.wanted = wanted
        self._most = most
        self.what = "Counting"
        self._session = session
        self._task: Task[dict[int, Segments]] | Task[Answer] | None = None
        self._cancelled = False

    def start(self) -> None:
        unit = self._unit()
        bodies = segmenting.gather(self._session.project, self._texts(), unit)[1] if unit else {}
        if not bodies:
            self._compute()
            return
        self.what = f"Cutting the texts into {unit}s"
        cut = segmenting.cutting(self._session.project, bodies, unit)
        self._watch(self._session.start(self.what, cut, self._keep))

    def cancel(self) -> None:
        """Stop at the next report; nothing more is told but `ended`."""
        self._cancelled = True
        if self._task is not None:
            self._task.cancel()

    def _unit(self) -> str:
        near = self.wanted.question.proximity
        return _UNITS.get(near.reach, "") if near is not None and self.wanted.page is Page.TOGETHER else ""

    def _texts(self) -> list[int]:
        """Of the documents in which there are codings."""
        coded = self._session.project.codings.counts_by_document()
        documents = self._session.project.documents.all()
        return list(dict.fromkeys(each.text_id for each in documents if coded.get(each.id)))

    def _watch(self, task: Task[dict[int, Segments]] | Task[Answer]) -> None:
        self._task = task
        task.ended.connect(self._end)

    @Slot(object)
    def _keep(self, found: dict[int, Segments]) -> None:
        # A cancelled run may belong to a project that is closed by now.
        if not self._cancelled:
            if self._session.project.writable:
                self._session.attempt(partial(self._session.project.texts.keep_segments, found))
            self._compute()

    def _compute(self) -> None:
        self.what = "Counting"
        known = frozenset(self._session.shown_ids)
        gather = partial(results.gather, self._session.project, self.wanted.question, known)
        material = self._session.attempt(gather)
        if material is None:
            self.refused.emit()
            self.ended.emit()
            return
        if self.wanted.page is Page.EXEMPLARS:
            work = partial(
                _chosen, self.wanted, material, exemplars.sources(self._session.project, material), self._most
            )
        else:
            work = partial(answered, self.wanted, material)
        task = self._session.start(self.what, work, self._finish)
        task.refused.connect(self.refused)
        self._watch(task)

    @Slot(object)
    def _finish(self, found: Answer) -> None:
        if not self._cancelled:
            self.ready.emit(found)

    @Slot()
    def _end(self) -> None:
        # The cutting ends while the counting, its successor, already runs.
        if self._task is not None and not self._task.running:
            self.ended.emit()


def answered(wanted: Wanted, material: Material, report: Report | None = None) -> Answer:
    """The work of a Task."""
    if wanted.page is Page.TOGETHER:
        meetings = results.together(material)
        return Answer(wanted, material, meetings=meetings, asked=meetings.asked)
    table = results.table(material)
    if report:
        report(1, 2)
    tests = results.tests_of(table)
    if wanted.page is Page.TABLE:
        return Answer(wanted, material, table, tests, asked=table.asked)
    try:
        return Answer(wanted, material, table, tests, results.over_time(table), asked=table.asked)
    except UserError as error:
        return Answer(wanted, material, table, tests, asked=table.asked, undrawn=str(error))


def _chosen(wanted: Wanted, material: Material, known: exemplars.Sources, most: int, _report: Report) -> Answer:
    return Answer(wanted, material, exemplars=exemplars.exemplars(material, known, most), asked=asked(material))
