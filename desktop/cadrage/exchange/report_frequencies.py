"""How often each code was used: codings, documents and words, and the same by outlet and by coder."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cadrage.core.covering import merged
from cadrage.core.model import Coding, Span
from cadrage.core.text import word_end
from cadrage.exchange.report import Block, Paragraph, Run, TableBlock, TableColumn, TableRow
from cadrage.exchange.report_material import OUTLET, ReportMaterial

NO_OUTLET = "no outlet"
_ACROSS = 6  # columns that fit beside a code's name
_MOST = 24
_WORDS_NOTE = (
    "Words: those that codings touch, each counted once however many codings lie over it; share: of all words of "
    "the documents. What is not article counts nowhere."
)


@dataclass(frozen=True, slots=True)
class Usage:
    codings: int
    documents: int
    words: int


def frequency_blocks(everything: ReportMaterial) -> Iterator[Block]:
    material, left_out = everything.counted, len(everything.dataset.duplicates)
    if left_out:
        yield Paragraph((Run(f"Documents marked as duplicates are left out: {left_out:,}."),), "quiet")
    if not material.dataset.codings:
        yield Paragraph((Run("There are no codings to count."),), "quiet")
        return
    yield _codes_table(material)
    yield _outlets_table(material)
    outlets = {document: material.value(document, OUTLET) or NO_OUTLET for document in material.documents}
    yield from _crossed(material, "outlet", {each.id: outlets[each.document] for each in material.dataset.codings},
                        _words_by(outlets, material.dataset.words))  # fmt: skip
    if len(material.dataset.coders) > 1:
        yield from _crossed(material, "coder", {each.id: material.who(each) for each in material.dataset.codings}, {})


def usage(material: ReportMaterial, codings: Iterable[Coding]) -> Usage:
    """What these codings come to, all together."""
    by_document: dict[int, list[Span]] = defaultdict(list)
    number = 0
    for coding in codings:
        number += 1
        by_document[coding.document].append(coding.span)
    words = sum(_words(material, document, spans) for document, spans in by_document.items())
    return Usage(number, len(by_document), words)


def _words(material: ReportMaterial, document: int, spans: Iterable[Span]) -> int:
    """How many words of the article the spans touch, each counted once."""
    text, starts = material.article(document)
    total = reach = 0
    for span in merged(spans):
        first, beyond = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if first and word_end(text, starts[first - 1]) > span.start:
            first -= 1
        total += max(beyond - max(first, reach), 0)
        reach = max(reach, beyond)
    return total


def _codes_table(material: ReportMaterial) -> TableBlock:
    words, documents = sum(material.dataset.words.values()), len(material.documents)
    nested = any(node.depth for node in material.nodes)
    heads = ["Codings", *(["With sub-codes"] if nested else []), "Documents", "% of documents", "Words", "% of words"]
    rows = []
    for node in material.nodes:
        own = usage(material, material.by_code.get(node.code.id, ()))
        under = sum(len(material.by_code.get(code, ())) for code in material.families[node.code.id])
        cells = (node.code.name, *_cells(own, documents, words, [under] if nested else []))
        rows.append(TableRow(cells, node.depth, node.code.colour or "#"))
    everything = usage(material, material.dataset.codings)
    total = _cells(everything, documents, words, [everything.codings] if nested else [])
    rows.append(TableRow(("All codes", *total), total=True))
    about = " With sub-codes: codings of the code and of all codes below it." if nested else ""
    columns = (TableColumn("Code", "left"), *map(TableColumn, heads))
    own_only = "A row counts the code itself, all coders together." + about
    return TableBlock("Codings, documents and words by code", columns, tuple(rows), f"{own_only} {_WORDS_NOTE}")


def _cells(found: Usage, documents: int, words: int, under: list[int]) -> tuple[str, ...]:
    numbers = [found.codings, *under, found.documents]
    shown = [f"{number:,}" for number in numbers]
    return (*shown, percent(found.documents, documents), f"{found.words:,}", percent(found.words, words))


def percent(part: int, whole: int) -> str:
    """One decimal; a dash where there is nothing to be a part of."""
    return f"{100 * part / whole:.1f}" if whole else "—"


def _words_by(outlets: Mapping[int, str], words: Mapping[int, int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for document, outlet in outlets.items():
        found[outlet] += words.get(document, 0)
    return dict(found)


def _outlets_table(material: ReportMaterial) -> TableBlock:
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for document in material.documents:
        by_outlet[material.value(document, OUTLET) or NO_OUTLET].append(document)
    rows = [
        TableRow((outlet, *_material(material, documents)))
        for outlet, documents in sorted(by_outlet.items(), key=lambda each: (each[0] == NO_OUTLET, each[0].casefold()))
    ]
    rows.append(TableRow(("All outlets", *_material(material, list(material.documents))), total=True))
    heads = ("Documents", "With codings", "Words", "Codings", "Per 1,000 words")
    columns = (TableColumn("Outlet", "left"), *map(TableColumn, heads))
    return TableBlock("Documents and codings by outlet", columns, tuple(rows))


def _material(material: ReportMaterial, documents: Sequence[int]) -> tuple[str, ...]:
    words = sum(material.dataset.words.get(document, 0) for document in documents)
    codings = [len(material.by_document.get(document, ())) for document in documents]
    numbers = (len(documents), sum(map(bool, codings)), words, sum(codings))
    return (*(f"{each:,}" for each in numbers), rate(sum(codings), words))


def rate(codings: int, words: int) -> str:
    """Two decimals; a dash where there are no words."""
    return f"{1000 * codings / words:.2f}" if words else "—"


def _crossed(
    material: ReportMaterial, noun: str, groups: Mapping[int, str], words: Mapping[str, int]
) -> Iterator[Block]:
    """Codes down, groups across, as many tables as that takes; with `words` also in relation to them."""
    ordered, rest = _ordered(groups)
    cells: Counter[tuple[int, str]] = Counter()
    for coding in material.dataset.codings:
        group = groups[coding.id]
        cells[coding.code, group if group in ordered else rest] += 1
    columns = [*ordered, *([rest] if rest else [])]
    apart = {group: number for group, number in words.items() if group in ordered}
    apart |= {rest: sum(words.values()) - sum(apart.values())} if words and rest else {}
    for start in range(0, len(columns), _ACROSS):
        some = columns[start : start + _ACROSS]
        more = ", continued" if start else ""
        yield _cross_table(material, f"Codings by code and {noun}{more}", some, cells, {})
        if words:
            title = f"Codings per 1,000 words, by code and {noun}{more}"
            yield _cross_table(material, title, some, cells, apart)


def _ordered(groups: Mapping[int, str]) -> tuple[list[str], str]:
    """The groups by name, and what stands for those beyond the most frequent."""
    counted = Counter(groups.values())
    kept = [group for group, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:_MOST]]
    rest = f"{len(counted) - len(kept):,} others" if len(counted) > len(kept) else ""
    return sorted(kept, key=lambda group: (group == NO_OUTLET, group.casefold(), group)), rest


def _cross_table(
    material: ReportMaterial,
    title: str,
    groups: Sequence[str],
    cells: Mapping[tuple[int, str], int],
    words: Mapping[str, int],
) -> TableBlock:
    def shown(codes: Iterable[int]) -> tuple[str, ...]:
        chosen = list(codes)
        sums = [(group, sum(cells.get((code, group), 0) for code in chosen)) for group in groups]
        return tuple(rate(found, words.get(group, 0)) if words else f"{found:,}" for group, found in sums)

    rows = [
        TableRow((node.code.name, *shown([node.code.id])), node.depth, node.code.colour or "#")
        for node in material.nodes
    ]
    rows.append(TableRow(("All codes", *shown([node.code.id for node in material.nodes])), total=True))
    columns = (TableColumn("Code", "left"), *map(TableColumn, groups))
    return TableBlock(title, columns, tuple(rows), "A row counts the code itself.")
