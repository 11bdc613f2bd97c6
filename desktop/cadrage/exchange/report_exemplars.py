"""Quotations that stand for each code: important ones first, from many outlets, documents and coders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cadrage.core.codebook import Node
from cadrage.core.exemplars import Passage, bounded, chosen
from cadrage.core.model import Coding
from cadrage.exchange.report import Block, Heading, Paragraph, Quotation, Run
from cadrage.exchange.report_material import OUTLET, ReportMaterial, plural


def exemplar_blocks(everything: ReportMaterial) -> Iterator[Block]:
    material = everything.counted
    shown = [node for node in material.nodes if node.code.id in material.by_code]
    if not shown:
        yield Paragraph((Run("There are no codings to quote."),), "quiet")
    for node in shown:
        yield from _code(material, node)


def _code(material: ReportMaterial, node: Node) -> Iterator[Block]:
    codings = material.by_code[node.code.id]
    yield Heading(2, node.path, f"quotations-{node.code.id}", node.code.colour or "#", node.code.short_id)
    number = plural(len(codings), "coding")
    documents = plural(len({coding.document for coding in codings}), "document")
    yield Paragraph((Run(f"{number} in {documents}"),), "quiet", closely=True)
    by_id = {coding.id: coding for coding in codings}
    for each in chosen(passages(material, codings), material.wishes.quotations):
        yield quotation(material, each, [by_id[coding] for coding in each.codings], node.code.colour)


def passages(material: ReportMaterial, codings: Sequence[Coding]) -> list[Passage]:
    """One for each coding, in their order."""
    return [
        Passage(
            each.document,
            each.span,
            (each.id,),
            (each.coder,),
            material.value(each.document, OUTLET),
            each.important,
        )
        for each in codings
    ]


def quotation(material: ReportMaterial, each: Passage, codings: Sequence[Coding], colour: str) -> Quotation:
    text = material.dataset.texts[each.document]
    words, cut = bounded(each.span.quotation(text))
    coders = ", ".join(dict.fromkeys(material.who(coding) for coding in codings))
    remark = f"coded by {coders}" + (", marked as important" if each.important else "")
    return Quotation(
        words, material.source(each.document, each.span.start), remark, colour, material.language(each.document), cut
    )
