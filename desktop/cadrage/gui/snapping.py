"""Where a selection's edges come to rest: on whole words, without white space. No Qt."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from cadrage.core.text import trimmed

_JOINERS = frozenset("’'-‐‑·\u200c\u200d")
# Thai to Burmese, Khmer, kana and Han are written without spaces: a run of them is no word.
_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))


def _in_word(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "_"
    code = ord(character)
    if any(low <= code <= high for low, high in _UNSPACED) or code >= 0x20000:
        return False
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def joined(text: str, position: int) -> bool:
    """Whether the characters before and at the position belong to one word."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if _in_word(before):
        inner = after in _JOINERS and position + 1 < len(text) and _in_word(text[position + 1])
        return _in_word(after) or inner
    return before in _JOINERS and _in_word(after) and position > 1 and _in_word(text[position - 2])


def word_at(text: str, position: int) -> tuple[int, int] | None:
    """The word that the character at a position belongs to; the one before it where a word just ended."""
    if not (position < len(text) and _in_word(text[position])) and not joined(text, position):
        position -= 1
        if position < 0 or not _in_word(text[position]):
            return None
    start, end = position, position + 1
    while joined(text, start):
        start -= 1
    while joined(text, end):
        end += 1
    return start, end


def whole_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without white space at its edges, widened to the words that it cuts."""
    bare = trimmed(text, start, end)
    if bare is None:
        return None
    start, end = bare
    while joined(text, start):
        start -= 1
    while joined(text, end):
        end += 1
    return start, end


def paragraph_at(text: str, position: int) -> tuple[int, int] | None:
    """The paragraph around a position, without white space at its edges."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return trimmed(text, start, len(text) if end < 0 else end)


def pair_at(pairs: Sequence[tuple[int, int]], position: int) -> tuple[int, int] | None:
    """The one of ascending (start, end) pairs that holds the position."""
    place = bisect_right(pairs, position, key=lambda pair: pair[0]) - 1
    if place >= 0 and pairs[place][0] <= position < pairs[place][1]:
        return pairs[place]
    return None
