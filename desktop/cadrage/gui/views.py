"""The views beside the document, each made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cadrage.gui.session import Session

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow


def make_view(name: str, session: Session, window: MainWindow) -> QWidget:
    """A view of the session by the name that the tool bar knows it by, wired to the window."""
    return _MAKERS[name](session, window)


def _codebook(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.codebook_view import CodebookView

    return CodebookView(session, window)


def _codings(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.codings_view import CodingsView

    codings = CodingsView(session, window)
    codings.filters.bar.sets_wanted.connect(window.filtering.show_sets)
    return codings


def _variables(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.variables_view import VariablesView

    return VariablesView(session, window)


def _agreement(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.agreement_view import AgreementView

    view = AgreementView(session, window)
    view.export_requested.connect(window.jobs.choose_workbook)
    view.workbook_wanted.connect(window.jobs.choose_agreement)
    view.filter_bar.sets_wanted.connect(window.filtering.show_sets)
    return view


def _export(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.export_view import ExportView

    exporting = ExportView(session, window)
    exporting.closed.connect(window.show_coding)
    exporting.working.connect(window.status.show_work)
    exporting.exported.connect(window.exported)
    return exporting


def _duplicates(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.duplicates_view import DuplicatesView

    duplicates = DuplicatesView(session, window)
    duplicates.closed.connect(window.show_coding)
    return duplicates


def _results(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.results_view import ResultsView

    results = ResultsView(session, window)
    results.filter_bar.sets_wanted.connect(window.filtering.show_sets)
    results.import_wanted.connect(window.jobs.choose_articles)
    results.variables_wanted.connect(partial(window.show_view, "variables"))
    results.coding_wanted.connect(window.show_coding)
    return results


def _search(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.search_view import SearchView

    search = SearchView(session, window)
    search.filter_bar.sets_wanted.connect(window.filtering.show_sets)
    return search


def _replace(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.replace_text_view import ReplaceTextView

    replacing = ReplaceTextView(session, window)
    replacing.replaced.connect(window.jobs.after_replacing)
    replacing.closed.connect(window.show_coding)
    return replacing


def _import(session: Session, window: MainWindow) -> QWidget:
    from cadrage.gui.import_view import ImportView

    importing = ImportView(session, window)
    importing.imported.connect(window.jobs.after_import)
    importing.closed.connect(window.show_coding)
    return importing


_MAKERS: dict[str, Callable[[Session, MainWindow], QWidget]] = {
    "codebook": _codebook,
    "codings": _codings,
    "variables": _variables,
    "agreement": _agreement,
    "export": _export,
    "duplicates": _duplicates,
    "results": _results,
    "search": _search,
    "replace": _replace,
    "import": _import,
}
