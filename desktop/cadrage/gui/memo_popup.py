"""The memo on the project, in a popup that any view can open."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Subject
from cadrage.gui.inspector_memo import About, MemoBox
from cadrage.gui.kit import Label, Popup, column, row
from cadrage.gui.session import Session

WIDTH = 540
_HEIGHT = 260


class ProjectMemo(Popup):
    """Made once a session and only hidden: what the disk refuses to store stays in it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(WIDTH, parent=parent)
        self._session = session
        self.box = MemoBox(session, "project", parent=self)
        self.box.show_through()
        self.box.area.setFixedHeight(_HEIGHT)
        said = Label("Stored while you write. Esc closes.", "muted", parent=self)
        self.body.addLayout(column(self.box, row(said, margins=(16, 6, 16, 0)), margins=(0, 10, 0, 14), space=0))

    def ask_at(self, place: QPoint) -> None:
        """Show it with the keyboard in it, below a global position."""
        project = self._session.project
        self.box.show_about(About(Subject.PROJECT, project.guid, self._session.me.id))
        self.show_beside(place.x(), place.y(), place.y())
        self.box.write()

    def hideEvent(self, event: QHideEvent) -> None:
        self.box.settle()
        super().hideEvent(event)
