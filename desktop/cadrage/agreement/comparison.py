"""The whole agreement table: every code's coefficients with intervals, and what holds for all codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from cadrage.agreement.axis import Axis, lay_out
from cadrage.agreement.coefficients import NEEDS_TWO, prevalence
from cadrage.agreement.formulas import quotient
from cadrage.agreement.intervals import Resampling, few_documents, noted, resampling, with_interval
from cadrage.agreement.measures import (
    MEASURES,
    CodeStatistics,
    applies,
    code_statistics,
    lowest,
    measured,
    pair_kappas,
)
from cadrage.agreement.ratings import Floats, Ratings
from cadrage.agreement.unitizing import gap_disagreement
from cadrage.core.agreement import (
    UNITS,
    AgreementTable,
    CodeAgreement,
    CodedDocument,
    CodeGroup,
    Coefficient,
)

NO_DOCUMENT = "no document is complete for two coders"
ONE_CODER = "needs at least two coders"
NO_CODE = "there is no code to compare"
NOWHERE = "no code has a defined value"
COUNTED_ONCE = "A code whose sub-codes are listed too counts here with its own codings alone, so that each counts once."

MEANS: Mapping[str, str] = {
    "mean_krippendorff_alpha": "krippendorff_alpha",
    "mean_percent_agreement": "percent_agreement",
    "mean_cohen_kappa": "cohen_kappa",
    "mean_fleiss_kappa": "fleiss_kappa",
}

HIGH_AGREEMENT = 0.9
LOW_ALPHA = 0.4


def compare(
    documents: Sequence[CodedDocument],
    codes: Sequence[CodeGroup],
    coders: Sequence[str],
    unit: str,
    *,
    round: str = "",
    interval: str = "jackknife",
    seed: int = 0,
    least: float = 0.0,
    report: Callable[[int, int], None] | None = None,
) -> AgreementTable:
    """How far `coders` agree on each of `codes`, over the documents that two or more of them completed.

    `unit` and `interval`: one of core's UNITS and INTERVALS; |uα and F1 of spans are always on code points.
    `least`: the share of a unit that codings must cover for it to hold the code; 0: one code point is enough.
    `report(done, total)` is called after each code and may raise to cancel.

    Raises ValueError for an unknown unit or interval, a document without units, or more than 60 coders.
    """
    if unit not in UNITS:
        raise ValueError(f"a unit is one of {', '.join(UNITS)}, not {unit}")
    coders = tuple(dict.fromkeys(coders))
    axis = lay_out(documents, coders, with_units=unit != "character", least=least)
    how = resampling(interval, axis.documents, seed)
    overall = Overall.start()
    rows = []
    for done, (group, own) in enumerate(zip(codes, own_members(codes), strict=True), start=1):
        if axis.documents:
            rows.append(compared(axis, group, own, coders, how, overall))
        else:
            rows.append(incomparable(group, coders))
        if report:
            report(done, len(codes))
    units = int(np.diff(axis.offsets if axis.units is None else axis.units.offsets).sum())
    return AgreementTable(
        unit=unit,
        coders=coders,
        round=round,
        documents=axis.documents,
        units=units,
        interval=interval,
        seed=seed if interval == "bootstrap" else None,
        codes=tuple(rows),
        overall=overall.stated(coders, how) if axis.documents else nothing_overall(coders),
        notes=tuple(filter(None, [few_documents(axis.documents) if axis.documents else no_reason(coders)])),
        least=least,
    )


def own_members(codes: Sequence[CodeGroup]) -> list[frozenset[int]]:
    """Of each listed code, the members that no listed code below it counts: together, every code once."""
    listed = {group.id: group.members for group in codes}
    return [
        group.members.difference(*(listed[code] for code in group.members if code in listed and code != group.id))
        for group in codes
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """One code's statistics, summed up and in each replicate, and its coefficients with their replicates."""

    total: CodeStatistics
    replicates: CodeStatistics
    measured: Mapping[str, tuple[Coefficient, Floats]]


def computed(statistics: CodeStatistics, coders: int, how: Resampling) -> Figures:
    total = statistics.total()
    replicates = statistics.resampled(how) if how.active else total
    found = {
        name: (measured(name, total), measure(replicates) if how.active and applies(name, coders) else np.empty(0))
        for name, measure in MEASURES.items()
    }
    return Figures(total, replicates, found)


def compared(
    axis: Axis,
    group: CodeGroup,
    own: frozenset[int],
    coders: tuple[str, ...],
    how: Resampling,
    overall: Overall,
) -> CodeAgreement:
    """One code's row; its `own` members' codings go into the figures for all codes."""
    figures = computed(code_statistics(axis, group), len(coders), how)
    if own == group.members:
        overall.add(figures)
    else:
        overall.nested = True
        if axis.spans.of(own).start.size:
            overall.add(computed(code_statistics(axis, replace(group, members=own)), len(coders), how))
    return row_of(figures, group, coders, how)


def row_of(figures: Figures, group: CodeGroup, coders: tuple[str, ...], how: Resampling) -> CodeAgreement:
    """One code's row."""
    coefficients = {
        name: with_interval(point, again, how, lowest(name)) for name, (point, again) in figures.measured.items()
    }
    ratings = figures.total.units
    present = (ratings.values == 1).any(axis=1)
    return CodeAgreement(
        code=group,
        units=int(ratings.counts[ratings.depth >= 2].sum()),
        coded=int(ratings.counts[present].sum()),
        prevalence=dict(zip(coders, prevalence(ratings), strict=True)),
        **fourfold(ratings),
        coefficients=explained(coefficients, ratings, how),
        pairs=pair_kappas(ratings, figures.replicates.units, coders, how),
    )


def fourfold(ratings: Ratings) -> dict[str, int | None]:
    """Units that both, neither, only the first and only the second of two coders coded; None for more."""
    cells = {"both": (1, 1), "neither": (0, 0), "a_only": (1, 0), "b_only": (0, 1)}
    if ratings.coders != 2:
        return dict.fromkeys(cells)
    return {name: int(ratings.counts[(ratings.values == cell).all(axis=1)].sum()) for name, cell in cells.items()}


def explained(coefficients: Mapping[str, Coefficient], ratings: Ratings, how: Resampling) -> dict[str, Coefficient]:
    """The coefficients with a note where a number alone would mislead."""
    result = dict(coefficients)
    shares = [share for share in prevalence(ratings) if share is not None]
    if not any(shares):
        for name in ("percent_agreement", "gwet_ac"):
            if result[name].value is not None:
                result[name] = noted(result[name], "Nobody used this code: all agreement is on its absence.")
    alpha, agreement = result["krippendorff_alpha"], result["percent_agreement"].value
    if alpha.value is None:
        return result
    if agreement is not None and agreement >= HIGH_AGREEMENT and alpha.value < LOW_ALPHA:
        alpha = noted(alpha, skewed(agreement, sum(shares) / len(shares)))
    few = few_documents(how.documents)
    result["krippendorff_alpha"] = noted(alpha, few) if few else alpha
    return result


def skewed(agreement: float, prevalence: float) -> str:
    """Why α is low where coders nearly always agree."""
    share = f"{int(agreement * 1000 + 1e-6) / 10:g} %"
    if prevalence < 0.5:
        return (
            f"The coders agree on {share} of the units, yet α is low: the code is so rare that chance alone "
            "would bring this much agreement. Read the positive agreement beside it."
        )
    return (
        f"The coders agree on {share} of the units, yet α is low: the code stands nearly everywhere, so that "
        "chance alone would bring this much agreement."
    )


@dataclass(slots=True)
class Mean:
    """A running mean over the codes for which a coefficient is defined, with its replicates."""

    sum: float
    replicates: Floats
    codes: int = 0

    def add(self, value: float, replicates: Floats) -> None:
        self.sum += value
        self.replicates = self.replicates + replicates
        self.codes += 1

    def stated(self, how: Resampling, listed: int, least: float) -> Coefficient:
        if not self.codes:
            return Coefficient.missing(NOWHERE if listed else NO_CODE)
        note = f"Mean over {self.codes} of {listed} codes."
        mean = Coefficient(self.sum / self.codes, note=note)
        if how.kind == "jackknife" and np.isnan(self.replicates).any():
            return noted(mean, "No interval: one of these codes has none.")
        return with_interval(mean, self.replicates / self.codes, how, least)


@dataclass(slots=True)
class Overall:
    """Running sums over codes that share no coding: means of coefficients, and |uα pooled (Σ D_o/Σ D_e).

    `listed`: codes added; `nested`: whether a code of the table holds other codes of it.
    """

    means: dict[str, Mean]
    disagreement: tuple[Floats, Floats]
    replicates: tuple[Floats, Floats]
    listed: int = 0
    nested: bool = False

    @classmethod
    def start(cls) -> Overall:
        zero = np.zeros(())
        return cls({name: Mean(0.0, zero) for name in MEANS.values()}, (zero, zero), (zero, zero))

    def add(self, figures: Figures) -> None:
        self.listed += 1
        for name, mean in self.means.items():
            point, again = figures.measured[name]
            if point.value is not None:
                mean.add(point.value, again)
        observed, expected = gap_disagreement(figures.total.lengths)
        self.disagreement = (self.disagreement[0] + observed, self.disagreement[1] + expected)
        observed, expected = gap_disagreement(figures.replicates.lengths)
        self.replicates = (self.replicates[0] + observed, self.replicates[1] + expected)

    def stated(self, coders: tuple[str, ...], how: Resampling) -> dict[str, Coefficient]:
        """The figures for all codes, by their names in the table."""
        result = {
            name: Coefficient.missing(NEEDS_TWO)
            if not applies(source, len(coders))
            else self.means[source].stated(how, self.listed, lowest(source))
            for name, source in MEANS.items()
        }
        result["pooled_bar_alpha"] = self.pooled(how)
        if not self.nested:
            return result
        return {
            name: noted(figure, COUNTED_ONCE) if figure.value is not None else figure for name, figure in result.items()
        }

    def pooled(self, how: Resampling) -> Coefficient:
        """1 − Σ_k D_o/Σ_k D_e; codes that nobody used add nothing."""
        value = float(1 - quotient(*self.disagreement))
        if np.isnan(value):
            return Coefficient.missing("no code was used, or every code everywhere" if self.listed else NO_CODE)
        return with_interval(Coefficient(value), 1 - quotient(*self.replicates), how)


def no_reason(coders: tuple[str, ...]) -> str:
    """Why nothing can be compared."""
    return ONE_CODER if len(coders) == 1 else NO_DOCUMENT


def nothing_overall(coders: tuple[str, ...]) -> dict[str, Coefficient]:
    missing = Coefficient.missing(no_reason(coders))
    return {**dict.fromkeys(MEANS, missing), "pooled_bar_alpha": missing}


def incomparable(group: CodeGroup, coders: tuple[str, ...]) -> CodeAgreement:
    """The row of a code where no document can be compared."""
    missing = Coefficient.missing(no_reason(coders))
    cells: dict[str, int | None] = dict.fromkeys(("both", "neither", "a_only", "b_only"))
    return CodeAgreement(
        code=group,
        units=0,
        coded=0,
        prevalence=dict.fromkeys(coders),
        **cells,
        coefficients=dict.fromkeys(MEASURES, missing),
        pairs={f"{first}|{second}": missing for first, second in combinations(coders, 2)},
    )
