"""The table of memos: one row a memo, on the project, a document, a code or a coding."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.model import Memo, Subject
from cadrage.exchange.cells import Value, as_moment
from cadrage.exchange.tables import Column, Table

_ORDER = tuple(Subject)
_COLUMNS = (
    Column("subject", "What the memo is about: project, document, code or coding.", 10),
    Column("subject_id", "Short id of the document, code or coding, as in the other sheets.", 12),
    Column("about", "The document's title, the code under its parents, or the coded words.", 50, wrap=True),
    Column("coder", "Who wrote it.", 14),
    Column("memo", "The memo.", 70, wrap=True),
    Column("created", "When it was first written, in UTC.", 19),
    Column("modified", "When it was last changed, in UTC.", 19),
)


def memos_table(dataset: Dataset) -> Table:
    """Memos on the project first, then those on documents, codes and codings, each in the order of writing."""
    known = _ids(dataset)
    found = [memo for memo in dataset.all_memos if memo.subject is Subject.PROJECT or memo.subject_guid in known]
    return Table("memos", "One row a memo.", _COLUMNS, len(found), lambda: _rows(dataset, found))


def _ids(dataset: Dataset) -> dict[str, str]:
    """Short ids of all that a memo can be about, as the other sheets have them."""
    found: dict[str, str] = {}
    for things in (dataset.documents, dataset.codes, dataset.codings):
        found.update(dataset.named(thing.guid for thing in things))
    return found


def _rows(dataset: Dataset, memos: list[Memo]) -> Iterator[tuple[Value, ...]]:
    ids, abouts = _ids(dataset), _abouts(dataset)
    coders = {coder.id: coder.name for coder in dataset.coders}
    for memo in sorted(memos, key=lambda memo: (_ORDER.index(memo.subject), memo.id)):
        yield (
            str(memo.subject),
            ids.get(memo.subject_guid),
            abouts.get(memo.subject_guid, dataset.project),
            coders.get(memo.coder),
            memo.text,
            as_moment(memo.created),
            as_moment(memo.modified),
        )


def _abouts(dataset: Dataset) -> dict[str, str]:
    found = {document.guid: document.title for document in dataset.documents}
    found.update({node.code.guid: node.path for node in Codebook(dataset.codes, with_retired=True).nodes})
    found.update({coding.guid: coding.span.quotation(dataset.texts[coding.document]) for coding in dataset.codings})
    return found
