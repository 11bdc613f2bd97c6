"""How often something was found, by outlet and month, and in how many words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

UNKNOWN = ""  # an outlet or a month that a document does not have
_MONTH = len("2014-03")


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found in one document: `hits` in `words`, by its outlet and the month it was published in."""

    outlet: str
    month: str
    hits: int
    words: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the table: `per_thousand` is undefined (None) where there are no words."""

    hits: int = 0
    documents: int = 0
    words: int = 0

    @property
    def per_thousand(self) -> float | None:
        return 1000 * self.hits / self.words if self.words else None


@dataclass(frozen=True, slots=True)
class Frequencies:
    """A row a month, a column an outlet; `cells` by (month, outlet), sums under None."""

    months: tuple[str, ...]
    outlets: tuple[str, ...]
    cells: Mapping[tuple[str | None, str | None], Cell]

    def cell(self, month: str | None, outlet: str | None) -> Cell:
        return self.cells.get((month, outlet), Cell())


def month_of(published: str) -> str:
    """“2014-03” of “2014-03-14”, a year where no more is known."""
    return published[:_MONTH]


def tabulate(counted: Iterable[Counted]) -> Frequencies:
    """Months in order and outlets by name, those that are not known last."""
    hits: Counter[tuple[str | None, str | None]] = Counter()
    words: Counter[tuple[str | None, str | None]] = Counter()
    documents: Counter[tuple[str | None, str | None]] = Counter()
    months, outlets = set(), set()
    for each in counted:
        months.add(each.month)
        outlets.add(each.outlet)
        for key in ((each.month, each.outlet), (each.month, None), (None, each.outlet), (None, None)):
            hits[key] += each.hits
            words[key] += each.words
            documents[key] += bool(each.hits)
    cells = {key: Cell(hits[key], documents[key], words[key]) for key in words}
    return Frequencies(_in_order(months), _in_order(outlets), cells)


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (name == UNKNOWN, name.casefold())))


def as_rows(found: Frequencies, *, relative: bool) -> list[list[str]]:
    """The table in words: hits, or hits per 1,000 words, with sums at the end of rows and columns."""
    rows = [["Month", *(outlet or "no outlet" for outlet in found.outlets), "All outlets"]]
    for month in (*found.months, None):
        name = "All months" if month is None else month or "no date"
        cells = (found.cell(month, outlet) for outlet in (*found.outlets, None))
        rows.append([name, *(_said(cell, relative=relative) for cell in cells)])
    return rows


def _said(cell: Cell, *, relative: bool) -> str:
    if not relative:
        return f"{cell.hits}" if cell.words or cell.hits else "—"
    share = cell.per_thousand
    return "—" if share is None else f"{share:.2f}"


def as_tsv(rows: Iterable[Iterable[str]]) -> str:
    """For a spreadsheet's clipboard; what would end a cell becomes a space."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
