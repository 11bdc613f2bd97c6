"""What several spans cover together."""

from __future__ import annotations

from collections.abc import Iterable

from cadrage.core.model import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """Stretches that cover the same, ascending, none touching another."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
