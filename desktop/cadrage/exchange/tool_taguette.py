"""Taguette's project file: an SQLite database whose documents are HTML and whose positions count UTF-8 bytes."""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.model import Subject
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.tool_database import Database, Row, opened
from cadrage.exchange.tool_draft import Highlight, StudyDraft
from cadrage.exchange.tool_html import html_text
from cadrage.exchange.tool_text import BYTES, Claim
from cadrage.exchange.tool_times import moment

NAME = "Taguette"
TABLES = frozenset(("projects", "documents", "highlights", "tags", "highlight_tags"))
_SEPARATORS = "./"
NO_TAG = "(no tag)"


@dataclass(slots=True)
class _Authors:
    """Who highlighted: Taguette keeps it in its log of commands only. `first` by highlight, `tagged` by its tag too."""

    usual: str
    first: dict[int, str] = field(default_factory=dict)
    tagged: dict[tuple[int, int], str] = field(default_factory=dict)

    def of(self, highlight: int, tag: int) -> str:
        return self.tagged.get((highlight, tag)) or self.first.get(highlight) or self.usual


def read(path: Path, report: Report = silent) -> Bundle:
    """All projects of a database. Raises UserError where it is broken or holds none."""
    with opened(path, NAME) as database:
        projects = list(database.rows("projects", "id"))
        if not projects:
            raise UserError(f"“{path.name}” holds no Taguette project. Export the project from Taguette again.")
        several = len(projects) > 1
        draft = StudyDraft(path.stem if several else projects[0].text("name"), NAME)
        if several:
            draft.problems.say(
                f"The file holds {len(projects)} projects, which come together here: their codes stand below the name"
                " of their project, and their documents in a set of that name."
            )
        reader = _Reader(database, draft, report, several=several)
        for project in projects:
            reader.project(project)
        return draft.bundle()


class _Reader:
    def __init__(self, database: Database, draft: StudyDraft, report: Report, *, several: bool) -> None:
        self._draft, self._report, self._several = draft, report, several
        self._rows = {
            table: list(database.rows(table, "id"))
            for table in ("tags", "highlights", "highlight_tags", "commands", "project_members")
        }
        self._database = database
        self._total = sum(1 for _ in database.rows("documents"))
        self._done = 0
        self._highlights = _grouped(self._rows["highlights"], "document_id")
        self._tags_of = _grouped(self._rows["highlight_tags"], "highlight_id")

    def project(self, project: Row) -> None:
        key = project.number("id")
        root: tuple[str, ...] = (project.text("name") or NAME,) if self._several else ()
        authors = self._authors(key)
        codes = self._codes(key, root)
        owner = self._draft.coder(authors.usual)
        self._draft.memo(Subject.PROJECT, "", owner, project.text("description"), _time(project))
        for document in self._database.rows("documents", "id"):
            if document.number("project_id") == key:
                guid = self._document(document, authors, codes, root)
                if guid:
                    self._draft.memo(Subject.DOCUMENT, guid, owner, document.text("description"), _time(document))
                    if self._several:
                        self._draft.member(root[0], guid)

    def _codes(self, project: int | None, root: tuple[str, ...]) -> dict[int, str]:
        tags = [tag for tag in self._rows["tags"] if tag.number("project_id") == project]
        paths = [tag.text("path") for tag in tags]
        trees = tag_paths(paths)
        # In the order of their names, as Taguette lists them, parents before their children.
        made = {}
        for tag in sorted(tags, key=lambda tag: [name.casefold() for name in trees[tag.text("path")]]):
            path = (*root, *trees[tag.text("path")])
            made[tag.number("id") or 0] = self._draft.code(path, definition=tag.text("description"))
        return made

    def _authors(self, project: int | None) -> _Authors:
        members = [row for row in self._rows["project_members"] if row.number("project_id") == project]
        members.sort(key=lambda row: row.text("privileges") != "ADMIN")
        authors = _Authors(members[0].text("user_login") if members else "admin")
        for row in self._rows["commands"]:
            if row.number("project_id") == project:
                _note(row, authors)
        return authors

    def _document(self, document: Row, authors: _Authors, codes: dict[int, str], root: tuple[str, ...]) -> str:
        self._report(self._done, self._total)
        self._done += 1
        text = html_text(document.text("contents"))
        guid = self._draft.document(
            document.text("name"), text, file_name=document.text("filename") or document.text("name"), format="html"
        )
        highlights: list[Highlight] = []
        for row in self._highlights.get(document.number("id"), ()):
            highlights += self._coded(row, authors, codes, root)
        if guid or highlights:
            self._draft.code_all(guid, highlights, (BYTES,))
        return guid

    def _coded(self, row: Row, authors: _Authors, codes: dict[int, str], root: tuple[str, ...]) -> Iterable[Highlight]:
        key = row.number("id") or 0
        words = html_text(row.text("snippet")).canonical
        start, end = row.number("start_offset"), row.number("end_offset")
        if start is None or end is None:
            self._draft.problems.say("A highlight has no positions and was left out.")
            return
        tags = [link.number("tag_id") or 0 for link in self._tags_of.get(key, ())]
        claim = Claim(start, end, words)
        for tag in tags:
            if tag in codes:
                yield Highlight(claim, (codes[tag],), self._draft.coder(authors.of(key, tag)))
        if not any(tag in codes for tag in tags):
            self._draft.problems.say(f"A highlight without a tag was given the code “{NO_TAG}”.")
            yield Highlight(claim, (self._draft.code((*root, NO_TAG)),), self._draft.coder(authors.of(key, 0)))


def _note(row: Row, authors: _Authors) -> None:
    payload: object = None
    with contextlib.suppress(ValueError, RecursionError):
        payload = json.loads(row.text("payload"))
    if not isinstance(payload, dict) or payload.get("type") != "highlight_add":
        return
    # Older versions said “id”.
    key, tags = payload.get("highlight_id", payload.get("id")), payload.get("tags")
    if not isinstance(key, int):
        return
    user = row.text("user_login")
    authors.first.setdefault(key, user)
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, int):
            authors.tagged.setdefault((key, tag), user)


def tag_paths(tags: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Tags with dots or slashes as places in a tree, where other tags show that a tree is meant.

    `frame.conflict` goes below `frame` where that is a tag or has another child; `U.S. policy` stays whole.
    """
    begun: dict[str, set[str]] = defaultdict(set)
    for tag in tags:
        for at in _cuts(tag):
            begun[tag[:at]].add(tag)
    known = set(tags)
    found = {}
    for tag in tags:
        cuts = [at for at in _cuts(tag) if tag[:at] in known or len(begun[tag[:at]]) > 1]
        edges = [-1, *cuts, len(tag)]
        found[tag] = tuple(tag[first + 1 : last] for first, last in pairwise(edges))
    return found


def _cuts(tag: str) -> list[int]:
    """Where a separator stands between two words, without spaces around it."""
    return [
        at
        for at in range(1, len(tag) - 1)
        if tag[at] in _SEPARATORS
        and all(char not in _SEPARATORS and not char.isspace() for char in (tag[at - 1], tag[at + 1]))
    ]


def _grouped(rows: Iterable[Row], column: str) -> dict[int | None, list[Row]]:
    found: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.number(column)].append(row)
    return found


def _time(row: Row) -> str:
    """A moment as projects keep it: Taguette's are in UTC without saying so."""
    return moment(row.text("created"))
