"""Where sentences end, by rules: a full stop is weighed by the words on both sides, quotation marks go with theirs.

The rules stand on their own, so that a text is cut the same way on every machine. `VERSION` rises with every change
of them; what was cut and stored before stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cadrage.language import abbreviations
from cadrage.language.detecting import SMALL_WORDS

VERSION = "2"

_OPENERS = "\"'“”„‚‘«»‹›([{¿¡「『【（《〈*•–—-"
# A mark with what closes behind it: quotation marks, brackets, an omission in brackets, French “ »” with its space.
_CLOSERS = r"(?:[\"'”’“‘«»‹›)\]}」』】）》〉]|[ \u00a0\u202f][»›](?!\w)|[ \u00a0\u202f]?\[(?:\.\.\.|…)\])*"
_STOP = re.compile(rf"(?P<mark>[.!?…‽؟۔।॥።]+|[。！？｡]+)(?P<close>{_CLOSERS})")
_WIDE_STOPS = "。！？｡"
_WORD_BEFORE = re.compile(r"[^\s\"“”„«»()\[\]‹›/–—]*$")
_WORD_AFTER = re.compile(r"[\w][\w.'’-]*")
_SPACED = re.compile(r"(?:^|\s)([^\W\d_])\.\s[^\W\d_]$")  # “z. B”, “т. д”
_INITIAL = re.compile(r"^(?:[^\W\d_]\.?-?)?[^\W\d_]$")
_DOTTED = re.compile(r"^(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}$")
_NUMBER = re.compile(r"^\d+(?:[./:]\d+)*$")
_ROMAN = re.compile(r"^[IVXL]{1,5}$")
_CAPITALS = re.compile(r"^[\W\d_]*(?:[^\W\d_]+[\s,./()-]*){1,6}$")
_ASKED = re.compile(
    r"^(?:[A-ZÀ-Ý][\w.'’-]*\s+){1,3}(?:ask|said|say|cried|shout|wonder|demand|ragt|rief|sagt|demand|pregunt|chied|vroeg|zapyta|спро|сказа|"
    r"запита)\w*"
)
_ENDLESS = 60  # characters before and behind a mark that are looked at


def sentence_ends(line: str, language: str) -> Iterator[int]:
    """Where a sentence of the line ends and another follows, ascending; the line's own end is not among them."""
    for found in _STOP.finditer(line):
        end = found.end()
        rest = line[end : end + 2 * _ENDLESS]
        if not rest.strip():
            continue
        if found["mark"][-1] in _WIDE_STOPS or (rest[0].isspace() and _ends(line, found, rest, language)):
            yield end


def _ends(line: str, found: re.Match[str], rest: str, language: str) -> bool:
    behind = rest.lstrip()
    bare = behind.lstrip(_OPENERS + " \u00a0\u202f")
    if not bare:
        return True
    mark, close = found["mark"], found["close"]
    if bare[0].islower():
        return False
    if mark[-1] in "!?‽" or "?" in mark or "!" in mark:
        return not (close and _ASKED.search(bare))
    if mark != "." or mark[-1] in "؟۔।॥።":
        return True
    before = line[max(found.start() - _ENDLESS, 0) : found.start()]
    word = _WORD_BEFORE.search(before)
    return close.strip("'’") != "" or _stop_ends(before, word.group() if word else "", behind, bare, language)


def _stop_ends(before: str, word: str, behind: str, bare: str, language: str) -> bool:
    """Whether a lone full stop behind `word` ends the sentence, when `bare` follows it."""
    known = abbreviations.of(language)
    lower, following = word.lower().lstrip("'’‘"), _first_word(bare)
    begins = _begins_sentence(behind, following, language)
    if lower.rpartition("-")[2] in abbreviations.BEFORE_NUMBERS and following[:1].isdigit():
        return False
    spaced = _SPACED.search(before)
    if spaced and (joined := spaced[1].lower() + "." + lower) in known.never | known.seldom:
        return joined in known.seldom and (begins or _closes_a_list(joined, following, language))
    if lower in known.never or lower in abbreviations.COMMON.never:
        return begins and lower in known.seldom and lower not in abbreviations.COMMON.never
    if lower in abbreviations.TIMES:
        return begins or not (following.isupper() or following.lower() in _DAYS_AND_MONTHS)
    if _NUMBER.match(word):
        return _number_ends(before, word, following, language, begins=begins)
    if _closes_a_list(lower, following, language):
        return True
    if lower in known.seldom or lower in abbreviations.COMMON.seldom or _DOTTED.match(word):
        return begins
    if _INITIAL.match(word) and word[0].isupper():
        return begins and not _is_initial(before, word) and bare[1:2] != "."
    if language in abbreviations.ORDINALS and _ROMAN.match(word):
        return begins
    return not _ends_dateline(before, behind)


def _closes_a_list(word: str, following: str, language: str) -> bool:
    """“etc.” before a capital letter; not where every noun has one."""
    return word in abbreviations.CLOSING and following[:1].isupper() and language != "de"


def _number_ends(before: str, word: str, following: str, language: str, *, begins: bool) -> bool:
    above = before[: -len(word)].strip(_OPENERS + " ")
    counted = above.rstrip(".").split()[-1:]
    named = bool(counted) and counted[0].lower().rpartition("-")[2] in abbreviations.BEFORE_NUMBERS
    if len(word) < 4 and not named and (not above or above[-1] in ".!?:;"):
        return False  # “1. Who may vote”
    if language not in abbreviations.ORDINALS or len(word) > 3:
        return True
    return begins and not following[:1].isdigit()


def _is_initial(before: str, word: str) -> bool:
    """“J. The …” is no name; “by George W. He …” is none that could be told from one."""
    previous = before[: -len(word)].rstrip()
    return bool(previous) and previous[-1] == "."


def _first_word(bare: str) -> str:
    found = _WORD_AFTER.match(bare)
    return found.group().rstrip(".") if found else ""


def _begins_sentence(behind: str, following: str, language: str) -> bool:
    """A small word with a capital letter, or a quotation: nothing that goes on with a name."""
    if behind[0] in '"“„«‘' and following[:1].isupper():
        return True
    return following[:1].isupper() and following.split("'")[0].split("’")[0].lower() in SMALL_WORDS.get(
        language or "en", frozenset()
    )


def _ends_dateline(before: str, behind: str) -> bool:
    """“KYIV. — The …”, “MOSKAU. – Der …”: a place in capitals and a dash."""
    return behind[0] in "–—-" and before.isupper() and bool(_CAPITALS.match(before)) and len(before) < _ENDLESS


_DAYS_AND_MONTHS = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
        "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "eastern", "pacific", "central", "gmt", "london", "local",
    }
)  # fmt: skip
