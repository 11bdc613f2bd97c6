"""Long work off the GUI thread: values in, values out, with progress and cancellation."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from cadrage.core.errors import Cancelled, UserError

T = TypeVar("T")
Report = Callable[[int, int], None]
Work = Callable[[Report], T]


class Task(QObject, Generic[T]):
    """Runs `work(report)` in a thread of its own. `report(done, total)` is also where cancelling takes hold.

    `done(result)`, `refused(str)`, `cancelled()` or `failed(exception)`, then `ended()`, reach the GUI thread.
    An exception that is no UserError is our bug: it is raised again there, for the crash hook.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    refused = Signal(str)
    cancelled = Signal()
    failed = Signal(object)
    ended = Signal()
    _finished = Signal(object)

    def __init__(self, what: str, work: Work[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.what = what
        self.running = False
        self._work = work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"cadrage: {what}", daemon=True)
        self._finished.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self.running = True
        self._thread.start()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked it to stop; the work may have been through by then."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def wait(self) -> None:
        self._thread.join()

    def abandon(self) -> None:
        """Stop and tell nobody: whoever waited for the result is about to go."""
        self.cancel()
        self.blockSignals(True)
        self.wait()

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    def _run(self) -> None:
        outcome: object
        try:
            outcome = _Result(self._work(self._report))
        except Exception as error:  # noqa: BLE001 (the runner: handed to the GUI thread as it is)
            outcome = error
        try:
            self._finished.emit(outcome)
        except RuntimeError:
            return  # The window closed meanwhile and took this object with it.

    @Slot(object)
    def _settle(self, outcome: object) -> None:
        self.running = False
        try:
            if isinstance(outcome, _Result):
                self.done.emit(outcome.value)
            elif isinstance(outcome, Cancelled):
                self.cancelled.emit()
            elif isinstance(outcome, UserError):
                self.refused.emit(str(outcome))
            else:
                assert isinstance(outcome, Exception)
                self.failed.emit(outcome)
                raise outcome
        finally:
            self.ended.emit()


class _Result:
    def __init__(self, value: object) -> None:
        self.value = value
