"""Who says it by the grammar of the sentence, where a trained pipeline with a parser is installed.

The labels are those of spaCy's pipelines: Universal Dependencies for most languages (universaldependencies.org),
ClearNLP's for English, TIGER's for German.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "sb", "nsubj:outer"})
_SHARES_SUBJECT = frozenset({"conj", "cj", "xcomp", "oc", "aux", "aux:tense", "advcl"})
_OF_RELATIVE = frozenset({"relcl", "acl:relcl", "rc"})
_OUTSIDE = frozenset({"relcl", "acl", "acl:relcl", "rc", "appos", "app", "punct", "advcl", "parataxis", "par"})
_MOST = 12  # tokens of a name with its description
_LONGEST = 5_000  # characters of a line that is parsed
_STEPS = 4


class ParsedSubjects:
    """The subjects of a text's verbs. Only lines in which one is asked for are parsed, each once."""

    def __init__(self, text: str, pipeline: Language) -> None:
        self._text, self._pipeline = text, pipeline
        self._starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
        self._docs: dict[int, Doc] = {}

    def of(self, end: int) -> tuple[int, int] | None:
        """The place of the subject of the verb that ends there; None where the parser sees none."""
        line = bisect_right(self._starts, end - 1) - 1
        start = self._starts[line]
        doc = self._parsed(line, start)
        if doc is None:
            return None
        verb = next((token for token in doc if token.idx < end - start <= token.idx + len(token)), None)
        subject = subject_of(verb) if verb is not None else None
        return (start + subject[0], start + subject[1]) if subject else None

    def _parsed(self, line: int, start: int) -> Doc | None:
        if line not in self._docs:
            behind = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self._text)
            if behind - start > _LONGEST:
                return None
            self._docs[line] = self._pipeline(self._text[start:behind])
        return self._docs[line]


def subject_of(verb: Token) -> tuple[int, int] | None:
    """First and last character of the words that name a verb's subject, as positions in its Doc."""
    noun = _noun(verb)
    if noun is None:
        return None
    named = noun if noun.pos_ in ("PROPN", "PRON") else _name_beside(noun)
    return _extent(named)


def _noun(verb: Token) -> Token | None:
    """The subject's head, looked for also where several verbs share it."""
    for _ in range(_STEPS):
        found = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if found is not None:
            relative = found.tag_ in ("WP", "WDT", "PRELS") or "Rel" in found.morph.get("PronType", [])
            return verb.head if relative and verb.dep_ in _OF_RELATIVE else found
        if verb.dep_ not in _SHARES_SUBJECT or verb.head is verb:
            return None
        verb = verb.head
    return None


def _name_beside(noun: Token) -> Token:
    """“the harbour chief, Ann Miller”: the name in apposition says more than the office."""
    beside = (child for child in noun.children if child.dep_ in ("appos", "app", "flat") and child.pos_ == "PROPN")
    return next(beside, noun)


def _extent(noun: Token) -> tuple[int, int] | None:
    inside = [noun]
    for child in noun.children:
        if child.dep_ not in _OUTSIDE:
            inside.extend(token for token in child.subtree if not token.is_space)
    places = {token.i for token in inside}
    first = last = noun.i
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    while noun.pos_ == "PROPN" and first < noun.i and noun.doc[first].pos_ == "DET":
        first += 1
    if last - first >= _MOST:
        return None
    end = noun.doc[last]
    return noun.doc[first].idx, end.idx + len(end)
