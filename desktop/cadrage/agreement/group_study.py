"""Coefficients, with intervals, of codes that exclude each other and of attributes on matching codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np

from cadrage.agreement import formulas
from cadrage.agreement.axis import lay_out
from cadrage.agreement.coefficients import NEEDS_TWO, NOT_PAIRED, stated
from cadrage.agreement.disagreements import confusion
from cadrage.agreement.groups import Valued, group_pieces, matched_values, nominal_ratings, tallied_rows
from cadrage.agreement.intervals import Resampling, resampling, with_interval
from cadrage.agreement.measures import SHARES
from cadrage.agreement.ratings import NOT_CODED, Floats, Ratings
from cadrage.agreement.span_study import OVERLAPPING, Family, family, overlapping
from cadrage.agreement.unitizing import continuum_lengths
from cadrage.agreement.weights import Distance, nominal, ordinal
from cadrage.core.agreement import CodedDocument, CodeGroup, Coefficient
from cadrage.core.disagreement import Confusion
from cadrage.core.group_agreement import AttributeAgreement, GroupAgreement
from cadrage.core.model import Span

MEASURES: Mapping[str, Callable[[Ratings], Floats]] = {
    "percent_agreement": formulas.percent_agreement,
    "krippendorff_alpha": formulas.krippendorff_alpha,
    "cohen_kappa": formulas.cohen_kappa,
    "fleiss_kappa": formulas.fleiss_kappa,
    "gwet_ac": formulas.gwet_ac,
}
NOMINAL: tuple[str, Distance] = ("nominal", nominal)
ORDINAL: tuple[str, Distance] = ("ordinal", ordinal)


def group_agreement(
    label: str,
    documents: Sequence[CodedDocument],
    groups: Sequence[CodeGroup],
    coders: Sequence[str],
    unit: str,
    *,
    interval: str = "jackknife",
    seed: int = 0,
    least: float = 0.0,
) -> GroupAgreement:
    """How far coders agree which of `groups` (disjoint codes, each with its sub-codes) a unit holds, or that none."""
    axis = lay_out(documents, coders, with_units=unit != "character", least=least)
    how = resampling(interval, axis.documents, seed)
    chosen = nominal_ratings(axis, groups)
    labels = tuple(group.label for group in groups)
    pieces = group_pieces(axis, groups)
    if any(overlapping(mine) for each, _ in pieces for mine in each):
        missing = Coefficient.missing(OVERLAPPING)
        spans = Family(dict.fromkeys(("bar_alpha", "u_alpha", "cu_alpha"), missing), dict.fromkeys(labels, missing), {})
    else:
        lengths = [continuum_lengths(each, length, len(groups) + 1) for each, length in pieces]
        spans = family(lengths, labels, how)
    total = chosen.ratings.total()
    return GroupAgreement(
        label=label,
        codes=labels,
        unit=unit,
        coders=tuple(coders),
        documents=axis.documents,
        units=int(total.counts[total.depth >= 2].sum()),
        several=chosen.several,
        interval=interval,
        on_units=measured(chosen.ratings, how, MEASURES),
        on_characters=spans.overall,
        k_alpha=spans.k_alpha,
        coverage=spans.coverage,
        confusion=confusion(rolled_up(documents, groups), [group.id for group in groups], coders),
    )


def rolled_up(documents: Iterable[CodedDocument], groups: Sequence[CodeGroup]) -> list[CodedDocument]:
    """The documents with sub-codes counted as the group that holds them; other codes left out."""
    owner = {code: group.id for group in groups for code in group.members}
    found = []
    for document in documents:
        spans: dict[tuple[str, int], tuple[Span, ...]] = {}
        for (coder, code), listed in document.spans.items():
            if code in owner:
                key = (coder, owner[code])
                spans[key] = tuple(sorted((*spans.get(key, ()), *listed)))
        found.append(replace(document, spans=spans))
    return found


def measured(
    ratings: Ratings, how: Resampling, measures: Mapping[str, Callable[[Ratings], Floats]]
) -> dict[str, Coefficient]:
    """Coefficients of ratings (documents, patterns), summed up, with intervals over documents."""
    if not ratings.values.size:
        return dict.fromkeys(measures, Coefficient.missing(NOT_PAIRED))
    total = ratings.total()
    again = replace(ratings, counts=how.sums(ratings.counts)) if how.active else total
    found = {}
    for name, formula in measures.items():
        if name == "cohen_kappa" and ratings.coders != 2:
            found[name] = Coefficient.missing(NEEDS_TWO)
        else:
            replicates = formula(again) if how.active else np.empty(0)
            found[name] = with_interval(stated(formula(total), total), replicates, how, 0.0 if name in SHARES else -1.0)
    return found


def attribute_agreement(
    name: str,
    codings: Iterable[Valued],
    coders: Sequence[str],
    values: Sequence[str],
    *,
    ordered: bool,
    interval: str = "jackknife",
    seed: int = 0,
) -> AttributeAgreement:
    """How far coders who put the same code on the same words also noted the same value of an attribute."""
    listed = list(codings)
    ratings, documents = matched_values(listed, coders, values)
    unknown = sum(coding.value is not None and coding.value not in values for coding in listed)
    scale = ORDINAL if ordered else NOMINAL
    return _variable(name, ratings, coders, values, scale, resampling(interval, len(documents), seed), unknown)


def judgement_agreement(
    name: str,
    answers: Mapping[tuple[int, str], str],
    coders: Sequence[str],
    values: Sequence[str],
    *,
    ordered: bool,
    interval: str = "jackknife",
    seed: int = 0,
) -> AttributeAgreement:
    """How far coders gave the same answer about whole documents, over those that two or more answered.

    `answers`: by (document, coder's name); what is none of `values` counts as no answer.
    """
    place = {value: number for number, value in enumerate(values)}
    rows: list[list[int]] = []
    for document in sorted({document for document, _ in answers}):
        row = [place.get(answers.get((document, coder), ""), NOT_CODED) for coder in coders]
        if sum(value != NOT_CODED for value in row) >= 2:
            rows.append(row)
    ratings = tallied_rows(rows, list(range(len(rows))), len(rows), len(coders), len(values))
    unknown = sum(value not in place for (_, coder), value in answers.items() if coder in coders)
    scale = ORDINAL if ordered else NOMINAL
    how = resampling(interval, len(rows), seed)
    return replace(_variable(name, ratings, coders, values, scale, how, unknown), of="judgement")


def _variable(
    name: str,
    ratings: Ratings,
    coders: Sequence[str],
    values: Sequence[str],
    scale: tuple[str, Distance],
    how: Resampling,
    unknown: int,
) -> AttributeAgreement:
    metric, distance = scale
    measures: dict[str, Callable[[Ratings], Floats]] = {
        **MEASURES,
        "krippendorff_alpha": lambda table: formulas.krippendorff_alpha(table, distance),
    }
    total = ratings.total()
    return AttributeAgreement(
        name=name,
        metric=metric,
        values=tuple(values),
        coders=tuple(coders),
        documents=how.documents,
        units=int(total.counts[total.depth >= 2].sum()) if ratings.values.size else 0,
        unknown=unknown,
        coefficients=measured(ratings, how, measures),
        confusion=value_confusion(total, coders),
        interval=how.kind,
    )


def value_confusion(ratings: Ratings, coders: Sequence[str]) -> Confusion:
    """Which value the others chose where one coder chose a value, over units that both of a pair valued.

    As `disagreements.confusion`: for two coders (first, second), for more every pair in both directions.
    """
    two = len(coders) == 2
    pairs = [(0, 1)] if two else list(permutations(range(len(coders)), 2))
    counts: Counter[tuple[int | None, int | None]] = Counter()
    for first, second in pairs:
        for row, number in zip(ratings.values.tolist(), ratings.counts.tolist(), strict=True):
            if number and NOT_CODED not in (row[first], row[second]):
                counts[row[first], row[second]] += number
    return Confusion(tuple(range(ratings.categories)), dict(counts), (coders[0], coders[1]) if two else None)
