"""Articles in Word documents: the words of paragraphs and tables, in order."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.text import canonical
from cadrage.exchange.archives import DAMAGED, check_office, read_part
from cadrage.exchange.article_content import NO_TEXT, Content, Source
from cadrage.exchange.markup import refuse_too_much

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = "word/document.xml"
_BREAKS = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
# What is no part of the text: deletions, moved text, field codes, ruby, the second copies of text boxes.
_LEFT_OUT = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr", f"{_W}rt")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}


def read(source: Source) -> Content:
    """Paragraphs and table rows as lines, in order; cells of a row are set apart by tabs.

    Headers, footers, footnotes and comments are left out. Raises UserError where the file is no sound
    .docx or holds no text.
    """
    check_office(source.data, "a Word document (.docx)", _PART)
    refuse_too_much(read_part(source.data, _PART))
    text = canonical("\n".join(_lines(_body(source.data))).strip("\n"))
    if not text.strip():
        raise UserError(NO_TEXT)
    return Content(source, text + "\n")


def _body(data: bytes) -> _Element:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    damaged = (OpcError, LxmlError, *DAMAGED)
    try:
        # python-docx's parser resolves no entities and stays off the network.
        body: _Element = Document(BytesIO(data)).element.body
    except damaged as error:
        raise UserError(
            "The file is not a Word document (.docx) that can be read: it seems to be damaged. "
            "Open it in Word or LibreOffice and save it again."
        ) from error
    return body


def _lines(parent: _Element) -> Iterator[str]:
    """A line per paragraph and per table row, in the order of the document."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield _words(child)
        elif child.tag == f"{_W}tbl":
            for row in _nearest(child, f"{_W}tr"):
                cells = _nearest(row, f"{_W}tc")
                yield "\t".join(" ".join(" ".join(_lines(cell)).split()) for cell in cells)
        elif child.tag not in _LEFT_OUT:
            yield from _lines(child)


def _nearest(parent: _Element, tag: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also inside content controls; not those of a table within."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _nearest(child, tag)


def _words(element: _Element) -> str:
    """All text in a paragraph: runs, hyperlinks, insertions, content controls."""
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag == f"{_W}p":
            # A paragraph of a text box that hangs on this one.
            parts.append("\n" + _words(child))
        elif child.tag not in _LEFT_OUT:
            parts.append(_words(child))
    return "".join(parts)
