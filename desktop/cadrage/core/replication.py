"""A study without its texts, for others to repeat it, and what keeps the texts' words out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cadrage.core.bundle import Bundle
from cadrage.core.model import Segments

GRAM = 5
GAP = "[…]"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TextMark:
    """What a text is known by: the SHA-256 of its canonical form in UTF-8, and its length in code points."""

    sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How the agreement in a package was computed; the coders under their pseudonyms."""

    unit: str
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    round: str
    interval: str
    seed: int
    least: float


@dataclass(frozen=True, slots=True)
class Package:
    """The documents of `bundle` have no text; `texts` says by their GUIDs what it must be, `segments` by hash how it
    falls into units. `agreement` is the table as JSON. `left_out` says in sentences what was kept back."""

    bundle: Bundle
    texts: Mapping[str, TextMark]
    segments: Mapping[str, tuple[Segments, ...]] = field(default_factory=dict)
    asked: Asked | None = None
    agreement: Mapping[str, object] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


class KnownWords:
    """Every run of five words of some texts, whatever the case and the signs between them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for text in texts:
            words = [match[0].casefold() for match in _WORD.finditer(text)]
            self._runs.update(zip(*(words[start:] for start in range(GRAM)), strict=False))

    def masked(self, text: str) -> str:
        """The text with a gap for every run of words that stands in one of the texts too."""
        while spans := list(self._found(text)):
            pieces, end = [], 0
            for start, stop in spans:
                if start >= end:
                    pieces += [text[end:start], GAP]
                end = max(end, stop)
            text = "".join((*pieces, text[end:]))
        return text

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        words = list(_WORD.finditer(text))
        for place in range(len(words) - GRAM + 1):
            run = words[place : place + GRAM]
            if tuple(match[0].casefold() for match in run) in self._runs:
                yield run[0].start(), run[-1].end()
