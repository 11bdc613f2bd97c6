"""Passages of a page that are not the article: found by rules, proposed to the coder, never decided here.

A line is the unit. Some lines show by themselves what they are (a photo credit, a share bar); others do by where they
stand, by coming again on other pages of the same outlet, or by what surrounds them at the end of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from cadrage.core.model import Span
from cadrage.core.text import trimmed
from cadrage.language import furniture

VERSION = "1"

_LINE = re.compile(r"[^\n]+")
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।。][\"'”’“»›)\]」』\s]*$")
_HEAD, _TAIL = 8, 30  # lines in which a page's furniture stands
_LEAST_COPIES = 3  # pages of an outlet that must have a line before it is called repeated
_LEAST_SHARE = 0.3
_COPY = 0.4  # a page of which so much is repeated is a copy, not furniture
_PROSE = 160  # characters from which a line that ends like a sentence is taken for a paragraph
_SHORT, _HEADING = 130, 80
_LONGEST = 900  # characters of a line that is looked at more closely; furniture is short
_LONGEST_HEADLINE = 160
_WIDE = 3  # blank lines that something was cut out of
_LARGEST_TORN = 0.35  # of the text
_LEAST_LIST, _LEAST_ALONE = 4, 6  # headlines; and where nothing says what they are


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that looks as if it were no article text, and why."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    blank: int  # blank lines before it
    kind: str = ""

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.text[-10:]))

    @property
    def is_prose(self) -> bool:
        return len(self.text) >= _PROSE and self.ends_sentence


def propose(text: str, repeated: Set[str] = frozenset()) -> tuple[Proposal, ...]:
    """The passages of one text, in order and apart. `repeated`: what `repeated_lines` found for its outlet."""
    lines = _lines(text)
    if not lines:
        return ()
    for step in (_by_themselves, _at_the_head, _at_the_tail, _repeated_headline):
        lines = step(lines)
    lines = _repeated(lines, repeated)
    for step in (_appeals, _lists, _torn, _bridged):
        lines = step(lines)
    if all(line.kind for line in lines):
        return ()  # a page without any article is for a person to judge
    return (*_merged(lines), *_credit_at_the_end(lines)) if lines else ()


def repeated_lines(texts: Iterable[str]) -> frozenset[str]:
    """Head and tail lines, without their numbers, that come again on pages of one outlet (or source)."""
    pages = [_edges(_lines(text)) for text in texts]
    seen = Counter(line for page in pages for line in page)
    least = max(_LEAST_COPIES, _LEAST_SHARE * len(pages))
    return frozenset(line for line, number in seen.items() if number >= least)


def repeated_by_source(texts: Mapping[int, str], sources: Mapping[int, str]) -> dict[int, frozenset[str]]:
    """What is repeated in each text's source, by the text's key; texts of an unnamed source are one group."""
    groups: dict[str, list[int]] = {}
    for key in texts:
        groups.setdefault(sources.get(key, "").casefold().strip(), []).append(key)
    found: dict[int, frozenset[str]] = {}
    for keys in groups.values():
        lines = repeated_lines(texts[key] for key in keys)
        found.update(dict.fromkeys(keys, lines))
    return found


def _edges(lines: Sequence[_Line]) -> set[str]:
    return {_key(line) for line in (*lines[:_HEAD], *lines[_HEAD:][-_TAIL:])}


def _key(line: _Line) -> str:
    words = " ".join(line.text.casefold().split())
    return _DIGITS.sub("0", words) if len(words) <= _SHORT else words  # paragraphs that differ in a number are two


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    last = 0
    for match in _LINE.finditer(text):
        piece = trimmed(text, match.start(), match.end())
        if piece:
            blank = max(text.count("\n", last, piece[0]) - 1, 0)
            found.append(_Line(*piece, text[piece[0] : piece[1]], blank if found else 0))
            last = piece[1]
    return found


# What a line shows by itself.


def _by_themselves(lines: list[_Line]) -> list[_Line]:
    return [replace(line, kind=_kind(line)) for line in lines]


def _kind(line: _Line) -> str:
    if len(line.text) > _LONGEST:
        return ""
    return next((kind for kind, pattern in furniture.ANYWHERE if pattern.search(line.text)), "")


# Where it stands.


def _at_the_head(lines: list[_Line]) -> list[_Line]:
    head = [_of_the_head(line) if not line.kind else line for line in lines[:_HEAD]]
    return [*head, *lines[_HEAD:]]


def _of_the_head(line: _Line) -> _Line:
    if _is_date(line):
        return replace(line, kind=furniture.DATE)
    if len(line.text) <= _SHORT and (
        furniture.BYLINE_NAMES.search(line.text) or any(each.search(line.text) for each in furniture.BYLINE_PATTERNS)
    ):
        return replace(line, kind=furniture.BYLINE)
    return line


def _is_date(line: _Line) -> bool:
    return len(line.text) <= 90 and bool(
        furniture.DATE_PATTERN.search(line.text) and furniture.HAS_MONTH.search(line.text)
    )


def _at_the_tail(lines: list[_Line]) -> list[_Line]:
    first = max(len(lines) - _TAIL, len(lines) // 2)
    return [_of_the_tail(line) if place >= first and not line.kind else line for place, line in enumerate(lines)]


def _of_the_tail(line: _Line) -> _Line:
    if _is_date(line):
        return replace(line, kind=furniture.DATE)
    announces = line.text.endswith(":")
    if (furniture.CREDIT_LINE.search(line.text) and not announces) or furniture.CREDIT_CODE.search(line.text):
        return replace(line, kind=furniture.CREDIT)
    if len(line.text) <= _SHORT and any(each.search(line.text) for each in furniture.BYLINE_PATTERNS):
        return replace(line, kind=furniture.BYLINE)
    return line


def _repeated_headline(lines: list[_Line]) -> list[_Line]:
    """The headline a second time at the head: pages print it over and under the picture."""
    first = _key(lines[0])
    return [
        replace(line, kind=furniture.HEADLINE)
        if 0 < place < _HEAD and not line.kind and 12 < len(line.text) <= _LONGEST_HEADLINE and _key(line) == first
        else line
        for place, line in enumerate(lines)
    ]


def _repeated(lines: list[_Line], repeated: Set[str]) -> list[_Line]:
    edge = {*range(min(_HEAD, len(lines))), *range(max(_HEAD, len(lines) - _TAIL), len(lines))}
    hit = {place for place in edge if _key(lines[place]) in repeated}
    length = sum(len(line.text) for line in lines)
    if sum(len(lines[place].text) for place in hit) > _COPY * length:
        return lines
    return [
        replace(line, kind=furniture.REPEATED) if place in hit and not line.kind else line
        for place, line in enumerate(lines)
    ]


# What surrounds it.


def _appeals(lines: list[_Line]) -> list[_Line]:
    """Lines that ask their reader for something; in the article's first half only the plainest."""
    found = []
    for place, line in enumerate(lines):
        late = place >= len(lines) / 2
        found.append(replace(line, kind=furniture.APPEAL) if not line.kind and _asks(line, late=late) else line)
    for place in range(len(found) - 1, 0, -1):
        heads = found[place].kind == furniture.APPEAL
        if heads and place - 1 >= len(found) / 2 and _is_heading(found[place - 1]):
            found[place - 1] = replace(found[place - 1], kind=furniture.APPEAL)
    return found


def _is_heading(line: _Line) -> bool:
    return not line.kind and len(line.text) <= _HEADING and not line.ends_sentence


def _asks(line: _Line, *, late: bool) -> bool:
    if len(line.text) > _LONGEST or line.text.startswith(('"', "“", "„", "«", "'", "‘")):
        return False  # somebody is quoted
    if len(line.text) <= _SHORT and furniture.SURE.search(line.text):
        return True
    points = len({found.group().casefold() for found in furniture.PHRASES.finditer(line.text)})
    return late and points >= 2


def _lists(lines: list[_Line]) -> list[_Line]:
    """Headlines one below the other at the end of the page: four or more lines that end no sentence."""
    first = max(2, int(len(lines) * 0.4))
    above = [line for line in lines[:first] if not line.kind and len(line.text) > _HEADING]
    if 2 * sum(line.ends_sentence for line in above) < len(above):
        return lines  # broken lines, verses, or a script that does without full stops
    run: list[int] = []
    found = list(lines)
    for place in range(first, len(lines) + 1):
        if place < len(lines) and _like_a_link(lines[place]):
            run.append(place)
            continue
        rest = lines[place:]
        own = [each for each in run if not lines[each].kind]
        known = len(own) < len(run) or (len(own) >= _LEAST_ALONE and all(lines[each].text[0].isupper() for each in own))
        if len(run) >= _LEAST_LIST and known and not any(line.is_prose and not line.kind for line in rest):
            for each in own:
                found[each] = replace(lines[each], kind=furniture.LINKS)
        run = []
    return found


def _like_a_link(line: _Line) -> bool:
    if line.kind:
        return True
    plain = not line.ends_sentence and not line.text.endswith((":", ",", ";"))
    return len(line.text) <= _SHORT and plain and not line.text[0].islower()


def _torn(lines: list[_Line]) -> list[_Line]:
    """What stands between wide gaps at the end of a page: the captions of players and posts that were there."""
    usual = median([line.blank for line in lines])
    wide = [place for place, line in enumerate(lines) if line.blank >= max(_WIDE, 2 * usual + 1)]
    while wide and not _is_torn(lines, _reach(lines, wide[0]), len(wide)):
        wide.pop(0)
    if not wide:
        return lines
    start = _reach(lines, wide[0])
    return [
        replace(line, kind=furniture.EMBEDDED) if place >= start and not line.kind else line
        for place, line in enumerate(lines)
    ]


def _reach(lines: Sequence[_Line], place: int) -> int:
    """The heading above a gap belongs to what was below it."""
    while place > 1 and not lines[place - 1].ends_sentence and len(lines[place - 1].text) <= _SHORT:
        place -= 1
    return place


def _is_torn(lines: Sequence[_Line], start: int, gaps: int) -> bool:
    rest = lines[start:]
    size = lines[-1].end - lines[start].start
    loose = sum(not line.is_prose for line in rest)
    return gaps >= 3 and size <= _LARGEST_TORN * lines[-1].end and loose >= 0.6 * len(rest)


def _bridged(lines: list[_Line]) -> list[_Line]:
    """Within the furniture at the end of a page, what stands between two of its lines is furniture, too."""
    found = list(lines)
    marked = [place for place, line in enumerate(lines) if line.kind and place >= len(lines) * 0.4]
    for before, after in pairwise(marked):
        between = range(before + 1, after)
        if not between or len(between) > 2 or _any_article_behind(lines, after):
            continue
        room = sum(len(lines[place].text) for place in between)
        near = lines[before].end - lines[before].start + lines[after].end - lines[after].start
        if lines[before].kind == furniture.CAPTION or room > max(2 * _SHORT, near):
            continue
        if all(not lines[place].is_prose or lines[before].kind == furniture.APPEAL for place in between):
            for place in between:
                found[place] = replace(lines[place], kind=lines[before].kind)
    return found


def _any_article_behind(lines: Sequence[_Line], place: int) -> bool:
    return any(line.is_prose and not line.kind for line in lines[place + 1 :])


# The passages.


def _merged(lines: Sequence[_Line]) -> list[Proposal]:
    """Lines that follow each other are one passage, named after most of it."""
    found: list[Proposal] = []
    run: list[_Line] = []
    for line in (*lines, None):
        if line is not None and line.kind:
            run.append(line)
            continue
        if run:
            sizes: Counter[str] = Counter()
            for each in run:
                sizes[each.kind] += each.end - each.start
            found.append(Proposal(Span(run[0].start, run[-1].end), sizes.most_common(1)[0][0]))
        run = []
    return found


def _credit_at_the_end(lines: Sequence[_Line]) -> list[Proposal]:
    """The agency in brackets behind the article's last sentence: – (Agency service)."""
    last = next((line for line in reversed(lines) if not line.kind), None)
    if last is None:
        return []
    start = max(last.text.rfind("(", -_SHORT), last.text.rfind("[", -_SHORT), 0)
    head = last.text[:start].rstrip(" –—-")
    if not _SENTENCE_END.search(head[-10:]) or not furniture.CREDIT_END.match(last.text, start):
        return []
    bare = trimmed(last.text, len(head), len(last.text))
    return [Proposal(Span(last.start + bare[0], last.start + bare[1]), furniture.CREDIT)] if bare else []
