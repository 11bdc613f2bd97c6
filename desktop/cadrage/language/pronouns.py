"""Whom a pronoun before a verb of saying means: the one speaker named shortly before, else nobody can tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from cadrage.language.speakers import Attribution
from cadrage.language.speech_verbs import SpeechWords, words_of

_REACH = 1_200  # characters: about three paragraphs of news
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Herr|Herrn|Frau|Mme|Monsieur|Madame)\.?\s+([A-ZÀ-Ý][\w’'-]+)")
_ARTICLE = re.compile(r"^(?:the|The)\s+(?=[A-Z])")


class Earlier:
    """The speakers of a text in reading order, by the number of their attribution."""

    def __init__(self, text: str, said: Sequence[Attribution], language: str) -> None:
        self._text, self._said = text, said
        self._known = words_of(language)
        self._titled = [(found.start(), found[0]) for found in _TITLED.finditer(text)]
        self._names = {
            number: _ARTICLE.sub("", " ".join(text[slice(*one.who)].split()))
            for number, one in enumerate(said)
            if not one.pronoun
        }

    def name(self, number: int) -> str:
        """The speaker as written; for a pronoun the earlier speaker, where only one can be meant."""
        if number in self._names:
            return self._names[number]
        one = self._said[number]
        pronoun = self._text[slice(*one.who)]
        wanted = _gender(pronoun.lower(), self._known)
        if not wanted:
            return pronoun
        found: dict[str, str] = {}
        for before in range(number - 1, max(-1, number - 12), -1):
            named = self._names.get(before, "")
            if self._said[before].who[1] < one.who[0] - _REACH:
                break
            if named and named.split()[-1][:1].isupper() and _may_be(named, wanted, self._known):
                found.setdefault(named.split()[-1].casefold(), named)
        found |= self._mentioned(one.who[0], set(found), wanted)
        return next(iter(found.values())) if len(found) == 1 else pronoun

    def _mentioned(self, end: int, known: set[str], wanted: str) -> dict[str, str]:
        """Others with a title who stand between: they could be meant as well."""
        if not known:
            return {}
        place = bisect_left(self._titled, (end, ""))
        near = self._titled[max(0, place - 6) : place]
        return {
            last: name
            for start, name in near
            if start > end - _REACH
            and (last := name.split()[-1].casefold()) not in known
            and _may_be(name, wanted, self._known)
        }


def _gender(pronoun: str, known: SpeechWords) -> str:
    return "he" if pronoun in known.he else "she" if pronoun in known.she else ""


def _may_be(name: str, wanted: str, known: SpeechWords) -> bool:
    """Titles tell who is no “he”, no “she”."""
    title = name.split()[0].lower().rstrip(".")
    return title not in (known.mrs if wanted == "he" else known.mr)
