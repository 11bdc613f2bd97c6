"""What a question would compare: its coders, the documents they completed, and what is missing, in words."""

from __future__ import annotations

from dataclasses import dataclass

from cadrage.core.model import Document
from cadrage.jobs import agreement
from cadrage.jobs.agreement import Question
from cadrage.store.project import Project

_TAKE_OFF = "Take it off, or ask for other documents, above."


@dataclass(frozen=True, slots=True)
class Standing:
    """`coders`: everybody; `finishers`: those with a complete document; `chosen`: who is compared."""

    coders: tuple[str, ...]
    finishers: tuple[str, ...]
    chosen: tuple[str, ...]
    documents: tuple[Document, ...]
    corpus: int
    codes: int
    filters: tuple[str, ...] = ()
    sealed: bool = False

    @property
    def comparable(self) -> bool:
        return bool(self.documents and self.codes and not self.sealed)


@dataclass(frozen=True, slots=True)
class Lack:
    """Why there is no table, and what to do."""

    missing: str
    how: str


def standing(project: Project, question: Question) -> Standing:
    """How things stand in the question's round. Raises UserError where there is no such round."""
    round_ = agreement.asked_round(project, question)
    complete = agreement.completed_by(project, round_)
    finishers = tuple(sorted(set().union(*complete.values())))
    chosen = question.coders or finishers
    documents = agreement.comparable(project, question, complete, chosen)
    coders = tuple(coder.name for coder in project.coders.all())
    codes = len(agreement.groups(project, question))
    filters = agreement.filters(project, question)
    corpus, sealed = len(project.documents.all()), agreement.sealed(round_)
    return Standing(coders, finishers, chosen, documents, corpus, codes, filters, sealed)


def lack(found: Standing) -> Lack | None:
    """What is missing for a table, the first thing first; None where nothing is."""
    if found.sealed:
        return Lack("This round is blind", "Its codings are compared when it is unsealed.")
    if not found.corpus:
        how = "Import articles first: agreement compares how coders coded the same texts."
        return Lack("No documents yet", how)
    if not found.codes and found.filters:
        return Lack("The filter leaves no code", "Take it off, or ask for other codes, above.")
    if not found.codes:
        return Lack("No codes yet", "Make the codebook first: agreement is measured code by code.")
    if len(found.chosen) < 2 <= len(found.finishers):
        return Lack("Fewer than two coders chosen", "Choose two or more under Coders, above.")
    if found.documents:
        return None
    how = (
        "Mark documents complete with Ctrl+Enter when you have coded them: agreement counts the documents"
        " that two or more coders have marked complete."
    )
    if not found.finishers:
        return Lack("Nobody has completed a document yet", how)
    if len(found.finishers) == 1:
        return Lack(f"Only {found.finishers[0]} has completed documents", how)
    if found.filters:
        return Lack("The filter leaves no document that two of these coders have completed", f"{_TAKE_OFF} {how}")
    return Lack("These coders have completed no document in common", how)
