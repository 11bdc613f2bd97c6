"""A text without what two copies of it may differ in: white space, case, typography, ligatures, soft hyphens."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable

Report = Callable[[int, int], None]

_SIGNS = (
    "!-/:-@\\[-\\^`{-~\u00a1\u00a7\u00ab\u00b4\u00b6\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e"
    "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
# Scripts without spaces between words, and pictures: each character is a word of its own.
_ALONE = "\u2600-\u27bf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\.\.+|[{_SIGNS}{_ALONE}]|[^\s{_SIGNS}{_ALONE}]+")
_QUOTES = dict.fromkeys("‘’‚‛‹›`´′", "'") | dict.fromkeys("“”„‟«»″〝〞", '"') | dict.fromkeys("‐‑‒–—―−", "-")
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_REPORTED = 1 << 15  # tokens between two reports

_letters: dict[str, str] = {}


def bare(character: str) -> str:
    """What is left of one character; empty for white space and what no reader sees."""
    known = _letters.get(character)
    if known is None:
        known = _letters[character] = _bare(character)
    return known


def _bare(character: str) -> str:
    if character in _NOTHING or character.isspace():
        return ""
    plain = _QUOTES.get(character) or unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_QUOTES.get(sign, sign) for sign in plain if not sign.isspace())


class BareText:
    """`text` holds the bare characters, `places[i]` says where the i-th of them stands in the original.

    `tokens` are words and signs as numbers (equal words of texts that share `numbers` have equal numbers);
    the i-th begins at `starts[i]` in the bare text, the last entry is its length.
    """

    def __init__(self, text: str, numbers: dict[str, int], report: Callable[[], None]) -> None:
        self.original = text
        self.places = array("I")
        self.starts = [0]
        self.tokens: list[int] = []
        parts: list[str] = []
        known: dict[str, tuple[str, tuple[int, ...] | None]] = {}
        length = 0
        for count, match in enumerate(_TOKEN.finditer(text)):
            if not count % _REPORTED:
                report()
            found = known.get(match.group())
            if found is None:
                found = known[match.group()] = _bare_word(match.group())
            word, offsets = found
            if not word:
                continue
            start = match.start()
            self.places.extend(range(start, match.end()) if offsets is None else [start + each for each in offsets])
            parts.append(word)
            length += len(word)
            self.starts.append(length)
            self.tokens.append(numbers.setdefault(word, len(numbers)))
        self.text = "".join(parts)

    def edge(self, token: int) -> int:
        """How deep a cut goes before a token: 3 between lines, 2 between sentences, 1 between words, 0 inside."""
        if token <= 0 or token >= len(self.tokens):
            return 3
        last, first = self.places[self.starts[token] - 1], self.places[self.starts[token]]
        between = self.original[last + 1 : first]
        if "\n" in between:
            return 3
        if not between:
            return 0
        return 2 if self.text[self.starts[token] - 1] in ".!?:;\"')" else 1


def _bare_word(word: str) -> tuple[str, tuple[int, ...] | None]:
    """The bare word, and from which character each of its characters comes (None: one from each)."""
    parts = [bare(character) for character in word]
    offsets = None
    if any(len(part) != 1 for part in parts):
        offsets = tuple(place for place, part in enumerate(parts) for _ in part)
    return "".join(parts), offsets
