"""A code's fields as the one Description that REFI-QDA gives it, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cadrage.core.bundle import BundleCode, BundleExample
from cadrage.core.model import ExampleKind, Span
from cadrage.exchange import refi_labels
from cadrage.exchange.refi_words import guid_in

_TEXTS = {
    "Name": "name",
    "Short id": "short_id",
    "Brief definition": "brief",
    "Definition": "definition",
    "When to use": "when_to_use",
    "When not to use": "when_not",
    "Notes": "notes",
    "Key": "key",
}
_EXAMPLES = {
    "Typical example": ExampleKind.TYPICAL,
    "Borderline example": ExampleKind.BORDERLINE,
    "Counter-example": ExampleKind.COUNTER,
}
_EXAMPLE_LABELS = {kind: label for label, kind in _EXAMPLES.items()}
_RETIRED = "Retired"
_LABELS = frozenset((*_TEXTS, *_EXAMPLES, _RETIRED))
_BEFORE_EXAMPLES = ("Name", "Short id", "Brief definition", "Definition", "When to use", "When not to use")
_DOCUMENT, _DOCUMENT_ID, _POSITION, _NOTE = "Document", "Document id", "Position", "Note"
_EXAMPLE_PARTS = frozenset((_DOCUMENT, _DOCUMENT_ID, _POSITION, _NOTE))
_SPAN = re.compile(r"(\d{1,15})–(\d{1,15})", re.ASCII)


@dataclass(frozen=True, slots=True)
class DescribedExample:
    """An example, with what its document is called besides its GUID."""

    example: BundleExample
    title: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """What a Description says of a code; `name` only where the code could not be called so in the file."""

    name: str = ""
    short_id: str = ""
    key: str = ""
    brief: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    notes: str = ""
    retired: bool = False
    examples: tuple[DescribedExample, ...] = ()


def described(code: BundleCode, titles: Mapping[str, str], *, name: str = "") -> str:
    """Everything that REFI-QDA has no place for, in labelled paragraphs; a definition alone stands bare.

    `name` is the code's own, where the file calls it otherwise; `titles`: what documents are called.
    """
    items = [
        *_texts(code, name, _BEFORE_EXAMPLES),
        *((_EXAMPLE_LABELS[each.kind], _example(each, titles)) for each in code.examples),
        *_texts(code, name, ("Notes", "Key")),
    ]
    if code.retired:
        items.append((_RETIRED, "yes"))
    if items == [("Definition", code.definition)] and parsed(code.definition) == Described(definition=code.definition):
        return code.definition
    return refi_labels.written(items)


def parsed(text: str) -> Described:
    """The fields in a Description, whoever wrote it: words without a label are the definition."""
    before, items = refi_labels.parsed(text, _LABELS)
    fields: dict[str, str] = {}
    examples: list[DescribedExample] = []
    retired = False
    for place, (label, value) in enumerate(items):
        if label in _EXAMPLES:
            examples.append(_parsed_example(value, _EXAMPLES[label]))
        elif label == _RETIRED and value == "yes":
            retired = True
        elif label == "Name" and (place or before):
            before = _joined(before, f"{label}: {value}")
        elif label in _TEXTS and _TEXTS[label] not in fields and _is_likely(label, value):
            fields[_TEXTS[label]] = value
        else:
            # Somebody else's words that happen to begin like one of our labels.
            before = _joined(before, f"{label}: {value}")
    if items and (before := before.strip("\n")):
        home = "notes" if "definition" in fields else "definition"
        fields[home] = _joined(before, fields.get(home, ""))
    elif not items:
        fields["definition"] = before
    return Described(**fields, retired=retired, examples=tuple(examples))


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _is_likely(label: str, value: str) -> bool:
    return label != "Key" or (len(value) == 1 and value in "123456789")


def _texts(code: BundleCode, name: str, labels: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for label in labels:
        value = name if label == "Name" else str(getattr(code, _TEXTS[label]))
        if value and _is_likely(label, value):
            yield label, value


def _example(example: BundleExample, titles: Mapping[str, str]) -> str:
    parts = []
    if example.document is not None:
        if title := titles.get(example.document, ""):
            parts.append((_DOCUMENT, title))
        parts.append((_DOCUMENT_ID, example.document))
    if example.span is not None:
        parts.append((_POSITION, f"{example.span.start}–{example.span.end}"))
    if example.note:
        parts.append((_NOTE, example.note))
    quotation = f"“{refi_labels.indented(example.quotation)}”"
    return "\n".join(part for part in (quotation, refi_labels.written(parts, "\n")) if part)


def _parsed_example(value: str, kind: ExampleKind) -> DescribedExample:
    quotation, items = refi_labels.parsed(value, _EXAMPLE_PARTS)
    quotation = quotation.replace("\n    ", "\n")
    if len(quotation) > 1 and quotation[0] == "“" and quotation[-1] == "”":
        quotation = quotation[1:-1]
    parts = dict(items)
    found = _SPAN.fullmatch(parts.get(_POSITION, ""))
    span = Span(int(found[1]), int(found[2])) if found and int(found[1]) < int(found[2]) else None
    document = guid_in(parts.get(_DOCUMENT_ID)) or None
    return DescribedExample(
        BundleExample(kind, quotation, document, span, parts.get(_NOTE, "")), parts.get(_DOCUMENT, "")
    )
