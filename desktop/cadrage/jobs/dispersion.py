"""Where along the documents hits or codings stand, for a plot of places in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cadrage.core.dispersion import Along, Dispersion, Mark
from cadrage.core.results_question import Category
from cadrage.core.search import Hit
from cadrage.jobs.frequencies import OUTLET, PUBLISHED
from cadrage.store.project import Project


def of_hits(project: Project, hits: Iterable[Hit], what: str, *, not_shown: int = 0) -> Dispersion:
    """Documents with hits, the oldest first. `not_shown`: how many more hits there are than were given."""
    marks: dict[int, list[Mark]] = {}
    for hit in hits:
        marks.setdefault(hit.document, []).append(Mark(hit.span.start, hit.span.end))
    notes = (f"{not_shown:,} further hits are not in the list and not drawn.",) if not_shown else ()
    return Dispersion(what, _rows(project, marks), project=project.name, notes=notes)


def of_codings(project: Project, codings: Sequence[int], what: str = "Codings along the documents") -> Dispersion:
    """Documents with these codings, a series a code in the codebook's order. Give ids that may be seen."""
    found = project.codings.get(codings)
    used = {coding.code for coding in found}
    codes = [code for code in project.codes.all() if code.id in used]
    series = {code.id: at for at, code in enumerate(codes)}
    marks: dict[int, list[Mark]] = {}
    for coding in found:
        mark = Mark(coding.span.start, coding.span.end, series[coding.code], coding.id)
        marks.setdefault(coding.document, []).append(mark)
    named = tuple(Category(code.guid, code.name, code.id, colour=code.colour) for code in codes)
    return Dispersion(what, _rows(project, marks), named, project=project.name)


def _rows(project: Project, marks: Mapping[int, list[Mark]]) -> tuple[Along, ...]:
    facts = project.search.facts((OUTLET, PUBLISHED))
    rows = []
    for document in project.documents.all():
        if document.id in marks:
            said = facts.get(document.id, {})
            label = ", ".join(filter(None, (said.get(OUTLET, ""), said.get(PUBLISHED, ""), document.title)))
            own = tuple(sorted(marks[document.id], key=_from_the_top))
            rows.append(Along(document.id, label, document.length, own, said.get(PUBLISHED, "")))
    # Those without a date last.
    return tuple(sorted(rows, key=_by_date))


def _from_the_top(mark: Mark) -> tuple[int, int, int]:
    return mark.start, mark.end, mark.series


def _by_date(row: Along) -> tuple[bool, str]:
    return not row.date, row.date
