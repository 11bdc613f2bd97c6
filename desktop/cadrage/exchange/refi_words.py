"""The small change of REFI-QDA: namespaces, GUIDs, and text that XML can carry."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Cadrage"

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BARE_GUID = re.compile(r"[0-9a-f]{32}")
_COLOUR = re.compile("#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
# XML 1.0, production 2: what is no Char, even as a reference.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_WORDS = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\r\n\t]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


def guid_in(text: str | None) -> str:
    """A GUID as Cadrage writes it, in lower case without braces; empty where the text holds none."""
    bare = (text or "").strip().strip("{}").lower()
    if _GUID.fullmatch(bare):
        return bare
    if _BARE_GUID.fullmatch(bare):
        return f"{bare[:8]}-{bare[8:12]}-{bare[12:16]}-{bare[16:20]}-{bare[20:]}"
    return ""


def derived_guid(*parts: str) -> str:
    """The same GUID for the same parts, always (version 8 of RFC 9562: made by a rule of one's own)."""
    digits = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def sayable(text: str) -> str:
    """The text with U+FFFD for each code point that XML cannot hold."""
    return text if text.isascii() and text.isprintable() else _UNSAYABLE.sub("\ufffd", text)


def words(text: str) -> str:
    """Text as the content of an element, so that a parser gives the same back."""
    text = sayable(text)
    return _IN_WORDS.sub(_entity, text) if _IN_WORDS.search(text) else text


def attribute(text: str) -> str:
    """Text as the value of an attribute in double quotes, so that a parser gives the same back."""
    text = sayable(text)
    return _IN_ATTRIBUTE.sub(_entity, text) if _IN_ATTRIBUTE.search(text) else text


def colour_in(text: str | None) -> str:
    """#RRGGBB in capitals; empty where the text is no colour."""
    found = _COLOUR.fullmatch((text or "").strip())
    if not found:
        return ""
    digits = found[1].upper()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def is_time(text: str) -> bool:
    """Whether the text is an xsd:dateTime."""
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _entity(found: re.Match[str]) -> str:
    return _ENTITIES[found[0]]
