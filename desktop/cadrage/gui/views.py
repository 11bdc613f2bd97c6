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
        codings.memo_requested.connect(window.write_memo)
        return codings
    if name == "agreement":
        from cadrage.gui.agreement_view import AgreementView

        view = AgreementView(session, window)
        view.export_requested.connect(window.jobs.choose_workbook)
        return view
    from cadrage.gui.import_view import ImportView

    importing = ImportView(session, window)
    importing.imported.connect(window.jobs.after_import)
    importing.closed.connect(window.show_coding)
    return importing
