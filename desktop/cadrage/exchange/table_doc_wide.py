"""The wide table: one row for each document and coder, with counts and shares of every code."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from cadrage.core.article_text import blanked
from cadrage.core.dataset import Dataset
from cadrage.core.model import Code, Document, Layer, Span, State
from cadrage.core.text import word_end, word_starts
from cadrage.exchange.cells import Value
from cadrage.exchange.code_columns import code_columns, used_codes
from cadrage.exchange.table_documents import facts
from cadrage.exchange.tables import Column, Table, variable_columns, variable_value

_BEFORE = (
    Column("doc_id", "Short id of the document, as in the sheet 'documents'."),
    Column("doc_title", "Title of the document.", 40),
)
_AFTER = (
    Column("coder", "Name of the coder.", 14),
    Column("round", "Name of the round.", 14),
    Column("layer", "Whose voice it is: 'coder' for one coder's own, 'gold' for the adjudicated one."),
    Column("status", "How far the coder is in this round: none, progress or complete; empty in the gold layer.", 10),
    Column("words", "Number of words of the document's article text.", 8),
    Column("codings", "Number of the coder's codings in this export.", 8),
)
_ABOUT = (
    "One row for each document and coder who has coded or completed it, in each round. Every code counts its own "
    "codings; its sub-codes have their own columns."
)
_KINDS: Mapping[str, str] = {
    "n": "Number of codings of {}.",
    "any": "1 where there is a coding of {}, else 0.",
    "share": "Share of the words of the article text that codings of {} touch, from 0 to 1; each word counts once.",
}


class _Key(NamedTuple):
    document: int
    coder: int
    round: int
    layer: Layer


def doc_wide_table(dataset: Dataset) -> Table:
    """In the project's order of documents, then of coders and rounds."""
    codes = used_codes(dataset)
    names = code_columns(dataset)
    counted = [
        Column(f"{kind}_{names[code.id]}", about.format(f"'{code.name}'"), 10)
        for kind, about in _KINDS.items()
        for code in codes
    ]
    taken = [column.name for column in (*_BEFORE, *_AFTER, *counted)]
    extra = variable_columns(facts(dataset), taken)
    keys = _keys(dataset)
    columns = (*_BEFORE, *extra.values(), *_AFTER, *counted)
    return Table("doc_wide", _ABOUT, columns, len(keys), partial(_rows, dataset, codes, keys))


def _keys(dataset: Dataset) -> list[_Key]:
    """Who coded or completed what, in the order of the rows."""
    documents = {document.id: (document.position, document.id) for document in dataset.documents}
    coders = {coder.id: place for place, coder in enumerate(dataset.coders)}
    rounds = {round_.id: round_.number for round_ in dataset.rounds}
    found = {_Key(coding.document, coding.coder, coding.round, coding.layer) for coding in dataset.codings}
    found |= {
        _Key(status.document, status.coder, status.round, Layer.CODER)
        for status in dataset.statuses
        if status.state is State.COMPLETE and status.document in documents and status.coder in coders
    }
    order = list(Layer)
    return sorted(
        found,
        key=lambda key: (
            documents[key.document],
            coders[key.coder],
            rounds.get(key.round, 0),
            key.round,
            order.index(key.layer),
        ),
    )


def _rows(dataset: Dataset, codes: Sequence[Code], keys: Sequence[_Key]) -> Iterator[tuple[Value, ...]]:
    documents = {document.id: document for document in dataset.documents}
    short = dataset.named(document.guid for document in dataset.documents)
    coders = {coder.id: coder.name for coder in dataset.coders}
    rounds = {round_.id: round_.name for round_ in dataset.rounds}
    states = {(each.document, each.coder, each.round): each.state for each in dataset.statuses}
    variables, values = facts(dataset), dataset.document_values
    places = {code.id: place for place, code in enumerate(codes)}
    counts, touched = _counts(dataset), _touched(dataset)
    for key in keys:
        document = documents[key.document]
        state = states.get((key.document, key.coder, key.round), State.NONE)
        words, mine = dataset.words.get(key.document), counts.get(key, {})
        yield (
            short[document.guid],
            document.title,
            *(variable_value(each, values.get((document.id, each.name))) for each in variables),
            coders[key.coder],
            rounds.get(key.round),
            str(key.layer),
            str(state) if key.layer is Layer.CODER else None,
            words,
            sum(mine.values()),
            *_by_code(places, mine, touched.get(key, {}), words),
        )


def _by_code(
    places: Mapping[int, int], counts: Mapping[int, int], touched: Mapping[int, int], words: int | None
) -> list[Value]:
    """Counts, whether there is any, and shares, each in the order of the codes; no share of a text without words."""
    size = len(places)
    cells: list[Value] = [*[0] * (2 * size), *[0 if words else None] * size]
    for code, count in counts.items():
        place = places[code]
        cells[place], cells[size + place] = count, 1
        if words:
            cells[2 * size + place] = touched.get(code, 0) / words
    return cells


def _counts(dataset: Dataset) -> dict[_Key, dict[int, int]]:
    found: dict[_Key, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for coding in dataset.codings:
        found[_Key(coding.document, coding.coder, coding.round, coding.layer)][coding.code] += 1
    return found


def _touched(dataset: Dataset) -> dict[_Key, dict[int, int]]:
    """How many words the codings of each code touch."""
    documents = {document.id: document for document in dataset.documents}
    texts: dict[int, _Words] = {}
    runs: dict[_Key, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for coding in dataset.codings:
        words = texts.get(coding.document)
        if words is None:
            words = texts[coding.document] = _Words(dataset, documents[coding.document])
        key = _Key(coding.document, coding.coder, coding.round, coding.layer)
        runs[key][coding.code].append(words.touching(coding.span))
    return {key: {code: _size(mine) for code, mine in by_code.items()} for key, by_code in runs.items()}


def _size(runs: list[tuple[int, int]]) -> int:
    """How many numbers lie in runs, each counted once."""
    total = reach = 0
    for first, beyond in sorted(runs):
        total += max(beyond - max(first, reach), 0)
        reach = max(reach, beyond)
    return total


class _Words:
    """Where the words of one article text are."""

    def __init__(self, dataset: Dataset, document: Document) -> None:
        excluded = dataset.not_article.get(document.id, ())
        self._text = blanked(dataset.texts[document.id], excluded)
        known = dataset.word_starts.get(document.id)
        self._starts: Sequence[int] = word_starts(self._text) if known is None else known

    def touching(self, span: Span) -> tuple[int, int]:
        """The number of the first word that the span touches, and of the next after the last."""
        starts = self._starts
        first, beyond = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if first and word_end(self._text, starts[first - 1]) > span.start:
            first -= 1
        return first, beyond
