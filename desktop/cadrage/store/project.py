"""One open project: its nouns, its transactions, its undo."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.model import Change, Coder
from cadrage.core.text import clean
from cadrage.store import disk_errors, file
from cadrage.store.actors import Actors
from cadrage.store.codebook_versions import CodebookVersions
from cadrage.store.coders import Coders
from cadrage.store.codes import Codes
from cadrage.store.codings import Codings
from cadrage.store.disk_errors import StillInUse
from cadrage.store.documents import Documents
from cadrage.store.filtering import Filtering
from cadrage.store.history import History, Step
from cadrage.store.memos import Memos
from cadrage.store.readings import Readings
from cadrage.store.regions import Regions
from cadrage.store.rounds import Rounds
from cadrage.store.saved_results import SavedResults
from cadrage.store.saved_searches import SavedSearches
from cadrage.store.search import Search
from cadrage.store.sets import Sets
from cadrage.store.statuses import Statuses
from cadrage.store.texts import Texts
from cadrage.store.variables import Variables

if TYPE_CHECKING:
    from sqlite_utils import Database

Listener = Callable[[Change], None]


class Project:
    """The only object that writes a project file. Made by `create`, `open`, `open_reading`, `in_memory`.

    Every write happens inside `change(label)`: one transaction, one undo step, one notice to listeners.
    """

    def __init__(self, opened: file.Opened) -> None:
        self._opened = opened
        self._connection = opened.connection
        self.path = opened.path
        self.writable = opened.writable
        self.closed = False
        self._listeners: list[Listener] = []
        self._open_change: int | None = None
        self._spoiled = False
        self.readings = Readings(self)
        self.texts = Texts(self)
        self.coders = Coders(self)
        self.rounds = Rounds(self)
        self.documents = Documents(self)
        self.regions = Regions(self)
        self.codes = Codes(self)
        self.codebook_versions = CodebookVersions(self)
        self.codings = Codings(self)
        self.statuses = Statuses(self)
        self.memos = Memos(self)
        self.variables = Variables(self)
        self.actors = Actors(self)
        self.sets = Sets(self)
        self.filtering = Filtering(self)
        self.search = Search(self)
        self.saved_searches = SavedSearches(self)
        self.saved_results = SavedResults(self)
        self._history: History | None = None
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        if self.writable:
            self._start_writing()

    # Opening and closing.

    @classmethod
    def create(
        cls, path: Path, *, name: str | None = None, coder: str = "A", fill: Callable[[Project], None] | None = None
    ) -> Project:
        """A new project with one open round, one coder and what `fill` puts in; the file is there when all is in it.

        Raises UserError where `path` is taken.
        """
        with file.draft(path) as draft, cls._checked(file.open_writing(draft)) as project:
            project._furnish(name or path.stem, coder)
            if fill is not None:
                fill(project)
        return cls.open(path)

    @classmethod
    def in_memory(cls, *, name: str = "Untitled", coder: str = "A") -> Project:
        project = cls(file.in_memory())
        project._furnish(name, coder)
        return project

    @classmethod
    def open(cls, path: Path) -> Project:
        """For writing. Raises InUse or ReadOnlyPlace (both UserError) where only reading is possible."""
        return cls._checked(file.open_writing(path))

    @classmethod
    def open_reading(cls, path: Path) -> Project:
        return cls._checked(file.open_reading(path))

    @classmethod
    def _checked(cls, opened: file.Opened) -> Project:
        try:
            return cls(opened)
        except sqlite3.DatabaseError as error:
            opened.close()
            raise file.unreadable(opened.path, error) from None
        except BaseException:
            opened.close()
            raise

    def close(self) -> None:
        self.closed = True
        self._opened.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _furnish(self, name: str, coder: str) -> None:
        self.set("guid", new_guid())
        self.set("name", clean(name))
        with self.change("New project"):
            self.rounds.add("open", "Coding")
            self.codebook_versions.add_draft()
            self.set("me", self.coders.add(coder).guid)
        self._forget_undo()

    def _start_writing(self) -> None:
        with disk_errors.told(self.path):
            self._history = History(self._connection, self._device())
            self._history.prune()
        self._reload_stacks()

    def _forget_undo(self) -> None:
        """The making of a project cannot be undone."""
        self._connection.execute("DELETE FROM change_row")
        self._reload_stacks()

    # Settings: keys and values that do not travel and are not undone.

    def get(self, key: str, default: str = "") -> str:
        return self.readings.of("project", self._settings).get(key, default)

    def _settings(self) -> dict[str, str]:
        return dict(self.rows("SELECT key, value FROM project"))

    def set(self, key: str, value: str) -> None:
        with self._plain_write():
            self._connection.execute(
                "INSERT INTO project VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, clean(value)),
            )
        self.readings.forget(("project",))

    @property
    def name(self) -> str:
        return self.get("name") or (self.path.stem if self.path else "Untitled")

    @property
    def guid(self) -> str:
        return self.get("guid")

    @property
    def me(self) -> Coder:
        """The coder at this computer."""
        guid = self.get("me")
        found = next((coder for coder in self.coders.all() if coder.guid == guid), None)
        return found or self.coders.all()[0]

    def switch_coder(self, coder: Coder) -> None:
        self.set("me", coder.guid)
        self._reload_stacks()

    def _device(self) -> str:
        """This copy's GUID; a new one where the file was copied to another place."""
        place = [socket.gethostname(), str(self.path.resolve()) if self.path else ":memory:"]
        known = _mapping(self.get("device"))
        if known.get("place") == place and isinstance(known.get("guid"), str):
            return str(known["guid"])
        guid = new_guid()
        self.set("device", json.dumps({"guid": guid, "place": place}))
        return guid

    @cached_property
    def db(self) -> Database:
        """The file as sqlite-utils sees it, for scripts; every write still needs an open `change`."""
        from sqlite_utils import Database

        return Database(self._connection, execute_plugins=False)

    # Reading and writing, for the noun modules of the store.

    def rows(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise disk_errors.in_words(self.path, error) from error

    def one(self, sql: str, values: Iterable[object] = ()) -> Any:
        """The first column of the first row, or None."""
        try:
            row = self._connection.execute(sql, tuple(values)).fetchone()
        except sqlite3.DatabaseError as error:
            raise disk_errors.in_words(self.path, error) from error
        return row[0] if row else None

    def write(self, sql: str, values: Iterable[object] = ()) -> int:
        """One statement inside an open change; the id of the row it inserted, if it did."""
        return self._connection.execute(sql, tuple(values)).lastrowid or 0

    def write_many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._connection.executemany(sql, rows)

    def write_derived(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Rows that are no coder's work (segments): outside the history, dropped silently by readers."""
        if self.writable:
            with self._plain_write():
                self._connection.executemany(sql, rows)

    # Changes.

    @property
    def changing(self) -> bool:
        """Whether a change is open: what is read now may yet be taken back."""
        return self._open_change is not None

    def on_change(self, listener: Listener) -> None:
        """Call `listener` after every committed change, undo and redo."""
        self._listeners.append(listener)

    @contextmanager
    def change(self, label: str, *, undoable: bool = True) -> Iterator[None]:
        """One user action. Inside an open change it joins that one; an exception rolls all of it back.

        A change that is not `undoable` (a new coder) stands beside the coder's steps, not among them: others'
        work soon hangs on it, and its refusal would block the undo of everything before.
        """
        if self._open_change is not None:
            try:
                yield
            except BaseException:
                self._spoiled = True
                raise
            return
        origin, settle = ("local", self._did) if undoable else ("setup", _leave_steps)
        with self._transaction(label, settle, origin=origin):
            yield

    def _did(self, step: Step) -> None:
        self._undo.append(step)
        self._redo.clear()

    @contextmanager
    def _transaction(
        self, label: str, settle: Callable[[Step], None], *, origin: str, undoes: Step | None = None
    ) -> Iterator[None]:
        """Commits, lets `settle` file the step if there is one, then tells the listeners."""
        history = self._writing()
        with disk_errors.told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            self._spoiled = False
            try:
                self._open_change = history.begin(
                    label, self.get("me"), origin=origin, undoes=undoes.id if undoes else None
                )
                yield
                if self._spoiled:
                    raise RuntimeError("a change went on after one of its parts had failed")
                number = self._open_change
                if undoes:
                    history.check_reversal(undoes, number)
                touched = history.finish(number)
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._open_change = None
        if touched:
            self.readings.forget({table for table, _ in touched})
            settle(Step(number, label))
            self._notify(Change(label, touched, number))

    def _roll_back(self) -> None:
        # After a full disk or a failed write SQLite has rolled back by itself.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _notify(self, change: Change) -> None:
        for listener in list(self._listeners):
            listener(change)

    def _writing(self) -> History:
        if self._history is None:
            raise UserError("This project is open read-only: nothing can be changed here.")
        return self._history

    @contextmanager
    def _plain_write(self) -> Iterator[None]:
        """A write that is no undo step; inside a change it is part of its transaction."""
        if not self.writable:
            raise UserError("This project is open read-only: nothing can be changed here.")
        with disk_errors.told(self.path):
            if self._connection.in_transaction:
                yield
            else:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield
                    self._connection.execute("COMMIT")
                except BaseException:
                    self._roll_back()
                    raise

    # Undo and redo.

    @property
    def next_undo(self) -> str | None:
        """The label of what `undo` would take back."""
        return self._undo[-1].label if self._undo else None

    @property
    def next_redo(self) -> str | None:
        return self._redo[-1].label.removeprefix("Undo: ") if self._redo else None

    def undo(self) -> None:
        """Take back the present coder's latest change. Raises UserError where that is not possible."""
        self._reverse(self._undo, self._redo, "Undo: {}")

    def redo(self) -> None:
        self._reverse(self._redo, self._undo, "{}")

    def _reverse(self, source: list[Step], target: list[Step], wording: str) -> None:
        history = self._writing()
        if not source:
            return
        step = source[-1]

        def settle(reversal: Step) -> None:
            source.pop()
            target.append(reversal)

        name = step.label.removeprefix("Undo: ")
        try:
            with self._transaction(wording.format(name), settle, origin="undo", undoes=step):
                history.reverse(step)
        except StillInUse as error:
            raise UserError(f"“{name}” cannot be undone: later work hangs on it. Undo or remove that first.") from error

    def _reload_stacks(self) -> None:
        if self._history:
            self._undo, self._redo = self._history.stacks(self.get("me"))

    # The audit trail.

    def journal(self) -> list[tuple[str, str, str, str]]:
        """Every change ever made, oldest first: (time, coder's guid, label, origin)."""
        return self.rows("SELECT at, coder, label, origin FROM change ORDER BY id")


def default_folder() -> Path:
    """Where new projects are offered to be kept."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() and os.access(documents, os.W_OK) else Path.home()


def _mapping(content: str) -> dict[str, object]:
    """A JSON object from the project's settings; empty where there is none or it is damaged."""
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _leave_steps(_step: Step) -> None:
    """What is no undo step leaves the stacks as they are."""
