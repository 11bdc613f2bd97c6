"""Out of the program: the project as a dataset, and the dataset as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.model import Coder
from cadrage.exchange.workbook import write_workbook
from cadrage.jobs import agreement, agreement_report, datasets
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
        dataset = datasets.studied(dataset, material.study, material.details, report)
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
    if what != "codebook":
        own = Question(coders=tuple(coders), filter=filter, known=known)
        asked = question or own
        # A blind round's codings are compared when it is unsealed: all else can be exported before.
        if what == "agreement" or agreement.can_be_compared(project, asked):
            study = agreement.gather(project, asked, report, fewest=1)
    details = agreement_report.unfilled(project) if study is not None and what != "dataset" else None
    return Material(datasets.gather(project, wanted, known, report), study, what, details)


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
