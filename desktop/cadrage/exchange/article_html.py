"""Articles in saved web pages: headline and text without menus and advertisements, author, date and outlet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.core.text import canonical
from cadrage.exchange.article_content import Content, Source
from cadrage.exchange.article_txt import said_of
from cadrage.exchange.encodings import Decoded, decode
from cadrage.exchange.markup import parse_html, text_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element
    from trafilatura.settings import Document

_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_FIRST = 8192
# What pages say and what they mean (WHATWG Encoding Standard); "utf-16" can only be said in UTF-8.
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "utf-16": "utf-8",
    "x-mac-cyrillic": "mac_cyrillic",
}  # fmt: skip
_WHOLE_PAGE = "No article was recognised on this page: all its words were taken, menus too."
_NO_TEXT = (
    "The page contains no text. Pages that load their text by script must be saved from a browser as they are shown."
)
# Beyond these, weighing which part of the page is the article takes too long; pages of newspapers have some
# 5,000 tags.
_MOST_CHARACTERS, _MOST_TAGS = 3_000_000, 30_000
_HEADLINE_WITHIN = 400
_SCRIPT = re.compile(r"<script\b[^<>]*>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script[^<>]*>", re.IGNORECASE)
_LONGEST_DATA = 200_000


def read(source: Source) -> Content:
    """The decoded markup of a page; scripts are never run and nothing is fetched."""
    decoded = _decoded(source)
    return Content(source, "", encoding=decoded.encoding, markup=decoded.text, warnings=said_of(decoded))


def article(content: Content) -> DocumentDraft:
    """The article on a page, its headline first. Raises UserError where the page holds no words."""
    tree = parse_html(content.markup)
    huge = len(content.markup) > _MOST_CHARACTERS or content.markup.count("<") > _MOST_TAGS
    found = None if huge else _weighed(content.markup)
    text = (found.text or "") if found else ""
    warnings: tuple[str, ...] = ()
    if not text.strip():
        text, warnings = text_of(tree), (_WHOLE_PAGE,)
    if not text.strip():
        raise UserError(_NO_TEXT)
    title = _headline(tree, found)
    if found and title and " ".join(title.split()) not in " ".join(text[:_HEADLINE_WITHIN].split()):
        text = f"{title}\n{text}"
    text = canonical(text).strip("\n") + "\n"
    return content.draft(text, title=title, values=_values(found), warnings=warnings)


def _decoded(source: Source) -> Decoded:
    """By the person's choice, else strict UTF-8, else what the page declares, else detection.

    Browsers save pages in UTF-8 and leave the old declaration in them.
    """
    if source.encoding:
        return decode(source.data, source.encoding)
    found = decode(source.data)
    declared = _DECLARED.search(source.data[:_FIRST])
    if declared is None or (found.encoding.startswith("utf") and found.confident):
        return found
    name = (declared[1] or declared[2]).decode("ascii").lower()
    try:
        return decode(source.data, _MEANT.get(name, name))
    except UserError:
        return found


def _weighed(markup: str) -> Document | None:
    """What trafilatura takes for the article; None where it finds none."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        _without_scripts(markup),
        include_comments=False,
        with_metadata=True,
        # Only dates that the page gives as its own: a guess from its words would be a wrong fact.
        date_extraction_params={"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"},
    )
    return found or None  # type: ignore[return-value]


def _without_scripts(markup: str) -> str:
    """A page with those scripts only that are data about it: trafilatura searches broken ones for minutes."""
    parts = []
    place = 0
    while opening := _SCRIPT.search(markup, place):
        parts.append(markup[place : opening.start()])
        closing = _SCRIPT_END.search(markup, opening.end())
        if closing is None:
            return "".join(parts)
        place = closing.end()
        if "json" in opening[0].lower() and _is_json(markup[opening.end() : closing.start()]):
            parts.append(markup[opening.start() : place])
    return "".join((*parts, markup[place:]))


def _is_json(script: str) -> bool:
    try:
        json.loads(script)
    except (ValueError, RecursionError):
        return False
    return len(script) <= _LONGEST_DATA


def _headline(tree: _Element, found: Document | None) -> str:
    """The page's one main heading where its title repeats it; titles often carry the outlet's name behind it."""
    heads = [words_of(each) for each in tree.iter("h1")]
    named = next((words_of(each) for each in tree.iter("title")), "")
    title = (found.title if found else "") or named
    for head in heads:
        if head and (head in named or head in title):
            return head
    return title


def _values(found: Document | None) -> Mapping[str, str]:
    if found is None:
        return {}
    return {
        "outlet": found.sitename or found.hostname or "",
        "author": found.author or "",
        "published": found.date or "",
        "url": found.url or "",
    }
