"""Every passage on which coders differ, with each coder's choice: the list to talk through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cadrage.core.agreement import AgreementTable
from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.dataset import Dataset
from cadrage.core.disagreement import Choice
from cadrage.core.model import Code, Span
from cadrage.exchange.cells import Value
from cadrage.exchange.tables import Column, Table, bounded, unique_name

_AROUND = 80  # characters of context on each side
_COLUMNS = (
    Column("Document id", "Short id of the document, as in the sheet 'documents'.", 12),
    Column("Document", "Title of the document.", 40),
    Column("Code", "The code in question; what carries a sub-code stands with the sub-code.", 28),
    Column("Code path", "The code below its parents.", 40),
    Column(
        "Type",
        "missing: a coder has no coding there; other code: that coder put another code on the same words; boundary: all"
        " have the code, but not with the same ends.",
        12,
    ),
    Column("Start", "First code point of the passage, over all codings concerned, from 0.", 9),
    Column("End", "The code point after its last.", 9),
    Column("Quotation", "The passage: text[start:end].", 60, wrap=True),
    Column("Context", "The passage in square brackets, with the words around it.", 70, wrap=True),
)


def disagreements_table(dataset: Dataset, table: AgreementTable, details: AgreementDetails) -> Table:
    """In codebook order, then in the order of the texts."""
    taken = [column.name for column in _COLUMNS]
    for coder in table.coders:
        taken.append(unique_name(coder, taken))
    about = "What this coder put there, with its positions; – for nothing, empty where the document is not complete."
    mine = tuple(
        Column(name, f"{coder}: {about}", 30) for coder, name in zip(table.coders, taken[len(_COLUMNS) :], strict=True)
    )
    length = sum(len(passages) for _, passages in details.passages)
    words = "One row for each passage on which coders differ."
    return bounded("disagreements", words, (*_COLUMNS, *mine), length, lambda: _rows(dataset, table.coders, details))


def _rows(dataset: Dataset, coders: Sequence[str], details: AgreementDetails) -> Iterator[tuple[Value, ...]]:
    short = dataset.named(document.guid for document in dataset.documents)
    documents = {document.id: document for document in dataset.documents}
    codes = {code.id: code for code in dataset.codes}
    for group, passages in details.passages:
        for passage in passages:
            document, text = documents.get(passage.document), dataset.texts.get(passage.document, "")
            yield (
                short[document.guid] if document else None,
                document.title if document else None,
                group.label,
                group.path,
                str(passage.kind),
                passage.span.start,
                passage.span.end,
                passage.span.quotation(text),
                _context(text, passage.span),
                *(_choices(passage.choices.get(coder), codes) for coder in coders),
            )


def _choices(choices: tuple[Choice, ...] | None, codes: dict[int, Code]) -> str | None:
    if choices is None:
        return None
    named = (f"{codes[each.code].label if each.code in codes else '?'} {_place(each.span)}" for each in choices)
    return "; ".join(named) or "–"


def _place(span: Span) -> str:
    return f"({span.start}–{span.end})"


def _context(text: str, span: Span) -> str:
    """Cut between words where there are any."""
    start, end = max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text))
    before, after = text[start : span.start], text[span.end : end]
    if start and " " in before:
        before = f"… {before.partition(' ')[2]}"
    if end < len(text) and " " in after:
        after = f"{after.rpartition(' ')[0]} …"
    return f"{before}[{span.quotation(text)}]{after}".strip()
