"""Out of the program: the project as values, and the values as files of whatever format is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.bundle import Bundle
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.model import Coder
from cadrage.exchange import refi_project
from cadrage.exchange.codebook_files import write_codebook
from cadrage.exchange.csv_folder import write_folder
from cadrage.exchange.report_material import Wishes
from cadrage.exchange.workbook import write_workbook
from cadrage.jobs import agreement, agreement_report, bundles, datasets, replication, reports, result_exports
from cadrage.jobs.agreement import Question, Study
from cadrage.jobs.export_targets import CODEBOOK, Kind, check_target, wishes_for
from cadrage.store.project import Project

Report = Callable[[int, int], None]

EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `known`: whose judgements count in the filter, None for everybody's; `wishes`: of a report."""

    kind: Kind
    what: str = "all"
    coders: tuple[str, ...] = ()
    filter: Filter = EVERYTHING
    known: frozenset[int] | None = None
    question: Question | None = None
    wishes: Wishes | None = None
    package: replication.Wanted | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What tables are made of: values only, so that a Task may write them."""

    dataset: Dataset
    study: Study | None
    what: str
    details: AgreementDetails | None = None
    results: result_exports.Gathered | None = None


Gathered = Material | Bundle | reports.Material | replication.Material


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what is to be said of it: `notes` in sentences, such as what was left out."""

    path: Path
    codings: int
    documents: int
    changes: int
    codes: int = 0
    notes: tuple[str, ...] = ()


def to_file(
    project: Project,
    path: Path,
    *,
    what: str = "all",
    coders: Sequence[str] = (),
    filter: Filter = EVERYTHING,
    question: Question | None = None,
    wishes: Wishes | None = None,
    report: Report | None = None,
) -> Exported:
    """Write the project, or a part of it, in the format of `path`'s ending, in one move; a PDF only the window can."""
    kind = check_target(path, what, project.path, wishes)
    order = Order(kind, what, tuple(coders), filter, question=question, wishes=wishes)
    if kind is Kind.REPORT:
        reports.check_writing(path)
    return write(gathered(project, order, report), path, kind, report=report)


def gathered(project: Project, order: Order, report: Report | None = None) -> Gathered:
    """The project's material as values, of the kind that the order's format is made from."""
    if order.kind is Kind.PACKAGE:
        return replication.gather(project, wanted=order.package, question=order.question, report=report)
    if order.kind is Kind.STUDY:
        return bundles.gather(project, coders=order.coders, filter=order.filter, known=order.known)
    if order.kind is Kind.REPORT:
        return reports.gather(
            project,
            wishes_for(order.what, order.wishes),
            coders=order.coders,
            filter=order.filter,
            known=order.known,
            question=order.question,
            report=report,
        )
    what = CODEBOOK if order.kind is Kind.CODEBOOK else order.what
    return gather(
        project,
        what=what,
        coders=order.coders,
        filter=order.filter,
        known=order.known,
        question=order.question,
        report=report,
    )


def write(found: Gathered, path: Path, kind: Kind, *, report: Report | None = None) -> Exported:
    """Compute what is to be computed and write the file, or the folder."""
    if isinstance(found, Bundle):
        refi_project.write(found, path, report or _silent)
        counts = len(found.codings), len(found.documents), 0, len(found.codes)
        return Exported(path, *counts, found.problems)
    if isinstance(found, replication.Material):
        return _package(replication.keep(found, path, report))
    if isinstance(found, reports.Material):
        reports.keep(found, path, report)
        return exported_report(found, path)
    if kind is Kind.FOLDER:
        return _folder(found, path, report)
    if kind is Kind.CODEBOOK:
        changed = write_codebook(found.dataset, path, report=report or _silent)
        return _exported(found, path, len(changed))
    return keep(found, path, report=report)


def exported_report(material: reports.Material, path: Path) -> Exported:
    """What is to be said of a report that was written."""
    dataset, notes = material.report.dataset, report_notes(material)
    return Exported(path, len(dataset.codings), len(dataset.documents), 0, len(dataset.codes), notes)


def report_notes(material: reports.Material) -> tuple[str, ...]:
    """What a report leaves out, in sentences."""
    found = material.report
    held_back = found.dataset.held_back
    return (*held_back, found.why_no_agreement) if found.why_no_agreement else held_back


def _package(made: replication.Made) -> Exported:
    key = f"The coders' names are in {made.key.name} alone: keep that file, and do not pass it on."
    named = [f"“{name}” still stands in the package: look before you pass it on." for name in made.named]
    return Exported(made.path, made.codings, made.documents, 0, notes=(key, *named))


def keep(material: Material, path: Path, *, report: Report | None = None) -> Exported:
    """Compute what is to be computed and write the workbook."""
    written = write_workbook(computed(material, report), path, what=material.what, report=report or _silent)
    return _exported(material, path, len(written.changes))


def _folder(material: Material, path: Path, report: Report | None) -> Exported:
    done = write_folder(computed(material, report), path, what=material.what, report=report or _silent)
    left = f"{', '.join(done.left)}: of an earlier export, edited since, and left as it is." if done.left else ""
    gone = f"{', '.join(done.removed)}: of an earlier export, and removed." if done.removed else ""
    found = _exported(material, path, len(done.changes))
    return replace(found, notes=(*found.notes, *(each for each in (left, gone) if each)))


def computed(material: Material, report: Report | None = None) -> Dataset:
    """The dataset with its results, units and agreement, as far as they are asked for."""
    dataset = material.dataset
    if material.results is not None:
        dataset = replace(dataset, answers=result_exports.answers(material.results, report))
    if material.study is None:
        return dataset
    return datasets.studied(dataset, material.study, material.details, report)


def _exported(material: Material, path: Path, changes: int) -> Exported:
    dataset = material.dataset
    counts = len(dataset.codings), len(dataset.documents), changes, len(dataset.codes)
    return Exported(path, *counts, dataset.held_back)


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
    if what not in ("codebook", "results"):
        own = Question(coders=tuple(coders), filter=filter, known=known)
        asked = question or own
        # A blind round's codings are compared when it is unsealed: all else can be exported before.
        if what == "agreement" or agreement.can_be_compared(project, asked):
            study = agreement.gather(project, asked, report, fewest=1)
    details = agreement_report.unfilled(project) if study is not None and what != "dataset" else None
    split = what in ("all", "dataset")
    results = result_exports.gather(project, wanted, known, report) if what in ("all", "results") else None
    return Material(datasets.gather(project, wanted, known, report, split=split), study, what, details, results)


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
