"""Lines over time from a table that is split by time."""

from __future__ import annotations

from itertools import pairwise

from cadrage.core.errors import UserError
from cadrage.core.results import Cell, Place, ResultTable, Series, TimeSeries
from cadrage.core.results_question import Category, Kind
from cadrage.core.time_bins import MOST_BINS


def over_time(table: ResultTable) -> TimeSeries:
    """A line for each category of the table's first other dimension; all further ones are summed.

    Raises UserError where the table has no time, or where its stretches are too many to follow each other.
    """
    at = next((place for place, each in enumerate(table.dimensions) if each.kind is Kind.TIME), None)
    if at is None:
        raise UserError("There is no time in this table. Add a date, by year, month, week or day.")
    dimension = table.dimensions[at]
    assert dimension.bin is not None
    places = [place for place, each in enumerate(table.categories[at]) if each.start is not None]
    bins = tuple(table.categories[at][place] for place in places)
    if has_holes(bins):
        raise UserError(
            f"From {bins[0].label} to {bins[-1].label} there are more than {MOST_BINS:,} {dimension.bin}s. Choose"
            " longer stretches, or put the earliest or the latest date right."
        )
    lines = next((place for place in range(len(table.dimensions)) if place != at), None)
    every = Category("", "All codings")
    series = (
        ()
        if lines is None
        else tuple(
            Series(category, tuple(_cell(table, {at: place, lines: row}) for place in places))
            for row, category in enumerate(table.categories[lines])
        )
    )
    return TimeSeries(
        table.asked,
        dimension.bin,
        dimension.name,
        bins,
        tuple(table.base(_place(table, {at: place})) for place in places),
        series,
        Series(every, tuple(_cell(table, {at: place}) for place in places)),
        tuple(sorted(table.question.events)),
        {
            each.label: table.base(_place(table, {at: place}))
            for place, each in enumerate(table.categories[at])
            if each.missing
        },
    )


def has_holes(bins: tuple[Category, ...]) -> bool:
    """Whether empty stretches are left out because there are too many of them."""
    return any(
        before.end is not None and after.start is not None and (after.start - before.end).days > 1
        for before, after in pairwise(bins)
    )


def _place(table: ResultTable, known: dict[int, int]) -> Place:
    return tuple(known.get(each) for each in range(len(table.dimensions)))


def _cell(table: ResultTable, known: dict[int, int]) -> Cell:
    return table.cell(_place(table, known))
