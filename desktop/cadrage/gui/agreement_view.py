"""The agreement view: a question in boxes, the table of codes, and what the chosen row means."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.agreement import AgreementTable
from cadrage.core.model import Change
from cadrage.core.standing import Limits
from cadrage.gui.agreement_aside import WIDTH as ASIDE
from cadrage.gui.agreement_aside import AgreementAside
from cadrage.gui.agreement_choices import AgreementChoices
from cadrage.gui.agreement_groups_bar import AgreementBar
from cadrage.gui.agreement_groups_page import AgreementGroupsPage
from cadrage.gui.agreement_groups_words import Answer, computation
from cadrage.gui.agreement_model import AgreementModel
from cadrage.gui.agreement_notes import AgreementNote, OverallLine
from cadrage.gui.agreement_report_commands import choose_chart
from cadrage.gui.agreement_report_view import AgreementReportView
from cadrage.gui.agreement_run import AgreementRun
from cadrage.gui.agreement_standing import Lack, Standing, lack, standing
from cadrage.gui.agreement_table import AgreementGrid
from cadrage.gui.computed_view import ComputedView
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import EmptyState, Hairline, Split, column, row
from cadrage.gui.session import Session
from cadrage.jobs import agreement_report
from cadrage.jobs.agreement import Question, Study
from cadrage.jobs.group_agreement import Subject, subjects

_TOUCHING = ("coding", "status", "code", "coder", "document", "region", "round")
_STOPPED = Lack("Not compared", "The comparison was stopped before it was done.")
_REFUSED = Lack("Not compared", "Choose something else to compare, above.")
_NARROW = 1_100  # below this width the passages give way to the table
_WAITING = Lack("Comparing the coders", "The numbers appear here as soon as they are computed.")


class AgreementView(ComputedView[AgreementRun]):
    """How far coders agree, code by code.

    `ready(AgreementTable)` when a table has been computed and is shown, the table before staying until
    then, `answered(GroupAgreement | AttributeAgreement)` when one variable has; `export_requested(Question)`,
    `workbook_wanted(Question)` for this table alone. Nothing is computed while the view is hidden.
    """

    ready = Signal(object)
    answered = Signal(object)
    export_requested = Signal(object)
    workbook_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = self._session = session
        self._question = Question()
        self._subject: Subject | None = None
        self._report_open = False
        self._narrow, self._aside_wanted = False, True
        self._study: Study | None = None
        self.filter_bar = FilterBar(session, compared=True, parent=self)
        self.choices = AgreementChoices(self._question, self)
        self.bar = AgreementBar(self)
        self.model = AgreementModel(self)
        self.grid = AgreementGrid(self.model, self)
        self.empty = EmptyState("", "", "Compare again", icon="scale", parent=self)
        self.note = AgreementNote(self)
        self.overall = OverallLine(self)
        self.aside = AgreementAside(session, self)
        self.columns = Split(parent=self)
        self.variable = AgreementGroupsPage(session, self)
        self.report = AgreementReportView(self)
        self._pages = QStackedLayout()
        set_first_focus(self, self.grid)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        full, bare = QWidget(self), QWidget(self)
        above = Hairline(parent=full)
        full.setLayout(column((self.grid, 1), above, self.note, space=0))
        for side in (full, self.aside):
            self.columns.addWidget(side)
        self.columns.setStretchFactor(0, 1)
        self.columns.setSizes([1280 - ASIDE, ASIDE])
        bare.setLayout(column(None, row(None, (self.empty, 2), None), None, None, margins=(24, 24, 24, 24)))
        for page in (self.columns, bare, self.variable, self.report):
            self._pages.addWidget(page)
        below = Hairline(parent=self)
        self.setLayout(column(self.filter_bar, self.choices, self.bar, (self._pages, 1), below, self.overall, space=0))

    def _connect(self) -> None:
        self.choices.asked.connect(self.ask)
        self.choices.report_requested.connect(self.show_report)
        self.choices.export_requested.connect(self._want_export)
        self.bar.subject_chosen.connect(self.compare)
        self.bar.least_chosen.connect(self._ask_least)
        self.bar.limits_chosen.connect(self._keep_limits)
        self.report.closed.connect(self.close_report)
        self.report.copied.connect(partial(self._session.told.emit, "Copied the report"))
        self.report.chart_wanted.connect(self._want_chart)
        self.report.workbook_wanted.connect(self._want_workbook)
        self.overall.cancelled.connect(self._stop)
        self.overall.again.connect(self.refresh)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(self.refresh)
        self.grid.current_changed.connect(self._explain)
        self.grid.opened.connect(self._look_behind)
        self.aside.revealed.connect(self._session.reveal)
        self.aside.closed.connect(self._close_aside)
        self._session.changed.connect(self._on_change)
        self._session.filter_changed.connect(self._follow_filter)
        self.filter_bar.left.connect(self.grid.setFocus)

    @property
    def table(self) -> AgreementTable | None:
        """The table shown; None where there is none."""
        return self.model.table

    @property
    def question(self) -> Question:
        return self._question

    @property
    def limits(self) -> Limits:
        return agreement_report.limits(self._session.project)

    @Slot(object)
    def compare(self, subject: Subject | None) -> None:
        """Each code, or one variable, from now on."""
        self._subject, self._report_open = subject, False
        self.refresh()

    @Slot(float)
    def _ask_least(self, least: float) -> None:
        self.ask(replace(self._question, least=least))

    @Slot(object)
    def _keep_limits(self, limits: Limits) -> None:
        """Another judgement of the same numbers."""
        self._session.attempt(partial(agreement_report.keep_limits, self._session.project, limits))
        self.bar.show_limits(self.limits)
        self._judge()

    def _judge(self) -> None:
        if self._subject is not None and self.variable.found is not None:
            self.variable.show_answer(self.variable.found, self.limits)
        codes = {code.id: code for code in self._session.project.codes.all()}
        self.model.set_table(self.table, codes, self.limits)
        self.grid.viewport().update()
        self.grid.header().viewport().update()
        self._explain(self.grid.currentIndex().row())
        self._fill_report()

    # The report.

    @Slot()
    def show_report(self) -> None:
        """The table of codes as a thesis prints it, in the table's place, and anew whenever the question changes."""
        self._report_open = True
        if self._subject is not None:
            self._subject = None
            self.refresh()
        elif self.table is not None:
            self._show_front()

    @Slot()
    def close_report(self) -> None:
        self._report_open = False
        if self._pages.currentWidget() is self.report:
            self._pages.setCurrentWidget(self.columns)
            self._explain(self.grid.currentIndex().row())
            self.grid.setFocus()

    def _show_front(self) -> None:
        """The table, or its report where that is open."""
        self._fill_report()
        self._pages.setCurrentWidget(self.report if self._report_open else self.columns)
        if self._report_open:
            self.report.copy_button.setFocus()

    def _fill_report(self) -> None:
        if self._report_open and self.table is not None:
            self.report.show_report(agreement_report.report(self._session.project, self.table))

    @Slot()
    def _want_export(self) -> None:
        self.export_requested.emit(self._question)

    @Slot()
    def _want_workbook(self) -> None:
        self.workbook_wanted.emit(self._question)

    @Slot()
    def _want_chart(self) -> None:
        choose_chart(self)

    @Slot(object)
    def ask(self, question: Question) -> None:
        """Compare something else, from now on."""
        self._question = question
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read anew how things stand and compute, if there is anything to compare."""
        self._stale = False
        self._abandon()
        project = self._session.project
        known = frozenset(self._session.shown_ids)
        self._question = replace(self._question, filter=self._session.filter, known=known)
        found = self._session.attempt(partial(standing, project, self._question))
        if found is None:
            return
        self._offer(found)
        missing = lack(found)
        if missing is not None:
            self._show_table(None)
            self._show_lack(missing)
            return
        shown = self.table is not None if self._subject is None else self._pages.currentWidget() is self.variable
        if not shown:
            self._show_lack(_WAITING)
        self._run = AgreementRun(self._session, self._question, self, subject=self._subject)
        self._run.progressed.connect(self.overall.show_progress)
        self._run.ready.connect(self._show_table if self._subject is None else self._show_variable)
        self._run.refused.connect(self._show_refused)
        self._run.ended.connect(self._run.deleteLater)
        self._run.start(found)

    def _offer(self, found: Standing) -> None:
        """What can be chosen now."""
        project = self._session.project
        offered = subjects(project)
        same = [each for each in offered if self._subject and each.key == self._subject.key]
        self._subject = same[0] if same else None
        on_units = self._subject is None or self._subject.on_units
        self.choices.show_question(self._question, found, project.rounds.all())
        self.choices.unit.setEnabled(on_units)
        self.bar.show_subjects(offered, self._subject)
        self.bar.show_least(self._question.least, matters=on_units and self._question.unit != "character")
        self.bar.show_limits(self.limits)

    @Slot()
    def _follow_filter(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    @Slot()
    def _stop(self) -> None:
        self._abandon()
        if self.table is None:
            self.overall.show_table(None)
            self._show_lack(_STOPPED, again=True)
        else:
            self.overall.show_stopped()

    @Slot(object)
    def _show_table(self, table: AgreementTable | None) -> None:
        self._study = self._run.study if self._run is not None else None
        self._run = None
        codes = {code.id: code for code in self._session.project.codes.all()}
        self.model.set_table(table, codes, self.limits)
        self.overall.show_table(table)
        self.choices.export.setEnabled(table is not None)
        self.choices.report.setEnabled(table is not None)
        if table is not None:
            self._show_front()
            self._settle()
        self._explain(self.grid.currentIndex().row())
        if table is not None:
            self.ready.emit(table)

    @Slot(object)
    def _show_variable(self, found: Answer) -> None:
        self._run = None
        self.variable.show_answer(found, self.limits)
        self.overall.show_words(computation(found))
        self._pages.setCurrentWidget(self.variable)
        self.answered.emit(found)

    @Slot()
    def _show_refused(self) -> None:
        """Why has been said in words above the view."""
        self._run = None
        self.overall.show_table(None)
        self._show_lack(_REFUSED, again=True)

    def _settle(self) -> None:
        """A first row to explain, and the keys to the table where nobody has taken them yet."""
        if not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
            if self.choices.coders.hasFocus():
                self.grid.setFocus()

    def _show_lack(self, missing: Lack, *, again: bool = False) -> None:
        self.empty.set_words(missing.missing, missing.how)
        if self.empty.button is not None:
            self.empty.button.setVisible(again)
        self._pages.setCurrentIndex(1)

    @Slot(int)
    def _explain(self, place: int) -> None:
        chosen = self.model.row_at(place)
        self.note.show_row(chosen, self.table)
        if self.aside.isVisibleTo(self):
            self.aside.show_row(self._study, chosen)

    @Slot(int)
    def _look_behind(self, code: int) -> None:
        """The passages behind the chosen row, with the keys in them."""
        self._session.select_code(code)
        self._aside_wanted = True
        self.aside.show()
        self._explain(self.grid.currentIndex().row())
        self.aside.lists[str(self.aside.part.value())].setFocus()

    @Slot()
    def _close_aside(self) -> None:
        self._aside_wanted = False
        self.aside.hide()
        self.grid.setFocus()

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        if not change.touches(*_TOUCHING):
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pages.currentWidget() is self.report:
            self.close_report()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The aside gives way first; who asks for it gets it in a narrow window too."""
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.aside.setVisible(self._aside_wanted and not narrow)
        super().resizeEvent(event)
