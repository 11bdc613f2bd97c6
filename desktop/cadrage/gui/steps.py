"""Long work that only the GUI thread may do, a little at a time between what the window does."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from time import perf_counter
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cadrage.core.errors import UserError

T = TypeVar("T")
_TURN = 0.02  # seconds at a stretch


class Steps(QObject, Generic[T]):
    """Goes through `work`, which gives (done, total) after each step and at last its result. As a `Task` it tells
    `progressed`, then `done(result)`, `refused(str)`, `cancelled()` or `failed(exception)`, then `ended()`."""

    progressed = Signal(int, int)
    done = Signal(object)
    refused = Signal(str)
    cancelled = Signal()
    failed = Signal(object)
    ended = Signal()

    def __init__(self, what: str, work: Generator[tuple[int, int], None, T], parent: QObject) -> None:
        super().__init__(parent)
        self.what = what
        self.running = False
        self.stopped = False
        self._work = work
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        self.running = True
        self._timer.start(0)

    def cancel(self) -> None:
        """At the next step; what was begun is taken back."""
        self.stopped = True

    def abandon(self) -> None:
        """Stop now and tell nobody."""
        self.stopped = True
        self.blockSignals(True)
        self._end()

    @Slot()
    def _go_on(self) -> None:
        if self.stopped:
            self._end()
            self.cancelled.emit()
            self.ended.emit()
            return
        until = perf_counter() + _TURN
        try:
            while perf_counter() < until:
                step = next(self._work)
            self.progressed.emit(*step)
        except StopIteration as end:
            self._end()
            self.done.emit(end.value)
            self.ended.emit()
        except UserError as error:
            self._end()
            self.refused.emit(str(error))
            self.ended.emit()
        except Exception as error:
            self._end()
            self.failed.emit(error)
            self.ended.emit()
            raise

    def _end(self) -> None:
        self.running = False
        # The session may go before its timer does.
        with suppress(RuntimeError):
            self._timer.stop()
        self._work.close()
