"""Where coders differ: the passages behind a coefficient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cadrage.core.model import Span


class Difference(StrEnum):
    """What kind of disagreement a passage is."""

    MISSING = "missing"
    OTHER_CODE = "other code"
    BOUNDARY = "boundary"


@dataclass(frozen=True, slots=True)
class Choice:
    """One coding of a coder at a passage: the code and where it stands."""

    code: int
    span: Span


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One passage on which the coders who completed the document differ.

    `span` reaches over all codings concerned. `choices`, by coder: their codings with the code in question, else
    those with another code at the same place, else none.
    """

    document: int
    kind: Difference
    span: Span
    choices: Mapping[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Codings of pairs of coders by code: `counts[(mine, theirs)]`, None standing for "not coded".

    `codes`: rows and columns in order. Every pair of coders counts in both directions, so that the table is
    symmetric; for two coders `pair` names them and the table is theirs, the first coder in the rows.
    """

    codes: tuple[int, ...]
    counts: Mapping[tuple[int | None, int | None], int]
    pair: tuple[str, str] | None = None

    def count(self, mine: int | None, theirs: int | None) -> int:
        return self.counts.get((mine, theirs), 0)


@dataclass(frozen=True, slots=True)
class DocumentAgreement:
    """One document's part in the agreement on a code: `units` compared, passages on which coders differ, and
    coefficients of this document alone (None where undefined)."""

    document: int
    title: str
    units: int
    differences: int
    agreement: float | None
    positive: float | None
    alpha: float | None
