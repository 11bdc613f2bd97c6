"""What each command of the window does, by the command's name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction

from cadrage.gui import search_commands
from cadrage.gui.agreement_report_commands import AgreementCommands
from cadrage.gui.coding_commands import CodingCommands
from cadrage.gui.command_list import CommandList
from cadrage.gui.commands import COMMANDS
from cadrage.gui.regions_commands import CleaningCommands
from cadrage.gui.window_commands import WindowCommands

if TYPE_CHECKING:
    from cadrage.gui.codebook_view import CodebookView
    from cadrage.gui.main_window import MainWindow


class Verbs(WindowCommands):
    """One method a command, here or in one of the parts."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._agreement = AgreementCommands(window)
        self._parts = (self, CodingCommands(window), CleaningCommands(window))

    def table(self) -> dict[str, Callable[..., None]]:
        return {command.name: self._act(command.name) for command in COMMANDS if command.text}

    def _act(self, name: str) -> Callable[..., None]:
        found: Callable[..., None] = getattr(next(part for part in self._parts if hasattr(part, name)), name)
        return found

    # Project.

    def new_project(self) -> None:
        self._window.jobs.new_project()

    def choose_project(self) -> None:
        self._window.jobs.choose_project()

    def choose_study(self) -> None:
        self._window.jobs.studies.choose()

    def open_sample(self) -> None:
        self._window.open_sample()

    def choose_articles(self) -> None:
        self._window.jobs.choose_articles()

    def choose_codings(self) -> None:
        self._window.jobs.choose_codings()

    def choose_codebook(self) -> None:
        self._window.jobs.choose_codebook()

    def show_export(self) -> None:
        self._window.show_view("export")

    def make_report(self) -> None:
        self._window.jobs.make_report()

    def choose_pdf(self) -> None:
        self._window.jobs.choose_pdf()

    def write_project_memo(self) -> None:
        view = self._window.coding_view
        if view is not None:
            place = QPoint((self._window.width() - 540) // 2, 96)
            view.inspector.write_project_memo(self._window.mapToGlobal(place))

    def ask_coder(self) -> None:
        self._window.ask_name("New coder", "Name or initials", "Add", "", self._window.coders.switch)

    def rename_coder(self) -> None:
        if self._session is not None:
            me = self._session.me
            self._window.ask_name("Rename the coder", "Name or initials", "Rename", me.name, self._rename_coder)

    def _rename_coder(self, name: str) -> None:
        if self._session is not None:
            self._session.attempt(partial(self._session.project.coders.rename, self._session.me.id, name))
            self._session.coder_changed.emit()

    def close_project(self) -> None:
        self._window.close_project()

    def show_settings(self) -> None:
        self._window.show_settings()

    def quit(self) -> None:
        self._window.close()

    # Edit.

    def undo(self) -> None:
        if self._session is not None:
            step = self._session.project.next_undo
            self._session.undo()
            if step is not None and self._session.project.next_redo == step:
                self._session.told.emit(f"Undone: {step}")

    def redo(self) -> None:
        if self._session is not None:
            step = self._session.project.next_redo
            self._session.redo()
            if step is not None and self._session.project.next_undo == step:
                self._session.told.emit(f"Done again: {step}")

    def copy_words(self) -> None:
        if self._pane is not None:
            self._pane.verbs.copy_words()

    def copy_cited(self) -> None:
        if self._pane is not None:
            self._pane.verbs.copy_cited()

    def let_go(self) -> None:
        if self._pane is not None:
            self._pane.verbs.let_go()

    def find(self) -> None:
        if self._pane is not None:
            self._pane.find_bar.open()

    def find_next(self) -> None:
        if self._pane is not None:
            self._pane.find_bar.step(1)

    def find_previous(self) -> None:
        if self._pane is not None:
            self._pane.find_bar.step(-1)

    def rename_document(self) -> None:
        session = self._session
        found = session.project.documents.get(session.document or 0) if session else None
        if found is not None:
            self._window.ask_name("Rename the document", "Title", "Rename", found.title, self._rename_document)

    def _rename_document(self, title: str) -> None:
        if self._session is not None and self._session.document is not None:
            self._session.attempt(partial(self._session.project.documents.rename, self._session.document, title))

    def replace_text(self) -> None:
        if self._session is not None and self._session.document is not None:
            self._window.jobs.replace_text(self._session.document)

    def remove_document(self) -> None:
        if self._session is not None and self._session.document is not None:
            self._session.attempt(partial(self._session.project.documents.remove, [self._session.document]))

    # View.

    def show_coding(self) -> None:
        self._window.show_coding()

    def show_codebook(self) -> None:
        self._window.show_codebook()

    def show_codings(self) -> None:
        self._window.show_view("codings")

    def back_to_codings(self) -> None:
        self._window.show_view("codings")

    def show_agreement(self) -> None:
        self._window.show_view("agreement")

    def show_agreement_report(self) -> None:
        self._agreement.report()

    def save_agreement_chart(self) -> None:
        self._agreement.chart()

    def show_results(self) -> None:
        self._window.show_view("results")

    def plan_sample(self) -> None:
        self._agreement.plan()

    def show_search(self) -> None:
        search_commands.show(self._window)

    def show_others(self, shown: bool) -> None:  # noqa: FBT001 (a slot of a checkable action)
        if self._session is not None and shown != self._session.others_shown:
            self._session.show_others(shown=shown)

    def show_left(self, shown: bool) -> None:  # noqa: FBT001
        self._window.settings.show_panel("left", shown=shown)
        if self._window.coding_view is not None:
            self._window.coding_view.show_left(shown)

    def show_inspector(self, shown: bool) -> None:  # noqa: FBT001
        self._window.settings.show_panel("inspector", shown=shown)
        if self._window.coding_view is not None:
            self._window.coding_view.show_inspector(shown)

    def ask_filter(self) -> None:
        self._window.filtering.ask()

    def take_filter_off(self) -> None:
        self._window.filtering.take_off()

    def show_sets(self) -> None:
        self._window.filtering.show_sets()

    def larger_text(self) -> None:
        self._zoom(1)

    def smaller_text(self) -> None:
        self._zoom(-1)

    def normal_text(self) -> None:
        self._zoom(0)

    def _zoom(self, direction: int) -> None:
        if self._pane is not None:
            self._pane.zoom(direction)

    # Codebook.

    def show_variables(self) -> None:
        self._window.show_view("variables")

    def new_code(self) -> None:
        self._window.new_code()

    def merge_code(self) -> None:
        if (view := self._codebook) is not None:
            view.merge_code()

    def split_code(self) -> None:
        if (view := self._codebook) is not None:
            view.split_code()

    def show_gallery(self) -> None:
        if (view := self._codebook) is not None:
            view.show_gallery()

    @property
    def _codebook(self) -> CodebookView | None:
        """The codebook of the open project, brought to the front."""
        if self._session is None:
            return None
        from cadrage.gui.codebook_view import CodebookView

        view = self._window.view("codebook")
        return view if isinstance(view, CodebookView) else None

    # Help.

    def show_handbook(self) -> None:
        self._window.help("index")

    def list_commands(self) -> None:
        """Everything that can be done now, below the tool bar's middle."""
        listed = CommandList(self._window.actions_.by_name.values(), parent=self._window)
        listed.run.connect(_trigger)
        place = self._window.mapToGlobal(QPoint((self._window.width() - 540) // 2, 72))
        listed.ask(place.x(), place.y(), place.y())

    def show_keys(self) -> None:
        self._window.show_keys()

    def show_about(self) -> None:
        self._window.help("about")


def _trigger(action: QAction) -> None:
    action.trigger()
