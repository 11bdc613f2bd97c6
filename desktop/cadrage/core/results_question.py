"""What results are asked for: what a table is split by, what it counts, and of which codings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cadrage.core.filtering import Filter
from cadrage.core.model import Layer


class Kind(StrEnum):
    """What a table may be split by."""

    CODE = "code"
    FAMILY = "family"
    DOCUMENT = "document"
    FACT = "variable"
    JUDGEMENT = "judgement"
    ATTRIBUTE = "attribute"
    CODER = "coder"
    ROUND = "round"
    TIME = "time"


VARIABLES = (Kind.FACT, Kind.JUDGEMENT, Kind.ATTRIBUTE, Kind.TIME)
OF_CODINGS = (Kind.CODE, Kind.FAMILY, Kind.ATTRIBUTE, Kind.ROUND)
"""What only codings have: it never narrows the documents and words that a share is taken of."""


class Bin(StrEnum):
    """How long the stretches of time are; weeks are ISO weeks, from Monday."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Unit(StrEnum):
    """What is counted."""

    DOCUMENTS = "documents"
    CODINGS = "codings"


class Measure(StrEnum):
    """What a cell says. COUNT, ROW and COLUMN are in the question's unit; PER_THOUSAND is always of codings."""

    COUNT = "count"
    ROW = "row"
    COLUMN = "column"
    WORDS = "words"
    SHARE_WORDS = "share_words"
    PER_THOUSAND = "per_thousand"


SHARES = (Measure.ROW, Measure.COLUMN, Measure.SHARE_WORDS)
"""Measures whose values run from 0 to 1 and are shown as per cent."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a table is split by: `name` is a variable's, `bin` belongs to time.

    `most`: so many values, those with most documents, stand alone, the others together; 0 for all of them.
    """

    kind: Kind
    name: str = ""
    bin: Bin | None = None
    most: int = 0

    def __post_init__(self) -> None:
        if (self.kind in VARIABLES) != bool(self.name):
            raise ValueError(f"{self.kind} and the variable {self.name!r} do not go together")
        if (self.kind is Kind.TIME) != (self.bin is not None):
            raise ValueError("time, and nothing else, has bins")
        if self.most < 0:
            raise ValueError("most cannot be negative")


@dataclass(frozen=True, slots=True)
class Category:
    """One row, column or layer. `key` stays when names change: a GUID, a stored value, or a bin such as “2014-03”.

    `id` is the row's in the project (codes, documents, coders, rounds). `path` names the codes above, from the top.
    `start` and `end` are the first and last day of a bin. `missing`: stands at the end for what has no value;
    `other`: stands for the values beyond the most frequent.
    """

    key: str
    label: str
    id: int | None = None
    path: tuple[str, ...] = ()
    depth: int = 0
    colour: str = ""
    start: date | None = None
    end: date | None = None
    missing: bool = False
    other: bool = False


class Reach(StrEnum):
    """How near two codings must be to occur together."""

    OVERLAP = "same words"
    SENTENCE = "same sentence"
    PARAGRAPH = "same paragraph"
    WORDS = "within words"
    DOCUMENT = "same document"


@dataclass(frozen=True, slots=True)
class Proximity:
    """OVERLAP: at least one character in common. WORDS: at most `words` words stand between the two codings.

    `same_coder`: only codings of one coder and one round are compared.
    """

    reach: Reach = Reach.OVERLAP
    words: int = 0
    same_coder: bool = True

    def __post_init__(self) -> None:
        if self.words < 0 or (self.words and self.reach is not Reach.WORDS):
            raise ValueError("only “within words” has a number of words, 0 or more")


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """A marker in time: a day, or a month or year where no more is known, as “2014-03-15”."""

    day: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `rolled`: a code stands for its sub-codes, too, and what they share counts once.

    `round` is an id, None for all that may be seen. `layer` None: coders' codings and adjudicated ones together.
    `proximity` set: co-occurrence of codes, whatever the dimensions are.
    """

    rows: tuple[Dimension, ...] = (Dimension(Kind.CODE),)
    columns: tuple[Dimension, ...] = ()
    layers: tuple[Dimension, ...] = ()
    measure: Measure = Measure.COUNT
    unit: Unit = Unit.DOCUMENTS
    rolled: bool = True
    filter: Filter = field(default_factory=Filter)
    round: int | None = None
    layer: Layer | None = Layer.CODER
    proximity: Proximity | None = None
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        asked = self.dimensions
        if not self.rows:
            raise ValueError("a table needs rows")
        if len({(each.kind, each.name) for each in asked}) < len(asked):
            raise ValueError("a table cannot be split by the same thing twice")
        if sum(each.kind in (Kind.CODE, Kind.FAMILY) for each in asked) > 1:
            raise ValueError("codes and families cannot split one table; ask for co-occurrence")

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.rows + self.columns + self.layers
