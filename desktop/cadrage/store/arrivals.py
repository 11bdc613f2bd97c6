"""Rows that come from another project or program, under GUIDs and dates of their own.

What is written here has been matched and checked by the caller, inside whose change everything happens. Ids are given
back in the order of what came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cadrage.core.bundle import (
    BundleActor,
    BundleCode,
    BundleCoder,
    BundleCoding,
    BundleDocument,
    BundleExample,
    BundleMemo,
    BundleRound,
    BundleSet,
    BundleStatus,
    BundleVariable,
)
from cadrage.core.identity import new_guid
from cadrage.core.model import Choice, Scope
from cadrage.core.text import clean
from cadrage.store.sets import Kind
from cadrage.store.values import TABLES

if TYPE_CHECKING:
    from cadrage.store.project import Project

_CODE_COLUMNS = (
    "guid, short_id, name, colour, parent, position, key, brief, definition, when_to_use, when_not, notes, retired"
)


class Arrivals:
    """Writes what arrives, noun by noun."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def _insert(self, table: str, **values: object) -> int:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" for _ in values)
        return self._project.write(f"INSERT INTO {table} ({names}) VALUES ({marks})", values.values())

    def _after(self, table: str) -> int:
        """The position behind all that there is."""
        return int(self._project.one(f"SELECT coalesce(max(position), 0) + 1 FROM {table}"))

    # People and rounds.

    def coder(self, coder: BundleCoder) -> int:
        return self._insert(
            "coder",
            guid=coder.guid,
            name=coder.name,
            colour=coder.colour,
            pattern=coder.pattern,
            active=int(coder.active),
        )

    def round(self, round_: BundleRound) -> int:
        return self._insert(
            "round",
            guid=round_.guid,
            kind=round_.kind,
            number=round_.number,
            name=round_.name,
            blind=int(round_.blind),
            state=round_.state,
            unsealed=round_.unsealed,
        )

    def remove_coder(self, coder: int) -> None:
        """One who has made nothing."""
        self._project.write("DELETE FROM coder WHERE id = ?", (coder,))

    def remove_round(self, round_: int) -> None:
        """One in which nothing was made."""
        self._project.write("DELETE FROM round WHERE id = ?", (round_,))

    # Documents.

    def documents(self, documents: Sequence[BundleDocument]) -> list[int]:
        """Behind those there are, with their regions; what they repeat is told by `repeat`."""
        texts = self._project.texts
        # Texts first: the full-text index would be flushed at every document row between them.
        text_ids = [texts.add(document.text) for document in documents]
        texts.keep_pages(
            {text: each.pages for text, each in zip(text_ids, documents, strict=True) if len(each.pages) > 1}
        )
        blobs = self._keep_originals(documents)
        position = self._after("document")
        rows = [
            self._insert(
                "document",
                guid=document.guid,
                text=text,
                title=document.title,
                file_name=document.file_name,
                blob=blobs[id(document.original)],
                format=document.format,
                encoding=document.encoding,
                position=position + offset,
                language=document.language,
                added=document.added,
            )
            for offset, (document, text) in enumerate(zip(documents, text_ids, strict=True))
        ]
        self._regions(rows, documents)
        return rows

    def _keep_originals(self, documents: Iterable[BundleDocument]) -> Mapping[int, str | None]:
        """The hash of each file, which is kept once where it gave many documents."""
        files = {id(document.original): document.original for document in documents}
        keep = self._project.texts.keep_original
        return {file: keep(content) if content else None for file, content in files.items()}

    def _regions(self, rows: Sequence[int], documents: Sequence[BundleDocument]) -> None:
        self._project.write_many(
            'INSERT INTO region (guid, document, start, "end", kind, state) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (new_guid(), row, region.span.start, region.span.end, clean(region.kind), region.state)
                for row, document in zip(rows, documents, strict=True)
                for region in document.regions
            ],
        )

    def repeat(self, pairs: Iterable[tuple[int, int]]) -> None:
        """(document, the one that it repeats) each."""
        self._project.write_many(
            "UPDATE document SET duplicate_of = ? WHERE id = ?", [(original, row) for row, original in pairs]
        )

    # The codebook.

    def codes(self, codes: Mapping[str, BundleCode], known: Mapping[str, int]) -> dict[str, int]:
        """Behind those there are; parents are found among `known`, and among those that came before."""
        rows: dict[str, int] = {}
        marks = ", ".join("?" for _ in _CODE_COLUMNS.split(","))
        for position, (key, code) in enumerate(codes.items(), start=self._after("code")):
            parent = known.get(code.parent, rows.get(code.parent)) if code.parent is not None else None
            rows[key] = self._project.write(
                f"INSERT INTO code ({_CODE_COLUMNS}) VALUES ({marks})",
                (
                    *(code.guid, code.short_id, code.name, code.colour, parent, position, code.key, code.brief),
                    *(code.definition, code.when_to_use, code.when_not, code.notes, int(code.retired)),
                ),
            )
        return rows

    def fill_code(self, code: int, texts: Mapping[str, str]) -> None:
        """Texts of a code that has none of these."""
        for column in ("brief", "definition", "when_to_use", "when_not", "notes"):
            if column in texts:
                self._project.write(f"UPDATE code SET {column} = ? WHERE id = ?", (texts[column], code))

    def examples(self, code: int, examples: Iterable[BundleExample], documents: Mapping[str, int]) -> None:
        position = int(self._project.one("SELECT coalesce(max(position), 0) + 1 FROM example WHERE code = ?", (code,)))
        for place, example in enumerate(examples, start=position):
            home = documents.get(example.document or "")
            span = example.span if home is not None else None
            self._insert(
                "example",
                guid=new_guid(),
                code=code,
                kind=example.kind,
                document=home,
                start=span.start if span else None,
                end=span.end if span else None,
                quotation=example.quotation,
                note=example.note,
                position=place,
            )

    # Variables, actors and sets.

    def variable(self, variable: BundleVariable) -> int:
        row = self._insert(
            "variable",
            guid=variable.guid,
            scope=variable.scope,
            name=variable.name,
            label=variable.label,
            kind=variable.kind,
            position=self._after("variable"),
        )
        for choice in variable.choices:
            self.choice(row, choice)
        return row

    def choice(self, variable: int, choice: Choice) -> None:
        self._project.write(
            "INSERT INTO choice (guid, variable, value, label, position) VALUES"
            " (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM choice WHERE variable = ?))",
            (new_guid(), variable, clean(choice.value).strip(), clean(choice.label).strip(), variable),
        )

    def take_back_variable(self, variable: int) -> None:
        self._project.write("UPDATE variable SET retired = 0 WHERE id = ?", (variable,))

    def actor(self, actor: BundleActor) -> int:
        row = self._insert("actor", guid=actor.guid, name=actor.name, role=actor.role, retired=int(actor.retired))
        for alias in actor.aliases:
            self.alias(row, alias)
        return row

    def alias(self, actor: int, alias: str) -> None:
        self._insert("actor_alias", guid=new_guid(), actor=actor, alias=clean(alias).strip())

    def role(self, actor: int, role: str) -> None:
        self._project.write("UPDATE actor SET role = ? WHERE id = ?", (role, actor))

    def set(self, kind: Kind, new: BundleSet, members: Iterable[int]) -> None:
        row = self._insert(f"{kind}_set", guid=new.guid, name=new.name)
        self._project.sets.of(kind).put(row, members)

    # What coders made.

    def codings(self, rows: Iterable[tuple[BundleCoding, int, int, int, int]]) -> list[int]:
        """(coding, document, code, coder, round) each, with ids."""
        version = self._project.codebook_versions.current
        write = self._project.write
        return [
            write(
                'INSERT INTO coding (guid, owner, round, document, code, layer, start, "end", important,'
                " codebook_version, origin, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(coding.guid, coder, round_, document, code, coding.layer, coding.span.start, coding.span.end),
                    *(int(coding.important), version, coding.origin, coding.created, coding.modified),
                ),
            )
            for coding, document, code, coder, round_ in rows
        ]

    def mark_important(self, codings: Iterable[int]) -> None:
        self._project.write_many("UPDATE coding SET important = 1 WHERE id = ?", [(row,) for row in codings])

    def values(self, scope: Scope, rows: Iterable[tuple[Any, ...]]) -> None:
        """As stored: (document, variable, value) for facts, else (subject, coder, round, variable, value)."""
        subject = "coding" if scope is Scope.CODING else "document"
        names = (
            (subject, "variable", "value")
            if scope is Scope.DOCUMENT
            else (subject, "owner", "round", "variable", "value")
        )
        self._project.write_many(
            f"INSERT INTO {TABLES[scope]} (guid, {', '.join(names)}) VALUES (?, {', '.join('?' for _ in names)})",
            [(new_guid(), *row) for row in rows],
        )

    def statuses(self, rows: Iterable[tuple[BundleStatus, int, int, int]]) -> None:
        """(status, document, coder, round) each, with ids."""
        self._project.write_many(
            "INSERT INTO status (guid, owner, round, document, state, started, completed) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (new_guid(), coder, round_, document, status.state, status.started, status.completed)
                for status, document, coder, round_ in rows
            ],
        )

    def advance(self, rows: Iterable[tuple[int, BundleStatus]]) -> None:
        """A state that is farther than the one there is."""
        self._project.write_many(
            "UPDATE status SET state = ?, started = coalesce(started, ?), completed = ? WHERE id = ?",
            [(status.state, status.started, status.completed, row) for row, status in rows],
        )

    def memos(self, rows: Iterable[tuple[BundleMemo, int, int]]) -> None:
        """(memo, coder, round) each, with ids."""
        self._project.write_many(
            "INSERT INTO memo (guid, owner, round, subject, subject_guid, text, created, modified)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (memo.guid, coder, round_, memo.subject, memo.subject_guid, memo.text, memo.created, memo.modified)
                for memo, coder, round_ in rows
            ],
        )

    def lengthen_memo(self, memo: int, text: str, modified: str) -> None:
        self._project.write("UPDATE memo SET text = ?, modified = ? WHERE id = ?", (text, modified, memo))
