"""What stands behind the chosen cell of a result: said below the table, and its quotations beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from cadrage.core.results import Place
from cadrage.gui.results_aside import QUOTATIONS, ResultsAside
from cadrage.gui.results_model import ResultsModel
from cadrage.gui.results_note import ResultsNote, cell_words, meeting_words, test_words
from cadrage.gui.results_run import Answer
from cadrage.gui.results_table import ResultsTable
from cadrage.gui.session import Session
from cadrage.gui.tasks import Report, Task

_PATIENCE = 150  # ms that a cell must stay chosen before what is behind it is looked up


class Looking(QObject):
    """Follows the current cell of a table, in the answer that `show_answer` was given last."""

    def __init__(self, session: Session, table: ResultsTable, note: ResultsNote, aside: ResultsAside) -> None:
        super().__init__(table)
        self._session = session
        self._table = table
        self._model: ResultsModel = table.results
        self._note = note
        self._aside = aside
        self._answer: Answer | None = None
        self._task: Task[tuple[int, ...]] | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._follow)
        table.opened.connect(self.open)
        table.moved.connect(self.explain)
        aside.page_shown.connect(self.explain)
        aside.chart.asked.connect(self.open_drawn)

    def show_answer(self, found: Answer | None) -> None:
        """Once its table is shown; None while that is another one's."""
        self._answer = found
        self.explain()

    @Slot()
    def explain(self) -> None:
        """The chosen cell in words, and in the quotations where these are in sight."""
        index, found = self._table.currentIndex(), self._answer
        place = self._model.behind(index)
        if found is None or place is None:
            self._note.show_cell("")
            return
        row, column = self._model.row(index.row()), self._model.column(index.column())
        if found.meetings is not None:
            one, other = (each or 0 for each in place)
            self._note.show_cell(meeting_words(found.meetings, one, other, (row.spoken, column.spoken)))
        elif found.table is not None:
            whole = len(place) == len(found.wanted.question.rows)
            first = row.place[0]
            key = found.table.categories[0][first].key if first is not None else ""
            named = row.spoken if whole else f"{row.spoken}, {column.spoken}"
            self._note.show_cell(cell_words(found.table, place, named), test_words(found.tests, key))
            self._aside.tests.choose(key)
        if self._seen:
            self._patience.start()

    @property
    def _seen(self) -> bool:
        """Whether the quotations are in sight."""
        return self._aside.isVisible() and self._aside.page == QUOTATIONS

    @Slot()
    def open(self) -> None:
        """The quotations behind the chosen cell, with the keys in them."""
        self._aside.show()
        self._aside.show_page(QUOTATIONS)
        self._look_up(enter=True)

    @Slot(object)
    def open_drawn(self, place: Place) -> None:
        """The quotations behind a number of the chart: its cell becomes the chosen one."""
        found = self._answer
        if found is None:
            return
        rows = 1 if found.table is None else len(found.wanted.question.rows)
        if found.series is not None and found.table is not None and place[1] is not None:
            # The chart counts stretches of time alone, the table those without a date, too.
            dated = [at for at, each in enumerate(found.table.categories[rows]) if each.start is not None]
            place = (place[0], dated[place[1]])
        self._table.choose(self._model.find(place[:rows], place[rows:]))
        self.open()

    @Slot()
    def _follow(self) -> None:
        if self._seen:
            self._look_up(enter=False)

    def _look_up(self, *, enter: bool) -> None:
        index, found = self._table.currentIndex(), self._answer
        place = self._model.behind(index)
        if place is None or found is None:
            return
        self._patience.stop()
        title = f"{self._model.row(index.row()).spoken} · {self._model.column(index.column()).spoken}"
        self._find(found, place, title, enter=enter)

    def _find(self, found: Answer, place: Place, title: str, *, enter: bool) -> None:
        if self._task is not None:
            self._task.cancel()
        find = found.behind(place)

        def work(_report: Report) -> tuple[int, ...]:
            return tuple(find())

        show = partial(self._show, found, title, enter)
        self._task = self._session.start("Looking up the quotations", work, show, finally_=(self._forget,))

    @Slot()
    def _forget(self) -> None:
        if self._task is not None and not self._task.running:
            self._task = None

    def _show(self, asked: Answer, title: str, enter: bool, codings: tuple[int, ...]) -> None:  # noqa: FBT001
        if asked is self._answer:
            self._aside.behind.show_codings(title, codings)
            if enter and self._seen:
                self._aside.behind.list.setFocus()
