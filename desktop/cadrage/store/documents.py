"""The documents of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid, now
from cadrage.core.model import Document, DocumentDraft, Span
from cadrage.core.replacement import Region, Replacement
from cadrage.core.text import clean
from cadrage.store import replaced_texts

if TYPE_CHECKING:
    from cadrage.store.project import Project

_SELECT = """
    SELECT document.id, document.guid, title, file_name, text, sha256, length, format, encoding, position,
        language, duplicate_of, added
    FROM document JOIN text ON text.id = document.text
"""


class Documents:
    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> tuple[Document, ...]:
        return tuple(Document(*row) for row in self._project.rows(f"{_SELECT} ORDER BY position, document.id"))

    def get(self, document: int) -> Document | None:
        rows = self._project.rows(f"{_SELECT} WHERE document.id = ?", (document,))
        return Document(*rows[0]) if rows else None

    def body(self, document: int) -> str:
        """The canonical text."""
        body: str = self._project.one(
            "SELECT body FROM document JOIN text ON text.id = document.text WHERE document.id = ?", (document,)
        )
        return body

    def length(self, document: int) -> int:
        """Code points of the canonical text. Raises UserError where the document is gone."""
        length: int | None = self._project.one(
            "SELECT length FROM document JOIN text ON text.id = document.text WHERE document.id = ?", (document,)
        )
        if length is None:
            raise UserError("This document is no longer in the project.")
        return length

    def hashes(self) -> dict[str, str]:
        """Titles of the documents by the hash of their text."""
        return dict(self._project.rows("SELECT sha256, title FROM document JOIN text ON text.id = document.text"))

    def blobs(self) -> dict[int, str]:
        """The hash of the file that each document came from, where it is known."""
        return dict(self._project.rows("SELECT id, blob FROM document WHERE blob IS NOT NULL"))

    def add(self, drafts: Sequence[DocumentDraft]) -> tuple[int, ...]:
        """Store drafts in one change, behind the documents there are; their ids. Texts must be canonical."""
        label = "Import a document" if len(drafts) == 1 else f"Import {len(drafts)} documents"
        with self._project.change(label):
            position = self._project.one("SELECT coalesce(max(position), 0) FROM document")
            added = now()
            # Texts first: the full-text index would be flushed at every document row between them.
            texts = [self._project.texts.add(draft.text) for draft in drafts]
            blobs = self._keep_originals(drafts)
            paged = zip(texts, drafts, strict=True)
            self._project.texts.keep_pages({text: draft.pages for text, draft in paged if len(draft.pages) > 1})
            return tuple(
                self._insert(draft, text, blob, position + offset, added)
                for offset, (draft, text, blob) in enumerate(zip(drafts, texts, blobs, strict=True), start=1)
            )

    def _keep_originals(self, drafts: Sequence[DocumentDraft]) -> list[str]:
        """The hash of each draft's file; a file that gave many drafts is kept and hashed once."""
        files = {id(draft.original): draft.original for draft in drafts}
        kept = {file: self._project.texts.keep_original(content) for file, content in files.items()}
        return [kept[id(draft.original)] for draft in drafts]

    def _insert(self, draft: DocumentDraft, text: int, blob: str, position: int, added: str) -> int:
        return self._project.write(
            "INSERT INTO document (guid, text, title, file_name, blob, format, encoding, position, language, added)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
            (
                new_guid(),
                text,
                clean(draft.title),
                clean(draft.file_name),
                blob,
                draft.format,
                draft.encoding,
                position,
                added,
            ),
        )

    def rename(self, document: int, title: str) -> None:
        title = clean(title).strip()
        if not title:
            raise UserError("A document needs a title.")
        with self._project.change("Rename document"):
            self._project.write("UPDATE document SET title = ? WHERE id = ?", (title, document))

    def replace_text(self, document: int, new: Replacement) -> None:
        """Give a document another text, with the places of all that points into it, as one change."""
        found = self.get(document)
        if found is None:
            raise UserError("This document is no longer in the project.")
        replaced_texts.replace(self._project, found, new)

    def mark_duplicate(self, document: int, original: int | None) -> None:
        """Take a document out of every count, as a copy of another; None takes it in again."""
        if original == document:
            raise UserError("A document cannot be a duplicate of itself.")
        with self._project.change("Mark as duplicate" if original is not None else "Mark as no duplicate"):
            self._project.write("UPDATE document SET duplicate_of = ? WHERE id = ?", (original, document))

    def set_languages(self, languages: Mapping[int, str]) -> None:
        """Say which languages documents are in, by ISO 639-1 codes; an empty one leaves it open again."""
        one = len(languages) == 1
        with self._project.change("Set the language" if one else f"Set the languages of {len(languages):,} documents"):
            for document, language in languages.items():
                self._project.write("UPDATE document SET language = ? WHERE id = ?", (clean(language), document))

            # Units of a text that nobody has coded may be cut anew; those of coded texts never shift.
            self._project.write_derived(
                "DELETE FROM segments WHERE unit IN ('sentence', 'token')"
                " AND text = (SELECT text FROM document WHERE id = ?)"
                " AND NOT EXISTS (SELECT 1 FROM coding JOIN document ON document.id = coding.document"
                " WHERE document.text = segments.text)",
                [(document,) for document in languages],
            )

    def text_languages(self) -> dict[int, str]:
        """What is known of the languages of texts, by text."""
        return dict(self._project.rows("SELECT text, max(language) FROM document WHERE language <> '' GROUP BY text"))

    @property
    def count_duplicates(self) -> bool:
        """Whether duplicates are counted and compared all the same."""
        return self._project.get("count_duplicates") == "1"

    def set_count_duplicates(self, *, counted: bool) -> None:
        self._project.set("count_duplicates", "1" if counted else "")

    def is_counted(self, document: Document) -> bool:
        """Whether a document is in the counts: duplicates are only where that is wanted."""
        return document.duplicate_of is None or self.count_duplicates

    def remove(self, documents: Iterable[int]) -> None:
        """Take documents that nobody has worked on out of the project; the last undo step brings them back.

        Raises UserError where a coder's work hangs on one of them.
        """
        chosen = tuple(documents)
        for document in chosen:
            self._refuse_if_worked_on(document)
        with self._project.change("Remove a document" if len(chosen) == 1 else f"Remove {len(chosen)} documents"):
            for document in chosen:
                self._project.write("DELETE FROM status WHERE document = ?", (document,))
                self._project.write("UPDATE example SET document = NULL WHERE document = ?", (document,))
                self._project.write("UPDATE document SET duplicate_of = NULL WHERE duplicate_of = ?", (document,))
                self._project.write("DELETE FROM document WHERE id = ?", (document,))

    def _refuse_if_worked_on(self, document: int) -> None:
        found = self.get(document)
        if found is None:
            return
        if self._project.one("SELECT 1 FROM coding WHERE document = ?", (document,)):
            raise UserError(f"“{found.title}” has codings. Remove its codings first; nothing was removed.")
        if self._project.one("SELECT 1 FROM judgement WHERE document = ?", (document,)):
            raise UserError(f"“{found.title}” has been judged by a coder. Nothing was removed.")
        if self._project.one("SELECT 1 FROM memo WHERE subject_guid = ?", (found.guid,)):
            raise UserError(f"“{found.title}” has a memo. Remove its memos first; nothing was removed.")
        me = self._project.me.id
        if self._project.one(
            "SELECT 1 FROM status WHERE document = ? AND owner <> ? AND state <> 'none'", (document, me)
        ):
            raise UserError(f"Another coder has begun or completed “{found.title}”. Nothing was removed.")

    def excluded(self, document: int) -> tuple[Span, ...]:
        """Accepted regions that are not article text, in order."""
        rows = self._project.rows(
            "SELECT start, \"end\" FROM region WHERE document = ? AND state = 'accepted' ORDER BY start", (document,)
        )
        return tuple(Span(*row) for row in rows)

    def regions(self, document: int) -> tuple[tuple[Span, str], ...]:
        """Accepted not-article regions with their kind, in order."""
        rows = self._project.rows(
            "SELECT start, \"end\", kind FROM region WHERE document = ? AND state = 'accepted' ORDER BY start",
            (document,),
        )
        return tuple((Span(start, end), kind) for start, end, kind in rows)

    def all_regions(self, document: int) -> tuple[Region, ...]:
        """Regions of every state, in order."""
        rows = self._project.rows(
            'SELECT id, start, "end", kind, state FROM region WHERE document = ? ORDER BY start, id', (document,)
        )
        return tuple(Region(row, Span(start, end), kind, state) for row, start, end, kind, state in rows)
