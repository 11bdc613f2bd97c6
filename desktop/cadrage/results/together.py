"""Codes that occur together: in the same words, sentence, paragraph or document, or within some words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cadrage.core.results import CoOccurrence, Meeting
from cadrage.core.results_question import Dimension, Kind, Proximity, Reach
from cadrage.results import words_below as below
from cadrage.results.axes import axis
from cadrage.results.counting import article_words
from cadrage.results.material import Material
from cadrage.results.words import Bools, Ints, Words

_AT_ONCE = 2_000_000  # pairs of codings held in memory
_MOST_HELD = 1 << 25  # (group, stretch of units, code) held in memory
_UNIT_WORDS = {Reach.OVERLAP: "words", Reach.SENTENCE: "sentences", Reach.PARAGRAPH: "paragraphs"}


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Codings as ranges of units (codings,): `start` to `end` for whether they meet, `first` to `last` for the units
    that they hold. `code`: the number of the code itself; `group`: whose codings are compared with each other.
    """

    document: Ints
    code: Ints
    group: Ints
    start: Ints
    end: Ints
    first: Ints
    last: Ints
    all_units: int


@dataclass(frozen=True, slots=True, eq=False)
class _Codes:
    """`above` (levels, codes itself): the rows of the result that a code counts in, -1 for none; `kin` (rows, rows):
    rows that share codes and so are no pairs."""

    above: Ints
    kin: Bools

    @property
    def rows(self) -> int:
        return len(self.kin)


def together(material: Material) -> CoOccurrence:
    """Every pair of codes in the material of a question with a proximity."""
    near = material.question.proximity or Proximity()
    found = axis(_with_codes(material), Dimension(Kind.CODE), ())
    codes = _codes(found.several, len(found.categories))
    words = article_words(material)
    laid = _laid(material, near, words, found.several)
    shared = _shared(laid, codes, near, len(material.documents))
    alone = {
        row: Meeting(int(shared.codings[row]), int(shared.documents[row]), int(shared.units[row]))
        for row in np.flatnonzero(shared.codings).tolist()
    }
    around = below.asked(
        material,
        (*below.about_codings(_with_codes(material)), *_notes(near, len({each[4] for each in material.codings}))),
        below.outside_article(material, *words.touched(laid.document, *_spans(material))),
    )
    unit = _UNIT_WORDS.get(near.reach, "documents")
    return CoOccurrence(around, found.categories, alone, shared.pairs, unit, laid.all_units, len(material.documents))


def _with_codes(material: Material) -> Material:
    """The material as if only codes had been asked for."""
    return replace(material, question=replace(material.question, rows=(Dimension(Kind.CODE),), columns=(), layers=()))


def _notes(near: Proximity, rounds: int) -> Iterator[str]:
    how = {
        Reach.OVERLAP: "where they have a character in common",
        Reach.SENTENCE: "where both touch the same sentence",
        Reach.PARAGRAPH: "where both touch the same paragraph",
        Reach.WORDS: f"where they overlap or at most {below.number_of(near.words, 'word')} stand between them",
        Reach.DOCUMENT: "where they stand in the same document",
    }[near.reach]
    yield f"Two codings meet {how}, whichever comes first."
    if near.same_coder:
        yield f"Only codings of the same coder{' and round' if rounds > 1 else ''} are compared with each other."
    else:
        yield "Codings of different coders are compared with each other, too."


def _spans(material: Material) -> tuple[Ints, Ints]:
    columns = np.array(material.codings, np.int64).reshape(-1, 8)
    return columns[:, 5], columns[:, 6]


def _codes(several: Sequence[tuple[int, ...]], rows: int) -> _Codes:
    """The different sets of rows that codings count in stand for the codes themselves."""
    lines = sorted(set(several))
    kin = np.eye(rows, dtype=np.bool_)
    above = np.full((max(map(len, lines), default=1) or 1, max(len(lines), 1)), -1, np.int64)
    for number, line in enumerate(lines):
        kin[np.ix_(line, line)] = True
        above[: len(line), number] = line
    return _Codes(above, kin)


def _laid(material: Material, near: Proximity, words: Words, several: Sequence[tuple[int, ...]]) -> _Laid:
    place = {document.id: number for number, document in enumerate(material.documents)}
    lines = {line: number for number, line in enumerate(sorted(set(several)))}
    columns = np.array(material.codings, np.int64).reshape(-1, 8)
    document = np.array([place[row[1]] for row in material.codings], np.int64)
    code = np.array([lines[line] for line in several], np.int64)
    group = columns[:, 3] * (int(columns[:, 4].max(initial=0)) + 1) + columns[:, 4]
    group = np.unique(group, return_inverse=True)[1] if near.same_coder else np.zeros(len(document), np.int64)
    first, last = words.touched(document, columns[:, 5], columns[:, 6])
    coded = np.unique(document)
    word_count = int(words.counts[coded].sum())
    match near.reach:
        case Reach.OVERLAP:
            start, end = words.offsets[document] + columns[:, 5], words.offsets[document] + columns[:, 6]
            return _Laid(document, code, group, start, end, first, last, word_count)
        case Reach.WORDS:
            reach = np.minimum(last + near.words, words.first[document + 1]) + document + 1
            # A step of one between documents: the last word of one never stands next to the first of another.
            return _Laid(document, code, group, first + document, reach, document, document + 1, len(place))
        case Reach.DOCUMENT:
            return _Laid(document, code, group, document, document + 1, document, document + 1, len(place))
        case _:
            number, start, end = _in_units(material, columns)
            return _Laid(document, code, group, start, end, start, end, number)


def _in_units(material: Material, columns: Ints) -> tuple[int, Ints, Ints]:
    """The units of each coding on one axis of all units, and how many there are; a coding between two of them, on
    white space, has none."""
    bounds = [(document, *pair) for document, pairs in material.units.items() for pair in pairs]
    every = np.array(bounds, np.int64).reshape(-1, 3)
    every = every[np.lexsort((every[:, 1], every[:, 0]))]
    width = int(max(every[:, 2].max(initial=0), columns[:, 6].max(initial=0))) + 1
    starts, ends = every[:, 0] * width + every[:, 1], every[:, 0] * width + every[:, 2]
    begin, end = columns[:, 1] * width + columns[:, 5], columns[:, 1] * width + columns[:, 6]
    first = np.searchsorted(ends, begin, side="right")
    return len(every), first, np.maximum(first, np.searchsorted(starts, end, side="left"))


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    codings: Ints
    documents: Ints
    units: Ints
    pairs: dict[tuple[int, int], Meeting]


def _shared(laid: _Laid, codes: _Codes, near: Proximity, documents: int) -> _Shared:
    rows = codes.rows
    met, where = _by_document(laid, codes) if near.reach is Reach.DOCUMENT else _by_pairs(laid, codes)
    of_documents = np.bincount(where % (rows * rows), minlength=rows * rows).reshape(rows, rows)
    both, either = _units(laid, codes)
    if near.reach is Reach.WORDS:
        both = of_documents
    alone_documents = _alone(laid, codes, documents)
    codings = np.zeros(rows, np.int64)
    for level in codes.above:
        np.add.at(codings, level[laid.code][level[laid.code] >= 0], 1)
    pairs = {
        (one, other): Meeting(
            int(met[one, other]), int(of_documents[one, other]), int(both[one, other]), int(either[one, other])
        )
        for one, other in np.argwhere((np.triu(met, 1) > 0) & ~codes.kin).tolist()
    }
    return _Shared(codings, alone_documents, either.diagonal().copy(), pairs)


def _alone(laid: _Laid, codes: _Codes, documents: int) -> Ints:
    keys = [np.empty(0, np.int64)]
    for level in codes.above:
        row = level[laid.code]
        keys.append((row * max(documents, 1) + laid.document)[row >= 0])
    return np.bincount(np.unique(np.concatenate(keys)) // max(documents, 1), minlength=codes.rows)


def _by_document(laid: _Laid, codes: _Codes) -> tuple[Ints, Ints]:
    """As `_by_pairs`, by counting what each document has of each code: pairs there are too many to be looked at."""
    rows = codes.rows
    key = laid.document * (int(laid.group.max(initial=0)) + 1) + laid.group
    groups, inverse = np.unique(key, return_inverse=True)
    counts = np.zeros((len(groups), rows), np.int64)
    for level in codes.above:
        row = level[laid.code]
        np.add.at(counts, (inverse[row >= 0], row[row >= 0]), 1)
    met = np.rint(counts.astype(np.float64).T @ counts.astype(np.float64)).astype(np.int64)
    document = groups // (int(laid.group.max(initial=0)) + 1)
    found: list[Ints] = [np.empty(0, np.int64)]
    for one in range(rows):
        at, other = np.nonzero((counts[:, one : one + 1] > 0) & (counts > 0))
        found.append(np.unique((document[at] * rows + one) * rows + other))
    return met, np.unique(np.concatenate(found))


def _by_pairs(laid: _Laid, codes: _Codes) -> tuple[Ints, Ints]:
    """Pairs of codings (rows, rows), symmetric, and the different (document, row, row) as numbers."""
    rows = codes.rows
    met, where = np.zeros(rows * rows, np.int64), np.empty(0, np.int64)
    for one, other in _pairs(laid):
        for above in codes.above:
            for also in codes.above:
                a, b = above[laid.code[one]], also[laid.code[other]]
                here = (a >= 0) & (b >= 0)
                a, b, document = a[here], b[here], laid.document[one[here]]
                met += np.bincount(a * rows + b, minlength=rows * rows)
                low, high = np.minimum(a, b), np.maximum(a, b)
                where = np.unique(np.concatenate([where, (document * rows + low) * rows + high]))
    square = met.reshape(rows, rows)
    # A pair was seen in one order only: the sum of both is what the two codes have.
    return square + square.T, where


def _pairs(laid: _Laid) -> Iterator[tuple[Ints, Ints]]:
    """All pairs of codings of one group whose ranges meet, each once, some at a time."""
    width = int(max(laid.end.max(initial=0), laid.start.max(initial=0))) + 1
    held = np.flatnonzero(laid.end > laid.start)
    start, end = (laid.group * width + laid.start)[held], (laid.group * width + laid.end)[held]
    order = np.argsort(start, kind="stable")
    start, end, held = start[order], end[order], held[order]
    last = np.searchsorted(start, end, side="left")
    many = last - np.arange(1, len(start) + 1)
    before = np.concatenate([[0], np.cumsum(many)])
    first = 0
    while first < len(start):
        stop = max(first + 1, int(np.searchsorted(before, before[first] + _AT_ONCE, side="right")) - 1)
        size = many[first:stop]
        one = np.repeat(np.arange(first, stop), size)
        other = one + 1 + np.arange(len(one)) - np.repeat(before[first:stop] - before[first], size)
        yield held[one], held[other]
        first = stop


def _units(laid: _Laid, codes: _Codes) -> tuple[Ints, Ints]:
    """Units that one group holds for both codes, and units with either code by whomever; both (rows, rows)."""
    rows = codes.rows
    groups = int(laid.group.max(initial=0)) + 1
    both, whoever = np.zeros((rows, rows), np.int64), np.zeros((rows, rows), np.int64)
    for chosen in _some_documents(laid, max(1, _MOST_HELD // (2 * groups * max(rows, 1)))):
        holds, weights = _held(laid, codes, chosen)
        anyone = np.any(holds, axis=0)
        for row in range(rows):
            here = np.flatnonzero(anyone[:, row])
            whoever[row] += weights[here] @ anyone[here]
            both[row] += weights[here] @ np.any(holds[:, here, row : row + 1] & holds[:, here], axis=0)
    single = whoever.diagonal()
    return both, single[:, None] + single[None, :] - whoever


def _some_documents(laid: _Laid, most: int) -> Iterator[slice]:
    """Stretches of codings, about `most` of them, that end where a document ends: no unit is in two documents."""
    ends = [*(np.flatnonzero(np.diff(laid.document)) + 1).tolist(), len(laid.document)]
    first = 0
    for end, after in zip(ends, [*ends[1:], None], strict=True):
        if after is None or after - first > most:
            yield slice(first, end)
            first = end


def _held(laid: _Laid, codes: _Codes, chosen: slice) -> tuple[Bools, Ints]:
    """Which code holds which stretch of units, by group (groups, stretches, rows), and how many units a stretch has."""
    begin, end, code = laid.first[chosen], laid.last[chosen], laid.code[chosen]
    group = np.unique(laid.group[chosen], return_inverse=True)[1]
    edges = np.unique(np.concatenate([begin, end]))
    first, last = np.searchsorted(edges, begin), np.searchsorted(edges, end)
    steps = np.zeros((int(group.max(initial=0)) + 1, max(len(edges), 1), codes.rows), np.int32)
    for level in codes.above:
        row = level[code]
        here = row >= 0
        np.add.at(steps, (group[here], first[here], row[here]), 1)
        np.add.at(steps, (group[here], last[here], row[here]), -1)
    return np.cumsum(steps, axis=1)[:, :-1] > 0, np.diff(edges)


def codings_together(material: Material, one: int, other: int) -> tuple[int, ...]:
    """The ids of the codings that stand in a meeting of two rows, by document and position."""
    near = material.question.proximity or Proximity()
    found = axis(_with_codes(material), Dimension(Kind.CODE), ())
    codes = _codes(found.several, len(found.categories))
    laid = _laid(material, near, article_words(material), found.several)
    first = np.any(codes.above == one, axis=0)[laid.code]
    second = np.any(codes.above == other, axis=0)[laid.code]
    chosen = np.flatnonzero(first | second)
    kept = np.zeros(len(laid.code), np.bool_)
    for mine, theirs in _pairs(_only(laid, chosen)):
        mine, theirs = chosen[mine], chosen[theirs]
        here = (first[mine] & second[theirs]) | (second[mine] & first[theirs])
        kept[mine[here]] = kept[theirs[here]] = True
    return tuple(material.codings[each][0] for each in np.flatnonzero(kept).tolist())


def _only(laid: _Laid, chosen: Ints) -> _Laid:
    return replace(
        laid,
        **{
            name: getattr(laid, name)[chosen] for name in ("document", "code", "group", "start", "end", "first", "last")
        },
    )
