"""What brings a project file of any released schema to the present one, in order."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from cadrage.store import schema

migrations = Migrations("cadrage")


@migrations()
def first_schema(db: Database) -> None:
    for statement in schema.statements():
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
