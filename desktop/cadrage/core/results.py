"""What results say: tables, time, co-occurrence, tests, exemplars (what they are asked for: `results_question`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from cadrage.core.model import Span
from cadrage.core.results_question import OF_CODINGS, Bin, Category, Dimension, Event, Measure, Question, Unit

Place = tuple[int | None, ...]
"""A position in each dimension of a table, in the order of `ResultTable.dimensions`; None: all of it together."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands at a place: codings, documents with one of them, words of article text that they cover, once each."""

    codings: int = 0
    documents: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Base:
    """What a share is taken of: the documents of a place, coded or not, and the words of their article text."""

    documents: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands around every result: the question, whose codings, what narrowed them and what was left out.

    `left_out` and `notes` are sentences for under the table; `filters` are the parts of the filter in words.
    """

    question: Question
    project: str = ""
    coders: tuple[str, ...] = ()
    round: str = ""
    filters: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Cells and sums by place. A place that is not in `cells` or `bases` holds nothing.

    `dimensions`: those of rows, of columns, then of layers; `names` says them in words and `categories` holds the
    categories of each, in the same order. Sums stand in `cells` with None; they count what their parts share once.
    """

    asked: Asked
    dimensions: tuple[Dimension, ...]
    names: tuple[str, ...]
    categories: tuple[tuple[Category, ...], ...]
    cells: Mapping[Place, Cell]
    bases: Mapping[Place, Base]

    @property
    def question(self) -> Question:
        return self.asked.question

    def cell(self, place: Place) -> Cell:
        return self.cells.get(place, Cell())

    def base(self, place: Place) -> Base:
        """Documents and words that the shares of a place are taken of."""
        parts = zip(self.dimensions, place, strict=True)
        return self.bases.get(tuple(None if each.kind in OF_CODINGS else at for each, at in parts), Base())

    def labels(self, place: Place) -> tuple[str, ...]:
        """What the place is called in each dimension; empty where all of it is meant."""
        parts = zip(self.categories, place, strict=True)
        return tuple("" if at is None else each[at].label for each, at in parts)

    def row_places(self) -> list[Place]:
        """The parts of places that rows stand for; with several dimensions only those that hold something."""
        return self._parts(0, len(self.question.rows))

    def column_places(self) -> list[Place]:
        """As `row_places`; one empty part where there are no columns."""
        first = len(self.question.rows)
        return self._parts(first, first + len(self.question.columns))

    def layer_places(self) -> list[Place]:
        return self._parts(len(self.question.rows) + len(self.question.columns), len(self.dimensions))

    def _parts(self, first: int, last: int) -> list[Place]:
        every: Iterator[Place] = product(*(range(len(each)) for each in self.categories[first:last]))
        if last - first < 2:
            return list(every)
        held = {place[first:last] for place in (*self.cells, *self.bases)}
        return [place for place in every if place in held]

    def whole(self) -> Place:
        """The place of the sum of everything."""
        return (None,) * len(self.dimensions)

    def value(self, place: Place, measure: Measure | None = None) -> float | None:
        """What the question's measure, or another, says there; None where it is undefined: nothing to be a part of."""
        cell, base = self.cell(place), self.base(place)
        match measure or self.question.measure:
            case Measure.COUNT:
                return self._count(cell)
            case Measure.WORDS:
                return cell.words
            case Measure.SHARE_WORDS:
                return cell.words / base.words if base.words else None
            case Measure.PER_THOUSAND:
                return 1000 * cell.codings / base.words if base.words else None
            case other:
                of = self.of(place, other)
                return self._count(cell) / of if of else None

    def of(self, place: Place, measure: Measure) -> int:
        """What ROW or COLUMN per cent is taken of: all that the row, or the column, holds in its layer.

        In documents, a column of facts holds all documents of that fact, coded or not; a code those with the code.
        """
        rows, columns = len(self.question.rows), len(self.question.rows) + len(self.question.columns)
        dropped = range(rows, columns) if measure is Measure.ROW else range(rows)
        whole = tuple(None if at in dropped else each for at, each in enumerate(place))
        if self.question.unit is Unit.CODINGS:
            return self.cell(whole).codings
        parts = zip(self.dimensions, whole, strict=True)
        coded = any(at is not None and each.kind in OF_CODINGS for each, at in parts)
        return self.cell(whole).documents if coded else self.base(whole).documents

    def _count(self, cell: Cell) -> int:
        return cell.documents if self.question.unit is Unit.DOCUMENTS else cell.codings


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a cell for each bin, in the order of `TimeSeries.bins`."""

    category: Category
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TimeSeries:
    """Lines over time. `bins` follow each other without holes; a bin without documents is a gap: no value, not 0.

    `total` counts all codings. `undated`: what stands in no bin, by why it does not.
    """

    asked: Asked
    bin: Bin
    variable: str
    bins: tuple[Category, ...]
    bases: tuple[Base, ...]
    series: tuple[Series, ...]
    total: Series
    events: tuple[Event, ...] = ()
    undated: Mapping[str, Base] = field(default_factory=dict)

    def values(self, series: Series, measure: Measure | None = None) -> tuple[float | None, ...]:
        """A number a bin, None in a gap. ROW is the share of all bins, COLUMN that of the bin."""
        asked = measure or self.asked.question.measure
        return tuple(self._value(series, at, asked) for at in range(len(self.bins)))

    def _value(self, series: Series, at: int, measure: Measure) -> float | None:
        base, cell = self.bases[at], series.cells[at]
        if not base.documents:
            return None
        count = self._count(cell)
        whole = {
            Measure.COUNT: (count, 1),
            Measure.WORDS: (cell.words, 1),
            Measure.SHARE_WORDS: (cell.words, base.words),
            Measure.PER_THOUSAND: (1000 * cell.codings, base.words),
            Measure.ROW: (count, sum(self._count(each) for each in series.cells) if measure is Measure.ROW else 1),
            Measure.COLUMN: (count, base.documents if self._documents else self.total.cells[at].codings),
        }
        part, of = whole[measure]
        return part / of if of else None

    @property
    def _documents(self) -> bool:
        return self.asked.question.unit is Unit.DOCUMENTS

    def _count(self, cell: Cell) -> int:
        return cell.documents if self._documents else cell.codings


@dataclass(frozen=True, slots=True)
class Meeting:
    """How often two codes occur together: pairs of codings, documents with one, and units in which they meet.

    `either`: units with one of the two or both, by whichever coder. For a code alone, `codings` counts its codings.
    """

    codings: int = 0
    documents: int = 0
    units: int = 0
    either: int = 0


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """Codes that occur together. `pairs` by two positions in `codes`, the smaller first; `alone` by position.

    Units, as `unit` says in words: the words covered (OVERLAP), sentences, paragraphs, else documents. `all_units`:
    how many there are, of words, sentences and paragraphs in the documents that have codings. A code and those under
    it are never a pair where codes stand for their sub-codes.
    """

    asked: Asked
    codes: tuple[Category, ...]
    alone: Mapping[int, Meeting]
    pairs: Mapping[tuple[int, int], Meeting]
    unit: str
    all_units: int
    all_documents: int

    def pair(self, one: int, other: int) -> Meeting:
        return self.pairs.get((min(one, other), max(one, other)), Meeting())

    def jaccard(self, one: int, other: int) -> float | None:
        """Units where the two meet, of the units with either; None where there are none of these.

        Jaccard (1912), The distribution of the flora in the alpine zone, New Phytologist 11(2): 37–50. Without a
        meeting `either` is not kept: the answer is then 0 where one of the two was used.
        """
        meeting = self.pair(one, other)
        if meeting.either:
            return meeting.units / meeting.either
        used = self.alone.get(one, Meeting()).units or self.alone.get(other, Meeting()).units
        return 0.0 if used else None

    def lift(self, one: int, other: int) -> float | None:
        """Units where the two meet, over those expected if they were independent; 1 is no more than by chance.

        Brin, Motwani, Ullman & Tsur (1997), Dynamic itemset counting and implication rules for market basket data,
        SIGMOD Record 26(2): 255–264, section 4 (“interest”).
        """
        alone = self.alone.get(one, Meeting()).units * self.alone.get(other, Meeting()).units
        return self.pair(one, other).units * self.all_units / alone if alone else None


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test of one table of counts, rows × columns. Undefined values are None, and `undefined` says why.

    `observed`: with the code, and without it, by column; `expected` has its shape. `fisher_p` is two-sided and for
    2 × 2 only. `used` says which p counts, “chi2” or “fisher” (where expected counts are small); `adjusted_p` is that
    one after the correction for several tests. `corrected_v`: Cramér's V without its bias. `warnings` are sentences.
    """

    label: str
    key: str
    observed: tuple[tuple[int, ...], ...]
    expected: tuple[tuple[float, ...], ...] = ()
    columns: tuple[str, ...] = ()
    n: int = 0
    chi2: float | None = None
    df: int | None = None
    p: float | None = None
    cramers_v: float | None = None
    fisher_p: float | None = None
    adjusted_p: float | None = None
    corrected_v: float | None = None
    used: str = "chi2"
    undefined: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TestTable:
    """A test a row of a table: whether documents with the code are spread over the columns as documents without.

    `notes` say why it is a test for each code, what the unit is and how p was corrected.
    """

    asked: Asked
    tests: tuple[TestResult, ...]
    correction: str = "Holm"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A quotation that stands for a code, with where it is from, ready to be cited. `citation` is in plain words."""

    coding: int
    document: int
    span: Span
    code: Category
    quotation: str
    citation: str
    title: str = ""
    outlet: str = ""
    date: str = ""
    coder: str = ""
    important: bool = False
    memo: str = ""
    speaker: str = ""
