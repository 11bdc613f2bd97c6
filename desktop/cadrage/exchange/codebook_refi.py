"""Codebooks of other tools: REFI-QDA codebook exchange (.qdc), schema urn:QDA-XML:codebook:1.0."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.model import CodebookDraft, CodeDraft
from cadrage.core.text import clean
from cadrage.exchange.codebook_draft import Entry, assemble

if TYPE_CHECKING:
    from lxml.etree import _Element


def read(path: Path, data: bytes) -> CodebookDraft:
    """Nested codes with name, colour and description. Raises UserError where the file is no such XML."""
    entries: list[Entry] = []
    for codes in _children(_root(data), "Codes"):
        for code in _children(codes, "Code"):
            _gather(code, None, entries)
    return assemble(path.stem, entries)


def _root(data: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: _Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UserError("The file is not XML that can be read. Export the codebook again.") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise UserError(
            "The file declares a document type, which a codebook has not; it was not opened. Export the codebook again."
        )
    if _name(root) == "Project":
        root = next(iter(_children(root, "CodeBook")), root)
    if _name(root) != "CodeBook":
        raise UserError("The file is XML, but not a REFI-QDA codebook. Export the codebook as .qdc.")
    return root


def _gather(element: _Element, parent: int | None, entries: list[Entry]) -> None:
    """libxml2 stops at 256 levels, so that the recursion ends."""
    description = " ".join(child.text or "" for child in _children(element, "Description")).strip()
    code = CodeDraft(
        short_id="",
        name=clean(element.get("name") or "").strip(),
        colour=element.get("color") or "",
        definition=clean(description),
    )
    entries.append(Entry(code, parent))
    place = len(entries) - 1
    for child in _children(element, "Code"):
        _gather(child, place, entries)


def _children(element: _Element, name: str) -> list[_Element]:
    return [child for child in element if _name(child) == name]


def _name(element: _Element) -> str:
    """The name without its namespace: tools differ in which they write."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
