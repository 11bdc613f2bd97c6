"""Articles in plain text and Markdown files."""

from __future__ import annotations

from pathlib import Path

from cadrage.core.model import DocumentDraft
from cadrage.core.text import canonical, clean
from cadrage.exchange.encodings import decode

UNSURE = "The encoding is not certain: {encoding} was taken. Check the words, or choose another encoding."


def read(path: Path, data: bytes, *, format: str, encoding: str | None = None) -> tuple[DocumentDraft, ...]:
    """One article, every character of it; raises UserError where the bytes are not text."""
    decoded = decode(data, encoding)
    warnings = decoded.warnings
    if not decoded.confident:
        warnings = (UNSURE.format(encoding=decoded.encoding), *warnings)
    return (
        DocumentDraft(
            title=clean(path.stem),
            file_name=clean(path.name),
            text=canonical(decoded.text),
            format=format,
            encoding=decoded.encoding,
            original=data,
            warnings=warnings,
        ),
    )
