"""The project's coded material as one value: what tables and reports are made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from cadrage.agreement.unit_holding import coded_units
from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.article_text import blanked
from cadrage.core.dataset import Dataset
from cadrage.core.filtering import Filter
from cadrage.core.identity import now, short_ids
from cadrage.core.model import Coding, Document, Memo, Subject
from cadrage.core.text import word_starts
from cadrage.jobs import agreement, agreement_report, segmenting
from cadrage.jobs.agreement import Study
from cadrage.jobs.sealed_work import SealedWork, sealed_work
from cadrage.store.project import Project

Report = Callable[[int, int], None]
_Bounds = Mapping[int, tuple[tuple[int, int], ...]]


def gather(
    project: Project,
    wanted: Filter,
    known: frozenset[int] | None = None,
    report: Report | None = None,
    *,
    split: bool = True,
) -> Dataset:
    """The documents and codings that the filter leaves, the whole codebook; `known`: whose judgements count in the
    filter, None for everybody's; `split`: with sentences and paragraphs, which only the table of codings needs.

    Of a blind round that is still sealed only the present coder's own work is gathered; `held_back` says so.
    """
    documents, codings = left(project, wanted, known)
    bodies = project.texts.bodies([document.text_id for document in documents])
    texts = {document.id: bodies[document.text_id] for document in documents}
    coded = {coding.document for coding in codings} if split else set()
    sentences, paragraphs = _parts(project, {d.id: d.text_id for d in documents if d.id in coded}, report)
    coders = tuple(coder for coder in project.coders.all() if not wanted.coders or coder.id in wanted.coders)
    left_out = project.search.not_article(texts)
    starts = {document: word_starts(blanked(text, left_out.get(document, ()))) for document, text in texts.items()}
    dataset = Dataset(
        project=project.name,
        project_guid=project.guid,
        codebook_version=project.codebook_versions.current_name,
        exported=now(),
        coders=coders,
        rounds=project.rounds.all(),
        variables=project.variables.all(),
        codes=project.codes.all(),
        examples=project.codes.examples(),
        documents=documents,
        texts=texts,
        words={document: len(found) for document, found in starts.items()},
        codings=codings,
        sentences=sentences,
        paragraphs=paragraphs,
        document_values=project.variables.of_documents(),
        coding_values=project.variables.of_codings(),
        sources={each.id: each.file_name or each.title for each in project.documents.all()},
        filters=project.filtering.words(wanted, coders=known),
        not_article=left_out,
        word_starts=starts,
        duplicates=_duplicates(project, documents),
    )
    return _named(project, _with_work(project, dataset))


def _duplicates(project: Project, documents: Iterable[Document]) -> frozenset[int]:
    """The documents that are marked as duplicates, unless the project counts them."""
    if project.documents.count_duplicates:
        return frozenset()
    return frozenset(each.id for each in documents if each.duplicate_of is not None)


def _with_work(project: Project, dataset: Dataset) -> Dataset:
    """The dataset with what its coders made beside codings, as far as it may leave."""
    sealed, documents = sealed_work(project), {document.id for document in dataset.documents}
    coders = {coder.id for coder in dataset.coders}
    memos, answers = _memos(project, sealed, coders), _judgements(project, sealed)
    on_codings = {(memo.subject_guid, memo.coder): memo.text for memo in memos if memo.subject is Subject.CODING}
    own = ((coding.id, on_codings.get((coding.guid, coding.coder))) for coding in dataset.codings)
    return replace(
        dataset,
        statuses=tuple(each for each in project.statuses.all() if sealed.leaves(each.coder, each.round)),
        memos={coding: memo for coding, memo in own if memo is not None},
        judgements={key: answer for key, answer in answers.items() if key[0] in documents and key[1] in coders},
        all_memos=memos,
        held_back=sealed.said(coders),
    )


def _parts(project: Project, texts: Mapping[int, int], report: Report | None) -> tuple[_Bounds, _Bounds]:
    """Sentences and paragraphs by document, of `texts` by document."""
    sentences = segmenting.units(project, list(texts.values()), "sentence", report)
    paragraphs = segmenting.units(project, list(texts.values()), "paragraph")
    return (
        {document: sentences[text].boundaries for document, text in texts.items()},
        {document: paragraphs[text].boundaries for document, text in texts.items()},
    )


def _memos(project: Project, sealed: SealedWork, coders: Collection[int]) -> tuple[Memo, ...]:
    rounds = project.memos.rounds()
    memos = (memo for memo in project.memos.all() if memo.coder in coders)
    return tuple(memo for memo in memos if sealed.leaves(memo.coder, rounds[memo.id]))


def _judgements(project: Project, sealed: SealedWork) -> Mapping[tuple[int, int, str], str]:
    """Those that may leave, the latest round's where several have one."""
    if not sealed.rounds:
        return project.variables.judgements()
    found: dict[tuple[int, int, str], str] = {}
    for round_ in sorted(each.id for each in project.rounds.all()):
        answers = project.variables.judgements(round=round_)
        found |= {key: answer for key, answer in answers.items() if sealed.leaves(key[1], round_)}
    return found


def left(
    project: Project, wanted: Filter, known: frozenset[int] | None
) -> tuple[tuple[Document, ...], tuple[Coding, ...]]:
    """The documents and codings that the filter leaves; `known` bounds judgements, never whose codings are written.

    Others' codings of a round that is sealed are not among them.
    """
    sealed = sealed_work(project)
    documents = project.documents.all()
    codings = tuple(each for each in project.codings.all() if sealed.leaves(each.coder, each.round))
    left = project.filtering.documents(wanted, coders=known)
    if left is not None:
        documents = tuple(document for document in documents if document.id in left)
    asked = project.filtering.about_codings(wanted)
    if asked.in_force or left is not None:
        kept = project.filtering.codings(asked)
        codings = tuple(each for each in codings if each.id in kept and (left is None or each.document in left))
    return documents, codings


def _named(project: Project, dataset: Dataset) -> Dataset:
    """The dataset with the names of what its rows only point to."""
    short: dict[str, str] = {}
    for things in (project.documents, project.codes, project.coders):
        short |= short_ids(thing.guid for thing in things.all())
    versions = project.codebook_versions.names()
    return replace(
        dataset,
        ids=short | short_ids(project.codings.guids()),
        codebook_versions=versions,
        round_versions={each: versions[version] for each, version in project.rounds.codebooks().items()},
        actors=(*project.actors.all(), *project.actors.all(retired=True)),
    )


def studied(dataset: Dataset, study: Study, details: AgreementDetails | None, report: Report | None = None) -> Dataset:
    """The dataset with the units of the study and, where its `details` are asked for, the agreement on them."""
    question = study.question
    units = None
    if question.unit != "character":
        parts = (study.documents, study.codes, study.coders, question.unit)
        units = coded_units(*parts, round=study.round, least=question.least)
    if details is None:
        return replace(dataset, units=units)
    table = agreement.compute(study, report)
    behind = agreement_report.details(study, details, report)
    return replace(dataset, units=units, agreement=table, agreement_details=behind)
