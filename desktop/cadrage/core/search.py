"""What a search through the corpus asks for, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cadrage.core.model import Span

CONTEXT = 160  # characters before and behind a hit


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query as it was typed, and where to look: `duplicates` in copies too, `not_article` in all of each text."""

    query: str
    regex: bool = False
    duplicates: bool = False
    not_article: bool = False


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name."""

    id: int
    guid: str
    name: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where what was looked for stands; `not_article` where that is no article text."""

    document: int
    span: Span
    quotation: str
    before: str
    after: str
    not_article: bool = False

    @property
    def place(self) -> tuple[int, Span]:
        """What tells it from others."""
        return self.document, self.span


def in_context(
    document: int, text: str, spans: Iterable[Span], not_article: Iterable[Span], *, with_not_article: bool
) -> list[Hit]:
    """Hits with the words around them; those that touch text that is no article only where they are wanted."""
    regions = tuple(not_article)
    found = []
    for span in spans:
        outside = any(span.overlaps(region) for region in regions)
        if with_not_article or not outside:
            before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
            found.append(Hit(document, span, span.quotation(text), before, after, outside))
    return found
