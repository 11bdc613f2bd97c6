"""The material of a result: the codings that may be seen and are asked for, with what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cadrage.core.errors import UserError
from cadrage.core.model import Document, Layer, Scope, Variable
from cadrage.core.results_question import VARIABLES, Dimension, Kind, Question, Reach
from cadrage.jobs import segmenting
from cadrage.jobs.sealed_work import SealedWork, sealed_work
from cadrage.results.material import Material
from cadrage.results.words_below import listed, number_of
from cadrage.store.project import Project
from cadrage.store.result_rows import CodingRow, ResultRows

Report = Callable[[int, int], None]

SCOPES = {
    Kind.FACT: Scope.DOCUMENT,
    Kind.TIME: Scope.DOCUMENT,
    Kind.JUDGEMENT: Scope.JUDGEMENT,
    Kind.ATTRIBUTE: Scope.CODING,
}
_UNITS = {Reach.SENTENCE: "sentence", Reach.PARAGRAPH: "paragraph"}


@dataclass(frozen=True, slots=True)
class _Seen:
    """`work`: the (coder, round) whose work is asked for and may be seen; `sealed`: what of it is held back."""

    work: frozenset[tuple[int, int]]
    sealed: SealedWork


def gather(
    project: Project, question: Question, known: frozenset[int] | None = None, report: Report | None = None
) -> Material:
    """Duplicates are out unless the project counts them, others' work in sealed rounds always; the filter is obeyed.

    `known`: whose judgements count in the filter, None for everybody's. Raises UserError for a variable that the
    project does not have.
    """
    variables = {each: _variable(project, each) for each in question.dimensions if each.kind in VARIABLES}
    seen = _seen(project, question)
    documents = _documents(project, question, known)
    rows = ResultRows(project)
    left = _codings(project, rows, question, seen, {each.id for each in documents})
    numbers = [each.id for each in documents]
    material = Material(
        question=question,
        documents=documents,
        codings=left.codings,
        codes=project.codes.all(),
        coders=tuple(each for each in project.coders.all() if _is_asked(question, each.id)),
        texts=project.texts.bodies([each.text_id for each in documents]),
        project=project.name,
        round=_round_words(project, question),
        rounds=project.rounds.all(),
        chosen=project.filtering.codes(question.filter),
        not_article=project.search.not_article(numbers),
        variables=variables,
        facts={each: rows.values(variables[each]) for each in variables if each.kind in (Kind.FACT, Kind.TIME)},
        attributes={each: rows.values(variables[each]) for each in variables if each.kind is Kind.ATTRIBUTE},
        judgements={
            each: _judgements(rows, variables[each], seen) for each in variables if each.kind is Kind.JUDGEMENT
        },
        worked=_worked(rows, question, seen, left.codings, frozenset(numbers)),
        filters=project.filtering.words(question.filter, coders=known),
    )
    return replace(material, units=_units(project, material, report), left_out=left.sentences)


def _variable(project: Project, dimension: Dimension) -> Variable:
    scope = SCOPES[dimension.kind]
    found = project.variables.find(scope, dimension.name)
    if found is None:
        known = [each.name for each in project.variables.all(scope)]
        there = f"There are {listed(known)}." if known else "There are none yet."
        raise UserError(f"No variable of this kind is named “{dimension.name}” in this project. {there}")
    return found


def _seen(project: Project, question: Question) -> _Seen:
    """Of sealed rounds only the present coder's work."""
    sealed = sealed_work(project)
    rounds = [each.id for each in project.rounds.all() if question.round in (None, each.id)]
    coders = [each.id for each in project.coders.all()]
    work = {(coder, round_) for coder in coders for round_ in rounds if sealed.leaves(coder, round_)}
    of_round = {each: name for each, name in sealed.rounds.items() if each in rounds}
    return _Seen(frozenset(work), replace(sealed, rounds=of_round))


def _round_words(project: Project, question: Question) -> str:
    if question.round is None:
        return ""
    found = next((each.name for each in project.rounds.all() if each.id == question.round), None)
    if found is None:
        raise UserError("The round of this result is no longer in the project. Choose another one.")
    return found


def _documents(project: Project, question: Question, known: frozenset[int] | None) -> tuple[Document, ...]:
    left = project.filtering.documents(question.filter, coders=known)
    counts = project.documents.count_duplicates
    return tuple(
        each
        for each in project.documents.all()
        if (left is None or each.id in left) and (counts or each.duplicate_of is None)
    )


@dataclass(frozen=True, slots=True)
class _Left:
    """The codings that are counted, and sentences on those that are not."""

    codings: Sequence[CodingRow]
    sentences: tuple[str, ...]


def _codings(project: Project, rows: ResultRows, question: Question, seen: _Seen, documents: Iterable[int]) -> _Left:
    """What the filter leaves, then without duplicates, the other layer, other rounds and what is sealed."""
    every: Sequence[CodingRow] = rows.codings()
    asked = project.filtering.about_codings(question.filter)
    if asked.in_force:
        kept = project.filtering.codings(asked)
        every = [row for row in every if row[0] in kept]
    copies = _copies(project)
    counted = set(documents)
    here = [row for row in every if row[1] in counted]
    wanted = (0, 1) if question.layer is None else (int(question.layer is Layer.GOLD),)
    layered = [row for row in here if row[7] in wanted]
    of_round = [row for row in layered if question.round in (None, row[4])]
    sentences = (
        *_about_copies(copies, sum(row[1] in copies for row in every)),
        *_about_layer(question, len(here) - len(layered)),
        *_about_rounds(len(layered) - len(of_round)),
        *_about_sealed(project, question, seen),
    )
    return _Left([row for row in of_round if (row[3], row[4]) in seen.work], sentences)


def _copies(project: Project) -> set[int]:
    """The documents that are not counted because their text stands elsewhere, too."""
    if project.documents.count_duplicates:
        return set()
    kept = {document for document, _ in project.search.all(duplicates=False)}
    return {document for document, _ in project.search.all(duplicates=True)} - kept


def _about_copies(copies: set[int], codings: int) -> list[str]:
    if not copies:
        return []
    theirs = f", with {number_of(codings, 'coding')}" if codings else ""
    return [f"Left out: {number_of(len(copies), 'document')} marked as duplicates{theirs}."]


def _about_layer(question: Question, codings: int) -> list[str]:
    if not codings:
        return []
    what = "adjudicated codings" if question.layer is Layer.CODER else "codings that are not adjudicated"
    return [f"Left out: {number_of(codings, 'coding')} of another layer ({what})."]


def _about_rounds(codings: int) -> list[str]:
    return [f"Left out: {number_of(codings, 'coding')} of other rounds."] if codings else []


def _about_sealed(project: Project, question: Question, seen: _Seen) -> tuple[str, ...]:
    return seen.sealed.said({each.id for each in project.coders.all() if _is_asked(question, each.id)})


def _is_asked(question: Question, coder: int) -> bool:
    return not question.filter.coders or coder in question.filter.coders


def _judgements(rows: ResultRows, variable: Variable, seen: _Seen) -> Mapping[tuple[int, int], str]:
    """By document and coder; the latest round's where several have one."""
    return {
        (document, coder): value
        for document, coder, round_, value in rows.judgements(variable)
        if (coder, round_) in seen.work
    }


def _worked(
    rows: ResultRows,
    question: Question,
    seen: _Seen,
    codings: Iterable[CodingRow],
    documents: frozenset[int],
) -> frozenset[tuple[int, int]]:
    begun = {
        (document, coder)
        for document, coder, round_ in rows.begun()
        if (coder, round_) in seen.work and document in documents and _is_asked(question, coder)
    }
    return frozenset(begun | {(row[1], row[3]) for row in codings})


def _units(project: Project, material: Material, report: Report | None) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Sentences or paragraphs by document, where co-occurrence in them is asked for."""
    near = material.question.proximity
    if near is None or near.reach not in _UNITS:
        return {}
    coded = {row[1] for row in material.codings}
    texts = {each.id: each.text_id for each in material.documents if each.id in coded}
    found = segmenting.units(project, list(dict.fromkeys(texts.values())), _UNITS[near.reach], report)
    return {document: found[text].boundaries for document, text in texts.items()}
