"""The codebook of a REFI-QDA project or codebook file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cadrage.core.bundle import BundleCode, BundleDocument, BundleExample
from cadrage.core.model import Subject
from cadrage.exchange.refi_description import Described, DescribedExample, parsed
from cadrage.exchange.refi_gathering import Gathering, Place
from cadrage.exchange.refi_tree import children, description, said
from cadrage.exchange.refi_words import colour_in

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code whose examples may still name documents that are not read; `parent` is a place in the list."""

    element: _Element
    parent: int | None
    name: str
    colour: str
    described: Described


def read_codes(codes: _Element | None) -> list[ReadCode]:
    """All codes below an element, parents first, siblings in the order of the file."""
    found: list[ReadCode] = []
    places: list[tuple[_Element, int | None]] = [(code, None) for code in reversed([*children(codes, "Code")])]
    while places:
        element, parent = places.pop()
        fields = parsed(description(element))
        name = said(element, "name")
        # Who has renamed the code since means the new name.
        name = fields.name if fields.name and name.startswith(fields.name) else name
        found.append(ReadCode(element, parent, name, colour_in(element.get("color")), fields))
        number = len(found) - 1
        places.extend((each, number) for each in reversed([*children(element, "Code")]))
    return found


def bundle_codes(read: list[ReadCode], gathering: Gathering) -> list[BundleCode]:
    """The codes of a project; what is said of them beside replaces what XML could not say."""
    made: list[BundleCode] = []
    own = gathering.extra.codes if gathering.extra else {}
    for number, each in enumerate(read):
        parent = None if each.parent is None else made[each.parent].guid
        guid = gathering.unique(each.element.get("guid"), "code", parent or "", each.name, str(number))
        fields = each.described
        code = BundleCode(
            guid,
            each.name if gathering.extra else " ".join(each.name.split()) or f"Code {number + 1}",
            fields.short_id,
            each.colour,
            parent,
            fields.key,
            fields.brief,
            fields.definition if gathering.extra else fields.definition.strip(),
            fields.when_to_use,
            fields.when_not,
            fields.notes,
            fields.retired,
            tuple(example.example for example in fields.examples),
        )
        made.append(replace(code, **own.get(guid, {})))
        place = Place(Subject.CODE, guid)
        gathering.places[guid] = place
        gathering.refer(each.element, place)
    gathering.codes = frozenset(code.guid for code in made)
    return made


def placed(code: BundleCode, read: ReadCode, documents: Mapping[str, BundleDocument]) -> BundleCode:
    """The code with examples whose documents are there; by name where the GUIDs have been made anew."""
    by_title = {document.title: document.guid for document in reversed(list(documents.values()))}
    if not code.examples or len(code.examples) != len(read.described.examples):
        return code
    pairs = zip(code.examples, read.described.examples, strict=True)
    return replace(code, examples=tuple(_examples(pairs, documents, by_title)))


def _examples(
    pairs: Iterator[tuple[BundleExample, DescribedExample]],
    documents: Mapping[str, BundleDocument],
    by_title: Mapping[str, str],
) -> Iterator[BundleExample]:
    for example, described in pairs:
        document = example.document if example.document in documents else by_title.get(described.title)
        text = documents[document].text if document else ""
        span = example.span if example.span and example.span.end <= len(text) else None
        yield replace(example, document=document, span=span)
