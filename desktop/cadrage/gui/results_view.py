"""The results view: a question in boxes, its table, what is behind each cell, and what must be known to read it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from cadrage.core.filtering import Filter
from cadrage.core.model import Change, Layer
from cadrage.core.results_question import Event, Question
from cadrage.gui import results_export
from cadrage.gui.computed_view import ComputedView
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import EmptyState, Hairline, Panel, Split, column, row
from cadrage.gui.results_aside import CHART, ResultsAside
from cadrage.gui.results_aside import WIDTH as ASIDE
from cadrage.gui.results_bar import ResultsBar
from cadrage.gui.results_choices import ResultsChoices
from cadrage.gui.results_events import EventsPopup
from cadrage.gui.results_exemplars import ExemplarsPage
from cadrage.gui.results_grid import Grid, of_meetings, of_table
from cadrage.gui.results_keeping import Keeping, events, keep_events
from cadrage.gui.results_lack import Lack, before, behind
from cadrage.gui.results_looking import Looking
from cadrage.gui.results_model import ResultsModel
from cadrage.gui.results_note import ResultsNote
from cadrage.gui.results_offers import Offers, Page, Wanted, first, offers, turned, usual
from cadrage.gui.results_run import Answer, ResultsRun
from cadrage.gui.results_saved import WIDTH as SIDE
from cadrage.gui.results_saved import ResultsSide
from cadrage.gui.results_table import ResultsTable
from cadrage.gui.session import Session
from cadrage.store.result_rows import ResultRows

_TOUCHING = (
    "coding", "coding_value", "code", "coder", "document", "document_value", "judgement", "region", "round", "variable",
    "choice", "actor", "status",
)  # fmt: skip
_NARROW = 1_000  # below this width the list at the side gives way


class ResultsView(ComputedView[ResultsRun]):
    """What the codings say. `ready(Answer)` when a result is shown, the one before staying until then.

    `variables_wanted()`, `import_wanted()` from an empty view. Nothing is computed while the view is hidden.
    """

    ready = Signal(object)
    variables_wanted = Signal()
    import_wanted = Signal()
    coding_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = self._session = session
        self.answer: Answer | None = None
        self.offers = Offers(())
        self._wanted: Wanted | None = None
        self._narrow, self._side_wanted = False, True
        self._lack: Lack | None = None
        self.popup: EventsPopup | None = None
        self.filter_bar = FilterBar(session, parent=self)
        self.bar = ResultsBar(self)
        self.choices = ResultsChoices(self)
        self.side = ResultsSide(session, Keeping(session.project), self)
        self.model = ResultsModel(self)
        self.table = ResultsTable(self.model, self)
        self.exemplars = ExemplarsPage(session, self)
        self.empty = EmptyState("", "", "Go", icon="table", parent=self)
        self.note = ResultsNote(self)
        self.aside = ResultsAside(session, self)
        self.looking = Looking(session, self.table, self.note, self.aside)
        self.columns = Split(parent=self)
        self._pages = QStackedLayout()
        set_first_focus(self, self.table)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        middle, bare = Panel(parent=self), QWidget(self)
        bare.setLayout(column(None, row(None, (self.empty, 2), None), None, None, margins=(24, 24, 24, 24)))
        for page in (self.table, bare, self.exemplars):
            self._pages.addWidget(page)
        self._line = Hairline(parent=middle)
        middle.setLayout(column((self._pages, 1), self._line, self.note, space=0))
        middle.setMinimumWidth(260)
        for part in (self.side, middle, self.aside):
            self.columns.addWidget(part)
        self.columns.setStretchFactor(1, 1)
        self.columns.setSizes([SIDE, 1280 - SIDE - ASIDE, ASIDE])
        self.aside.hide()
        above = Hairline(parent=self)
        self.setLayout(column(self.filter_bar, self.bar, self.choices, above, (self.columns, 1), space=0))

    def _connect(self) -> None:
        session = self._session
        self.bar.page_chosen.connect(self._turn)
        self.bar.side_wanted.connect(self._show_side)
        self.bar.chart_wanted.connect(self._turn_chart)
        self.bar.copied.connect(self.copy)
        self.bar.export_wanted.connect(self.export)
        self.choices.asked.connect(self._ask)
        self.choices.events_wanted.connect(self.ask_events)
        self.choices.shown_otherwise.connect(self._show_grid)
        self.side.chosen.connect(self.show_wanted)
        self.table.copied.connect(partial(session.told.emit, "Copied the table"))
        self.exemplars.many_chosen.connect(self.refresh)
        self.exemplars.copied.connect(partial(session.told.emit, "Copied with the sources"))
        self.aside.closed.connect(self._close_aside)
        self.aside.left.connect(self.table.setFocus)
        self.filter_bar.left.connect(self.table.setFocus)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(self._help)
        session.changed.connect(self._on_change)
        session.filter_changed.connect(self.refresh)
        session.shown_changed.connect(self.refresh)
        session.coder_changed.connect(self.refresh)

    # Asking.

    @property
    def wanted(self) -> Wanted:
        return self._wanted or first(self.offers)

    @property
    def busy(self) -> bool:
        """Whether something is being counted."""
        return self._run is not None

    @Slot(object)
    def show_wanted(self, wanted: Wanted) -> None:
        """Another result, from now on; one that was kept with a filter brings it along."""
        kept = wanted.question.filter
        self._wanted = replace(wanted, question=replace(wanted.question, filter=Filter()))
        if kept.in_force and kept != self._session.filter:
            self._session.set_filter(kept)
        else:
            self.refresh()

    @Slot(object)
    def _ask(self, question: Question) -> None:
        self.show_wanted(replace(self.wanted, question=question))

    @Slot(object)
    def _turn(self, page: object) -> None:
        self.show_wanted(turned(self.wanted, Page(str(page)), self.offers))

    @Slot()
    def refresh(self) -> None:
        """Count anew; now if the view is seen, else when it is shown next."""
        self._stale = True
        if not self.isVisible():
            return
        self._stale = False
        self._abandon()
        self._offer()
        lack = before(self._session, self.wanted.page, self.offers)
        if lack is not None:
            self._show_lack(lack)
            return
        marked = events(self._session.project) if self.wanted.page is Page.TIME else ()
        asked = replace(self.wanted.question, filter=self._session.filter, events=marked)
        self._run = ResultsRun(self._session, replace(self.wanted, question=asked), self.exemplars.most, self)
        self._run.ready.connect(self._show)
        self._run.refused.connect(self._show_refused)
        self._run.ended.connect(self._run.deleteLater)
        self.bar.show_busy(self._run.what)
        self._run.start()

    def _offer(self) -> None:
        """What can be chosen now."""
        project = self._session.project
        self.offers = offers(project, (coder.id for coder in project.coders.all()))
        adjudicated = ResultRows(project).has_layer(Layer.GOLD) or self.wanted.question.layer is not Layer.CODER
        self.bar.show_page(self.wanted.page)
        self.choices.show_wanted(self.wanted, self.offers, project.rounds.all(), adjudicated=adjudicated)
        self.side.show_usual(usual(self.offers))
        self.side.mark(self.wanted)

    @Slot()
    def ask_events(self) -> None:
        """The days that charts mark, in a popup."""
        project = self._session.project
        self.popup = EventsPopup(events(project), self, writable=project.writable)
        self.popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.popup.changed.connect(self._keep_events)
        self.popup.ask_at(self.choices.events)

    @Slot(object)
    def _keep_events(self, wanted: tuple[Event, ...]) -> None:
        self._session.attempt(partial(keep_events, self._session.project, wanted))
        self.refresh()

    # Showing.

    @Slot(object)
    def _show(self, found: Answer) -> None:
        self._run = None
        self.bar.show_busy("")
        self.answer = found
        lack = behind(self._session, found)
        self.note.show_about(found.asked, counted_=found.wanted.page is not Page.EXEMPLARS, hint=self._hint())
        self.aside.offer(tests=found.tests is not None, chart=True)
        self.aside.show_tests(found.tests)
        self.aside.chart.show_result(found.drawn, found.undrawn)
        # The table shows the answer before until it is filled anew.
        self.looking.show_answer(None)
        if lack is not None:
            self._show_lack(lack)
        elif found.wanted.page is Page.EXEMPLARS:
            self.exemplars.show_exemplars(found.exemplars)
            self._show_page(self.exemplars)
        else:
            self._show_grid()
            self._show_page(self.table)
        self.ready.emit(found)

    @Slot()
    def _show_grid(self) -> None:
        if self.answer is not None:
            self.looking.show_answer(None)
            grid = self._grid(self.answer)
            self.table.show_grid(grid)
            self.looking.show_answer(self.answer)

    def _grid(self, found: Answer) -> Grid:
        codes = {code.id: code for code in self._session.project.codes.all()}
        if found.meetings is not None:
            return of_meetings(found.meetings, codes, self.choices.chosen_meets)
        whole = of_table(found.table, codes) if found.table is not None else Grid()
        return whole.only_used() if self.choices.only_used else whole

    def _show_page(self, page: QWidget) -> None:
        keys_leave = self._keys_leave(page)
        self._lack = None
        self._pages.setCurrentWidget(page)
        for part in (self.note, self._line):
            part.show()
        self.bar.allow(copy=True, chart=page is self.table)
        self.aside.setVisible(self.aside.isVisibleTo(self) and page is self.table)
        set_first_focus(self, self.table if page is self.table else self.exemplars.list)
        if keys_leave:
            self.setFocus()

    def _keys_leave(self, page: QWidget | None) -> bool:
        """Whether the keys are in something that this page will hide: Qt would give them to anything else."""
        front, focused = self._pages.currentWidget(), QApplication.focusWidget()
        if focused is None or front is None or front is page:
            return False
        return front.isAncestorOf(focused) or (page is not self.table and self.aside.isAncestorOf(focused))

    def _hint(self) -> str:
        if self.offers.beside is None and self.wanted.page is Page.TABLE:
            return "No document says where it is from: give documents an outlet, and codes can be split by it."
        return ""

    def _show_lack(self, lack: Lack) -> None:
        keys_leave = self._keys_leave(None)
        self._lack = lack
        self.bar.show_busy("")
        self.empty.set_words(lack.missing, lack.how)
        if self.empty.button is not None:
            self.empty.button.setText(lack.button)
            self.empty.button.setVisible(bool(lack.button))
        self._pages.setCurrentIndex(1)
        for part in (self.note, self._line, self.aside):
            part.hide()
        self.bar.allow(copy=False, chart=False)
        first_ = self.empty.button if self.empty.button is not None and lack.button else self.choices.splits["rows"]
        set_first_focus(self, first_)
        if keys_leave:
            self.setFocus()

    @Slot()
    def _help(self) -> None:
        """What the button of an empty view does."""
        asked = self._lack.asks if self._lack is not None else ""
        if asked == "filter":
            self._session.set_filter(Filter())
        elif asked == "first":
            self._wanted = None
            self.refresh()
        else:
            signals = {"import": self.import_wanted, "variables": self.variables_wanted, "coding": self.coding_wanted}
            signals[asked].emit()

    @Slot()
    def _show_refused(self) -> None:
        """Why has been said in words above the view."""
        self._run = None
        self.answer = None
        self._show_lack(Lack("Not counted", "Choose something else above, or begin anew.", "Codes by outlet", "first"))

    # What stands beside.

    @Slot()
    def _turn_chart(self) -> None:
        if self.aside.isVisible() and self.aside.page == CHART:
            self._close_aside()
        else:
            self.aside.show()
            self.aside.show_page(CHART)

    @Slot()
    def _close_aside(self) -> None:
        self.aside.hide()
        self.table.setFocus()

    @Slot()
    def _show_side(self) -> None:
        self._side_wanted = not self.side.isVisible()
        self.side.setVisible(self._side_wanted)

    @Slot()
    def copy(self) -> None:
        if self._pages.currentWidget() is self.exemplars:
            self.exemplars.copy()
        else:
            self.table.copy()

    @property
    def name(self) -> str:
        """What the result is called: under the name that it has in the list, else by what it is split by."""
        found, listed = self.answer, self.side.name
        if listed or found is None:
            return listed or "Result"
        names = found.table.names if found.table is not None else ("Codes together",)
        return " × ".join(names)

    @Slot()
    def export(self) -> None:
        if self.answer is not None:
            results_export.choose(self._session, self, self.answer, self.name)

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        if change.touches(*_TOUCHING):
            self.refresh()

    # Overrides of Qt.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.aside.isVisible():
            self._close_aside()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.note.fit(self.height())
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.side.setVisible(self._side_wanted and not narrow)
        super().resizeEvent(event)
