"""Repainting as little of a document view as a change asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cadrage.gui.code_paint import Focus
from cadrage.gui.margin import Margin
from cadrage.gui.shown_document import QtRange, ShownDocument
from cadrage.gui.span_index import Placed
from cadrage.gui.visible_text import band_over

if TYPE_CHECKING:
    from cadrage.gui.document_view import DocumentView


class Repaint:
    """What looks different after a change, and what is raised."""

    def __init__(self, view: DocumentView, margin: Margin) -> None:
        self._view = view
        self._margin = margin
        self._selection: QtRange = (0, 0)
        self.focus = Focus()

    def all(self) -> None:
        self._view.viewport().update()
        self._margin.renew()

    def over(self, ranges: Iterable[QtRange]) -> None:
        """The lines that these ranges touch, and the names beside them."""
        if self._lines(ranges):
            self._margin.follow()

    def selection(self) -> None:
        """Where the selection was and is: our ground is higher than the rectangle that Qt repaints."""
        cursor = self._view.textCursor()
        before, self._selection = self._selection, (cursor.selectionStart(), cursor.selectionEnd())
        if before != self._selection:
            self._lines((before, self._selection))

    def lift(self, item: Placed | None, shown: ShownDocument) -> None:
        """Raises a coding in place of the one that was: all that meet either look different."""
        before, self.focus.selected = self.focus.selected, item
        if before is not item:
            self.over([*shown.reach(before), *shown.reach(item)])

    def _lines(self, ranges: Iterable[QtRange]) -> bool:
        found = [pair for pair in ranges if pair[0] < pair[1]]
        band = band_over(self._view.all_visible_lines(), found) if found else None
        if band is not None:
            self._view.viewport().update(0, band[0], self._view.viewport().width(), band[1] - band[0])
        return bool(found)
