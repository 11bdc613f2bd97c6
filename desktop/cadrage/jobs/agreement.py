"""Agreement between coders: from the project's codings to a table of coefficients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cadrage.agreement.axis import MOST_CODERS
from cadrage.agreement.comparison import compare
from cadrage.core.agreement import INTERVALS, UNITS, AgreementTable, CodedDocument, CodeGroup
from cadrage.core.codebook import Codebook
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.model import Coder, Document, Layer, Round, Segments, Span, State
from cadrage.jobs import segmenting
from cadrage.store.project import Project

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be compared. Empty `coders`: all with a complete document; empty `codes`: all.

    `least`: the share of a unit that codings must cover for it to hold the code; 0: any overlap is enough.
    Of the filter, what narrows documents and codes is obeyed; `known`: whose judgements count, None for everybody's.
    """

    unit: str = "sentence"
    coders: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    round: str = ""
    interval: str = "jackknife"
    seed: int = 0
    filter: Filter = field(default_factory=Filter)
    known: frozenset[int] | None = None
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Study:
    """The gathered material of one question: values only, so that a Task may work on it."""

    question: Question
    round: str
    coders: tuple[str, ...]
    codes: tuple[CodeGroup, ...]
    documents: tuple[CodedDocument, ...]
    filters: tuple[str, ...] = ()


def answer(project: Project, question: Question, report: Report | None = None) -> AgreementTable:
    """Gather and compute in one call. Raises UserError for names that the project does not have."""
    return compute(gather(project, question, report), report)


def compute(study: Study, report: Report | None = None) -> AgreementTable:
    table = compare(
        study.documents,
        study.codes,
        study.coders,
        study.question.unit,
        round=study.round,
        interval=study.question.interval,
        seed=study.question.seed,
        least=study.question.least,
        report=report,
    )
    return replace(table, filters=study.filters)


def gather(project: Project, question: Question, report: Report | None = None, *, fewest: int = 2) -> Study:
    """What the question is about: complete documents that are no duplicates, with their units and spans.

    Those are compared that two coders completed; a study of single units may ask for what the `fewest` did.
    """
    _check(question)
    round_ = asked_round(project, question)
    if sealed(round_):
        raise UserError(
            f"Round “{round_.name}” is blind: its codings are compared when it is unsealed. Unseal it, or name another"
            " round."
        )
    complete = completed_by(project, round_)
    coders = _coders(project, question.coders, complete)
    documents = comparable(project, question, complete, coders, fewest=fewest)
    units = _units(project, documents, question.unit, report)
    spans = _spans(project, round_, set(coders))
    coded = tuple(
        CodedDocument(
            document.id,
            document.title,
            document.length,
            units(document),
            frozenset(complete[document.id] & set(coders)),
            spans.get(document.id, {}),
            project.documents.excluded(document.id),
        )
        for document in documents
    )
    return Study(question, round_.name, coders, groups(project, question), coded, filters(project, question))


def can_be_compared(project: Project, question: Question) -> bool:
    """Whether `gather` would answer: not while the round is blind, nor for more coders than can be compared at once."""
    round_ = asked_round(project, question)
    coders = question.coders or set().union(*completed_by(project, round_).values())
    return not sealed(round_) and len(coders) <= MOST_CODERS


def asked_round(project: Project, question: Question) -> Round:
    return project.rounds.find(question.round) if question.round else project.rounds.latest


def sealed(round_: Round) -> bool:
    """Whether nobody may see yet what the others coded."""
    return round_.blind and round_.unsealed is None


def comparable(
    project: Project,
    question: Question,
    complete: Mapping[int, set[str]],
    coders: Iterable[str],
    *,
    fewest: int = 2,
) -> tuple[Document, ...]:
    """The documents that `fewest` of the coders completed, without duplicates and what the filter leaves out."""
    left = project.filtering.documents(question.filter, coders=question.known)
    return tuple(
        document
        for document in project.documents.all()
        if project.documents.is_counted(document)
        and (left is None or document.id in left)
        and len(complete.get(document.id, set()) & set(coders)) >= fewest
    )


def filters(project: Project, question: Question) -> tuple[str, ...]:
    """What narrows the comparison, in words."""
    filtering = project.filtering
    return filtering.words(filtering.compared(question.filter), coders=question.known)


def _check(question: Question) -> None:
    if question.unit not in UNITS:
        raise UserError(f"“{question.unit}” is no unit. Choose one of {', '.join(UNITS)}.")
    if question.interval not in INTERVALS:
        raise UserError(f"“{question.interval}” is no interval. Choose one of {', '.join(INTERVALS)}.")
    if not 0 <= question.least <= 1:
        raise UserError(f"{question.least:g} is no share of a unit. Give one from 0 (any overlap) to 1 (all of it).")


def completed_by(project: Project, round_: Round) -> Mapping[int, set[str]]:
    """Names of the coders who marked each document complete."""
    statuses = project.statuses.all(round=round_.id)
    # After them: another process may be adding a coder meanwhile.
    names = {coder.id: coder.name for coder in project.coders.all()}
    found: dict[int, set[str]] = defaultdict(set)
    for status in statuses:
        if status.state is State.COMPLETE:
            found[status.document].add(names[status.coder])
    return found


def _coders(project: Project, wanted: Sequence[str], complete: Mapping[int, set[str]]) -> tuple[str, ...]:
    check_coders(wanted, project.coders.all())
    coders = tuple(dict.fromkeys(wanted)) or tuple(sorted(set().union(*complete.values())))
    if len(coders) > MOST_CODERS:
        raise UserError(
            f"At most {MOST_CODERS} coders can be compared at once, not {len(coders)}. Choose some of them."
        )
    return coders


def check_coders(wanted: Sequence[str], coders: Iterable[Coder]) -> None:
    """Raises UserError for a name that is none of the coders'."""
    known = {coder.name for coder in coders}
    for name in wanted:
        if name not in known:
            raise UserError(f"There is no coder “{name}” in this project. Its coders are: {', '.join(sorted(known))}.")


def groups(project: Project, question: Question) -> tuple[CodeGroup, ...]:
    """The rows of the table: the codes that are named, as far as the filter leaves them."""
    codebook, left = project.codes.codebook(), project.filtering.codes(question.filter)
    chosen = _named(codebook, question.codes)
    return codebook.groups([code for code in chosen if left is None or code in left])


def _named(codebook: Codebook, wanted: Sequence[str]) -> list[int]:
    if not wanted:
        return [code.id for code in codebook.codes]
    chosen: list[int] = []
    for name in wanted:
        found = codebook.find(name)
        if found is None:
            raise UserError(f"There is no code “{name}” in this project. Name it by its short id, name or path.")
        chosen.append(found.id)
    return chosen


def _units(
    project: Project, documents: Sequence[Document], unit: str, report: Report | None
) -> Callable[[Document], tuple[tuple[int, int], ...] | None]:
    if unit == "character":
        return lambda document: None
    if unit == "document":
        return lambda document: ((0, document.length),)
    found: Mapping[int, Segments] = segmenting.units(
        project, [document.text_id for document in documents], unit, report
    )
    return lambda document: found[document.text_id].boundaries


def _spans(
    project: Project, round_: Round, coders: set[str]
) -> Mapping[int, Mapping[tuple[str, int], tuple[Span, ...]]]:
    """Spans by document, then by (coder's name, code)."""
    names = {coder.id: coder.name for coder in project.coders.all() if coder.name in coders}
    found: dict[int, dict[tuple[str, int], list[Span]]] = defaultdict(lambda: defaultdict(list))
    for coding in project.codings.all(round=round_.id):
        if coding.layer is Layer.CODER and coding.coder in names:
            found[coding.document][(names[coding.coder], coding.code)].append(coding.span)
    return {
        document: {key: tuple(sorted(spans)) for key, spans in by_key.items()} for document, by_key in found.items()
    }
