"""How often each code was used: codings, documents and words, in all and by outlet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from cadrage.core.article_text import blanked
from cadrage.core.codebook import Codebook
from cadrage.core.covering import merged
from cadrage.core.dataset import Dataset
from cadrage.core.model import Coding, Span
from cadrage.core.text import count_words
from cadrage.exchange.cells import CodeText, Value
from cadrage.exchange.code_columns import used_codes
from cadrage.exchange.tables import Column, Table, bounded

OUTLET = "outlet"
_SHARE = "0.0%"
_WORDS = "Words of the article text that its codings cover, of all coders together; each word counts once for the code."
_CODE = (
    Column("code_id", "Short id of the code's row in the project; it stays when the code is renamed."),
    Column("code", "The code: its short id from the codebook, or its name where it has none.", 28),
    Column("code_path", "The code's name under those of its parents, as A > B.", 36),
)
_COLUMNS = (
    *_CODE,
    Column("codings", "Number of codings of this code itself in this export.", 10),
    Column("documents", "Number of documents with a coding of this code itself.", 11),
    Column("share_documents", "Their share of all documents of this export, from 0 to 1.", 12, form=_SHARE),
    Column("words", _WORDS, 10),
    Column("share_words", "Their share of all words of this export, from 0 to 1.", 12, form=_SHARE),
    Column("coders", "Number of coders who used this code itself.", 9),
    Column("codings_family", "Number of codings of this code and of all its sub-codes.", 14),
    Column("documents_family", "Number of documents with a coding of this code or of one of its sub-codes.", 16),
)
_BY_OUTLET = (
    Column("outlet", "The documents' variable 'outlet'; empty for those that have none.", 24),
    *_CODE,
    Column("codings", "Number of codings of this code itself in documents of the outlet.", 10),
    Column("documents", "Number of the outlet's documents with a coding of this code itself.", 11),
    Column("share_documents", "Their share of the outlet's documents, from 0 to 1.", 12, form=_SHARE),
    Column("words", _WORDS, 10),
    Column("share_words", "Their share of the words of the outlet's documents, from 0 to 1.", 12, form=_SHARE),
)


@dataclass(frozen=True, slots=True)
class _Use:
    """What some codings come to."""

    codings: int = 0
    documents: int = 0
    words: int = 0


def frequencies_table(dataset: Dataset) -> Table:
    """The most used codes first, equals in codebook order."""
    counted = dataset.counted()
    about = f"One row a code, those with most codings first.{_without_duplicates(dataset)}"
    return Table("frequencies", about, _COLUMNS, len(used_codes(counted)), partial(_rows, counted))


def _without_duplicates(dataset: Dataset) -> str:
    number = len(dataset.duplicates)
    return f" Documents marked as duplicates are left out: {number:,}." if number else ""


def has_outlets(dataset: Dataset) -> bool:
    return any(name == OUTLET and value for (_, name), value in dataset.document_values.items())


def frequencies_outlets_table(dataset: Dataset) -> Table:
    """By outlet, those without one last; within it the most used codes first."""
    counted = dataset.counted()
    used = {(_outlet(counted, coding.document), coding.code) for coding in counted.codings}
    about = f"One row for each outlet and code that was used in its documents.{_without_duplicates(dataset)}"
    return bounded("frequencies_outlets", about, _BY_OUTLET, len(used), partial(_outlet_rows, counted))


def _rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    names = _Names(dataset)
    by_code: dict[int, list[Coding]] = defaultdict(list)
    for coding in dataset.codings:
        by_code[coding.code].append(coding)
    documents, words = len(dataset.documents), sum(dataset.words.values())
    texts = _Texts(dataset)
    for code in sorted(names.order, key=partial(_first_most, names, by_code)):
        mine = by_code[code]
        use = texts.use(mine)
        family = [coding for each in names.book.family(code) for coding in by_code.get(each, ())]
        yield (
            *names.of(code),
            use.codings,
            use.documents,
            _share(use.documents, documents),
            use.words,
            _share(use.words, words),
            len({coding.coder for coding in mine}),
            len(family),
            len({coding.document for coding in family}),
        )


def _outlet_rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    names, texts = _Names(dataset), _Texts(dataset)
    codings: dict[str, dict[int, list[Coding]]] = defaultdict(lambda: defaultdict(list))
    documents: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for document in dataset.documents:
        outlet = _outlet(dataset, document.id)
        documents[outlet] += 1
        words[outlet] += dataset.words.get(document.id, 0)
    for coding in dataset.codings:
        codings[_outlet(dataset, coding.document)][coding.code].append(coding)
    for outlet in sorted(codings, key=_named_first):
        mine = codings[outlet]
        for code in sorted(mine, key=partial(_first_most, names, mine)):
            use = texts.use(mine[code])
            yield (
                outlet or None,
                *names.of(code),
                use.codings,
                use.documents,
                _share(use.documents, documents[outlet]),
                use.words,
                _share(use.words, words[outlet]),
            )


def _outlet(dataset: Dataset, document: int) -> str:
    return dataset.document_values.get((document, OUTLET), "")


def _named_first(outlet: str) -> tuple[bool, str, str]:
    return not outlet, outlet.casefold(), outlet


class _Names:
    """What a code is called, and where it stands in the codebook."""

    def __init__(self, dataset: Dataset) -> None:
        self.book = Codebook(used_codes(dataset), with_retired=True)
        self.order = {node.code.id: place for place, node in enumerate(self.book.nodes)}
        self._nodes = {node.code.id: node for node in self.book.nodes}
        self._short = dataset.named(code.guid for code in dataset.codes)

    def of(self, code: int) -> tuple[Value, ...]:
        node = self._nodes[code]
        return self._short[node.code.guid], CodeText(node.code.label, node.code.colour), node.path


class _Texts:
    """Counts what codings cover of the article texts."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._article: dict[int, str] = {}

    def use(self, codings: Iterable[Coding]) -> _Use:
        spans: dict[int, list[Span]] = defaultdict(list)
        number = 0
        for coding in codings:
            number += 1
            spans[coding.document].append(coding.span)
        words = sum(count_words(self._words(document, span)) for document in spans for span in merged(spans[document]))
        return _Use(number, len(spans), words)

    def _words(self, document: int, span: Span) -> str:
        if document not in self._article:
            text = self._dataset.texts[document]
            self._article[document] = blanked(text, self._dataset.not_article.get(document, ()))
        return span.quotation(self._article[document])


def _first_most(names: _Names, codings: Mapping[int, list[Coding]], code: int) -> tuple[int, int]:
    return -len(codings.get(code, ())), names.order[code]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
