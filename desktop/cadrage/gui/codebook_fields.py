"""Which fields of a code are filled and which are missing, by the list that the field agrees on.

The fields are those of MacQueen et al. (1998) and DeCuir-Gunby et al. (2011): a codebook that lacks one of
them leaves its coders to guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cadrage.core.model import Code, Example, ExampleKind

FIELDS = (
    "short id",
    "name",
    "colour",
    "brief definition",
    "full definition",
    "use when",
    "not when",
    "typical examples",
    "borderline examples",
    "close-but-no examples",
    "notes",
)
EXAMPLE_FIELDS = {
    ExampleKind.TYPICAL: "typical examples",
    ExampleKind.BORDERLINE: "borderline examples",
    ExampleKind.COUNTER: "close-but-no examples",
}
_KINDS = {field: kind for kind, field in EXAMPLE_FIELDS.items()}


def missing_fields(code: Code, kinds: Iterable[ExampleKind]) -> tuple[str, ...]:
    """The names of the fields that say nothing yet; `kinds` are those of the code's examples."""
    present = set(kinds)
    words = {
        "short id": code.short_id,
        "name": code.name,
        "colour": code.colour,
        "brief definition": code.brief,
        "full definition": code.definition,
        "use when": code.when_to_use,
        "not when": code.when_not,
        "notes": code.notes,
    }
    return tuple(
        field for field in FIELDS if (_KINDS[field] not in present if field in _KINDS else not words[field].strip())
    )


def missing_by_code(codes: Iterable[Code], examples: Iterable[Example]) -> Mapping[int, tuple[str, ...]]:
    """The missing fields of each code that lacks any."""
    kinds: dict[int, set[ExampleKind]] = defaultdict(set)
    for example in examples:
        kinds[example.code].add(example.kind)
    found = {code.id: missing_fields(code, kinds[code.id]) for code in codes}
    return {code: fields for code, fields in found.items() if fields}
