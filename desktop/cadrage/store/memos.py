"""Memos: what a coder thinks about the project, a document, a code or a coding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cadrage.core.identity import new_guid, now
from cadrage.core.model import Memo, Subject
from cadrage.core.text import clean

if TYPE_CHECKING:
    from cadrage.store.project import Project


class Memos:
    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> tuple[Memo, ...]:
        rows = self._project.rows(
            "SELECT id, guid, subject, subject_guid, owner, text, created, modified FROM memo ORDER BY id"
        )
        return tuple(
            Memo(row, guid, Subject(subject), subject_guid, owner, text, created, modified)
            for row, guid, subject, subject_guid, owner, text, created, modified in rows
        )

    def rounds(self) -> Mapping[int, int]:
        """The round that each memo was written in."""
        return dict(self._project.rows("SELECT id, round FROM memo"))

    def texts(self) -> list[tuple[int, str, int, str]]:
        """(row, guid of the subject, coder, text) of every memo, the later of two on the same first."""
        return self._project.rows("SELECT id, subject_guid, owner, text FROM memo ORDER BY id DESC")

    def guids(self) -> list[tuple[str, int]]:
        """(guid, coder) of every memo."""
        return self._project.rows("SELECT guid, owner FROM memo")

    def about(self, subject_guid: str, *, coder: int | None = None) -> str:
        """The present coder's (or `coder`'s) memo, empty where there is none."""
        owner = coder if coder is not None else self._project.me.id
        text: str | None = self._project.one(
            "SELECT text FROM memo WHERE subject_guid = ? AND owner = ?", (subject_guid, owner)
        )
        return text or ""

    def by_coder(self, subject_guid: str) -> tuple[tuple[int, str], ...]:
        """(coder, text) of every memo about the same, the oldest first."""
        return tuple(
            self._project.rows("SELECT owner, text FROM memo WHERE subject_guid = ? ORDER BY id", (subject_guid,))
        )

    def is_there(self, subject: Subject, subject_guid: str) -> bool:
        """Whether what a memo is about is still in the project."""
        if subject is Subject.PROJECT:
            return True
        return bool(self._project.one(f"SELECT 1 FROM {subject} WHERE guid = ?", (subject_guid,)))

    def on_codings(self) -> Mapping[str, str]:
        """Each coding's memo by its own coder, by the coding's guid."""
        return dict(
            self._project.rows(
                "SELECT subject_guid, text FROM memo JOIN coding ON coding.guid = subject_guid"
                " AND coding.owner = memo.owner WHERE subject = 'coding' ORDER BY memo.id"
            )
        )

    def set(self, subject: Subject, subject_guid: str, text: str, *, coder: int | None = None) -> None:
        """Write, change or (with an empty text) remove the present coder's memo."""
        owner = coder if coder is not None else self._project.me.id
        text = clean(text).strip()
        if text == self.about(subject_guid, coder=owner):
            return
        with self._project.change("Memo" if text else "Remove memo"):
            self._put(subject, subject_guid, text, owner)

    def _put(self, subject: Subject, subject_guid: str, text: str, owner: int) -> None:
        moment = now()
        row = self._project.one("SELECT id FROM memo WHERE subject_guid = ? AND owner = ?", (subject_guid, owner))
        if not text:
            self._project.write("DELETE FROM memo WHERE id = ?", (row,))
        elif row is None:
            self._project.write(
                "INSERT INTO memo (guid, owner, round, subject, subject_guid, text, created, modified)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (new_guid(), owner, self._project.rounds.latest.id, subject, subject_guid, text, moment, moment),
            )
        else:
            self._project.write("UPDATE memo SET text = ?, modified = ? WHERE id = ?", (text, moment, row))

    def remove_about(self, subject_guid: str) -> None:
        """The present coder's memo, inside the change that removes the subject; others' memos are theirs."""
        me = self._project.me.id
        self._project.write("DELETE FROM memo WHERE subject_guid = ? AND owner = ?", (subject_guid, me))
