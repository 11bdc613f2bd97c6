"""Out of the program: the project as a dataset, and the dataset as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.article_text import article_text
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.identity import now
from cadrage.core.model import Coder, Coding, Document
from cadrage.core.text import count_words
from cadrage.exchange.workbook import write_workbook
from cadrage.jobs import agreement, agreement_report, segmenting
from cadrage.jobs.agreement import Question, Study
from cadrage.store.project import Project

Report = Callable[[int, int], None]

EVERYTHING = Filter()
PARTS = ("all", "codebook", "dataset", "agreement")


@dataclass(frozen=True, slots=True)
class Material:
    """What an export is made of: values only, so that a Task may write it."""

    dataset: Dataset
    study: Study | None
    what: str
    details: AgreementDetails | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    path: Path
    codings: int
    documents: int
    changes: int


def to_file(
    project: Project,
    path: Path,
    *,
    what: str = "all",
    coders: Sequence[str] = (),
    filter: Filter = EVERYTHING,
    question: Question | None = None,
    report: Report | None = None,
) -> Exported:
    """Write the project, or a part of it, in the format of `path`'s ending, in one move."""
    check_target(path, what, project.path)
    material = gather(project, what=what, coders=coders, filter=filter, question=question, report=report)
    return keep(material, path, report=report)


def check_target(path: Path, what: str, project: Path | None = None) -> None:
    """Raises UserError for what cannot be written, before any work is done; never over the project itself."""
    if what not in PARTS:
        raise UserError(f"“{what}” cannot be exported. Choose one of {', '.join(PARTS)}.")
    if path.suffix.casefold() != ".xlsx":
        raise UserError(f"Cadrage writes Excel workbooks: give “{path.name}” the ending .xlsx.")
    if path.is_dir():
        raise UserError(f"“{path}” is a folder. Name a file with the ending .xlsx.")
    if project is not None and path.exists() and project.exists() and path.samefile(project):
        raise UserError(f"“{path.name}” is the project itself. Give the workbook another name.")


def keep(material: Material, path: Path, *, report: Report | None = None) -> Exported:
    """Compute what is to be computed and write the file."""
    dataset = material.dataset
    if material.study is not None:
        found = agreement.compute(material.study, report)
        known = material.details
        behind = agreement_report.details(material.study, known, report) if known is not None else None
        dataset = replace(dataset, agreement=found, agreement_details=behind)
    written = write_workbook(dataset, path, what=material.what, report=report or _silent)
    return Exported(path, len(dataset.codings), len(dataset.documents), len(written.changes))


def gather(
    project: Project,
    *,
    what: str = "all",
    coders: Sequence[str] = (),
    filter: Filter = EVERYTHING,
    known: frozenset[int] | None = None,
    question: Question | None = None,
    report: Report | None = None,
) -> Material:
    """The project's material as values: the documents and codings that the filter leaves, the whole codebook.

    With `coders` only their codings; `known`: whose judgements count in the filter, None for everybody's.
    """
    wanted = _asked(project, coders, filter)
    study = None
    if what in ("all", "agreement"):
        own = Question(coders=tuple(coders), filter=filter, known=known)
        asked = question or own
        # A blind round's codings are compared when it is unsealed: all else can be exported before.
        if what == "agreement" or not agreement.sealed(agreement.asked_round(project, asked)):
            study = agreement.gather(project, asked, report)
    details = agreement_report.unfilled(project) if study is not None else None
    return Material(_dataset(project, wanted, known, report), study, what, details)


def _asked(project: Project, names: Sequence[str], filter: Filter) -> Filter:
    """The filter with the coders that are named, as far as it asks for them."""
    if not names:
        return filter
    named = frozenset(coder.id for coder in _chosen(project, names))
    left = named & filter.coders if filter.coders else named
    if not left:
        raise UserError("The filter leaves none of the coders that are named. Name others, or take it off.")
    return replace(filter, coders=left)


def _silent(_done: int, _total: int) -> None:
    """No progress is asked for."""


def _chosen(project: Project, names: Sequence[str]) -> tuple[Coder, ...]:
    coders = project.coders.all()
    agreement.check_coders(names, coders)
    return tuple(coder for coder in coders if not names or coder.name in names)


def _dataset(project: Project, wanted: Filter, known: frozenset[int] | None, report: Report | None) -> Dataset:
    documents, codings = _left(project, wanted, known)
    texts = {document.id: project.documents.body(document.id) for document in documents}
    coded = {coding.document for coding in codings}
    texts_coded = [document.text_id for document in documents if document.id in coded]
    sentences = segmenting.units(project, texts_coded, "sentence", report)
    paragraphs = segmenting.units(project, texts_coded, "paragraph")
    coders = tuple(coder for coder in project.coders.all() if not wanted.coders or coder.id in wanted.coders)
    left_out = project.search.not_article(texts)
    chosen, kept = {coder.id for coder in coders}, {document.id for document in documents}
    memos = project.memos.on_codings()
    return Dataset(
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
        words={
            document: count_words(article_text(text, left_out.get(document, ()))) for document, text in texts.items()
        },
        codings=codings,
        statuses=project.statuses.all(round=project.rounds.latest.id),
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
    )


def _left(
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
