"""How far coders agree on one code in each document: where to look first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cadrage.agreement import formulas
from cadrage.agreement.axis import lay_out
from cadrage.agreement.disagreements import disagreements
from cadrage.agreement.measures import code_statistics
from cadrage.agreement.ratings import Floats
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.disagreement import DocumentAgreement


def by_document(
    documents: Sequence[CodedDocument], group: CodeGroup, coders: Sequence[str], unit: str, *, least: float = 0.0
) -> tuple[DocumentAgreement, ...]:
    """Every compared document on its own, those with most differing passages first, then by agreement.

    A coefficient of one document rests on few units: it orders documents and is no result.
    """
    kept = [document for document in documents if len(document.coders.intersection(coders)) >= 2]
    axis = lay_out(kept, coders, with_units=unit != "character", least=least)
    ratings = code_statistics(axis, group).units
    paired = ratings.counts @ (ratings.depth >= 2)
    shares, alphas = formulas.percent_agreement(ratings), formulas.krippendorff_alpha(ratings)
    positive = formulas.positive_agreement(ratings)
    found = [
        DocumentAgreement(
            document.document,
            document.title,
            int(paired[place]),
            len(disagreements([document], group, coders)),
            _number(shares, place),
            _number(positive, place),
            _number(alphas, place),
        )
        for place, document in enumerate(kept)
    ]
    return tuple(
        sorted(found, key=lambda row: (-row.differences, 1.0 if row.agreement is None else row.agreement, row.document))
    )


def _number(values: Floats, place: int) -> float | None:
    return None if np.isnan(values[place]) else float(values[place])
