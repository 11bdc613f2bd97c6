"""From codings to the passages on which coders differ, typed; and to the table of which code meets which."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from cadrage.agreement.matching import THRESHOLD
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.disagreement import Choice, Confusion, Difference, Disagreement
from cadrage.core.model import Span


def disagreements(
    documents: Iterable[CodedDocument], group: CodeGroup, coders: Sequence[str]
) -> tuple[Disagreement, ...]:
    """Every passage with a coding of `group` on which the coders differ, in the order of the texts.

    Codings of the group that overlap, whoever made them, are one passage. It is *missing* where a coder has no
    coding there, *other code* where that coder put another code on the same words (at least half of the union of
    the two spans, and not a code that they share with the others there), *boundary* where all have it but not with
    the same ends. Codings wholly in excluded regions are left out.
    """
    passages = Passages(coders)
    return tuple(found for document in documents for found in passages.of(document, group.members))


class Passages:
    """The passages on which coders differ, of one document and some codes at a time.

    What all codes share is made once, and so are the passages of the same codes.
    """

    def __init__(self, coders: Sequence[str]) -> None:
        self._coders = tuple(coders)
        self._seen: dict[int, _Seen] = {}
        self._found: dict[tuple[int, frozenset[int]], tuple[Disagreement, ...]] = {}

    def of(self, document: CodedDocument, members: frozenset[int]) -> tuple[Disagreement, ...]:
        """Those of codings with one of these codes; see `disagreements`."""
        seen = self._seen.get(document.document) or self._look(document)
        used = members.intersection(seen.codes)
        if len(seen.coders) < 2 or not used:
            return ()
        key = (document.document, used)
        if key not in self._found:
            judged = map(seen.judged, seen.passages(used))
            self._found[key] = tuple(each for each in judged if each is not None)
        return self._found[key]

    def _look(self, document: CodedDocument) -> _Seen:
        present = [coder for coder in self._coders if coder in document.coders]
        seen = self._seen[document.document] = _Seen.of(document, present)
        return seen


@dataclass(frozen=True, slots=True)
class _Coded:
    coder: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class _Track:
    """One coder's choices in the order of the text."""

    choices: tuple[Choice, ...]
    starts: tuple[int, ...]
    longest: int

    @classmethod
    def of(cls, choices: Iterable[Choice]) -> _Track:
        ordered = tuple(sorted(choices, key=_place))
        longest = max((len(choice.span) for choice in ordered), default=0)
        return cls(ordered, tuple(choice.span.start for choice in ordered), longest)

    def meeting(self, span: Span) -> range:
        """The places of the choices that may overlap a span."""
        first = bisect_left(self.starts, span.start - self.longest)
        return range(first, bisect_left(self.starts, span.end))


@dataclass(frozen=True, slots=True)
class _Seen:
    """One document's codings of the coders who completed it."""

    document: int
    coders: tuple[str, ...]
    tracks: Mapping[str, _Track]
    codes: Mapping[int, Sequence[_Coded]]

    @classmethod
    def of(cls, document: CodedDocument, coders: Sequence[str]) -> _Seen:
        choices: dict[str, list[Choice]] = defaultdict(list)
        for (coder, code), spans in document.spans.items():
            if coder in coders:
                choices[coder] += [Choice(code, span) for span in spans if not _excluded(span, document.excluded)]
        tracks = {coder: _Track.of(choices[coder]) for coder in coders}
        codes: dict[int, list[_Coded]] = defaultdict(list)
        for coder, track in tracks.items():
            for choice in track.choices:
                codes[choice.code].append(_Coded(coder, choice))
        return cls(document.document, tuple(coders), tracks, dict(codes))

    def passages(self, members: frozenset[int]) -> list[list[_Coded]]:
        """The codings with one of these codes, in runs that overlap."""
        coded = [each for code in members for each in self.codes[code]]
        runs: list[list[_Coded]] = []
        end = -1
        for each in sorted(coded, key=lambda coded: _place(coded.choice)):
            if runs and each.choice.span.start < end:
                runs[-1].append(each)
            else:
                runs.append([each])
            end = max(end, each.choice.span.end) if len(runs[-1]) > 1 else each.choice.span.end
        return runs

    def judged(self, passage: list[_Coded]) -> Disagreement | None:
        """What the coders differ in at the passage; None where they do not."""
        chosen: dict[str, tuple[Choice, ...]] = {
            coder: tuple(each.choice for each in passage if each.coder == coder) for coder in self.coders
        }
        silent = [coder for coder in self.coders if not chosen[coder]]
        if not silent:
            extents = {_united(choices) for choices in chosen.values()}
            if len(extents) == 1:
                return None
            return self._stated(Difference.BOUNDARY, chosen)
        others = {coder: self._other_codes(coder, passage) for coder in silent}
        kind = Difference.OTHER_CODE if any(others.values()) else Difference.MISSING
        return self._stated(kind, {**chosen, **others})

    def _stated(self, kind: Difference, choices: Mapping[str, tuple[Choice, ...]]) -> Disagreement:
        spans = [choice.span for mine in choices.values() for choice in mine]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        return Disagreement(self.document, kind, whole, dict(choices))

    def _other_codes(self, coder: str, passage: list[_Coded]) -> tuple[Choice, ...]:
        """What a coder put on the same words instead: codes that nobody of the passage put there too."""
        codes, track = {each.choice.code for each in passage}, self.tracks[coder]
        places = {
            place
            for each in passage
            for place in track.meeting(each.choice.span)
            if alike(track.choices[place].span, each.choice.span)
        }
        others = (track.choices[place] for place in sorted(places))
        present = {each.coder for each in passage}
        return tuple(other for other in others if other.code not in codes and not self._shared(other, present))

    def _shared(self, choice: Choice, coders: set[str]) -> bool:
        tracks = (self.tracks[coder] for coder in coders)
        near = (track.choices[place] for track in tracks for place in track.meeting(choice.span))
        return any(other.code == choice.code and alike(other.span, choice.span) for other in near)


def confusion(documents: Iterable[CodedDocument], codes: Sequence[int], coders: Sequence[str]) -> Confusion:
    """Which code the others put where one coder put a code, over all ordered pairs of `coders`.

    Spans are matched one to one: first those of the same code that share half of their union, the larger
    intersection first; then, among the rest, those of different codes. What is left stands against None.
    With two coders only (first, second) is counted.
    """
    counts: Counter[tuple[int | None, int | None]] = Counter()
    two = len(coders) == 2
    pairs = [(coders[0], coders[1])] if two else list(permutations(coders, 2))
    wanted = frozenset(codes)
    for document in documents:
        seen = _Seen.of(document, [coder for coder in coders if coder in document.coders])
        tracks = {coder: _of(track, wanted) for coder, track in seen.tracks.items()}
        for first, second in pairs:
            if first in tracks and second in tracks:
                counts.update(_met(tracks[first], tracks[second]))
    return Confusion(tuple(codes), dict(counts), (coders[0], coders[1]) if two else None)


def _of(track: _Track, codes: frozenset[int]) -> _Track:
    return _Track.of(choice for choice in track.choices if choice.code in codes)


def _met(first: _Track, second: _Track) -> list[tuple[int | None, int | None]]:
    """The codes of each match, and of what nothing matches."""
    mine, theirs = first.choices, second.choices
    near = [
        (a.code != theirs[j].code, -common(a.span, theirs[j].span), i, j)
        for i, a in enumerate(mine)
        for j in second.meeting(a.span)
        if alike(a.span, theirs[j].span)
    ]
    left, right = set(range(len(mine))), set(range(len(theirs)))
    met: list[tuple[int | None, int | None]] = []
    for _, _, i, j in sorted(near):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            met.append((mine[i].code, theirs[j].code))
    return met + [(mine[i].code, None) for i in sorted(left)] + [(None, theirs[j].code) for j in sorted(right)]


def _place(choice: Choice) -> tuple[int, int, int]:
    return choice.span.start, choice.span.end, choice.code


def common(first: Span, second: Span) -> int:
    """Code points that both hold; not above 0 where there are none."""
    return min(first.end, second.end) - max(first.start, second.start)


def alike(first: Span, second: Span) -> bool:
    """Whether they share at least half of their union."""
    union = max(first.end, second.end) - min(first.start, second.start)
    return common(first, second) >= THRESHOLD * union


def _united(choices: Iterable[Choice]) -> tuple[tuple[int, int], ...]:
    """The extents of spans, overlapping ones as one."""
    found: list[tuple[int, int]] = []
    for span in sorted(choice.span for choice in choices):
        if found and span.start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return tuple(found)


def _excluded(span: Span, regions: Iterable[Span]) -> bool:
    return any(region.start <= span.start and span.end <= region.end for region in regions)
