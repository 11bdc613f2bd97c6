"""Factiva's articles as a saved web page: a table of field codes an article, or lines with the codes left out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cadrage.core.model import DocumentDraft
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_factiva_codes import BODY_CODES, CODES, fields_of_codes, head_of_lines
from cadrage.exchange.news_factiva_text import NUMBER, WORDS, parse_text
from cadrage.exchange.news_fields import Fields
from cadrage.exchange.news_lines import joined, plain
from cadrage.exchange.news_markup import classes, lines, parse_html, with_class, words

if TYPE_CHECKING:
    from lxml.etree import _Element

_GATE = re.compile(
    r"class=[\"']?[^\"'>]{0,200}(?:\w\wArticle\b|\w\wHeadline\b|articleParagraph\b)|\bfactiva\b"
    r"|>HD<",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:\w\w)?Article")
_PAGE_FURNITURE = ("articleImage", "relInfo", "artListen")


def parse(content: Content) -> tuple[DocumentDraft, ...]:
    """The articles of a Factiva file, as text or as a web page; none where it is no such file."""
    if not content.markup:
        return parse_text(content)
    if not _GATE.search(content.markup):
        return ()
    tree = parse_html(content.markup)
    articles = [element for element in tree.iter("div", "article") if _is_article(element)]
    if not articles:
        # Some pages have the lines of an article without the elements around them.
        return parse_text(replace(content, text="\n".join(lines(tree)), markup=""))
    drafts = (_article(content, element) for element in articles)
    return tuple(draft for draft in drafts if draft is not None)


def _is_article(element: _Element) -> bool:
    names = classes(element)
    return "article" in names and (
        any(_ARTICLE.fullmatch(name) and name != "article" for name in names)
        or bool(_rows(element))
        or _is_bare(element)
    )


def _is_bare(element: _Element) -> bool:
    """An article without codes and without the class of its language."""
    return any(WORDS.fullmatch(plain(line)) for line in lines(element)) and bool(
        with_class(element, "articleParagraph")
    )


def _article(content: Content, element: _Element) -> DocumentDraft | None:
    given = _rows(element)
    fields = fields_of_codes(given) if given else _without_codes(element)
    if fields is None:
        return None
    if "language" not in fields.values:
        fields.set("language", next((name[:2] for name in classes(element) if name.endswith("Article")), ""))
    return fields.draft(content)


def _rows(element: _Element) -> dict[str, list[str]]:
    """The lines of each code, from the rows of the table that begin with one."""
    found: dict[str, list[str]] = {}
    for row in element.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        code = words(cells[0]) if cells else ""
        if len(cells) > 1 and code in CODES:
            found.setdefault(code, []).extend(_text_lines(cells[1]) if code in BODY_CODES else [words(cells[1])])
    return found if "HD" in found or any(code in found for code in BODY_CODES) else {}


def _text_lines(element: _Element) -> list[str]:
    """Paragraphs as lines, a blank line between them."""
    found: list[str] = []
    for line in lines(element):
        if line.strip():
            found += [line.strip(), ""]
    return found


def _without_codes(element: _Element) -> Fields | None:
    """An article whose codes were left out: headline, then lines of facts, then paragraphs."""
    fields = Fields()
    headline = next(iter(with_class(element, "enHeadline") or _headlines(element)), None)
    shown = [key for key in (plain(line) for line in lines(element)) if key]
    counted = next((at for at, key in enumerate(shown) if WORDS.fullmatch(key)), -1)
    if counted < 0 and headline is None:
        return None
    text = [line for part in with_class(element, "articleParagraph") for line in _text_lines(part)]
    first = plain(text[0]) if text else ""
    begin = shown.index(first, counted + 1) if first in shown[counted + 1 :] else len(shown)
    if headline is not None:
        _read_named(fields, element, headline)
    head_of_lines(fields, shown[: max(counted, 0)], shown[max(counted, 0) : begin])
    number = next((match[1] for key in shown[begin:] if (match := NUMBER.fullmatch(key))), "")
    fields.set("database_id", number)
    fields.text = joined(line for line in text if not NUMBER.fullmatch(plain(line)))
    return fields


def _headlines(element: _Element) -> list[_Element]:
    return [
        found
        for found in element.iter()
        if isinstance(found.tag, str) and any(re.fullmatch(r"\w\wHeadline", name) for name in classes(found))
    ]


def _read_named(fields: Fields, element: _Element, headline: _Element) -> None:
    """Facts that the page names by class."""
    fields.set("title", words(headline))
    for name, wanted in (("byline", "author"),):
        for found in with_class(element, wanted)[:1]:
            fields.set(name, words(found))
