"""Results in words: what is counted, what sums are called, what stands below a table."""

from __future__ import annotations

from collections.abc import Iterable

from cadrage.core.results import Asked
from cadrage.core.results_question import Dimension, Kind, Measure, Proximity, Question, Reach, Unit

UNITS = {Unit.DOCUMENTS: "Documents", Unit.CODINGS: "Codings"}
REACHES = {
    Reach.OVERLAP: "in the same words",
    Reach.SENTENCE: "in the same sentence",
    Reach.PARAGRAPH: "in the same paragraph",
    Reach.DOCUMENT: "in the same document",
}
_PLURALS = {
    Kind.CODE: "codes",
    Kind.FAMILY: "families",
    Kind.DOCUMENT: "documents",
    Kind.CODER: "coders",
    Kind.ROUND: "rounds",
}


def measured(question: Question) -> str:
    """What the cells say: “Documents”, “Codings per 1,000 words”, “Share of the row’s documents”."""
    unit = UNITS[question.unit]
    return {
        Measure.COUNT: unit,
        Measure.ROW: f"Share of the row’s {unit.lower()}",
        Measure.COLUMN: f"Share of the column’s {unit.lower()}",
        Measure.WORDS: "Words that codings touch",
        Measure.SHARE_WORDS: "Share of words that codings touch",
        Measure.PER_THOUSAND: "Codings per 1,000 words",
    }[question.measure]


def sum_of(dimensions: Iterable[Dimension]) -> str:
    """What a sum over these is called: “All codes”, “All months”, “All”."""
    found = tuple(dimensions)
    if len(found) != 1:
        return "All"
    only = found[0]
    if only.bin is not None:
        return f"All {only.bin}s"
    return f"All {_PLURALS[only.kind]}" if only.kind in _PLURALS else "All"


def reach_of(proximity: Proximity) -> str:
    """How near codings have to be: “in the same sentence”, “within 10 words”."""
    if proximity.reach is Reach.WORDS:
        return f"within {proximity.words:,} word{'' if proximity.words == 1 else 's'}"
    return REACHES[proximity.reach]


def around(asked: Asked) -> tuple[str, ...]:
    """Sentences for below a table: whose codings, what narrowed them, what was left out, what to know."""
    said = []
    if asked.coders:
        said.append(f"Coders: {', '.join(asked.coders)}.")
    if asked.round:
        said.append(f"Round: {asked.round}.")
    if asked.filters:
        said.append(f"Filter: {'; '.join(asked.filters)}.")
    return (*said, *asked.left_out, *asked.notes)
