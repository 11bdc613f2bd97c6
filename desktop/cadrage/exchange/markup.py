"""XML and HTML from strangers: parsed without network, entities or scripts, and turned into lines of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.exchange.article_content import TOO_LONG

if TYPE_CHECKING:
    from lxml.etree import _Element

MARKUP_LIMIT = 32 * 1024 * 1024
# A tree takes some 200 bytes for each tag, however short that is.
_MOST_TAGS = 2_000_000
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table"
    " tbody tfoot thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset(("td", "th"))
_UNSEEN_NAMES = (
    "audio button canvas datalist embed head iframe input math noscript object option script select style svg template"
    " textarea title video"
)
UNSEEN = frozenset(_UNSEEN_NAMES.split())
_SPACE = re.compile("[ \t\r\n\f]+")
_AROUND_LINE = re.compile(" *\n *")


def parse_html(markup: str) -> _Element:
    """The tree of a web page, however broken it is. Raises UserError where there is none, or far too much."""
    from lxml import etree

    refuse_too_much(markup.encode("utf-8", "replace"))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        tree = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        tree = None
    if tree is None:
        raise UserError("The page holds no HTML that can be read. Open it in a browser and save it again.")
    return tree


def parse_xml(data: bytes) -> _Element:
    """The tree of an XML part; entities stay unresolved. Raises UserError for far too much of it, and lxml's
    XMLSyntaxError where it is broken."""
    from lxml import etree

    refuse_too_much(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def refuse_too_much(data: bytes) -> None:
    """Raises UserError for markup whose tree would not fit into the memory of a small computer."""
    if len(data) > MARKUP_LIMIT or data.count(b"<") > _MOST_TAGS:
        raise UserError(TOO_LONG)


def words_of(element: _Element) -> str:
    """All the words inside an element on one line."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def text_of(element: _Element) -> str:
    """The words that a reader of the page would see: a line per block, the cells of a table row set apart by tabs."""
    lines = (_AROUND_LINE.sub("\n", "".join(parts)).strip(" \n\t") for parts in _blocks(element))
    return "\n".join(line for line in lines if line.strip())


def _blocks(element: _Element) -> Iterator[list[str]]:
    from lxml import etree

    walk = etree.iterwalk(element, events=("start", "end"))
    parts: list[str] = []
    preserved = 0
    for event, each in walk:
        tag = each.tag if isinstance(each.tag, str) else ""
        tag = tag.rpartition("}")[2]
        block = tag in BLOCKS
        if block:
            yield parts
            parts = []
        if event == "start":
            preserved += tag == "pre"
            if tag in UNSEEN:
                walk.skip_subtree()
                continue
            if tag == "br":
                parts.append("\n")
            elif tag in _CELLS and "".join(parts).strip():
                parts.append("\t")
            words = each.text
        else:
            preserved -= tag == "pre"
            words = each.tail if each is not element else None
        if words:
            parts.append(words if preserved else _SPACE.sub(" ", words))
    yield parts
