"""What a cell says in a CSV file, so that no spreadsheet program runs it and every reader gets it back."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime

from cadrage.exchange.cells import Value

# Excel trims the spaces before it looks for a sign.
_FORMULA = re.compile("'* *[=+\\-@\t\r]")
_GUARDED = re.compile("'(?='* *[=+\\-@\t\r])")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# NUL ends a text in many readers; lone surrogates have no UTF-8.
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
_SPECIAL = (*'",\r\t\x00', *map(chr, range(0x0B, 0x0D)), *map(chr, range(0x1C, 0x1F)))  # the latter break lines

GUARD = (
    "Text that a spreadsheet program would run as a formula (it begins with = + - @, a tab or a carriage return, maybe "
    "behind spaces, and is no number) has an apostrophe before it; so has text that begins with such an apostrophe "
    "itself. Take one apostrophe off to get the text back; read.R and Cadrage do so."
)


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet program would run it; `unguarded` takes it off."""
    if not text or text[0] not in "=+-@\t\r' " or not _FORMULA.match(text) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def readable(text: str) -> str:
    """The text with U+FFFD for what no CSV reader could take. Other control characters stay: positions count them."""
    return text if text.isascii() and "\x00" not in text else _IMPOSSIBLE.sub("\ufffd", text)


def on_one_line(text: str) -> str:
    """The text with a space for every line break, for readers that know of none inside a cell."""
    return " ".join(text.splitlines())


def quoted(text: str) -> str:
    """The text as it stands between two commas (RFC 4180)."""
    if '"' in text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text


def are_harmless(texts: Sequence[str]) -> bool:
    """Whether all of them can stand in a file as they are, looked at together: most columns of a large table can."""
    joined = "\n".join(("", *texts))
    if joined.count("\n") != len(texts) or any(sign in joined for sign in _SPECIAL):
        return False
    if not joined.isascii() and (_IMPOSSIBLE.search(joined) or any(sign in joined for sign in "\x85\u2028\u2029")):
        return False
    return not any(sign in joined and f"\n{sign}" in joined for sign in "=+-@' ")


def are_readable(texts: Sequence[str]) -> bool:
    """Whether `readable` would leave all of them as they are, looked at together."""
    joined = "".join(texts)
    return "\x00" not in joined and (joined.isascii() or _IMPOSSIBLE.search(joined) is None)


def plain(value: Value) -> str:
    """Any value but text as it stands in the file: ISO dates, numbers with a point, TRUE and FALSE."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else str(value)
