"""Europresse exports: a web page with an <article> for each text, in older ones a cell of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cadrage.core.model import DocumentDraft
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_dates import date_line, find_date
from cadrage.exchange.news_fields import Fields, is_copyright
from cadrage.exchange.news_lines import joined, plain
from cadrage.exchange.news_markup import lines, parse_html, with_class, words

if TYPE_CHECKING:
    from lxml.etree import _Element

_GATE = "docpublicationname"
_ISSUE = re.compile(r",?\s*\b(?:no|n°|nº|num[ée]ro|issue|vol)\b\.?\s*[\w./-]*\d[\w./-]*.*$", re.IGNORECASE)
_WORDS = re.compile(r"(?<![\d:])\d{1,9}(?:[ .,]\d{3}){0,3} ?(?:mots?|words?|palabras|wörter)\b", re.IGNORECASE)
_PAGE = re.compile(r"(?:^|\s)(?:pp?|pages?)\.?\s*([\w-]*\d[\w-]*(?:\s*[,;]\s*[\w-]*\d[\w-]*)*)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:news|publi|web|bio)\s*[·.\u2022]\s*(\d{8})\s*[·.\u2022]\s*([\w-]+)\s*[·.\u2022]\s*([\w-]+)")
_WEEKDAY = re.compile(r"[^\W\d_]+di|dimanche|\w+day|\w+tag|mittwoch", re.IGNORECASE)
_TEXTS = ("docOcurrContainer", "DocText")
_TITLES = ("rdp__articletitle", "titreArticleVisu", "titreArticle")
_LONGEST_NAMES = 160
_MOST_HEADERS = 6
_LONGEST_HEADER = 400


def parse(content: Content) -> tuple[DocumentDraft, ...]:
    """The articles of a Europresse page; none where it is no such page."""
    if not content.markup or _GATE not in content.markup.casefold():
        return ()
    tree = parse_html(content.markup)
    articles = [element for element in tree.iter("article") if with_class(element, "DocPublicationName")]
    if not articles:
        articles = _older(tree)
    drafts = (_article(content, element) for element in articles)
    return tuple(draft for draft in drafts if draft is not None)


def _older(tree: _Element) -> list[_Element]:
    """The articles of the older layout: around each outlet the smallest element that has a title too."""
    titled = {above for title in with_class(tree, "titreArticle") for above in title.iterancestors()}
    found: dict[_Element, None] = {}
    for outlet in with_class(tree, "DocPublicationName"):
        around = next((above for above in outlet.iterancestors() if above in titled), None)
        if around is not None:
            found[around] = None
    return list(found)


def _article(content: Content, element: _Element) -> DocumentDraft | None:
    fields = Fields()
    fields.set("outlet", _ISSUE.sub("", _first_line(_one(element, "DocPublicationName"))[:_LONGEST_HEADER]))
    title = next((found for name in _TITLES if (found := _one(element, name)) is not None), None)
    fields.set("title", words(title) if title is not None else "")
    headers = (*with_class(element, "DocHeader"), *with_class(element, "DocTitreSousSection"))
    for header in headers[:_MOST_HEADERS]:
        _read_header(fields, words(header)[:_LONGEST_HEADER])
    text = next((found for name in _TEXTS if (found := _one(element, name)) is not None), None)
    fields.text = _text_of(text) if text is not None else _text_behind_title(fields, element, title)
    _read_names(fields, element, title, text)
    number = _NUMBER.search(words(element))
    if number:
        fields.set("published", f"{number[1][:4]}-{number[1][4:6]}-{number[1][6:]}")
        fields.set("database_id", "·".join(number.groups()))
    return fields.draft(content)


def _one(element: _Element, name: str) -> _Element | None:
    return next(iter(with_class(element, name)), None)


def _first_line(element: _Element | None) -> str:
    return next((plain(line) for line in lines(element) if line.strip()), "") if element is not None else ""


def _read_header(fields: Fields, header: str) -> None:
    """“Politique, lundi 28 janvier 2013, 543 mots, p. 9”: section, date, length and page, each where it is given."""
    found = find_date(header)
    if found is None:
        if not _WORDS.search(header) and not _PAGE.search(header):
            fields.set("section", header)
        return
    fields.set("published", found.iso)
    before = [part.strip() for part in header[: found.start].split(",")]
    before = [part for part in before if part and not _WEEKDAY.fullmatch(part.split()[-1])] or [
        " ".join(part.split()[:-1]) for part in before if part and len(part.split()) > 1
    ]
    fields.set("section", ", ".join(part for part in before if part))
    behind = header[found.end :]
    if counted := _WORDS.search(behind):
        fields.set("length", counted[0])
    if page := _PAGE.search(behind):
        fields.set("page", page[1])


def _text_of(element: _Element) -> str:
    """The paragraphs, without the line that says who owns them."""
    kept: list[str] = []
    for line in lines(element):
        if line.strip() and not (is_copyright(plain(line)) and len(line) < _LONGEST_NAMES):
            kept += [line, ""]
    return joined(kept)


def _read_names(fields: Fields, element: _Element, title: _Element | None, text: _Element | None) -> None:
    """The by-line stands between title and text; a line under the title of the same class is its subtitle."""
    subtitle = _one(element, "rdp__subtitle")
    if subtitle is not None:
        fields.set("highlight", words(subtitle))
    within = set() if text is None else set(text.iter())
    named = (*with_class(element, "docAuthors"), *with_class(element, "sm-margin-bottomNews"))
    for found in named[:_MOST_HEADERS]:
        given = words(found)
        if found is title or found in within or found is subtitle or not given or len(given) > _LONGEST_NAMES:
            continue
        if not date_line(given) and not is_copyright(given) and given != fields.values.get("title"):
            fields.set("byline", given)
            return


def _text_behind_title(fields: Fields, element: _Element, title: _Element | None) -> str:
    """The older layout: by-line and paragraphs follow upon the title in the same cell."""
    if title is None:
        return ""
    shown = [line for line in lines(element) if line.strip()]
    begin = next((at + 1 for at, line in enumerate(shown) if plain(line).endswith(words(title))), 0)
    rest = shown[begin:]
    owned = next((at for at, line in enumerate(rest) if is_copyright(plain(line))), len(rest))
    rest = rest[:owned]
    if len(rest) > 1 and len(plain(rest[0]).split()) <= 10 and not plain(rest[0]).endswith((".", "!", "?")):
        fields.set("byline", rest.pop(0))
    return joined(line for pair in rest for line in (pair, ""))
