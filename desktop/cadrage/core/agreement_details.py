"""What stands behind an agreement table, for a file: documents, passages, which code met which."""

from __future__ import annotations

from dataclasses import dataclass

from cadrage.core.agreement import CodeGroup
from cadrage.core.disagreement import Confusion, Disagreement, DocumentAgreement
from cadrage.core.standing import CUSTOMARY, Limits


@dataclass(frozen=True, slots=True)
class AgreementDetails:
    """`documents`: by code, sub-codes rolled up, the documents in which anybody used it. `passages`: by code, each
    coding once, with the code it carries. `corpus`: the project's documents, duplicates left out; `codebook`: the
    version's name as the methods paragraph prints it."""

    documents: tuple[tuple[CodeGroup, tuple[DocumentAgreement, ...]], ...]
    passages: tuple[tuple[CodeGroup, tuple[Disagreement, ...]], ...]
    confusion: Confusion
    corpus: int
    codebook: str
    limits: Limits = CUSTOMARY
