"""Undo, redo and the audit trail, kept by the database itself.

Temporary triggers on every travelling table write each changed row, before and after, into `change_row` in
the same transaction (technique: https://sqlite.org/undoredo.html, with row values as typed JSON instead of SQL
text: a project file that somebody sends must not be able to execute anything). The rows touched are also the
change notice, and `version` remembers stamps and deletions for merging copies.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid, now
from cadrage.store import schema

KEPT = 1_000  # changes whose rows stay, for undo

# How a value of each column type stands in JSON; bare json_object rounds reals and refuses BLOBs.
_JSON = {
    "INTEGER": "{0}",
    "TEXT": "{0}",
    "REAL": "CASE WHEN {0} IS NULL THEN NULL ELSE json_object('real', real_text({0})) END",
    "BLOB": "CASE WHEN {0} IS NULL THEN NULL ELSE json_object('hex', hex({0})) END",
}
_PLAIN = (str, int, type(None))  # stand for themselves, and are nearly all there is


@dataclass(frozen=True, slots=True)
class Step:
    """A change on the undo or redo stack."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class _Columns:
    names: tuple[str, ...]
    types: tuple[str, ...]

    def as_json(self, row: str) -> str:
        parts = (
            f"'{name}', " + _JSON[kind].format(f'{row}"{name}"')
            for name, kind in zip(self.names, self.types, strict=True)
        )
        return f"json_object({', '.join(parts)})"

    @property
    def differ(self) -> str:
        """Whether an update changes anything: one that writes what is there already is none."""
        return " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in self.names)


def real_text(value: float) -> str:
    return format(value, ".17g")


def encode(value: object) -> object:
    """A column's value as the journal writes it."""
    if isinstance(value, float):
        return {"real": real_text(value)}
    if isinstance(value, bytes):
        return {"hex": value.hex().upper()}
    return value


def decode(value: object) -> Any:
    """The inverse of `encode`; anything else in a journal is damage or worse."""
    if isinstance(value, dict):
        if set(value) == {"real"}:
            return float(value["real"])
        if set(value) == {"hex"}:
            return bytes.fromhex(value["hex"])
        raise ValueError("not a value of a project's history")
    if isinstance(value, (list, bool)):
        raise ValueError("not a value of a project's history")
    return value


class History:
    """The journal of one open, writable project."""

    def __init__(self, connection: sqlite3.Connection, device: str) -> None:
        self._db = connection
        self._device = device
        self._columns = {table: _columns(connection, table) for table in schema.TRAVELLING}
        self._stamp: int = self._one("SELECT coalesce(max(stamp), 0) FROM version")
        # SQLite's own printf('%!.17g') is wrong in the last digit of very large and very small reals.
        connection.create_function("real_text", 1, real_text, deterministic=True)
        self._create_triggers()

    def _one(self, sql: str, values: Iterable[object] = ()) -> Any:
        row = self._db.execute(sql, tuple(values)).fetchone()
        return row[0] if row else None

    # The journal.

    def _create_triggers(self) -> None:
        self._db.execute("CREATE TEMP TABLE open_change (change INTEGER, stamp INTEGER, device TEXT)")
        for table, columns in self._columns.items():
            for event, before, after, effect in (
                ("INSERT", "NULL", columns.as_json("NEW."), "true"),
                ("UPDATE", columns.as_json("OLD."), columns.as_json("NEW."), columns.differ),
                ("DELETE", columns.as_json("OLD."), "NULL", "true"),
            ):
                self._db.execute(_trigger(table, event, before, after, effect))

    def begin(self, label: str, coder: str, *, origin: str = "local", undoes: int | None = None) -> int:
        """Open a change inside the present transaction; its id."""
        self._stamp = max(self._stamp + 1, (time.time_ns() // 1_000_000) << 16)
        cursor = self._db.execute(
            "INSERT INTO change (guid, label, coder, device, at, origin, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new_guid(), label, coder, self._device, now(), origin, undoes),
        )
        change = cursor.lastrowid
        assert change is not None
        self._db.execute("INSERT INTO open_change VALUES (?, ?, ?)", (change, self._stamp, self._device))
        return change

    def finish(self, change: int) -> frozenset[tuple[str, int]]:
        """Close the change: the rows it touched, as (table, id). Without any the change leaves no trace."""
        self._db.execute("DELETE FROM open_change")
        rows = self._db.execute(
            'SELECT "table", row, count(*) FROM change_row WHERE change = ? GROUP BY "table", row', (change,)
        ).fetchall()
        # A row written once is another one now; one that was made and removed again is not.
        if all(times > 1 for *_, times in rows) and not self._differs(change):
            self._db.execute("DELETE FROM change_row WHERE change = ?", (change,))
            self._db.execute("DELETE FROM change WHERE id = ?", (change,))
            return frozenset()
        touched = frozenset((table, row) for table, row, _ in rows)
        counts: dict[str, int] = {}
        for table, _ in touched:
            counts[table] = counts.get(table, 0) + 1
        self._db.execute("UPDATE change SET counts = ? WHERE id = ?", (json.dumps(counts, sort_keys=True), change))
        return touched

    def _differs(self, change: int) -> bool:
        return any(before != after for before, after in self._net_rows(change).values())

    def prune(self) -> None:
        """Forget the rows of all but the latest changes; the audit trail itself stays."""
        self._db.execute(
            "DELETE FROM change_row WHERE change <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ?)", (KEPT,)
        )

    # The stacks.

    def stacks(self, coder: str) -> tuple[list[Step], list[Step]]:
        """What the coder can undo and redo, the next one last.

        A change that undoes an undo is a redo: it goes back on the undo stack.
        """
        undo: list[Step] = []
        redo: list[Step] = []
        for change, label, undoes in self._own(coder):
            if undoes is None:
                undo.append(Step(change, label))
                redo.clear()
            elif self._reversals(change) % 2:
                _pop(undo, undoes)
                redo.append(Step(change, label))
            else:
                _pop(redo, undoes)
                undo.append(Step(change, label))
        return undo, redo

    def _own(self, coder: str) -> Iterator[tuple[int, str, int | None]]:
        """The coder's changes that still have their rows, oldest first."""
        yield from self._db.execute(
            "SELECT id, label, undoes FROM change WHERE coder = ? AND origin IN ('local', 'undo')"
            " AND id >= (SELECT min(change) FROM change_row) ORDER BY id",
            (coder,),
        )

    def _reversals(self, change: int) -> int:
        """How many changes stand between this one and what the coder did: odd is an undo, even a redo.

        The first of them may be pruned, so the audit trail is asked. A change can only undo an earlier one.
        """
        count: int = self._one(
            "WITH RECURSIVE chain (id, undoes) AS (SELECT id, undoes FROM change WHERE id = ? UNION ALL"
            " SELECT change.id, change.undoes FROM chain JOIN change ON change.id = chain.undoes"
            " WHERE change.id < chain.id) SELECT count(undoes) FROM chain",
            (change,),
        )
        return count

    # Undo.

    def reverse(self, step: Step) -> None:
        """Restore every row of a change as it was; to be called inside an open change of origin "undo".

        Raises UserError where a row has changed since, or where others' work hangs on what would go.
        """
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        rows = self._rows_by_table(step)
        for table, changed in rows.items():
            present = self._present(table, step.id)
            if any(present.get(row) != after for row, (_, after) in changed.items()):
                raise UserError(f"“{step.label}” cannot be undone: what it made has been changed since.")
        try:
            # In this order, lest a row that moves away is taken along by what it was part of: deletions cascade.
            for table, changed in rows.items():
                self._put_back(table, changed)
            for table, changed in reversed(rows.items()):
                made = [(row,) for row, (before, _) in changed.items() if before is None]
                self._db.executemany(f'DELETE FROM "{table}" WHERE id = ?', made)
            for table, changed in rows.items():
                self._bring_back(table, changed)
        except (ValueError, TypeError, OverflowError, RecursionError, sqlite3.IntegrityError):
            # A journal that we wrote holds rows that the schema takes; this one was damaged or made up.
            raise _damaged(step) from None

    def _rows_by_table(self, step: Step) -> dict[str, dict[int, tuple[str | None, str | None]]]:
        """The net rows of a change, shared tables before those that point to them."""
        found: dict[str, dict[int, tuple[str | None, str | None]]] = {table: {} for table in schema.TRAVELLING}
        for (table, row), states in self._net_rows(step.id).items():
            if table not in found:
                raise _damaged(step)
            found[table][row] = states
        return {table: rows for table, rows in found.items() if rows}

    def check_reversal(self, step: Step, change: int) -> None:
        """Nothing but the undone change's own rows may have moved (a cascade could reach further)."""
        stray = self._one(
            'SELECT 1 FROM (SELECT "table", row FROM change_row WHERE change = ? EXCEPT'
            ' SELECT "table", row FROM change_row WHERE change = ?)',
            (change, step.id),
        )
        if stray or self._memos_hang_on(change, step):
            raise UserError(f"“{step.label}” cannot be undone: later work hangs on it. Undo or remove that work first.")

    def _memos_hang_on(self, change: int, step: Step) -> bool:
        """Whether a memo written since is about a row that goes: memos name their subject by guid alone."""
        return bool(
            self._one(
                "SELECT 1 FROM change_row AS gone JOIN memo ON memo.subject_guid = gone.guid"
                " JOIN version ON version.\"table\" = 'memo' AND version.guid = memo.guid"
                " AND version.owner = memo.owner"
                ' WHERE gone.change = ? AND gone.after IS NULL AND memo.subject = gone."table"'
                " AND version.stamp > (SELECT max(stamp) FROM change_row WHERE change = ?)",
                (change, step.id),
            )
        )

    def _net_rows(self, change: int) -> dict[tuple[str, int], tuple[str | None, str | None]]:
        """For each row of a change its state before the change and its state as it should be now."""
        rows: dict[tuple[str, int], tuple[str | None, str | None]] = {}
        for table, row, before, after in self._db.execute(
            'SELECT "table", row, before, after FROM change_row WHERE change = ? ORDER BY id', (change,)
        ):
            first, _ = rows.get((table, row), (before, after))
            rows[(table, row)] = (first, after)
        return rows

    def _present(self, table: str, change: int) -> dict[int, str]:
        """Those rows of a change that exist, as the journal would write them, by id."""
        return dict(
            self._db.execute(
                f'SELECT id, {self._columns[table].as_json("")} FROM "{table}"'
                ' WHERE id IN (SELECT row FROM change_row WHERE change = ? AND "table" = ?)',
                (change, table),
            )
        )

    def _put_back(self, table: str, rows: dict[int, tuple[str | None, str | None]]) -> None:
        """Rows that were changed are as before."""
        columns = self._columns[table].names
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" for _ in columns)
        self._db.executemany(
            f'UPDATE "{table}" SET ({names}) = ({marks}) WHERE id = ?',
            [(*_values(before, columns, row), row) for row, (before, after) in rows.items() if before and after],
        )

    def _bring_back(self, table: str, rows: dict[int, tuple[str | None, str | None]]) -> None:
        """Rows that were removed are there again."""
        columns = self._columns[table].names
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" for _ in columns)
        self._db.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
            [_values(before, columns, row) for row, (before, after) in rows.items() if before and after is None],
        )


def _columns(connection: sqlite3.Connection, table: str) -> _Columns:
    info = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    names = tuple(row[1] for row in info)
    types = tuple(row[2].upper() for row in info)
    expected = {"id", "guid"} | ({"owner", "round"} if table in schema.OWNED else set())
    if (
        not expected.issubset(names)
        or not all(name.replace("_", "").isalpha() and name.isascii() for name in names)
        or not _JSON.keys() >= set(types)
    ):
        raise UserError("This is not a Cadrage project, or it is damaged: a table has unexpected columns.")
    return _Columns(names, types)


def _trigger(table: str, event: str, before: str, after: str, effect: str) -> str:
    row = "OLD" if event == "DELETE" else "NEW"
    owned = table in schema.OWNED
    owner, round_ = (f"{row}.owner", f"{row}.round") if owned else ("NULL", "NULL")
    return f"""
    CREATE TEMP TRIGGER {table}_{event.lower()} AFTER {event} ON main."{table}" BEGIN
        SELECT RAISE(ABORT, 'a write outside any change') WHERE NOT EXISTS (SELECT 1 FROM open_change);
        INSERT INTO change_row (change, "table", row, guid, owner, round, stamp, before, after)
            SELECT change, '{table}', {row}.id, {row}.guid, {owner}, {round_}, stamp, {before}, {after}
            FROM open_change WHERE {effect};
        INSERT INTO version ("table", guid, owner, id, stamp, device, deleted)
            SELECT '{table}', {row}.guid, {f"{row}.owner" if owned else "0"}, {row}.id, stamp, device,
                {int(event == "DELETE")} FROM open_change WHERE {effect}
            ON CONFLICT DO UPDATE SET id = excluded.id, stamp = excluded.stamp, device = excluded.device,
                deleted = excluded.deleted;
    END"""


def _pop(stack: list[Step], change: int) -> None:
    stack[:] = [step for step in stack if step.id != change]


def _values(row: str, columns: tuple[str, ...], number: int) -> tuple[Any, ...]:
    """The values of a journalled row; ValueError where it is not a row number `number` of the table."""
    content = json.loads(row)
    if not isinstance(content, dict) or tuple(content) != columns or content["id"] != number:
        raise ValueError("not a row of this table")
    return tuple([value if type(value) in _PLAIN else decode(value) for value in content.values()])


def _damaged(step: Step) -> UserError:
    return UserError(f"“{step.label}” cannot be undone: its history is damaged. Nothing was changed.")
