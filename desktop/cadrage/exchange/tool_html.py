"""HTML in which another tool counted characters: the words a reader saw, with every position kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from cadrage.exchange.markup import BLOCKS, UNSEEN, refuse_too_much
from cadrage.exchange.tool_markup import Tag, tokens
from cadrage.exchange.tool_text import Piece, SourceText

_SPACE = re.compile("[ \t\r\n\f\v]+")
_DEEPEST = 100
_MOST_NODES = 200_000
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


def html_text(markup: str) -> SourceText:
    """The text nodes of a page, one after the other, as what tools count in; a line per block as what is kept.

    Raises UserError for far too much of it.
    """
    reader = _read(markup)
    raw = "".join(reader.raw)
    if not reader.pieces:
        return SourceText(raw)
    return SourceText(raw, "".join(reader.shown).rstrip("\n "), reader.pieces)


def text_nodes(markup: str) -> dict[str, int]:
    """Where each text node begins in the raw text, by its XPath from the root of the fragment."""
    return _read(markup).nodes


def _read(markup: str) -> _Reader:
    refuse_too_much(markup.encode("utf-8", "replace"))
    reader = _Reader()
    for token in tokens(markup.replace("\r\n", "\n").replace("\r", "\n")):
        if isinstance(token, str):
            reader.text(token)
        else:
            reader.tag(token)
    return reader


@dataclass(slots=True)
class _Element:
    """An element that is open; `children` counts those of each name that it has had."""

    tag: str
    path: str
    children: Counter[str] = field(default_factory=Counter)


class _Reader:
    """Collects text as it comes; white space is shown as a browser shows it."""

    def __init__(self) -> None:
        self.raw: list[str] = []
        self.shown: list[str] = []
        self.pieces: list[Piece] = []
        self._counted = self._written = 0
        self._last = "\n"
        self._unseen = self._preserved = 0
        self._after_pre = self._after_text = False
        self._open = [_Element("", "")]
        self._opened: Counter[str] = Counter()
        self.nodes: dict[str, int] = {}

    def tag(self, tag: Tag) -> None:
        if tag.opens:
            self._begin(tag.name)
        # HTML knows no elements that close themselves; XHTML, which some pages are, does.
        if tag.closes and tag.name not in _VOID:
            self._end(tag.name)

    def _begin(self, tag: str) -> None:
        self._enter(tag)
        self._after_pre = tag == "pre"
        if tag in UNSEEN and tag not in _VOID:
            self._unseen += 1
        self._preserved += tag == "pre"
        if tag == "br" or tag in BLOCKS:
            self._break(always=tag == "br")
        elif tag in ("td", "th"):
            self._trim()
            if self._last not in "\n\t":
                self._write("\t")

    def _end(self, tag: str) -> None:
        self._after_pre = False
        self._leave(tag)
        if tag in UNSEEN and tag not in _VOID:
            self._unseen = max(0, self._unseen - 1)
        self._preserved = max(0, self._preserved - (tag == "pre"))
        if tag in BLOCKS:
            self._break(always=False)

    def text(self, data: str) -> None:
        if self._after_pre:
            # HTML drops the line feed that opens a <pre>.
            data = data.removeprefix("\n")
            self._after_pre = False
        if data and not self._after_text and len(self.nodes) < _MOST_NODES:
            self._open[-1].children["text()"] += 1
            self.nodes[f"{self._open[-1].path}/text()[{self._open[-1].children['text()']}]"] = self._counted
            self._after_text = True
        self.raw.append(data)
        if self._unseen:
            self._counted += len(data)
        elif self._preserved:
            self._keep(data)
        else:
            self._collapsed(data)

    def _collapsed(self, data: str) -> None:
        begin = 0
        for space in _SPACE.finditer(data):
            self._keep(data[begin : space.start()])
            if self._last not in " \n\t":
                self.pieces.append(Piece(self._counted, self._written, 1))
                self._write(" ")
            self._counted += len(space.group())
            begin = space.end()
        self._keep(data[begin:])

    def _keep(self, words: str) -> None:
        if words:
            self.pieces.append(Piece(self._counted, self._written, len(words)))
            # A mark at the very start would be taken for the file's, and every position moved.
            self._write(words if self._written or words[0] != "\ufeff" else " " + words[1:])
            self._counted += len(words)

    def _enter(self, tag: str) -> None:
        self._after_text = False
        if tag in BLOCKS and self._open[-1].tag == "p":
            self._close()
        above = self._open[-1]
        above.children[tag] += 1
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(_Element(tag, f"{above.path}/{tag}[{above.children[tag]}]"))
            self._opened[tag] += 1

    def _leave(self, tag: str) -> None:
        self._after_text = False
        if self._opened[tag]:
            while self._close() != tag:
                pass

    def _close(self) -> str:
        tag = self._open.pop().tag
        self._opened[tag] -= 1
        return tag

    def _trim(self) -> None:
        """Takes back a space that turns out to end a line."""
        if self._last == " " and self.shown[-1] == " ":
            self.shown.pop()
            self.pieces.pop()
            self._written -= 1
            self._last = self.shown[-1][-1] if self.shown else "\n"

    def _break(self, *, always: bool) -> None:
        self._trim()
        if always or self._last != "\n":
            self._write("\n")

    def _write(self, words: str) -> None:
        self.shown.append(words)
        self._written += len(words)
        self._last = words[-1]
