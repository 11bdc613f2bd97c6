"""Out of the program: the project as a dataset, and the dataset as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.identity import now
from cadrage.core.model import Coder, Coding
from cadrage.core.text import count_words
from cadrage.exchange.workbook import write_workbook
from cadrage.jobs import agreement, segmenting
from cadrage.jobs.agreement import Question, Study
from cadrage.store.project import Project

Report = Callable[[int, int], None]

PARTS = ("all", "codebook", "dataset", "agreement")


@dataclass(frozen=True, slots=True)
class Material:
    """What an export is made of: values only, so that a Task may write it."""

    dataset: Dataset
    study: Study | None
    what: str


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
    question: Question | None = None,
    report: Report | None = None,
) -> Exported:
    """Write the project, or a part of it, in the format of `path`'s ending, in one move."""
    check_target(path, what, project.path)
    return keep(gather(project, what=what, coders=coders, question=question, report=report), path, report=report)


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
        dataset = replace(dataset, agreement=agreement.compute(material.study, report))
    written = write_workbook(dataset, path, what=material.what, report=report or _silent)
    return Exported(path, len(dataset.codings), len(dataset.documents), len(written.changes))


def gather(
    project: Project,
    *,
    what: str = "all",
    coders: Sequence[str] = (),
    question: Question | None = None,
    report: Report | None = None,
) -> Material:
    """The project's material as values; with `coders` only their codings."""
    chosen = {coder.id for coder in _chosen(project, coders)}
    codings = tuple(coding for coding in project.codings.all() if coding.coder in chosen)
    study = None
    if what in ("all", "agreement"):
        study = agreement.gather(project, question or Question(coders=tuple(coders)), report)
    return Material(_dataset(project, codings, coders, report), study, what)


def _silent(_done: int, _total: int) -> None:
    """No progress is asked for."""


def _chosen(project: Project, names: Sequence[str]) -> tuple[Coder, ...]:
    coders = project.coders.all()
    agreement.check_coders(names, coders)
    return tuple(coder for coder in coders if not names or coder.name in names)


def _dataset(project: Project, codings: tuple[Coding, ...], coders: Sequence[str], report: Report | None) -> Dataset:
    documents = project.documents.all()
    texts = {document.id: project.documents.body(document.id) for document in documents}
    coded = {coding.document for coding in codings}
    texts_coded = [document.text_id for document in documents if document.id in coded]
    sentences = segmenting.units(project, texts_coded, "sentence", report)
    paragraphs = segmenting.units(project, texts_coded, "paragraph")
    memos = project.memos.on_codings()
    return Dataset(
        project=project.name,
        project_guid=project.guid,
        codebook_version=project.codebook_versions.current_name,
        exported=now(),
        coders=_chosen(project, coders),
        rounds=project.rounds.all(),
        variables=project.variables.all(),
        codes=project.codes.all(),
        examples=project.codes.examples(),
        documents=documents,
        texts=texts,
        words={document: count_words(text) for document, text in texts.items()},
        codings=codings,
        statuses=project.statuses.all(round=project.rounds.latest.id),
        sentences={d.id: sentences[d.text_id].boundaries for d in documents if d.id in coded},
        paragraphs={d.id: paragraphs[d.text_id].boundaries for d in documents if d.id in coded},
        document_values=project.variables.of_documents(),
        coding_values=project.variables.of_codings(),
        memos={coding.id: memos[coding.guid] for coding in codings if coding.guid in memos},
        filters=(f"coders: {', '.join(coders)}",) if coders else (),
    )
