"""The codebook as a table that can be edited in Excel and imported back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.identity import short_ids
from cadrage.core.model import ExampleKind
from cadrage.exchange.cells import CodeText, Colour, Value
from cadrage.exchange.codebook_cells import example_drafts
from cadrage.exchange.examples import written
from cadrage.exchange.tables import Column, Table

_EXAMPLE_FORM = "one item a line: • “quotation” [document start–end] — note"

COLUMNS = (
    Column("Code", "Name of the code.", 28),
    Column("Code path", "The code's name under those of its parents, as A > B.", 36),
    Column("Short id", "The code's short id.", 12),
    Column("Parent", "Short id (or name) of the code above it; empty for a code at the top.", 14),
    Column("Brief definition", "What the code means, in a line.", 36, wrap=True),
    Column("Definition", "What the code means, in full.", 60, wrap=True),
    Column("When to use", "What is coded with it.", 48, wrap=True),
    Column("When not to use", "What is not, and which code takes it.", 48, wrap=True),
    Column(
        "Examples",
        f"Typical and borderline quotations, the latter marked so; {_EXAMPLE_FORM}.",
        60,
        wrap=True,
    ),
    Column("Counter-examples", f"Close, but not this code; {_EXAMPLE_FORM}.", 60, wrap=True),
    Column("Notes", "Further remarks and decision rules.", 48, wrap=True),
    Column("Colour", "The code's colour as #RRGGBB.", 10),
    Column("Documents", "Number of documents with a coding of this code itself in this export.", 11),
    Column("Codings", "Number of codings of this code itself in this export.", 9),
    Column("Version", "Version of the codebook.", 12),
    Column("Retired", "yes for a code that is out of use. Import takes a change here for retiring or restoring it.", 9),
    Column("Merge into", "Empty. Write the short id, path or name of the code that this one becomes part of.", 14),
    Column("Id", "Tells Cadrage on import which code a row is, whatever else was changed: leave it as it is.", 12),
)


def codebook_table(dataset: Dataset) -> Table:
    """In codebook order, parents before their sub-codes; retired codes only where they have codings."""
    used = {coding.code for coding in dataset.codings}
    codes = [code for code in dataset.codes if not code.retired or code.id in used]
    book = Codebook(codes, with_retired=True)
    return Table("codebook", "One row a code.", COLUMNS, len(book), lambda: _rows(dataset, book))


def _rows(dataset: Dataset, book: Codebook) -> Iterator[tuple[Value, ...]]:
    codings = Counter(coding.code for coding in dataset.codings)
    documents = Counter(code for code, _ in {(coding.code, coding.document) for coding in dataset.codings})
    files = {document.id: document.file_name or document.title for document in dataset.documents}
    examples = example_drafts(dataset.examples, files | dict(dataset.sources))
    ids = short_ids(code.guid for code in dataset.codes)
    for node in book.nodes:
        code = node.code
        parent = book.by_id.get(code.parent) if code.parent is not None else None
        drafts = examples.get(code.id, [])
        yield (
            CodeText(code.name, code.colour),
            node.path,
            code.short_id or None,
            parent.label if parent else None,
            code.brief or None,
            code.definition or None,
            code.when_to_use or None,
            code.when_not or None,
            written(draft for draft in drafts if draft.kind is not ExampleKind.COUNTER) or None,
            written(draft for draft in drafts if draft.kind is ExampleKind.COUNTER) or None,
            code.notes or None,
            Colour(code.colour) if code.colour else None,
            documents[code.id],
            codings[code.id],
            dataset.codebook_version or None,
            "yes" if code.retired else None,
            None,
            ids[code.guid],
        )
