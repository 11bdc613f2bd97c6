"""Frequencies of what a search has found, by outlet and month, in relation to the words of all documents searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cadrage.core.frequency import Counted, Frequencies, month_of, tabulate
from cadrage.core.model import Span
from cadrage.core.text import count_words
from cadrage.jobs.searching import Question
from cadrage.store.project import Project

Gathered = tuple[int, str, tuple[Span, ...]]
"""A document, its text, and what of that does not count."""

OUTLET, PUBLISHED = "outlet", "published"


def documents(project: Project, question: Question) -> list[tuple[int, int]]:
    """(document, text) of all that a search looks into, with hits or without."""
    kept = project.filtering.documents(question.filter, coders=question.coders)
    found = project.search.all(duplicates=question.wanted.duplicates)
    return [pair for pair in found if kept is None or pair[0] in kept]


def gather(project: Project, question: Question, documents: Sequence[tuple[int, int]]) -> Iterator[Gathered]:
    """What is needed for counting in some of these documents."""
    bodies = project.texts.bodies(list(dict.fromkeys(text for _, text in documents)))
    regions = {} if question.wanted.not_article else project.search.not_article([each for each, _ in documents])
    return ((document, bodies[text], tuple(regions.get(document, ()))) for document, text in documents)


def words(gathered: Sequence[Gathered]) -> dict[int, int]:
    """How many words each document counts with. Pure: for a Task."""
    return {document: count_words(_without(body, regions)) for document, body, regions in gathered}


def _without(body: str, regions: Sequence[Span]) -> str:
    pieces, start = [], 0
    for region in regions:
        pieces.append(body[start : max(start, region.start)])
        start = max(start, region.end)
    return "\n".join([*pieces, body[start:]])


def table(project: Project, hits: Mapping[int, int], words: Mapping[int, int]) -> Frequencies:
    """Hits and words by document, put together by the documents' outlets and months."""
    facts = project.search.facts((OUTLET, PUBLISHED))
    known = ((document, facts.get(document, {})) for document in words)
    return tabulate(
        Counted(said.get(OUTLET, ""), month_of(said.get(PUBLISHED, "")), hits.get(document, 0), words[document])
        for document, said in known
    )
