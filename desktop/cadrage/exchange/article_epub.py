"""Articles in e-books (EPUB): the words of its pages in reading order, with title, author and date."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cadrage.core.errors import UserError
from cadrage.core.text import canonical
from cadrage.exchange.archives import check_office, read_part
from cadrage.exchange.article_content import NO_TEXT, TOO_LONG, Content, Source
from cadrage.exchange.encodings import decode
from cadrage.exchange.markup import MARKUP_LIMIT, parse_html, parse_xml, text_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "an e-book (.epub)"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_DAMAGED = f"The file is not {_KIND} that can be read: it seems to be damaged. Get it again."
_LOCKED = "The e-book is protected against copying (DRM), so that its words cannot be read. Get it without protection."
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_XML_ENTITIES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_VARIABLES = {"author": "creator", "published": "date", "outlet": "publisher"}


@dataclass(frozen=True, slots=True)
class _Package:
    """The book's title and facts, and its pages' names in the archive, in reading order."""

    title: str
    values: Mapping[str, str]
    pages: tuple[str, ...]


def read(source: Source) -> Content:
    """The whole book as one text, a line per block. Raises UserError where it is damaged, protected or empty."""
    check_office(source.data, _KIND, _CONTAINER)
    package = _package(source.data)
    _refuse_locked(source.data, package.pages)
    text = canonical("\n".join(_texts(source.data, package.pages)).strip("\n"))
    if not text.strip():
        raise UserError(NO_TEXT)
    return Content(source, text + "\n", title=package.title, values=package.values)


def _package(data: bytes) -> _Package:
    root = _tree(data, _CONTAINER)
    name = next((each.get("full-path", "") for each in root.iter() if _local(each) == "rootfile"), "")
    package = _tree(data, name)
    items = {each.get("id", ""): each for each in package.iter() if _local(each) == "item"}
    order = [
        items[ref] for each in package.iter() if _local(each) == "itemref" and (ref := each.get("idref", "")) in items
    ]
    pages = dict.fromkeys(
        _resolved(name, item.get("href", ""))
        for item in order
        if item.get("media-type", "") in _PAGES and "nav" not in item.get("properties", "").split()
    )
    if not pages:
        raise UserError(_DAMAGED)
    values = {variable: "; ".join(_said(package, word)) for variable, word in _VARIABLES.items()}
    values["published"] = next(_said(package, "date"), "")[:10]
    return _Package(next(_said(package, "title"), ""), values, tuple(pages))


def _said(package: _Element, word: str) -> Iterator[str]:
    for each in package.iter(f"{_DC}{word}"):
        words = words_of(each)
        if words:
            yield words


def _refuse_locked(data: bytes, pages: tuple[str, ...]) -> None:
    """Fonts may be scrambled without harm; pages may not."""
    if not read_part(data, _ENCRYPTION):
        return
    locked = {
        unquote(each.get("URI", "")) for each in _tree(data, _ENCRYPTION).iter() if _local(each) == "CipherReference"
    }
    if locked & set(pages):
        raise UserError(_LOCKED)


def _texts(data: bytes, pages: tuple[str, ...]) -> Iterator[str]:
    total = 0
    for page in pages:
        part = read_part(data, page)
        total += len(part)
        if total > MARKUP_LIMIT:
            raise UserError(TOO_LONG)
        if part.strip():
            yield text_of(_page(decode(part).text))


def _page(markup: str) -> _Element:
    """XHTML read as what it is, where it is sound: as HTML, an empty `<title/>` would swallow the page."""
    from lxml.etree import LxmlError

    # Programs name letters as HTML does, which XML does not know.
    spelled = _ENTITY.sub(_letter, markup.removeprefix("\ufeff"))
    try:
        return parse_xml(re.sub(r"^\s*<\?xml[^>]*\?>", "", spelled).encode("utf-8", "replace"))
    except LxmlError:
        return parse_html(markup)


def _letter(found: re.Match[str]) -> str:
    return found[0] if found[1] in _XML_ENTITIES else html5.get(found[1], found[0])


def _tree(data: bytes, name: str) -> _Element:
    from lxml.etree import LxmlError

    try:
        return parse_xml(read_part(data, name))
    except LxmlError as error:
        raise UserError(_DAMAGED) from error


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _resolved(package: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href.partition("#")[0])))
