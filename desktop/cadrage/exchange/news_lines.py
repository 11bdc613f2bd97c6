"""The lines of a database's file: compared without layout, joined again to the paragraphs of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

# Soft hyphens and marks without width come from the page's layout; form feeds end pages.
_LAYOUT = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WIDEST = 100  # no export breaks its lines at more characters
_NARROWEST = 40
_FEW = 8  # lines that do not show yet at which width a file is broken


def lines_of(text: str) -> list[str]:
    """The lines of a text, whatever ends them, without soft hyphens."""
    return _BREAK.sub("\n", _LAYOUT.sub("", text)).split("\n")


def plain(line: str) -> str:
    """A line as it is compared: every kind of space is one space."""
    return " ".join(line.split())


def blocks(lines: Sequence[str]) -> list[list[str]]:
    """Lines in groups, as blank lines part them."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [block for block in found if block]


def joined(lines: Iterable[str]) -> str:
    """An article's text: lines without their edges, never more than one blank line in a row, a line end at the end."""
    kept: list[str] = []
    for line in lines:
        line = line.strip()
        if line or (kept and kept[-1]):
            kept.append(line)
    text = "\n".join(kept).strip("\n")
    return text + "\n" if text else ""


def width_of(lines: Iterable[str]) -> int:
    """The width at which a file breaks its lines; 0 where its paragraphs are lines of their own."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < _FEW or not _NARROWEST <= lengths[-1] <= _WIDEST:
        return 0
    return lengths[-1]


def unwrapped(lines: Sequence[str], width: int) -> list[str]:
    """Lines that were broken only because the next word did not fit, put together again."""
    if not width:
        return list(lines)
    found: list[str] = []
    last = ""
    for line in (line.strip() for line in lines):
        first = line.partition(" ")[0]
        if found and last and line and len(last) + 1 + len(first) > width:
            found[-1] += ("" if _broken_word(last, line) else " ") + line
        else:
            found.append(line)
        last = line
    return found


def _broken_word(before: str, after: str) -> bool:
    """A hyphen at the end of a line belongs to the word: no export divides words itself."""
    return before.endswith("-") and not before.endswith(" -") and after[:1].isalnum()


def position(keys: Sequence[str], sign: re.Pattern[str], start: int = 0) -> int:
    """The first line from `start` that is this sign and nothing else; -1 where there is none."""
    return next((at for at in range(start, len(keys)) if sign.fullmatch(keys[at])), -1)


def filled(keys: Sequence[str], start: int, most: int) -> Iterator[int]:
    """The next lines that are not blank, up to so many."""
    for at in range(start, len(keys)):
        if most <= 0:
            return
        if keys[at]:
            most -= 1
            yield at
