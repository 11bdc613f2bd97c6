"""One of two texts that repeat each other: what both have, and what this one has alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTextEdit, QWidget

from cadrage.core.model import Span
from cadrage.gui.appearance import current
from cadrage.gui.replace_text_sides import TextSide

_MOST_MARKED = 2_000  # passages; two books are not marked to their ends


class DuplicateSide(TextSide):
    """Shared passages stand on a ground; words that the other text lacks are in another ink and underlined."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._shared: Sequence[Span] = ()
        self._alone: Sequence[Span] = ()

    def show_marks(self, shared: Sequence[Span], alone: Sequence[Span]) -> None:
        """Mark both kinds of passages; the text goes to the first that is shared."""
        self._shared, self._alone = shared[:_MOST_MARKED], alone[:_MOST_MARKED]
        self._mark()
        if shared:
            self.go_to(shared[0])

    @Slot()
    def _mark(self) -> None:
        marks = [self._look(span, alone=alone) for span, alone in self._in_order()]
        self.view.setExtraSelections(marks)

    def _in_order(self) -> list[tuple[Span, bool]]:
        return sorted([*((span, False) for span in self._shared), *((span, True) for span in self._alone)])

    def _look(self, span: Span, *, alone: bool) -> QTextEdit.ExtraSelection:
        if not alone:
            return self._marked(span, "accent_soft")
        mark = self._marked(span, "surface")
        look = mark.format
        look.setForeground(current().colour("warn"))
        look.setFontUnderline(True)
        mark.format = look
        return mark
