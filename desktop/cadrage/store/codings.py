"""Codings: one coder's code on one span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid, now
from cadrage.core.model import Code, Coding, Layer, Origin, Span

if TYPE_CHECKING:
    from cadrage.store.project import Project

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

    # Reading.

    def all(self, *, round: int | None = None) -> tuple[Coding, ...]:
        """Every coding, by document and position."""
        where, values = ("WHERE round = ?", (round,)) if round is not None else ("", ())
        return self._read(f'{where} ORDER BY document, start, "end", id', values)

    def of_document(self, document: int, *, coders: Iterable[int] | None = None) -> tuple[Coding, ...]:
        only = "" if coders is None else f"AND owner IN ({_listed(coders)})"
        return self._read(f'WHERE document = ? {only} ORDER BY start, "end" DESC, id', (document,))

    def rows_of_document(self, document: int, *, coders: Iterable[int]) -> list[tuple[int, int, int, int, int]]:
        """(id, start, end, code, coder) of each coding, by position: for views of very many."""
        where = f"WHERE document = ? AND owner IN ({_listed(coders)})"
        return self._project.rows(
            f'SELECT id, start, "end", code, owner FROM coding {where} ORDER BY start, "end" DESC, id', (document,)
        )

    def overlapping(self, document: int, span: Span, *, coders: Iterable[int]) -> tuple[Coding, ...]:
        where = f'WHERE document = ? AND start < ? AND "end" > ? AND owner IN ({_listed(coders)})'
        return self._read(f'{where} ORDER BY start, "end" DESC, id', (document, span.end, span.start))

    def get(self, codings: Iterable[int]) -> tuple[Coding, ...]:
        """Those of the codings that exist."""
        return self._read(f'WHERE id IN ({_listed(codings)}) ORDER BY document, start, "end", id')

    def _read(self, rest: str, values: Iterable[object] = ()) -> tuple[Coding, ...]:
        return tuple(_coding(row) for row in self._project.rows(f"{_SELECT} {rest}", values))

    def counts_by_code(self, *, coders: Iterable[int] | None = None) -> Mapping[int, int]:
        only = "" if coders is None else f"WHERE owner IN ({_listed(coders)})"
        return dict(self._project.rows(f"SELECT code, count(*) FROM coding {only} GROUP BY code"))

    def counts_by_document(self, *, coders: Iterable[int] | None = None) -> Mapping[int, int]:
        only = "" if coders is None else f"WHERE owner IN ({_listed(coders)})"
        return dict(self._project.rows(f"SELECT document, count(*) FROM coding {only} GROUP BY document"))

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
        chosen = self._own(codings)
        code = self._project.codes.get(chosen[0].code)
        label = f"Remove {code.label if code else 'a coding'}" if len(chosen) == 1 else f"Remove {len(chosen)} codings"
        with self._project.change(label):
            for coding in chosen:
                self._project.memos.remove_about(coding.guid)
                self._project.write("DELETE FROM coding WHERE id = ?", (coding.id,))

    def move(self, coding: int, span: Span) -> None:
        """Give a coding other ends."""
        (present,) = self._own((coding,))
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
        (present,) = self._own((coding,))
        found = self._usable(code)
        if self._exists(NewCoding(present.document, present.span, code, present.coder, present.round)):
            raise UserError(f"“{found.label}” is already on exactly these words.")
        with self._project.change(f"Change code to {found.label}"):
            self._project.write("UPDATE coding SET code = ?, modified = ? WHERE id = ?", (code, now(), coding))

    def mark_important(self, coding: int, *, important: bool) -> None:
        (present,) = self._own((coding,))
        if present.important == important:
            return
        with self._project.change("Mark as important" if important else "Mark as not important"):
            self._project.write(
                "UPDATE coding SET important = ?, modified = ? WHERE id = ?", (int(important), now(), coding)
            )

    def _own(self, codings: Iterable[int]) -> tuple[Coding, ...]:
        """The codings, all of them the present coder's. Raises UserError otherwise."""
        chosen = self.get(codings)
        me = self._project.me
        if any(coding.coder != me.id for coding in chosen):
            raise UserError("This is another coder's coding: only that coder can change it.")
        if not chosen:
            raise UserError("This coding is no longer there.")
        return chosen


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


def _coding(row: tuple[Any, ...]) -> Coding:
    (row_id, guid, document, code, owner, round_, start, end, layer, important, origin, *rest) = row
    span = Span(start, end)
    return Coding(
        row_id, guid, document, code, owner, round_, span, Layer(layer), bool(important), Origin(origin), *rest
    )
