"""How far coders agree on one code in each document: where to look first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cadrage.agreement import formulas
from cadrage.agreement.axis import lay_out
from cadrage.agreement.disagreements import Passages
from cadrage.agreement.ratings import Floats, Ratings
from cadrage.agreement.units import character_ratings, merged, unit_ratings
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.disagreement import DocumentAgreement


def by_document(
    documents: Sequence[CodedDocument], group: CodeGroup, coders: Sequence[str], unit: str, *, least: float = 0.0
) -> tuple[DocumentAgreement, ...]:
    """Every compared document on its own, those with most differing passages first, then by agreement.

    A coefficient of one document rests on few units: it orders documents and is no result.
    """
    return ByDocument(documents, coders, unit, least=least).of(group)


class ByDocument:
    """`by_document` for one code after the other; what all codes share is made once."""

    def __init__(
        self,
        documents: Sequence[CodedDocument],
        coders: Sequence[str],
        unit: str,
        *,
        least: float = 0.0,
        passages: Passages | None = None,
    ) -> None:
        self._documents = [each for each in documents if len(each.coders.intersection(coders)) >= 2]
        self._axis = lay_out(self._documents, coders, with_units=unit != "character", least=least)
        self._passages = passages or Passages(coders)

    def of(self, group: CodeGroup, *, only_used: bool = False) -> tuple[DocumentAgreement, ...]:
        """`only_used`: no document in which nobody, of whatever coders, used the code."""
        ratings = self._ratings(group)
        paired = ratings.counts @ (ratings.depth >= 2)
        shares, alphas = formulas.percent_agreement(ratings), formulas.krippendorff_alpha(ratings)
        positive = formulas.positive_agreement(ratings)
        found = [
            DocumentAgreement(
                document.document,
                document.title,
                int(paired[place]),
                len(self._passages.of(document, group.members)),
                _number(shares, place),
                _number(positive, place),
                _number(alphas, place),
            )
            for place, document in enumerate(self._documents)
            if not only_used or any(code in group.members for _, code in document.spans)
        ]
        return tuple(sorted(found, key=_first_to_look_at))

    def _ratings(self, group: CodeGroup) -> Ratings:
        axis = self._axis
        segments = merged(axis.spans.of(group.members))
        return character_ratings(axis, segments) if axis.units is None else unit_ratings(axis, axis.units, segments)


def _first_to_look_at(row: DocumentAgreement) -> tuple[int, float, int]:
    return -row.differences, 1.0 if row.agreement is None else row.agreement, row.document


def _number(values: Floats, place: int) -> float | None:
    return None if np.isnan(values[place]) else float(values[place])
