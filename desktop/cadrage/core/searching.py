"""Finding words in one text: every place, exact to the character, whatever folding does to the text's length.

Always alike: typographic and straight quotation marks and apostrophes, every kind of space, composed and decomposed
letters, and a word with or without soft hyphens. Case counts only where it is asked for; accents always do. A match is
made of whole characters: “s” is not in “ß”, “e” not in “é”, but “strasse” is in “Straße”.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise

from cadrage.core.model import Span

_QUOTES = dict.fromkeys("‘’‚‛‹›`´′", "'") | dict.fromkeys("“”„‟«»″", '"')
_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff")


def folded(character: str, *, match_case: bool) -> str:
    """What a character is compared as; empty for what no reader sees."""
    if character in _UNSEEN:
        return ""
    if character.isspace():
        return " "
    if character in _QUOTES:
        return _QUOTES[character]
    if match_case:
        return unicodedata.normalize("NFD", character)
    # The dot of İ is no accent: without it a Turkish name is found as people type it.
    plain = "i" if character == "\u0130" else unicodedata.normalize("NFD", character).casefold()
    return unicodedata.normalize("NFD", plain)


class Matches:
    """What a search found, in order and never overlapping. Places in the original are worked out when asked for."""

    def __init__(self, starts: array[int], length: int, fold: _Fold | None) -> None:
        """Where matches of a length begin in the folded text."""
        self._starts = starts
        self._length = length
        self._fold = fold

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Span:
        start = self._starts[number]
        return Span(self.start_of(start), self.end_of(start))

    def __iter__(self) -> Iterator[Span]:
        return (self[number] for number in range(len(self)))

    def start_of(self, place: int) -> int:
        return self._fold.original(place) if self._fold is not None else place

    def end_of(self, place: int) -> int:
        last = place + self._length - 1
        return (self._fold.original(last) if self._fold is not None else last) + 1

    def from_(self, position: int) -> int:
        """The number of the first match that begins at a position or behind it; `len` where there is none."""
        return bisect_left(self._starts, position, key=self.start_of)

    def over(self, start: int, end: int) -> list[Span]:
        """The matches that touch a range, in order."""
        first = bisect_right(self._starts, start, key=self.end_of)
        return [self[number] for number in range(first, self.from_(end))]


NONE = Matches(array("I"), 0, None)


class SearchText:
    """One text, folded when it is first searched, once with and once without case."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folds: dict[bool, _Fold] = {}

    def find(self, query: str, *, match_case: bool = False, whole_words: bool = False) -> Matches:
        """Every match, from the first on; of those that overlap the earlier one."""
        wanted = "".join(folded(character, match_case=match_case) for character in query)
        if not wanted or not self._text:
            return NONE
        if match_case not in self._folds:
            self._folds[match_case] = _Fold(self._text, match_case=match_case)
        return self._folds[match_case].find(wanted, whole_words=whole_words)


class _Fold:
    """A folded text, and how its positions lie in the original.

    `_special` are the characters that do not become exactly one: where they stand, where what they become begins in
    the folded text, and what is `_behind` it.
    """

    def __init__(self, text: str, *, match_case: bool) -> None:
        table = {sign: folded(sign, match_case=match_case) for sign in set(text)}
        self._text = text.translate({ord(sign): new for sign, new in table.items() if sign != new})
        self._special, self._starts, self._behind = array("I"), array("I"), array("I")
        odd = {sign: new for sign, new in table.items() if len(new) != 1}
        if odd:
            self._note(text, odd)
        marks = {sign for new in table.values() for sign in new if _is_mark(sign)}
        self._marks = f"[{''.join(map(re.escape, marks))}]" if marks else ""
        # A query that begins or ends with none of these cannot tear a character.
        self._inner = {sign for new in odd.values() for sign in new[1:]}
        self._early = {sign for new in odd.values() for sign, after in pairwise(new) if not _is_mark(after)}

    def _note(self, text: str, odd: Mapping[str, str]) -> None:
        shift = 0
        for match in re.finditer(f"[{''.join(map(re.escape, odd))}]", text):
            place = match.start()
            self._special.append(place)
            self._starts.append(place + shift)
            shift += len(odd[match.group()]) - 1
            self._behind.append(place + shift + 1)

    def find(self, wanted: str, *, whole_words: bool) -> Matches:
        pattern = self._pattern(wanted, whole_words=whole_words)
        if wanted[0] in self._inner or wanted[-1] in self._early:
            starts = array("I", self._untorn(pattern))
        else:
            starts = array("I", [match.start() for match in pattern.finditer(self._text)])
        return Matches(starts, len(wanted), self if self._special else None)

    def _pattern(self, wanted: str, *, whole_words: bool) -> re.Pattern[str]:
        before = after = ""
        if whole_words and _in_word(wanted[0]):
            before = rf"(?<!\w)(?<!{self._marks})" if self._marks else r"(?<!\w)"
        if whole_words and _in_word(wanted[-1]):
            after = r"(?!\w)"
        return re.compile(before + re.escape(wanted) + (f"(?!{self._marks})" if self._marks else "") + after)

    def _untorn(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The matches that begin and end between characters of the original."""
        match = pattern.search(self._text)
        while match is not None:
            torn = self._tears(match.start()) or self._tears(match.end())
            if not torn:
                yield match.start()
            match = pattern.search(self._text, match.start() + 1 if torn else match.end())

    def _tears(self, place: int) -> bool:
        number = bisect_left(self._starts, place) - 1
        return number >= 0 and place < self._behind[number]

    def original(self, place: int) -> int:
        """Where the character that a folded one comes from stands in the original."""
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return place
        return self._special[number] + max(0, 1 + place - self._behind[number])


def _in_word(sign: str) -> bool:
    return sign == "_" or sign.isalnum() or _is_mark(sign)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M"
