"""What the window remembers between two runs, typed, in an INI file of the user's own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QByteArray, QSettings

from cadrage.core.model import State
from cadrage.gui.appearance import Mode
from cadrage.gui.fonts import ARTICLE_SIZE
from cadrage.store.project import Project

FILE_VARIABLE = "CADRAGE_SETTINGS"
RECENT_KEPT = 10
SMALLEST_TEXT, LARGEST_TEXT = 10, 40


@dataclass(frozen=True, slots=True)
class RecentProject:
    """What was known of a project when it was last open; `when` in ISO format, local time.

    `complete` counts the documents that the coder at this computer has completed.
    """

    path: str
    name: str
    when: str
    documents: int = 0
    complete: int = 0

    def __post_init__(self) -> None:
        datetime.fromisoformat(self.when)
        if not self.path or not 0 <= self.complete <= self.documents:
            raise ValueError("a recent project has a path, and no more complete documents than documents")


class Settings:
    """Reads and writes at once; a value that makes no sense counts as not set."""

    def __init__(self, file: Path | None = None) -> None:
        self._values = QSettings(str(file or _file()), QSettings.Format.IniFormat)

    def sync(self) -> None:
        """Writes to the disk now; Qt does so by itself a little later."""
        self._values.sync()

    # Projects.

    @property
    def recent(self) -> tuple[RecentProject, ...]:
        """The projects that were open, the latest first."""
        return tuple(_recent(self._text("recent")))

    def remember(self, project: RecentProject) -> None:
        """Puts a project first in the list, or brings it there with what is known now."""
        others = [other for other in self.recent if not _same(other.path, project.path)]
        self._keep_recent([project, *others][:RECENT_KEPT])

    def forget(self, path: str) -> None:
        """Takes a project out of the list; the file stays."""
        self._keep_recent([other for other in self.recent if not _same(other.path, path)])

    def _keep_recent(self, projects: Iterable[RecentProject]) -> None:
        self._values.setValue("recent", json.dumps([asdict(project) for project in projects]))

    # The window.

    @property
    def appearance(self) -> Mode:
        found = self._text("appearance")
        return next((mode for mode in get_args(Mode) if mode == found), "system")

    @appearance.setter
    def appearance(self, mode: Mode) -> None:
        self._values.setValue("appearance", mode)

    @property
    def text_size(self) -> int:
        """The article's size in pixels."""
        try:
            size = int(self._text("text_size"))
        except ValueError:
            return ARTICLE_SIZE
        return min(max(size, SMALLEST_TEXT), LARGEST_TEXT)

    @text_size.setter
    def text_size(self, size: int) -> None:
        self._values.setValue("text_size", min(max(size, SMALLEST_TEXT), LARGEST_TEXT))

    @property
    def geometry(self) -> QByteArray:
        """What `saveGeometry` of the window gave; empty at the first start."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, saved: QByteArray) -> None:
        self._values.setValue("window/geometry", saved)

    @property
    def state(self) -> QByteArray:
        """What `saveState` of the window or of its splitters gave."""
        return self._bytes("window/state")

    @state.setter
    def state(self, saved: QByteArray) -> None:
        self._values.setValue("window/state", saved)

    def panel_shown(self, panel: str) -> bool:
        """Whether a side panel ("left", "inspector") is shown; yes unless the user hid it."""
        return self._text(f"panels/{panel}") != "hidden"

    def show_panel(self, panel: str, *, shown: bool) -> None:
        self._values.setValue(f"panels/{panel}", "shown" if shown else "hidden")

    def _text(self, key: str) -> str:
        found = self._values.value(key)
        return found if isinstance(found, str) else str(found) if isinstance(found, int) else ""

    def _bytes(self, key: str) -> QByteArray:
        found = self._values.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()


def _file() -> Path:
    named = os.environ.get(FILE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("Cadrage", appauthor=False, ensure_exists=True) / "settings.ini"


def _same(one: str, other: str) -> bool:
    return os.path.normcase(os.path.abspath(one)) == os.path.normcase(os.path.abspath(other))  # noqa: PTH100 (no links followed)


def _recent(stored: str) -> list[RecentProject]:
    try:
        rows = json.loads(stored or "[]")
    except ValueError:
        return []
    names = {field.name for field in fields(RecentProject)}
    found = []
    for row in rows if isinstance(rows, list) else []:
        try:
            found.append(RecentProject(**{name: row[name] for name in names}))
        except (TypeError, ValueError, KeyError):
            continue  # A line that another version or a hand has spoilt.
    return found


def summary(project: Project) -> RecentProject | None:
    """What to remember of an open project; None for one that is in no file."""
    if project.path is None:
        return None
    documents = {document.id for document in project.documents.all() if document.duplicate_of is None}
    states = project.statuses.of_coder(project.me.id)
    complete = sum(states.get(document) is State.COMPLETE for document in documents)
    when = datetime.now().isoformat(timespec="minutes")
    return RecentProject(str(project.path.resolve()), project.name, when, len(documents), complete)
