"""The codebook as a table that can be edited in Excel and imported back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.model import Example, ExampleDraft, ExampleKind
from cadrage.exchange.cells import Colour, Value
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
    examples = _examples(dataset)
    for node in book.nodes:
        code = node.code
        parent = book.by_id.get(code.parent) if code.parent is not None else None
        drafts = examples[code.id]
        yield (
            code.name,
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
        )


def _examples(dataset: Dataset) -> dict[int, list[ExampleDraft]]:
    """By code: typical before borderline before counter-examples, each in its order."""
    kinds = list(ExampleKind)
    files = {document.id: document.file_name or document.title for document in dataset.documents}
    files.update(dataset.sources)

    def place(example: Example) -> tuple[int, int, int]:
        return kinds.index(example.kind), example.position, example.id

    found: dict[int, list[ExampleDraft]] = defaultdict(list)
    for example in sorted(dataset.examples, key=place):
        document = files.get(example.document, "") if example.document is not None else ""
        found[example.code].append(ExampleDraft(example.kind, example.quotation, document, example.span, example.note))
    return found
