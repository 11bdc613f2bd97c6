"""Studies of other programs among the files and folders that a person names, told from articles by what they hold."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.text import clean
from cadrage.exchange.article_kinds import FORMATS
from cadrage.exchange.progress import silent
from cadrage.exchange.tool_endings import ENDINGS
from cadrage.jobs import importing
from cadrage.jobs.importing import Imported, ImportReport, Readings, Skipped
from cadrage.store.project import Project

if TYPE_CHECKING:
    from cadrage.jobs.bundles import Foreseen, Kept

# Where no study is found, what takes studies in is never loaded: with its numbers it costs a fifth of a second.
Report = Callable[[int, int], None]

# Article files that may be another tool's too; the others are never looked into.
_AMBIGUOUS = (".csv", ".tsv", ".xlsx")
_QUALCODER = "data.qda"
_BRAT = ("annotation.conf", "visual.conf")


@dataclass(frozen=True, slots=True)
class Study:
    """A file or folder that holds a study; without a bundle the reason why it cannot be read."""

    path: Path
    bundle: Bundle | None
    reason: str = ""


@dataclass(slots=True)
class Found:
    """Studies; every path of theirs is in `taken`, for what looks for articles to pass over."""

    studies: list[Study] = field(default_factory=list)
    taken: set[Path] = field(default_factory=set)


def read(path: Path, report: Report = silent) -> Bundle:
    """The study in a file or folder that a person names as one. Raises UserError where it is none."""
    from cadrage.exchange import tool_files

    bundle = tool_files.read(path, report)
    if bundle is None:
        raise UserError(f"“{path.name}” is no study that Cadrage can read. It reads {tool_files.TOOLS}.")
    return bundle


def find(paths: Iterable[Path], report: Report = silent) -> Found:
    """Every study under the paths. One that is broken never stops the rest."""
    found = Found()
    for path in dict.fromkeys(paths):
        for candidate in _candidates(path):
            _try(candidate, found, report)
    return found


def _candidates(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if path.suffix.lower() not in FORMATS or path.suffix.lower() in _AMBIGUOUS:
            yield path
    elif _is_whole(path):
        yield path
    else:
        for entry in _inside(path):
            if entry.is_dir():
                yield from _candidates(entry)
            elif entry.suffix.lower() in ENDINGS:
                yield entry


def _inside(folder: Path) -> list[Path]:
    """What lies in a folder, without hidden files and links to folders, which may lead back."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        entry for entry in entries if not entry.name.startswith(".") and not (entry.is_symlink() and entry.is_dir())
    ]


def _is_whole(folder: Path) -> bool:
    """Whether a folder is one study, and not a folder with articles or several studies in it."""
    entries = {entry.name: entry.suffix.lower() for entry in _inside(folder)}
    if _QUALCODER in entries or ".ann" in entries.values() or any(name in entries for name in _BRAT):
        return True
    if any(ending in FORMATS for ending in entries.values()):
        return False
    # Exports of annotation tools keep each document in a folder of its own; they hold nothing but texts.
    names = [Path(name) for _, _, inside in os.walk(folder) for name in inside]
    endings = {name.suffix.lower() for name in names}
    if _QUALCODER in {name.name for name in names} or not endings & {".ann", ".tsv"}:
        return False
    return not (endings & FORMATS.keys()) - {".txt", ".tsv"} and _holds_one(folder)


def _holds_one(folder: Path) -> bool:
    # The readers of the tools come with the first file that may be theirs: articles alone need none of them.
    from cadrage.exchange import tool_files

    try:
        return tool_files.read(folder) is not None
    except UserError:
        return False


def _try(path: Path, found: Found, report: Report) -> None:
    from cadrage.exchange import tool_files

    try:
        bundle = tool_files.read(path, report)
    except UserError as error:
        # What may be a table of articles is left to those who read these.
        if path.suffix.lower() not in FORMATS:
            found.studies.append(Study(path, None, str(error)))
            found.taken.add(path)
        return
    if bundle is not None:
        found.studies.append(Study(path, bundle))
        found.taken.add(path)


def make_project(path: Path, bundle: Bundle, *, coder: str = "") -> tuple[Project, Kept]:
    """A new project that holds the study alone; where that fails, no file. Raises UserError where `path` is taken."""
    from cadrage.jobs import bundles
    from cadrage.jobs.bundle_matching import DEFAULT_CODER

    coder = coder or DEFAULT_CODER
    kept: list[Kept] = []

    def fill(project: Project) -> None:
        kept.append(bundles.keep(project, bundle))

    return Project.create(path, name=clean(bundle.name).strip() or path.stem, coder=coder, fill=fill), kept[0]


# Together with articles, as the command line imports them.


@dataclass(frozen=True, slots=True)
class StudyReport:
    """What became of one study; its documents are told with those of articles."""

    file: str
    outcome: Foreseen
    imported: tuple[Imported, ...]
    skipped: tuple[Skipped, ...]

    def as_json(self) -> dict[str, object]:
        return {"file": self.file, **self.outcome.as_json()}


@dataclass(frozen=True, slots=True)
class WholeReport:
    """What became of everything that was named."""

    articles: ImportReport
    studies: tuple[StudyReport, ...] = ()

    @property
    def imported(self) -> tuple[Imported, ...]:
        return (*(each for study in self.studies for each in study.imported), *self.articles.imported)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        return (*(each for study in self.studies for each in study.skipped), *self.articles.skipped)

    @property
    def anything(self) -> bool:
        return bool(self.imported) or any(study.outcome.new.any for study in self.studies)

    def total(self, what: str) -> int:
        """How many new ones the studies brought: “codes”, “codings”, “coders”."""
        return sum(getattr(study.outcome.new, what) for study in self.studies)

    def as_json(self) -> dict[str, object]:
        found = ImportReport(self.imported, self.skipped).as_json()
        if not self.studies:
            return found
        totals = {what: self.total(what) for what in ("codes", "codings", "coders")}
        return {**found, **totals, "studies": [study.as_json() for study in self.studies]}


def keep_all(
    project: Project, found: Found, readings: Readings, table: Mapping[str, Mapping[str, str]] | None = None
) -> WholeReport:
    """Store the studies, then the articles, as one change."""
    studies = [study for study in found.studies if study.bundle is not None]
    if not studies:
        return WholeReport(_with_broken(importing.keep(project, readings, table), found))
    from cadrage.jobs import bundles

    files = len(studies) + len(readings.drafts)
    name = bundles.label(studies[0].bundle) if files == 1 and studies[0].bundle else f"Import {files} files"
    with project.change(name):
        reports = tuple(_report(study, bundles.keep(project, study.bundle)) for study in studies if study.bundle)
        articles = importing.keep(project, readings, table)
    return WholeReport(_with_broken(articles, found), reports)


def foresee_all(
    project: Project, found: Found, readings: Readings, table: Mapping[str, Mapping[str, str]] | None = None
) -> WholeReport:
    """What `keep_all` would report, with nothing written; documents have the number 0."""
    reports = tuple(_foreseen(project, study) for study in found.studies if study.bundle is not None)
    return WholeReport(_with_broken(importing.foresee(project, readings, table), found), reports)


def _foreseen(project: Project, study: Study) -> StudyReport:
    from cadrage.jobs import bundles

    assert study.bundle is not None
    return _report(study, bundles.foresee(project, study.bundle))


def _with_broken(report: ImportReport, found: Found) -> ImportReport:
    broken = (Skipped(str(study.path), study.reason) for study in found.studies if study.bundle is None)
    return ImportReport(report.imported, (*broken, *report.skipped))


def _report(study: Study, outcome: Foreseen) -> StudyReport:
    from cadrage.jobs.bundles import Kept

    rows = outcome.documents if isinstance(outcome, Kept) else {}
    imported, skipped = [], []
    for document in study.bundle.documents if study.bundle is not None else ():
        name = document.file_name or document.title
        if document.guid in outcome.added:
            number = rows.get(document.guid, 0)
            imported.append(Imported(name, number, document.title, document.encoding, ()))
        else:
            skipped.append(
                Skipped(name, "The same document is in the project already: only its codings were looked at.")
            )
    return StudyReport(str(study.path), outcome, tuple(imported), tuple(skipped))
