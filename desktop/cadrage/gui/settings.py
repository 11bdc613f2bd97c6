"""What the window remembers between two runs, typed, in an INI file of the user's own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Generic, Literal, TypeVar, cast, get_args

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from cadrage.core.model import State
from cadrage.gui.appearance import Mode
from cadrage.gui.reading import LARGEST, SMALLEST, SPACINGS, USUAL_SIZE, WIDTHS, Reading
from cadrage.store.project import Project, default_folder

FILE_VARIABLE = "CADRAGE_SETTINGS"
RECENT_KEPT = 10
INTERFACE_SIZES = (100, 110, 125, 150)  # per cent
LONGEST_CODER = 60
_PACKED = (b"@Variant(", b"@DateTime(")

AtStart = Literal["start", "last"]
T = TypeVar("T")


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


class _OneOf(Generic[T]):
    """A setting that is one of a few values, and the usual one where the file says anything else."""

    def __init__(self, values: Sequence[T], usual: T) -> None:
        self._values = {str(value): value for value in values}
        self._usual = usual

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, settings: Settings, owner: type) -> T:
        return self._values.get(settings.text(self._name), self._usual)

    def __set__(self, settings: Settings, value: T) -> None:
        settings.put(self._name, str(value))


class Settings(QObject):
    """Reads and writes at once; a value that makes no sense counts as not set.

    `changed(str)` names a setting that has another value now. Views keep what they like to find again, as a
    table's order, by `keep` and `kept`.
    """

    changed = Signal(str)

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        file = file or _file()
        _take_out_variants(file)
        self._values = QSettings(str(file), QSettings.Format.IniFormat, self)

    def sync(self) -> None:
        """Writes to the disk now; Qt does so by itself a little later."""
        self._values.sync()

    # What the user chooses.

    appearance = _OneOf[Mode](get_args(Mode), "system")
    sans = _OneOf[bool]((True, False), False)
    line_spacing = _OneOf[float](SPACINGS, SPACINGS[1])
    reading_width = _OneOf[int](WIDTHS, WIDTHS[-1])
    margin_names = _OneOf[bool]((True, False), True)
    snapping = _OneOf[bool]((True, False), True)
    interface_size = _OneOf[int](INTERFACE_SIZES, INTERFACE_SIZES[0])
    at_start = _OneOf[AtStart](get_args(AtStart), "start")

    @property
    def text_size(self) -> int:
        """The article's size in pixels."""
        try:
            size = int(self.text("text_size"))
        except ValueError:
            return USUAL_SIZE
        return min(max(size, SMALLEST), LARGEST)

    @text_size.setter
    def text_size(self, size: int) -> None:
        self.put("text_size", str(min(max(size, SMALLEST), LARGEST)))

    @property
    def reading(self) -> Reading:
        return Reading(
            self.text_size, self.sans, self.line_spacing, self.reading_width, self.margin_names, self.snapping
        )

    @property
    def coder_name(self) -> str:
        """Who sits down first at a new project."""
        return self.text("coder_name").strip()[:LONGEST_CODER] or "A"

    @coder_name.setter
    def coder_name(self, name: str) -> None:
        self.put("coder_name", " ".join(name.split())[:LONGEST_CODER])

    @property
    def project_folder(self) -> Path:
        """Where new projects are offered to be kept; the user's documents while the chosen folder is away."""
        chosen = self.text("project_folder")
        try:
            there = bool(chosen) and Path(chosen).is_dir()
        except (OSError, ValueError):
            there = False
        return Path(chosen) if there else default_folder()

    @project_folder.setter
    def project_folder(self, folder: Path) -> None:
        self.put("project_folder", str(folder))

    @property
    def has_project_folder(self) -> bool:
        """Whether the user chose that folder; an empty `put` returns to the usual one."""
        return bool(self.text("project_folder"))

    # Projects.

    @property
    def recent(self) -> tuple[RecentProject, ...]:
        """The projects that were open, the latest first."""
        return tuple(_recent(self.text("recent")))

    def remember(self, project: RecentProject) -> None:
        """Puts a project first in the list, or brings it there with what is known now."""
        others = [other for other in self.recent if not _same(other.path, project.path)]
        self._keep_recent([project, *others][:RECENT_KEPT])

    def forget(self, path: str) -> None:
        """Takes a project out of the list, with the place that was kept in it; the file stays."""
        self._keep_recent([other for other in self.recent if not _same(other.path, path)])

    def _keep_recent(self, projects: Sequence[RecentProject]) -> None:
        self.put("recent", json.dumps([asdict(project) for project in projects]))
        known = {_digest(project.path) for project in projects}
        self._values.beginGroup("places")
        for digest in set(self._values.childKeys()) - known:
            self._values.remove(digest)
        self._values.endGroup()

    def place_in(self, path: str) -> object:
        """What `keep_place` was given for this project; None where nothing is known."""
        return _from_json(self.text(f"places/{_digest(path)}"))

    def keep_place(self, path: str, place: object) -> None:
        """Where the coder was in a project: plain values that JSON can hold. Goes when the project is forgotten."""
        self._values.setValue(f"places/{_digest(path)}", json.dumps(place))

    def reopen_next(self, path: str) -> None:
        """What the next start opens, once; an empty path is the start screen."""
        self._values.setValue("reopen", f"={path}")

    @property
    def reopening(self) -> bool:
        """Whether this start goes on where the program was when it closed itself."""
        return self.text("reopen").startswith("=")

    def take_reopened(self) -> str | None:
        """What `reopen_next` was told, once; None where the start is one like any other."""
        found = self.text("reopen")
        self._values.remove("reopen")
        return found[1:] if found.startswith("=") else None

    # The window.

    @property
    def geometry(self) -> QByteArray:
        """What `saveGeometry` of the window gave; empty at the first start."""
        found = self._value("window/geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, saved: QByteArray) -> None:
        self._values.setValue("window/geometry", saved)

    def panel_shown(self, panel: str) -> bool:
        """Whether a side panel ("left", "inspector") is shown; yes unless the user hid it."""
        return self.text(f"panels/{panel}") != "hidden"

    def show_panel(self, panel: str, *, shown: bool) -> None:
        self.put(f"panels/{panel}", "shown" if shown else "hidden")

    def keep(self, name: str, value: object) -> None:
        """Keeps what a view likes to find again: plain values that JSON can hold, under a name such as
        "codings/columns". Written at once; no `changed` is told."""
        self._values.setValue(f"kept/{name}", json.dumps(value))

    def kept(self, name: str, usual: object = None) -> object:
        """What was kept under a name; `usual` where there is nothing, or nothing that can be read.

        The file is the user's: check type and range before using it.
        """
        found = _from_json(self.text(f"kept/{name}"))
        return usual if found is None else found

    # Below the names.

    def text(self, key: str) -> str:
        """What the file says, as words; empty where it says nothing."""
        found = self._value(key)
        return found if isinstance(found, str) else str(found) if isinstance(found, int | float) else ""

    def put(self, key: str, value: str) -> None:
        """Writes words and tells, if they are others than before."""
        if self._value(key) != value:
            self._values.setValue(key, value)
            self.changed.emit(key)

    def _value(self, key: str) -> object:
        return cast(Callable[[str], object], self._values.value)(key)


def keep(name: str, value: object) -> None:
    """As `Settings.keep`, for views that were given no settings."""
    Settings().keep(name, value)


def kept(name: str, usual: object = None) -> object:
    """As `Settings.kept`, for views that were given no settings."""
    return Settings().kept(name, usual)


def _file() -> Path:
    named = os.environ.get(FILE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("Cadrage", appauthor=False) / "settings.ini"


def _take_out_variants(file: Path) -> None:
    """Qt aborts over some values of its own packed kind, which we never write and a damaged file may hold."""
    with suppress(OSError):
        lines = file.read_bytes().splitlines(keepends=True)
        sound = [line for line in lines if not any(kind in line for kind in _PACKED)]
        if len(sound) < len(lines):
            file.write_bytes(b"".join(sound))


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(path: str) -> str:
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100 (no links followed)


def _digest(path: str) -> str:
    return sha256(_plain(path).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _from_json(stored: str) -> object:
    try:
        return json.loads(stored) if stored else None
    except (ValueError, RecursionError):
        return None


def _recent(stored: str) -> Iterable[RecentProject]:
    rows = _from_json(stored)
    names = {field.name for field in fields(RecentProject)}
    for row in rows if isinstance(rows, list) else []:
        try:
            yield RecentProject(**{name: row[name] for name in names})
        except (TypeError, ValueError, KeyError):
            continue  # A line that another version or a hand has spoilt.


def summary(project: Project) -> RecentProject | None:
    """What to remember of an open project; None for one that is in no file."""
    if project.path is None:
        return None
    documents = {document.id for document in project.documents.all() if project.documents.is_counted(document)}
    states = project.statuses.of_coder(project.me.id)
    complete = sum(states.get(document) is State.COMPLETE for document in documents)
    when = datetime.now().isoformat(timespec="minutes")
    return RecentProject(str(project.path.resolve()), project.name, when, len(documents), complete)
