"""Who says it: verbs of saying and phrases like “according to”, each with the speaker that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cadrage.language.speech_verbs import SpeechWords, words_of

if TYPE_CHECKING:
    from cadrage.language.parsed_subjects import ParsedSubjects

HOLE = "\ufffc"  # stands for what was quoted, so that nobody is looked for in there
_REACH = 160  # characters beside a verb in which its subject is looked for
_TOKEN = re.compile(r"\w[\w’'&-]*(?:\.(?=\s?\w))?")
_LEFT_STOP = re.compile(rf"[;:!?\n{HOLE}(—–]|\.(?=\s+[^\W\d_])(?<!\b[A-Z]\.)(?<!\b[MD]r\.)(?<!\bMrs\.)(?<!\bMs\.)")
_RIGHT_STOP = re.compile(
    rf"[;:!?\n{HOLE}()—–]|\s[-]\s|\.(?!\s?[A-Z]\.)(?<!\b[A-Z]\.)(?<!\b[MD]r\.)(?<!\bMrs\.)(?<!\bMs\.)"
)
_AND = frozenset(
    {
        "and",
        "yet",
        "but",
        "und",
        "aber",
        "et",
        "mais",
        "y",
        "e",
        "pero",
        "en",
        "maar",
        "i",
        "a",
        "и",
        "а",
        "і",
        "й",
        "та",
    }
)
_BEFORE_TIMES = frozenset(
    {
        "am",
        "im",
        "in",
        "nach",
        "vor",
        "auf",
        "bei",
        "zu",
        "zum",
        "zur",
        "an",
        "mit",
        "gegenüber",
        "op",
        "na",
        "voor",
        "tijdens",
    }
)
_MAY_INVERT = re.compile(rf"(?:[{HOLE},\n—–-]|[.!?]\s)\s?\Z|\A\Z")
_INVERTED = re.compile(r"-(?:t-)?(?=\w)")  # “estime-t-elle”
_PARTICLES = frozenset(
    {
        "de",
        "da",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "zu",
        "al",
        "bin",
        "ibn",
        "el",
        "la",
        "le",
        "du",
        "dos",
        "das",
        "ter",
        "ten",
    }
)
_MOST = 8  # tokens of a name or a description


@dataclass(frozen=True, slots=True)
class Attribution:
    """`start` to `end`: the verb or preposition; `who` the speaker's place. `reaches` to the end of both."""

    start: int
    end: int
    who: tuple[int, int]
    left: bool
    phrase: bool
    pronoun: bool = False

    @property
    def first(self) -> int:
        return min(self.start, self.who[0])

    @property
    def last(self) -> int:
        return max(self.end, self.who[1])


def attributions(masked: str, language: str, parsed: ParsedSubjects | None = None) -> Iterator[Attribution]:
    """Those of a text in which quoted words are masked, in reading order.

    `parsed`: who a verb's subject is by the grammar of the unmasked text, asked before the rules.
    """
    known = words_of(language)
    for sign in _signs(language).finditer(masked):
        if sign["phrase"]:
            who = _to_the_right(masked, sign.end(), known)
            if who:
                who = _shortened(masked, sign.start(), who, known)
                yield Attribution(sign.start(), sign.end(), who, left=False, phrase=True)
        elif sign["behind"]:
            who = _to_the_left(masked, sign.start(), known)
            if who:
                yield Attribution(sign.start(), sign.end(), who, left=True, phrase=True)
        elif found := _by_grammar(masked, sign, parsed, known) or _of_verb(masked, sign.start(), sign.end(), known):
            yield found


def _by_grammar(
    masked: str, sign: re.Match[str], parsed: ParsedSubjects | None, known: SpeechWords
) -> Attribution | None:
    who = parsed.of(sign.end()) if parsed is not None else None
    if who is None or HOLE in masked[slice(*who)] or (who[0] < sign.end() and sign.start() < who[1]):
        return None
    return _attribution(masked, sign.start(), sign.end(), who, known)


def _shortened(masked: str, start: int, who: tuple[int, int], known: SpeechWords) -> tuple[int, int]:
    """“Volgens de politie is …”: without a comma behind it, a description is one word and its article."""
    words = list(_TOKEN.finditer(masked, *who))
    begins = masked[max(0, start - 2) : start].strip() in ("", ".", "!", "?")
    ended = masked[who[1] : who[1] + 1] in ((",",) if begins else (",", ".", ""))
    if ended or any(word.group()[0].isupper() for word in words):
        return who
    kept = 1 if words[0].group().lower() in known.articles else 0
    return who[0], words[min(kept, len(words) - 1)].end()


def _of_verb(masked: str, start: int, end: int, known: SpeechWords) -> Attribution | None:
    who = _to_the_left(masked, start, known)
    if who is None and (before := masked[max(0, start - 24) : start].split()[-1:]) and before[0].lower() in _AND:
        who = _sentence_subject(masked, start, known)
    elif who is None and (not known.bare or _MAY_INVERT.search(masked[max(0, start - 3) : start])):
        who = _to_the_right(masked, end, known)
    if who is None:
        return None
    return _attribution(masked, start, end, who, known)


def _attribution(masked: str, start: int, end: int, who: tuple[int, int], known: SpeechWords) -> Attribution:
    pronoun = masked[who[0] : who[1]].lower() in (*known.he, *known.she, *known.they)
    return Attribution(start, end, who, left=who[0] < start, phrase=False, pronoun=pronoun)


@cache
def _signs(language: str) -> re.Pattern[str]:
    known = words_of(language)
    verbs = "|".join(re.escape(verb[:-1]) + r"\w*" if verb.endswith("*") else re.escape(verb) for verb in known.verbs)
    adverb = rf"(?:(?:{_any(known.adverbs)})\s+)?" if known.adverbs else ""
    auxiliary = rf"(?:(?:{_any(known.auxiliaries)})\s+{adverb})?" if known.auxiliaries else ""
    if known.far:
        auxiliary = rf"(?:(?:{_any(known.far)})\s(?:[^.;:!?,\n{HOLE}]{{0,60}}?\s)?)?"
    behind = _any(known.behind) if known.behind else "(?!)"
    # “…“, so die Ministerin
    so = r"|(?<=,\s)so(?=\s(?-i:(?:der\s|die\s|das\s)?[A-ZÄÖÜ]))" if language == "de" else ""
    return re.compile(
        rf"\b(?:(?P<phrase>{_any(known.before)}{so})(?=\s)|(?P<behind>{behind})\b|(?P<verb>{auxiliary}(?:{verbs}))\b)",
        re.IGNORECASE,
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


# The subject before its verb.


def _to_the_left(masked: str, verb: int, known: SpeechWords) -> tuple[int, int] | None:
    begin = max(0, verb - _REACH)
    chunk = masked[begin:verb]
    cut = 0
    for stop in _LEFT_STOP.finditer(chunk):
        cut = stop.end()
    begin, chunk = begin + cut, chunk[cut:]
    pieces = _pieces(chunk, begin)
    if not pieces:
        return None
    if chunk.rstrip().endswith(","):
        if chunk.count(",") < 2:
            return None
        # “X, a senior official, said”: the piece before is the subject, and whichever is a name its name.
        return _appositive(masked, pieces[-2], pieces[-1], known) if len(pieces) > 1 else None
    return _last_phrase(masked, *pieces[-1], known)


def _sentence_subject(masked: str, verb: int, known: SpeechWords) -> tuple[int, int] | None:
    """“Ann Miller, the mayor, went home and said …”: a name at the beginning of the sentence."""
    begin = max(0, verb - _REACH)
    cut = 0
    for stop in _LEFT_STOP.finditer(masked[begin:verb]):
        cut = stop.end()
    for piece in _pieces(masked[begin + cut : verb], begin + cut)[:2]:
        found = _first_phrase(masked, *piece, known)
        if found and _is_name(masked[slice(*found)]):
            return found
    return None


def _pieces(chunk: str, begin: int) -> list[tuple[int, int]]:
    found, at = [], 0
    for piece in chunk.split(","):
        if piece.strip():
            found.append((begin + at, begin + at + len(piece)))
        at += len(piece) + 1
    return found


def _appositive(masked: str, one: tuple[int, int], two: tuple[int, int], known: SpeechWords) -> tuple[int, int] | None:
    subject, other = _last_phrase(masked, *one, known), _last_phrase(masked, *two, known)
    if subject is None:
        return None
    named = other is not None and _is_name(masked[slice(*other)]) and not masked[slice(*two)].strip()[:1].islower()
    return other if named and not _is_name(masked[slice(*subject)]) else subject


def _is_name(words: str) -> bool:
    return all(word[0].isupper() or word in _PARTICLES for word in words.split())


def _last_phrase(masked: str, start: int, end: int, known: SpeechWords) -> tuple[int, int] | None:
    """The name or description that ends where a verb begins."""
    tokens = [(found.start(), found.end()) for found in _TOKEN.finditer(masked, start, end)]
    lower = [masked[slice(*token)].lower().rstrip(".") for token in tokens]
    while tokens and (lower[-1] in known.adverbs or lower[-1] in ("to", "did", "had")):
        tokens.pop()
        lower.pop()
    if not tokens or lower[-1] in known.relatives or lower[-1] in known.of or lower[-1] in known.stops:
        return None
    pronouns = (*known.he, *known.she, *known.they)
    if lower[-1] in pronouns:
        return tokens[-1]
    if lower[-1] in known.articles or lower[-1] in _AND or lower[-1].isdigit():
        return None
    first = _name_start(masked, tokens, lower, known)
    if first and known.far and lower[first - 1] in _BEFORE_TIMES:
        return None  # “Am Freitag sagte …”
    if first is None:
        first = _description_start(tokens, lower, known)
    if first is None:
        return None
    return tokens[first][0], tokens[-1][1]


def _name_start(masked: str, tokens: list[tuple[int, int]], lower: list[str], known: SpeechWords) -> int | None:
    if not masked[tokens[-1][0]].isupper():
        return None
    first = len(tokens) - 1
    while first > 0 and len(tokens) - first < _MOST:
        word, before = masked[tokens[first - 1][0]], lower[first - 1]
        particle = before in _PARTICLES and before not in known.articles and first > 1
        particle = particle and masked[tokens[first - 2][0]].isupper()
        if (
            not (word.isupper() or particle)
            or before in known.stops
            or before in known.that
            or before in known.articles
        ):
            break
        first -= 1
    return first


def _description_start(tokens: list[tuple[int, int]], lower: list[str], known: SpeechWords) -> int | None:
    """“the head of the commission”, “a senior official”, “witnesses”."""
    first = None
    for place in range(len(tokens) - 1, max(-1, len(tokens) - 1 - _MOST), -1):
        if lower[place] in known.stops or lower[place] in known.that or lower[place] in known.relatives:
            break
        if lower[place] in known.articles:
            first = place
            if place == 0 or lower[place - 1] not in known.of:
                break
    if first is None and len(tokens) <= 3 and not set(lower) & {*known.stops, *known.that, *known.relatives}:
        return 0
    return first


# The subject behind its verb.


def _to_the_right(masked: str, end: int, known: SpeechWords) -> tuple[int, int] | None:
    inverted = _INVERTED.match(masked, end)
    end = inverted.end() if inverted else end
    stop = _RIGHT_STOP.search(masked, end, end + _REACH)
    limit = stop.start() if stop else min(len(masked), end + _REACH)
    pieces = _pieces(masked[end:limit], end)
    if not pieces or masked[end:limit].lstrip().startswith(","):
        return None
    found = _first_phrase(masked, *pieces[0], known)
    if found and len(pieces) > 1 and not _is_name(masked[slice(*found)]):
        other = _first_phrase(masked, *pieces[1], known)
        name = masked[slice(*other)] if other else ""
        if other and _is_name(name) and other[1] == pieces[1][1] and " " in name:
            return other
    return found


def _first_phrase(masked: str, start: int, end: int, known: SpeechWords) -> tuple[int, int] | None:
    kept: list[tuple[int, int]] = []
    named = False
    pronouns = (*known.he, *known.she, *known.they)
    for found in _TOKEN.finditer(masked, start, end):
        word, lower = found.group(), found.group().lower().rstrip(".")
        if not kept and lower in pronouns:
            return found.start(), found.end()
        if not kept and lower in known.adverbs:
            continue
        if lower in known.that or lower in known.stops or lower in known.relatives or len(kept) >= _MOST:
            break
        if named and word[0].islower() and lower not in _PARTICLES and lower not in known.of:
            break
        named = named or (word[0].isupper() and lower not in known.articles)
        kept.append((found.start(), found.end()))
    while kept and masked[slice(*kept[-1])].lower() in (*known.articles, *known.of):
        kept.pop()
    if not kept:
        return None
    first = masked[slice(*kept[0])].lower()
    if not named and first not in known.articles and len(kept) > 3:
        return None
    if first in known.articles and len(kept) > 1 and _is_name(masked[kept[1][0] : kept[-1][1]]):
        return kept[1][0], kept[-1][1]
    return kept[0][0], kept[-1][1]
