"""Everything that leaves the program on one screen: the format, its options, what it will hold, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter, sentence
from cadrage.gui import settings
from cadrage.gui.export_foot import ExportFoot
from cadrage.gui.export_formats import FORMATS, KEPT, choices, format_of
from cadrage.gui.export_options import ExportOptions
from cadrage.gui.export_preview import ExportPreview, FormatList
from cadrage.gui.export_work import ExportWork, Running
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import ElidedLabel, Hairline, Label, List, Panel, PanelHeading, Split, TwoLineRow, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import counted
from cadrage.jobs import export_targets
from cadrage.jobs.export import Exported, Order
from cadrage.jobs.export_preview import Preview
from cadrage.jobs.export_targets import Kind
from cadrage.store.project import default_folder

_PATIENCE = 200  # ms after the last choice before the preview is made anew
_TARGETS = f"{KEPT}/targets"
_MOST_TARGETS = 20


class ExportView(QWidget):
    """Nothing is written until the button says so. `closed()` where the user is done; `exported(Path)` after each file;
    `working(Task)` for the status bar."""

    closed = Signal()
    exported = Signal(Path)
    working = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._writing = False
        self._stale = True
        self.formats = List(TwoLineRow(), name="Formats")
        self.formats.setModel(FormatList(self.formats))
        self.preview = ExportPreview()
        self.options = ExportOptions()
        self.foot = ExportFoot()
        self._about = ElidedLabel("", "secondary")
        self._name = PanelHeading("")
        self.work = ExportWork(session, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self.setLayout(self._whole())
        set_first_focus(self, self.formats)
        self._connect()
        self.options.show_choices(choices(settings.kept(KEPT)))
        self._show_format()

    def _whole(self) -> QVBoxLayout:
        left = Panel(column(PanelHeading("Format"), (self.formats, 1), space=0), "window")
        right = Panel(column(self._name, (self.options, 1), space=0), "window")
        split = Split()
        for part, least in ((left, 196), (self.preview, 300), (right, 250)):
            part.setMinimumWidth(least)
            split.addWidget(part)
        split.setSizes([300, 686, 294])
        split.setStretchFactor(1, 1)
        head = Panel(row(Label("Export", "title"), (self._about, 1), margins=(16, 12, 16, 12), space=12))
        return column(head, Hairline(), (split, 1), Hairline(), self.foot, space=0)

    def _connect(self) -> None:
        self.formats.selectionModel().currentRowChanged.connect(self._choose_format)
        self.options.changed.connect(self._follow_options)
        self._timer.timeout.connect(self._look)
        self.foot.write_button.clicked.connect(self.write)
        self.foot.close_button.clicked.connect(self.closed)
        self.foot.stop_button.clicked.connect(self.work.stop)
        self.foot.choose_button.clicked.connect(self.choose_target)
        self.foot.target.editingFinished.connect(self._keep_target)
        self.work.working.connect(self._show_work)
        self.work.previewed.connect(self._show_preview)
        self.work.written.connect(self._show_written)
        self.work.refused.connect(self._show_refused)
        self.work.stopped.connect(self._show_stopped)
        for signal in (self._session.changed, self._session.filter_changed, self._session.coder_changed):
            signal.connect(self._grow_stale)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)

    @property
    def ready(self) -> bool:
        """Whether the preview shows what is asked for now."""
        return not (self._stale or self._writing or self.work.busy)

    # What is chosen.

    @property
    def order(self) -> Order:
        """What the options ask for now."""
        chosen, session = self.options.choices, self._session
        package = chosen.kind is Kind.PACKAGE
        obeyed = self.options.obeys_filter and not package
        names = tuple(coder.name for coder in session.project.coders.all() if coder.id in self.options.coders)
        return Order(
            chosen.kind,
            chosen.what if chosen.kind in (Kind.WORKBOOK, Kind.FOLDER) else "all",
            () if package or chosen.kind is Kind.CODEBOOK else names,
            session.filter if obeyed else Filter(),
            frozenset(session.shown_ids),
            wishes=chosen.wishes if chosen.kind is Kind.REPORT else None,
            package=chosen.wanted if package else None,
        )

    def choose(self, kind: Kind) -> None:
        """As a click on the format does."""
        place = next(place for place, each in enumerate(FORMATS) if each.kind is kind)
        self.formats.setCurrentIndex(self.formats.model().index(place, 0))

    @Slot(QModelIndex)
    def _choose_format(self, index: QModelIndex) -> None:
        kind = FORMATS[index.row()].kind
        if kind is self.options.choices.kind:
            return
        self.options.show_choices(replace(self.options.choices, kind=kind))
        self._show_format()
        self._follow_options()

    def _show_format(self) -> None:
        shown = format_of(self.options.choices.kind)
        self.choose(shown.kind)
        self._name.set_words(shown.name)
        self.foot.write_button.setText(shown.action)
        self.foot.show_target(self._target())

    @Slot()
    def _follow_options(self) -> None:
        chosen = self.options.choices
        settings.keep(KEPT, chosen.as_json())
        self.foot.write_button.setText(format_of(chosen.kind).action)
        self.foot.show_target(self._target())
        self._grow_stale()

    # Where it goes.

    def _key(self) -> str:
        chosen = self.options.choices
        return f"{chosen.kind}{chosen.ending}"

    def _target(self) -> Path:
        """Where this format of this project went last, else beside the project."""
        kept = settings.kept(_TARGETS)
        own = kept.get(self._own()) if isinstance(kept, dict) else None
        found = own.get(self._key()) if isinstance(own, dict) else None
        if isinstance(found, str) and found:
            return Path(found)
        project = self._session.project.path or default_folder() / "study.cadrage"
        named = {Kind.CODEBOOK: " codebook", Kind.REPORT: " report", Kind.PACKAGE: " package", Kind.FOLDER: " tables"}
        chosen = self.options.choices
        return project.with_name(f"{project.stem}{named.get(chosen.kind, '')}{chosen.ending}")

    def _own(self) -> str:
        return str(self._session.project.path or "")

    @Slot()
    def _keep_target(self) -> None:
        path = self.foot.path
        if path is None or path == self._target():
            return
        kept = settings.kept(_TARGETS)
        known = {**kept} if isinstance(kept, dict) else {}
        own = known.pop(self._own(), None)
        mine = {**own} if isinstance(own, Mapping) else {}
        latest = [*known.items()][-_MOST_TARGETS + 1 :]
        settings.keep(_TARGETS, dict([*latest, (self._own(), mine | {self._key(): str(path)})]))
        self.foot.show_target(path)

    @Slot()
    def choose_target(self) -> None:
        chosen = self.options.choices
        words = dict(format_of(chosen.kind).endings)[chosen.ending]
        proposed = str(self.foot.path or self._target())
        pattern = f"{words} (*{chosen.ending})" if chosen.ending else ""
        name, _ = QFileDialog.getSaveFileName(self, format_of(chosen.kind).action, proposed, pattern)
        if name:
            path = Path(name)
            wanted = path if path.suffix.casefold() == chosen.ending else path.with_name(path.name + chosen.ending)
            self.foot.show_target(wanted)
            self._keep_target()

    # The preview.

    @Slot()
    def _grow_stale(self) -> None:
        """The preview is made anew when it is seen, and nothing is being written."""
        self._stale = True
        if self.isVisible() and not self._writing:
            self._timer.start()

    @Slot()
    def _look(self) -> None:
        if self._writing or not self._stale:
            return
        self._stale = False
        project, session = self._session.project, self._session
        words = sentence(session.filter_words) if session.filter.in_force else ""
        self.options.show_study(project.coders.all(), words)
        self._about.set_text(f"{project.name} · nothing has been written yet")
        if self.options.choices.kind is Kind.REPORT and not self.options.choices.parts:
            self.work.forget()
            self._show_refused("A report needs a part. Tick one at the right.")
            return
        self.preview.wait("Looking at what there is")
        self.foot.write_button.setEnabled(False)
        self.work.preview(self.order)

    @Slot(object)
    def _show_preview(self, preview: Preview) -> None:
        self.preview.show_preview(preview)
        self.foot.write_button.setEnabled(True)

    # Writing.

    @Slot()
    def write(self) -> None:
        """The file or folder, in one move."""
        path = self.foot.path
        if self._writing or path is None:
            self.foot.target.setFocus()
            return
        try:
            self._check(path)
        except UserError as error:
            self._session.refused.emit(str(error))
            return
        self._keep_target()
        self._stale = self._stale or self.work.busy  # what was being looked at is looked at again afterwards
        self._writing = True
        self.foot.show_busy(busy=True, words=f"Exporting to {path.name} …")
        self._session.told.emit(f"Exporting to {path.name} …")
        self.work.write(self.order, path)

    def _check(self, path: Path) -> None:
        chosen, order = self.options.choices, self.order
        if path.suffix.casefold() != chosen.ending and not (chosen.kind is Kind.FOLDER and path.is_dir()):
            wanted = f"Give it the ending {chosen.ending}." if chosen.ending else "A folder has no ending: take it off."
            raise UserError(f"“{path.name}” does not say what is written. {wanted}")
        project = self._session.project.path
        if chosen.kind is Kind.PACKAGE:
            export_targets.check_place(path, Kind.PACKAGE, project)
            return
        what = export_targets.CODEBOOK if chosen.kind is Kind.CODEBOOK else order.what
        export_targets.check_target(path, what, project, order.wishes)

    @Slot(object)
    def _show_work(self, task: Running) -> None:
        if self._writing:
            task.progressed.connect(self.foot.tell_progress)
            self.working.emit(task)
        else:
            task.progressed.connect(self.preview.tell_progress)

    @Slot(object)
    def _show_written(self, exported: Exported) -> None:
        self._end_writing()
        codebook = self.options.choices.kind is Kind.CODEBOOK
        held = [counted(exported.codes, "code")] if codebook else []
        held = held or [counted(exported.codings, "coding"), counted(exported.documents, "document")]
        self.foot.show_written(exported, f"Wrote {exported.path.name}: {', '.join(held)}.")
        filtered = ", filtered" if self.order.filter.in_force else ""
        self._session.told.emit(f"Exported to {exported.path.name}{filtered}")
        self.exported.emit(exported.path)

    @Slot(str)
    def _show_refused(self, why: str) -> None:
        if self._writing:
            self._end_writing()
            self.foot.say("Nothing was written.")
            self._session.told.emit("")
            self._session.refused.emit(why)
        else:
            self.preview.refuse(why)
            self.foot.write_button.setEnabled(False)

    @Slot()
    def _show_stopped(self) -> None:
        if self._writing:
            self._end_writing()
            self.foot.say("Stopped: nothing was written.")
            self._session.told.emit("Stopped: exporting")

    def _end_writing(self) -> None:
        self._writing = False
        self.foot.show_busy(busy=False)
        self.foot.show_target(self.foot.path or self._target())
        if self._stale:
            self._timer.start()

    # Overrides of Qt.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.foot.show_target(self.foot.path or self._target())
        self._grow_stale()
        QTimer.singleShot(0, self, self._look)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being looked at is no longer asked for; what is being written goes on."""
        super().hideEvent(event)
        if not self._writing:
            self.work.forget()
            self._stale = True
