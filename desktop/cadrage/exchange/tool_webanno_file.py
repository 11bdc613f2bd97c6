"""One file in WebAnno TSV 3, as INCEpTION and WebAnno export it: its text, made again, and its annotations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from cadrage.core.errors import UserError
from cadrage.exchange.tool_text import POINTS, UTF16, Claim, SourceText

MAGIC = "#FORMAT=WebAnno TSV 3"
_UNIT = re.compile(r"(\d+)-(\d+)(\.\d+)?\t(\d{1,12})-(\d{1,12})\t")
_SUFFIX = re.compile(r"(?<!\\)\[(\d+)\]$")
_CHAIN = re.compile(r"(?<!\\)->(\d+)-(\d+)$")
_STACKED = re.compile(r"(?<!\\)\|")
_ESCAPED_TEXT = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPED_VALUE = re.compile(r"\\(->|.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}
_LONGEST = 20_000_000
_NONE = "_"
_EMPTY = "*"


class Kind(StrEnum):
    SPAN = "T_SP"
    CHAIN = "T_CH"
    RELATION = "T_RL"


@dataclass(frozen=True, slots=True)
class Layer:
    """`features` are the names of its columns in the file, from column `first` on; a slot's are ROLE_… and a type."""

    kind: Kind
    name: str
    features: tuple[str, ...]
    first: int

    @property
    def width(self) -> int:
        return max(1, len(self.features))

    def is_slot(self, index: int) -> bool:
        return self.features[index].startswith("ROLE_") or "." in self.features[index]

    @property
    def short(self) -> str:
        return self.name.rpartition(".")[2] or self.name


@dataclass(slots=True)
class Mark:
    """An annotation: the units it covers grow its positions; `words` are theirs."""

    layer: Layer
    start: int
    end: int
    words: list[str]
    values: dict[str, str] = field(default_factory=dict)

    @property
    def claim(self) -> Claim:
        return Claim(self.start, self.end, " ".join(self.words))


@dataclass(slots=True)
class TsvFile:
    """`tokens` are what the file says stands where; `text` counts as the file counts once `wide` is right."""

    text: str
    marks: list[Mark]
    layers: tuple[Layer, ...]
    tokens: list[Claim]
    relations: int = 0
    slots: int = 0
    strange: int = 0


def parse(content: str) -> TsvFile:
    """Raises UserError for a file that holds no sentences."""
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    layers = _layers(lines)
    old = lines[0].startswith(("#FORMAT=WebAnno TSV 3.0", "#FORMAT=WebAnno TSV 3.1"))
    found = _Body(layers, old=old)
    for line in lines:
        found.take(line)
    if not found.tokens:
        raise UserError("The WebAnno TSV file holds no sentences. Export the document again.")
    text = min((_text(found.sentences, wide=wide) for wide in (True, False)), key=lambda each: _wrong(each, found))
    return TsvFile(text, found.marks, layers, found.tokens, found.relations, found.slots, found.strange)


def _layers(lines: Iterable[str]) -> tuple[Layer, ...]:
    layers: list[Layer] = []
    first = 0
    for line in lines:
        prefix, _, rest = line.partition("=")
        if prefix.removeprefix("#") in tuple(Kind) and line.startswith("#"):
            name, *features = [part for part in rest.split("|") if part] or ["layer"]
            layers.append(Layer(Kind(prefix[1:]), name, tuple(features), first))
            first += layers[-1].width
        elif line.startswith("#Text="):
            break
    return tuple(layers)


@dataclass(slots=True)
class _Sentence:
    text: str
    begin: int | None = None


class _Body:
    """Takes the lines after the header one by one."""

    def __init__(self, layers: tuple[Layer, ...], *, old: bool) -> None:
        self.sentences: list[_Sentence] = []
        self.tokens: list[Claim] = []
        self.marks: list[Mark] = []
        self.relations = self.slots = self.strange = 0
        self._layers, self._old = layers, old
        self._known: dict[tuple[int, str], Mark] = {}
        self._in_header = False

    def take(self, line: str) -> None:
        if line.startswith("#Text="):
            words = _unescaped_text(line.removeprefix("#Text="), old=self._old)
            if self._in_header:
                self.sentences[-1].text += "\n" + words
            else:
                self.sentences.append(_Sentence(words))
            self._in_header = True
            return
        unit = _UNIT.match(line)
        if unit is None:
            self.strange += bool(line.strip()) and not line.startswith("#")
            return
        self._in_header = False
        self._unit(unit, line)

    def _unit(self, unit: re.Match[str], line: str) -> None:
        start, end = int(unit[4]), int(unit[5])
        fields = line[unit.end() :].split("\t")
        token = Claim(start, end, fields[0])
        if unit[3] is None:
            self.tokens.append(token)
            if self.sentences and self.sentences[-1].begin is None:
                self.sentences[-1].begin = start
        for number, layer in enumerate(self._layers):
            columns = [_STACKED.split(each) for each in fields[1 + layer.first : 1 + layer.first + layer.width]]
            if len(columns) < layer.width:
                self.strange += 1
                return
            self._annotations(number, layer, columns, token)

    def _annotations(self, number: int, layer: Layer, columns: list[list[str]], token: Claim) -> None:
        if all(column == [_NONE] for column in columns):
            return
        depth = max(len(column) for index, column in enumerate(columns) if column != [_NONE])
        if layer.kind is Kind.RELATION:
            self.relations += depth
            return
        for stacked in range(depth):
            values = [column[stacked] if stacked < len(column) and column != [_NONE] else "" for column in columns]
            self._annotation(number, layer, values, token)

    def _annotation(self, number: int, layer: Layer, columns: list[str], token: Claim) -> None:
        key, values = "", {}
        for index, column in enumerate(columns):
            if layer.features and layer.kind is Kind.SPAN and layer.is_slot(index):
                found = _SUFFIX.search(column) if layer.features[index].startswith("ROLE_") else None
                key = key or (found[1] if found else "")
                self.slots += bool(column.strip(_EMPTY))
                continue
            suffix = _SUFFIX.search(column) or _CHAIN.search(column)
            value = column[: suffix.start()] if suffix else column
            if layer.kind is Kind.CHAIN:
                key = suffix[0] if suffix and suffix[0].startswith("->") else key
                if suffix:
                    values["chain"] = suffix[1]
            else:
                key = key or (suffix[1] if suffix else "")
            if layer.features and value not in ("", _EMPTY, _NONE):
                values[layer.features[index]] = _unescaped_value(value)
        mark = self._known.get((number, key)) if key else None
        if mark is None:
            mark = Mark(layer, token.start, token.end, [])
            self.marks.append(mark)
            if key:
                self._known[number, key] = mark
        mark.start, mark.end = min(mark.start, token.start), max(mark.end, token.end)
        mark.words.append(token.words)
        mark.values.update(values)


def _text(sentences: Iterable[_Sentence], *, wide: bool) -> str:
    """The sentences at their places; the file does not hold what stands between them, so lines break there."""
    parts: list[str] = []
    length = 0
    for sentence in sentences:
        gap = (sentence.begin or 0) - length
        if sentence.begin is not None and gap > 0 and sentence.begin <= _LONGEST:
            parts.append("\n" * gap)
            length += gap
        parts.append(sentence.text)
        length += len(sentence.text) + (sum(char > "\uffff" for char in sentence.text) if wide else 0)
    return "".join(parts)


def _wrong(text: str, found: _Body) -> int:
    """How many characters of sentences come out at another place than the file says."""
    source = SourceText(text)
    wrong = []
    for unit in (UTF16, POINTS):
        spans = (source.span(unit, token.start, token.end) for token in found.tokens)
        quoted = [span.quotation(source.canonical) if span else "" for span in spans]
        wrong.append(sum(token.words != words for token, words in zip(found.tokens, quoted, strict=True)))
    return min(wrong)


def _unescaped_text(text: str, *, old: bool) -> str:
    """3.0 and 3.1 escape as Java does, later versions a backslash and control characters."""

    def meant(escape: re.Match[str]) -> str:
        said = escape[1]
        if len(said) > 1:
            return chr(int(said[1:], 16)) if old else escape[0]
        return _LETTERS.get(said, said)

    plain = _ESCAPED_TEXT.sub(meant, text) if "\\" in text else text
    # Two halves of a pair that Java wrote one by one.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if old else plain


def _unescaped_value(value: str) -> str:
    return _ESCAPED_VALUE.sub(lambda escape: _LETTERS.get(escape[1], escape[1]), value) if "\\" in value else value
