"""How many codings there are, by coder and code and by coder and document, kept by the database itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cadrage.store.project import Project

By = Literal["code", "document"]
_SUBJECTS: tuple[By, ...] = ("code", "document")


class CodingCounts:
    """Temporary tables that triggers keep right, whatever verb, cascade, undo or merge writes a coding.

    Counting fifty thousand codings anew takes longer than all the rest of adding one.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._kept = False

    def by(
        self, subject: By, *, coders: Iterable[int] | None = None, only: Iterable[int] | None = None
    ) -> Mapping[int, int]:
        """Numbers of codings by code or document, none of them 0; of some coders, of some codes or documents."""
        chosen = [f"owner IN ({listed(coders)})"] if coders is not None else []
        chosen += [f"{subject} IN ({listed(only)})"] if only is not None else []
        where = " AND ".join(chosen) or "true"
        if self._keep():
            sql = f"SELECT {subject}, sum(count) FROM temp.{subject}_count WHERE {where} AND count > 0"
        else:
            sql = f"SELECT {subject}, count(*) FROM coding WHERE {where}"
        return dict(self._project.rows(f"{sql} GROUP BY {subject}"))

    def _keep(self) -> bool:
        """Begin to keep the counts when they are first asked for; not in a change, whose rollback would undo it."""
        if not self._kept and self._project.writable and not self._project.changing:
            for subject in _SUBJECTS:
                for statement in _statements(subject):
                    self._project.rows(statement)
            self._kept = True
        return self._kept


def listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


def _statements(subject: By) -> tuple[str, ...]:
    table = f"{subject}_count"
    one_more = f"INSERT INTO {table} VALUES (NEW.owner, NEW.{subject}, 1) ON CONFLICT DO UPDATE SET count = count + 1"
    one_less = f"UPDATE {table} SET count = count - 1 WHERE owner = OLD.owner AND {subject} = OLD.{subject}"
    return (
        f"CREATE TEMP TABLE {table} (owner INTEGER, {subject} INTEGER, count INTEGER NOT NULL,"
        f" PRIMARY KEY (owner, {subject})) WITHOUT ROWID",
        f"INSERT INTO temp.{table} SELECT owner, {subject}, count(*) FROM coding GROUP BY owner, {subject}",
        f"CREATE TEMP TRIGGER {table}_insert AFTER INSERT ON main.coding BEGIN {one_more}; END",
        f"CREATE TEMP TRIGGER {table}_delete AFTER DELETE ON main.coding BEGIN {one_less}; END",
        f"CREATE TEMP TRIGGER {table}_update AFTER UPDATE OF owner, {subject} ON main.coding"
        f" BEGIN {one_less}; {one_more}; END",
    )
