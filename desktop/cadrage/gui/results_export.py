"""Saving the result that is shown: as a workbook with its tests, or as CSV tables in a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cadrage.core.answers import Answer as Named
from cadrage.core.answers import Answers
from cadrage.core.dataset import Dataset
from cadrage.gui.results_run import Answer
from cadrage.gui.session import Session
from cadrage.gui.tasks import Report
from cadrage.jobs import results_files
from cadrage.jobs.export_targets import Kind
from cadrage.store.project import default_folder

FORMATS = "Excel workbook (*.xlsx);;CSV tables in a folder (*)"


def choose(session: Session, view: QWidget, found: Answer, name: str) -> None:
    """Ask where to; `name` is what the result is called."""
    project = session.project
    folder = project.path.parent if project.path is not None else default_folder()
    proposed = folder / f"{_as_file_name(name)}.xlsx"
    chosen, form = QFileDialog.getSaveFileName(view, "Export the result", str(proposed), FORMATS)
    if chosen:
        path = Path(chosen)
        wants_folder = form.startswith("CSV")
        save(session, path.with_suffix("") if wants_folder else _with_ending(path), found, name)


def save(session: Session, path: Path, found: Answer, name: str) -> None:
    """Written in the background; a workbook where the path ends in .xlsx, else a folder."""
    project = session.project
    kind = session.attempt(partial(results_files.check, path, project.path))
    if kind is None:
        return
    known = frozenset(session.shown_ids)
    dataset = session.attempt(partial(results_files.gather, project, found.wanted.question.filter, known))
    if dataset is not None:
        work = partial(_write, dataset, found, name, path, kind)
        session.start("Exporting the result", work, partial(_tell, session))


def _write(dataset: Dataset, found: Answer, name: str, path: Path, kind: Kind, _report: Report) -> Path:
    results_files.keep(dataset, _answers(found, name), path, kind)
    return path


def _answers(found: Answer, name: str) -> Answers:
    if found.exemplars:
        return Answers(exemplars=found.exemplars)
    result = found.table or found.meetings
    if result is None:
        return Answers()
    answers = results_files.answers_of(result, name)
    if found.series is None:
        return answers
    return Answers((Named(f"{name}, over time", found.series), *answers.answers))


def _tell(session: Session, path: Path) -> None:
    session.told.emit(f"Saved {path.name}")


def _with_ending(path: Path) -> Path:
    return path if path.suffix.casefold() == ".xlsx" else path.with_name(f"{path.name}.xlsx")


def _as_file_name(name: str) -> str:
    return "".join(" " if each in '/\\:*?"<>|' else each for each in name).strip() or "Result"
