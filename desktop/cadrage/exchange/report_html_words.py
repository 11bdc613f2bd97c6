"""Words as they may stand in HTML, XML and style sheets, whatever they hold."""

from __future__ import annotations

import re
from html import escape

# What neither HTML nor XML 1.0 may hold: controls, surrogates, and code points that are none.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CSS_PLAIN = re.compile(r"[^A-Za-z0-9 .,_-]")


def printable(text: str) -> str:
    """The text with \ufffd for each character that a file cannot carry."""
    return _FORBIDDEN.sub("\ufffd", text) if _FORBIDDEN.search(text) else text


def words(text: str) -> str:
    """Text between tags. Marks that turn the direction are closed again, so that they turn nothing else."""
    shown = escape(printable(text), quote=False)
    return shown + _closing(shown) if _DIRECTIONS.search(shown) else shown


def attribute(text: str) -> str:
    """Text between double quotation marks."""
    return escape(printable(text), quote=True)


def css_string(text: str) -> str:
    """A string of a style sheet, in quotation marks."""
    return '"' + _CSS_PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", printable(text)) + '"'


def _closing(text: str) -> str:
    """The marks that close what the text opens: U+202C for embeddings and overrides, U+2069 for isolates."""
    opened: list[str] = []
    for mark in _DIRECTIONS.findall(text):
        if mark in "\u202a\u202b\u202d\u202e":
            opened.append("\u202c")
        elif mark in "\u2066\u2067\u2068":
            opened.append("\u2069")
        elif opened and opened[-1] == mark:
            opened.pop()
    return "".join(reversed(opened))
