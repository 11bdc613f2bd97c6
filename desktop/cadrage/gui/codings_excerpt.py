"""A quotation with what stands around it, cut to about two lines. No Qt."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cadrage.core.model import Span

BEFORE, BEFORE_LONG = 72, 28  # code points of context in front of a short and of a long quotation
LONG = 110
AFTER = 400
_BESIDE = 16
_SENTENCE = re.compile(r"[.!?][\"'”’»)\]]*\s+(?=\S)")
_SPACE = re.compile(r"\s")
# Letters whose stroke is no accent to Unicode, but is one to whoever types a name.
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words on one line; the quotation is [start, end), in code points of `words`."""

    words: str
    start: int
    end: int

    @property
    def quotation(self) -> str:
        return self.words[self.start : self.end]


def excerpt(text: str, span: Span) -> Excerpt:
    """The quotation in the context of its paragraph, from the start of a sentence where one is near."""
    before = _before(text, span)
    after = _after(text, span)
    quotation = text[span.start : span.end]
    return Excerpt(_SPACE.sub(" ", before + quotation + after), len(before), len(before) + len(quotation))


def nearer(given: Excerpt) -> Excerpt:
    """The excerpt with no more than a word or two in front of the quotation, where room is short."""
    near = given.words[: given.start][-_BESIDE:]
    blank = _SPACE.search(near)
    before = "… " + near[blank.end() :] if blank is not None else ""
    if blank is None or given.start <= max(_BESIDE, len(before)):
        return given
    length = given.end - given.start
    return Excerpt(before + given.words[given.start :], len(before), len(before) + length)


def _before(text: str, span: Span) -> str:
    room = BEFORE_LONG if len(span) > LONG else BEFORE
    start = text.rfind("\n", 0, span.start) + 1
    if span.start - start <= room:
        return text[start : span.start]
    near = text[span.start - room : span.start]
    found = _SENTENCE.search(near)
    if found is not None:
        return near[found.end() :]
    blank = _SPACE.search(near)
    return "… " + (near[blank.end() :] if blank is not None else near)


def _after(text: str, span: Span) -> str:
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    return text[span.end : min(end, span.end + AFTER)]


def folded(text: str) -> str:
    """For comparing without regard to case and accents."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text)
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return kept.casefold().translate(_STROKES)
