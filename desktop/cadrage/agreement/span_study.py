"""Agreement of coders on free spans in texts of known length, without a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cadrage.agreement import unitizing
from cadrage.agreement.comparison import compare
from cadrage.agreement.intervals import Resampling, resampling, with_interval
from cadrage.agreement.unitizing import Lengths, Piece, continuum_lengths
from cadrage.core.agreement import CodedDocument, CodeGroup, Coefficient
from cadrage.core.reliability import CodeReliability, Continuum, SpanReliability

OVERLAPPING = "a coder's spans of different codes overlap, so that the codes are not one variable"
PER_CODE = ("bar_alpha", "f1_characters", "f1_exact", "f1_overlap", "krippendorff_alpha")


def span_reliability(
    texts: Sequence[Continuum],
    coders: Sequence[str],
    codes: Sequence[str],
    *,
    interval: str = "jackknife",
    seed: int = 0,
) -> SpanReliability:
    """Per code |uα, F1, κ and α on characters; over all codes the unitizing family of 2016.

    Intervals are over texts. Raises ValueError for an unknown interval or more than 60 coders.
    """
    number = {code: place for place, code in enumerate(codes, start=1)}
    documents = [_document(place, text, number) for place, text in enumerate(texts)]
    groups = [CodeGroup(place, code, code, frozenset({place})) for code, place in number.items()]
    table = compare(documents, groups, coders, "character", interval=interval, seed=seed)
    family = _family(texts, coders, codes, interval, seed)
    return SpanReliability(
        documents=table.documents,
        coders=tuple(coders),
        interval=interval,
        codes={
            row.code.label: CodeReliability({name: row.coefficients[name] for name in PER_CODE}, row.pairs)
            for row in table.codes
        },
        overall={"pooled_bar_alpha": table.overall["pooled_bar_alpha"], **family.overall},
        k_alpha=family.k_alpha,
        coverage=family.coverage,
    )


def _document(number: int, text: Continuum, codes: dict[str, int]) -> CodedDocument:
    spans = {(coder, codes[code]): spans for (coder, code), spans in text.spans.items()}
    return CodedDocument(number, text.name, text.length, None, text.coders, spans)


@dataclass(frozen=True, slots=True)
class Family:
    """uα, cuα and |uα of all codes as one variable; (k)uα and its coverage by code."""

    overall: dict[str, Coefficient]
    k_alpha: dict[str, Coefficient]
    coverage: dict[str, float | None]


def _family(
    texts: Sequence[Continuum], coders: Sequence[str], codes: Sequence[str], interval: str, seed: int
) -> Family:
    compared = [text for text in texts if len(text.coders.intersection(coders)) >= 2]
    pieces = [_pieces(text, coders, codes) for text in compared]
    if any(overlapping(each) for text in pieces for each in text):
        missing = Coefficient.missing(OVERLAPPING)
        names = ("bar_alpha", "u_alpha", "cu_alpha")
        return Family(dict.fromkeys(names, missing), dict.fromkeys(codes, missing), dict.fromkeys(codes))
    size = len(codes) + 1
    lengths = [continuum_lengths(each, text.length, size) for each, text in zip(pieces, compared, strict=True)]
    return family(lengths, codes, resampling(interval, len(lengths), seed))


def family(documents: Sequence[Lengths], codes: Sequence[str], how: Resampling) -> Family:
    """The family of the documents' sums, each with its interval over documents."""
    every = _stacked(documents, len(codes) + 1)
    total = Lengths(*(np.asarray(part.sum(axis=0)) for part in (every.shared, every.squares, every.cut_squares)))
    again = total
    if how.active:
        again = Lengths(how.sums(every.shared), how.sums(every.squares), how.sums(every.cut_squares))
    forms = {
        "bar_alpha": (unitizing.bar_alpha, unitizing.bar_alpha_values),
        "u_alpha": (unitizing.u_alpha, unitizing.u_alpha_values),
        "cu_alpha": (unitizing.cu_alpha, unitizing.cu_alpha_values),
    }
    return Family(
        {name: with_interval(point(total), values(again), how) for name, (point, values) in forms.items()},
        {
            code: with_interval(unitizing.k_alpha(total, place), unitizing.k_alpha_values(again, place), how)
            for place, code in enumerate(codes, start=1)
        },
        {code: unitizing.coverage(total, place) for place, code in enumerate(codes, start=1)},
    )


def _stacked(documents: Sequence[Lengths], size: int) -> Lengths:
    """The documents' statistics with a leading axis for them."""
    number = len(documents)
    return Lengths(
        np.array([each.shared for each in documents]).reshape(number, size, size),
        np.array([each.squares for each in documents]).reshape(number, size),
        np.array([each.cut_squares for each in documents]).reshape(number, size),
    )


def _pieces(text: Continuum, coders: Sequence[str], codes: Sequence[str]) -> list[list[Piece]]:
    """Each present coder's segments of all codes; one code's overlapping spans are one segment."""
    found = []
    for coder in coders:
        if coder in text.coders:
            mine: list[Piece] = []
            for place, code in enumerate(codes, start=1):
                mine += [(start, end, place) for start, end in _united(text, coder, code)]
            found.append(sorted(mine))
    return found


def _united(text: Continuum, coder: str, code: str) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for span in sorted(text.spans.get((coder, code), ())):
        if united and span.start < united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], span.end))
        else:
            united.append((span.start, span.end))
    return united


def overlapping(pieces: Sequence[Piece]) -> bool:
    return any(after[0] < before[1] for before, after in pairwise(pieces))
