"""A quotation with its source, as it goes into a paper: “words” (Outlet, date, title, p. 2, para. 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

_MARKS = str.maketrans("“”„‟«»‹›", "‘’‚‛‹›‹›")


def cite(
    quotation: str,
    outlet: str = "",
    date: str = "",
    title: str = "",
    paragraph: int | None = None,
    page: int | None = None,
) -> str:
    """One line: the words in quotation marks, then in brackets whatever is known of where they stand.

    White space runs together; double quotation marks in the words become single ones, as within a quotation.
    """
    words = _one_line(quotation).translate(_MARKS).replace('"', "'")
    known = source(outlet, date, title, paragraph, page)
    return f"“{words}” ({known})" if known else f"“{words}”"


def source(
    outlet: str = "", date: str = "", title: str = "", paragraph: int | None = None, page: int | None = None
) -> str:
    """Whatever is known of where words stand, in one line."""
    known = [part for part in map(_one_line, (outlet, date, title)) if part]
    if page is not None:
        known.append(f"p. {page}")
    if paragraph is not None:
        known.append(f"para. {paragraph}")
    return ", ".join(known)


def paragraph_of(text: str, position: int) -> int:
    """The number, from 1, of the paragraph in which a position stands; empty lines are not counted.

    Between two paragraphs it is the one above.
    """
    if not 0 <= position <= len(text):
        raise ValueError(f"position {position} is not in a text of {len(text)}")
    end = text.find("\n", position)
    above = text[: end if end >= 0 else len(text)]
    return max(1, sum(1 for line in above.split("\n") if line.strip()))


def page_of(starts: Sequence[int], position: int) -> int | None:
    """The number, from 1, of the page on which a position stands; None where the text has no pages.

    `starts`: the positions at which pages begin, ascending.
    """
    return max(1, bisect_right(starts, position)) if starts else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
