"""Which of several decodings reads like a language: the likelihood of its letters, and of their order."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from cadrage.exchange import letters

_CAPITALS = "À-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĖĢĪĮİĶĻĹĽŁŃŇŅŌÓŐŘŔŖŚŠŞŢŤŪŮŰŲŸŹŻŽŒΆΈ-ΏΑ-ΫЀ-ЯҐ"
_CASE_FLIP = re.compile(rf"(?<=[^\W\d_])(?<![A-Z{_CAPITALS}])[A-Z{_CAPITALS}]")
_CAPITAL_AFTER_CAPITAL = re.compile(rf"(?<=[A-Z{_CAPITALS}])[{_CAPITALS}]")
_SCRIPT_FLIP = re.compile("[a-zà-ɏ][\u0370-\u07ff]|[\u0370-\u07ff][a-zà-ɏ]", re.IGNORECASE)
# A sign between two letters that is no mark, quotation mark or dash.
_BROKEN_WORD = re.compile(
    r"[^\W\d_][^\w\s\x00-\x7f’‘·–—\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0e30-\u0e4f。-〿、-】！-～…“”«»•°№×][^\W\d_]"
)
_DIGIT_IN_WORD = re.compile(r"(?<=[^\W\d_a-zA-Z])[0-9](?=[^\W\d_a-zA-Z])")
_FINAL_INSIDE_WORD = re.compile("[ךםןףץς](?=[א-תα-ω])")
_CASE_FLIP_COST, _SCRIPT_FLIP_COST, _BROKEN_WORD_COST, _CAPITAL_COST = -4.0, -4.0, -6.0, -2.0
_CAPITAL_AFTER_CAPITAL_COST = 1.8
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well one decoding reads: `score` is a log-likelihood in nats (nearer to 0 is better),
    `strange` the share of its non-ASCII characters that the likeliest language does not use, or not there."""

    language: str
    score: float
    strange: float


@cache
def _weights() -> dict[str, dict[str, float]]:
    return {profile.language: profile.weights() for profile in letters.PROFILES}


def judge(text: str, encoding: str) -> Verdict:
    """The best verdict over all languages that this encoding is used for."""
    counts = Counter(text)
    ascii_letters = sum(number for char, number in counts.items() if char.isascii() and char.isalpha())
    foreign = {char: number for char, number in counts.items() if not char.isascii()}
    broken = sum(len(sign.findall(text)) for sign in (_BROKEN_WORD, _DIGIT_IN_WORD, _FINAL_INSIDE_WORD))
    shape = _shape(text, foreign) + broken * _BROKEN_WORD_COST
    prior = letters.PRIORS.get(encoding, letters.OTHER_PRIOR)
    verdicts = (
        _against(profile, foreign, ascii_letters, shape + prior, broken)
        for profile in letters.PROFILES
        if encoding in profile.encodings or encoding in letters.WIDE
    )
    return max(verdicts, key=lambda verdict: verdict.score, default=Verdict("", float("-inf"), 1.0))


def _shape(text: str, foreign: dict[str, int]) -> float:
    capitals = sum(number for char, number in foreign.items() if char.isupper())
    return (
        capitals * _CAPITAL_COST
        + len(_CAPITAL_AFTER_CAPITAL.findall(text)) * _CAPITAL_AFTER_CAPITAL_COST
        + len(_CASE_FLIP.findall(text)) * _CASE_FLIP_COST
        + len(_SCRIPT_FLIP.findall(text)) * _SCRIPT_FLIP_COST
    )


def _against(
    profile: letters.Profile, foreign: dict[str, int], ascii_letters: int, score: float, strange: int
) -> Verdict:
    weights = _weights()[profile.language]
    score += ascii_letters * math.log(1 - profile.share)
    rare = 0
    for char, number in foreign.items():
        weight, known = _weight(char, weights, whole=profile.whole)
        score += number * weight
        strange += 0 if known else number
        rare += number if weight == letters.OTHER_IDEOGRAPH else 0
    total = max(1, sum(foreign.values()))
    return Verdict(profile.language, score, (strange + (rare if rare > _MOST * total else 0)) / total)


def _weight(char: str, weights: dict[str, float], *, whole: bool) -> tuple[float, bool]:
    known = weights.get(char, weights.get(char.lower()))
    if known is not None:
        return known, True
    if char in letters.COMMON_QUOTES_AND_DASHES:
        return letters.QUOTES_AND_DASHES, True
    if char in letters.COMMON_PUNCTUATION:
        return letters.PUNCTUATION, True
    if not whole and ("\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" or "！" <= char <= "～"):
        return letters.OTHER_IDEOGRAPH, True
    return (letters.FOREIGN_LETTER, False) if char.isalpha() else (letters.STRANGE, False)
