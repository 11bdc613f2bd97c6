"""In which order the codings stand: by a column, and where that ties by the one chosen before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cadrage.core.model import Coding
from cadrage.gui.codings_cells import sort_key
from cadrage.gui.codings_columns import DOCUMENT, Column
from cadrage.gui.codings_material import Material

_REMEMBERED = 3  # orders that still count where the latest ones tie


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and which way."""

    column: str = DOCUMENT
    descending: bool = False


def then(order: Order, before: Sequence[Order]) -> tuple[Order, ...]:
    """The orders in force, the latest first."""
    return (order, *(other for other in before if other.column != order.column))[:_REMEMBERED]


class Sorting:
    """Orders made ready for one reading of the project; what ties in all of them stands by document and position."""

    def __init__(self, orders: Sequence[Order], columns: Sequence[Column], material: Material) -> None:
        known = {column.key: column for column in columns}
        self._keys = [
            (sort_key(material, known[order.column], descending=order.descending), order.descending)
            for order in orders
            if order.column in known
        ]
        self._place = material.place

    def sort(self, codings: list[Coding]) -> None:
        """In place; the codings come by document and position."""
        for key, descending in reversed(self._keys):
            codings.sort(key=key, reverse=descending)  # type: ignore[arg-type]

    def goes_before(self, one: Coding, other: Coding) -> bool:
        for key, descending in self._keys:
            first: Any = key(one)
            second: Any = key(other)
            if first != second:
                return bool(first > second if descending else first < second)
        return self._place(one) < self._place(other)
