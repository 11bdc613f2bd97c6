"""Hits of a search that become codings: the hit itself, its sentence or its paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cadrage.core.errors import UserError
from cadrage.core.model import Origin, Span
from cadrage.core.search import Hit
from cadrage.jobs import segmenting
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

Extent = Literal["hit", "sentence", "paragraph"]
EXTENTS: tuple[tuple[Extent, str], ...] = (("hit", "Hit"), ("sentence", "Sentence"), ("paragraph", "Paragraph"))


def unsplit(project: Project, documents: Iterable[int], extent: Extent) -> Mapping[int, str]:
    """The texts, by id, that must be split before hits in these documents can be coded so."""
    texts = _texts(project, documents) if extent != "hit" else {}
    return segmenting.gather(project, list(dict.fromkeys(texts.values())), extent)[1] if texts else {}


@dataclass(frozen=True, slots=True)
class Accepted:
    """The coding of each hit, by the hit's place; `made` are those that were not there before."""

    codings: Mapping[tuple[int, Span], int]
    made: frozenset[int]


def accept(project: Project, hits: Sequence[Hit], code: int, extent: Extent) -> Accepted:
    """Put a code on hits, as the present coder's codings from a search, in one change.

    Where the code stands already on exactly these words, its coding counts. Raises UserError where the code is gone.
    """
    found = project.codes.get(code)
    if found is None or found.retired:
        raise UserError("This code is no longer in the codebook.")
    me, round_ = project.me.id, project.rounds.latest.id
    spans = _spans(project, hits, extent)
    what = "a hit" if len(hits) == 1 else f"{len(hits)} hits"
    coded: dict[tuple[int, Span], int] = {}
    made = set()
    with project.change(f"Accept {what} as {found.label}"):
        for hit in hits:
            span = spans[hit.place]
            known = _standing(project, hit.document, span, code)
            if known is None:
                new = NewCoding(hit.document, span, code, me, round_)
                (known,) = project.codings.add_many((new,), origin=Origin.SEARCH)
                project.statuses.begin(hit.document, me, round_)
                made.add(known)
            coded[hit.place] = known
    return Accepted(coded, frozenset(made))


def _standing(project: Project, document: int, span: Span, code: int) -> int | None:
    """The present coder's coding with this code on exactly this span."""
    near = project.codings.overlapping(document, span, coders=(project.me.id,))
    round_ = project.rounds.latest.id
    return next((each.id for each in near if (each.span, each.code, each.round) == (span, code, round_)), None)


def _spans(project: Project, hits: Sequence[Hit], extent: Extent) -> Mapping[tuple[int, Span], Span]:
    """What of the text is coded for each hit: all units that it touches; the hit itself where there is none."""
    if extent == "hit":
        return {hit.place: hit.span for hit in hits}
    texts = _texts(project, {hit.document for hit in hits})
    units = segmenting.units(project, list(dict.fromkeys(texts.values())), extent)
    return {hit.place: _touched(units[texts[hit.document]].boundaries, hit.span) for hit in hits}


def _touched(boundaries: Sequence[tuple[int, int]], span: Span) -> Span:
    touched = [pair for pair in boundaries if pair[0] < span.end and pair[1] > span.start]
    if not touched:
        return span
    return Span(min(touched[0][0], span.start), max(touched[-1][1], span.end))


def _texts(project: Project, documents: Iterable[int]) -> Mapping[int, int]:
    found = (project.documents.get(document) for document in dict.fromkeys(documents))
    known = {document.id: document.text_id for document in found if document is not None}
    if not known:
        raise UserError("This document is no longer in the project. Search again.")
    return known
