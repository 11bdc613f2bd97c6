"""Quotations that stand for each code: important ones first, from many outlets, documents and coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cadrage.core.codebook import Node
from cadrage.core.model import Coding, Span
from cadrage.exchange.report import Block, Heading, Paragraph, Quotation, Run
from cadrage.exchange.report_material import OUTLET, ReportMaterial, plural

LONGEST = 1_200  # characters of a quotation that is printed whole
_TELLING = 25  # fewer characters say little by themselves


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage under one code, with everybody who coded it."""

    document: int
    span: Span
    codings: tuple[Coding, ...]

    @property
    def important(self) -> bool:
        return any(coding.important for coding in self.codings)


def exemplar_blocks(material: ReportMaterial) -> Iterator[Block]:
    shown = [node for node in material.nodes if node.code.id in material.by_code]
    if not shown:
        yield Paragraph((Run("There are no codings to quote."),), "quiet")
    for node in shown:
        yield from _code(material, node)


def _code(material: ReportMaterial, node: Node) -> Iterator[Block]:
    codings = material.by_code[node.code.id]
    chosen = exemplars(material, codings, material.wishes.quotations)
    yield Heading(2, node.path, f"quotations-{node.code.id}", node.code.colour or "#", node.code.short_id)
    number = plural(len(codings), "coding")
    documents = plural(len({coding.document for coding in codings}), "document")
    yield Paragraph((Run(f"{number} in {documents}"),), "quiet", closely=True)
    for each in chosen:
        yield quotation(material, each, node.code.colour)


def exemplars(material: ReportMaterial, codings: Sequence[Coding], most: int) -> list[Candidate]:
    """Of equal claims the one from an outlet, a document and a coder that is not yet there; then the one that more
    coders agree on, and that comes first."""
    left = _candidates(codings)
    seen: Counter[tuple[str, object]] = Counter()
    chosen: list[Candidate] = []

    def claim(each: Candidate) -> tuple[int, ...]:
        outlet = material.value(each.document, OUTLET)
        fit = _TELLING <= len(each.span) <= LONGEST
        return (
            not each.important,
            not fit,
            seen["outlet", outlet],
            seen["document", each.document],
            min(seen["coder", coding.coder] for coding in each.codings),
            -len(each.codings),
        )

    while left and len(chosen) < most:
        best = min(left, key=claim)
        left.remove(best)
        chosen.append(best)
        seen["outlet", material.value(best.document, OUTLET)] += 1
        seen["document", best.document] += 1
        seen.update(("coder", coder) for coder in {coding.coder for coding in best.codings})
    return chosen


def _candidates(codings: Sequence[Coding]) -> list[Candidate]:
    """In their order, equal spans as one."""
    found: dict[tuple[int, Span], list[Coding]] = {}
    for coding in codings:
        found.setdefault((coding.document, coding.span), []).append(coding)
    return [Candidate(document, span, tuple(together)) for (document, span), together in found.items()]


def quotation(material: ReportMaterial, each: Candidate, colour: str) -> Quotation:
    text = material.dataset.texts[each.document]
    words, cut = bounded(each.span.quotation(text))
    coders = ", ".join(dict.fromkeys(material.who(coding) for coding in each.codings))
    remark = f"coded by {coders}" + (", marked as important" if each.important else "")
    return Quotation(
        words, material.source(each.document, each.span.start), remark, colour, material.language(each.document), cut
    )


def bounded(words: str) -> tuple[str, bool]:
    """The words, or their beginning up to the end of a word, and whether that is all."""
    if len(words) <= LONGEST:
        return words, False
    head = words[:LONGEST]
    end = max(head.rfind(" "), head.rfind("\n"))
    return (head[:end] if end > LONGEST // 2 else head), True
