"""Which words of a sentence somebody is reported to have said, when a verb of saying or “according to” stands in it."""

from __future__ import annotations

import re
from functools import cache

from cadrage.core.text import trimmed
from cadrage.language.speakers import HOLE, Attribution
from cadrage.language.speech_verbs import words_of

_COMMA = re.compile(rf"[^,;:\n{HOLE}]{{0,50}},\s+(?=\w)")
# “Kerry said the vote …”, “he told reporters on Friday he would …”
_BARE_VERBS = frozenset(
    {
        "said",
        "says",
        "say",
        "told",
        "added",
        "claimed",
        "insisted",
        "warned",
        "argued",
        "conceded",
        "admitted",
        "replied",
    }
)
_BARE = re.compile(
    r"(?:\s[\w’'-]+){0,4}?\s+(?=(?:the|a|an|there|it|he|she|they|we|his|her|their|its|this|these|no|any|[A-Z][\w’'-]*)\s\w+)"
)
_BEHIND = re.compile(r",\s+$")
_FEWEST = 2  # words that make a clause


def reported(masked: str, one: Attribution, start: int, end: int, language: str) -> tuple[int, int] | None:
    """The reported clause in the sentence from `start` to `end`, without white space and closing marks."""
    clause = _of_phrase(masked, one, start, end) if one.phrase else _of_verb(masked, one, start, end, language)
    found = trimmed(masked, *clause) if clause else None
    if found is None:
        return None
    first, last = found
    while last > first and masked[last - 1] in ".,;!?":
        last -= 1
    words = masked[first:last]
    return (first, last) if len(words.split()) >= _FEWEST and words.strip(HOLE + " ") else None


def _of_phrase(masked: str, one: Attribution, start: int, end: int) -> tuple[int, int] | None:
    if not masked[start : one.first].strip():
        return one.last + len(masked[one.last : end]) - len(masked[one.last : end].lstrip(" ,")), end
    return start, one.first


def _of_verb(masked: str, one: Attribution, start: int, end: int, language: str) -> tuple[int, int] | None:
    known = words_of(language)
    behind = one.last
    that = _that(language).match(masked, behind, end)
    if that:
        return that.end(), end
    if known.comma and one.left and (comma := _COMMA.match(masked, behind, end)):
        return comma.end(), end
    if known.bare and one.left and masked[one.start : one.end].lower().split()[-1] in _BARE_VERBS:
        most = _BARE.match(masked, behind, end)
        if most and (masked[one.start : one.end].lower().endswith("told") or not most.group().strip()):
            return most.end(), end
    if _BEHIND.search(masked, max(start, one.first - 4), one.first) and end - one.last < 60:
        return start, one.first
    return None


@cache
def _that(language: str) -> re.Pattern[str]:
    that = "|".join(words_of(language).that)
    return re.compile(rf"[^,;:.!?\n{HOLE}]{{0,60}}?,?\s+(?:{that})(?:\s+|['’])", re.IGNORECASE)
