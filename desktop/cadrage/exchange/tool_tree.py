"""The files of another tool's export, whether they lie in a folder or in a ZIP archive; nothing is ever unpacked."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cadrage.core.errors import UserError
from cadrage.exchange.archives import DAMAGED, RATIO_LIMIT, UNSOUND

MOST_FILES = 100_000
MOST_BYTES = 200 * 1024 * 1024
_ALL_BYTES = 2 * 1024 * 1024 * 1024
_SMALL = 10 * 1024 * 1024
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Tree:
    """`names` are paths below the root, with slashes, in order; `read` gives a file's bytes or raises UserError."""

    root: str
    names: tuple[str, ...]
    read: Callable[[str], bytes]

    def ending(self, *endings: str) -> tuple[str, ...]:
        return tuple(name for name in self.names if name.lower().endswith(endings))


def folder_tree(path: Path) -> Tree:
    """The files in a folder. Links are not followed: they may lead anywhere."""
    names: list[str] = []
    for folder, folders, files in os.walk(path):
        here = Path(folder)
        if len(here.relative_to(path).parts) >= _DEEPEST:
            folders.clear()
        folders[:] = sorted(name for name in folders if not (here / name).is_symlink())
        names += [(here / name).relative_to(path).as_posix() for name in sorted(files) if _is_file(here / name)]
        if len(names) > MOST_FILES:
            raise UserError(f"The folder “{path.name}” holds too many files. Choose the folder of the export itself.")
    return Tree(path.name, tuple(names), lambda name: read_file(path / name))


def zip_tree(data: bytes, root: str) -> Tree:
    """The files in a ZIP archive. Raises UserError for one that is damaged, encrypted or blown up."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
    except UNSOUND as error:
        raise UserError("The ZIP archive is damaged or cut off. Get it again, or unpack it and import that.") from error
    unpacked = sum(entry.file_size for entry in entries.values())
    packed = sum(entry.compress_size for entry in entries.values())
    if unpacked > _ALL_BYTES or len(entries) > MOST_FILES or (unpacked > _SMALL and unpacked > RATIO_LIMIT * packed):
        raise UserError("The ZIP archive would unpack to far more than a study holds and was not opened.")

    def read(name: str) -> bytes:
        if entries[name].file_size > MOST_BYTES:
            raise UserError(f"“{PurePosixPath(name).name}” in the archive is too large to be read.")
        try:
            return archive.read(entries[name])
        except (*UNSOUND, *DAMAGED) as error:
            raise UserError(
                f"“{PurePosixPath(name).name}” in the archive is damaged or has a password. Unpack it and import that."
            ) from error

    return Tree(root, tuple(sorted(entries)), read)


def read_file(path: Path) -> bytes:
    """A file's bytes. Raises UserError where it is too large or cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"The file “{path.name}” is too large to be read. Export fewer documents at a time.")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"The file “{path.name}” cannot be read: {error.strerror or error}.") from error


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
