"""One open project as the window sees it: what is current, what is shown, and the one signal of change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from cadrage.core.codebook import Codebook
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter, Narrowed
from cadrage.core.model import Change, Coder, Coding, Span
from cadrage.gui.steps import Steps
from cadrage.gui.tasks import Task, Work
from cadrage.store.filtering import decided_by
from cadrage.store.project import Project

T = TypeVar("T")


class Session(QObject):
    """What every view is given. Views read the project through it and re-read what a `changed` names.

    `changed(Change)` after every committed change, undo and redo; `coder_changed()` when another coder
    sits down; `shown_changed()` when the coders whose codings are shown change; `filter_changed()` when the filter
    does, or what it leaves; `document_opened(int | None)`;
    `coding_selected(int | None)` with the coding that the inspector shows; `code_selected(int | None)`;
    `told(str)` with a sentence for the status bar; `refused(str)` with what could not be done and why;
    `task_started(str)` with what begins to run in the background; `settling()` before anything that must not
    overtake what is being typed: editors store it now.
    """

    changed = Signal(object)
    coder_changed = Signal()
    shown_changed = Signal()
    filter_changed = Signal()
    document_opened = Signal(object)
    coding_selected = Signal(object)
    code_selected = Signal(object)
    revealed = Signal(int, object)
    told = Signal(str)
    refused = Signal(str)
    task_started = Signal(str)
    settling = Signal()

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.document: int | None = None
        self.coding: int | None = None
        self.code: int | None = None
        self._others_shown = False
        self._filter = Filter()
        self._filter_touched = False
        self._tasks: list[Task[Any] | Steps[Any]] = []
        project.on_change(self._check_filter)
        project.on_change(self.changed.emit)
        project.on_change(self._tell_of_filter)

    # Who.

    @property
    def me(self) -> Coder:
        return self.project.me

    def switch_coder(self, coder: Coder) -> None:
        """Let another coder sit down. Raises UserError where that cannot be kept."""
        self.settling.emit()
        self.select_coding(None)
        self.project.switch_coder(coder)
        self._forget_hidden_coders()
        self.coder_changed.emit()

    @property
    def others_shown(self) -> bool:
        """Whether other coders' codings are shown; hidden unless asked for, and always in a blind round."""
        return self._others_shown and not self.blind

    @property
    def blind(self) -> bool:
        round_ = self.project.rounds.latest
        return round_.blind and round_.unsealed is None

    def show_others(self, *, shown: bool) -> None:
        self._others_shown = shown
        self._forget_hidden_coders()
        self.drop_hidden_coding()
        self.shown_changed.emit()

    @property
    def shown_coders(self) -> tuple[Coder, ...]:
        """The present coder first, then the others where they are shown."""
        others = tuple(coder for coder in self.project.coders.all() if coder.id != self.me.id)
        return (self.me, *others) if self.others_shown else (self.me,)

    @property
    def shown_ids(self) -> tuple[int, ...]:
        return tuple(coder.id for coder in self.shown_coders)

    # The filter. Never wider than what is shown: hidden coders stay hidden.

    @property
    def filter(self) -> Filter:
        """What every list, count and export is narrowed to."""
        return self._filter

    def set_filter(self, wanted: Filter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._drop_filtered_coding()
            self.filter_changed.emit()

    @property
    def filter_words(self) -> tuple[str, ...]:
        """The filter in words, a part for each thing it asks for."""
        return self.project.filtering.words(self._filter, coders=self.shown_ids)

    @property
    def narrowed(self) -> Narrowed:
        """How much the filter leaves of what is shown."""
        return self.project.filtering.narrowed(self._filter, coders=self.shown_ids)

    def filtered_documents(self) -> frozenset[int] | None:
        """The documents that are left; None where the filter does not narrow them."""
        return self.project.filtering.documents(self._filter, coders=self.shown_ids)

    def counts_by_code(self, codes: Collection[int] | None = None) -> Mapping[int, int]:
        """Codings that are shown and left, by code; of these codes only, where they are given."""
        return self.project.filtering.counts_by_code(self._filter, coders=self.shown_ids, codes=codes)

    def counts_by_document(self, documents: Collection[int] | None = None) -> Mapping[int, int]:
        """Codings that are shown and left, by document; of these documents only, where they are given."""
        return self.project.filtering.counts_by_document(self._filter, coders=self.shown_ids, documents=documents)

    def left_of(self, document: int) -> tuple[int, int]:
        """How many of a document's codings the filter leaves, whether it asks for the document or not; how many
        are shown without it."""
        filtering, coders = self.project.filtering, self.shown_ids
        asked = filtering.about_codings(self._filter)
        left, shown = (
            filtering.counts_by_document(each, coders=coders, documents=[document]) for each in (asked, Filter())
        )
        return left.get(document, 0), shown.get(document, 0)

    def left(self, codings: Iterable[Coding]) -> list[Coding]:
        """Those of these codings that are shown, and that the filter leaves wherever they stand."""
        found = list(codings)
        if not self._filter.in_force:
            shown = self.shown_ids
            return [coding for coding in found if coding.coder in shown]
        asked = self.project.filtering.about_codings(self._filter)
        kept = self.project.filtering.among(asked, [coding.id for coding in found], coders=self.shown_ids)
        return [coding for coding in found if coding.id in kept]

    def _drop_filtered_coding(self) -> None:
        if self.coding is not None and not self.left(self.project.codings.get((self.coding,))):
            self.select_coding(None)

    def _forget_hidden_coders(self) -> None:
        shown = self._filter.coders & frozenset(self.shown_ids)
        self.set_filter(replace(self._filter, coders=shown))

    def _check_filter(self, change: Change) -> None:
        """Before anybody reads anew: what is gone is no longer asked for."""
        self._filter_touched = change.touches(*decided_by(self._filter))
        if self._filter_touched:
            self._filter = self.project.filtering.present(self._filter)

    def _tell_of_filter(self, _: Change) -> None:
        if self._filter_touched:
            self._filter_touched = False
            self.filter_changed.emit()

    # What.

    @property
    def codebook(self) -> Codebook:
        return self.project.codes.codebook()

    def open_document(self, document: int | None) -> None:
        self.document = document
        self.select_coding(None)
        self.document_opened.emit(document)

    def select_coding(self, coding: int | None) -> None:
        self.coding = coding
        self.coding_selected.emit(coding)

    def drop_hidden_coding(self) -> None:
        """Let go of a selected coding that is gone, or is another coder's who is hidden now."""
        if self.coding is not None:
            found = self.project.codings.get((self.coding,))
            if not found or found[0].coder not in {coder.id for coder in self.shown_coders}:
                self.select_coding(None)

    def select_code(self, code: int | None) -> None:
        self.code = code
        self.code_selected.emit(code)

    def reveal(self, document: int, span: Span) -> None:
        """Open a document at a passage; the window brings the document view to the front."""
        if document != self.document:
            self.open_document(document)
        self.revealed.emit(document, span)

    # Doing.

    def attempt(self, work: Callable[[], T]) -> T | None:
        """Run a verb of the project; what the user can put right is told, not raised."""
        try:
            return work()
        except UserError as error:
            self.refused.emit(str(error))
            return None

    def undo(self) -> None:
        self.settling.emit()
        self.attempt(self.project.undo)

    def redo(self) -> None:
        self.settling.emit()
        self.attempt(self.project.redo)

    def start(
        self,
        what: str,
        work: Work[T],
        done: Callable[[T], None],
        *,
        finally_: Iterable[Callable[[], None]] = (),
    ) -> Task[T]:
        """Run long work on values in a Task; `done` gets its result on the GUI thread."""
        task = Task(what, work, self)
        task.done.connect(done)
        task.refused.connect(self.refused)
        for step in finally_:
            task.ended.connect(step)
        self.mind(task)
        self.task_started.emit(what)
        task.start()
        return task

    def mind(self, task: Task[Any] | Steps[Any]) -> None:
        """Stop it, too, when the project is closed."""
        task.ended.connect(self._forget)
        self._tasks.append(task)

    def _forget(self) -> None:
        for task in self._tasks:
            if not task.running:
                task.deleteLater()
        self._tasks = [task for task in self._tasks if task.running]

    def close(self) -> None:
        """Stop what is running and close the file."""
        for task in self._tasks:
            task.abandon()
        self.project.close()
