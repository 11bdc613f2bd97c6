"""What stands behind one row of the agreement table: passages, documents, and which code met which."""

from __future__ import annotations

from dataclasses import dataclass

from cadrage.agreement.by_document import by_document
from cadrage.agreement.disagreements import confusion, disagreements
from cadrage.core.agreement import CodeGroup
from cadrage.core.disagreement import Disagreement, DocumentAgreement
from cadrage.jobs.agreement import Report, Study


@dataclass(frozen=True, slots=True)
class Details:
    """`met`: how often the others put which code (None: none) where one coder put one of the group, most first."""

    group: CodeGroup
    disagreements: tuple[Disagreement, ...]
    documents: tuple[DocumentAgreement, ...]
    met: tuple[tuple[int | None, int], ...]


def details(study: Study, code: int, report: Report | None = None) -> Details:
    """What is behind the row of `code`. Raises KeyError for a code that the study does not hold."""
    group = {group.id: group for group in study.codes}[code]
    found = disagreements(study.documents, group, study.coders)
    if report:
        report(1, 3)
    documents = by_document(study.documents, group, study.coders, study.question.unit, least=study.question.least)
    if report:
        report(2, 3)
    return Details(group, found, documents, _met(study, group))


def _met(study: Study, group: CodeGroup) -> tuple[tuple[int | None, int], ...]:
    """Each pair of coders counts in both directions."""
    documents = [each for each in study.documents if any(code in group.members for _, code in each.spans)]
    codes = sorted({code for document in documents for _, code in document.spans})
    table = confusion(documents, codes, study.coders)
    counts: dict[int | None, int] = {}
    for (mine, theirs), number in table.counts.items():
        if mine in group.members:
            counts[theirs] = counts.get(theirs, 0) + number
        if table.pair is not None and theirs in group.members:
            counts[mine] = counts.get(mine, 0) + number
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0] is not None, item[0] or 0)))
