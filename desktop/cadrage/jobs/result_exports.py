"""The results that leave the program: those that the project keeps under a name, and those every study is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cadrage.core.answers import Answer, Answers, Result
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.model import Scope
from cadrage.core.results import Exemplar
from cadrage.core.results_question import Bin, Dimension, Kind, Proximity, Question, Unit
from cadrage.jobs import exemplars, results
from cadrage.results.material import Material
from cadrage.store.project import Project

Report = Callable[[int, int], None]

EVERYTHING = Filter()
TABLE, TIME, TOGETHER, EXEMPLARS, TESTS = "table", "time", "together", "exemplars", "tests"
"""What is made of a question."""

OUTLET, PUBLISHED, SPEAKER, STANCE = "outlet", "published", "speaker", "stance"
_VIEW, _CHART = "page", "chart"
_CODES = Dimension(Kind.CODE)


@dataclass(frozen=True, slots=True)
class Pending:
    """A result that is yet to be counted; `why` in a sentence where it cannot be."""

    name: str
    page: str
    material: Material | None
    kept: bool = False
    why: str = ""
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Values only, so that a Task may count."""

    pending: tuple[Pending, ...]
    sources: exemplars.Sources | None = None
    quotations: int = exemplars.MOST


def gather(
    project: Project,
    filter: Filter = EVERYTHING,
    known: frozenset[int] | None = None,
    report: Report | None = None,
    *,
    most: int = 0,
    quotations: int = exemplars.MOST,
) -> Gathered:
    """What the project's results are made from, within the filter. Those kept under a name come first.

    `most`: so many outlets stand alone, the others together; 0 for all of them.
    """
    found: list[Pending] = []
    for saved in project.saved_results.all():
        if saved.question is None:
            found.append(Pending(saved.name, TABLE, None, kept=True, why=saved.unreadable))
            continue
        page = TOGETHER if saved.question.proximity is not None else saved.view.get(_VIEW, TABLE)
        made = _pending(project, saved.name, page, saved.question, (filter, known), report, kept=True)
        found.append(replace(made, chart=saved.view.get(_CHART, "")))
    for name, page, question in standard(project, most):
        if all(each.name.casefold() != name.casefold() for each in found):
            found.append(_pending(project, name, page, question, (filter, known), report))
    every = next((each.material for each in found if each.page == EXEMPLARS and each.material), None)
    return Gathered(tuple(found), exemplars.sources(project, every) if every else None, quotations)


def standard(project: Project, most: int = 0) -> Iterator[tuple[str, str, Question]]:
    """Name, kind and question of the results that every framing study is asked for, as far as it has the variables."""
    outlet = _dimension(project, Kind.FACT, OUTLET, most=most)
    month = _dimension(project, Kind.TIME, PUBLISHED, bin=Bin.MONTH)
    beside, over = ((outlet,) if outlet else ()), ((month,) if month else ())
    if outlet:
        yield "Code × outlet", TABLE, Question(columns=beside)
        yield "Code × outlet, tests", TESTS, Question(columns=beside)
    if month:
        yield "Code × month", TABLE, Question(columns=over)
    if outlet and month:
        yield "Code × outlet × month", TABLE, Question(columns=beside, layers=over)
    speaker, stance = (_dimension(project, Kind.ATTRIBUTE, name) for name in (SPEAKER, STANCE))
    if speaker and stance:
        asked = Question(rows=(speaker,), columns=(stance,), layers=(_CODES,), unit=Unit.CODINGS)
        yield "Speaker × stance × code", TABLE, asked
    if month:
        yield "Codes over time", TIME, Question(columns=over)
    yield "Codes in the same words", TOGETHER, Question(unit=Unit.CODINGS, proximity=Proximity())
    yield "Exemplars of each code", EXEMPLARS, Question()


def _dimension(project: Project, kind: Kind, name: str, *, bin: Bin | None = None, most: int = 0) -> Dimension | None:
    """The variable's dimension, where the project has it and anything is said of it."""
    scope = Scope.CODING if kind is Kind.ATTRIBUTE else Scope.DOCUMENT
    variable = project.variables.find(scope, name)
    if variable is None or not project.filtering.values(variable):
        return None
    return Dimension(kind, variable.name, bin, most)


def _pending(
    project: Project,
    name: str,
    page: str,
    question: Question,
    wanted: tuple[Filter, frozenset[int] | None],
    report: Report | None,
    *,
    kept: bool = False,
) -> Pending:
    narrowing, known = wanted
    try:
        if not question.filter.in_force:
            return Pending(
                name, page, results.gather(project, replace(question, filter=narrowing), known, report), kept
            )
        material = results.gather(project, question, known, report)
    except UserError as error:
        return Pending(name, page, None, kept, str(error))
    return Pending(name, page, _narrowed(project, material, narrowing, known) if narrowing.in_force else material, kept)


def _narrowed(project: Project, material: Material, filter: Filter, known: frozenset[int] | None) -> Material:
    """What a second filter leaves of the material."""
    documents = project.filtering.documents(filter, coders=known)
    about = project.filtering.about_codings(filter)
    codings = project.filtering.codings(about) if about.in_force else None
    codes = project.filtering.codes(filter)
    here = tuple(each for each in material.documents if documents is None or each.id in documents)
    left = {each.id for each in here}
    rows = [row for row in material.codings if row[1] in left and (codings is None or row[0] in codings)]
    both = material.chosen if codes is None else codes if material.chosen is None else codes & material.chosen
    return replace(
        material,
        documents=here,
        codings=rows,
        chosen=both,
        coders=tuple(each for each in material.coders if not filter.coders or each.id in filter.coders),
        worked=frozenset(
            (document, coder)
            for document, coder in material.worked
            if document in left and (not filter.coders or coder in filter.coders)
        ),
        not_article={document: spans for document, spans in material.not_article.items() if document in left},
        units={document: units for document, units in material.units.items() if document in left},
        filters=(*material.filters, *project.filtering.words(filter, coders=known)),
    )


def answers(gathered: Gathered, report: Report | None = None) -> Answers:
    """Count everything. `report(done, total)` hears of each result and may raise Cancelled."""
    found: list[Answer] = []
    refused: list[tuple[str, str]] = []
    quoted: tuple[Exemplar, ...] = ()
    for done, each in enumerate(gathered.pending):
        if report:
            report(done, len(gathered.pending))
        if each.material is None:
            # Of those that nobody has asked for nothing is said.
            refused += [(each.name, each.why)] if each.kept else []
        elif each.page == EXEMPLARS:
            if gathered.sources is not None and not quoted:
                quoted = exemplars.exemplars(each.material, gathered.sources, gathered.quotations)
        else:
            try:
                found.append(Answer(each.name, _counted(each.page, each.material), each.kept, each.chart))
            except UserError as error:
                refused += [(each.name, str(error))]
    return Answers(tuple(found), quoted, tuple(refused))


def _counted(page: str, material: Material) -> Result:
    if material.question.proximity is not None:
        return results.together(material)
    table = results.table(material)
    if page == TIME:
        return results.over_time(table)
    return results.tests_of(table) if page == TESTS else table
