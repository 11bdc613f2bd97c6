"""A text without the passages that are not article: what is counted."""

from __future__ import annotations

from collections.abc import Iterable

from cadrage.core.model import Span


def blanked(text: str, excluded: Iterable[Span]) -> str:
    """The text with line ends in place of excluded passages, so that no position moves."""
    parts: list[str] = []
    last = 0
    for span in sorted(excluded):
        if span.end > last:
            parts += text[last : max(span.start, last)], "\n" * (min(span.end, len(text)) - max(span.start, last))
            last = span.end
    return "".join([*parts, text[last:]]) if parts else text


def article_text(text: str, excluded: Iterable[Span]) -> str:
    """The text with excluded passages left out; a line end stands for each, so that no words grow together."""
    parts: list[str] = []
    last = 0
    for span in sorted(excluded):
        parts.append(text[last : max(span.start, last)])
        last = max(last, span.end)
    return "\n".join([*parts, text[last:]]) if parts else text
