"""The views beside the document, each made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cadrage.gui.session import Session

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow


def make_view(name: str, session: Session, window: MainWindow) -> QWidget:
    """A view of the session by the name that the tool bar knows it by, wired to the window."""
    if name == "codebook":
        from cadrage.gui.codebook_view import CodebookView

        return CodebookView(session, window)
    if name == "codings":
        from cadrage.gui.codings_view import CodingsView

        codings = CodingsView(session, window)
        codings.filters.bar.sets_wanted.connect(window.filtering.show_sets)
        return codings
    if name == "variables":
        from cadrage.gui.variables_view import VariablesView

        return VariablesView(session, window)
    if name == "agreement":
        from cadrage.gui.agreement_view import AgreementView

        view = AgreementView(session, window)
        view.export_requested.connect(window.jobs.choose_workbook)
        view.workbook_wanted.connect(window.jobs.choose_agreement)
        view.filter_bar.sets_wanted.connect(window.filtering.show_sets)
        return view
    if name == "duplicates":
        from cadrage.gui.duplicates_view import DuplicatesView

        duplicates = DuplicatesView(session, window)
        duplicates.closed.connect(window.show_coding)
        return duplicates
    if name == "search":
        from cadrage.gui.search_view import SearchView

        search = SearchView(session, window)
        search.filter_bar.sets_wanted.connect(window.filtering.show_sets)
        return search
    if name == "replace":
        from cadrage.gui.replace_text_view import ReplaceTextView

        replacing = ReplaceTextView(session, window)
        replacing.replaced.connect(window.jobs.after_replacing)
        replacing.closed.connect(window.show_coding)
        return replacing
    from cadrage.gui.import_view import ImportView

    importing = ImportView(session, window)
    importing.imported.connect(window.jobs.after_import)
    importing.closed.connect(window.show_coding)
    return importing
