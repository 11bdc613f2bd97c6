"""Charts as files: SVG, PDF and PNG at print size, for the window as for the command line and reports."""

from __future__ import annotations

from pathlib import Path

from cadrage.charts import Chartable, ChartKind, Style, draw, fitting
from cadrage.core.errors import UserError
from cadrage.exchange.atomic import safe_replace

ENDINGS = (".svg", ".pdf", ".png")
PRINT_DPI = 300
COLUMN_MM, PAGE_MM = 85.0, 170.0


def ending_of(path: Path) -> str:
    """The format that a file's name asks for. Raises UserError for another."""
    ending = path.suffix.casefold()
    if ending not in ENDINGS:
        raise UserError(f"A chart is saved as {', '.join(ENDINGS)}: give “{path.name}” one of these endings.")
    return ending


def kind_named(name: str, result: Chartable) -> ChartKind:
    """A kind by its name. Raises UserError where there is none, or where it does not fit the result."""
    kinds = {str(kind): kind for kind in fitting(result)}
    if name not in kinds:
        raise UserError(f"“{name}” is no chart of this result. These fit: {', '.join(kinds)}.")
    return kinds[name]


def content(kind: ChartKind, result: Chartable, ending: str, style: Style | None = None) -> bytes:
    """The bytes of the file; the same each time."""
    chart = draw(kind, result, style)
    if ending == ".svg":
        return chart.svg()
    return chart.pdf() if ending == ".pdf" else chart.png(PRINT_DPI)


def save(path: Path, kind: ChartKind, result: Chartable, style: Style | None = None) -> None:
    """Writes the chart in the format of the ending, in one move.

    Raises UserError for another ending and where the file cannot be written.
    """
    made = content(kind, result, ending_of(path), style)
    with safe_replace(path) as draft:
        draft.write_bytes(made)
