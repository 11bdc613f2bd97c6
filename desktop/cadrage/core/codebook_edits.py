"""A codebook that was edited outside, and what its edits are: values that the comparison takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cadrage.core.model import VariableDraft

# The fields of a code that a file may speak of, with the words that a table heads them with.
FIELDS: Mapping[str, str] = {
    "name": "Code",
    "short_id": "Short id",
    "brief": "Brief definition",
    "definition": "Definition",
    "when_to_use": "When to use",
    "when_not": "When not to use",
    "examples": "Examples",
    "counter_examples": "Counter-examples",
    "notes": "Notes",
    "colour": "Colour",
}
EXAMPLES = ("examples", "counter_examples")


@dataclass(frozen=True, slots=True)
class EditedCode:
    """A code as a file has it now. `fields` holds what the file speaks of: a field that is missing is left alone,
    an empty one is emptied. `parent`, `path`, `merge_into` and `retired` are None where the file says nothing.
    `place` names the row in words."""

    place: str
    fields: Mapping[str, str]
    ids: tuple[str, ...] = ()
    parent: str | None = None
    path: str | None = None
    merge_into: str = ""
    retired: bool | None = None

    @property
    def name(self) -> str:
        return self.fields.get("name", "")

    @property
    def short_id(self) -> str:
        return self.fields.get("short_id", "")

    @property
    def label(self) -> str:
        return self.short_id or self.name


@dataclass(frozen=True, slots=True)
class EditedBook:
    """All codes of a file in its order. `columns`: every column's cells, by which rows may have been sorted;
    `notes`: what else was seen, in sentences."""

    title: str
    codes: tuple[EditedCode, ...]
    variables: tuple[VariableDraft, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Kind(StrEnum):
    """What an edit does to the codebook."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REORDERED = "reordered"
    MERGED = "merged"
    RETIRED = "retired"
    RESTORED = "restored"
    VARIABLE = "variable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between the project and a file, which can be taken or left.

    `code` is the project's code (None for a new one), `row` its place in the file's codes (None where it has none).
    `before` and `after` are words to show; of a changed field, the whole field. `target`: what it is merged into
    or moved under, a project's code or, negative and counted from -1, a row of the file. `proposed`: taken
    unless the coder decides otherwise; what is not proposed is only offered.
    """

    kind: Kind
    label: str
    path: str
    code: int | None = None
    row: int | None = None
    field: str = ""
    before: str = ""
    after: str = ""
    target: int | None = None
    place: str = ""
    note: str = ""
    proposed: bool = True
    order: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "code": self.label,
            "path": self.path,
            "field": FIELDS.get(self.field, self.field) or None,
            "before": self.before,
            "after": self.after,
            "row": self.place or None,
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True)
class Edits:
    """What a file would change, in the order of the codebook within each kind, and what was seen besides."""

    book: EditedBook
    edits: tuple[Edit, ...]
    matched: Mapping[int, int]
    notes: tuple[str, ...] = ()

    @property
    def proposed(self) -> tuple[Edit, ...]:
        return tuple(edit for edit in self.edits if edit.proposed)

    def of(self, *kinds: Kind) -> tuple[Edit, ...]:
        return tuple(edit for edit in self.edits if edit.kind in kinds)


def as_row(place: int) -> int:
    """A row of the file where a code of the project could stand too."""
    return -1 - place
