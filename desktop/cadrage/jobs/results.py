"""Results: from the project's codings to tables, time, co-occurrence and tests."""

from __future__ import annotations

from cadrage.core.results import CoOccurrence, ResultTable
from cadrage.core.results_question import Question
from cadrage.jobs.results_material import Report, gather
from cadrage.results.over_time import over_time
from cadrage.results.tables import codings_at, table
from cadrage.results.testing import tests_of
from cadrage.results.together import codings_together, together
from cadrage.store.project import Project

__all__ = ["answer", "codings_at", "codings_together", "gather", "over_time", "table", "tests_of", "together"]


def answer(
    project: Project, question: Question, known: frozenset[int] | None = None, report: Report | None = None
) -> ResultTable | CoOccurrence:
    """Gather and compute in one call. Raises UserError for what the project does not have."""
    material = gather(project, question, known, report)
    return table(material) if question.proximity is None else together(material)
