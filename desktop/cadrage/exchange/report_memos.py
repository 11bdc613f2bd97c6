"""The coders' memos: on the project, on codes, on documents, and on codings with the words they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cadrage.core.exemplars import bounded
from cadrage.core.model import Coding, Memo, Subject
from cadrage.exchange.report import Block, Heading, Paragraph, Quotation, Run
from cadrage.exchange.report_material import ReportMaterial
from cadrage.exchange.report_title import day

_TITLES = {
    Subject.PROJECT: "On the project",
    Subject.CODE: "On codes",
    Subject.DOCUMENT: "On documents",
    Subject.CODING: "On codings",
}


def memo_blocks(material: ReportMaterial) -> Iterator[Block]:
    subjects = _subjects(material)
    codings = {coding.guid: coding for coding in material.dataset.codings}
    wanted = [memo for memo in material.dataset.all_memos if _about(memo) in subjects and memo.text.strip()]
    if not wanted:
        yield Paragraph((Run("There are no memos."),), "quiet")
    for subject, title in _TITLES.items():
        memos = [memo for memo in wanted if memo.subject is subject]
        if memos:
            yield Heading(2, title, f"memos-{subject}")
            memos.sort(key=lambda memo: (subjects[_about(memo)][0], memo.created, memo.id))
        for memo in memos:
            yield from _memo(material, memo, subjects[_about(memo)][1], codings.get(memo.subject_guid))


def _memo(material: ReportMaterial, memo: Memo, about: str, coding: Coding | None) -> Iterator[Block]:
    coder = material.coders.get(memo.coder)
    when = day(memo.modified or memo.created)
    name = coder.name if coder else ""
    signed = " · ".join(filter(None, (name, when))) if about else when
    yield Heading(3, about or name, colour=_colour(material, memo, coding), aside=signed)
    if coding is not None:
        yield _quoted(material, coding)
    for line in memo.text.split("\n"):
        if line.strip():
            yield Paragraph((Run(line),))


def _about(memo: Memo) -> str:
    """The GUID of what it is about, empty for the project."""
    return "" if memo.subject is Subject.PROJECT else memo.subject_guid


def _quoted(material: ReportMaterial, coding: Coding) -> Quotation:
    words, cut = bounded(coding.span.quotation(material.dataset.texts[coding.document]))
    return Quotation(
        words,
        material.source(coding.document, coding.span.start),
        colour=material.codes[coding.code].colour,
        language=material.language(coding.document),
        cut=cut,
    )


def _colour(material: ReportMaterial, memo: Memo, coding: Coding | None) -> str:
    if coding is not None:
        return material.codes[coding.code].colour or "#"
    if memo.subject is Subject.CODE:
        return next((code.colour or "#" for code in material.dataset.codes if code.guid == memo.subject_guid), "")
    return ""


def _subjects(material: ReportMaterial) -> Mapping[str, tuple[tuple[int, ...], str]]:
    """Where a memo stands among the others, and what it is about, of all that is in the report."""
    dataset = material.dataset
    found: dict[str, tuple[tuple[int, ...], str]] = {"": ((0,), "")}
    places = {document: place for place, document in enumerate(material.documents)}
    for place, node in enumerate(material.nodes):
        found[node.code.guid] = ((place,), node.path)
    for document in dataset.documents:
        found[document.guid] = ((places[document.id],), document.title)
    for coding in dataset.codings:
        where = (places[coding.document], coding.span.start, coding.id)
        found[coding.guid] = (where, material.codes[coding.code].name)
    return found
