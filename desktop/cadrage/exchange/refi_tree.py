"""The XML of REFI-QDA as a tree, from strangers, and its elements by their local names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

# A tree takes some 300 bytes for each element.
_MOST_TAGS = 3_000_000
_BEFORE = b" \t\r\n"


def root_of(data: bytes, what: str) -> _Element:
    """The root; entities and document types are refused. `what` ("project") words the messages of UserError."""
    from lxml import etree

    if data.count(b"<") > _MOST_TAGS:
        raise UserError(f"The {what} holds far more elements than any study has and was not opened.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: _Element | None = etree.fromstring(_without_marks(data), parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise UserError(f"The {what} is not XML that can be read. Export it again.") from error
    if root is None:
        raise UserError(f"The {what} is empty. Export it again.")
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise UserError(f"The {what} declares a document type, which it must not; it was not opened. Export it again.")
    return root


def _without_marks(data: bytes) -> bytes:
    """Some programs write two byte-order marks, or white space before the declaration."""
    stripped = data.lstrip(_BEFORE)
    while stripped.startswith(b"\xef\xbb\xbf"):
        stripped = stripped[3:].lstrip(_BEFORE)
    return stripped


def tag(element: _Element) -> str:
    """The name without its namespace: programs differ in which they write."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: _Element | None, *names: str) -> Iterator[_Element]:
    if element is not None:
        for child in element:
            if tag(child) in names:
                yield child


def child(element: _Element | None, name: str) -> _Element | None:
    return next(children(element, name), None)


def text_in(element: _Element | None) -> str:
    """All the words in an element, as the project may keep them."""
    return "" if element is None else clean("".join(map(str, element.itertext())))


def description(element: _Element) -> str:
    return text_in(child(element, "Description"))


def said(element: _Element, *names: str) -> str:
    """The first of these attributes that is there and not empty."""
    return clean(next((value for name in names if (value := element.get(name))), ""))


def target(element: _Element, name: str) -> str:
    """What a reference of this name inside an element points to, as written; empty where there is none."""
    found = child(element, name)
    return "" if found is None else (found.get("targetGUID") or "")
