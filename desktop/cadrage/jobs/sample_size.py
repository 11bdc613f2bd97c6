"""What a project tells about the reliability sample it needs: how rare its rarest code is, how long its documents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cadrage.core.model import Coding, Layer
from cadrage.jobs import agreement
from cadrage.store.project import Project

Bounds = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Experience:
    """`share`: of the sentences that a coder saw, in the code they used least (`code`, its label); `sentences`: per
    document, on average."""

    code: str
    share: float
    sentences: float


def experience(project: Project) -> Experience | None:
    """From the complete documents of the latest round; in a blind round from one's own. None where there is nothing.

    Texts whose sentences were never cut are left out: cutting them is no work for an offer.
    """
    round_ = project.rounds.latest
    only = project.me.name if agreement.sealed(round_) else ""
    complete = {
        document: {coder for coder in coders if not only or coder == only}
        for document, coders in agreement.completed_by(project, round_).items()
    }
    bounds = _sentences(project, [document for document, coders in complete.items() if coders])
    seen = sum(len(bounds[document]) * len(complete[document]) for document in bounds)
    if not seen:
        return None
    names = {coder.id: coder.name for coder in project.coders.all()}
    codings = [
        coding
        for coding in project.codings.all(round=round_.id)
        if coding.layer is Layer.CODER and names[coding.coder] in complete.get(coding.document, ())
    ]
    held = _held(codings, bounds)
    shares = {
        group.label: len(set().union(*(held[code] for code in group.members))) / seen
        for group in project.codes.codebook().groups()
    }
    used = {label: share for label, share in shares.items() if share}
    if not used:
        return None
    code = min(used, key=lambda label: used[label])
    return Experience(code, used[code], sum(map(len, bounds.values())) / len(bounds))


def _sentences(project: Project, documents: Sequence[int]) -> Mapping[int, Bounds]:
    texts = {each.id: each.text_id for each in project.documents.all() if project.documents.is_counted(each)}
    wanted = [document for document in documents if document in texts]
    known = project.texts.segments([texts[document] for document in wanted], "sentence")
    return {document: known[texts[document]].boundaries for document in wanted if texts[document] in known}


def _held(codings: Iterable[Coding], bounds: Mapping[int, Bounds]) -> Mapping[int, set[tuple[int, int, int]]]:
    """The sentences, as (document, coder, place), that each code was put on."""
    starts = {document: [start for start, _ in listed] for document, listed in bounds.items()}
    ends = {document: [end for _, end in listed] for document, listed in bounds.items()}
    found: dict[int, set[tuple[int, int, int]]] = defaultdict(set)
    for coding in codings:
        if coding.document in bounds:
            first = bisect_right(ends[coding.document], coding.span.start)
            beyond = bisect_left(starts[coding.document], coding.span.end)
            found[coding.code].update((coding.document, coding.coder, place) for place in range(first, beyond))
    return found
