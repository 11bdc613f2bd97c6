"""Results as tidy tables: a row for each cell of a table of results, for each stretch of time, each pair, each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from typing import TypeAlias, TypeVar

from cadrage.core.answers import Answer
from cadrage.core.dataset import Dataset
from cadrage.core.results import Base, Cell, CoOccurrence, Meeting, Place, ResultTable, TestTable, TimeSeries
from cadrage.core.results_question import Category, Measure
from cadrage.core.results_wording import measured, reach_of
from cadrage.exchange.cells import CodeText, Value
from cadrage.exchange.tables import Column, Table, bounded

SHARE, RATE, COEFFICIENT, PROBABILITY = "0.0%", "0.00", "0.00", "0.0000"
BETWEEN = " · "
"""Stands between the labels of several dimensions."""

R = TypeVar("R")
Rows: TypeAlias = Callable[[Dataset, str, R], Iterator[tuple[Value, ...]]]

_RESULT = Column("result", "Name of the result.", 26)
_COUNTED = (
    Column("codings", "Number of codings.", 10),
    Column("documents", "Number of documents with one of them.", 11),
    Column("words", "Words of the article text that they touch, each counted once.", 10),
    Column("base_documents", "Documents that the shares are taken of, coded or not.", 14),
    Column("base_words", "Words of the article text of these documents.", 11),
    Column("share_documents", "documents / base_documents; empty where there are none.", 14, form=SHARE),
    Column("share_words", "words / base_words; empty where there are none.", 12, form=SHARE),
    Column("per_1000_words", "1,000 × codings / base_words; empty where there are none.", 13, form=RATE),
)
_TABLE = (
    _RESULT,
    Column("row_variable", "What the rows of the result are.", 16),
    Column("row_value", "The row.", 28),
    Column("row_id", "What stays when the row is renamed: a short id, the stored value, or the stretch of time.", 14),
    Column("column_variable", "What its columns are; empty where it has none.", 16),
    Column("column_value", "The column.", 22),
    Column("column_id", "As row_id.", 14),
    Column("layer_variable", "What its layers are; empty where it has none.", 16),
    Column("layer_value", "The layer.", 16),
    Column("layer_id", "As row_id.", 14),
    *_COUNTED,
    Column("unit", "What row_share and column_share are of: documents or codings.", 11),
    Column("row_share", "Share of all that the row holds in its layer.", 11, form=SHARE),
    Column("column_share", "Share of all that the column holds in its layer.", 12, form=SHARE),
)
_TIME = (
    _RESULT,
    Column("period", "The stretch of time: 2014, 2014-Q1, 2014-03, 2014-W11 or 2014-03-14.", 12),
    Column("start", "Its first day."),
    Column("end", "Its last day."),
    Column("series_value", "What is followed over time; empty for all codings together.", 28),
    Column("series_id", "What stays when it is renamed.", 14),
    *_COUNTED,
)
_TOGETHER = (
    _RESULT,
    Column("code_a", "The code that stands first in the codebook.", 26),
    Column("code_a_id", "Short id of its row in the project."),
    Column("code_b", "The other code.", 26),
    Column("code_b_id", "Short id of its row in the project."),
    Column("near", "How near their codings have to be.", 20),
    Column("unit", "What is counted in the columns units, units_a, units_b and all_units.", 12),
    Column("units", "Units in which both codes meet.", 9),
    Column("units_a", "Units with code_a.", 9),
    Column("units_b", "Units with code_b.", 9),
    Column("all_units", "All units of the documents that have codings.", 10),
    Column("codings", "Pairs of codings that meet.", 10),
    Column("documents", "Documents in which the codes meet.", 11),
    Column("jaccard", "Units with both, of the units with either.", 9, form=RATE),
    Column("lift", "Units with both, over those to be expected if the codes were independent.", 9, form=RATE),
)
_TESTS = (
    _RESULT,
    Column("row_value", "The code: what has it against what has not.", 28),
    Column("row_id", "Short id of its row in the project."),
    Column("columns", "What the documents are compared by.", 30, wrap=True),
    Column("unit", "What is counted: documents, or codings.", 11),
    Column("n", "How many there are.", 8),
    Column("with_code", "How many of them have the code.", 10),
    Column("chi2", "Pearson’s chi-square; empty where it is undefined.", 9, form=RATE),
    Column("df", "Its degrees of freedom.", 6),
    Column("p", "Its probability if the code did not depend on the columns.", 9, form=PROBABILITY),
    Column("cramers_v", "Cramér’s V: from 0, no association, to 1.", 10, form=COEFFICIENT),
    Column(
        "corrected_v", "Cramér’s V corrected for what it is by chance alone in small samples.", 12, form=COEFFICIENT
    ),
    Column("fisher_p", "Fisher’s exact probability, two-sided; for 2 × 2 only.", 9, form=PROBABILITY),
    Column("used", "Which p was adjusted: chi2, or fisher where expected counts are small.", 8),
    Column("adjusted_p", "Probability after the correction for several tests.", 11, form=PROBABILITY),
    Column("correction", "The correction.", 11),
    Column("least_expected", "The least of the expected counts.", 13, form=RATE),
    Column("note", "Why it is undefined, and what to be careful with.", 60, wrap=True),
)
_NOTES = (
    _RESULT,
    Column("kind", "'question', 'shown', 'coders', 'round', 'filter', 'left out', 'note', 'event' or 'not made'.", 12),
    Column("words", "What is to be known of the result.", 100, wrap=True),
)


def result_tables(dataset: Dataset) -> tuple[Table, ...]:
    """A tidy table for each kind of result, without those that no result is of."""
    made = (
        _table_of(dataset, ResultTable, "results", "One row for each cell of each result.", _TABLE, _cells),
        _table_of(dataset, TimeSeries, "results_time", "One row for each stretch of time.", _TIME, _stretches),
        _table_of(dataset, CoOccurrence, "results_together", "One row for each pair of codes.", _TOGETHER, _pairs),
        _table_of(dataset, TestTable, "results_tests", "One row for each test.", _TESTS, _tests),
        _notes_table(dataset),
    )
    return tuple(each for each in made if each is not None)


def _table_of(
    dataset: Dataset, kind: type[R], name: str, about: str, columns: tuple[Column, ...], rows: Rows[R]
) -> Table | None:
    chosen = [(each.name, each.result) for each in dataset.answers.answers if isinstance(each.result, kind)]
    if not chosen:
        return None

    def every() -> Iterator[tuple[Value, ...]]:
        for asked, result in chosen:
            yield from rows(dataset, asked, result)

    return bounded(name, about, columns, sum(1 for _ in every()), every)


def _cells(dataset: Dataset, name: str, table: ResultTable) -> Iterator[tuple[Value, ...]]:
    """Without sums, and without places that no document stands in."""
    rows, columns, layers = (parts(table, place) for place in range(3))
    unit = str(table.question.unit)
    for layer, row, column in product(table.layer_places(), table.row_places(), table.column_places()):
        place = row + column + layer
        cell, base = table.cell(place), table.base(place)
        if not base.documents and not cell.codings:
            continue
        named = (*rows.said(dataset, row), *columns.said(dataset, column), *layers.said(dataset, layer))
        shares = (table.value(place, Measure.ROW), table.value(place, Measure.COLUMN) if column else None)
        yield (name, *named, *_counted(cell, base), unit, *shares)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows, columns or layers of a table: what they are called, and their categories."""

    names: tuple[str, ...]
    categories: tuple[tuple[Category, ...], ...]

    def at(self, place: Place) -> list[Category]:
        return [each[at] for each, at in zip(self.categories, place, strict=True) if at is not None]

    def label(self, place: Place) -> str:
        """What the part of a place is called; coloured where it is one code."""
        found = self.at(place)
        words = BETWEEN.join(each.label for each in found)
        return CodeText(words, found[0].colour) if len(found) == 1 and found[0].colour else words

    def said(self, dataset: Dataset, place: Place) -> tuple[Value, Value, Value]:
        if not self.names:
            return None, None, None
        keys = BETWEEN.join(short_key(dataset, each) for each in self.at(place))
        return BETWEEN.join(self.names), self.label(place), keys


def parts(table: ResultTable, which: int) -> Part:
    """The rows (0), the columns (1) or the layers (2)."""
    question = table.question
    sizes = [len(question.rows), len(question.columns), len(question.layers)]
    first = sum(sizes[:which])
    chosen = slice(first, first + sizes[which])
    return Part(table.names[chosen], table.categories[chosen])


def short_key(dataset: Dataset, category: Category) -> str:
    """What stays when it is renamed, as short as in the other tables."""
    return dataset.ids.get(category.key, category.key)


def _counted(cell: Cell, base: Base) -> tuple[Value, ...]:
    return (
        cell.codings,
        cell.documents,
        cell.words,
        base.documents,
        base.words,
        cell.documents / base.documents if base.documents else None,
        cell.words / base.words if base.words else None,
        1000 * cell.codings / base.words if base.words else None,
    )


def _stretches(dataset: Dataset, name: str, series: TimeSeries) -> Iterator[tuple[Value, ...]]:
    for each in (series.total, *series.series):
        whole = each is series.total
        label = None if whole else CodeText(each.category.label, each.category.colour)
        key = None if whole else short_key(dataset, each.category)
        for stretch, base, cell in zip(series.bins, series.bases, each.cells, strict=True):
            yield (name, stretch.key, stretch.start, stretch.end, label, key, *_counted(cell, base))


def _pairs(dataset: Dataset, name: str, found: CoOccurrence) -> Iterator[tuple[Value, ...]]:
    near = found.asked.question.proximity
    reach = reach_of(near) if near else ""
    for one, other in combinations(range(len(found.codes)), 2):
        meeting, first, second = found.pair(one, other), found.codes[one], found.codes[other]
        alone = [found.alone.get(each, Meeting()).units for each in (one, other)]
        yield (
            name,
            CodeText(first.label, first.colour),
            short_key(dataset, first),
            CodeText(second.label, second.colour),
            short_key(dataset, second),
            reach,
            found.unit,
            meeting.units,
            *alone,
            found.all_units,
            meeting.codings,
            meeting.documents,
            found.jaccard(one, other),
            found.lift(one, other),
        )


def _tests(dataset: Dataset, name: str, found: TestTable) -> Iterator[tuple[Value, ...]]:
    for test in found.tests:
        expected = [each for row in test.expected for each in row]
        notes = " ".join(filter(None, (test.undefined, *test.warnings)))
        yield (
            name,
            test.label,
            dataset.ids.get(test.key, test.key),
            ", ".join(test.columns),
            str(found.asked.question.unit),
            test.n,
            sum(test.observed[0]) if test.observed else 0,
            test.chi2,
            test.df,
            test.p,
            test.cramers_v,
            test.corrected_v,
            test.fisher_p,
            None if test.undefined else test.used,
            test.adjusted_p,
            found.correction,
            min(expected) if expected else None,
            notes or None,
        )


def _notes_table(dataset: Dataset) -> Table | None:
    rows = [row for each in dataset.answers.answers for row in _notes(each)]
    rows += [(name, "not made", why) for name, why in dataset.answers.unanswered]
    about = "One row for each thing that is to be known of a result."
    return Table("results_notes", about, _NOTES, len(rows), partial(iter, rows)) if rows else None


def _notes(answer: Answer) -> Iterator[tuple[Value, ...]]:
    result, name = answer.result, answer.name
    asked = result.asked
    near = asked.question.proximity
    if isinstance(result, ResultTable):
        names = (BETWEEN.join(parts(result, which).names) for which in range(3))
        yield name, "question", " × ".join(filter(None, names))
        yield name, "shown", measured(asked.question)
    elif near is not None:
        yield name, "question", f"Codes {reach_of(near)}"
    if asked.coders:
        yield name, "coders", ", ".join(asked.coders)
    if asked.round:
        yield name, "round", asked.round
    for kind, sentences in (("filter", asked.filters), ("left out", asked.left_out), ("note", asked.notes)):
        for each in sentences:
            yield name, kind, each
    if isinstance(result, TestTable):
        for each in result.notes:
            yield name, "note", each
    if isinstance(result, TimeSeries):
        yield name, "question", f"{result.variable} by {result.bin}"
        for event in result.events:
            yield name, "event", f"{event.day} {event.label}"
        for why, base in result.undated.items():
            yield name, "left out", f"{why}: {base.documents:,} {'document' if base.documents == 1 else 'documents'}"
