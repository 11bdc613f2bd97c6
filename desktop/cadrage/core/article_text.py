"""A text without the passages that are not article: what is counted."""

from __future__ import annotations

from collections.abc import Iterable

from cadrage.core.model import Span


def article_text(text: str, excluded: Iterable[Span]) -> str:
    """The text with excluded passages left out; a line end stands for each, so that no words grow together."""
    parts: list[str] = []
    last = 0
    for span in sorted(excluded):
        parts.append(text[last : max(span.start, last)])
        last = max(last, span.end)
    return "\n".join([*parts, text[last:]]) if parts else text
