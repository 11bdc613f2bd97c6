"""Which code a few typed letters mean: by id, name and path first, then by words of its rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cadrage.core.codebook import Codebook, Node
from cadrage.core.model import Code

_RULES = (
    ("", "brief"),
    ("Definition", "definition"),
    ("Use when", "when_to_use"),
    ("Not when", "when_not"),
    ("Notes", "notes"),
)
_AROUND = 40  # characters shown on either side of a word found in a rule


@dataclass(frozen=True, slots=True)
class Match:
    """A code that was found. `marked`: the half-open range of its name that was meant, if it lies there;
    `rule`: where the words stand in its rules, if it was found there alone."""

    node: Node
    score: int
    marked: tuple[int, int] | None = None
    rule: str = ""


def folded(text: str) -> str:
    """Without case and accents, one character for one, so that positions stay."""
    return "".join(_fold(sign) for sign in text)


def _fold(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[0].casefold()
    return base if len(base) == 1 else sign


def find_codes(codebook: Codebook, query: str) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """Codes by name and codes by rule, the best first; with an empty query all codes by name, in order."""
    wanted = folded(query.strip())
    if not wanted:
        return tuple(Match(node, 0) for node in codebook.nodes), ()
    by_name = [match for node in codebook.nodes if (match := _by_name(node, wanted))]
    named = {match.node.code.id for match in by_name}
    rest = (node for node in codebook.nodes if node.code.id not in named)
    return _ranked(by_name), tuple(match for node in rest if (match := _by_rule(node, wanted)))


def _ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(matches, key=lambda match: match.score))


def _by_name(node: Node, wanted: str) -> Match | None:
    """Scored: the id itself, its start or last part, a word's start, anywhere, the path, letters in order."""
    short, name = folded(node.code.short_id), folded(node.code.name)
    place = name.find(wanted)
    marked = (place, place + len(wanted)) if place >= 0 else None
    if short == wanted:
        return Match(node, 0, marked)
    if wanted in short.split("-") or short.startswith(wanted):
        return Match(node, 1, marked)
    if marked and (place == 0 or not name[place - 1].isalnum()):
        return Match(node, 2, marked)
    if marked or wanted in short:
        return Match(node, 3, marked)
    if wanted in folded(node.path):
        return Match(node, 4)
    return Match(node, 5) if _in_order(wanted, f"{short} {name}") else None


def _in_order(wanted: str, text: str) -> bool:
    """Whether the letters stand in the text in this order, each word's at a word's start or run on."""
    place, starts = 0, 0
    for letter in wanted:
        found = text.find(letter, place)
        if found < 0:
            return False
        starts += found != place or place == 0
        place = found + 1
    # Letters strewn over a long name mean nothing: at most two jumps for three letters.
    return starts <= max(2, len(wanted) * 2 // 3)


def _by_rule(node: Node, wanted: str) -> Match | None:
    for heading, field in _RULES:
        text = str(getattr(node.code, field))
        place = folded(text).find(wanted)
        if place >= 0:
            return Match(node, 6, rule=_excerpt(heading, text, place, len(wanted)))
    return None


def _excerpt(heading: str, text: str, place: int, length: int) -> str:
    start, end = max(0, place - _AROUND), min(len(text), place + length + _AROUND)
    words = " ".join(text[start:end].split())
    words = f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"
    return f"{heading}: {words}" if heading else words


def label_and_name(code: Code) -> str:
    """“ESC-THR Threat of force”, for menus and screen readers."""
    return f"{code.short_id} {code.name}".strip()
