"""Every command by name: Ctrl+K, a few letters, Enter."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QWidget

from cadrage.core.finding import folded
from cadrage.gui import fonts
from cadrage.gui.chooser import Chooser, Index, Rows
from cadrage.gui.kit import RowDelegate
from cadrage.gui.kit.painting import badge_width, draw_badge, draw_text

_ROW = 34


def _words(action: QAction) -> str:
    return action.text().replace("&&", "&").rstrip("…")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class _Model(Rows):
    def words(self, value: object) -> str:
        return _words(value) if isinstance(value, QAction) else ""


class _Row(RowDelegate):
    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        action = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(action, QAction):
            return
        right = rect.right() - 16
        keys = _keys(action)
        if keys:
            draw_badge(painter, right - badge_width(keys), rect.center().y(), keys)
            right -= badge_width(keys) + 8
        box = QRectF(rect.left() + 16, rect.top(), right - rect.left() - 16, rect.height())
        weight = fonts.MEDIUM if selected else fonts.REGULAR
        draw_text(painter, box, _words(action), fonts.ui(13, weight))


class CommandList(Chooser):
    """Lists what can be done now; `run(QAction)` when one is taken."""

    run = Signal(object)

    def __init__(self, actions: Iterable[QAction], *, parent: QWidget) -> None:
        super().__init__(_Model(parent), _Row(_ROW), "Type to find a command", parent=parent)
        self._actions = [action for action in actions if action.isEnabled() and action.text()]
        self.lay_out()
        self.typed.connect(self._search)
        self.taken.connect(self._take_action)
        self._search("")

    @Slot(str)
    def _search(self, query: str) -> None:
        """Commands that hold every word typed; those that begin with the first one come first."""
        wanted = folded(query).split()
        found = [action for action in self._actions if all(word in folded(_words(action)) for word in wanted)]
        if wanted:
            found.sort(key=lambda action: not folded(_words(action)).startswith(wanted[0]))
        self.show_rows(list(found), "1 command" if len(found) == 1 else f"{len(found)} commands")

    @Slot(object, bool)
    def _take_action(self, action: object, _stay: bool) -> None:  # noqa: FBT001 (a slot)
        self.run.emit(action)
