"""What an agreement study takes in and gives out, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cadrage.core.model import Span

UNITS = ("document", "paragraph", "sentence", "token", "character")
INTERVALS = ("jackknife", "bootstrap", "none")


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A number with its interval, or the reason in words why there is none."""

    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    undefined: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.undefined is None):
            raise ValueError("a coefficient has either a value or a reason why it is undefined")

    @classmethod
    def missing(cls, reason: str) -> Coefficient:
        return cls(None, undefined=reason)

    def as_json(self) -> dict[str, float | str | None]:
        return {
            "value": self.value,
            "se": self.se,
            "low": self.low,
            "high": self.high,
            "undefined": self.undefined,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """One document as agreement sees it.

    `units`: ascending (start, end) pairs, None where characters are compared. `coders`: who completed
    it. `excluded`: not-article regions. `spans`: by (coder name, code id), sorted, as stored.
    """

    document: int
    title: str
    length: int
    units: tuple[tuple[int, int], ...] | None
    coders: frozenset[str]
    spans: Mapping[tuple[str, int], tuple[Span, ...]]
    excluded: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """A row of the table: a code with the ids of itself and all its sub-codes, which roll up into it."""

    id: int
    label: str
    path: str
    members: frozenset[int]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """One code's row. Counts are units; `coded` = units that any coder coded; the four-fold counts
    exist for two coders alone. `coefficients` by the names of the JSON in the handbook; `pairs`: Cohen's κ
    of each pair of coders, “A|B”."""

    code: CodeGroup
    units: int
    coded: int
    prevalence: Mapping[str, float | None]
    both: int | None
    neither: int | None
    a_only: int | None
    b_only: int | None
    coefficients: Mapping[str, Coefficient]
    pairs: Mapping[str, Coefficient] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """The answer to "how far do these coders agree", with everything needed to report it.

    `filters` names in words whatever narrowed the documents and codes; empty where nothing did. `least`: the share of
    a unit that codings must cover for it to hold the code, 0 where any overlap is enough.
    """

    unit: str
    coders: tuple[str, ...]
    round: str
    documents: int
    units: int
    interval: str
    seed: int | None
    codes: tuple[CodeAgreement, ...]
    overall: Mapping[str, Coefficient]
    notes: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    least: float = 0.0

    def as_json(self) -> dict[str, object]:
        return {
            "unit": self.unit,
            "coders": list(self.coders),
            "round": self.round,
            "documents": self.documents,
            "units": self.units,
            "interval": self.interval,
            "seed": self.seed,
            "codes": [code_as_json(row) for row in self.codes],
            "overall": {name: value.as_json() for name, value in self.overall.items()},
            "notes": list(self.notes),
            "filters": list(self.filters),
            "least": self.least,
        }


def code_as_json(row: CodeAgreement) -> dict[str, object]:
    return {
        "code": row.code.label,
        "path": row.code.path,
        "units": row.units,
        "coded": row.coded,
        "prevalence": dict(row.prevalence),
        "both": row.both,
        "neither": row.neither,
        "a_only": row.a_only,
        "b_only": row.b_only,
        **{name: value.as_json() for name, value in row.coefficients.items()},
        "pairs": {pair: value.as_json() for pair, value in row.pairs.items()},
    }
