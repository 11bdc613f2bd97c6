"""The full-text index: which documents may have what a query looks for, and what is needed to look into them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cadrage.core.matching import indexed
from cadrage.core.model import Span
from cadrage.core.query import Clause, Query

if TYPE_CHECKING:
    from cadrage.store.project import Project

_MOST_TERMS = 64  # of one alternative; the texts themselves are asked for the others
_FEW = 500  # texts whose documents are looked up one by one
_MOST_CLAUSES = 100  # alternatives given to SQLite at a time
# Letters and digits that SQLite's tokenizer is sure to know; its Unicode is of 2012.
_KNOWN = re.compile(
    "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0391-\u03c9\u0410-\u044f\u0531-\u0556\u0561-\u0587"
    "\u05d0-\u05ea\u0621-\u064a\u0671-\u06d3\u0904-\u0939\u0985-\u09b9\u0a05-\u0a39\u0a85-\u0ab9\u0b85-\u0bb9"
    "\u0c05-\u0c39\u0c85-\u0cb9\u0d05-\u0d39\u0e01-\u0e30\u0e81-\u0eb0\u0f40-\u0f6a\u1000-\u102a\u1100-\u11ff\u10d0-\u10f0"
    "\u1200-\u135a\u1780-\u17b3\u3041-\u3096\u30a1-\u30fa\u3400-\u4db5\u4e00-\u9fcb\uac00-\ud7a3]"
)


class Search:
    """Never misses a document that has what is looked for; whether it really has it, `core.matching` says."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def candidates(self, query: Query, *, duplicates: bool) -> list[tuple[int, int]]:
        """(document, text) in the order of the corpus; copies of other documents only where they are wanted."""
        if not query.clauses:
            return []
        asked = [_asked(clause) for clause in query.clauses]
        if not all(asked):
            return self.all(duplicates=duplicates)
        texts: set[int] = set()
        for first in range(0, len(asked), _MOST_CLAUSES):
            match = " OR ".join(asked[first : first + _MOST_CLAUSES])
            rows = self._project.rows("SELECT rowid FROM text_index WHERE text_index MATCH ?", (match,))
            texts.update(text for (text,) in rows)
        if len(texts) < _FEW:
            return self._of(texts, duplicates=duplicates)
        return [pair for pair in self.all(duplicates=duplicates) if pair[1] in texts]

    def _of(self, texts: Collection[int], *, duplicates: bool) -> list[tuple[int, int]]:
        return self._project.rows(
            "SELECT id, text FROM document WHERE text IN (SELECT value FROM json_each(?))"
            f" {_copies(duplicates=duplicates)} ORDER BY position, id",
            (json.dumps(list(texts)),),
        )

    def all(self, *, duplicates: bool) -> list[tuple[int, int]]:
        """(document, text) of the whole corpus, in its order."""
        return self._project.readings.of("document", self._all, duplicates)

    def _all(self, duplicates: bool) -> list[tuple[int, int]]:  # noqa: FBT001 (readings tell calls apart by place)
        return self._project.rows(
            f"SELECT id, text FROM document WHERE true {_copies(duplicates=duplicates)} ORDER BY position, id"
        )

    def not_article(self, documents: Collection[int]) -> Mapping[int, tuple[Span, ...]]:
        """The accepted regions of these documents that are not article text, in order, by document."""
        rows = self._project.rows(
            "SELECT document, start, \"end\" FROM region WHERE state = 'accepted'"
            " AND document IN (SELECT value FROM json_each(?)) ORDER BY document, start",
            (json.dumps(list(documents)),),
        )
        found: dict[int, list[Span]] = defaultdict(list)
        for document, start, end in rows:
            found[document].append(Span(start, end))
        return {document: tuple(spans) for document, spans in found.items()}

    def facts(self, names: Sequence[str]) -> Mapping[int, Mapping[str, str]]:
        """What the variables of these names say of each document that has one of them, as people read it."""
        rows = self._project.rows(
            "SELECT document, variable.name, coalesce(actor.name, value) FROM document_value"
            " JOIN variable ON variable.id = document_value.variable"
            " LEFT JOIN actor ON variable.kind = 'actor' AND actor.guid = value"
            " WHERE variable.scope = 'document' AND variable.name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(names)),),
        )
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for document, name, value in rows:
            found[document][name] = value
        return found


def _copies(*, duplicates: bool) -> str:
    return "" if duplicates else "AND duplicate_of IS NULL"


def _asked(clause: Clause) -> str:
    """The alternative in SQLite's language; empty where the index knows none of its terms.

    What is unwanted is not asked for: the index may find it where the text has it only nearly.
    """
    return " AND ".join(list(_known(clause))[:_MOST_TERMS])


def _known(clause: Clause) -> Iterator[str]:
    for term in clause.wanted:
        words = indexed(term.text)
        if _KNOWN.search(words):
            yield quoted(words) + (" *" if term.prefix else "")


def quoted(words: str) -> str:
    """A string of the index's language: nothing in it is an operator."""
    return '"' + words.replace('"', '""') + '"'
