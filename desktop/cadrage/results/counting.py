"""Cells, sums and bases of a table: what stands at each place, counted once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from cadrage.core.results import Base, Cell, Place
from cadrage.core.results_question import OF_CODINGS
from cadrage.results.axes import Axis, Reader, axis, readers
from cadrage.results.material import Material
from cadrage.results.words import Ints, Words, words_of


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A material laid out for counting.

    `at` (dimensions, entries): the category of each entry; an entry is a coding, or, where a code stands for those
    above it, a coding at one of them: `coding` (entries,) says which. `document`, `first` and `last` (codings,): the
    document's number and the words touched. `base_at` (dimensions, readers) and `base_document` (readers,): the same
    of documents as coders read them.
    """

    axes: tuple[Axis, ...]
    coding: Ints
    at: Ints
    document: Ints
    first: Ints
    last: Ints
    base_at: Ints
    base_document: Ints
    words: Words

    @property
    def spread(self) -> int | None:
        """Which dimension has several categories for a coding, if any."""
        return next((place for place, each in enumerate(self.axes) if each.several), None)


def grid(material: Material) -> Grid:
    read = readers(material)
    axes = tuple(axis(material, dimension, read) for dimension in material.question.dimensions)
    place = {document.id: number for number, document in enumerate(material.documents)}
    columns = np.array(material.codings, np.int64).reshape(-1, 8)
    document = np.array([place[row[1]] for row in material.codings], np.int64)
    words = article_words(material)
    first, last = words.touched(document, columns[:, 5], columns[:, 6])
    coding, at = _entries(axes, len(material.codings))
    return Grid(axes, coding, at, document, first, last, *_bases(axes, read, place), words)


def article_words(material: Material) -> Words:
    """The words of all documents, in their order."""
    return words_of(
        [material.texts[each.text_id] for each in material.documents],
        [material.not_article.get(each.id, ()) for each in material.documents],
    )


def _entries(axes: Sequence[Axis], number: int) -> tuple[Ints, Ints]:
    several = next((each.several for each in axes if each.several), None)
    coding = np.arange(number, dtype=np.int64)
    if several is not None:
        coding = np.repeat(coding, np.array([len(each) for each in several], np.int64))
    rows = [
        np.array([at for each in found.several for at in each], np.int64)
        if found.several
        else np.array(found.of_coding, np.int64)[coding]
        for found in axes
    ]
    return coding, np.array(rows, np.int64).reshape(len(axes), len(coding))


def _bases(axes: Sequence[Axis], read: Sequence[Reader], place: dict[int, int]) -> tuple[Ints, Ints]:
    rows = [each.of_reader if each.dimension.kind not in OF_CODINGS else [0] * len(read) for each in axes]
    at = np.array(rows, np.int64).reshape(len(axes), len(read))
    return at, np.array([place[document] for document, _ in read], np.int64)


def cells(found: Grid) -> dict[Place, Cell]:
    """By place, sums over each dimension under None; places that hold nothing are left out."""
    counted: dict[Place, Cell] = {}
    for chosen in _choices(len(found.axes)):
        entries = _once(found, chosen)
        key, kept = _keys(found, chosen, found.at[:, entries])
        coding = found.coding[entries[kept]]
        groups, inverse = np.unique(key, return_inverse=True)
        codings = np.bincount(inverse, minlength=len(groups))
        documents = _distinct(inverse, found.document[coding], len(groups))
        words = _union(inverse, found.first[coding], found.last[coding], len(groups))
        places = _places(found, chosen, groups)
        numbers = zip(codings.tolist(), documents.tolist(), words.tolist(), strict=True)
        counted.update(zip(places, (Cell(*each) for each in numbers), strict=True))
    return counted


def bases(found: Grid) -> dict[Place, Base]:
    """By place; what only codings have is always None there."""
    counted: dict[Place, Base] = {}
    narrow = [each.dimension.kind not in OF_CODINGS for each in found.axes]
    for chosen in _choices(len(found.axes)):
        if any(wanted and not narrows for wanted, narrows in zip(chosen, narrow, strict=True)):
            continue
        key, kept = _keys(found, chosen, found.base_at)
        groups, inverse = np.unique(key, return_inverse=True)
        pairs = np.unique(inverse * max(len(found.words.counts), 1) + found.base_document[kept])
        group, document = np.divmod(pairs, max(len(found.words.counts), 1))
        documents = np.bincount(group, minlength=len(groups))
        words = np.bincount(group, weights=found.words.counts[document], minlength=len(groups)).astype(np.int64)
        numbers = zip(documents.tolist(), words.tolist(), strict=True)
        counted.update(zip(_places(found, chosen, groups), (Base(*each) for each in numbers), strict=True))
    return counted


def members(found: Grid, place: Place) -> Ints:
    """The numbers of the codings that stand at a place, ascending."""
    here = np.ones(len(found.coding), np.bool_)
    for row, wanted in zip(found.at, place, strict=True):
        if wanted is not None:
            here &= row == wanted
    return np.unique(found.coding[here])


def _choices(dimensions: int) -> Iterator[tuple[bool, ...]]:
    return product((False, True), repeat=dimensions)


def _once(found: Grid, chosen: Sequence[bool]) -> Ints:
    """The entries to be counted: each coding once where the dimension that repeats it is summed."""
    spread = found.spread
    if spread is None or chosen[spread]:
        return np.arange(len(found.coding), dtype=np.int64)
    return np.unique(found.coding, return_index=True)[1]


def _keys(found: Grid, chosen: Sequence[bool], at: Ints) -> tuple[Ints, Ints]:
    """A number for each place, and which of the entries stand anywhere."""
    key = np.zeros(at.shape[1], np.int64)
    anywhere = np.ones(at.shape[1], np.bool_)
    for each, wanted, row in zip(found.axes, chosen, at, strict=True):
        if wanted:
            key = key * len(each.categories) + row
            anywhere &= row >= 0
    kept = np.flatnonzero(anywhere)
    return key[kept], kept


def _places(found: Grid, chosen: Sequence[bool], groups: Ints) -> Iterator[Place]:
    """The places that `_keys` has numbered."""
    columns: list[list[int] | list[None]] = []
    for each, wanted in reversed(list(zip(found.axes, chosen, strict=True))):
        if wanted:
            groups, at = np.divmod(groups, len(each.categories))
            columns.insert(0, at.tolist())
        else:
            columns.insert(0, [None] * len(groups))
    return zip(*columns, strict=True)


def _distinct(group: Ints, document: Ints, number: int) -> Ints:
    """How many different documents each group has."""
    width = int(document.max()) + 1 if len(document) else 1
    return np.bincount(np.unique(group * width + document) // width, minlength=number)


def _union(group: Ints, first: Ints, last: Ints, number: int) -> Ints:
    """How many words the half-open ranges of each group cover, each word once."""
    if not len(group):
        return np.zeros(number, np.int64)
    width = int(last.max()) + 1
    begin, end = group * width + first, group * width + last
    order = np.argsort(begin)
    begin, end = begin[order], end[order]
    before = np.concatenate([[0], np.maximum.accumulate(end)[:-1]])
    covered = np.maximum(end - np.maximum(begin, before), 0)
    return np.bincount(group[order], weights=covered, minlength=number).astype(np.int64)
