"""Texts, original files and their segments: never changed, shared by hash, outside the history."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cadrage.core.matching import indexed
from cadrage.core.model import Segments
from cadrage.core.text import sha256, text_hash

if TYPE_CHECKING:
    from cadrage.store.project import Project

LARGEST_KEPT = 20_000_000  # bytes of an original file; of a larger one only the hash is kept


class Texts:
    """What documents point to. `add` and `keep_original` are called inside a change."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._unwritten: dict[tuple[str, int], Segments] = {}

    def add(self, body: str) -> int:
        """The id of a canonical text, stored once however many documents have it."""
        digest = text_hash(body)
        known = self.find(digest)
        if known is not None:
            return known
        row = self._project.write("INSERT INTO text (sha256, length, body) VALUES (?, ?, ?)", (digest, len(body), body))
        self._project.write("INSERT INTO text_index (rowid, body) VALUES (?, ?)", (row, indexed(body)))
        return row

    def find(self, digest: str) -> int | None:
        row: int | None = self._project.one("SELECT id FROM text WHERE sha256 = ?", (digest,))
        return row

    def keep_original(self, content: bytes) -> str:
        """The hash under which the bytes of an imported file are kept."""
        digest = sha256(content)
        kept = zlib.compress(content, 1) if len(content) <= LARGEST_KEPT else None
        self._project.write("INSERT OR IGNORE INTO blob VALUES (?, ?)", (digest, kept))
        return digest

    def original(self, digest: str) -> bytes | None:
        row = self._project.one("SELECT bytes FROM blob WHERE sha256 = ?", (digest,))
        return zlib.decompress(row) if row is not None else None

    def body(self, text: int) -> str:
        body: str = self._project.one("SELECT body FROM text WHERE id = ?", (text,))
        return body

    def bodies(self, texts: Sequence[int]) -> Mapping[int, str]:
        """Texts by id."""
        return dict(
            self._project.rows(f"SELECT id, body FROM text WHERE id IN ({', '.join(str(int(text)) for text in texts)})")
        )

    def segments(self, texts: Sequence[int], unit: str) -> Mapping[int, Segments]:
        """Units of the texts that have been split before, by text id."""
        rows = self._project.rows(
            "SELECT text, splitter, version, boundaries FROM segments WHERE unit = ?"
            f" AND text IN ({', '.join(str(int(text)) for text in texts)})",
            (unit,),
        )
        stored = {
            text: Segments(unit, splitter, version, _unpacked(boundaries))
            for text, splitter, version, boundaries in rows
        }
        if not self._unwritten:
            return stored
        return {text: self._unwritten[unit, text] for text in texts if (unit, text) in self._unwritten} | stored

    def keep_segments(self, segments: Mapping[int, Segments]) -> None:
        """Store units once and for all, so that they never shift; of a project read only they are known until it is
        closed."""
        if not self._project.writable:
            self._unwritten |= {(found.unit, text): found for text, found in segments.items()}
            return
        self._project.write_derived(
            "INSERT OR IGNORE INTO segments VALUES (?, ?, ?, ?, ?)",
            (
                (text, found.unit, found.splitter, found.version, _packed(found.boundaries))
                for text, found in segments.items()
            ),
        )

    def keep_pages(self, pages: Mapping[int, Sequence[int]]) -> None:
        """Where the pages of texts begin, by text id, as the reader of their file found them."""
        found = {}
        for text, starts in pages.items():
            length = self._project.one("SELECT length FROM text WHERE id = ?", (text,))
            bounds = tuple(zip(starts, (*starts[1:], length), strict=True))
            found[text] = Segments("page", "pages of the file", "1", bounds)
        self.keep_segments(found)

    def pages(self, texts: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        """The positions at which pages begin, by text id, of the texts that have pages."""
        found = self.segments(texts, "page")
        return {text: tuple(start for start, _ in pages.boundaries) for text, pages in found.items()}


def _packed(boundaries: tuple[tuple[int, int], ...]) -> bytes:
    """Little-endian 32-bit positions, start and end in turn."""
    numbers = array("I", (position for pair in boundaries for position in pair))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _unpacked(content: bytes) -> tuple[tuple[int, int], ...]:
    numbers = array("I")
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
