"""What a project's results can be split by, what is shown first, and the questions that are asked most. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cadrage.core.filtering import range_kind
from cadrage.core.model import Scope, Variable, VariableKind
from cadrage.core.results_question import Bin, Dimension, Kind, Proximity, Question, Unit
from cadrage.gui.results_words import BINS
from cadrage.gui.words import shortened
from cadrage.store.project import Project

CODES, FAMILIES, DOCUMENTS, CODERS, ROUNDS = (
    Dimension(kind) for kind in (Kind.CODE, Kind.FAMILY, Kind.DOCUMENT, Kind.CODER, Kind.ROUND)
)
OUTLET, PUBLISHED, SPEAKER, STANCE = "outlet", "published", "speaker", "stance"
_SCOPES = {Scope.DOCUMENT: Kind.FACT, Scope.JUDGEMENT: Kind.JUDGEMENT, Scope.CODING: Kind.ATTRIBUTE}
_HANDY = range(2, 41)  # so many values make a table that can be read


class Page(StrEnum):
    """The kinds of results."""

    TABLE = "table"
    TIME = "time"
    TOGETHER = "together"
    EXEMPLARS = "exemplars"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A result of some kind."""

    page: Page
    question: Question


@dataclass(frozen=True, slots=True)
class Offers:
    """What tables can be split by, each with its name; `outlet` and `month` as far as there are such variables.

    `dates` are the variables of documents that hold dates.
    """

    dimensions: tuple[tuple[Dimension, str], ...]
    dates: tuple[tuple[str, str], ...] = ()
    beside: Dimension | None = None
    """What stands beside the codes first: the outlet, else the first fact with some values."""

    def name(self, dimension: Dimension) -> str:
        bare = replace(dimension, most=0)
        return next((name for each, name in self.dimensions if each == bare), dimension.name or dimension.kind.value)

    def named(self, kind: Kind, name: str) -> Dimension | None:
        """The dimension of a variable, by the name it usually has in the field."""
        fitting = (each for each, _ in self.dimensions if each.kind is kind and each.name.casefold() == name)
        return next(fitting, None)

    @property
    def month(self) -> Dimension | None:
        name = next((name for name, _ in self.dates if name == PUBLISHED), self.dates[0][0] if self.dates else "")
        return Dimension(Kind.TIME, name, Bin.MONTH) if name else None


def offers(project: Project, coders: Iterable[int]) -> Offers:
    """What can be chosen now. `coders`: whose judgements and attributes may be known."""
    known = tuple(coders)
    found: list[tuple[Dimension, str]] = [(CODES, "Codes"), (FAMILIES, "Families of codes")]
    dates: list[tuple[str, str]] = []
    facts: list[tuple[Dimension, int]] = []
    for variable in project.variables.all(Scope.DOCUMENT):
        values = project.filtering.values(variable)
        label = _named(variable)
        if range_kind(variable.kind, values) is VariableKind.DATE:
            dates.append((variable.name, label))
            found += [(Dimension(Kind.TIME, variable.name, bin_), f"{label} by {said}") for bin_, said in BINS.items()]
        else:
            dimension = Dimension(Kind.FACT, variable.name)
            found.append((dimension, label))
            facts.append((dimension, len(values)))
    found.append((DOCUMENTS, "Documents"))
    for scope in (Scope.JUDGEMENT, Scope.CODING):
        found += [(Dimension(_SCOPES[scope], each.name), _named(each)) for each in project.variables.all(scope)]
    if len(known) > 1:
        found.append((CODERS, "Coders"))
    if len(project.rounds.all()) > 1:
        found.append((ROUNDS, "Rounds"))
    return Offers(tuple(found), tuple(dates), _beside(facts))


def _named(variable: Variable) -> str:
    name = shortened(variable.label or variable.name)
    return name[:1].upper() + name[1:]


def _beside(facts: Sequence[tuple[Dimension, int]]) -> Dimension | None:
    named = (dimension for dimension, _ in facts if dimension.name.casefold() == OUTLET)
    handy = (dimension for dimension, values in facts if values in _HANDY)
    return next(named, None) or next(handy, None)


def first(offered: Offers) -> Wanted:
    """What is shown before anybody has asked for anything: codes by outlet."""
    beside = (offered.beside,) if offered.beside is not None else ()
    return Wanted(Page.TABLE, Question(columns=beside))


def usual(offered: Offers) -> list[tuple[str, Wanted]]:
    """The questions of every framing study that this project can answer, by name."""
    beside, month = offered.beside, offered.month
    found: list[tuple[str, Wanted]] = [("How often each code", Wanted(Page.TABLE, Question()))]

    def add(question: Question, *parts: Dimension) -> None:
        name = " × ".join(["Code", *(_short(offered, part) for part in parts)])
        found.append((name, Wanted(Page.TABLE, question)))

    if beside is not None:
        add(Question(columns=(beside,)), beside)
    if month is not None:
        add(Question(columns=(month,)), month)
    if beside is not None and month is not None:
        add(Question(columns=(beside,), layers=(month,)), beside, month)
    add(Question(columns=(DOCUMENTS,), unit=Unit.CODINGS), DOCUMENTS)
    speaker, stance = offered.named(Kind.ATTRIBUTE, SPEAKER), offered.named(Kind.ATTRIBUTE, STANCE)
    if speaker is not None and stance is not None:
        asked = Question(rows=(speaker,), columns=(stance,), layers=(CODES,), unit=Unit.CODINGS)
        found.append(("Speaker × stance × code", Wanted(Page.TABLE, asked)))
    if month is not None:
        found.append(("Codes over time", Wanted(Page.TIME, over_time(offered))))
    found.append(("Codes in the same words", Wanted(Page.TOGETHER, together())))
    found.append(("Exemplars of each code", Wanted(Page.EXEMPLARS, Question())))
    return found


def _short(offered: Offers, dimension: Dimension) -> str:
    if dimension.bin is not None:
        return BINS[dimension.bin]
    name = dimension.kind.value if dimension.kind is Kind.DOCUMENT else offered.name(dimension)
    return name[:1].lower() + name[1:]


def over_time(offered: Offers) -> Question:
    month = offered.month
    return Question(columns=(month,) if month is not None else ())


def together() -> Question:
    return Question(unit=Unit.CODINGS, proximity=Proximity())


def turned(before: Wanted, page: Page, offered: Offers) -> Wanted:
    """The result of another kind that is nearest to what was shown: what is common to both stays."""
    fresh = {
        Page.TABLE: first(offered).question,
        Page.TIME: over_time(offered),
        Page.TOGETHER: together(),
        Page.EXEMPLARS: Question(),
    }[page]
    asked = before.question
    return Wanted(page, replace(fresh, rolled=asked.rolled, round=asked.round, layer=asked.layer, events=asked.events))


def split(question: Question, place: str, wanted: Dimension | None) -> Question:
    """The question with another dimension in `rows`, `columns` or `layers`.

    What stood elsewhere already changes places with what stood here; where both would be codes, one gives way.
    """
    parts = {name: (each[0] if each else None) for name, each in _parts(question).items()}
    before, parts[place] = parts[place], wanted
    for other, there in parts.items():
        if other != place and there is not None and wanted is not None and _alike(there, wanted):
            parts[other] = before if before is None or not _alike(before, wanted) else None
    if parts["rows"] is None:
        parts["rows"] = next((each for each in (before, CODES) if each and not _taken(each, parts)), DOCUMENTS)
    if parts["columns"] is None and parts["layers"] is not None:
        parts["columns"], parts["layers"] = parts["layers"], None
    filled = {name: (each,) if each is not None else () for name, each in parts.items()}
    return replace(question, rows=filled["rows"], columns=filled["columns"], layers=filled["layers"])


def _parts(question: Question) -> dict[str, tuple[Dimension, ...]]:
    return {"rows": question.rows, "columns": question.columns, "layers": question.layers}


def _alike(one: Dimension, other: Dimension) -> bool:
    codes = (Kind.CODE, Kind.FAMILY)
    return (one.kind, one.name) == (other.kind, other.name) or (one.kind in codes and other.kind in codes)


def _taken(wanted: Dimension, parts: dict[str, Dimension | None]) -> bool:
    return any(each is not None and _alike(each, wanted) for each in parts.values())
