"""The parts of a .qdpx archive, opened with suspicion: no bombs, nothing from outside the archive."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from cadrage.core.errors import UserError
from cadrage.exchange.files import shown, unreadable

PROJECT_LIMIT = 128 * 1024 * 1024
TEXT_LIMIT = 32 * 1024 * 1024
ORIGINAL_LIMIT = 20 * 1024 * 1024
# Of everything that is read together, so that many middling parts cannot do what one large part may not.
_TOTAL_LIMIT = 1024 * 1024 * 1024
_RATIO_LIMIT = 300
_SMALL = 4 * 1024 * 1024
_MOST_PARTS = 200_000
_SCHEME = re.compile(r"(internal|relative|absolute|file):/*", re.IGNORECASE)
# What zipfile raises for damaged, cut, encrypted or exotic archives.
_UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)


class PartError(Exception):
    """A part that cannot be had, and why, as the second half of a sentence."""


class Archive:
    """`project` is the XML part. Everything else is found by the path that the XML gives it."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.name = shown(path.with_suffix(""))
        self._archive = archive
        self._read = 0
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > _MOST_PARTS:
            raise UserError(f"'{shown(path)}' holds far more parts than a project does and was not opened.")
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._entries.setdefault(_key(entry.filename), entry)
        self._bases: defaultdict[str, list[zipfile.ZipInfo]] = defaultdict(list)
        for key, entry in self._entries.items():
            self._bases[key.rpartition("/")[2]].append(entry)
        project = self._find_project()
        self._folder = _key(project.filename).rpartition("/")[0]
        try:
            self.project = self._bytes(project, PROJECT_LIMIT)
        except PartError as error:
            raise UserError(f"The project in '{shown(path)}' {error}. Export it again.") from error

    def part(self, path: str, limit: int = TEXT_LIMIT) -> bytes:
        """What a path of the XML means, in whatever folder and case it lies in the archive. Raises PartError."""
        entry = self._find(path)
        if entry is None:
            raise PartError("is not in the archive")
        return self._bytes(entry, limit)

    def beside(self, name: str, limit: int) -> bytes | None:
        """A part that lies next to the XML under exactly this name, if it is there and sound."""
        entry = self._entries.get("/".join(part for part in (self._folder, _key(name)) if part))
        try:
            return self._bytes(entry, limit) if entry else None
        except PartError:
            return None

    def _find(self, path: str) -> zipfile.ZipInfo | None:
        for wanted in dict.fromkeys((path, unquote(path))):
            key = _key(_SCHEME.sub("", wanted, count=1))
            base = key.rpartition("/")[2]
            if not base:
                continue
            for place in ("sources/", "", "source/"):
                if entry := self._entries.get("/".join(filter(None, (self._folder, place + key)))):
                    return entry
            # A path on the machine of its maker: the file may have come along in the archive all the same.
            if len(found := self._bases.get(base, [])) == 1:
                return found[0]
        return None

    def _find_project(self) -> zipfile.ZipInfo:
        found = {
            key: entry
            for key, entry in self._entries.items()
            if key.endswith(".qde") and not key.startswith("__macosx/") and not key.rpartition("/")[2].startswith("._")
        }
        depths = Counter(key.count("/") for key in found)
        if not found:
            raise UserError("The archive holds no project (.qde). Export the project again as REFI-QDA (.qdpx).")
        top = [key for key in found if key.count("/") == min(depths)]
        named = [key for key in top if key.rpartition("/")[2] == "project.qde"]
        if len(named or top) > 1:
            raise UserError(
                "The archive holds several projects (.qde). Keep the one that is meant, and remove the others."
            )
        return found[(named or top)[0]]

    def _bytes(self, entry: zipfile.ZipInfo, limit: int) -> bytes:
        if entry.flag_bits & 0x1:
            raise PartError("is encrypted")
        bomb = entry.file_size > _SMALL and entry.file_size > _RATIO_LIMIT * max(1, entry.compress_size)
        if entry.file_size > limit or bomb or self._read + entry.file_size > _TOTAL_LIMIT:
            raise PartError("would unpack to far more than it should hold")
        try:
            # The directory's sizes may lie; zipfile stops there, and checks the sum.
            data = self._archive.read(entry)
        except _UNSOUND as error:
            raise PartError("is damaged") from error
        self._read += len(data)
        return data


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Raises UserError where the file is no archive with a project in it."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise UserError(unreadable(path, error)) from error
    with file:
        try:
            archive = zipfile.ZipFile(file)
        except _UNSOUND as error:
            raise UserError(
                f"'{shown(path)}' is not a REFI-QDA project that can be read: it is no archive, or damaged. "
                "Export it again as .qdpx."
            ) from error
        with archive:
            yield Archive(path, archive)


def _key(name: str) -> str:
    """Names are compared like this; steps up lead nowhere."""
    parts = name.replace("\\", "/").casefold().split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))
