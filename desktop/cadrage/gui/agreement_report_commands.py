"""What the commands of the menu Analysis do: the report, the chart, the workbook, the planner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog

from cadrage.core.agreement import AgreementTable
from cadrage.core.standing import Limits
from cadrage.gui.session import Session
from cadrage.gui.window_commands import WindowCommands
from cadrage.store.project import default_folder

if TYPE_CHECKING:
    from cadrage.gui.agreement_view import AgreementView
    from cadrage.gui.main_window import MainWindow
    from cadrage.gui.sample_size_popup import SampleSizePopup

CHARTS = "Vector graphics (*.svg);;PDF (*.pdf);;Picture (*.png)"
_TOP = 96  # pixels below the window's upper edge


class AgreementCommands(WindowCommands):
    """Each brings the agreement view to the front first, if it needs one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.planner: SampleSizePopup | None = None

    def report(self) -> None:
        view = self._view()
        if view is not None:
            view.show_report()

    def chart(self) -> None:
        view = self._view()
        if view is not None:
            choose_chart(view)

    def plan(self) -> None:
        """The planner of reliability samples in a popup."""
        from cadrage.gui.sample_size_popup import SampleSizePopup

        session = self._window.session
        if session is None:
            return
        self.planner = SampleSizePopup(session, self._window)
        width = self.planner.sizeHint().width() - 2 * self.planner.EDGE
        place = self._window.mapToGlobal(QPoint((self._window.width() - width) // 2, _TOP))
        self.planner.open_at(place)

    def _view(self) -> AgreementView | None:
        from cadrage.gui.agreement_view import AgreementView

        if self._window.session is None:
            return None
        view = self._window.view("agreement")
        assert isinstance(view, AgreementView)
        return view


def choose_chart(view: AgreementView) -> None:
    """Ask for a file for the chart of the table shown; without a table say why there is none."""
    session, table = view.session, view.table
    if table is None:
        session.refused.emit("There is no agreement table to draw yet. Save the chart when the table is shown.")
        return
    folder = session.project.path.parent if session.project.path else default_folder()
    proposed = folder / f"{session.project.name} agreement.svg"
    name, chosen = QFileDialog.getSaveFileName(view, "Save the agreement chart", str(proposed), CHARTS)
    if name:
        path = Path(name)
        save(session, path if path.suffix else path.with_suffix(_ending(chosen)), table, view.limits)


def save(session: Session, path: Path, table: AgreementTable, limits: Limits) -> None:
    from cadrage.gui.agreement_chart import save_chart

    def saved() -> bool:
        save_chart(path, table, limits)
        return True

    if session.attempt(saved):
        session.told.emit(f"Saved {path.name}")


def _ending(chosen: str) -> str:
    """Of a dialog's filter."""
    return next((ending for ending in (".pdf", ".png") if ending in chosen), ".svg")
