"""HTML as a row of tags and stretches of text, in time that grows with its length whatever it holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_QUOTE_OR_END = re.compile(r"[\"'>]")
# What stands in these is no markup; entities count in the last two only.
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes"))
_RAW_WITH_ENTITIES = frozenset(("textarea", "title"))


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    opens: bool
    closes: bool


def tokens(markup: str) -> Iterator[Tag | str]:
    """Tags, and the text between them with its entities resolved. The standard library's parser reads some 60 KB of
    `<a <a <a` in half a minute; this one never looks at a character more than a few times."""
    at, end = 0, len(markup)
    while at < end:
        mark = markup.find("<", at)
        if mark < 0 or mark + 1 == end:
            yield html.unescape(markup[at:])
            return
        if mark > at:
            yield html.unescape(markup[at:mark])
        following = markup[mark + 1]
        if following in "!?" or (following == "/" and not markup[mark + 2 : mark + 3].isalpha()):
            at = _after_comment(markup, mark)
            continue
        name = _NAME.match(markup, mark + 1 + (following == "/"))
        if name is None:
            yield "<"
            at = mark + 1
            continue
        at = _after_tag(markup, name.end())
        if at < 0:
            yield html.unescape(markup[mark:])
            return
        tag = Tag(name[0].lower(), following != "/", following == "/" or markup[at - 2] == "/")
        yield tag
        if tag.opens and tag.name in _RAW | _RAW_WITH_ENTITIES:
            close = re.compile(f"</{tag.name}", re.IGNORECASE).search(markup, at)
            words = markup[at : close.start() if close else end]
            yield html.unescape(words) if tag.name in _RAW_WITH_ENTITIES else words
            at += len(words)


def _after_comment(markup: str, mark: int) -> int:
    closing = "-->" if markup.startswith("<!--", mark) else ">"
    found = markup.find(closing, mark + 2)
    return len(markup) if found < 0 else found + len(closing)


def _after_tag(markup: str, at: int) -> int:
    """Where a tag has ended, -1 where it never does; quoted values may hold its sign."""
    while found := _QUOTE_OR_END.search(markup, at):
        if found[0] == ">":
            return found.end()
        close = markup.find(found[0], found.end())
        if close < 0:
            # A quotation mark without its other half opens nothing.
            return markup.find(">", found.end()) + 1 or -1
        at = close + 1
    return -1
