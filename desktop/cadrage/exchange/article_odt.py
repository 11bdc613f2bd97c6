"""Articles in OpenDocument texts: the words of paragraphs and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.text import canonical
from cadrage.exchange.archives import check_office, read_part
from cadrage.exchange.article_content import NO_TEXT, Content, Source
from cadrage.exchange.markup import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "an OpenDocument text (.odt)"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_CELLS = frozenset((f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"))
# What is no part of the text: notes, comments, what was deleted, ruby, descriptions of pictures, forms.
_LEFT_OUT = frozenset(
    f"{_TEXT}{name}" for name in ("note", "tracked-changes", "ruby-text", "hidden-text", "sequence-decls")
) | {f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_OFFICE}forms", f"{_SVG}title", f"{_SVG}desc"}
_SPACE = re.compile("[ \t\r\n]+")
_MOST_SPACES = 100


def read(source: Source) -> Content:
    """Paragraphs and table rows as lines, in order; cells of a row are set apart by tabs.

    Headers, footers, notes, comments and deleted passages are left out. Raises UserError where the file is no
    sound .odt or holds no text.
    """
    check_office(source.data, _KIND, "content.xml")
    body = _body(source.data)
    text = canonical("\n".join(_lines(body)).strip("\n"))
    if not text.strip():
        raise UserError(NO_TEXT)
    return Content(source, text + "\n")


def _body(data: bytes) -> _Element:
    from lxml.etree import LxmlError

    if b"encryption-data" in read_part(data, "META-INF/manifest.xml"):
        raise UserError(
            "The file is locked with a password. Open it in LibreOffice, save it without one, and try again."
        )
    try:
        body = parse_xml(read_part(data, "content.xml")).find(f"{_OFFICE}body/{_OFFICE}text")
    except LxmlError as error:
        raise UserError(
            f"The file is not {_KIND} that can be read: it seems to be damaged. "
            "Open it in LibreOffice and save it again."
        ) from error
    if body is None:
        raise UserError(f"The file is not {_KIND}: it holds another kind of document. Save its text as .odt or .txt.")
    return body


def _lines(parent: _Element) -> Iterator[str]:
    """A line per paragraph and per table row, in the order of the document."""
    for child in parent:
        if child.tag in _PARAGRAPHS:
            yield _words(child).strip(" ")
        elif child.tag == f"{_TABLE}table":
            for row in _nearest(child, frozenset((f"{_TABLE}table-row",))):
                cells = _nearest(row, _CELLS)
                yield "\t".join(" ".join(" ".join(_lines(cell)).split()) for cell in cells)
        elif child.tag not in _LEFT_OUT:
            yield from _lines(child)


def _nearest(parent: _Element, tags: frozenset[str]) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also those in groups; not those of a table within."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _nearest(child, tags)


def _words(element: _Element) -> str:
    """All text in a paragraph: white space counts once, and is otherwise spelled out by elements."""
    parts = [_SPACE.sub(" ", element.text or "")]
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag in _PARAGRAPHS:
            # A paragraph of a text box that hangs on this one.
            parts.append("\n" + _words(child))
        elif child.tag not in _LEFT_OUT:
            parts.append(_words(child))
        parts.append(_SPACE.sub(" ", child.tail or ""))
    return "".join(parts)
