"""The columns of the table of codings: which there are, which are shown, how wide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cadrage.core.model import Variable, VariableKind

SHOWN_VALUES = 2  # so many attributes have a column until the user chooses
_LEAST, _MOST = 32, 640  # widths that a user can want


class What(StrEnum):
    """What a column shows of a coding."""

    CODE = "code"
    QUOTATION = "quotation"
    DOCUMENT = "document"
    CODER = "coder"
    VALUE = "value"
    MEMO = "memo"
    ORIGIN = "origin"
    CREATED = "created"
    MODIFIED = "modified"
    IMPORTANT = "important"


EDITABLE = (What.CODE, What.VALUE, What.MEMO)


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is unique and is what is remembered; `ordered` says an order by the column, and the reverse."""

    key: str
    heading: str
    what: What
    width: int
    ordered: tuple[str, str]
    shown: bool = True
    variable: Variable | None = None

    @property
    def stretches(self) -> bool:
        return self.what is What.QUOTATION

    @property
    def right(self) -> bool:
        """Whether its words stand at the right, as numbers do."""
        return self.variable is not None and self.variable.kind is VariableKind.NUMBER


_CODE = Column("code", "Code", What.CODE, 120, ("sorted by code", "sorted by code, last first"))
_QUOTATION = Column(
    "quotation",
    "Quotation in context",
    What.QUOTATION,
    320,
    ("sorted by quotation", "sorted by quotation, last first"),
)
_BEFORE = (
    Column(
        "document",
        "Document",
        What.DOCUMENT,
        168,
        ("sorted by document and position", "sorted by document, last first"),
    ),
    Column("coder", "Coder", What.CODER, 96, ("sorted by coder", "sorted by coder, last first")),
)
_AFTER = (
    Column("memo", "Memo", What.MEMO, 128, ("sorted by memo", "sorted by memo, last first")),
    Column("origin", "Made by", What.ORIGIN, 104, ("sorted by origin", "sorted by origin, last first"), shown=False),
    Column("created", "Created", What.CREATED, 136, ("oldest first", "newest first"), shown=False),
    Column("modified", "Changed", What.MODIFIED, 136, ("first changed first", "last changed first"), shown=False),
    Column("important", "Important", What.IMPORTANT, 44, ("important first", "important last")),
)
DOCUMENT, IMPORTANT = "document", "important"


def available(variables: Iterable[Variable]) -> tuple[Column, ...]:
    """All columns from left to right; the code and the quotation cannot be hidden."""
    values = tuple(_of_value(variable, place) for place, variable in enumerate(variables))
    return (_CODE, _QUOTATION, *_BEFORE, *values, *_AFTER)


def _of_value(variable: Variable, place: int) -> Column:
    name = variable.label or variable.name
    ordered = (f"sorted by {name}", f"sorted by {name}, last first")
    # By name, so that a choice made in one project holds in the next one with the same attributes.
    key = f"value/{variable.name}"
    return Column(key, name, What.VALUE, 108, ordered, shown=place < SHOWN_VALUES, variable=variable)


def can_hide(column: Column) -> bool:
    return column.what not in (What.CODE, What.QUOTATION)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the user chose: columns shown or hidden, and widths, by key; all else is as it comes."""

    shown: Mapping[str, bool]
    widths: Mapping[str, int]

    def columns(self, all_: Iterable[Column]) -> tuple[Column, ...]:
        """Those that are shown."""
        return tuple(column for column in all_ if not can_hide(column) or self.shown.get(column.key, column.shown))

    def width(self, column: Column) -> int:
        return self.widths.get(column.key, column.width)

    def with_shown(self, key: str, *, shown: bool) -> Layout:
        return Layout({**self.shown, key: shown}, self.widths)

    def with_width(self, key: str, width: int) -> Layout:
        return Layout(self.shown, {**self.widths, key: min(max(width, _LEAST), _MOST)})

    def as_plain(self) -> dict[str, object]:
        """For the settings file."""
        return {"shown": dict(self.shown), "widths": dict(self.widths)}


def layout_from(plain: object) -> Layout:
    """What `as_plain` gave; whatever else stands in the file counts as not chosen."""
    known = plain if isinstance(plain, dict) else {}
    shown, widths = known.get("shown"), known.get("widths")
    return Layout(
        {str(key): value for key, value in _items(shown) if isinstance(value, bool)},
        {
            str(key): value
            for key, value in _items(widths)
            if isinstance(value, int) and not isinstance(value, bool) and _LEAST <= value <= _MOST
        },
    )


def _items(found: object) -> Iterable[tuple[object, object]]:
    return found.items() if isinstance(found, dict) else ()
