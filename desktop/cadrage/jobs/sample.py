"""The sample project, built from the shipped articles, codebook and codings."""

from __future__ import annotations

from pathlib import Path

from cadrage import paths
from cadrage.jobs import codebooks, importing, spans
from cadrage.store.project import Project

CODEBOOK = "crimea-talks"
NAME = "Crimea talks (sample)"


def build(path: Path, *, coded: bool = True) -> Project:
    """A new project at `path` with the five articles and the codebook, and (`coded`) three coders' codings.

    Raises UserError where `path` is taken.
    """
    project = Project.create(path, name=NAME, coder="A")
    import_articles(project)
    codebooks.keep(project, codebooks.read(CODEBOOK))
    if coded:
        spans.import_codings(project, paths.corpus() / "codings.csv", complete=True)
    return project


def import_articles(project: Project) -> importing.ImportReport:
    """The shipped articles with outlet, date and the rest from their table."""
    corpus = paths.corpus()
    readings = importing.read([corpus / "articles"])
    return importing.keep(project, readings, importing.metadata(corpus / "metadata.csv"))


def own_copy() -> Path:
    """The user's copy of the sample project, made at first use; what they do with it stays there."""
    path = paths.user_data() / "Sample project.cadrage"
    if not path.exists():
        build(path).close()
    return path
