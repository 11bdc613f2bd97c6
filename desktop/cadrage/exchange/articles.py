"""Finding the articles that a person means, and reading each into a draft."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange import article_docx, article_txt

FORMATS = {".txt": "txt", ".text": "txt", ".md": "md", ".docx": "docx"}
SIZE_LIMIT = 200 * 1024 * 1024
_SUPPORTED = ", ".join(FORMATS)


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A path that gives no article, and why, in words."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The article files under some paths, in order, and what was passed over."""

    files: tuple[Path, ...]
    skipped: tuple[SkippedFile, ...]


def read_article(
    path: Path, *, format: str | None = None, encoding: str | None = None
) -> tuple[DocumentDraft, ...]:
    """The articles in one file; `format` is "txt", "md" or "docx" where the ending does not say it.

    A file without a known ending is read as text. Raises UserError where it cannot be read.
    """
    format = format or FORMATS.get(path.suffix.lower(), "txt")
    if format not in FORMATS.values():
        known = ", ".join(sorted(set(FORMATS.values())))
        raise UserError(f"There is no format '{format}'. Choose one of {known}.")
    data = read_bytes(path)
    if format == "docx":
        return article_docx.read(path, data)
    return article_txt.read(path, data, format=format, encoding=encoding)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of at most 200 MB; every other case is a UserError."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > SIZE_LIMIT:
                raise UserError(
                    f"'{shown(path)}' is larger than 200 MB; split it into several files and import those."
                )
            return file.read()
    except OSError as error:
        raise UserError(unreadable(path, error)) from error


def unreadable(path: Path, error: OSError) -> str:
    """Why the system would not give a file, and what to do."""
    if isinstance(error, FileNotFoundError):
        return f"'{shown(path)}' does not exist. Check the path."
    if isinstance(error, IsADirectoryError):
        return f"'{shown(path)}' is a folder. Choose a file in it."
    if isinstance(error, PermissionError):
        return f"'{shown(path)}' may not be read. Check its permissions, or close the program that holds it."
    return f"'{shown(path)}' could not be read ({error.strerror}). Copy it to this computer and try again."


def shown(path: Path) -> str:
    """A file's name that can be printed and stored, also where its bytes are no text."""
    return path.name.encode("utf-8", "replace").decode("utf-8") if path.name else str(path)


def find_articles(paths: Iterable[Path]) -> Found:
    """The article files among paths: files as they are, folders with all that lies in them, sorted.

    Hidden files, Office lock files and project files are passed over silently; each file once.
    """
    files: dict[Path, None] = {}
    skipped: list[SkippedFile] = []
    for path in paths:
        if path.is_dir():
            found = _in_folder(path, skipped.append)
            if not any(found) and not any(path in (s.path, *s.path.parents) for s in skipped):
                skipped.append(SkippedFile(path, f"no articles in this folder (supported: {_SUPPORTED})"))
            files.update(dict.fromkeys(found))
        elif path.exists() or path.is_symlink():
            reason = _refusal(path)
            files.update({} if reason else {path: None})
            skipped.extend([SkippedFile(path, reason)] if reason else [])
        else:
            skipped.append(SkippedFile(path, "does not exist"))
    return Found(tuple(files), tuple(skipped))


def _in_folder(folder: Path, skip: Callable[[SkippedFile], None]) -> list[Path]:
    found = []
    for path in _walk(folder, skip, frozenset()):
        if path.suffix.lower() not in FORMATS:
            ending = f"files ending in {path.suffix}" if path.suffix else "files without an ending"
            skip(SkippedFile(path, f"{ending} are not supported (supported: {_SUPPORTED})"))
        elif reason := _refusal(path):
            skip(SkippedFile(path, reason))
        else:
            found.append(path)
    return found


def _walk(folder: Path, skip: Callable[[SkippedFile], None], above: frozenset[str]) -> Iterator[Path]:
    """Files under a folder; a link back to a folder that is being walked is not followed."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        skip(SkippedFile(folder, f"the folder could not be read ({error.strerror})"))
        return
    for path in entries:
        if path.name.startswith((".", "~$")) or ".cadrage" in path.suffixes:
            continue
        if path.is_dir():
            yield from _walk(path, skip, above | {real})
        else:
            yield path


def _refusal(path: Path) -> str:
    """Why a file cannot be read at all; empty where it can."""
    try:
        if not path.is_file():
            return "is not a file" if path.exists() else "points to a file that does not exist"
        with path.open("rb"):
            return ""
    except PermissionError:
        return "may not be read: check its permissions"
    except OSError as error:
        return f"could not be read ({error.strerror})"
