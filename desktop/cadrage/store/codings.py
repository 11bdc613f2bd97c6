"""Codings: one coder's code on one span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid, now
from cadrage.core.model import Change, Code, Coding, Layer, Origin, Span
from cadrage.store.coding_folding import take_over
from cadrage.store.counts import CodingCounts, listed

if TYPE_CHECKING:
    from cadrage.store.project import Project

# Faster than asking the enumerations, which counts with tens of thousands of codings.
_LAYERS = {layer.value: layer for layer in Layer}
_ORIGINS = {origin.value: origin for origin in Origin}
_SELECT = """
    SELECT id, guid, document, code, owner, round, start, "end", layer, important, origin, codebook_version,
        created, modified
    FROM coding
"""


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding to be stored, by ids."""

    document: int
    span: Span
    code: int
    coder: int
    round: int


class Codings:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._counts = CodingCounts(project)

    # Reading.

    def all(self, *, round: int | None = None) -> tuple[Coding, ...]:
        """Every coding, by document and position."""
        where, values = ("WHERE round = ?", (round,)) if round is not None else ("", ())
        return self._read(f'{where} ORDER BY document, start, "end", id', values)

    def guids(self) -> tuple[str, ...]:
        """Every coding's."""
        return tuple(guid for (guid,) in self._project.rows("SELECT guid FROM coding"))

    def of_document(self, document: int, *, coders: Iterable[int] | None = None) -> tuple[Coding, ...]:
        only = "" if coders is None else f"AND owner IN ({listed(coders)})"
        return self._read(f'WHERE document = ? {only} ORDER BY start, "end" DESC, id', (document,))

    def of_code(self, code: int, *, coders: Iterable[int]) -> tuple[Coding, ...]:
        """The coders' codings of one code, by document and position."""
        where = f"WHERE code = ? AND owner IN ({listed(coders)})"
        return self._read(f'{where} ORDER BY document, start, "end", id', (code,))

    def rows_of_document(self, document: int, *, coders: Iterable[int]) -> list[tuple[int, int, int, int, int]]:
        """(id, start, end, code, coder) of each coding, by position: for views of very many."""
        where = f"WHERE document = ? AND owner IN ({listed(coders)})"
        return self._project.rows(
            f'SELECT id, start, "end", code, owner FROM coding {where} ORDER BY start, "end" DESC, id', (document,)
        )

    def overlapping(
        self, document: int, span: Span, *, coders: Iterable[int], longest: int | None = None
    ) -> tuple[Coding, ...]:
        """By position. Where no coding of the document is longer than `longest`, few rows are looked at."""
        first = span.start - longest if longest is not None else 0
        where = f'WHERE document = ? AND start >= ? AND start < ? AND "end" > ? AND owner IN ({listed(coders)})'
        return self._read(f'{where} ORDER BY start, "end" DESC, id', (document, first, span.end, span.start))

    def longest(self, document: int) -> int:
        """The length of the document's longest coding; 0 where it has none."""
        sql = 'SELECT coalesce(max("end" - start), 0) FROM coding WHERE document = ?'
        found: int = self._project.one(sql, (document,))
        return found

    def get(self, codings: Iterable[int]) -> tuple[Coding, ...]:
        """Those of the codings that exist."""
        chosen = tuple(codings)
        if len(chosen) == 1:
            # The selected one is asked for by half a dozen views at a time.
            return self._project.readings.of("coding", self._read_one, chosen[0])
        return self._read(f'WHERE id IN ({listed(chosen)}) ORDER BY document, start, "end", id')

    def _read_one(self, coding: int) -> tuple[Coding, ...]:
        return self._read("WHERE id = ?", (coding,))

    def _read(self, rest: str, values: Iterable[object] = ()) -> tuple[Coding, ...]:
        return tuple(_coding(row) for row in self._project.rows(f"{_SELECT} {rest}", values))

    def latest_codes(self, coder: int, most: int) -> tuple[int, ...]:
        """The codes that a coder put on words by hand, the latest first."""
        latest = "GROUP BY code ORDER BY max(id) DESC LIMIT ?"
        rows = self._project.rows(
            f"SELECT code FROM coding WHERE owner = ? AND origin = 'hand' {latest}", (coder, most)
        )
        return tuple(code for (code,) in rows)

    def counts_by_code(
        self, *, coders: Iterable[int] | None = None, codes: Iterable[int] | None = None
    ) -> Mapping[int, int]:
        """How many codings each code has; of `coders` and for `codes` only, where they are given."""
        return self._counts.by("code", coders=coders, only=codes)

    def codes_touched(self, change: Change) -> frozenset[int]:
        """The codes of the codings that a change made, moved or removed, as its journal has them."""
        rows = self._project.rows(
            "SELECT json_extract(before, '$.code'), json_extract(after, '$.code') FROM change_row"
            " WHERE change = ? AND \"table\" = 'coding'",
            (change.number,),
        )
        return frozenset(code for pair in rows for code in pair if code is not None)

    def counts_by_document(
        self, *, coders: Iterable[int] | None = None, documents: Iterable[int] | None = None
    ) -> Mapping[int, int]:
        """How many codings each document has; of `coders` and for `documents` only, where they are given."""
        return self._counts.by("document", coders=coders, only=documents)

    def documents_touched(self, change: Change) -> frozenset[int]:
        """The documents whose codings or states a change made, altered or removed, as its journal has them."""
        rows = self._project.rows(
            "SELECT json_extract(before, '$.document'), json_extract(after, '$.document') FROM change_row"
            " WHERE change = ? AND \"table\" IN ('coding', 'status')",
            (change.number,),
        )
        return frozenset(document for pair in rows for document in pair if document is not None)

    def attributes_touched(self, change: Change) -> frozenset[int]:
        """The codings whose attributes or memos a change set, removed or handed over, as its journal has them."""
        rows = self._project.rows(
            'WITH state AS MATERIALIZED (SELECT "table", before, after FROM change_row'
            " WHERE change = ? AND \"table\" IN ('coding_value', 'memo')),"
            ' every AS (SELECT "table", before AS content FROM state UNION ALL SELECT "table", after FROM state)'
            " SELECT json_extract(content, '$.coding') FROM every WHERE \"table\" = 'coding_value'"
            " UNION SELECT coding.id FROM every JOIN coding ON coding.guid = json_extract(content, '$.subject_guid')"
            " WHERE \"table\" = 'memo'",
            (change.number,),
        )
        return frozenset(row for (row,) in rows if row is not None)

    # Writing.

    def add(self, document: int, span: Span, code: int, *, coder: int | None = None) -> Coding:
        """The present coder (or `coder`) puts a code on a span. Raises UserError where it stands already."""
        found = self._usable(code)
        self._check_span(document, span)
        owner = coder if coder is not None else self._project.me.id
        new = NewCoding(document, span, code, owner, self._project.rounds.latest.id)
        if self._exists(new):
            raise UserError(f"“{found.label}” is already on exactly these words.")
        with self._project.change(f"Apply {found.label}"):
            (row,) = self.add_many((new,), origin=Origin.HAND)
            self._project.statuses.begin(document, owner, new.round)
            return self._read("WHERE id = ?", (row,))[0]

    def add_many(self, codings: Iterable[NewCoding], *, origin: Origin = Origin.IMPORT) -> tuple[int, ...]:
        """Store codings as they are, inside the caller's change; what is there already is not looked for."""
        moment = now()
        version = self._project.codebook_versions.current
        write = self._project.write
        return tuple(
            write(
                'INSERT INTO coding (guid, owner, round, document, code, start, "end", codebook_version, origin,'
                " created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    new_guid(),
                    new.coder,
                    new.round,
                    new.document,
                    new.code,
                    new.span.start,
                    new.span.end,
                    version,
                    origin,
                    moment,
                    moment,
                ),
            )
            for new in codings
        )

    def _usable(self, code: int) -> Code:
        found = self._project.codes.get(code)
        if found is None or found.retired:
            raise UserError("This code is no longer in the codebook.")
        return found

    def _check_span(self, document: int, span: Span) -> None:
        if span.end > self._project.documents.length(document):
            raise UserError("This span reaches beyond the end of the document.")

    def _exists(self, new: NewCoding) -> bool:
        return bool(
            self._project.one(
                "SELECT 1 FROM coding WHERE document = ? AND code = ? AND owner = ? AND round = ? AND start = ?"
                " AND \"end\" = ? AND layer = 'coder'",
                (new.document, new.code, new.coder, new.round, new.span.start, new.span.end),
            )
        )

    def remove(self, codings: Iterable[int]) -> None:
        """Take the present coder's codings away, with their values and memos."""
        chosen = self.own(codings)
        code = self._project.codes.get(chosen[0].code)
        label = f"Remove {code.label if code else 'a coding'}" if len(chosen) == 1 else f"Remove {len(chosen)} codings"
        with self._project.change(label):
            for coding in chosen:
                self._project.memos.remove_about(coding.guid)
                self._project.write("DELETE FROM coding WHERE id = ?", (coding.id,))

    def move(self, coding: int, span: Span) -> None:
        """Give a coding other ends."""
        (present,) = self.own((coding,))
        if span == present.span:
            return
        self._check_span(present.document, span)
        if self._exists(NewCoding(present.document, span, present.code, present.coder, present.round)):
            raise UserError("Your coding with the same code is already on exactly these words.")
        with self._project.change("Move the ends of a coding"):
            self._project.write(
                'UPDATE coding SET start = ?, "end" = ?, modified = ? WHERE id = ?',
                (span.start, span.end, now(), coding),
            )

    def recode(self, coding: int, code: int) -> None:
        """Put another code in a coding's place."""
        (present,) = self.own((coding,))
        found = self._usable(code)
        if self._exists(NewCoding(present.document, present.span, code, present.coder, present.round)):
            raise UserError(f"“{found.label}” is already on exactly these words.")
        with self._project.change(f"Change code to {found.label}"):
            self._project.write("UPDATE coding SET code = ?, modified = ? WHERE id = ?", (code, now(), coding))

    def recode_all(self, codings: Iterable[int], code: int) -> None:
        """Put several of the present coder's codings under a code; equal ones on the same words become one."""
        chosen = [coding.id for coding in self.own(codings) if coding.code != code]
        found = self._usable(code)
        if len(chosen) == 1:
            label = f"Change code to {found.label}"
        else:
            label = f"Change the code of {len(chosen)} codings to {found.label}"
        with self._project.change(label):
            take_over(self._project, f"id IN ({listed(chosen)})", code)

    def mark_important(self, coding: int, *, important: bool) -> None:
        (present,) = self.own((coding,))
        if present.important == important:
            return
        with self._project.change("Mark as important" if important else "Mark as not important"):
            self._project.write(
                "UPDATE coding SET important = ?, modified = ? WHERE id = ?", (int(important), now(), coding)
            )

    def mark_all(self, codings: Iterable[int], *, important: bool) -> None:
        """Mark several of the present coder's codings, or take their marks away, in one change."""
        chosen = [coding.id for coding in self.own(codings) if coding.important != important]
        what = "1 coding" if len(chosen) == 1 else f"{len(chosen)} codings"
        with self._project.change(f"Mark {what} as important" if important else f"Mark {what} as not important"):
            moment = now()
            self._project.write_many(
                "UPDATE coding SET important = ?, modified = ? WHERE id = ?",
                [(int(important), moment, coding) for coding in chosen],
            )

    def own(self, codings: Iterable[int]) -> tuple[Coding, ...]:
        """The codings, all of them the present coder's. Raises UserError otherwise."""
        chosen = self.get(codings)
        me = self._project.me
        if any(coding.coder != me.id for coding in chosen):
            raise UserError("This is another coder's coding: only that coder can change it.")
        if not chosen:
            raise UserError("This coding is no longer there.")
        return chosen


def _coding(row: tuple[Any, ...]) -> Coding:
    (row_id, guid, document, code, owner, round_, start, end, layer, important, origin, *rest) = row
    span = Span(start, end)
    return Coding(
        row_id, guid, document, code, owner, round_, span, _LAYERS[layer], bool(important), _ORIGINS[origin], *rest
    )
