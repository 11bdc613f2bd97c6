"""Database exports that are laid out as text and were saved as a web page: LexisNexis, Nexis and ProQuest."""

from __future__ import annotations

import re
from dataclasses import replace

from cadrage.core.model import DocumentDraft
from cadrage.exchange import news_lexisnexis, news_nexis_uni, news_proquest
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_markup import lines, parse_html

_GATE = re.compile(
    r"end of document|\b\d{1,6}\s{1,9}(?:of|de|von|van)\s{1,9}\d{1,6}\s{1,9}documents?"
    r"|(?:dokument|document|documento)\s{1,9}\d{1,6}\s{1,9}(?:of|von|de|van)\s{1,9}\d"
    r"|proquest\s{1,9}document\s{1,9}id",
    re.IGNORECASE,
)
_PARSERS = (news_nexis_uni.parse, news_lexisnexis.parse, news_proquest.parse)


def parse(content: Content) -> tuple[DocumentDraft, ...]:
    """The articles of such a page; none where it is no such page."""
    if not content.markup or not _GATE.search(content.markup.replace("&nbsp;", " ")):
        return ()
    tree = parse_html(content.markup)
    shown = replace(content, text="\n\n".join(lines(tree)), markup="")
    for parser in _PARSERS:
        if drafts := parser(shown):
            return drafts
    return ()
