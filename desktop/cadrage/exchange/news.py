"""Files from news databases: many articles in one, each with its outlet, date, section and length.

A parser gets the content of a .txt, .docx, .rtf or .html file (`Content.text`; of a web page `Content.markup`) and
answers with the articles in it, made by `Content.draft`, or with nothing where the file is not of its database.
It sees every text file that is imported, so it looks at the first few lines before it does anything else.
It raises UserError only for a file that is surely of its database and cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from cadrage.core.model import DocumentDraft
from cadrage.exchange import (
    news_europresse,
    news_factiva_html,
    news_lexisnexis,
    news_nexis_uni,
    news_pages,
    news_proquest,
    news_ris,
)
from cadrage.exchange.article_content import Content

Parser: TypeAlias = Callable[[Content], tuple[DocumentDraft, ...]]

# The first one that finds articles wins.
PARSERS: tuple[Parser, ...] = (
    news_ris.parse,
    news_nexis_uni.parse,
    news_proquest.parse,
    news_lexisnexis.parse,
    news_factiva_html.parse,
    news_europresse.parse,
    news_pages.parse,
)


def split(content: Content) -> tuple[DocumentDraft, ...]:
    """The articles of a database's file; none where the file is of no database known here."""
    for parser in PARSERS:
        if drafts := parser(content):
            return drafts
    return ()
