"""A document's new text and everything that moves with it, inside one change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.identity import now
from cadrage.core.model import Document, Span
from cadrage.core.replacement import Replacement
from cadrage.core.text import clean, text_hash

if TYPE_CHECKING:
    from cadrage.store.project import Project

_CHANGED_MEANWHILE = "This document has been changed meanwhile. Nothing was replaced: compare the texts again."


def replace(project: Project, document: Document, new: Replacement) -> None:
    """Codings of all coders, examples and regions go where `new` says; what has no place there goes away.

    A coding goes with its values and memos, of an example only its tie to the document. Raises UserError where the
    text is known, or where something in the document has no entry in `new`.
    """
    _check(project, document, new)
    old = project.documents.body(document.id)
    with project.change(f"Replace the text of {document.title}"):
        text = project.texts.add(new.draft.text)
        blob = project.texts.keep_original(new.draft.original)
        project.write(
            "UPDATE document SET text = ?, blob = ?, format = ?, encoding = ?, file_name = ? WHERE id = ?",
            (
                text,
                blob,
                new.draft.format,
                new.draft.encoding,
                clean(new.draft.file_name) or document.file_name,
                document.id,
            ),
        )
        _move_codings(project, document.id, old, new)
        _move_examples(project, document.id, old, new)
        for region, span in new.regions.items():
            _move_region(project, region, span)
        for coder, round_ in sorted(new.reopened):
            project.write(
                "UPDATE status SET state = 'progress', completed = NULL"
                " WHERE document = ? AND owner = ? AND round = ? AND state = 'complete'",
                (document.id, coder, round_),
            )


def _check(project: Project, document: Document, new: Replacement) -> None:
    digest = text_hash(new.draft.text)
    if digest == document.sha256:
        raise UserError("This is the text that the document has already. Nothing was replaced.")
    known = project.documents.hashes()
    if digest in known:
        raise UserError(f"This text is in the project already: “{known[digest]}”. Nothing was replaced.")
    for table, spans in (("coding", new.codings), ("example", new.examples), ("region", new.regions)):
        present = {
            row
            for (row,) in project.rows(
                f"SELECT id FROM {table} WHERE document = ? AND start IS NOT NULL", (document.id,)
            )
        }
        if present != set(spans):
            raise UserError(_CHANGED_MEANWHILE)
        if any(span is not None and span.end > len(new.draft.text) for span in spans.values()):
            raise ValueError("a span reaches beyond the end of the new text")


@dataclass(frozen=True, slots=True)
class _Move:
    row: int
    words: str
    span: Span | None
    new_words: str


def _moves(project: Project, table: str, document: int, old: str, new: Replacement) -> Iterator[_Move]:
    """What does not stay as it is: rows whose place or words in the text are others now."""
    spans = new.codings if table == "coding" else new.examples
    found = project.rows(f'SELECT id, start, "end" FROM {table} WHERE document = ? AND start IS NOT NULL', (document,))
    for row, start, end in found:
        span = spans[row]
        words = span.quotation(new.draft.text) if span is not None else ""
        if span is None or (span.start, span.end) != (start, end) or words != old[start:end]:
            yield _Move(row, old[start:end], span, words)


def _move_codings(project: Project, document: int, old: str, new: Replacement) -> None:
    moment = now()
    for move in _moves(project, "coding", document, old, new):
        if move.span is None:
            project.write(
                "DELETE FROM memo WHERE subject = 'coding' AND subject_guid = (SELECT guid FROM coding WHERE id = ?)",
                (move.row,),
            )
            project.write("DELETE FROM coding WHERE id = ?", (move.row,))
            continue
        project.write('UPDATE coding SET start = ?, "end" = ? WHERE id = ?', (move.span.start, move.span.end, move.row))
        if move.words != move.new_words:
            project.write("UPDATE coding SET modified = ? WHERE id = ?", (moment, move.row))


def _move_examples(project: Project, document: int, old: str, new: Replacement) -> None:
    for move in _moves(project, "example", document, old, new):
        if move.span is None:
            project.write('UPDATE example SET document = NULL, start = NULL, "end" = NULL WHERE id = ?', (move.row,))
            continue
        project.write(
            'UPDATE example SET start = ?, "end" = ? WHERE id = ?', (move.span.start, move.span.end, move.row)
        )
        # A quotation that somebody has worded otherwise is theirs.
        project.write(
            "UPDATE example SET quotation = ? WHERE id = ? AND quotation = ?", (move.new_words, move.row, move.words)
        )


def _move_region(project: Project, region: int, span: Span | None) -> None:
    if span is None:
        project.write("DELETE FROM region WHERE id = ?", (region,))
    else:
        project.write('UPDATE region SET start = ?, "end" = ? WHERE id = ?', (span.start, span.end, region))
