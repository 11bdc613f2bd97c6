"""A question about results from names, as the command line gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.model import Layer, Scope
from cadrage.core.results_question import Bin, Dimension, Kind, Measure, Proximity, Question, Reach, Unit
from cadrage.jobs import agreement
from cadrage.store.project import Project

OUTLET, PUBLISHED = "outlet", "published"
MEASURES = {
    "count": (Measure.COUNT, None),
    "documents": (Measure.COUNT, Unit.DOCUMENTS),
    "codings": (Measure.COUNT, Unit.CODINGS),
    "row": (Measure.ROW, None),
    "column": (Measure.COLUMN, None),
    "words": (Measure.WORDS, None),
    "share_words": (Measure.SHARE_WORDS, None),
    "per_thousand": (Measure.PER_THOUSAND, None),
}
REACHES = {
    "words": Reach.OVERLAP,
    "sentence": Reach.SENTENCE,
    "paragraph": Reach.PARAGRAPH,
    "document": Reach.DOCUMENT,
}
_PLAIN = {
    "code": Kind.CODE,
    "family": Kind.FAMILY,
    "document": Kind.DOCUMENT,
    "coder": Kind.CODER,
    "round": Kind.ROUND,
}
_KINDS = {"variable": Kind.FACT, "judgement": Kind.JUDGEMENT, "attribute": Kind.ATTRIBUTE}
_SCOPES = {Kind.FACT: Scope.DOCUMENT, Kind.JUDGEMENT: Scope.JUDGEMENT, Kind.ATTRIBUTE: Scope.CODING}


@dataclass(frozen=True, slots=True)
class Named:
    """A question in words, as the options of `cadrage results` give it. `by` None: as is usual for the project."""

    rows: Sequence[str] = ()
    by: Sequence[str] | None = None
    measure: str = "count"
    unit: str = ""
    apart: bool = False
    coders: Sequence[str] = ()
    round: str = ""
    layer: str = "coder"
    near: str = ""
    any_coder: bool = False
    filter: Filter = Filter()  # noqa: RUF009 (a frozen value)


def question(project: Project, named: Named) -> Question:
    """The question that is meant. Raises UserError for what the project does not have, or what cannot be asked."""
    rows = tuple(dimension(project, each) for each in named.rows) or (Dimension(Kind.CODE),)
    by = usual(project, rows) if named.by is None else tuple(dimension(project, each) for each in named.by)
    measure, counted = MEASURES[named.measure]
    unit = Unit(named.unit) if named.unit else counted or Unit.DOCUMENTS
    try:
        return Question(
            rows=rows,
            columns=by[:1],
            layers=by[1:],
            measure=measure,
            unit=unit,
            rolled=not named.apart,
            filter=_of_coders(project, named),
            round=project.rounds.find(named.round).id if named.round else None,
            layer=None if named.layer == "all" else Layer(named.layer),
            proximity=_proximity(named) if named.near else None,
        )
    except ValueError as error:
        raise UserError(f"This table cannot be made: {error}. Name other rows or columns.") from None


def usual(project: Project, rows: Sequence[Dimension] = ()) -> tuple[Dimension, ...]:
    """Outlet and month, as far as the documents have them and the rows do not."""
    values = project.variables.of_documents()
    named = {name for (_, name), value in values.items() if value}
    found = []
    for dimension_ in (Dimension(Kind.FACT, OUTLET), Dimension(Kind.TIME, PUBLISHED, Bin.MONTH)):
        there = project.variables.find(Scope.DOCUMENT, dimension_.name)
        if there is not None and there.name in named and all(each.name != there.name for each in rows):
            found.append(replace(dimension_, name=there.name))
    return tuple(found)


def dimension(project: Project, name: str) -> Dimension:
    """“code”, “family”, “document”, “coder”, “round”; “month” or “month:retrieved”; a variable's name, with
    “judgement:” or “attribute:” before it where several have it."""
    wanted, _, rest = name.strip().partition(":")
    if wanted.casefold() in _PLAIN and not rest:
        return Dimension(_PLAIN[wanted.casefold()])
    if wanted.casefold() in tuple(Bin):
        variable = project.variables.find(Scope.DOCUMENT, rest.strip() or PUBLISHED)
        return Dimension(Kind.TIME, variable.name if variable else rest.strip() or PUBLISHED, Bin(wanted.casefold()))
    if wanted.casefold() in _KINDS and rest:
        return Dimension(_KINDS[wanted.casefold()], rest.strip())
    for kind, scope in _SCOPES.items():
        variable = project.variables.find(scope, name)
        if variable is not None:
            return Dimension(kind, variable.name)
    known = [*_PLAIN, *Bin, *(each.name for each in project.variables.all())]
    raise UserError(f"A table cannot be split by “{name}”. Choose from {', '.join(map(str, known))}.")


def _proximity(named: Named) -> Proximity:
    if named.near in REACHES:
        return Proximity(REACHES[named.near], same_coder=not named.any_coder)
    if named.near.isdecimal():
        return Proximity(Reach.WORDS, int(named.near), same_coder=not named.any_coder)
    raise UserError(f"“{named.near}” is no nearness. Choose {', '.join(REACHES)} or a number of words.")


def _of_coders(project: Project, named: Named) -> Filter:
    if not named.coders:
        return named.filter
    coders = project.coders.all()
    agreement.check_coders(named.coders, coders)
    return replace(named.filter, coders=frozenset(each.id for each in coders if each.name in named.coders))
