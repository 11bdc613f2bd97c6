"""Which words two wordings of a field have in common, for eyes: with little around what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n?")
_MOST_TOKENS = 6_000
_AROUND = 160  # characters of what is the same
GAP = " … "


class Piece(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Part(NamedTuple):
    piece: Piece
    text: str


def difference(before: str, after: str, *, by_line: bool = False) -> tuple[Part, ...]:
    """What stayed, went and came, in reading order; long stretches that stayed are shortened."""
    pattern = _LINE if by_line else _TOKEN
    old, new = [*filter(None, pattern.findall(before))], [*filter(None, pattern.findall(after))]
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - start
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    tail = Part(Piece.SAME, "".join(old[len(old) - end :]))
    parts = [Part(Piece.SAME, "".join(old[:start])), *middle, tail]
    return tuple(_shortened(_joined(part for part in parts if part.text)))


def _middle(old: list[str], new: list[str]) -> Iterator[Part]:
    if max(len(old), len(new)) > _MOST_TOKENS:
        yield Part(Piece.GONE, "".join(old))
        yield Part(Piece.NEW, "".join(new))
        return
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=len(old) > 1_000).get_opcodes():
        if what == "equal":
            yield Part(Piece.SAME, "".join(old[a:b]))
            continue
        yield Part(Piece.GONE, "".join(old[a:b]))
        yield Part(Piece.NEW, "".join(new[c:d]))


def _joined(parts: Iterator[Part]) -> list[Part]:
    """A lone space between two changed words would break the change into crumbs."""
    found: list[Part] = []
    for part in parts:
        if found and found[-1].piece == part.piece:
            found[-1] = Part(part.piece, found[-1].text + part.text)
        else:
            found.append(part)
    return found


def _shortened(parts: list[Part]) -> Iterator[Part]:
    for place, part in enumerate(parts):
        first, last = place == 0, place == len(parts) - 1
        text = part.text
        if part.piece is not Piece.SAME or len(text) <= 3 * _AROUND or first == last:
            yield part
            continue
        head = "" if first else text[:_AROUND].rpartition(" ")[0] or text[:_AROUND]
        tail = "" if last else text[-_AROUND:].partition(" ")[2] or text[-_AROUND:]
        yield Part(Piece.SAME, f"{head}{GAP}{tail}".strip(" ") if first or last else f"{head}{GAP}{tail}")
