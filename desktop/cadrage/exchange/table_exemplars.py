"""Quotations that stand for the codes, ready for the appendix: one row a quotation, with where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import CodeText, Value, as_date
from cadrage.exchange.table_results import short_key
from cadrage.exchange.tables import Column, Table

_COLUMNS = (
    Column("code_id", "Short id of the code's row in the project; it stays when the code is renamed."),
    Column("code", "The code: its short id from the codebook, or its name where it has none.", 16),
    Column("code_path", "The code's name under those of its parents, as A > B.", 30),
    Column("quotation", "The coded words as they stand in the text.", 70, wrap=True),
    Column("doc_id", "Short id of the document, as in the sheet 'documents'."),
    Column("doc_title", "Title of the document.", 32),
    Column("outlet", "The document's variable 'outlet'.", 18),
    Column("published", "The document's variable 'published'; a partial date is text."),
    Column("start", "Position of the first character in the document's text, counted from 0 in code points.", 8),
    Column("end", "Position after the last character, counted in the same way.", 8),
    Column("speaker", "Who says it, where it was coded.", 20),
    Column("coder", "Who coded it.", 16),
    Column("important", "TRUE where the coder marked the coding as important."),
    Column("memo", "The coder's memo on this coding.", 40, wrap=True),
    Column("citation", "Quotation and source in one line, as they go into a paper.", 70, wrap=True),
)
_ABOUT = (
    "Up to {most} quotations for each code: those marked as important first, then from as many outlets, documents and "
    "coders as there are."
)


def exemplars_table(dataset: Dataset) -> Table:
    found = dataset.answers.exemplars
    codes = [each.code.key for each in found]
    about = _ABOUT.format(most=max(map(codes.count, set(codes)), default=0))
    return Table("exemplars", about, _COLUMNS, len(found), partial(_rows, dataset))


def _rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    names = dataset.named(document.guid for document in dataset.documents)
    documents = {document.id: names.get(document.guid) for document in dataset.documents}
    nodes = {node.code.guid: node for node in Codebook(dataset.codes, with_retired=True).nodes}
    for each in dataset.answers.exemplars:
        code, node = each.code, nodes.get(each.code.key)
        yield (
            short_key(dataset, code),
            CodeText(node.code.label if node else code.label, code.colour),
            node.path if node else code.label,
            CodeText(each.quotation, code.colour, (0, len(each.quotation))),
            documents.get(each.document),
            each.title,
            each.outlet or None,
            as_date(each.date) if each.date else None,
            each.span.start,
            each.span.end,
            each.speaker or None,
            each.coder,
            each.important,
            each.memo or None,
            each.citation,
        )
