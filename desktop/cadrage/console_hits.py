"""What a search has found, for people at a terminal: a line for each hit, under its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from cadrage.console import counted

if TYPE_CHECKING:
    from cadrage.core.search import Hit
    from cadrage.jobs.searching import SearchReport

_SIDE = 40  # characters of context on each side of a hit


def hits_as_text(report: SearchReport, titles: Mapping[int, str]) -> str:
    """What was asked first, then the hits in their context, the words themselves between » and «."""
    wanted = report.question.wanted
    kind = "regular expression" if wanted.regex else "words"
    lines = [
        f"Searched for the {kind} {wanted.query} · {counted(report.total, 'hit')}"
        f" in {counted(report.documents, 'document')}"
        f" · duplicates {'too' if wanted.duplicates else 'left out'}"
        f" · not-article text {'too' if wanted.not_article else 'left out'}"
    ]
    return "\n".join([*lines, *_documents(report, titles)])


def _documents(report: SearchReport, titles: Mapping[int, str]) -> Iterator[str]:
    for document, hits in groupby(report.hits, key=_document):
        yield ""
        yield f"{titles.get(document, '')} (document {document})"
        for hit in hits:
            before, after = _one_line(hit.before)[-_SIDE:], _one_line(hit.after)[:_SIDE]
            yield f"{hit.span.start:>8}  {before:>{_SIDE}}»{_one_line(hit.quotation)}«{after}"
    left = report.total - len(report.hits)
    if left:
        yield f"\n{counted(left, 'more hit')}."


def _document(hit: Hit) -> int:
    return hit.document


def _one_line(words: str) -> str:
    return "".join(" " if sign.isspace() else sign for sign in words)
