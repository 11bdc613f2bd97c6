"""Passages of documents that are not article text: proposed by rules, accepted or rejected by a coder.

Only what was accepted leaves the counts: a rule alone never changes a number. A region that was rejected stays, so
that the rules do not propose it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.model import Span
from cadrage.core.replacement import Region

if TYPE_CHECKING:
    from cadrage.store.project import Project

BY_HAND = "marked by hand"
Found = tuple[Span, str]  # with what it looks like


class Regions:
    def __init__(self, project: Project) -> None:
        self._project = project

    def of(self, document: int) -> tuple[Region, ...]:
        """Regions of every state, in order."""
        return self._project.documents.all_regions(document)

    def all(self) -> list[tuple[int, Region]]:
        """Regions of every state with their documents, in order."""
        rows = self._project.rows(
            'SELECT document, id, start, "end", kind, state FROM region ORDER BY document, start, id'
        )
        return [(document, Region(row, Span(start, end), *more)) for document, row, start, end, *more in rows]

    def proposed(self) -> Mapping[int, int]:
        """How many passages wait for a decision, by document."""
        return dict(
            self._project.rows("SELECT document, count(*) FROM region WHERE state = 'proposed' GROUP BY document")
        )

    def pages_like(self, document: int, names: Sequence[str], number: int) -> dict[int, str]:
        """A document's text and those of some others with the same source (one of these variables), by document."""
        about = (
            "SELECT document, value FROM document_value JOIN variable ON variable.id = document_value.variable"
            " WHERE scope = 'document' AND name IN (SELECT value FROM json_each(?))"
        )
        listed = json.dumps(list(names))
        source = self._project.rows(f"{about} AND document = ? LIMIT 1", (listed, document))
        values: tuple[str, ...]
        if source:
            same, values = f"SELECT document FROM ({about} AND value = ?)", (listed, source[0][1])
        else:
            same, values = f"SELECT id FROM document WHERE id NOT IN (SELECT document FROM ({about}))", (listed,)
        return dict(
            self._project.rows(
                "SELECT document.id, body FROM document JOIN text ON text.id = document.text"
                f" WHERE document.id = ? OR document.id IN ({same} LIMIT ?)",
                (document, *values, number),
            )
        )

    def propose(self, found: Mapping[int, Sequence[Found]]) -> int:
        """Keep what rules found as proposals, as one change; how many are new. What meets a known region is not."""
        added = 0
        with self._project.change("Find what is not article text"):
            for document, passages in found.items():
                for span, kind in fresh(passages, self.of(document)):
                    self._insert(document, span, kind, "proposed")
                    added += 1
        return added

    def settle(self, document: int, passages: Sequence[Found], *, accepted: bool) -> None:
        """Accept or reject passages that were proposed, as one change."""
        state = "accepted" if accepted else "rejected"
        with self._project.change(_label("Accept" if accepted else "Reject", len(passages))):
            for span, kind in passages:
                self._put(document, span, kind, state)

    def accept_all(self) -> int:
        """Accept every proposal that is kept for the corpus, as one change; how many there were."""
        ids = self._project.rows("SELECT id FROM region WHERE state = 'proposed'")
        with self._project.change(_label("Accept", len(ids))):
            self._project.write_many("UPDATE region SET state = 'accepted' WHERE id = ?", ids)
        return len(ids)

    def mark(self, document: int, span: Span, kind: str = "") -> None:
        """These words are not article text, as one change."""
        touched = [region for region in self.of(document) if _meet(region.span, span)]
        named = next((region.kind for region in touched if region.span == span), "")
        with self._project.change("Mark as not article text"):
            self._put(document, span, kind or named or BY_HAND, "accepted")

    def unmark(self, document: int, span: Span) -> None:
        """These words are article text after all, as one change."""
        inside = [region for region in self.of(document) if _meet(region.span, span)]
        kind = inside[0].kind if inside else BY_HAND
        with self._project.change("Take as article text"):
            self._put(document, span, kind, "rejected")

    def _put(self, document: int, span: Span, kind: str, state: str) -> None:
        """One region on these words; what lay there before keeps what is left and right of them."""
        if span.end > self._project.documents.length(document):
            raise UserError("This passage is not in the text. Select the words again.")
        for region in self.of(document):
            if _meet(region.span, span):
                self._project.write("DELETE FROM region WHERE id = ?", (region.id,))
                for rest in _rests(region.span, span):
                    self._insert(document, rest, region.kind, region.state)
        self._insert(document, span, kind, state)

    def _insert(self, document: int, span: Span, kind: str, state: str) -> None:
        self._project.write(
            'INSERT INTO region (guid, document, start, "end", kind, state) VALUES (?, ?, ?, ?, ?, ?)',
            (new_guid(), document, span.start, span.end, kind, state),
        )


def fresh(passages: Iterable[Found], known: Sequence[Region]) -> list[Found]:
    """The passages that meet no region there is, whatever was decided about it."""
    return [(span, kind) for span, kind in passages if not any(_meet(span, region.span) for region in known)]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _rests(whole: Span, taken: Span) -> list[Span]:
    sides = ((whole.start, taken.start), (taken.end, whole.end))
    return [Span(start, end) for start, end in sides if start < end]


def _label(verb: str, number: int) -> str:
    return f"{verb} a passage as not article" if number == 1 else f"{verb} {number:,} passages as not article"
