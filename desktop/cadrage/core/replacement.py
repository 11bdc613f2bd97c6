"""What goes into the project when a document's text is replaced: where everything stands that points into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cadrage.core.model import DocumentDraft, Span


@dataclass(frozen=True, slots=True)
class Region:
    """A passage that is not article text; `state` is proposed, accepted or rejected."""

    id: int
    span: Span
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new text with the new span of each coding, example and region by id, None where it has none.

    `reopened` are the (coder, round) pairs whose work on the document is no longer complete; a draft without
    a file name leaves the document its own.
    """

    draft: DocumentDraft
    codings: Mapping[int, Span | None]
    examples: Mapping[int, Span | None]
    regions: Mapping[int, Span | None]
    reopened: frozenset[tuple[int, int]] = frozenset()
