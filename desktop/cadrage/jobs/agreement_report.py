"""What a thesis takes from an agreement table: its circumstances, its limits, and what stands behind it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from cadrage import __version__
from cadrage.agreement.by_document import ByDocument
from cadrage.agreement.comparison import own_members
from cadrage.agreement.disagreements import Passages, confusion
from cadrage.core.agreement import AgreementTable
from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.standing import CUSTOMARY, Limits
from cadrage.exchange.agreement_report import GAP, AgreementReport, Circumstances, agreement_report
from cadrage.jobs.agreement import Report, Study
from cadrage.store.project import Project

LIMITS = "agreement_limits"
_DRAFT = "draft"


def limits(project: Project) -> Limits:
    """The limits that the project judges α by; the customary ones where none were set."""
    with suppress(ValueError):
        tentative, reliable = map(float, project.get(LIMITS).split())
        return Limits(tentative, reliable)
    return CUSTOMARY


def keep_limits(project: Project, wanted: Limits) -> None:
    """For everybody who opens the project. Raises UserError where it is open read-only."""
    project.set(LIMITS, f"{wanted.tentative!r} {wanted.reliable!r}")


def circumstances(project: Project, table: AgreementTable) -> Circumstances:
    """What the table itself does not know of its study."""
    return Circumstances(__version__, _codebook(project), _corpus(project), table.filters, limits(project))


def report(project: Project, table: AgreementTable) -> AgreementReport:
    """Table, note and methods paragraphs as rich and as plain text."""
    return agreement_report(table, circumstances(project, table))


def _codebook(project: Project) -> str:
    name = project.codebook_versions.current_name
    return GAP.format("name it: the codebook is still a draft") if name == _DRAFT else name


def _corpus(project: Project) -> int:
    return sum(map(project.documents.is_counted, project.documents.all()))


def unfilled(project: Project) -> AgreementDetails:
    """The details of a study before its passages are looked up: what only the project knows."""
    nothing = confusion((), (), ())
    return AgreementDetails((), (), nothing, _corpus(project), _codebook(project), limits(project))


def details(study: Study, known: AgreementDetails, report: Report | None = None) -> AgreementDetails:
    """What is behind every row of the study's table: the work of a Task."""
    looked_up = Passages(study.coders)
    question = study.question
    each_by_itself = ByDocument(study.documents, study.coders, question.unit, least=question.least, passages=looked_up)
    passages, documents = [], []
    for done, (group, own) in enumerate(zip(study.codes, own_members(study.codes), strict=True)):
        if report:
            report(done, len(study.codes))
        documents.append((group, each_by_itself.of(group, only_used=True)))
        found = (passage for document in study.documents for passage in looked_up.of(document, own))
        passages.append((group, tuple(found)))
    met = confusion(study.documents, [group.id for group in study.codes], study.coders)
    return replace(known, documents=tuple(documents), passages=tuple(passages), confusion=met)
