"""What may be wrong with a project file, found without changing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.text import text_hash
from cadrage.store import file, schema
from cadrage.store.project import Project
from cadrage.store.values import TABLES

_MOST = 20  # problems of one kind that are worth a line each


def problems(path: Path) -> list[str]:
    """Every problem found in a project file, in words; empty where it is sound."""
    try:
        project = Project.open_reading(path)
    except UserError as error:
        return [str(error), *_salvage(path)]
    with project:
        try:
            return list(_check(project))
        except UserError as error:
            return [str(error), *_salvage(path)]


def _check(project: Project) -> Iterator[str]:
    for (finding,) in project.rows(f"PRAGMA integrity_check({_MOST})"):
        if finding != "ok":
            yield f"SQLite: {finding}."
    for table, row, parent, _ in project.rows("PRAGMA foreign_key_check")[:_MOST]:
        yield f"Row {row} of “{table}” points to a row of “{parent}” that is not there."
    for text, digest, length, body in project.rows("SELECT id, sha256, length, body FROM text"):
        if len(body) != length or text_hash(body) != digest:
            yield f"Text {text} is not the text that was imported: its hash differs."
    for table in ("coding", "example", "region"):
        beyond = project.rows(
            f"SELECT {table}.id, document.title FROM {table} JOIN document ON document.id = {table}.document"
            f' JOIN text ON text.id = document.text WHERE {table}."end" > text.length'
        )
        for row, title in beyond[:_MOST]:
            yield f"{table.capitalize()} {row} reaches beyond the end of “{title}”."
    yield from _nameless(project)


def _nameless(project: Project) -> Iterator[str]:
    """Values of actor variables are actors' guids, which no foreign key watches."""
    for table in TABLES.values():
        rows = project.rows(
            f"SELECT {table}.id, variable.name FROM {table} JOIN variable ON variable.id = {table}.variable"
            f" WHERE variable.kind = 'actor' AND NOT EXISTS (SELECT 1 FROM actor WHERE guid = {table}.value)"
        )
        for row, name in rows[:_MOST]:
            yield f"Value {row} of “{name}” names an actor who is not there."


def _salvage(path: Path) -> Iterator[str]:
    """How much of each table can still be read from a damaged file."""
    if not path.is_file():
        return
    try:
        connection = file.connect_damaged(path)
    except sqlite3.DatabaseError:
        return
    try:
        for table in ("document", "text", "code", "coder", "coding", "memo"):
            yield f"Of “{table}”, {_readable(connection, table)} can be read."
    finally:
        connection.close()


def _readable(connection: sqlite3.Connection, table: str) -> str:
    assert table in (*schema.TRAVELLING, "text")
    count = 0
    try:
        for _ in connection.execute(f'SELECT * FROM "{table}"'):
            count += 1
    except sqlite3.DatabaseError:
        return f"the first {count} rows"
    return f"all {count} rows"
