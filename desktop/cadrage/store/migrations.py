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


@migrations()
def results_and_pages(db: Database) -> None:
    """Schema 2 keeps questions to the results, and the pages of texts. A new file has both already."""
    for statement in schema.statements():
        if statement.startswith("CREATE TABLE saved_result") and not db["saved_result"].exists():
            db.execute(statement)
        if statement.startswith("CREATE TABLE segments") and "'page'" not in db["segments"].schema:
            db.execute("ALTER TABLE segments RENAME TO segments_before")
            db.execute(statement)
            db.execute("INSERT INTO segments SELECT * FROM segments_before")
            db.execute("DROP TABLE segments_before")
    db.execute("PRAGMA user_version = 2")
