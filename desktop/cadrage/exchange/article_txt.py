"""Articles in plain text and Markdown files."""

from __future__ import annotations

from cadrage.core.text import canonical
from cadrage.exchange.article_content import Content, Source
from cadrage.exchange.encodings import Decoded, decode

UNSURE = "The encoding is not certain: {encoding} was taken. Check the words, or choose another encoding."


def read(source: Source) -> Content:
    """Every character of the text; raises UserError where the bytes are not text."""
    decoded = decode(source.data, source.encoding)
    return Content(source, canonical(decoded.text), encoding=decoded.encoding, warnings=said_of(decoded))


def said_of(decoded: Decoded) -> tuple[str, ...]:
    """What a person should know of a text's encoding."""
    if decoded.confident:
        return decoded.warnings
    return (UNSURE.format(encoding=decoded.encoding), *decoded.warnings)
