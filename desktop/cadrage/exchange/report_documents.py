"""The documents with their codings in place: the whole texts, or the coded passages of them."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.core.covering import merged
from cadrage.core.model import Coding, Document, Layer, Span
from cadrage.exchange.report import Block, CodedText, Entry, Heading, Mark, Paragraph, Run
from cadrage.exchange.report_material import OUTLET, PUBLISHED, ReportMaterial, plural

_WHOLE = (
    "Coded passages are tinted and underlined in the code’s colour; the number at the beginning of each stands again "
    "in the margin, with the code and whoever put it there. Grey words are not article and count nowhere."
)
_EXTRACTS = "Only the coded passages are printed; […] stands for what lies between them. "


def document_blocks(material: ReportMaterial) -> Iterator[Block]:
    wanted = printed(material)
    left = len(material.documents) - len(wanted)
    if not material.documents:
        yield Paragraph((Run("There are no documents."),), "quiet")
        return
    without = f" {plural(left, 'document')} without codings {'is' if left == 1 else 'are'} left out." if left else ""
    yield Paragraph((Run((_EXTRACTS if material.wishes.extracts else "") + _WHOLE + without),), "quiet")
    codes = {node.code.id: place for place, node in enumerate(material.nodes)}
    for document in wanted:
        codings = material.by_document.get(document.id, ())
        yield Heading(2, document.title, anchor(document))
        yield Paragraph((Run(" · ".join(_about(material, document, codings))),), "quiet", closely=True)
        yield coded_text(material, document, codings, codes)


def printed(material: ReportMaterial) -> list[Document]:
    """Of extracts only what has some."""
    documents = material.documents.values()
    if not material.wishes.extracts:
        return list(documents)
    return [document for document in documents if document.id in material.by_document]


def document_entries(material: ReportMaterial) -> tuple[Entry, ...]:
    return tuple(Entry(anchor(document), document.title, 2) for document in printed(material))


def anchor(document: Document) -> str:
    return f"document-{document.id}"


def _about(material: ReportMaterial, document: Document, codings: tuple[Coding, ...]) -> Iterator[str]:
    for name in ("author", OUTLET, PUBLISHED, "section"):
        if value := material.value(document.id, name):
            yield " ".join(value.split())
    yield plural(material.dataset.words.get(document.id, 0), "word")
    coders = len({coding.coder for coding in codings})
    yield f"{plural(len(codings), 'coding')} by {plural(coders, 'coder')}" if codings else "no codings"
    if document.file_name and document.file_name != document.title:
        yield document.file_name


def coded_text(
    material: ReportMaterial, document: Document, codings: tuple[Coding, ...], codes: dict[int, int]
) -> CodedText:
    text = material.dataset.texts[document.id]
    marks = _marks(material, codings, codes)
    whole = (Span(0, len(text)),) if text else ()
    shown = tuple(merged(mark.span for mark in marks)) if material.wishes.extracts else whole
    return CodedText(text, marks, shown, material.outside.get(document.id, ()), material.language(document.id))


def _marks(material: ReportMaterial, codings: tuple[Coding, ...], codes: dict[int, int]) -> tuple[Mark, ...]:
    """In their order, longer ones first where they begin together; numbered from 1."""
    found: dict[tuple[Span, int], list[Coding]] = {}
    places = {coder: place for place, coder in enumerate(material.coders)}
    for coding in sorted(codings, key=lambda each: (each.layer is Layer.GOLD, places.get(each.coder, 0), each.id)):
        found.setdefault((coding.span, coding.code), []).append(coding)
    ordered = sorted(found, key=lambda each: (each[0].start, -each[0].end, codes[each[1]]))
    return tuple(_mark(material, number, found[key]) for number, key in enumerate(ordered, start=1))


def _mark(material: ReportMaterial, number: int, codings: list[Coding]) -> Mark:
    code = material.codes[codings[0].code]
    coders = tuple(dict.fromkeys(material.who(coding) for coding in codings))
    alone = material.coders.get(codings[0].coder) if len(coders) == 1 else None
    return Mark(
        number,
        codings[0].span,
        code.label,
        code.name if code.short_id else "",
        code.colour or "#",
        coders,
        alone.pattern if alone else "solid",
        any(coding.important for coding in codings),
    )
