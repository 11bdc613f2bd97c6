"""Views whose content is computed while they are seen, and only then."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cadrage.gui.kit import Panel


class Run(Protocol):
    """Work under way."""

    def cancel(self) -> object: ...


R = TypeVar("R", bound=Run)


class ComputedView(Panel, Generic[R]):
    """`_run` is the work under way; `_stale` says that what is shown is to be computed anew when it is seen next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="surface", parent=parent)
        self._run: R | None = None
        self._stale = True

    def refresh(self) -> None:
        """Compute anew what is shown."""
        raise NotImplementedError

    def _abandon(self) -> None:
        if self._run is not None:
            self._run.cancel()
            self._run = None

    # Overrides of Qt.

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and self._run is not None:
            self._abandon()
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
