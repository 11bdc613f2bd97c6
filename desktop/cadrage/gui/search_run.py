"""One search under way: a portion now, the others when the window has time for them."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cadrage.core.errors import UserError
from cadrage.core.search import Hit
from cadrage.gui.session import Session
from cadrage.gui.tasks import Report, Task
from cadrage.jobs.searching import FIRST, PORTION, CorpusSearch, Portion, Question

_GROWTH = 3  # each portion has so many times the documents of the one before
_WHAT = "Searching"


class SearchRun(QObject):
    """`found(list[Hit])` for each portion, then `ended()`; `refusal` says why it could not be done.

    Words are looked for between two events of the window, portion by portion; a regular expression in a Task, whose
    process can be ended. `hits_by_document` counts all hits.
    """

    found = Signal(object)
    ended = Signal()

    def __init__(self, session: Session, question: Question, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.question = question
        self.hits_by_document: Counter[int] = Counter()
        self.running = False
        self.stopped = False
        self.refusal = ""
        self._search: CorpusSearch | None = None
        self._task: Task[list[Hit]] | None = None
        self._next = FIRST
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def total(self) -> int:
        """Hits so far."""
        return self.hits_by_document.total()

    @property
    def documents(self) -> tuple[int, int]:
        """How many of how many documents have been looked into."""
        return (self._search.done, self._search.total) if self._search is not None else (0, 0)

    def start(self) -> None:
        """The first portion at once, unless it is a regular expression's."""
        self.running = True
        try:
            self._search = CorpusSearch(self._session.project, self.question)
        except UserError as error:
            self._fail(str(error))
            return
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        assert self._search is not None
        if self._search.finished:
            self._end()
            return
        portion = self._search.gather(self._next)
        self._next = min(PORTION, self._next * _GROWTH)
        if self.question.wanted.regex:
            self._find_apart(portion)
            return
        self._take(self._search.find(portion))

    def _find_apart(self, portion: Portion) -> None:
        assert self._search is not None
        self._task = Task(_WHAT, partial(_find, self._search, portion), self)
        self._task.done.connect(self._take)
        self._task.refused.connect(self._fail)
        self._task.cancelled.connect(self._end)
        self._task.start()

    @Slot(object)
    def _take(self, hits: list[Hit]) -> None:
        if not self.running:
            return
        self.hits_by_document.update(hit.document for hit in hits)
        self.found.emit(hits)
        assert self._search is not None
        if self._search.finished:
            self._end()
        elif self.running:
            self._timer.start()

    @Slot(str)
    def _fail(self, words: str) -> None:
        if self.running:
            self.refusal = words
            self._end()

    @Slot()
    def _end(self) -> None:
        if not self.running:
            return
        self.running = False
        if self._search is not None:
            self._search.close()
        self.ended.emit()

    @Slot()
    def stop(self) -> None:
        """Leave it at what has been found."""
        self.stopped = self.running
        self._timer.stop()
        if self._task is not None and self._task.running:
            self._task.abandon()
        self._end()


def _find(search: CorpusSearch, portion: Portion, report: Report) -> list[Hit]:
    return search.find(portion, partial(report, 0, 1))
