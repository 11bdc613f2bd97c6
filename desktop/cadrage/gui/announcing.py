"""What a screen reader says when something has been done, or could not be."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Change
from cadrage.gui.document_view import DocumentView
from cadrage.gui.session import Session

_UNDER_WAY = "…"  # sentences about work that has only begun end so


class Announcer(QObject):
    """Speaks what the session tells and refuses, and keeps the document's description at the caret's codings.

    `announced(str)` with every sentence that is spoken.
    """

    announced = Signal(str)

    def __init__(self, session: Session, view: DocumentView) -> None:
        super().__init__(view)
        self._view = view
        session.told.connect(self._tell)
        session.refused.connect(self._refuse)
        session.changed.connect(self._follow)

    @Slot(str)
    def _tell(self, words: str) -> None:
        if words and not words.endswith(_UNDER_WAY):
            self._speak(words, QAccessible.AnnouncementPoliteness.Polite)

    @Slot(str)
    def _refuse(self, words: str) -> None:
        self._speak(words, QAccessible.AnnouncementPoliteness.Assertive)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        # The view describes the caret's place when the caret moves; here something else has moved.
        if QAccessible.isActive() and change.touches("coding", "code"):
            self._view.setAccessibleDescription(self._view.codings_text())

    def _speak(self, words: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
        announce(self._view.window(), words, politeness)
        self.announced.emit(words)


def announce(widget: QWidget, words: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
    """Have a screen reader, if there is one, say something without moving the focus."""
    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, words)
        event.setPoliteness(politeness)
        QAccessible.updateAccessibility(event)
