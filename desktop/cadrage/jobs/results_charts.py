"""The chart of an answered question as a file; for its codings also their places in the texts."""

from __future__ import annotations

from pathlib import Path

from cadrage.charts import Chartable, ChartKind, Style, usual
from cadrage.core.errors import UserError
from cadrage.core.results import CoOccurrence, ResultTable
from cadrage.jobs import charts, dispersion, results
from cadrage.store.project import Project

_WIDTHS = (40.0, 1000.0)  # millimetres


def check(path: Path, width_mm: float) -> None:
    """Raises UserError before any work is done."""
    charts.ending_of(path)
    if not _WIDTHS[0] <= width_mm <= _WIDTHS[1]:
        raise UserError(f"A chart is {_WIDTHS[0]:.0f} to {_WIDTHS[1]:.0f} mm wide. 85 is a column, 170 a page.")


def write(project: Project, found: ResultTable | CoOccurrence, path: Path, name: str, width_mm: float) -> None:
    """Draws the kind of this name, or the usual one, in one move. Raises UserError for another kind."""
    drawn: Chartable = found
    if name == ChartKind.DISPERSION and isinstance(found, ResultTable):
        drawn = places(project, found)
    kind = charts.kind_named(name, drawn) if name else usual(drawn)
    charts.save(path, kind, drawn, Style(width_mm=width_mm))


def places(project: Project, found: ResultTable) -> Chartable:
    """Where the codings of all cells stand in their documents."""
    material = results.gather(project, found.question)
    return dispersion.of_codings(project, results.codings_at(material, found.whole()))
