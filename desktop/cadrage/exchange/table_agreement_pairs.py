"""κ of every pair of coders on every code."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.core.agreement import AgreementTable
from cadrage.exchange.cells import Value
from cadrage.exchange.tables import Column, Table, bounded

_COLUMNS = (
    Column("Code", "The code, as in the sheet 'agreement'.", 28),
    Column("Code path", "The code below its parents.", 40),
    Column("Coder A", "One coder of the pair.", 16),
    Column("Coder B", "The other.", 16),
    Column("Kappa", "Cohen's kappa of the two, on the units of the sheet 'agreement'.", 9, form="0.000"),
    Column("Kappa CI low", "Lower limit of its 95 % interval.", 12, form="0.000"),
    Column("Kappa CI high", "Upper limit of its 95 % interval.", 12, form="0.000"),
    Column("Note", "Why there is no kappa or no interval.", 70, wrap=True),
)


def pairs_table(table: AgreementTable) -> Table:
    """In codebook order, then by coders."""
    length = sum(len(row.pairs) for row in table.codes)
    return bounded("pairs", "One row for each code and pair of coders.", _COLUMNS, length, lambda: _rows(table))


def _rows(table: AgreementTable) -> Iterator[tuple[Value, ...]]:
    for row in table.codes:
        for pair, kappa in row.pairs.items():
            first, _, second = pair.partition("|")
            note = " ".join(f"{each.rstrip('.')}." for each in (kappa.undefined, kappa.note) if each)
            yield row.code.label, row.code.path, first, second, kappa.value, kappa.low, kappa.high, note or None
