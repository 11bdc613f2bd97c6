"""Replacing a file in one move: a failed or cancelled export leaves the old one untouched."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path

from cadrage.core.errors import UserError

_DRAFT = re.compile(r"\.cadrage-[0-9a-f]{12}\.tmp")
_ABANDONED = 24 * 60 * 60  # seconds after which nobody can still be writing to a draft


def draft_in(folder: Path) -> Path:
    """A name for what is not yet whole; what a killed program left in the folder long ago goes."""
    with suppress(OSError), os.scandir(folder) as found:
        long_ago = time.time() - _ABANDONED
        for entry in found:
            if _DRAFT.fullmatch(entry.name) and entry.stat(follow_symlinks=False).st_mtime < long_ago:
                _remove(Path(entry.path))
    # A short name: the target's own may already be as long as the file system allows.
    return folder / f".cadrage-{secrets.token_hex(6)}.tmp"


def _remove(draft: Path) -> None:
    if draft.is_dir() and not draft.is_symlink():
        shutil.rmtree(draft, ignore_errors=True)
        return
    with suppress(OSError):
        draft.unlink()


@contextmanager
def safe_replace(path: Path) -> Iterator[Path]:
    """Gives a new empty file in the same folder to write to, and moves it to `path` when all went well.

    The bytes are on the disk before the move. On any exception, cancellation included, the new file is
    removed. What the system refuses (read-only folder, full disk, file held open) becomes a UserError.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise UserError(f"'{path}' is a folder. Choose the name of a file.")
    draft = draft_in(target.parent)
    try:
        draft.open("xb").close()
        yield draft
        _keep_permissions(target, draft)
        _flush(draft)
        draft.replace(target)
        _flush_folder(target.parent)
    except OSError as error:
        raise UserError(_reason(path, error)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _keep_permissions(target: Path, draft: Path) -> None:
    with suppress(FileNotFoundError):
        draft.chmod(target.stat().st_mode & 0o777)


def _flush(draft: Path) -> None:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """The move itself outlives a power cut only then; Windows cannot open folders and need not."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems refuse; the file itself is safe by then.
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(path: Path, error: OSError) -> str:
    name = os.fsencode(path.name).decode("utf-8", "replace")
    if error.errno in (ENOSPC, EDQUOT):
        return f"The disk is full: '{name}' was not written. Make room or choose another disk."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"The folder for '{name}' does not exist. Make it first, or choose another one."
    if isinstance(error, PermissionError):
        return (
            f"'{name}' may not be written. Close the program that has it open, or choose a folder "
            "in which you may write."
        )
    return f"'{name}' was not written ({error.strerror or error}). Choose another folder."
