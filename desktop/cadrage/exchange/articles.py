"""Finding the articles that a person means, and reading each into a draft."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange import article_docx, article_txt
from cadrage.exchange.encodings import check_encoding
from cadrage.exchange.files import read_bytes

FORMATS = {".txt": "txt", ".text": "txt", ".md": "md", ".docx": "docx"}
_SUPPORTED = ", ".join(FORMATS)
_UNREADABLE_FOLDER = "the folder could not be read: check its permissions"


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


def read_article(path: Path, *, format: str | None = None, encoding: str | None = None) -> tuple[DocumentDraft, ...]:
    """The articles in one file; `format` is "txt", "md" or "docx" where the ending does not say it.

    A file without a known ending is read as text. Raises UserError where it cannot be read.
    """
    check_choice(format, encoding)
    kind = format or FORMATS.get(path.suffix.lower(), "txt")
    data = read_bytes(path)
    if kind == "docx":
        return article_docx.read(path, data)
    return article_txt.read(path, data, format=kind, encoding=encoding)


def check_choice(format: str | None, encoding: str | None) -> None:
    """Raises UserError for a format or an encoding that does not exist; None is any."""
    if format is not None and format not in FORMATS.values():
        known = ", ".join(sorted(set(FORMATS.values())))
        raise UserError(f"There is no format '{format}'. Choose one of {known}.")
    if encoding is not None:
        check_encoding(encoding)


def find_articles(paths: Iterable[Path]) -> Found:
    """The article files among paths: files as they are, folders with all that lies in them, sorted.

    Hidden files, Office lock files and project files are passed over silently; each file once.
    """
    files: dict[Path, None] = {}
    named: set[Path] = set()
    skipped: list[SkippedFile] = []
    for path in paths:
        if _is_folder(path):
            found = _in_folder(path, skipped)
            if not found and SkippedFile(path, _UNREADABLE_FOLDER) not in skipped:
                skipped.append(SkippedFile(path, f"no articles in this folder (supported: {_SUPPORTED})"))
            files.update(dict.fromkeys(found))
        elif reason := _refusal(path):
            skipped.append(SkippedFile(path, reason))
        elif path in named:
            skipped.append(SkippedFile(path, "was named twice and is taken once"))
        else:
            named.add(path)
            files[path] = None
    return Found(tuple(files), tuple(skipped))


def _in_folder(folder: Path, skipped: list[SkippedFile]) -> list[Path]:
    found = []
    for path in _walk(folder, skipped, frozenset()):
        if path.suffix.lower() not in FORMATS:
            ending = f"files ending in {path.suffix}" if path.suffix else "files without an ending"
            skipped.append(SkippedFile(path, f"{ending} are not supported (supported: {_SUPPORTED})"))
        elif reason := _refusal(path):
            skipped.append(SkippedFile(path, reason))
        else:
            found.append(path)
    return found


def _walk(folder: Path, skipped: list[SkippedFile], above: frozenset[str]) -> Iterator[Path]:
    """Files under a folder; a link back to a folder that is being walked is not followed."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        skipped.append(SkippedFile(folder, _UNREADABLE_FOLDER))
        return
    for path in entries:
        if path.name.startswith((".", "~$")) or ".cadrage" in path.suffixes:
            continue
        if _is_folder(path):
            yield from _walk(path, skipped, above | {real})
        else:
            yield path


def _is_folder(path: Path) -> bool:
    """False also where the system will not say."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _refusal(path: Path) -> str:
    """Why a file cannot be read at all; empty where it can."""
    if not os.path.lexists(path):
        return "does not exist"
    try:
        if not path.is_file():
            return "is not a file" if path.exists() else "points to a file that does not exist"
        with path.open("rb"):
            return ""
    except PermissionError:
        return "may not be read: check its permissions"
    except OSError as error:
        return f"could not be read ({error.strerror})"
