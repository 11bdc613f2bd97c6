"""The screens of exports."""

from __future__ import annotations

from cadrage.core.filtering import Filter
from cadrage.gui import waiting
from cadrage.gui.export_view import ExportView
from cadrage.gui.shots_stage import Stage
from cadrage.jobs.export_targets import Kind


def workbook(stage: Stage) -> None:
    _show(stage, Kind.WORKBOOK)


def report(stage: Stage) -> None:
    _show(stage, Kind.REPORT)


def package(stage: Stage) -> None:
    _show(stage, Kind.PACKAGE)


def filtered(stage: Stage) -> None:
    """With everything that can be said of coders and a filter."""
    stage.open_study()
    sets = stage.session.project.sets.codes.all()
    stage.session.set_filter(Filter(code_sets=frozenset({sets[0].id})))
    _look(stage, Kind.STUDY)


def written(stage: Stage) -> None:
    view = _show(stage, Kind.CODEBOOK)
    waiting.for_signal(view.exported, view.foot.write_button.click)


def empty(stage: Stage) -> None:
    stage.open_empty()
    _look(stage, Kind.WORKBOOK)


def _show(stage: Stage, kind: Kind) -> ExportView:
    stage.open_study()
    return _look(stage, kind)


def _look(stage: Stage, kind: Kind) -> ExportView:
    stage.do("show_export")
    view = stage.window.view("export")
    assert isinstance(view, ExportView)
    view.choose(kind)
    waiting.until(lambda: view.ready)
    return view
