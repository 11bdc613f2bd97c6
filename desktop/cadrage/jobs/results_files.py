"""One result as a workbook, or as a folder of CSV files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cadrage.core.answers import Answer, Answers
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.results import CoOccurrence, ResultTable
from cadrage.core.results_wording import reach_of
from cadrage.exchange.csv_folder import write_folder
from cadrage.exchange.workbook import write_workbook
from cadrage.jobs import datasets, results
from cadrage.jobs.export_targets import Kind, check_place, kind_of
from cadrage.store.project import Project

WHAT = "results"


def check(path: Path, project: Path | None) -> Kind:
    """Raises UserError for what is neither a workbook nor a folder, or would be written over the project."""
    kind = kind_of(path)
    if kind not in (Kind.WORKBOOK, Kind.FOLDER):
        raise UserError(f"A result is written as a workbook or a folder. Give “{path.name}” the ending .xlsx, or none.")
    check_place(path, kind, project)
    return kind


def write(project: Project, found: ResultTable | CoOccurrence, path: Path, kind: Kind) -> None:
    """The result, with its tests where it is a table, replacing `path` in one move."""
    keep(gather(project, found.asked.question.filter), answers_of(found), path, kind)


def gather(project: Project, filter: Filter, known: frozenset[int] | None = None) -> Dataset:
    """What stands around a result in its files; values only, so that a Task may write them."""
    return datasets.gather(project, filter, known, split=False)


def answers_of(found: ResultTable | CoOccurrence, name: str = "") -> Answers:
    """The result under its name or another, and its tests."""
    name = name or _name(found)
    answers = [Answer(name, found)]
    if isinstance(found, ResultTable):
        tests = results.tests_of(found)
        answers += [Answer(f"{name}, tests", tests)] if tests.tests else []
    return Answers(tuple(answers))


def keep(dataset: Dataset, answers: Answers, path: Path, kind: Kind) -> None:
    """Writes them, replacing `path` in one move."""
    chosen = replace(dataset, answers=answers)
    if kind is Kind.FOLDER:
        write_folder(chosen, path, what=WHAT)
    else:
        write_workbook(chosen, path, what=WHAT)


def _name(found: ResultTable | CoOccurrence) -> str:
    if isinstance(found, ResultTable):
        return " × ".join(found.names)
    near = found.asked.question.proximity
    return f"Codes {reach_of(near)}" if near is not None else "Codes together"
