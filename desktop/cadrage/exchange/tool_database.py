"""Another tool's SQLite database: read only, as plain tables, for so long and no longer."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from cadrage.core.errors import UserError
from cadrage.core.text import clean

MAGIC = b"SQLite format 3\x00"
Value: TypeAlias = "int | float | str | bytes | None"
MOST_BYTES = 4 * 1024 * 1024 * 1024
_LONGEST_VALUE = 200 * 1024 * 1024
_MOST_ROWS = 5_000_000
_SECONDS = 120.0
_STEPS = 100_000
# Messages of SQLite that quote a damaged file are no UTF-8.
_UNSOUND = (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeDecodeError)
_BROKEN = (
    "The database “{name}” is damaged or no sound database of {tool}. Open it there, save it, and import it again."
)


class Row:
    """One row of a table; columns that an older version of the tool did not have are empty."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def text(self, column: str) -> str:
        value = self._values.get(column)
        if isinstance(value, bytes):
            return clean(value.decode("utf-8", "replace"))
        return "" if value is None else str(value)

    def number(self, column: str) -> int | None:
        value = self._values.get(column)
        if isinstance(value, float):
            return int(value) if value.is_integer() and abs(value) < 2**53 else None
        if isinstance(value, str):
            digits = value.strip()
            return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
        return value if isinstance(value, int) else None

    def blank(self, column: str) -> bool:
        return self._values.get(column) in (None, "", b"")


class Database:
    """What a reader may ask: the names of the tables, and their rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # Views and virtual tables could run anything; no tool that is read here has any that matter.
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        self.tables = frozenset(
            name
            for name, sql in found
            if isinstance(name, str) and isinstance(sql, str) and not sql.lstrip().upper().startswith("CREATE VIRTUAL")
        )

    def rows(self, table: str, order: str = "rowid") -> Iterator[Row]:
        """All rows of a table, none where there is no such table."""
        if table not in self.tables:
            return
        columns = self._columns(table)
        listed = ", ".join(_quoted(column) for column in columns)
        order = _quoted(order) if order in columns else "rowid"
        found = self._connection.execute(f"SELECT {listed} FROM {_quoted(table)} ORDER BY {order}")
        for count, values in enumerate(found):
            if count > _MOST_ROWS:
                raise UserError("The database holds more rows than can be read at once.")
            yield Row(dict(zip(columns, values, strict=True)))

    def _columns(self, table: str) -> list[str]:
        """Its real columns: those that a formula computes could compute without end."""
        found = self._connection.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
        return [str(row[1]) for row in found if row[6] == 0]


@contextmanager
def opened(source: Path | bytes, tool: str) -> Iterator[Database]:
    """The database in a file or in its bytes, without changing any of them. Raises UserError where it is broken or
    in use."""
    name = source.name if isinstance(source, Path) else "the database"
    broken = _BROKEN.format(name=name, tool=tool)
    try:
        connection = _connected(source, tool)
    except _UNSOUND as error:
        raise UserError(broken) from error
    try:
        _guard(connection)
        yield Database(connection)
    except _UNSOUND as error:
        raise UserError(broken) from error
    finally:
        connection.close()


def _connected(source: Path | bytes, tool: str) -> sqlite3.Connection:
    if isinstance(source, Path):
        _refuse(source, tool)
        return sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection = sqlite3.connect(":memory:")
    # A copy in memory has no write-ahead log, whatever its header says (bytes 18 and 19).
    connection.deserialize(source[:18] + b"\1\1" + source[20:])
    return connection


def _refuse(path: Path, tool: str) -> None:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"The database “{path.name}” is too large to be read.")
        waiting = path.with_name(f"{path.name}-wal")
        if waiting.exists() and waiting.stat().st_size:
            raise UserError(f"“{path.name}” holds changes that are not written yet. Close {tool} and import it again.")
    except OSError as error:
        raise UserError(f"The file “{path.name}” cannot be read: {error.strerror or error}.") from error


def _guard(connection: sqlite3.Connection) -> None:
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.text_factory = _text
    connection.set_progress_handler(_clock(), _STEPS)


def _text(data: bytes) -> str:
    """Text as it is, also where the bytes are no UTF-8."""
    return data.decode("utf-8", "replace")


def _clock() -> Callable[[], int]:
    end = time.monotonic() + _SECONDS

    def overdue() -> int:
        return int(time.monotonic() > end)

    return overdue


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
