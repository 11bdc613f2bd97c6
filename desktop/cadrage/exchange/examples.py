"""A code's examples as the text of one cell, and back, so that they can be edited in Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cadrage.core.model import ExampleDraft, ExampleKind, Span

_BULLET = "• "
_BORDERLINE = "Borderline: "
_WRITTEN = re.compile(
    r"“(?P<quotation>.*?)”(?: \[(?P<document>.+?)(?: (?P<start>\d+)–(?P<end>\d+))?\])?"
    r"(?: — (?P<note>.*))?",
    re.DOTALL,
)
_ITEM = re.compile(r"(?:^|\n)(?=• )")


def written(examples: Iterable[ExampleDraft]) -> str:
    """One item a line: • Borderline: “quotation” [document 12–34] — note; all but the quotation optional."""
    return "\n".join(_item(example) for example in examples)


def _item(example: ExampleDraft) -> str:
    mark = _BORDERLINE if example.kind is ExampleKind.BORDERLINE else ""
    span = f" {example.span.start}–{example.span.end}" if example.span else ""
    place = f" [{example.document}{span}]" if example.document else ""
    note = f" — {example.note}" if example.note else ""
    return f"{_BULLET}{mark}“{example.quotation}”{place}{note}"


def parsed(cell: str, kind: ExampleKind) -> Iterator[ExampleDraft]:
    """The examples in a cell: items with bullets, else one a line. `kind`: what is not marked borderline."""
    items = _ITEM.split(cell) if cell.lstrip().startswith(_BULLET) else cell.splitlines()
    for item in items:
        text = item.strip().removeprefix(_BULLET)
        if not text.strip():
            continue
        borderline = text.casefold().startswith(_BORDERLINE.casefold())
        text = text[len(_BORDERLINE) :] if borderline else text
        yield _draft(text.strip(), ExampleKind.BORDERLINE if borderline else kind)


def _draft(text: str, kind: ExampleKind) -> ExampleDraft:
    found = _WRITTEN.fullmatch(text)
    if not found:
        return ExampleDraft(kind, text.strip('“”"') or text)
    start, end = found["start"], found["end"]
    span = Span(int(start), int(end)) if start and int(start) < int(end) else None
    return ExampleDraft(kind, found["quotation"], found["document"] or "", span, found["note"] or "")
