"""Paragraphs, sentences and tokens of a text: a line end always ends a unit.

Sentences come from a trained pipeline where one of the text's language is installed, else from rules; tokens from
spaCy's tokenizer of that language. The units of a text are made once and stored with the splitter's name and version,
so that they never shift.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from cadrage.core.model import Segments
from cadrage.core.text import trimmed
from cadrage.language import pipelines, sentence_rules
from cadrage.language.detecting import detect

if TYPE_CHECKING:
    from spacy.language import Language

UNITS = ("paragraph", "sentence", "token")
_LINE = re.compile(r"[^\n]+")
# An opening mark that a trained pipeline leaves at the end of the sentence before: … proposal. "There is …
_OPENER_BEHIND = re.compile(r"(?<=\S)\s+(?=[\"'“„‘«‹(\[–—-][^\w\s]*\s?[^\w\s]*\s*$)")
_PIECE = 100_000  # characters given to spaCy at a time; one line may be a whole book
# Scripts without spaces: each character is a token, with the marks that belong to it.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff5b-\uff65\U00020000-\U0003ffff]"
    r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3\u3099\u309a]*"
)
# Their tokenizers want packages that are not there; of the rest, a language's own rules come with spaCy.
_NO_RULES = frozenset({"", "zh", "ja", "th", "ko", "vi", "lo", "my", "km"})


def split_many(
    texts: Mapping[int, str],
    unit: str,
    report: Callable[[int, int], None] | None = None,
    languages: Mapping[int, str] | None = None,
) -> dict[int, Segments]:
    """The units of each text, by the same keys. `report(done, total)` is called before each text.

    `languages` by the same keys, for those that are known; the others are found out.
    """
    found: dict[int, Segments] = {}
    for done, (key, text) in enumerate(texts.items()):
        if report:
            report(done, len(texts))
        found[key] = split(text, unit, (languages or {}).get(key, ""))
    return found


def split(text: str, unit: str, language: str = "") -> Segments:
    """The units of one text, ascending, without white space at their edges.

    `unit`: paragraph (a line that is not blank), sentence or token. `language`: its ISO 639-1 code, if it is known.
    """
    if unit == "paragraph":
        return Segments(unit, "lines", "1", tuple(paragraphs(text)))
    language = language or detect(text)
    if unit == "token":
        from spacy.about import __version__

        return Segments(unit, f"lines, then spacy ({language or 'en'})", __version__, tuple(tokens(text, language)))
    trained = pipelines.with_sentences(language)
    if trained is not None:
        name = f"{trained.meta['lang']}_{trained.meta['name']}"
        pieces = tuple(_trained_sentences(text, trained))
        return Segments(unit, f"lines, then {name}, openers forward", str(trained.meta["version"]), pieces)
    splitter = f"lines, then rules ({language or 'unknown'})"
    return Segments(unit, splitter, sentence_rules.VERSION, tuple(sentences(text, language)))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        if piece := trimmed(text, line.start(), line.end()):
            yield piece


def sentences(text: str, language: str = "") -> Iterator[tuple[int, int]]:
    """By rules alone."""
    for line in _LINE.finditer(text):
        begin = line.start()
        for end in (*sentence_rules.sentence_ends(line.group(), language), len(line.group())):
            if piece := trimmed(text, begin, line.start() + end):
                yield piece
            begin = line.start() + end


def _trained_sentences(text: str, pipeline: Language) -> Iterator[tuple[int, int]]:
    for start, content in _pieces(text):
        begin = 0
        for sentence in pipeline(content).sents:
            end = sentence.end_char
            opener = _OPENER_BEHIND.search(content[begin:end]) if content[end:].strip() else None
            end = begin + opener.end() if opener else end
            if piece := trimmed(text, start + begin, start + end):
                yield piece
            begin = end


def tokens(text: str, language: str = "") -> Iterator[tuple[int, int]]:
    """Words and punctuation marks, as spaCy's tokenizer for the language cuts them; English where it is unknown."""
    tokenize = _blank(language or "en")
    for start, content in _pieces(text):
        for token in tokenize.make_doc(content):
            if not token.is_space:
                yield from _by_characters(text, start + token.idx, start + token.idx + len(token))


def _by_characters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A token in pieces where its script has no spaces, whole where it has."""
    begin = start
    for sign in _UNSPACED.finditer(text, start, end):
        if begin < sign.start():
            yield begin, sign.start()
        yield sign.start(), sign.end()
        begin = sign.end()
    if begin < end:
        yield begin, end


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
    for mark in (". ", "! ", "? ", "。", " "):
        place = text.rfind(mark, start, end)
        if place > start:
            return place + len(mark)
    return end


@cache
def _blank(language: str) -> Language:
    """The language's tokenizer rules, those for any language where spaCy has none."""
    import spacy

    try:
        return spacy.blank("xx" if language in _NO_RULES else language)
    except ImportError:
        return spacy.blank("xx")
