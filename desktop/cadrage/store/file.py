"""Opening a project file: as the one writer, or as a reader, and saying in words why it cannot be done."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

from cadrage.core.errors import UserError
from cadrage.store import schema
from cadrage.store.lock import Lock, Locked

ENDING = ".cadrage"

_DAMAGED = (
    "“{name}” is damaged or was cut short: SQLite cannot read it. Use a backup copy, or run"
    " “cadrage check” on it to see what could be recovered."
)


class InUse(UserError):
    """The project is open already; it can still be opened read-only."""


class ReadOnlyPlace(UserError):
    """The file or its folder cannot be written; it can still be opened read-only."""


@dataclass(slots=True)
class Opened:
    """A connection to a project file. `lock` is held by writers alone; `temporary` is a migrated copy."""

    connection: sqlite3.Connection
    path: Path | None
    lock: Lock | None = None
    temporary: Path | None = None

    @property
    def writable(self) -> bool:
        return self.lock is not None or self.path is None

    def close(self) -> None:
        self.connection.close()
        if self.lock:
            self.lock.release()
        if self.temporary:
            shutil.rmtree(self.temporary, ignore_errors=True)


def in_memory() -> Opened:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _prepare(connection)
    _migrate(connection)
    return Opened(connection, None)


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """An empty project elsewhere, which takes the name `path` when the block has furnished it.

    Never overwrites, and leaves nothing behind when it fails. Raises UserError.
    """
    with _write_errors(path):
        if path.exists() or path.is_symlink():
            raise UserError(f"“{path.name}” exists already. Choose another name, or open the file that is there.")
        if not path.parent.is_dir():
            raise UserError(f"The folder “{path.parent}” does not exist. Create it first, or choose another one.")
        with tempfile.TemporaryDirectory(prefix=".cadrage-", dir=path.parent) as folder:
            draft = Path(folder) / path.name
            connection = sqlite3.connect(draft, isolation_level=None)
            try:
                _prepare(connection)
                _keep_safely(connection)
                _migrate(connection)
            finally:
                connection.close()
            yield draft
            _place(draft, path)


def open_writing(path: Path) -> Opened:
    """The project for its one writer: locked, migrated if it is older (after a backup beside it)."""
    _refuse_what_is_no_file(path)
    path = path.resolve()  # A link to a project is that project: one lock for both.
    try:
        lock = Lock(path)
    except Locked as error:
        raise InUse(
            f"“{path.name}” is open already ({error.holder}). Close it there, or open it read-only here."
        ) from None
    except OSError:
        raise ReadOnlyPlace(
            f"The folder of “{path.name}” cannot be written. Open the project read-only, or copy it elsewhere."
        ) from None
    try:
        return _open_locked(path, lock)
    except BaseException:
        lock.release()
        raise


def open_reading(path: Path) -> Opened:
    """The project as it stands, unlocked and never changed; an older one as a migrated temporary copy."""
    _refuse_what_is_no_file(path)
    path = path.resolve()
    _recover_if_free(path)
    connection = connect(path, mode="ro")
    try:
        with _reading_errors(path):
            if _schema_of(connection, path) == schema.SCHEMA:
                return Opened(connection, path)
            older = _migrated_copy(connection, path)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return older


def _migrated_copy(connection: sqlite3.Connection, path: Path) -> Opened:
    folder = Path(tempfile.mkdtemp(prefix="cadrage-"))
    try:
        copy = sqlite3.connect(folder / path.name, isolation_level=None)
        connection.backup(copy)
        _prepare(copy)
        _migrate(copy)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Opened(copy, path, temporary=folder)


def _open_locked(path: Path, lock: Lock) -> Opened:
    if not os.access(path, os.W_OK):
        raise ReadOnlyPlace(f"“{path.name}” is write-protected. Open it read-only, or allow writing to it.")
    connection = connect(path, mode="rw")
    try:
        with _reading_errors(path):
            found = _schema_of(connection, path)
            _keep_safely(connection)
            if found < schema.SCHEMA:
                _back_up(path, found)
                _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, path, lock)


def _back_up(path: Path, found: int) -> None:
    """A copy of an older file beside it, never over an earlier copy."""
    names = (f"{path.stem}.schema{found}.backup{number or ''}{ENDING}" for number in count())
    backup = next(place for name in names if not (place := path.with_name(name)).exists())
    try:
        shutil.copy2(path, backup)
    except OSError as error:
        backup.unlink(missing_ok=True)
        raise UserError(
            f"“{path.name}” comes from an older version, and its backup could not be written: {_reason(error)}."
        ) from error


def connect(path: Path, *, mode: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"file:{quote(os.fsencode(path))}?mode={mode}", uri=True, isolation_level=None)
    except sqlite3.Error:
        raise UserError(f"“{path.name}” cannot be opened. Check that you may read it.") from None
    try:
        with _reading_errors(path):
            _prepare(connection)
            return connection
    except BaseException:
        connection.close()
        raise


def connect_damaged(path: Path) -> sqlite3.Connection:
    """For reading what can still be read. Raises sqlite3.DatabaseError where that is nothing.

    SQLite refuses a file that was cut short as a whole, unless the schema counts as under repair.
    """
    uri = f"file:{quote(os.fsencode(path.resolve()))}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _reading_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise unreadable(path, error) from None


def _prepare(connection: sqlite3.Connection) -> None:
    """Settings of every connection; none of them changes a file, ours or not."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA recursive_triggers = ON")  # else OR REPLACE deletes unseen by the history
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32000")  # a big import must not spill and sync half-way
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _keep_safely(connection: sqlite3.Connection) -> None:
    """Not WAL: a copy taken of an open WAL file lacks committed work."""
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")


def _schema_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema number of a file, or UserError where it is no project of ours or a newer one."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise UserError(f"“{path.name}” is not a Cadrage project. Open a .cadrage file made by Cadrage.")
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > schema.SCHEMA:
        raise UserError(f"“{path.name}” was written by a newer version of Cadrage. Update Cadrage to open it.")
    if found < 1:
        raise UserError(_DAMAGED.format(name=path.name))
    # SQLite itself misses a last page that is cut in two.
    (pages,), (size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    if path.stat().st_size < pages * size:
        raise UserError(_DAMAGED.format(name=path.name))
    # We store none; a file that brings its own could run them on our first write.
    if connection.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()[0]:
        raise UserError(f"“{path.name}” holds database triggers or views that Cadrage did not make. It is not opened.")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    later = {name for number, names in schema.ADDED.items() if number > found for name in names}
    if not tables.issuperset({*schema.TRAVELLING, *schema.APART} - later):
        raise UserError(_DAMAGED.format(name=path.name))
    return found


def _migrate(connection: sqlite3.Connection) -> None:
    """Before any history trigger exists, and with foreign keys off (table rewrites need that)."""
    # With numpy in its wake: 0.2 s that opening a project of today's schema need not pay.
    from sqlite_utils import Database

    from cadrage.store.migrations import migrations

    db = Database(connection, execute_plugins=False)
    connection.execute("PRAGMA foreign_keys = OFF")
    migrations.apply(db)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise UserError("The project could not be brought to this version: its tables contradict each other.")
    connection.execute("PRAGMA foreign_keys = ON")


def _recover_if_free(path: Path) -> None:
    """Roll back what a killed process left half done; a reader could not, and would refuse the file."""
    if not path.with_name(path.name + "-journal").exists():
        return
    try:
        lock = Lock(path)
    except (Locked, OSError):
        return
    try:
        connection = connect(path, mode="rw")  # which reads, and so rolls back
        connection.close()
    finally:
        lock.release()


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        if not path.exists():
            raise UserError(f"“{path}” does not exist. Check the name, or make a new project with “cadrage new”.")
        if path.is_dir():
            raise UserError(f"“{path}” is a folder. Open a .cadrage file.")
        if not path.is_file():
            raise UserError(f"“{path}” is no file. Open a .cadrage file.")
        if path.stat().st_size == 0:
            raise UserError(f"“{path.name}” is empty: no project, or one that was lost in copying. Use a backup copy.")
        if os.access(path, os.R_OK) and not _looks_like_ours(path):
            raise UserError(f"“{path.name}” is not a Cadrage project. Open a .cadrage file made by Cadrage.")
    except OSError as error:
        raise UserError(f"“{path}” cannot be opened: {_reason(error)}.") from None


def _looks_like_ours(path: Path) -> bool:
    """By its first bytes, before SQLite sees it: that would leave files beside a stranger's database."""
    with path.open("rb") as file:
        header = file.read(100)
    return header[:16] == b"SQLite format 3\0" and header[68:72] == schema.APPLICATION_ID.to_bytes(4, "big")


# What the file says of its own tables can be damaged too; all our statements have been run on sound ones.
_MISSING = ("no such column", "no such table")


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file or the disk is at fault, and not our SQL."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return "decode" in str(error).lower()  # Python's own: text that is not UTF-8
    if str(error).startswith(_MISSING):
        return True
    return code & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_PERM,
    )


def unreadable(path: Path | None, error: sqlite3.DatabaseError) -> UserError:
    name = path.name if path else "Untitled"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return UserError(f"“{name}” is not a Cadrage project. Open a .cadrage file made by Cadrage.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return InUse(f"“{name}” is being written by another program. Close it there and try again.")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return UserError(f"“{name}” cannot be opened. Check that you may read it.")
    if code == sqlite3.SQLITE_READONLY:
        return ReadOnlyPlace(
            f"“{name}” was not closed properly and cannot be repaired here, as its folder is read-only."
        )
    if code == sqlite3.SQLITE_IOERR:
        return UserError(f"The disk failed while “{name}” was read. Check the disk or the network and try again.")
    if code == sqlite3.SQLITE_FULL:
        return UserError(f"The disk is full: “{name}” cannot be opened for writing. Make room and try again.")
    return UserError(_DAMAGED.format(name=name))


def _place(draft: Path, path: Path) -> None:
    """Move a finished file to its name, unless something has taken the name meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise UserError(f"“{path.name}” exists already. Choose another name.") from None
    except OSError:
        # A file system without hard links: take the name first, which fails if it is taken.
        path.open("xb").close()
        draft.replace(path)


@contextmanager
def _write_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise UserError(
            f"“{path.name}” cannot be written: {_reason(error)}. Choose another folder, or make room on the disk."
        ) from error


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)
