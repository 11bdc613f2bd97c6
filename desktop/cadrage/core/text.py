"""What import does to a text, once: afterwards a document never changes."""

from __future__ import annotations

import hashlib
import re
from array import array

_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")
# Qt's text engine uses U+FDD0 and U+FDD1 as frame marks; NUL ends a C string; lone surrogates have no UTF-8.
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff\ufdd0\ufdd1]")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


def canonical(text: str) -> str:
    """The text as Cadrage keeps it: no byte-order mark, LF line ends, no code point that SQLite, Qt or
    UTF-8 could not carry (each becomes U+FFFD, so that no position moves). No Unicode normalisation."""
    text = text.removeprefix("\ufeff")
    # Looking for single characters is fifty times faster than a pattern, and most texts have none of them.
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        text = _LINE_ENDS.sub("\n", text)
    return clean(text)


def clean(text: str) -> str:
    """Any other text that goes into a project: without NUL and lone surrogates."""
    return text if _is_possible(text) else _IMPOSSIBLE.sub("\ufffd", text)


def _is_possible(text: str) -> bool:
    if "\x00" in text or "\ufdd0" in text or "\ufdd1" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def text_hash(text: str) -> str:
    """SHA-256 of a canonical text in UTF-8, hexadecimal."""
    return sha256(text.encode("utf-8"))


def count_words(text: str) -> int:
    """Words in the everyday sense: runs of letters and digits, inner hyphens and apostrophes included."""
    return sum(1 for _ in _WORD.finditer(text))


def word_starts(text: str) -> array[int]:
    """Where each word begins, as `count_words` counts them."""
    return array("i", [word.start() for word in _WORD.finditer(text)])


def word_end(text: str, start: int) -> int:
    """Where the word ends that begins at `start`."""
    found = _WORD.match(text, start)
    return found.end() if found else start


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without white space at its edges; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
