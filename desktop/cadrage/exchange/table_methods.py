"""The note of the table and the methods paragraphs, a row each."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.core.agreement import AgreementTable
from cadrage.exchange.agreement_report import Circumstances, methods, note
from cadrage.exchange.cells import Value
from cadrage.exchange.tables import Column, Table

_COLUMNS = (
    Column("Part", "What the text is for.", 16),
    Column("Text", "Ready to be copied; what only the authors know stands in square brackets.", 110, wrap=True),
)


def methods_table(table: AgreementTable, study: Circumstances) -> Table:
    rows = [("Note", note(table)), *(("Methods", paragraph) for paragraph in methods(table, study))]

    def made() -> Iterator[tuple[Value, ...]]:
        yield from rows

    return Table("methods", "The note below a printed table, and the methods paragraphs.", _COLUMNS, len(rows), made)
