"""Factiva's field codes, and what stands above the text of an article where the codes are left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cadrage.exchange.news_dates import date_line, iso_date
from cadrage.exchange.news_fields import LANGUAGE_OF, Fields, is_copyright, starts_with_by
from cadrage.exchange.news_lines import joined, plain

# Longer codes first: the patterns that are made of them take the first that fits.
CODES = (
    *("HLP", "CLM", "IPC", "IPD", "PUB", "NGC", "ART", "VOL"),
    *("SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "LP", "TD", "CX"),
    *("CT", "RF", "CO", "IN", "NS", "RE", "AN", "GC", "DF"),
)
BODY_CODES = ("HLP", "LP", "TD")
_MEANING = {
    "HD": "title",
    "BY": "byline",
    "WC": "length",
    "SN": "outlet",
    "SE": "section",
    "CLM": "series",
    "ED": "edition",
    "PG": "page",
    "LA": "language",
    "CR": "credit",
    "ART": "graphic",
}
_CODE_OF_SOURCE = re.compile(r"[A-Z][A-Z0-9]{0,11}")
_PAGE = re.compile(r"(?:[A-Z]{0,3}[- ]?\d{1,4}[A-Z]?)(?:\s*[,;/&-]\s*[A-Z]{0,3}\d{1,4})*|[A-Z]\d{1,3}-\d{1,3}")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:GMT|UTC|[AP]M))?", re.IGNORECASE)
_NAME = re.compile(r"[^\d!?:;]{3,60}")
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.)+|(?:[dDlO]['’])?[A-ZÀ-ÖØ-ÞĀ-ſА-ЯΑ-Ω][^.]*|/")
_SECTION_WORDS = 3
_NAME_WORDS = 6


def fields_of_codes(given: Mapping[str, Sequence[str]]) -> Fields:
    """An article from the lines of each of its codes."""
    fields = Fields()
    for code, name in _MEANING.items():
        fields.set(name, " ".join(given.get(code, ())))
    fields.set("published", iso_date(" ".join(given.get("PD", ()))))
    number = plain(" ".join(given.get("AN", ()))).rpartition(" ")[2]
    fields.set("database_id", number)
    text: list[str] = []
    for code in BODY_CODES:
        text += [*given.get(code, ()), ""]
    fields.text = joined(text)
    return fields


def head_of_lines(fields: Fields, above: Sequence[str], below: Sequence[str]) -> None:
    """Set the fields of an article from the lines above its number of words (section, title, by-line), and from
    those between that number and its text (date, time, outlet, its code, edition, page, language, copyright)."""
    _title_and_names(fields, list(above))
    fields.set("length", below[0] if below else "")
    rest = [line for line in below[1:] if not is_copyright(line)]
    dated = next((at for at, line in enumerate(rest) if date_line(line)), -1)
    if dated >= 0:
        fields.set("published", (date_line(rest[dated]) or ("", ""))[0])
        rest = rest[dated + 1 :]
    rest = [line for line in rest if not _TIME.fullmatch(line)]
    if rest:
        fields.set("outlet", rest.pop(0))
    if rest and _CODE_OF_SOURCE.fullmatch(rest[0]):
        rest.pop(0)
    for line in rest:
        if line.casefold() in LANGUAGE_OF:
            fields.set("language", line)
        elif _PAGE.fullmatch(line):
            fields.set("page", line)
        else:
            fields.set("edition", line)


def _title_and_names(fields: Fields, above: list[str]) -> None:
    if len(above) > 1 and _is_byline(above[-2], above[-1]):
        fields.set("byline", above.pop())
    if len(above) > 1 and len(above[0].split()) <= _SECTION_WORDS < len(above[1].split()):
        fields.set("section", above.pop(0))
    fields.set("title", " ".join(above))


def _is_byline(before: str, line: str) -> bool:
    return starts_with_by(line) or (_is_name(line) and len(before.split()) > _SECTION_WORDS)


def _is_name(line: str) -> bool:
    """Two to six words, each with a capital: a headline rarely is that."""
    words = line.replace(",", " ").split()
    return (
        _NAME.fullmatch(line) is not None
        and 1 < len(words) <= _NAME_WORDS
        and all(_NAME_WORD.fullmatch(word) or word.casefold() in _SMALL for word in words)
    )


_SMALL = ("and", "in", "und", "et", "y", "e", "en", "van", "von", "de", "der", "del", "di", "da", "le", "la")
