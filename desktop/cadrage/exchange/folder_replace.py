"""Replacing files in a folder all at once: a failed or cancelled export leaves them as they were."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.exchange.atomic import draft_in


@contextmanager
def safe_replace_files(folder: Path, obsolete: Sequence[str] = ()) -> Iterator[Path]:
    """Gives an empty folder to fill, whose files take the place of those of the same names in `folder`, which is made
    where it does not exist. `obsolete`, which may be filled meanwhile, names files in it that go; all others stay.

    Each file moves by itself, and where one cannot (it is open in another program) those before it move back. On any
    exception, cancellation included, nothing has changed. What the system refuses becomes a UserError.
    """
    target = Path(os.path.realpath(folder))
    if target.exists() and not target.is_dir():
        raise UserError(f"“{folder}” is a file. Name a folder.")
    # Inside a folder that is there: what is around it may be another disk, or not be ours to write.
    place = target if target.is_dir() else target.parent
    staging = draft_in(place)
    try:
        staging.mkdir()
        draft = staging / "new"
        draft.mkdir()
        yield draft
        if target.is_dir():
            _exchange(draft, target, staging / "old", obsolete)
        else:
            draft.replace(target)
    except OSError as error:
        raise UserError(_reason(folder, error)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _exchange(draft: Path, target: Path, old: Path, obsolete: Sequence[str]) -> None:
    """Moves every file of `draft` to `target`, and what stood there to `old`; all or none of them."""
    names = sorted(str(path.relative_to(draft)) for path in draft.rglob("*") if path.is_file())
    moves: list[tuple[Path, Path]] = []
    try:
        for name in (*names, *obsolete):
            if (target / name).is_dir():
                raise UserError(f"“{name}” is a folder in “{target}”. Rename it, or choose another folder.")
            if os.path.lexists(target / name):
                _move(target / name, old / name, moves)
        for name in names:
            _move(draft / name, target / name, moves)
    except BaseException:
        for source, goal in reversed(moves):
            with suppress(OSError):
                goal.replace(source)
        raise


def _move(source: Path, goal: Path, moves: list[tuple[Path, Path]]) -> None:
    goal.parent.mkdir(parents=True, exist_ok=True)
    source.replace(goal)
    moves.append((source, goal))


def _reason(folder: Path, error: OSError) -> str:
    name = os.fsencode(folder.name or str(folder)).decode("utf-8", "replace")
    about = os.fsencode(Path(error.filename).name).decode("utf-8", "replace") if error.filename else name
    if error.errno in (ENOSPC, EDQUOT):
        return f"The disk is full: “{name}” was not written. Make room or choose another disk."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"The folder for “{name}” does not exist. Make it first, or choose another one."
    if isinstance(error, PermissionError):
        return (
            f"“{name}” was not written, because “{about}” may not be. Close the program that has it open, or choose a "
            "folder in which you may write."
        )
    return f"“{name}” was not written ({error.strerror or error}). Choose another folder."
