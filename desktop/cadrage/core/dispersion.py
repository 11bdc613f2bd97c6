"""Where in the documents something stands: passages along each text, for a plot of their dispersion."""

from __future__ import annotations

from dataclasses import dataclass

from cadrage.core.results_question import Category


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One passage: half-open, in the row's unit of length; `series` is a position in `Dispersion.series`."""

    start: int
    end: int
    series: int = 0
    coding: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a mark cannot run from {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Along:
    """One document: its length and its passages."""

    document: int
    label: str
    length: int
    marks: tuple[Mark, ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Passages along documents. `what` names them: “Hits of «climate»”, “Codings”; `notes` stand below."""

    what: str
    rows: tuple[Along, ...]
    series: tuple[Category, ...] = ()
    unit: str = "characters"
    project: str = ""
    notes: tuple[str, ...] = ()
