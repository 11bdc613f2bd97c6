"""Tables as values: columns that explain themselves, and rows made as they are asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cadrage.core.model import Scope, Variable, VariableKind
from cadrage.exchange.cells import Value, as_date, as_number

MAX_NAME = 32
MOST_ROWS = 1_048_575  # of a sheet, below its header
DATES = ("published", "retrieved")  # of documents, whatever kind their variables got in an import


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, what it holds in a sentence, its width in characters, whether long text wraps, the GUID of the
    variable or code whose values it holds, if any, and how Excel shows its numbers ("0.0%"), if not as it likes."""

    name: str
    about: str
    width: int = 12
    wrap: bool = False
    variable: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a table, at least one: the values of its first columns, column by column, and for each row those of
    all others, whole numbers or nothing, as they stand in a file: “0,1,,0”."""

    values: tuple[Sequence[Value], ...]
    rest: Sequence[str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of a table's first rows: `labels` and `series` are positions of columns; `lines`, else bars."""

    title: str
    labels: int
    series: tuple[int, ...]
    rows: int
    across: str
    up: str
    form: str = "#,##0"
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A named table of `length` rows; `rows` makes them anew each time, each as long as `columns`. `blocks`: the same
    rows, faster to write into a text file."""

    name: str
    about: str
    columns: tuple[Column, ...]
    length: int
    rows: Callable[[], Iterator[tuple[Value, ...]]]
    blocks: Callable[[], Iterator[Block]] | None = None
    drawing: Drawing | None = None


def bounded(
    name: str, about: str, columns: tuple[Column, ...], length: int, rows: Callable[[], Iterator[tuple[Value, ...]]]
) -> Table:
    """The table, or as many of its rows as a sheet of Excel holds, which it then says."""
    if length <= MOST_ROWS:
        return Table(name, about, columns, length, rows)
    cut = f"{about} Only the first {MOST_ROWS:,} of {length:,}: a sheet holds no more."
    return Table(name, cut, columns, MOST_ROWS, lambda: islice(rows(), MOST_ROWS))


def column_name(wanted: str, taken: Iterable[str]) -> str:
    """ASCII snake_case of at most 32 characters that is not among those taken, whatever their case."""
    plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "column"
    name = name if name[0].isalpha() else f"v_{name}"
    return unique_name(name[:MAX_NAME].rstrip("_"), taken)


def unique_name(name: str, taken: Iterable[str]) -> str:
    used = {other.casefold() for other in taken}
    candidate, number = name, 2
    while candidate.casefold() in used:
        tail = f"_{number}"
        candidate, number = name[: MAX_NAME - len(tail)] + tail, number + 1
    return candidate


def variable_columns(variables: Iterable[Variable], taken: Iterable[str]) -> dict[str, Column]:
    """A column for each variable, by the variable's name."""
    found: dict[str, Column] = {}
    for variable in variables:
        names = (*taken, *(column.name for column in found.values()))
        about = f"Variable '{variable.label or variable.name}' ({variable.kind})."
        width = 30 if variable.kind is VariableKind.TEXT else 14
        found[variable.name] = Column(column_name(variable.name, names), about, width, variable=variable.guid)
    return found


def variable_value(variable: Variable, text: str | None) -> Value:
    """A variable's value as the kind of cell that it is: number, date or text; None where it has none."""
    if not text:
        return None
    if variable.kind in (VariableKind.NUMBER, VariableKind.ORDINAL):
        return as_number(text)
    is_date = variable.kind is VariableKind.DATE or (variable.scope is Scope.DOCUMENT and variable.name in DATES)
    return as_date(text) if is_date else text


def by_document(values: Mapping[int, tuple[tuple[int, int], ...]]) -> dict[int, list[int]]:
    """The ends of each document's units, ascending, to find the unit at a position by bisection."""
    return {document: [end for _, end in units] for document, units in values.items()}
