"""The project's coded material as one value: what tables and reports are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cadrage.agreement.unit_holding import coded_units
from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.article_text import blanked
from cadrage.core.dataset import Dataset
from cadrage.core.filtering import Filter
from cadrage.core.identity import now, short_ids
from cadrage.core.model import Coding, Document
from cadrage.core.text import word_starts
from cadrage.jobs import agreement, agreement_report, segmenting
from cadrage.jobs.agreement import Study
from cadrage.store.project import Project

Report = Callable[[int, int], None]


def gather(
    project: Project, wanted: Filter, known: frozenset[int] | None = None, report: Report | None = None
) -> Dataset:
    """The documents and codings that the filter leaves, the whole codebook; `known`: whose judgements count in the
    filter, None for everybody's."""
    documents, codings = left(project, wanted, known)
    texts = {document.id: project.documents.body(document.id) for document in documents}
    coded = {coding.document for coding in codings}
    texts_coded = [document.text_id for document in documents if document.id in coded]
    sentences = segmenting.units(project, texts_coded, "sentence", report)
    paragraphs = segmenting.units(project, texts_coded, "paragraph")
    coders = tuple(coder for coder in project.coders.all() if not wanted.coders or coder.id in wanted.coders)
    left_out = project.search.not_article(texts)
    starts = {document: word_starts(blanked(text, left_out.get(document, ()))) for document, text in texts.items()}
    chosen, kept = {coder.id for coder in coders}, {document.id for document in documents}
    memos = project.memos.on_codings()
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
        statuses=project.statuses.all(),
        sentences={d.id: sentences[d.text_id].boundaries for d in documents if d.id in coded},
        paragraphs={d.id: paragraphs[d.text_id].boundaries for d in documents if d.id in coded},
        document_values=project.variables.of_documents(),
        coding_values=project.variables.of_codings(),
        sources={each.id: each.file_name or each.title for each in project.documents.all()},
        memos={coding.id: memos[coding.guid] for coding in codings if coding.guid in memos},
        judgements={
            key: value for key, value in project.variables.judgements().items() if key[0] in kept and key[1] in chosen
        },
        all_memos=tuple(memo for memo in project.memos.all() if memo.coder in chosen),
        filters=project.filtering.words(wanted, coders=known),
        not_article=left_out,
        word_starts=starts,
    )
    return _named(project, dataset)


def left(
    project: Project, wanted: Filter, known: frozenset[int] | None
) -> tuple[tuple[Document, ...], tuple[Coding, ...]]:
    """The documents and codings that the filter leaves; `known` bounds judgements, never whose codings are written."""
    documents, codings = project.documents.all(), project.codings.all()
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
