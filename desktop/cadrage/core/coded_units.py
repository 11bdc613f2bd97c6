"""Which units of the texts hold which code in whose eyes: what agreement compares, unit by unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cadrage.core.agreement import CodeGroup


@dataclass(frozen=True, slots=True)
class UnitsOfDocument:
    """The units of one document that are article text, ascending, and the coders who completed it.

    `numbers` count all units of the document from 1; `bounds` are their (start, end) in its text.
    """

    document: int
    coders: frozenset[str]
    numbers: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CodedUnits:
    """Every unit of the documents that a coder completed, and which of them hold a code.

    `held` by (coder, code id): places of units in the documents' units taken one after the other, ascending; sub-codes
    are rolled up. `least`: the share of a unit that codings must cover for it to hold a code, 0 for any overlap.
    """

    unit: str
    least: float
    round: str
    coders: tuple[str, ...]
    codes: tuple[CodeGroup, ...]
    documents: tuple[UnitsOfDocument, ...]
    held: Mapping[tuple[str, int], tuple[int, ...]]

    @property
    def size(self) -> int:
        return sum(len(document.numbers) for document in self.documents)
