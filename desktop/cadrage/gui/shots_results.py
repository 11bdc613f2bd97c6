"""The screens of the results, for pictures and for the tests of every screen."""

from __future__ import annotations

from itertools import cycle

from cadrage.core.filtering import Filter
from cadrage.core.model import Scope, VariableDraft, VariableKind
from cadrage.gui import shots_study, waiting
from cadrage.gui.results_offers import Page, Wanted, over_time, together, usual
from cadrage.gui.results_view import ResultsView
from cadrage.gui.shots_stage import Stage


def table(stage: Stage) -> None:
    """Codes by outlet and month."""
    view = _view(stage)
    _show(view, dict(usual(view.offers))["Code × outlet × month"])


def quotations(stage: Stage) -> None:
    table(stage)
    view = _view(stage)
    view.table.choose(view.model.index(view.model.rowCount() - 1, view.model.columnCount() - 1))
    view.looking.open()
    waiting.until(lambda: bool(view.aside.behind.list.quotations.quotations), 5_000)


def tests(stage: Stage) -> None:
    table(stage)
    view = _view(stage)
    view.aside.show()
    view.aside.show_page("tests")


def time(stage: Stage) -> None:
    view = _view(stage)
    _show(view, Wanted(Page.TIME, over_time(view.offers)))


def events(stage: Stage) -> None:
    time(stage)
    _view(stage).ask_events()


def meetings(stage: Stage) -> None:
    _show(_view(stage), Wanted(Page.TOGETHER, together()))


def exemplars(stage: Stage) -> None:
    view = _view(stage)
    _show(view, dict(usual(view.offers))["Exemplars of each code"])


_OUTLETS = ("The Halvard Messenger and Island Advertiser, founded 1848", "Island Post", "Fjordposten", "")
_DAYS = ("2014-03-12", "2014-03", "2014-05-02", "2014-05-30", "", "2014-03-13")


def _study(stage: Stage) -> None:
    """The study with outlets and days, some of them missing or known in part."""
    path = stage.folder / "results.cadrage"
    if not path.exists():
        with shots_study.build(path) as project:
            for name, words, values in (("outlet", "Outlet", _OUTLETS), ("published", "Published", _DAYS)):
                variable = project.variables.add(VariableDraft(Scope.DOCUMENT, name, VariableKind.TEXT, words))
                for document, value in zip(project.documents.all(), cycle(values), strict=False):
                    if value:
                        project.variables.set_for_document(document.id, variable, value)
    stage.window.open_project(path)
    stage.session.set_filter(Filter())
    stage.session.show_others(shown=False)


def _view(stage: Stage) -> ResultsView:
    _study(stage)
    view = stage.window.view("results")
    assert isinstance(view, ResultsView)
    view.aside.hide()
    waiting.until(lambda: not view.busy, 5_000)
    return view


def _show(view: ResultsView, wanted: Wanted) -> None:
    view.show_wanted(wanted)
    waiting.until(lambda: not view.busy)


SCREENS = {
    "results": table,
    "results-quotations": quotations,
    "results-tests": tests,
    "results-time": time,
    "results-events": events,
    "results-together": meetings,
    "results-exemplars": exemplars,
}
