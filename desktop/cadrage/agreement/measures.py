"""What one row of the agreement table is computed from, and the coefficients that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType

import numpy as np

from cadrage.agreement import formulas, matching, unitizing
from cadrage.agreement.axis import Axis
from cadrage.agreement.coefficients import NEEDS_TWO, NOT_PAIRED, UNUSED, stated
from cadrage.agreement.intervals import Resampling, with_interval
from cadrage.agreement.ratings import Floats, Ints, Ratings
from cadrage.agreement.unitizing import Lengths, presence_lengths
from cadrage.agreement.units import character_ratings, merged, unit_ratings
from cadrage.core.agreement import CodeGroup, Coefficient


@dataclass(frozen=True, slots=True, eq=False)
class CodeStatistics:
    """Everything that agreement on one code needs; all of it adds up over documents.

    Leading axes (…) are documents, none (their sum) or replicates. `units`: ratings on the units compared;
    `characters`: on code points; `squares` (…): Σ L² of all segments; `exact`, `overlap` (…, 2): `matching`.
    """

    units: Ratings
    characters: Ratings
    squares: Floats
    exact: Ints
    overlap: Ints

    @property
    def lengths(self) -> Lengths:
        return presence_lengths(self.characters, self.squares)

    def total(self) -> CodeStatistics:
        """Documents summed up."""
        return CodeStatistics(
            self.units.total(),
            self.characters.total(),
            np.asarray(self.squares.sum(axis=0)),
            self.exact.sum(axis=0),
            self.overlap.sum(axis=0),
        )

    def resampled(self, how: Resampling) -> CodeStatistics:
        """Documents summed up in every replicate."""
        return CodeStatistics(
            replace(self.units, counts=how.sums(self.units.counts)),
            replace(self.characters, counts=how.sums(self.characters.counts)),
            how.sums(self.squares),
            how.sums(self.exact),
            how.sums(self.overlap),
        )


def code_statistics(axis: Axis, group: CodeGroup) -> CodeStatistics:
    """The statistics of one code with its sub-codes, per document of the axis."""
    segments = merged(axis.spans.of(group.members))
    characters = character_ratings(axis, segments)
    units = characters if axis.units is None else unit_ratings(axis, axis.units, segments)
    document = np.searchsorted(axis.offsets, segments.start, side="right") - 1
    size = (segments.end - segments.start).astype(np.float64)
    squares = np.bincount(document, weights=np.square(size), minlength=axis.documents).astype(np.float64)
    return CodeStatistics(units, characters, squares, *matching.span_matches(axis, segments))


Measure = Callable[[CodeStatistics], Floats]

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "percent_agreement": lambda code: formulas.percent_agreement(code.units),
        "positive_agreement": lambda code: formulas.positive_agreement(code.units),
        "cohen_kappa": lambda code: formulas.cohen_kappa(code.units),
        "fleiss_kappa": lambda code: formulas.fleiss_kappa(code.units),
        "gwet_ac": lambda code: formulas.gwet_ac(code.units),
        "krippendorff_alpha": lambda code: formulas.krippendorff_alpha(code.units),
        "bar_alpha": lambda code: unitizing.bar_alpha_values(code.lengths),
        "f1_characters": lambda code: formulas.positive_agreement(code.characters),
        "f1_exact": lambda code: matching.f1(code.exact),
        "f1_overlap": lambda code: matching.f1(code.overlap),
    }
)

SHARES = frozenset({"percent_agreement", "positive_agreement", "f1_characters", "f1_exact", "f1_overlap"})
"""Measures that cannot fall below 0."""

F1 = SHARES - {"percent_agreement"}


def lowest(name: str) -> float:
    """Where the measure's intervals are cut below."""
    return 0.0 if name in SHARES else -1.0


def applies(name: str, coders: int) -> bool:
    return name != "cohen_kappa" or coders == 2


def measured(name: str, code: CodeStatistics) -> Coefficient:
    """One measure of summed-up statistics, without interval, or why it is undefined."""
    if not applies(name, code.units.coders):
        return Coefficient.missing(NEEDS_TWO)
    if name == "bar_alpha":
        return unitizing.bar_alpha(code.lengths)
    value = MEASURES[name](code)
    if name in F1 and np.isnan(value):
        table = code.units if name == "positive_agreement" else code.characters
        return Coefficient.missing(UNUSED if table.counts.any() else NOT_PAIRED)
    return stated(value, code.units)


def pair_kappas(total: Ratings, replicates: Ratings, coders: Sequence[str], how: Resampling) -> dict[str, Coefficient]:
    """Cohen's κ of every pair of coders, “A|B”, with its interval."""
    found: dict[str, Coefficient] = {}
    for (i, first), (j, second) in combinations(enumerate(coders), 2):
        pair = total.pair(i, j)
        kappa = stated(formulas.cohen_kappa(pair), pair)
        again = formulas.cohen_kappa(replicates.pair(i, j)) if how.active else np.empty(0)
        found[f"{first}|{second}"] = with_interval(kappa, again, how)
    return found
