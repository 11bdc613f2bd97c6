"""What a disk or a damaged file does to reading and writing, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.store import file


class StillInUse(UserError):
    """Something else in the project points to what would go."""


def in_words(path: Path | None, error: sqlite3.DatabaseError) -> Exception:
    """What reading a damaged file or a failing disk tells the user; a mistake of ours stays what it is."""
    return file.unreadable(path, error) if file.is_damage(error) else error


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Around writing: what the user can put right is raised as a UserError."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorname == "SQLITE_CONSTRAINT_FOREIGNKEY":
            raise StillInUse("This is still in use elsewhere in the project. Nothing was changed.") from error
        raise
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise UserError("The disk is full. Nothing was changed; make room and try again.") from error
        if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise UserError(
                "The project file cannot be written. Nothing was changed; check the disk and try again."
            ) from error
        if code == sqlite3.SQLITE_BUSY:
            raise UserError("Another program is writing the project file. Nothing was changed; try again.") from error
        raise in_words(path, error) from error
    except sqlite3.DatabaseError as error:
        raise in_words(path, error) from error
