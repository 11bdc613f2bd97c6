"""How far coders agree on each code in each document: where to look first."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import Value
from cadrage.exchange.tables import Column, Table, bounded

_COLUMNS = (
    Column("Code", "The code, as in the sheet 'agreement'; sub-codes are counted with their parent too.", 28),
    Column("Code path", "The code below its parents.", 40),
    Column("Document id", "Short id of the document, as in the sheet 'documents'.", 12),
    Column("Document", "Title of the document.", 40),
    Column("Units", "Units of the document that were compared.", 9),
    Column("Differences", "Passages of the document on which the coders differ.", 13),
    Column("Agreement %", "Share of its units on which the coders agree, in per cent.", 12, form="0.0"),
    Column("Positive agreement", "F1 of presence in this document.", 17, form="0.000"),
    Column(
        "Alpha",
        "Krippendorff's alpha of this document alone: it shows where to look and is no result.",
        9,
        form="0.000",
    ),
)


def agreement_documents_table(dataset: Dataset, details: AgreementDetails) -> Table:
    """In codebook order, then those with most differences first."""
    length = sum(len(rows) for _, rows in details.documents)
    about = "One row for each code and document in which a coder used it, those with most differences first."
    return bounded("agreement_documents", about, _COLUMNS, length, lambda: _rows(dataset, details))


def _rows(dataset: Dataset, details: AgreementDetails) -> Iterator[tuple[Value, ...]]:
    short = dataset.named(document.guid for document in dataset.documents)
    ids = {document.id: short[document.guid] for document in dataset.documents}
    for group, rows in details.documents:
        for row in rows:
            agreement = None if row.agreement is None else 100 * row.agreement
            numbers = (row.units, row.differences, agreement, row.positive, row.alpha)
            yield group.label, group.path, ids.get(row.document), row.title, *numbers
