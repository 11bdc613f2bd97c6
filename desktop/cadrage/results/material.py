"""What results are computed from: gathered values, so that a Task may work on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cadrage.core.model import Code, Coder, Document, Round, Span, Variable
from cadrage.core.results_question import Dimension, Question

CodingRow = tuple[int, int, int, int, int, int, int, int]
"""id, document, code, coder, round, start, end, and 1 where it is adjudicated."""


@dataclass(frozen=True, slots=True)
class Material:
    """The documents and codings of one question, and what its dimensions say of them.

    `codings` by document and position. `codes`: the whole codebook with what is retired; `chosen`: those that the
    filter leaves, None for all. `texts` by text id, `not_article` by document. `facts` by dimension and document,
    `attributes` by dimension and coding, `judgements` by dimension and (document, coder). `worked`: (document, coder)
    wherever a coder has begun a document or coded in it. `units`: sentences or paragraphs of the documents that have
    codings, where the question asks for them. `left_out` and `filters`: as in `core.results.Asked`.
    """

    question: Question
    documents: tuple[Document, ...]
    codings: Sequence[CodingRow]
    codes: tuple[Code, ...]
    coders: tuple[Coder, ...]
    texts: Mapping[int, str]
    project: str = ""
    round: str = ""
    rounds: tuple[Round, ...] = ()
    chosen: frozenset[int] | None = None
    not_article: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    variables: Mapping[Dimension, Variable] = field(default_factory=dict)
    facts: Mapping[Dimension, Mapping[int, str]] = field(default_factory=dict)
    attributes: Mapping[Dimension, Mapping[int, str]] = field(default_factory=dict)
    judgements: Mapping[Dimension, Mapping[tuple[int, int], str]] = field(default_factory=dict)
    worked: frozenset[tuple[int, int]] = frozenset()
    units: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    filters: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
