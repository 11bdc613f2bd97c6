"""Where the window stood and where the coder was: kept when a project is closed, found again when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from cadrage.core.model import Span
from cadrage.gui.document_view import DocumentView
from cadrage.gui.session import Session
from cadrage.gui.tool_bar import VIEWS

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow

USUAL_SIZE = QSize(1280, 800)
_FOUND_AGAIN = {*(name for name, _, _ in VIEWS), "variables"}  # views that stand for themselves
_UNKNOWN = 280  # pixels for a part of a splitter that was never shown


@dataclass(frozen=True, slots=True)
class Place:
    """Where a coder was in a project. `top` and `caret` are code points into the document's text."""

    view: str = "coding"
    document: int | None = None
    top: int = 0
    caret: int = 0
    closed: tuple[int, ...] = ()

    @classmethod
    def read(cls, kept: object) -> Place:
        """From what the settings kept; what makes no sense there is as it was at first."""
        row = kept if isinstance(kept, Mapping) else {}
        view, closed = row.get("view"), row.get("closed")
        document = _number(row.get("document"))
        return cls(
            view if view in _FOUND_AGAIN else "coding",
            document or None,
            _number(row.get("top")),
            _number(row.get("caret")),
            tuple(_number(code) for code in closed) if isinstance(closed, list) else (),
        )

    def row(self) -> dict[str, object]:
        return {
            "view": self.view,
            "document": self.document,
            "top": self.top,
            "caret": self.caret,
            "closed": list(self.closed),
        }


class WindowState(QObject):
    """Keeps and restores for one window: its frame, every splitter, and the place in each project."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.settings

    # The frame.

    def restore_frame(self) -> None:
        """Where the window stood; Qt brings it to a screen that there is, where that one is gone."""
        window = self._window
        window.resize(_fitting(window))
        window.restoreGeometry(self._settings.geometry)

    def keep_frame(self) -> None:
        self._settings.geometry = self._window.saveGeometry()

    # Splitters.

    def watch(self, name: str, view: QWidget) -> None:
        """Gives the splitters of a view the sizes that they had, and keeps those that they are given."""
        for place, splitter in enumerate(view.findChildren(QSplitter)):
            key = f"splitters/{name}/{splitter.objectName() or place}"
            splitter.setProperty("kept", key)
            sizes = self._sizes(key, splitter)
            if sizes:
                splitter.setSizes(sizes)
            splitter.splitterMoved.connect(self._keep_sizes)

    def _sizes(self, key: str, splitter: QSplitter) -> list[int]:
        kept = self._settings.kept(key)
        sizes = [_number(size) for size in kept] if isinstance(kept, list) else []
        return sizes if len(sizes) == splitter.count() and all(0 < size < 10_000 for size in sizes) else []

    @Slot()
    def _keep_sizes(self) -> None:
        splitter = self.sender()
        if isinstance(splitter, QSplitter):
            key = str(splitter.property("kept"))
            now = splitter.sizes()
            # A part that is hidden has no size now: it keeps the one that it had.
            before = self._sizes(key, splitter) or [_UNKNOWN] * len(now)
            self._settings.keep(key, [size or was for size, was in zip(now, before, strict=True)])

    # The place in a project.

    def keep_place(self) -> None:
        """Before the project is closed: its document, what is seen of it, the caret, the view in front."""
        window, session, coding = self._window, self._window.session, self._window.coding_view
        if session is None or coding is None or session.project.path is None:
            return
        view = coding.pane.view
        there = session.document is not None
        front = window.view_in_front
        place = Place(
            front if front in _FOUND_AGAIN else "coding",
            session.document,
            _top(view) if there else 0,
            view.caret() if there else 0,
            tuple(sorted(coding.codebook.tree.closed)),
        )
        self._settings.keep_place(str(session.project.path), place.row())

    def find_place(self, session: Session) -> None:
        """Open the document where it was left, or the first; bring the view to the front that was there."""
        window, project = self._window, session.project
        kept = self._settings.place_in(str(project.path)) if project.path is not None else None
        place = Place.read(kept)
        documents = [document.id for document in project.documents.all()]
        window.show_view("coding")
        coding = window.coding_view
        if coding is None or not documents:
            return
        session.open_document(place.document if place.document in documents else documents[0])
        coding.codebook.tree.close_codes(place.closed)
        if place.document in documents:
            _go_back(coding.pane.view, place)
        coding.pane.view.setFocus()
        if place.view != "coding":
            window.show_view(place.view)


def _number(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**31 else 0


def _fitting(window: QWidget) -> QSize:
    """The usual size, or what the screen has room for."""
    return USUAL_SIZE.boundedTo(window.screen().availableGeometry().size())


def _top(view: DocumentView) -> int:
    """The first character in sight."""
    lines = view.all_visible_lines()
    return view.offsets().from_qt(lines[0].start) if lines else 0


def _go_back(view: DocumentView, place: Place) -> None:
    length = len(view.text())
    view.set_caret(min(place.caret, length))
    top = min(place.top, length)
    view.reveal(Span(top, top + 1), at_top=True)
