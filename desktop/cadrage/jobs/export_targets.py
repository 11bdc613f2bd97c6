"""What a name says of an export: which format is meant, and what cannot be written under it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.exporting import PARTS
from cadrage.exchange import report_material
from cadrage.exchange.report_material import Wishes
from cadrage.jobs import reports

CODEBOOK = "codebook"
# What of a report each part of a study comes to.
REPORT_PARTS = {
    CODEBOOK: ("title", "codebook"),
    "dataset": ("title", "frequencies", "exemplars", "memos", "documents"),
    "agreement": ("title", "agreement"),
    "results": ("title", "results", "exemplars"),
}


class Kind(StrEnum):
    """What leaves the program, by what it is good for. Packages have a command of their own."""

    WORKBOOK = "workbook"
    FOLDER = "folder"
    STUDY = "study"
    CODEBOOK = "codebook"
    REPORT = "report"
    PACKAGE = "package"


ENDINGS: dict[str, Kind] = {
    ".xlsx": Kind.WORKBOOK,
    ".qdpx": Kind.STUDY,
    ".qdc": Kind.CODEBOOK,
    ".csv": Kind.CODEBOOK,
    ".json": Kind.CODEBOOK,
    ".html": Kind.REPORT,
    ".htm": Kind.REPORT,
    ".docx": Kind.REPORT,
    ".pdf": Kind.REPORT,
}
# Formats for nothing but codebooks, so that nothing else can be meant.
_WHOLE_CODEBOOK = (".qdc",)


def kind_of(path: Path) -> Kind:
    """By the ending; without one, a folder. Raises UserError for an ending that Cadrage does not write."""
    ending = path.suffix.casefold()
    if ending in ENDINGS:
        return ENDINGS[ending]
    if not ending or path.is_dir():
        return Kind.FOLDER
    listed = ", ".join(ENDINGS)
    raise UserError(
        f"“{path.name}” has an ending that Cadrage does not write. Choose from {listed}, or none for a folder of CSV "
        "files."
    )


def check_target(path: Path, what: str, project: Path | None = None, wishes: Wishes | None = None) -> Kind:
    """The format that is meant. Raises UserError for what cannot be written, before any work is done; nothing is
    written over the project itself. `wishes` are given where something is asked for that only reports have."""
    if what not in PARTS:
        raise UserError(f"“{what}” cannot be exported. Choose one of {', '.join(PARTS)}.")
    kind = kind_of(path)
    _check_parts(path, kind, what, wishes)
    check_place(path, kind, project)
    return kind


def _check_parts(path: Path, kind: Kind, what: str, wishes: Wishes | None) -> None:
    ending = path.suffix.casefold()
    if wishes is not None and kind is not Kind.REPORT:
        raise UserError(
            f"Parts, extracts and quotations belong to reports, and “{path.name}” is none. Give it the ending .html, "
            ".docx or .pdf, or leave them out."
        )
    if kind is Kind.REPORT:
        if what != "all" and wishes is not None and wishes.parts != report_material.PARTS:
            raise UserError(f"Parts of a report and “{what}” say two things. Leave one of them out.")
        reports.check_target(path, wishes_for(what, wishes))
    if kind is Kind.STUDY and what != "all":
        raise UserError(
            f"A REFI-QDA project holds a whole study, not the {what} alone. Ask for everything, or write the codebook "
            "as .qdc."
        )
    if kind is Kind.CODEBOOK and what not in (CODEBOOK, *_meant(ending)):
        raise UserError(
            f"A file ending in {ending} holds the codebook alone. Ask for the codebook, or name a folder without an "
            "ending for all tables as CSV."
        )


def wishes_for(what: str, wishes: Wishes | None) -> Wishes:
    """What of a report is asked for: its parts by name, or those of a part of the study."""
    wishes = wishes or Wishes()
    return replace(wishes, parts=REPORT_PARTS[what]) if what in REPORT_PARTS else wishes


def _meant(ending: str) -> Collection[str]:
    return ("all",) if ending in _WHOLE_CODEBOOK else ()


def check_place(path: Path, kind: Kind, project: Path | None) -> None:
    """Raises UserError where something else stands in the place, or the project itself."""
    if kind is Kind.FOLDER:
        if path.exists() and not path.is_dir():
            raise UserError(f"“{path}” is a file. Name a folder, or give the file an ending.")
        return
    if path.is_dir():
        raise UserError(f"“{path}” is a folder. Name a file with the ending {path.suffix}.")
    if project is not None and path.exists() and project.exists() and path.samefile(project):
        raise UserError(f"“{path.name}” is the project itself. Give the export another name.")
