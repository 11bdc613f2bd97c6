"""Which code met which: the matrix of codes against codes."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.core.agreement import AgreementTable
from cadrage.core.agreement_details import AgreementDetails
from cadrage.exchange.cells import Value
from cadrage.exchange.tables import Column, Table, unique_name

NONE = "no code"
_CODE = "Code"


def confusion_table(table: AgreementTable, details: AgreementDetails) -> Table:
    """Codebook order in rows and columns, the last of each for codings that met none."""
    met = details.confusion
    across = met.pair[1] if met.pair else "the other coder"
    names = [_CODE]
    for row in table.codes:
        names.append(unique_name(row.code.label, names))
    names.append(unique_name(NONE, names))
    down = met.pair[0] if met.pair else "a coder"
    columns = (
        Column(_CODE, f"What {down} put.", 28),
        *(Column(name, f"Codings where {across} put {name} on the same words.", 10) for name in names[1:]),
    )
    how = f"{met.pair[0]} in the rows, {met.pair[1]} in the columns" if met.pair else "every pair of coders both ways"
    about = f"Codings that share at least half of their union, {how}; what nothing matches stands against '{NONE}'."
    return Table("confusion", about, columns, len(table.codes) + 1, lambda: _rows(names, table, details))


def _rows(names: list[str], table: AgreementTable, details: AgreementDetails) -> Iterator[tuple[Value, ...]]:
    places = (*(row.code.id for row in table.codes), None)
    for name, mine in zip(names[1:], places, strict=True):
        yield name, *(details.confusion.count(mine, theirs) for theirs in places)
