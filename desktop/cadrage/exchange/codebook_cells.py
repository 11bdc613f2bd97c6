"""What a codebook's table says of each code: the fields that can be edited outside and imported back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cadrage.core.model import Code, Example, ExampleDraft, ExampleKind
from cadrage.exchange.examples import written


def example_drafts(examples: Iterable[Example], sources: Mapping[int, str]) -> dict[int, list[ExampleDraft]]:
    """By code: typical before borderline before counter-examples, each in its order. `sources`: what documents are
    called."""
    kinds = list(ExampleKind)

    def place(example: Example) -> tuple[int, int, int]:
        return kinds.index(example.kind), example.position, example.id

    found: dict[int, list[ExampleDraft]] = defaultdict(list)
    for example in sorted(examples, key=place):
        document = sources.get(example.document, "") if example.document is not None else ""
        found[example.code].append(ExampleDraft(example.kind, example.quotation, document, example.span, example.note))
    return found


def fields(codes: Iterable[Code], examples: Iterable[Example], sources: Mapping[int, str]) -> dict[int, dict[str, str]]:
    """By code, under the names of `core.codebook_edits.FIELDS`."""
    drafts = example_drafts(examples, sources)
    return {code.id: _fields(code, drafts[code.id]) for code in codes}


def _fields(code: Code, examples: Iterable[ExampleDraft]) -> dict[str, str]:
    listed = list(examples)
    return {
        "name": code.name,
        "short_id": code.short_id,
        "brief": code.brief,
        "definition": code.definition,
        "when_to_use": code.when_to_use,
        "when_not": code.when_not,
        "examples": written(each for each in listed if each.kind is not ExampleKind.COUNTER),
        "counter_examples": written(each for each in listed if each.kind is ExampleKind.COUNTER),
        "notes": code.notes,
        "colour": code.colour,
    }
