"""The words of all documents that a search looks into, counted in the background."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from cadrage.core.model import Change
from cadrage.gui.session import Session
from cadrage.gui.tasks import Report, Task
from cadrage.jobs import frequencies
from cadrage.jobs.searching import Question

_PORTION = 400  # documents


class WordCount(QObject):
    """`counted(words by document)` when all is counted, `progressed(done, total)` before."""

    counted = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.changed.connect(self._follow)
        self._question: Question | None = None
        self._left: list[tuple[int, int]] = []
        self._total = 0
        self._known: dict[int, int] = {}
        self._known_for: Question | None = None
        self._task: Task[dict[int, int]] | None = None

    def start(self, question: Question) -> None:
        """Count, unless it is known: other words in the same documents do not change it."""
        self.stop()
        place = replace(question, wanted=replace(question.wanted, query="", regex=False))
        if place == self._known_for and not self._left:
            self.counted.emit(self._known)
            return
        self._known_for = place
        self._question = question
        self._left = frequencies.documents(self._session.project, question)
        self._total = len(self._left)
        self._known = {}
        self._go_on()

    def _go_on(self) -> None:
        assert self._question is not None
        if not self._left:
            self.counted.emit(self._known)
            return
        self.progressed.emit(len(self._known), self._total)
        portion, self._left = self._left[:_PORTION], self._left[_PORTION:]
        gathered = list(frequencies.gather(self._session.project, self._question, portion))
        self._task = Task("Counting words", partial(_count, gathered), self)
        self._task.done.connect(self._take)
        self._task.start()

    @Slot(object)
    def _take(self, words: dict[int, int]) -> None:
        self._known.update(words)
        self._go_on()

    @Slot()
    def stop(self) -> None:
        if self._task is not None and self._task.running:
            self._task.abandon()
            self._known_for = None
        self._task = None
        if self._left:
            self._left, self._known_for = [], None

    @Slot(object)
    def _follow(self, change: Change) -> None:
        """Another corpus has other words; a filter may let others through."""
        if change.touches("document", "region") or self._known_for is None or self._known_for.filter.in_force:
            self._known_for = None


def _count(gathered: list[frequencies.Gathered], report: Report) -> dict[int, int]:
    report(0, 1)
    return frequencies.words(gathered)
