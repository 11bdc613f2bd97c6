"""Where the terms of a query stand in a text, exact to the code point; and what of a text goes into the index.

Case, accents, soft hyphens and the form of quotation marks, apostrophes and hyphens never count. Words are whole
words; scripts without spaces between words (Chinese, Japanese, Thai …) are found by substring. The words of a phrase
may stand on two lines, with punctuation between them; symbols (“$”, “+”, emoji) count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from cadrage.core.model import Span
from cadrage.core.query import Clause, Query, Term, is_symbol
from cadrage.core.searching import folded

# Thai to Khmer, kana, Han: written without spaces between words, so that a word is found wherever its signs stand.
_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3040-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua980-\ua9df\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Marks that are left away: accents, Hebrew points, Arabic vowel signs. Those of Indian scripts are vowels of words.
_ACCENTS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
)
_UNSEEN = "\u00ad\u0640\u200b\u2060\ufeff"  # soft hyphens, Arabic stretching, marks without width
_BESIDE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_PLAINABLE = (range(0x30, 0x250), range(0x1E00, 0x1F00), range(0xFB00, 0xFB07), range(0xFF01, 0xFF66))
_PLAINABLE_TOO = (
    *(
        range(0x370, 0x530),
        range(0x5D0, 0x6E0),
        range(0x900, 0xE00),
        range(0x1F00, 0x2000),
        range(0xFB1D, 0xFE00),
        range(0xFE70, 0xFF00),
    ),
    *(range(0x2126, 0x2127), range(0x212A, 0x212C), range(0xFF66, 0xFFA0)),
)
_LEFT_AWAY = f"[{_ACCENTS}{_UNSEEN}]*"
_JOINED = 3  # characters of punctuation between parts that the query writes without a space: “anti-war”, “U.S.”
_LONGEST_EXPANSION = 3

_is_accent = re.compile(f"[{_ACCENTS}{_UNSEEN}]").match
_is_unspaced = re.compile(f"[{_UNSPACED}]").match
# Whatever SQLite's own folding (unicode61, remove_diacritics 2) would leave otherwise than `plain` does.
_ODD = re.compile("[ßøØæÆ\u00ad\u0100-\u1fff\u200b\u2060\u2070-\u209f\u20d0-\u218f\u2460-\u24ff\u2c00-\U0010ffff]")


# What counts as the same.


def plain(sign: str) -> str:
    """A character without case and accent; empty for what is left away."""
    if _is_accent(sign):
        return ""
    if "\uf900" <= sign <= "\uffef":
        sign = unicodedata.normalize("NFKC", sign)
    if _is_unspaced(sign) or _is_hangul(sign):
        return sign
    bare = "".join(each for each in folded(sign, match_case=False) if not _is_accent(each))
    return bare.translate(_BESIDE)


def _is_hangul(sign: str) -> bool:
    return "\uac00" <= sign <= "\ud7a3"


class _Index(dict[int, str]):
    """What each code point becomes in the index, worked out when it first comes."""

    def __missing__(self, code: int) -> str:
        sign = plain(chr(code))
        if sign and not any(each.isalnum() for each in sign):
            sign = " "  # SQLite takes some of these for letters: private use, marks of newer scripts
        elif sign and _is_unspaced(sign):
            # Each sign of a script without spaces is a word of its own there: a word is then a phrase of signs.
            sign = f" {sign} "
        self[code] = unicodedata.normalize("NFD", sign) if _is_hangul(sign) else sign
        return self[code]


_index = _Index()


def indexed(text: str) -> str:
    """What the index is given of a text or of a term, so that the same is found as `Matcher` finds."""
    return text.translate(_index) if _ODD.search(text) else text


# Finding.


class Matcher:
    """A query made ready for looking into many texts."""

    def __init__(self, query: Query) -> None:
        self._clauses = query.clauses
        terms = {term for clause in query.clauses for term in (*clause.wanted, *clause.unwanted)}
        self._patterns = {term: re.compile(pattern(term)) for term in terms}

    def find(self, text: str) -> list[Span]:
        """The places of all wanted terms of the alternatives that hold, in order; of those that overlap the first."""
        found: dict[Term, list[tuple[int, int]]] = {}
        for clause in self._clauses:
            found.update(self._of(clause, text, found))
        places = sorted({place for places in found.values() for place in places}, key=_longest_first)
        return [Span(*place) for place in _apart(places)]

    def _of(
        self, clause: Clause, text: str, known: Mapping[Term, list[tuple[int, int]]]
    ) -> dict[Term, list[tuple[int, int]]]:
        found = {}
        for term in clause.wanted:
            places = known.get(term) or [match.span() for match in self._patterns[term].finditer(text)]
            if not places:
                return {}
            found[term] = places
        return {} if any(self._patterns[term].search(text) for term in clause.unwanted) else found


def _longest_first(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], -place[1]


def _apart(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = 0
    for place in places:
        if place[0] >= end:
            end = place[1]
            yield place


# Patterns.


def pattern(term: Term) -> str:
    """The regular expression of a term, for the text as it stands: it needs no folding, so positions are exact."""
    if term.bare:
        return "".join(map(_literal, term.text))
    parts = [(kind, "".join(signs)) for kind, signs in groupby(term.text, key=_kind)]
    while parts[0][0] == "gap":
        parts.pop(0)
    while parts[-1][0] == "gap":
        parts.pop()
    pieces = []
    for place, (kind, signs) in enumerate(parts):
        if kind == "gap":
            pieces.append(_gap(signs, parts[place - 1], parts[place + 1]))
        else:
            pieces.append("".join(map(_literal, signs)) if kind == "symbol" else _word(signs))
    whole = "".join(pieces)
    if term.prefix and parts[-1][0] == "word" and not _is_unspaced(parts[-1][1][-1]):
        # The end of the word belongs to what is found.
        whole = whole.removesuffix(_behind()) + f"(?:[^\\W_{_UNSPACED}]|[{_marks()}{_ACCENTS}{_UNSEEN}])*"
    return whole


def _kind(sign: str) -> str:
    if is_symbol(sign):
        return "symbol"
    mark = unicodedata.category(sign)[0] == "M" or bool(_is_accent(sign))
    return "word" if sign.isalnum() or mark or _is_unspaced(sign) else "gap"


def _gap(signs: str, before: tuple[str, str], after: tuple[str, str]) -> str:
    """What may stand between two parts: at least something between two words."""
    loose = any(kind == "symbol" for kind, _ in (before, after))
    loose = loose or bool(_is_unspaced(before[1][-1]) and _is_unspaced(after[1][0]))
    least = 0 if loose else 1
    if any(sign.isspace() for sign in signs):
        return f"[\\W_]{{{least},}}?"
    return f"[\\W_]{{{least},{_JOINED}}}?"


def _literal(sign: str) -> str:
    if sign.isspace():
        return r"\s"
    quotes = _alike().get(folded(sign, match_case=False))
    return f"[{quotes}]" if quotes else re.escape(sign)


@cache
def _alike() -> dict[str, str]:
    """Quotation marks and apostrophes by the straight one that stands for them."""
    found: dict[str, str] = defaultdict(str)
    for sign in "'\"‘’‚‛‹›`´′“”„‟«»″":
        found[folded(sign, match_case=False)] += re.escape(sign)
    return dict(found)


def _word(signs: str) -> str:
    """A run of letters; where it borders on no other sign of a word, unless its script has no spaces."""
    composed = unicodedata.normalize("NFC", signs)
    first, *others = _letters("".join(map(plain, composed)) or composed)
    end = "" if _is_unspaced(signs[-1]) else _behind()
    if _is_unspaced(signs[0]):
        start = first
    elif first.startswith("["):
        # The letter before the look at what is left of it: `re` then leaps from one such letter to the next.
        start = first.removesuffix(_LEFT_AWAY) + _before("(?s:.)") + _LEFT_AWAY
    else:
        start = _before() + first
    return f"{start}{''.join(others)}{end}"


def _letters(letters: str) -> Iterator[str]:
    """What each letter may be in the text, together with the marks that are left away."""
    table = _variants(latin=letters.isascii())
    place = 0
    while place < len(letters):
        sign = letters[place]
        if _is_unspaced(sign):
            yield (r"\n?" if place and _is_unspaced(letters[place - 1]) else "") + re.escape(sign)
            place += 1
            continue
        if _is_hangul(sign):
            yield f"(?:{sign}|{unicodedata.normalize('NFD', sign)})"
            place += 1
            continue
        runs = (letters[place : place + length] for length in range(_LONGEST_EXPANSION, 1, -1))
        run = next((run for run in runs if run in table), None)
        each = [f"[{table.get(sign, '')}{_cases(sign)}]{_LEFT_AWAY}" for sign in run or sign]
        yield f"(?:{''.join(each)}|[{table[run]}]{_LEFT_AWAY})" if run else each[0]
        place += len(each)


def _cases(sign: str) -> str:
    return "".join(re.escape(each) for each in {sign, sign.upper(), sign.lower(), sign.title()} if len(each) == 1)


@cache
def _variants(*, latin: bool) -> Mapping[str, str]:
    """The characters that become a letter, or a run of letters (“ss”), inside a class of a regular expression."""
    found: dict[str, str] = defaultdict(str)
    for codes in (*_PLAINABLE, *(() if latin else _PLAINABLE_TOO)):
        for code in codes:
            bare = plain(chr(code))
            if bare and unicodedata.category(chr(code))[0] in "LNM":
                found[bare] += re.escape(chr(code))
    return dict(found)


@cache
def _marks() -> str:
    """Marks that belong to the word before them, those that are left away and those of unspaced scripts apart."""
    codes = [code for code in (*range(0x300, 0x2000), *range(0xA66F, 0xABF0)) if _is_word_mark(chr(code))]
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)


def _is_word_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" and not _is_accent(sign) and not _is_unspaced(sign)


@cache
def _before(signs: str = "") -> str:
    """No sign of a word stands before here, or before `signs` which have just been matched."""
    return f"(?<![^\\W_{_UNSPACED}]{signs})(?<![{_marks()}{_ACCENTS}{_UNSEEN}]{signs})"


@cache
def _behind() -> str:
    return f"(?![^\\W_{_UNSPACED}])(?![{_marks()}{_ACCENTS}{_UNSEEN}])"
