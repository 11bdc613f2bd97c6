"""Why there is no result to see, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from cadrage.gui.results_offers import Offers, Page
from cadrage.gui.results_run import Answer
from cadrage.gui.session import Session


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing, how to get it, and what the button below does: `asks`."""

    missing: str
    how: str
    button: str = ""
    asks: str = ""


_NO_DOCUMENTS = Lack(
    "No documents yet",
    "Import articles, code them, and this view says which frames stand in them, where and when.",
    "Import documents…",
    "import",
)
_NO_CODINGS = Lack(
    "Nothing is coded yet",
    "Select words in a document and click a code. Every coding counts here at once.",
    "Go to the documents",
    "coding",
)
_NO_DATES = Lack(
    "No document has a date",
    "Give documents the variable “published”, a date such as 2014-03-15 or 2014-03: while importing, or in the"
    " inspector beside the document.",
    "Variables…",
    "variables",
)
_FILTERED = Lack(
    "The filter leaves no codings",
    "Take it off, or ask for other documents, codes or coders in the bar above.",
    "Take the filter off",
    "filter",
)


def before(session: Session, page: Page, offered: Offers) -> Lack | None:
    """What is missing before anything can be counted, the first thing first."""
    if not session.project.documents.all():
        return _NO_DOCUMENTS
    if not session.project.codings.counts_by_code():
        return _NO_CODINGS
    if page is Page.TIME and not offered.dates:
        return _NO_DATES
    return None


def behind(session: Session, found: Answer) -> Lack | None:
    """What is missing in a result that holds nothing."""
    if found.material.codings:
        return None
    if session.filter.in_force:
        return _FILTERED
    left_out = " ".join(found.asked.left_out) if found.asked is not None else ""
    return Lack("No codings to count", left_out or "Choose another round or layer above.")
