"""Reports for readers: a project's codebook, numbers, quotations and coded texts as one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.exchange import report_docx, report_html
from cadrage.exchange.report import Report
from cadrage.exchange.report_material import PARTS, ReportMaterial, Wishes
from cadrage.exchange.report_parts import make
from cadrage.jobs import agreement, agreement_report, datasets, result_exports, result_pictures
from cadrage.jobs.agreement import Question, Study
from cadrage.store.project import Project

Progress = Callable[[int, int], None]

EVERYTHING = Filter()
WHOLE = Wishes()
ENDINGS = (".html", ".htm", ".docx", ".pdf")
_MOST_OUTLETS = 24  # that have a column of their own
_NOTHING_COMPARED = (
    "No agreement was computed: no document is complete for two coders. Mark documents as complete, then make the "
    "report again."
)


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of: values only, so that a Task may make and write it."""

    report: ReportMaterial
    study: Study | None
    results: result_exports.Gathered | None = None


@dataclass(frozen=True, slots=True)
class Written:
    path: Path
    parts: tuple[str, ...]
    documents: int
    codings: int


def to_file(
    project: Project,
    path: Path,
    *,
    wishes: Wishes = WHOLE,
    coders: Sequence[str] = (),
    filter: Filter = EVERYTHING,
    question: Question | None = None,
    report: Progress | None = None,
) -> Written:
    """Write the report in the format of `path`'s ending, in one move."""
    check_target(path, wishes, project.path)
    check_writing(path)
    return keep(gather(project, wishes, coders=coders, filter=filter, question=question, report=report), path, report)


def check_target(path: Path, wishes: Wishes, project: Path | None = None) -> None:
    """Raises UserError for what cannot be written, before any work is done; never over the project itself."""
    unknown = [part for part in wishes.parts if part not in PARTS]
    if unknown or not wishes.parts:
        named = f"“{unknown[0]}” is no part of a report" if unknown else "A report needs a part"
        raise UserError(f"{named}. Choose from {', '.join(PARTS)}.")
    if wishes.quotations < 1:
        raise UserError("A code needs room for a quotation: give a number from 1.")
    if path.suffix.casefold() not in ENDINGS:
        raise UserError(f"Reports are written as .html, .docx or .pdf: give “{path.name}” one of these endings.")
    if path.is_dir():
        raise UserError(f"“{path}” is a folder. Name a file.")
    if project is not None and path.exists() and project.exists() and path.samefile(project):
        raise UserError(f"“{path.name}” is the project itself. Give the report another name.")


def gather(
    project: Project,
    wishes: Wishes = WHOLE,
    *,
    coders: Sequence[str] = (),
    filter: Filter = EVERYTHING,
    known: frozenset[int] | None = None,
    question: Question | None = None,
    report: Progress | None = None,
) -> Material:
    """The project's material as values: what the filter leaves, without others' work in sealed rounds.

    With `coders` only their codings; `known`: whose judgements count in the filter, None for everybody's.
    """
    wanted = _of_coders(project, coders, filter)
    dataset = datasets.gather(project, wanted, known, report, split=False)
    asked = question or Question(coders=tuple(coders), filter=filter, known=known)
    study, why = _study(project, asked, report) if "agreement" in wishes.parts else (None, "")
    details = agreement_report.unfilled(project)
    pages = project.texts.pages([document.text_id for document in dataset.documents])
    material = ReportMaterial(
        dataset,
        wishes,
        {each.id: regions for each in dataset.documents if (regions := project.documents.regions(each.id))},
        {each.id: pages[each.text_id] for each in dataset.documents if each.text_id in pages},
        why,
        details.corpus,
        details.codebook,
        details.limits,
    )
    results = None
    if "results" in wishes.parts:
        results = result_exports.gather(project, wanted, known, report, most=_MOST_OUTLETS)
    return Material(material, study, results)


def made(material: Material, report: Progress | None = None) -> Report:
    """Compute what is to be computed: the report, whose blocks are made as they are written."""
    found = material.report
    if material.study is not None:
        table = agreement.compute(material.study, report)
        why = "" if table.documents else _NOTHING_COMPARED
        found = replace(found, dataset=replace(found.dataset, agreement=table), why_no_agreement=why)
    if material.results is not None:
        answers = result_pictures.illustrated(result_exports.answers(material.results, report), report)
        found = replace(found, dataset=replace(found.dataset, answers=answers))
    return make(found)


def keep(material: Material, path: Path, report: Progress | None = None) -> Written:
    """Make the report and write it as HTML or DOCX. A PDF needs the window's typesetting: see gui/report_pdf."""
    writer = _writer(path)
    writer(made(material, report), path, report or _silent)
    return written(material, path)


def written(material: Material, path: Path) -> Written:
    """What is said of a report that was written."""
    dataset = material.report.dataset
    return Written(path, material.report.wishes.parts, len(dataset.documents), len(dataset.codings))


def check_writing(path: Path) -> None:
    """Raises UserError where only the window can write the format."""
    _writer(path)


def _writer(path: Path) -> Callable[[Report, Path, Progress], None]:
    writers = {".html": report_html.write, ".htm": report_html.write, ".docx": report_docx.write}
    writer = writers.get(path.suffix.casefold())
    if writer is None:
        raise UserError(f"“{path.name}” cannot be written here. Give it the ending .html or .docx.")
    return writer


def _of_coders(project: Project, names: Sequence[str], filter: Filter) -> Filter:
    """The filter with the coders that are named, as far as it asks for them."""
    if not names:
        return filter
    coders = project.coders.all()
    agreement.check_coders(names, coders)
    named = frozenset(coder.id for coder in coders if coder.name in names)
    left = named & filter.coders if filter.coders else named
    if not left:
        raise UserError("The filter leaves none of the coders that are named. Name others, or take it off.")
    return replace(filter, coders=left)


def _study(project: Project, question: Question, report: Progress | None) -> tuple[Study | None, str]:
    """What agreement is computed from, or why it is not."""
    round_ = agreement.asked_round(project, question)
    if agreement.sealed(round_):
        return None, f"Round “{round_.name}” is blind: its codings are compared when it is unsealed."
    return agreement.gather(project, question, report), ""


def _silent(_done: int, _total: int) -> None:
    """No progress is asked for."""
