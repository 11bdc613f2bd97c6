"""A table of results from its material."""

from __future__ import annotations

from cadrage.core.results import Place, ResultTable
from cadrage.results import words_below as below
from cadrage.results.axes import Axis
from cadrage.results.counting import bases, cells, grid, members
from cadrage.results.material import Material
from cadrage.results.over_time import has_holes


def table(material: Material) -> ResultTable:
    """Every cell, sum and base of the material's question."""
    found = grid(material)
    notes = (
        *below.about_codings(material),
        *below.about_shares(material),
        *below.about_documents(material, found.words),
        *(below.about_gaps(len(each.categories), str(each.dimension.bin)) for each in found.axes if _has_holes(each)),
    )
    around = below.asked(material, notes, below.outside_article(material, found.first, found.last))
    return ResultTable(
        around,
        material.question.dimensions,
        tuple(each.name for each in found.axes),
        tuple(each.categories for each in found.axes),
        cells(found),
        bases(found),
    )


def codings_at(material: Material, place: Place) -> tuple[int, ...]:
    """The ids of the codings at a place of the material's table, by document and position."""
    return tuple(material.codings[each][0] for each in members(grid(material), place).tolist())


def _has_holes(found: Axis) -> bool:
    """Whether empty stretches of time are left out because there are too many of them."""
    bins = tuple(each for each in found.categories if each.start is not None)
    return has_holes(bins)
