"""Paragraphs, sentences and tokens of a text: a line end always ends a unit, spaCy does the rest.

The units of a text are made once and stored with the splitter's name and version, so that they never shift.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from cadrage.core.model import Segments
from cadrage.core.text import trimmed

if TYPE_CHECKING:
    from spacy.language import Language

UNITS = ("paragraph", "sentence", "token")
_LINE = re.compile(r"[^\n]+")
# An opening mark that spaCy's sentencizer leaves at the end of the sentence before: … proposal. "There is …
_OPENER_BEHIND = re.compile(r"(?<=\S)\s+(?=[\"'“„‘«‹(\[–—-][^\w\s]*\s?[^\w\s]*\s*$)")
_PIECE = 100_000  # characters given to spaCy at a time; one line may be a whole book


def split_many(
    texts: Mapping[int, str], unit: str, report: Callable[[int, int], None] | None = None
) -> dict[int, Segments]:
    """The units of each text, by the same keys. `report(done, total)` is called before each text."""
    found: dict[int, Segments] = {}
    for done, (key, text) in enumerate(texts.items()):
        if report:
            report(done, len(texts))
        found[key] = split(text, unit)
    return found


def split(text: str, unit: str) -> Segments:
    """The units of one text, ascending, without white space at their edges.

    `unit`: paragraph (a line that is not blank), sentence or token.
    """
    if unit == "paragraph":
        return Segments(unit, "lines", "1", tuple(paragraphs(text)))
    from spacy.about import __version__

    pieces = sentences(text) if unit == "sentence" else tokens(text)
    return Segments(unit, "lines, then spacy sentencizer (en), openers forward", __version__, tuple(pieces))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        if piece := trimmed(text, line.start(), line.end()):
            yield piece


def sentences(text: str) -> Iterator[tuple[int, int]]:
    for start, content in _pieces(text):
        begin = 0
        for sentence in _pipeline()(content).sents:
            end = sentence.end_char
            opener = _OPENER_BEHIND.search(content[begin:end]) if content[end:].strip() else None
            end = begin + opener.end() if opener else end
            if piece := trimmed(text, start + begin, start + end):
                yield piece
            begin = end


def tokens(text: str) -> Iterator[tuple[int, int]]:
    """Words and punctuation marks, as spaCy's tokenizer for English cuts them."""
    for start, content in _pieces(text):
        for token in _pipeline().make_doc(content):
            if not token.is_space:
                yield start + token.idx, start + token.idx + len(token)


def _pieces(text: str) -> Iterable[tuple[int, str]]:
    """Lines with their starts, an endless one in pieces."""
    for line in _LINE.finditer(text):
        start = line.start()
        while line.end() - start > _PIECE:
            cut = _cut(text, start, start + _PIECE)
            yield start, text[start:cut]
            start = cut
        yield start, text[start : line.end()]


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut an endless line: behind its last sentence, else at its last white space."""
    for mark in (". ", "! ", "? ", " "):
        place = text.rfind(mark, start, end)
        if place > start:
            return place + len(mark)
    return end


@cache
def _pipeline() -> Language:
    """Rules only, no trained model: the same cuts on every machine."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline
