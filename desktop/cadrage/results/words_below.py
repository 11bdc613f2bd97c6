"""What is said below a result: what its numbers hold, and what a reader must know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cadrage.core.codebook import Codebook
from cadrage.core.model import Document
from cadrage.core.results import Asked
from cadrage.core.results_question import Kind, Unit
from cadrage.core.time_bins import MOST_BINS, Undated, placed
from cadrage.results.material import Material
from cadrage.results.words import Ints, Words

_NAMED = 12


def asked(material: Material, notes: Iterable[str] = (), left_out: Iterable[str] = ()) -> Asked:
    """What stands around a result of this material."""
    worked = {coder for _, coder in material.worked}
    coders = sorted(each.name for each in material.coders if each.id in worked)
    return Asked(
        material.question,
        material.project,
        tuple(coders),
        material.round,
        material.filters,
        (*material.left_out, *left_out),
        tuple(notes),
    )


def outside_article(material: Material, first: Ints, last: Ints) -> Iterator[str]:
    """On passages that are not article text. `first` and `last`: the words that codings touch."""
    if not material.not_article:
        return
    documents = number_of(len(material.not_article), "document")
    yield f"Not article text, in {documents}, is left out of words and of shares of words."
    wordless = int((first == last).sum())
    if wordless:
        stands = "stands" if wordless == 1 else "stand"
        yield f"{number_of(wordless, 'coding')} {stands} on no word of the article text: counted, but without words."


def about_codings(material: Material) -> Iterator[str]:
    """On who has coded, and how codes are counted."""
    if not material.codings:
        yield "Nothing is coded yet, or the filter leaves no codings: there is nothing to count."
        return
    coders = {row[3] for row in material.codings}
    if len(coders) > 1 and material.question.unit is Unit.CODINGS and not _splits(material, Kind.CODER):
        yield (
            f"The codings of {len(coders)} coders are counted together: what two of them coded counts twice as codings,"
            " but once in documents and in words."
        )
    yield from _one_coder_only(material, coders)
    if _splits(material, Kind.CODE) and material.question.rolled and any(code.parent for code in material.codes):
        yield "A code stands for its sub-codes, too; a document or a word that they share counts once."


def _one_coder_only(material: Material, coders: set[int]) -> Iterator[str]:
    """Codes that one of several coders used are a sign of a code that was read differently."""
    if len(coders) < 2:
        return
    used: dict[int, set[int]] = defaultdict(set)
    for row in material.codings:
        used[row[2]].add(row[3])
    order = Codebook(material.codes, with_retired=True).codes
    single = [code.name for code in order if len(used.get(code.id, ())) == 1]
    if single:
        yield f"Used by one coder only: {listed(single)}."


def about_documents(material: Material, words: Words) -> Iterator[str]:
    """On documents that cannot stand everywhere."""
    empty = int((words.counts == 0).sum())
    if empty:
        have = "has" if empty == 1 else "have"
        yield f"{number_of(empty, 'document')} {have} no words: nothing in them is a share of words."
    for dimension in material.question.dimensions:
        if dimension.kind is Kind.TIME and dimension.bin is not None:
            said = material.facts[dimension]
            found = [placed(said.get(each.id, ""), dimension.bin) for each in material.documents]
            yield from _undated(found.count(Undated.PARTIAL), found.count(Undated.WRONG), str(dimension.bin))
    if _splits(material, Kind.JUDGEMENT) or _splits(material, Kind.CODER):
        yield "Several coders have read a document: it stands with each of them, and counts once in the sum."


def _undated(partial: int, wrong: int, bin: str) -> Iterator[str]:
    if partial:
        yield (
            f"{number_of(partial, 'date')} {'is' if partial == 1 else 'are'} known in part only and"
            f" {'stands' if partial == 1 else 'stand'} under “(no {bin})”."
        )
    if wrong:
        yield f"{number_of(wrong, 'value')} {'is' if wrong == 1 else 'are'} no date that can be read."


def about_gaps(stretches: int, bin: str) -> str:
    return (
        f"The dates lie so far apart that only the {stretches:,} {bin}s with documents are shown, not the empty ones"
        f" between: there would be more than {MOST_BINS:,}."
    )


def about_shares(material: Material) -> Iterator[str]:
    if _splits(material, Kind.CODE) and material.question.unit is Unit.DOCUMENTS and material.codings:
        yield "A document can carry several codes: shares of documents may add up to more than 100 %."


def _splits(material: Material, kind: Kind) -> bool:
    return any(each.kind is kind for each in material.question.dimensions)


def number_of(number: int, noun: str) -> str:
    """“1 document”, “2,000 documents”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def titles(documents: Sequence[Document]) -> str:
    return listed([f"“{each.title}”" for each in documents])
