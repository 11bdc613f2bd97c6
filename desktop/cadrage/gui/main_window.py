"""The main window: one project at a time, its views, and the commands that reach them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QStackedWidget, QWidget

from cadrage.core.errors import UserError
from cadrage.gui.appearance import Mode, appearance
from cadrage.gui.code_keys import CodeKeys
from cadrage.gui.coder_menu import CoderMenu
from cadrage.gui.coding_view import CodingView
from cadrage.gui.commands import Actions, Needs
from cadrage.gui.filter_commands import FilterCommands
from cadrage.gui.kit import Hairline, column
from cadrage.gui.message_bar import MessageBar
from cadrage.gui.name_popup import NamePopup
from cadrage.gui.project_jobs import ProjectJobs
from cadrage.gui.session import Session
from cadrage.gui.settings import Settings, summary
from cadrage.gui.settings_reading import FollowReading
from cadrage.gui.settings_state import WindowState
from cadrage.gui.start_view import StartView
from cadrage.gui.status_bar import StatusBar
from cadrage.gui.tool_bar import ToolBar
from cadrage.gui.views import make_view
from cadrage.store.file import InUse, ReadOnlyPlace
from cadrage.store.project import Project

if TYPE_CHECKING:
    from cadrage.gui.help_window import HelpWindow
    from cadrage.gui.settings_view import SettingsView

_MODES: tuple[tuple[Mode, str], ...] = (("system", "Follow the system"), ("light", "Light"), ("dark", "Dark"))


class MainWindow(QMainWindow):
    """Shows the start screen or one project. Views are made when they are first shown."""

    exported = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Cadrage")
        self.setAcceptDrops(True)
        self.settings = Settings(parent=self)
        self.state = WindowState(self)
        self.session: Session | None = None
        self.coding_view: CodingView | None = None
        self._views: dict[str, QWidget] = {}
        self.help_window: HelpWindow | None = None
        self.settings_view: SettingsView | None = None
        self.anew = False
        self._modes: dict[Mode, QAction] = {}
        self.actions_ = Actions(self, _methods(self))
        self._menu_bar = QMenuBar(self)
        self._menu_bar.setFixedHeight(30)
        self._menus = self.actions_.fill(self._menu_bar)
        self._add_modes(self._menus["View"])
        self.tool_bar = ToolBar(self.actions_, self)
        self.pages = QStackedWidget(self)
        self.start = StartView(self, settings=self.settings)
        self.pages.addWidget(self.start)
        self.status = StatusBar(self)
        self._line = Hairline(parent=self)
        body = QWidget(self)
        body.setLayout(
            column(
                self._menu_bar, self.tool_bar, self._line, (self.pages, 1), Hairline(parent=self), self.status, space=0
            )
        )
        self.setCentralWidget(body)
        self.messages = MessageBar(self.pages)
        self.jobs = ProjectJobs(self)
        self.coders = CoderMenu(self)
        self.filtering = FilterCommands(self)
        self._connect()
        self._show_start()

    def _connect(self) -> None:
        self.tool_bar.view_chosen.connect(self.show_view)
        self.status.coder_menu_requested.connect(self.coders.show)
        self.status.filter_requested.connect(self.filtering.ask)
        self.start.new_requested.connect(self.jobs.new_project)
        self.start.open_requested.connect(self.jobs.choose_project)
        self.start.study_requested.connect(self.jobs.studies.choose)
        self.start.sample_requested.connect(self.open_sample)
        self.start.project_chosen.connect(self.open_project)
        self.start.keys_requested.connect(self.show_keys)
        for panel in ("left", "inspector"):
            self.actions_.by_name[f"show_{panel}"].setChecked(self.settings.panel_shown(panel))
        self.settings.changed.connect(self._follow_setting)
        self.state.restore_frame()

    def _add_modes(self, menu: QMenu) -> None:
        menu.addSeparator()
        modes = menu.addMenu("Light or dark")
        group = QActionGroup(self)
        for mode, words in _MODES:
            action = modes.addAction(words)
            action.setCheckable(True)
            action.setChecked(appearance().mode == mode)
            action.triggered.connect(partial(self._set_mode, mode))
            group.addAction(action)
            self._modes[mode] = action

    @Slot()
    def _set_mode(self, mode: Mode, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self.settings.appearance = mode

    @Slot(str)
    def _follow_setting(self, name: str) -> None:
        if name == "appearance":
            appearance().set_mode(self.settings.appearance)
            self._modes[self.settings.appearance].setChecked(True)

    # Projects.

    @Slot(Path)
    def open_project(self, path: Path) -> None:
        """Open a project file for writing; where that cannot be, say so and offer reading."""
        if self._is_open(path):
            self.show_coding()
            return
        try:
            project = Project.open(path)
        except (InUse, ReadOnlyPlace) as error:
            self.messages.say(str(error), "Open read-only", partial(self.open_read_only, path))
        except UserError as error:
            self.messages.say(str(error))
        else:
            self.show_project(project)

    def _is_open(self, path: Path) -> bool:
        """Whether this window has the file open for writing: its lock would refuse ourselves."""
        project = self.session.project if self.session is not None else None
        return project is not None and project.writable and project.path is not None and project.path == path.resolve()

    def open_read_only(self, path: Path) -> None:
        try:
            self.show_project(Project.open_reading(path))
        except UserError as error:
            self.messages.say(str(error))

    @Slot()
    def open_sample(self) -> None:
        from cadrage.jobs import sample

        try:
            self.open_project(sample.own_copy())
        except UserError as error:
            self.messages.say(str(error))

    def show_project(self, project: Project) -> None:
        """Close what is open and show the project's coding view."""
        self.messages.hide()
        self.close_project()
        session = Session(project, self)
        self.session = session
        session.changed.connect(self._on_change)
        session.coder_changed.connect(self._refresh_state)
        session.shown_changed.connect(self._refresh_state)
        session.filter_changed.connect(self._refresh_state)
        session.document_opened.connect(self._refresh_state)
        session.told.connect(self.status.tell)
        session.refused.connect(self.messages.say)
        self.coding_view = CodingView(session, self)
        self._wire_coding_view(self.coding_view, session)
        self.state.find_place(session)
        self.setWindowTitle(f"{project.name} – Cadrage")
        self._remember(session)
        self._refresh_state()
        self.status.tell("")

    def _wire_coding_view(self, view: CodingView, session: Session) -> None:
        self._views["coding"] = view
        self.pages.addWidget(view)
        self.actions_.add_to_document(view.pane.view)
        CodeKeys(session, view.pane.view, self._menus["Coding"], view.quick.apply, view.quick.apply_and_go_on)
        view.documents.import_requested.connect(self.jobs.choose_articles)
        view.documents.replacing_wanted.connect(self.jobs.replace_text)
        for part in (view.documents, view.filter_bar):
            part.sets_wanted.connect(self.filtering.show_sets)
        view.pane.import_requested.connect(self.jobs.choose_articles)
        view.codebook.edit_requested.connect(self.show_codebook)
        view.codebook.new_requested.connect(self.new_code)
        view.inspector.edit_requested.connect(self.edit_code)
        view.inspector.define_requested.connect(self.show_variables)
        view.inspector.left.connect(self.show_coding)
        FollowReading(self.settings, view.pane.view)
        self.state.watch("coding", view)
        view.show_left(self.actions_.by_name["show_left"].isChecked())
        view.want_inspector(wanted=self.actions_.by_name["show_inspector"].isChecked())
        session.revealed.connect(self.show_coding)

    def _remember(self, session: Session) -> None:
        known = session.attempt(partial(summary, session.project))
        if known is not None:
            self.settings.remember(known)

    @Slot()
    def close_project(self) -> None:
        """Close the project, if one is open, and show the start screen."""
        if self.session is None:
            return
        self.session.settling.emit()
        self._remember(self.session)
        self.state.keep_place()
        session, self.session, self.coding_view = self.session, None, None
        # First: a view that is taken away would bring the next one to the front, which would read everything anew.
        self._show_start()
        for view in self._views.values():
            self.pages.removeWidget(view)
            view.deleteLater()
        self._views.clear()
        session.close()
        session.deleteLater()

    def _show_start(self) -> None:
        self.setWindowTitle("Cadrage")
        self.start.refresh()
        self.pages.setCurrentWidget(self.start)
        self.tool_bar.hide()
        self.status.show_no_project()
        self.actions_.allow(frozenset())

    # Views.

    @Slot(str)
    def show_view(self, name: str) -> None:
        """Bring a view to the front, made now if it was never shown."""
        if self.session is None:
            return
        if name not in self._views:
            self._views[name] = make_view(name, self.session, self)
            self.pages.addWidget(self._views[name])
            self.state.watch(name, self._views[name])
        self.tool_bar.show()
        self.tool_bar.show_view(name)
        self.pages.setCurrentWidget(self._views[name])
        self._views[name].setFocus()
        self._refresh_state()

    @Slot()
    def show_coding(self) -> None:
        """Bring the document to the front, ready for keys."""
        self.show_view("coding")
        if self.coding_view is not None:
            self.coding_view.pane.view.setFocus()

    @Slot()
    def write_memo(self) -> None:
        """Put the caret into the memo of the selected coding."""
        if self.coding_view is not None:
            self.actions_.by_name["show_inspector"].setChecked(True)
            self.coding_view.show_inspector(True)
            self.coding_view.inspector.write_memo()

    @Slot()
    def show_codebook(self) -> None:
        self.show_view("codebook")

    @Slot()
    def show_variables(self) -> None:
        self.show_view("variables")

    @Slot()
    def new_code(self) -> None:
        """A new code in the codebook editor, ready to be named."""
        from cadrage.gui.codebook_view import CodebookView

        view = self.view("codebook")
        assert isinstance(view, CodebookView)
        view.new_code()

    @Slot(int)
    def edit_code(self, code: int) -> None:
        if self.session is not None:
            self.show_view("codebook")
            self.session.select_code(code)

    @Slot()
    def show_keys(self) -> None:
        self.help("keys")

    def help(self, page: str) -> None:
        """A page of the handbook in its own window."""
        if self.help_window is None:
            from cadrage.gui.help_window import HelpWindow

            self.help_window = HelpWindow(self)
        self.help_window.show_page(page)
        self.help_window.show()
        self.help_window.raise_()

    def show_settings(self) -> None:
        """The settings in a window of their own, beside what they change."""
        if self.settings_view is None:
            from cadrage.gui.settings_view import SettingsView

            self.settings_view = SettingsView(self.settings, self)
            self.settings_view.anew_requested.connect(self.open_anew)
        self.settings_view.come()

    @Slot()
    def open_anew(self) -> None:
        """Close, and have the program start again where it is now."""
        project = self.session.project if self.session is not None else None
        self.settings.reopen_next(str(project.path) if project is not None and project.path is not None else "")
        self.anew = True
        self.close()

    def open_at_start(self) -> None:
        """What the settings want to see first, where no project was named."""
        path = self.settings.take_reopened()
        if path is None and self.settings.at_start == "last" and self.settings.recent:
            path = self.settings.recent[0].path
        if path and Path(path).is_file():
            self.open_project(Path(path))

    @property
    def view_in_front(self) -> str:
        """The name of the view in front; empty on the start screen."""
        front = self.pages.currentWidget()
        return next((name for name, view in self._views.items() if view is front), "")

    def view(self, name: str) -> QWidget:
        """A view of the open project, brought to the front."""
        self.show_view(name)
        return self._views[name]

    # State.

    @Slot()
    def _on_change(self) -> None:
        self.status.show_saved()
        self._refresh_state()

    @Slot()
    def _refresh_state(self) -> None:
        session = self.session
        if session is None:
            return
        project = session.project
        self.actions_.allow(self._possible(session))
        undo = self.actions_.name_step("undo", project.next_undo)
        redo = self.actions_.name_step("redo", project.next_redo)
        self.tool_bar.name_steps(undo, redo)
        others = self.actions_.by_name["show_others"]
        others.setChecked(session.others_shown)
        others.setEnabled(not session.blind and len(project.coders.all()) > 1)
        self.actions_.by_name["take_filter_off"].setEnabled(session.filter.in_force)
        self.status.show_session(session)

    def _possible(self, session: Session) -> frozenset[Needs]:
        """What commands can rely on now. A document behind another view is not acted on unseen."""
        found: set[Needs] = {"project"}
        seen = session.document is not None and self.pages.currentWidget() is self.coding_view
        if seen:
            found.add("document")
        if session.project.writable:
            found |= {"writing", "coding"} if seen else {"writing"}
        return frozenset(found)

    # Asking.

    def ask_name(self, title: str, hint: str, action: str, text: str, then: Callable[[str], None]) -> None:
        """A small popup in the window's upper part."""
        popup = NamePopup(title, hint, action, text, parent=self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.named.connect(then)
        popup.ask_at(self.mapToGlobal(QPoint((self.width() - 360) // 2, 120)))

    # Overrides of Qt.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.jobs.take_dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.state.keep_frame()
        self.close_project()
        super().closeEvent(event)


def _methods(window: MainWindow) -> dict[str, Callable[..., None]]:
    from cadrage.gui.verbs import Verbs

    return Verbs(window).table()
