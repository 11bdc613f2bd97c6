"""Sentences of documents cut in the background before hits in them are coded by the sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from PySide6.QtCore import QObject

from cadrage.core.model import Segments
from cadrage.gui.session import Session
from cadrage.jobs import reviewing, segmenting
from cadrage.jobs.reviewing import Extent


class Splitting(QObject):
    """What is to be done with units waits for them, in the order in which it was asked for."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[tuple[Collection[int], Extent, Callable[[], None]]] = []
        self._running = False

    def then(self, documents: Collection[int], extent: Extent, act: Callable[[], None]) -> None:
        """Do something once the documents' units are known: at once where they are and nothing else waits."""
        self._waiting.append((documents, extent, act))
        if not self._running:
            self._go_on()

    def _go_on(self) -> None:
        while self._waiting:
            documents, extent, act = self._waiting[0]
            bodies = self._session.attempt(partial(reviewing.unsplit, self._session.project, documents, extent))
            if bodies and extent == "sentence":
                self._start(bodies, extent)
                return
            self._waiting.pop(0)
            if bodies is not None:
                act()

    def _start(self, bodies: Mapping[int, str], extent: Extent) -> None:
        self._running = True
        self._session.told.emit("Finding the sentences …")
        work = segmenting.cutting(self._session.project, bodies, extent)
        self._session.start("Finding the sentences", work, self._keep, finally_=[self._ended])

    def _keep(self, found: Mapping[int, Segments]) -> None:
        self._session.attempt(partial(self._session.project.texts.keep_segments, found))
        self._session.told.emit("")

    def _ended(self) -> None:
        self._running = False
        documents, extent, _ = self._waiting[0]
        if self._session.attempt(partial(reviewing.unsplit, self._session.project, documents, extent)):
            self._waiting.clear()  # It was stopped or failed: nothing is done by halves.
        self._go_on()
