"""How far each coder is with each document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cadrage.core.identity import new_guid, now
from cadrage.core.model import State, Status

if TYPE_CHECKING:
    from cadrage.store.project import Project


class Statuses:
    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self, *, round: int | None = None) -> tuple[Status, ...]:
        where, values = ("WHERE round = ?", (round,)) if round is not None else ("", ())
        rows = self._project.rows(
            f"SELECT document, owner, round, state, started, completed FROM status {where} ORDER BY id", values
        )
        return tuple(
            Status(document, owner, round_, State(state), started, completed)
            for document, owner, round_, state, started, completed in rows
        )

    def rows(self) -> Mapping[int, Status]:
        """Every status by its row."""
        rows = self._project.rows("SELECT id, document, owner, round, state, started, completed FROM status")
        return {
            row: Status(document, owner, round_, State(state), started, completed)
            for row, document, owner, round_, state, started, completed in rows
        }

    def of_coder(self, coder: int) -> Mapping[int, State]:
        """The coder's states in the latest round, by document; what is not there has not been started."""
        round_ = self._project.rounds.latest.id
        rows = self._project.rows("SELECT document, state FROM status WHERE owner = ? AND round = ?", (coder, round_))
        return {document: State(state) for document, state in rows}

    def completed(self) -> Mapping[int, int]:
        """How many documents each coder has completed in the latest round."""
        return dict(
            self._project.rows(
                "SELECT owner, count(*) FROM status WHERE round = ? AND state = 'complete' GROUP BY owner",
                (self._project.rounds.latest.id,),
            )
        )

    def of(self, document: int, coder: int) -> State:
        """The coder's state of one document in the latest round."""
        return self._state(document, coder, self._project.rounds.latest.id)

    def begin(self, document: int, coder: int, round_: int) -> None:
        """A first coding starts a document; a document that is complete stays so."""
        if self._state(document, coder, round_) is State.NONE:
            self._put(document, coder, round_, State.PROGRESS)

    def set(self, document: int, state: State, *, coder: int | None = None) -> None:
        """The present coder (or `coder`) says how far the document is."""
        owner = coder if coder is not None else self._project.me.id
        round_ = self._project.rounds.latest.id
        if self._state(document, owner, round_) is state:
            return
        label = {
            State.COMPLETE: "Mark complete",
            State.PROGRESS: "Mark in progress",
            State.NONE: "Mark not started",
        }[state]
        with self._project.change(label):
            self._put(document, owner, round_, state)

    def complete_many(self, pairs: Iterable[tuple[int, int]], round_: int) -> None:
        """Mark (document, coder) pairs complete, inside the caller's change."""
        for document, coder in pairs:
            if self._state(document, coder, round_) is not State.COMPLETE:
                self._put(document, coder, round_, State.COMPLETE)

    def _state(self, document: int, coder: int, round_: int) -> State:
        found = self._project.one(
            "SELECT state FROM status WHERE document = ? AND owner = ? AND round = ?", (document, coder, round_)
        )
        return State(found) if found else State.NONE

    def _put(self, document: int, coder: int, round_: int, state: State) -> None:
        moment = now()
        completed = moment if state is State.COMPLETE else None
        row = self._project.one(
            "SELECT id FROM status WHERE document = ? AND owner = ? AND round = ?", (document, coder, round_)
        )
        if row is None:
            self._project.write(
                "INSERT INTO status (guid, owner, round, document, state, started, completed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (new_guid(), coder, round_, document, state, moment, completed),
            )
        else:
            self._project.write("UPDATE status SET state = ?, completed = ? WHERE id = ?", (state, completed, row))
