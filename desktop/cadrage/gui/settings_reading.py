"""Ties a document view to the settings: it is set as they say, and a size chosen in it is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cadrage.gui.document_view import DocumentView
from cadrage.gui.settings import Settings


class FollowReading(QObject):
    """Belongs to the view. Zooming by keys or wheel changes the setting, which every other view follows."""

    NAMES = frozenset({"text_size", "sans", "line_spacing", "reading_width", "margin_names", "snapping"})

    def __init__(self, settings: Settings, view: DocumentView) -> None:
        super().__init__(view)
        self._settings = settings
        self._view = view
        view.set_reading(settings.reading)
        settings.changed.connect(self._follow)
        view.text_size_changed.connect(self._keep_size)

    @Slot(str)
    def _follow(self, name: str) -> None:
        if name in self.NAMES:
            self._view.set_reading(self._settings.reading)

    @Slot(int)
    def _keep_size(self, size: int) -> None:
        self._settings.text_size = size
