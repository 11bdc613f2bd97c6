"""Notes of a REFI-QDA project as memos on what refers to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cadrage.core.bundle import Bundle, BundleMemo
from cadrage.core.model import Subject
from cadrage.core.text import clean
from cadrage.exchange.refi_archive import Archive
from cadrage.exchange.refi_extra import Fields
from cadrage.exchange.refi_gathering import Gathering, Place
from cadrage.exchange.refi_remarks import remarks
from cadrage.exchange.refi_sources import Sources
from cadrage.exchange.refi_texts import text_of
from cadrage.exchange.refi_tree import child, children, description, said
from cadrage.exchange.refi_words import guid_in, sayable

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROJECT = Place(Subject.PROJECT, "")


class Notes:
    """Goes through the notes once everything is there that they can be about."""

    def __init__(self, archive: Archive, gathering: Gathering, sources: Sources) -> None:
        self._archive = archive
        self._gathering = gathering
        self._sources = sources

    def memos(self, notes: _Element | None, links: _Element | None) -> Iterator[BundleMemo]:
        elements = [*children(notes, "Note")]
        places = self._places({guid_in(each.get("guid")) for each in elements}, links)
        for number, note in enumerate(elements):
            named = guid_in(note.get("guid"))
            own = self._gathering.extra.memos.get(named) if self._gathering.extra else None
            for place in [_PROJECT] if own is not None else places.get(named) or [_PROJECT]:
                guid = self._gathering.unique(note.get("guid"), "note", str(number), place.guid)
                memo = BundleMemo(
                    guid,
                    place.subject,
                    place.guid,
                    self._coder(note, own),
                    self._text(note, place) if own is None else self._own_text(note),
                    created=self._gathering.time(note.get("creationDateTime")),
                    modified=self._gathering.time(note.get("modifiedDateTime")),
                )
                yield memo if own is None else self._known({**own, "coder": memo.coder}, memo)
            if any(True for each in children(note, "PlainTextSelection") if child(each, "Coding") is not None):
                self._gathering.leave_out("codings in memos were left out")

    def _coder(self, note: _Element, own: Fields | None) -> str:
        named = (own or {}).get("coder", "")
        return named if named in self._gathering.coders else self._gathering.coder(note)

    def _known(self, fields: Fields, memo: BundleMemo) -> BundleMemo:
        """What Cadrage said of a memo; one whose subject is gone is about the project."""
        memo = replace(memo, **fields)
        is_there = memo.subject is Subject.PROJECT or memo.subject_guid in self._gathering.places
        return memo if is_there else replace(memo, subject=Subject.PROJECT, subject_guid="")

    def _places(self, notes: set[str], links: _Element | None) -> dict[str, list[Place]]:
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for guid, place in self._gathering.references:
            if guid not in notes:
                self._gathering.leave_out("references to notes that are not in the file were left out")
            elif place not in found[guid]:
                found[guid].append(place)
        for link in children(links, "Link"):
            ends = guid_in(link.get("originGUID")), guid_in(link.get("targetGUID"))
            note = next((end for end in ends if end in notes), "")
            other = ends[1] if note == ends[0] else ends[0]
            about = self._gathering.places.get(other)
            self._gathering.bare.discard(other)
            if note and about:
                if about not in found[note]:
                    found[note].append(about)
            else:
                self._gathering.leave_out("links were left out")
        return found

    def _own_text(self, note: _Element) -> str:
        text = text_of(note, self._archive)
        return "" if isinstance(text, str) else clean(text.source.raw)

    def _text(self, note: _Element, place: Place) -> str:
        text = text_of(note, self._archive)
        words = "" if isinstance(text, str) else text.source.text
        quotation = place.quotation
        if place.subject is Subject.DOCUMENT and not quotation:
            marked = child(note, "PlainTextSelection")
            if marked is not None:
                quotation = self._sources.passage(place.guid, marked.get("startPosition"), marked.get("endPosition"))
        name = said(note, "name")
        beginning = " ".join(words.split()).startswith(" ".join(name.removesuffix("...").split()))
        parts = (
            f"“{quotation}”" if quotation else "",
            "" if beginning else name,
            description(note),
            words,
        )
        return "\n".join(part for part in parts if part.strip())


def memos_of_remarks(bundle: Bundle, gathering: Gathering) -> Iterator[BundleMemo]:
    """The Descriptions that other people or programs wrote, as memos; those that Cadrage writes say nothing new."""
    if gathering.extra is None:
        ours: dict[Place, str] = {}
    else:
        expected = remarks(bundle)
        ours = {Place(Subject.DOCUMENT, guid): text for guid, text in expected.documents.items()}
        ours.update({Place(Subject.CODING, guid): text for guid, text in expected.codings.items()})
        ours[_PROJECT] = expected.project
    for number, each in enumerate(gathering.remarks):
        if sayable(ours.get(each.place, "")) == each.text:
            continue
        guid = gathering.unique("", "remark", each.place.subject, each.place.guid, str(number))
        coder = gathering.coder(*each.makers)
        text = clean(each.text)
        if each.place.quotation:
            text = f"“{each.place.quotation}”\n{text}"
        yield BundleMemo(guid, each.place.subject, each.place.guid, coder, text, created=each.created)
