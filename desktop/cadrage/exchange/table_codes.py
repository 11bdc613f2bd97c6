"""The key to the codes: under which names tables and columns have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import Value
from cadrage.exchange.code_columns import code_columns, used_codes
from cadrage.exchange.tables import Column, Table

_COLUMNS = (
    Column("code_id", "Short id of the code's row in the project; it stays when the code is renamed."),
    Column("code", "The code: its short id from the codebook, or its name where it has none.", 14),
    Column("code_name", "Name of the code.", 28),
    Column("code_path", "The code's name under those of its parents, as A > B.", 36),
    Column("parent_id", "The code_id of the code above it; empty for a code at the top."),
    Column("level", "How many codes stand above it.", 8),
    Column("column", "What names of columns and tables have for the code: n_…, any_…, share_…, units_….", 26),
    Column("retired", "TRUE for a code that is out of use but has codings."),
    Column("codings", "Number of codings of this code itself in this export.", 8),
    Column("codings_family", "Number of codings of this code and all its sub-codes.", 14),
    Column("documents", "Number of documents with a coding of this code itself.", 10),
    Column("coders", "Number of coders who have used this code itself.", 8),
)


def codes_table(dataset: Dataset) -> Table:
    """In codebook order, parents before their sub-codes."""
    length = len(used_codes(dataset))
    return Table(
        "codes", "One row a code, with its name in columns and tables.", _COLUMNS, length, lambda: _rows(dataset)
    )


def _rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    book = Codebook(used_codes(dataset), with_retired=True)
    short = dataset.named(code.guid for code in dataset.codes)
    names = code_columns(dataset)
    codings = Counter(coding.code for coding in dataset.codings)
    documents = Counter(code for code, _ in {(coding.code, coding.document) for coding in dataset.codings})
    coders = Counter(code for code, _ in {(coding.code, coding.coder) for coding in dataset.codings})
    for node in book.nodes:
        code, parent = node.code, book.parent(node.code)
        yield (
            short[code.guid],
            code.label,
            code.name,
            node.path,
            None if parent is None else short[book.by_id[parent].guid],
            node.depth,
            names[code.id],
            code.retired,
            codings[code.id],
            sum(codings[each] for each in book.family(code.id)),
            documents[code.id],
            coders[code.id],
        )
