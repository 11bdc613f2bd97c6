"""The sources of a REFI-QDA project and what is coded in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cadrage.core.bundle import BundleCoding, BundleDocument
from cadrage.core.model import Span, Subject
from cadrage.exchange.progress import Report
from cadrage.exchange.refi_archive import ORIGINAL_LIMIT, Archive
from cadrage.exchange.refi_counting import Counting, Marked, expected_of, found_near, is_called, likeliest
from cadrage.exchange.refi_gathering import Gathering, Place
from cadrage.exchange.refi_texts import Text, text_of
from cadrage.exchange.refi_tree import children, description, said, tag, target
from cadrage.exchange.refi_values import Values
from cadrage.exchange.refi_words import guid_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXTS_WITHIN = {
    "PDFSource": "Representation",
    "PictureSource": "TextDescription",
    "AudioSource": "Transcript",
    "VideoSource": "Transcript",
}
_UNTRUE = (
    "codings whose words are not where the file says were moved to the same words close by (the program that wrote the "
    "file counted differently there)"
)
_UNCHECKED = (
    "codings in documents that came without their plain text may be off: compare them with the program they came from"
)


@dataclass(slots=True)
class _Source:
    """A document on its way in: `element` is the source, `within` what holds its text and selections."""

    guid: str
    element: _Element
    within: _Element
    text: Text
    spans: list[tuple[_Element, Marked]] = field(default_factory=list)


class Sources:
    """`documents` and `codings` are there once `read` has gone through everything."""

    def __init__(self, archive: Archive, gathering: Gathering, values: Values) -> None:
        self._archive = archive
        self._gathering = gathering
        self._values = values
        self._sources: list[_Source] = []
        self._by_guid: dict[str, _Source] = {}
        self.documents: dict[str, BundleDocument] = {}
        self.codings: list[BundleCoding] = []
        self.homes: dict[str, str] = {}
        self.counting = Counting()

    def read(self, sources: _Element | None, report: Report) -> None:
        elements = [*sources] if sources is not None else []
        for done, element in enumerate(elements):
            report(done, len(elements))
            for within in self._texts(element):
                self._take(element, within)
        if self._gathering.extra is None:
            marked = [(each.text.source, [mark for _, mark in each.spans]) for each in self._sources]
            self.counting = likeliest(marked, expected_of(self._gathering.origin))
        for each in self._sources:
            self._add(each)
        report(len(elements), len(elements))

    def passage(self, document: str, start: str | None, end: str | None) -> str:
        """The words between two positions as the file gives them; nothing where they are none."""
        marked = _marked(start, end, "")
        source = self._by_guid.get(document)
        return source.text.source.slice(marked, self.counting) if source and marked else ""

    def _texts(self, element: _Element) -> Iterator[_Element]:
        name = tag(element)
        if name == "TextSource":
            yield element
        elif name in _TEXTS_WITHIN:
            found = [*children(element, _TEXTS_WITHIN[name])]
            yield from found
            if not found and name == "PDFSource":
                yield element
            elif not found:
                self._gathering.leave_out("pictures, sounds and films were left out")

    def _take(self, element: _Element, within: _Element) -> None:
        original = element.get("path") if tag(element) == "PDFSource" else None
        text = text_of(within, self._archive, original=original or "")
        title = said(element, "name") or said(within, "name")
        if isinstance(text, str):
            self._gathering.leave_out(f"the document “{title}” was left out, because {text}")
            return
        if not text.source.text and self._gathering.extra is None:
            self._gathering.leave_out("documents without any text were left out")
            return
        named = element.get("guid") if not any(each.element is element for each in self._sources[-1:]) else None
        guid = self._gathering.unique(named or within.get("guid"), "document", title, str(len(self._sources)))
        source = _Source(guid, element, within, text)
        source.spans.extend(self._spans(within))
        self._sources.append(source)
        self._by_guid[guid] = source

    def _spans(self, within: _Element) -> Iterator[tuple[_Element, Marked]]:
        points = {guid_in(each.get("guid")): each.get("position") for each in children(within, "SyncPoint")}
        for each in children(within, "PlainTextSelection", "TranscriptSelection"):
            start, end = each.get("startPosition"), each.get("endPosition")
            if tag(each) == "TranscriptSelection":
                start = points.get(guid_in(each.get("fromSyncPoint")))
                end = points.get(guid_in(each.get("toSyncPoint")))
            marked = _marked(start, end, each.get("name") or "")
            if marked is None:
                self._gathering.leave_out("codings without a position were left out", _codings_in(each))
            else:
                yield each, marked

    def _add(self, source: _Source) -> None:
        document = self._document(source)
        self.documents[document.guid] = document
        place = Place(Subject.DOCUMENT, document.guid)
        for element in dict.fromkeys((source.element, source.within)):
            for name in (element.get("guid"), document.guid):
                if guid := guid_in(name):
                    self._gathering.places.setdefault(guid, place)
            self._gathering.refer(element, place)
            self._gathering.remark(element, place)
            self._values.add(element, document.guid)
        for element, marked in source.spans:
            self._add_selection(source, element, marked)
        for element in dict.fromkeys((source.element, source.within)):
            whole = [*children(element, "Coding")]
            if whole and document.text:
                for coding in whole:
                    self._add_coding(document.guid, coding, None, Span(0, len(document.text)))
            elif whole:
                self._gathering.leave_out("codings of empty documents were left out", len(whole))

    def _document(self, source: _Source) -> BundleDocument:
        number = len(self.documents) + 1
        element, text = source.element, source.text
        title = said(element, "name") or said(source.within, "name")
        added = self._gathering.time(element.get("creationDateTime"))
        extra = self._gathering.extra
        if extra is None:
            title = " ".join(title.split()) or f"Document {number}"
            name = f"{title.replace('/', '_')}"
            ending = f".{text.format}"
            name = name if name.casefold().endswith(ending) else name + ending
            return BundleDocument(
                source.guid,
                title,
                text.source.text,
                name,
                text.format,
                text.encoding,
                added=added,
                original=text.original,
            )
        document = BundleDocument(source.guid, title, text.source.text, added=added, original=self._original(source))
        fields = {name: value for name, value in extra.documents.get(source.guid, {}).items() if name != "values"}
        document = replace(document, **fields)
        length = len(document.text)
        return replace(
            document,
            regions=tuple(each for each in document.regions if each.span.end <= length),
            pages=tuple(each for each in document.pages if 0 <= each <= length),
        )

    def _original(self, source: _Source) -> bytes:
        part = self._gathering.extra.originals.get(source.guid) if self._gathering.extra else None
        if part is None:
            return b""
        if not part:
            return source.text.source.text.encode("utf-8")
        known = part.startswith("originals/") and self._archive.beside(part, 10 * ORIGINAL_LIMIT)
        if not known:
            self._gathering.leave_out("original files of documents are not in the archive, or damaged")
        return known or b""

    def _add_selection(self, source: _Source, element: _Element, marked: Marked) -> None:
        span = self._span(source, marked, _codings_in(element))
        first = ""
        if span is not None:
            for coding in children(element, "Coding"):
                found = self._add_coding(source.guid, coding, element, span)
                first = first or found
        # Without a coding, what is said of a passage is a memo of its document.
        words = span.quotation(source.text.source.text) if span else ""
        place = Place(Subject.CODING, first) if first else Place(Subject.DOCUMENT, source.guid, words)
        if guid := guid_in(element.get("guid")):
            self._gathering.places.setdefault(guid, place)
            self.homes[guid] = source.guid
        self._gathering.refer(element, place)
        self._gathering.remark(element, place, element)
        if not any(True for _ in children(element, "Coding", "NoteRef")) and not description(element).strip():
            self._gathering.bare.add(guid_in(element.get("guid")) or str(len(self._gathering.bare)))

    def _span(self, source: _Source, marked: Marked, codings: int) -> Span | None:
        """The span in the text; what does not lie in it is told, if it is coded."""
        text = source.text.source
        start, end = text.ends(marked, self.counting)
        if self._gathering.extra is None and not is_called(text.text[max(0, start) : max(0, end)], marked.name):
            if near := found_near(text, marked, start, end):
                start, end = near
                self._gathering.leave_out(_UNTRUE, codings)
            elif not source.text.certain:
                self._gathering.leave_out(_UNCHECKED, codings)
        if marked.start == marked.end:
            self._gathering.leave_out("codings of passages without any character were left out", codings)
            return None
        if start < 0 or end > len(text.text):
            what = "cut at the end of their document" if 0 <= start < len(text.text) else "left out"
            self._gathering.leave_out(f"codings that reach beyond their document were {what}", codings)
        end = min(end, len(text.text))
        return Span(start, end) if 0 <= start < end else None

    def _add_coding(self, document: str, element: _Element, selection: _Element | None, span: Span) -> str:
        """The GUID of the coding; empty where its code is not there."""
        code = guid_in(target(element, "CodeRef"))
        if self._values.is_case(code):
            self._values.cases[code].add(document)
        if code not in self._gathering.codes:
            if not self._values.is_case(code):
                self._gathering.leave_out("codings of codes that are not in the file were left out")
            return ""
        coder = self._gathering.coder(element, selection)
        parts = (document, str(span.start), str(span.end), code, coder)
        guid = self._gathering.unique(element.get("guid"), "coding", *parts)
        when = element.get("creationDateTime") or (selection.get("creationDateTime") if selection is not None else None)
        coding = BundleCoding(guid, document, code, coder, span, created=self._gathering.time(when))
        if self._gathering.extra and (fields := self._gathering.extra.codings.get(guid)):
            coding = replace(coding, **fields)
        self.codings.append(coding)
        place = Place(Subject.CODING, guid)
        self._gathering.places.setdefault(guid, place)
        self._gathering.refer(element, place)
        return guid


def _marked(start: str | None, end: str | None, name: str) -> Marked | None:
    """The smaller position first: some programs write selections as they were dragged."""
    try:
        first, last = sorted((int(start or ""), int(end or "")))
    except ValueError:
        return None
    return Marked(first, last, name) if first >= 0 and last < 2**40 else None


def _codings_in(element: _Element) -> int:
    return sum(1 for _ in children(element, "Coding"))
