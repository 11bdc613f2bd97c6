"""Quoted and reported speech with its speaker: quotation marks, verbs of saying, “according to”.

Speakers are subjects by grammar where a trained pipeline with a parser is installed, else by rules.

Everything is looked for within a sentence or a fixed reach, so that the time grows with the text's length alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from cadrage.core.model import Span
from cadrage.core.speech import Quoted, SpeechForm
from cadrage.core.text import trimmed
from cadrage.language import pipelines, quotation_marks, sentence_rules
from cadrage.language.detecting import detect
from cadrage.language.parsed_subjects import ParsedSubjects
from cadrage.language.pronouns import Earlier
from cadrage.language.quotation_marks import Marked
from cadrage.language.reported_speech import reported
from cadrage.language.speakers import HOLE, Attribution, attributions

_NEAR = 300  # characters between a quotation and the verb that introduces it
_BETWEEN = re.compile(r"[\s,.–—-]*")
_INTRODUCED = re.compile(r"[:,]\s*$|:\s*\n\s*$")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class _Quote:
    marks: Marked
    spoken: bool  # a line of dialogue


def quotations(text: str, language: str = "") -> tuple[Quoted, ...]:
    """The quoted and reported speech of a text in reading order; nested quotations belong to the outer one.

    `language`: its ISO 639-1 code, found out where it is not known.
    """
    language = language or detect(text) or "en"
    quotes = _quotes(text)
    masked = _masked(text, quotes)
    pipeline = pipelines.with_parser(language)
    parsed = ParsedSubjects(text, pipeline) if pipeline is not None else None
    finder = _Finder(text, masked, quotes, tuple(attributions(masked, language, parsed)), language)
    found = [*finder.quoted(), *finder.reported()]
    return tuple(sorted(found, key=lambda each: (each.marked.start, -each.marked.end)))


def _quotes(text: str) -> list[_Quote]:
    """Marked quotations, and lines of dialogue where none are marked."""
    found = [_Quote(each, spoken=False) for each in quotation_marks.marked(text)]
    starts = [each.marks.start for each in found]
    for start, end, _, _ in quotation_marks.dialogue(text):
        place = bisect_left(starts, start)
        taken = place < len(starts) and starts[place] < end
        if not taken and (words := trimmed(text, start, end)):
            found.append(_Quote(Marked(*words, *words), spoken=True))
    return sorted(found, key=lambda each: each.marks.start)


def _masked(text: str, quotes: Sequence[_Quote]) -> str:
    """The text with a sign of no meaning for every quoted character, line ends as they are."""
    parts, at = [], 0
    for each in quotes:
        start, end = each.marks.start, each.marks.end
        if start < at:
            continue
        inside = text[start:end]
        hidden = "\n".join(HOLE * len(line) for line in inside.split("\n"))
        parts += [text[at:start], hidden]
        at = end
    return "".join((*parts, text[at:]))


class _Finder:
    """One text on its way to its quotations."""

    def __init__(
        self, text: str, masked: str, quotes: list[_Quote], said: tuple[Attribution, ...], language: str
    ) -> None:
        self._text, self._masked, self._language = text, masked, language
        self._quotes, self._said = quotes, said
        self._starts = [each.start for each in said]
        self._sentences = _sentence_starts(masked, language)
        self._earlier = Earlier(text, said, language)
        self._used: set[int] = set()

    # Quotations in marks.

    def quoted(self) -> list[Quoted]:
        found: list[Quoted] = []
        before: tuple[Marked, int | None] | None = None
        for place, each in enumerate(self._quotes):
            number, close = self._close(each, before[0].end if before else 0)
            following = self._quotes[place + 1].marks.start if place + 1 < len(self._quotes) else len(self._text)
            if number is None and before is not None:
                number, close = self._of_the_one_before(each, *before), True
            if number is None:
                number = self._in_sentence(each, following)
            form = self._form(each, close=close)
            before = each.marks, number
            if number is not None and close and form is SpeechForm.DIRECT:
                self._used.add(number)
            if number is not None or self._worth(each, form):
                found.append(self._made(each.marks, form, number))
        return found

    def _close(self, quote: _Quote, after: int) -> tuple[int | None, bool]:
        """The attribution right before the quotation or right behind it."""
        marks = quote.marks
        place = bisect_left(self._starts, marks.start)
        if place and not quote.spoken:
            one = self._said[place - 1]
            between = self._masked[one.last : marks.start]
            near = after <= one.last <= marks.start and len(between) < _NEAR
            if near and _INTRODUCED.search(between) and self._is_same_sentence(one.last, marks.start, between):
                return place - 1, True
        if place < len(self._said):
            one = self._said[place]
            gap = self._masked[marks.end : one.first] if one.first >= marks.end else "x"
            if len(gap) < 12 and _BETWEEN.fullmatch(gap) and "\n" not in gap and not self._is_over(marks, one, gap):
                return place, True
        return None, False

    def _is_same_sentence(self, start: int, end: int, between: str) -> bool:
        return between.rstrip().endswith(":") or self._sentence(start) == self._sentence(end)

    def _is_over(self, marks: Marked, one: Attribution, gap: str) -> bool:
        """“…” Somebody else said: the quotation ended with its sentence, and another begins."""
        ended = self._text[marks.words_end - 1] == "." or "." in gap
        return ended and "," not in gap and one.left and self._masked[one.first].isupper()

    def _in_sentence(self, quote: _Quote, following: int) -> int | None:
        """The nearest attribution in the same sentence, rather before than behind."""
        marks = quote.marks
        sentence = self._sentence(marks.start)
        place = bisect_left(self._starts, marks.start)
        if place and self._sentence(self._said[place - 1].start) == sentence:
            return place - 1
        ended = self._text[marks.words_end - 1] in ".!?" and self._text[marks.words_start].isupper()
        if place < len(self._said) and not ended and self._said[place].first < following:
            one = self._said[place]
            return place if self._sentence(one.start) == sentence and "\n" not in self._gap(marks, one) else None
        return None

    def _gap(self, marks: Marked, one: Attribution) -> str:
        return self._masked[marks.end : one.start]

    def _of_the_one_before(self, quote: _Quote, before: Marked, number: int | None) -> int | None:
        """“…,” said X. “…”: the second goes on where nothing but the attribution stands between."""
        if number is None:
            return None
        one = self._said[number]
        between = self._masked[one.last : quote.marks.start]
        if not before.end <= one.first < one.last <= quote.marks.start:
            return None
        goes_on = len(between) < 60 and "\n" not in between and len(re.findall(r"[.!?:;]", between)) < 2
        return number if goes_on else None

    def _sentence(self, place: int) -> int:
        return bisect_right(self._sentences, place)

    def _form(self, quote: _Quote, *, close: bool) -> SpeechForm:
        if quote.spoken:
            return SpeechForm.DIRECT
        words = self._text[quote.marks.words_start : quote.marks.words_end]
        behind = self._text[quote.marks.end : quote.marks.end + 1]
        few = len(words.split(maxsplit=3)) < 3
        ended = words[-1] in ".,!?…。！？" or (behind in (",", ".") and close)
        introduced = self._masked[max(0, quote.marks.start - 3) : quote.marks.start].rstrip().endswith(":")
        begins = not next((sign for sign in words if sign.isalpha()), "A").islower()
        if introduced or (begins and ended and (close or not few)) or (close and not few and (begins or ended)):
            return SpeechForm.DIRECT
        return SpeechForm.PARTIAL

    def _worth(self, quote: _Quote, form: SpeechForm) -> bool:
        """Whether marks without a speaker look like speech; a single word in them is a title or a doubt."""
        words = self._text[quote.marks.words_start : quote.marks.words_end]
        return form is SpeechForm.DIRECT or len(words.split(maxsplit=2)) > 1

    def _made(self, marks: Marked, form: SpeechForm, number: int | None) -> Quoted:
        words, around = Span(marks.words_start, marks.words_end), Span(marks.start, marks.end)
        if number is None:
            return Quoted(words, around, form)
        one = self._said[number]
        verb = self._text[one.start : one.end]
        return Quoted(words, around, form, verb, Span(*one.who), self._earlier.name(number))

    # Reported speech.

    def reported(self) -> list[Quoted]:
        found = []
        for number, one in enumerate(self._said):
            if number in self._used:
                continue
            place = self._sentence(one.start)
            start = self._sentences[place - 1] if place else 0
            end = self._sentences[place] if place < len(self._sentences) else len(self._masked)
            clause = reported(self._masked, one, start, end, self._language)
            if clause is not None:
                span, verb = Span(*clause), self._text[one.start : one.end]
                name = self._earlier.name(number)
                found.append(Quoted(span, span, SpeechForm.REPORTED, verb, Span(*one.who), name))
        return found


def _sentence_starts(masked: str, language: str) -> list[int]:
    found: list[int] = []
    for line in _LINE.finditer(masked):
        found.append(line.start())
        found.extend(line.start() + end for end in sentence_rules.sentence_ends(line.group(), language))
    return found
