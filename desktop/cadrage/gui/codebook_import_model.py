"""The edits of a codebook file, in groups, each with a box to tick."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from cadrage.core.codebook_edits import FIELDS, Edit, Edits, Kind, as_row
from cadrage.core.word_difference import Piece, difference
from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.kit import RowDelegate, RowRole, Tree
from cadrage.gui.kit.painting import RIGHT, draw_rounded, draw_text
from cadrage.gui.theme import Token
from cadrage.gui.words import counted, shortened

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BOX = 24  # pixels that the box takes in a row
_GROUP_HEIGHT, _EDIT_HEIGHT = 34, 45
_SHORT = 120  # characters of a field in a row
_LEAD, _CHANGED = 32, 48  # of what stands before the first difference, and of each side of it
GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Added", (Kind.ADDED,)),
    ("Changed", (Kind.CHANGED,)),
    ("Moved", (Kind.MOVED, Kind.REORDERED)),
    ("Merged", (Kind.MERGED,)),
    ("Retired or restored", (Kind.RETIRED, Kind.RESTORED)),
    ("New attributes and variables", (Kind.VARIABLE,)),
    ("Not in the file", (Kind.MISSING,)),
)


class EditModel(QAbstractItemModel):
    """Groups above, edits below. `ticked()` when what is chosen has changed."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[tuple[str, tuple[Edit, ...]]] = []
        self.chosen: set[Edit] = set()

    def show(self, edits: Edits, chosen: Iterable[Edit]) -> None:
        self.beginResetModel()
        groups = [(title, edits.of(*kinds)) for title, kinds in GROUPS]
        self._groups = [(title, found) for title, found in groups if found]
        self.chosen = set(chosen)
        self.endResetModel()
        self.ticked.emit()

    @property
    def edits(self) -> tuple[Edit, ...]:
        return tuple(edit for _, found in self._groups for edit in found)

    def edit(self, index: Index) -> Edit | None:
        """None for a group."""
        if not index.isValid() or not index.internalId():
            return None
        return self._groups[index.internalId() - 1][1][index.row()]

    def toggle(self, index: Index) -> None:
        """One edit, or all of a group."""
        edit = self.edit(index)
        group = [edit] if edit is not None else self._groups[index.row()][1]
        self.tick(group, on=self._state(group) != Qt.CheckState.Checked)

    def tick(self, edits: Collection[Edit], *, on: bool) -> None:
        """What a new code stands under comes with it; without it, what needs it goes too."""
        self.chosen = self.chosen | self._needed(edits) if on else self.chosen - self._needing(edits)
        for place in range(len(self._groups)):
            group = self.index(place, 0)
            self.dataChanged.emit(group, group)
            self.dataChanged.emit(self.index(0, 0, group), self.index(self.rowCount(group) - 1, 0, group))
        self.ticked.emit()

    def _needed(self, edits: Collection[Edit]) -> set[Edit]:
        added = {as_row(edit.row): edit for edit in self.edits if edit.kind is Kind.ADDED and edit.row is not None}
        found: set[Edit] = set()
        waiting = list(edits)
        while waiting:
            edit = waiting.pop()
            found.add(edit)
            above = added.get(edit.target) if edit.target is not None else None
            if above is not None and above not in found:
                waiting.append(above)
        return found

    def _needing(self, edits: Collection[Edit]) -> set[Edit]:
        found, waiting = set(edits), list(edits)
        while waiting:
            edit = waiting.pop()
            if edit.kind is Kind.ADDED and edit.row is not None:
                below = {each for each in self.edits if each.target == as_row(edit.row)} - found
                found |= below
                waiting += below
        return found

    def _state(self, group: Collection[Edit]) -> Qt.CheckState:
        number = sum(edit in self.chosen for edit in group)
        if number == len(group):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if number else Qt.CheckState.Unchecked

    # Qt's questions.

    def index(self, row: int, column: int = 0, parent: Index = _NOWHERE) -> QModelIndex:
        if not parent.isValid():
            return self.createIndex(row, column, 0) if 0 <= row < len(self._groups) else QModelIndex()
        inside = not parent.internalId() and 0 <= row < len(self._groups[parent.row()][1])
        return self.createIndex(row, column, parent.row() + 1) if inside else QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()][1])

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        edit = self.edit(index)
        return self._of_edit(edit, role) if edit is not None else self._of_group(index.row(), role)

    def _of_group(self, place: int, role: int) -> object:
        title, found = self._groups[place]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title
            case RowRole.COUNT:
                return f"{len(found):,}"
            case RowRole.STRONG:
                return True
            case Qt.ItemDataRole.CheckStateRole:
                return self._state(found)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title}: {counted(len(found), 'edit')}, {_spoken(self._state(found))}"
        return None

    def _of_edit(self, edit: Edit, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return headline(edit)
            case RowRole.SECOND:
                return summary(edit)
            case RowRole.COUNT:
                return FIELDS.get(edit.field, "") if edit.kind is Kind.CHANGED else ""
            case Qt.ItemDataRole.ToolTipRole:
                return edit.path
            case Qt.ItemDataRole.CheckStateRole:
                return self._state([edit])
            case Qt.ItemDataRole.AccessibleTextRole:
                field = f", {FIELDS[edit.field]}" if edit.field in FIELDS else ""
                return f"{headline(edit)}{field}: {summary(edit)}, {_spoken(self._state([edit]))}"
        return None


def headline(edit: Edit) -> str:
    """The code that it is about, by its path."""
    if edit.kind is Kind.REORDERED:
        return f"Order of the codes under {edit.path}" if edit.label else "Order of the codes at the top"
    return edit.path


def summary(edit: Edit) -> str:
    """What it does, in a line."""
    match edit.kind:
        case Kind.ADDED:
            return f"new code, {edit.note}"
        case Kind.MOVED:
            return f"{edit.before} → {edit.after}"
        case Kind.MERGED:
            return f"becomes part of {edit.after}"
        case Kind.RETIRED:
            return "goes out of use; its codings stay"
        case Kind.RESTORED:
            return "comes back into use"
        case Kind.MISSING:
            return "stays, unless you tick it: then it is retired"
        case Kind.VARIABLE:
            return edit.after
        case Kind.REORDERED:
            return f"{_line(edit.before, ', ')} → {_line(edit.after, ', ')}"
    if edit.field in ("name", "short_id"):
        return f"{_line(edit.before) or 'empty'} → {_line(edit.after) or 'empty'}"
    return _wording(edit.before, edit.after)


@lru_cache(maxsize=1_024)
def _wording(before: str, after: str) -> str:
    """Both where they are short; of longer texts the first words that differ, with what stands before them."""
    if len(before) + len(after) <= _SHORT or not before.strip() or not after.strip():
        return f"{_line(before) or 'empty'} → {_line(after) or 'empty'}"
    parts = difference(before, after)
    first = next((place for place, part in enumerate(parts) if part.piece is not Piece.SAME), 0)
    lead = _end(parts[first - 1].text) if first else ""
    changed = {part.piece: _line(part.text, most=_CHANGED) for part in parts[first : first + 2]}
    gone, new = changed.get(Piece.GONE), changed.get(Piece.NEW)
    words = f"“{gone}” → “{new}”" if gone and new else f"+ “{new}”" if new else f"− “{gone}”"
    return f"{lead} {words}".strip()


def _end(text: str) -> str:
    """Its last words, with a sign that there are more before them."""
    words = " ".join(text.split())
    return words if len(words) <= _LEAD else f"… {words[-_LEAD:].partition(' ')[2]}"


def _line(text: str, between: str = " ", most: int = _SHORT) -> str:
    return shortened(between.join(part.strip() for part in text.split("\n") if part.strip()), most)


def _spoken(state: Qt.CheckState) -> str:
    return {Qt.CheckState.Checked: "ticked", Qt.CheckState.PartiallyChecked: "partly ticked"}.get(state, "not ticked")


class _EditRow(RowDelegate):
    """A box, then a group's title, or an edit's code over what happens to it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, _GROUP_HEIGHT if index.data(RowRole.STRONG) else _EDIT_HEIGHT)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        strong = bool(index.data(RowRole.STRONG))
        middle = rect.center().y() if strong else rect.top() + 14
        _paint_box(painter, QRectF(rect.left() + 4, round(middle - 7), 14, 14), index)
        left, right = rect.left() + _BOX + 4, rect.right() - 14
        muted: Token = "text2" if selected else "text3"
        count = str(index.data(RowRole.COUNT) or "")
        line = QRectF(left, rect.top() + (0 if strong else 5), right - left, rect.height() if strong else 18)
        if count:
            width = draw_text(painter, line, count, fonts.secondary(), muted, align=RIGHT)
            line.setRight(right - width - 12)
        weight = fonts.SEMIBOLD if strong else fonts.MEDIUM if selected else fonts.REGULAR
        draw_text(painter, line, str(index.data() or ""), fonts.ui(13, weight), "text")
        if not strong:
            below = QRectF(left, rect.top() + 23, right - left, 17)
            draw_text(painter, below, str(index.data(RowRole.SECOND) or ""), fonts.secondary(), muted)


def _paint_box(painter: QPainter, box: QRectF, index: Index) -> None:
    state, theme = index.data(Qt.ItemDataRole.CheckStateRole), current()
    if state == Qt.CheckState.Unchecked:
        draw_rounded(painter, box, theme.colour("raised"), theme.colour("control"), radius=4)
        return
    draw_rounded(painter, box, theme.colour("accent"), radius=4)
    sign = "check" if state == Qt.CheckState.Checked else "minus"
    icons.draw(painter, sign, box.adjusted(1, 1, -1, -1), "on_accent", stroke=3)


class EditTree(Tree):
    """A click on a box or Space ticks. `edit_shown(edit)` where the user looks; None for a group."""

    edit_shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_EditRow(_EDIT_HEIGHT), name="Edits in the file", fill="surface", parent=parent)
        self.setUniformRowHeights(False)
        self.edits = EditModel(self)
        self.setModel(self.edits)
        self.setAllColumnsShowFocus(False)
        self.edits.modelReset.connect(self.expandAll)

    # Overrides of Qt.

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.edit_shown.emit(self.edits.edit(now))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = self.visualRect(index).left()
        if index.isValid() and left <= event.position().x() < left + _BOX:
            self.setCurrentIndex(index)
            self.edits.toggle(index)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.edits.toggle(self.currentIndex())
            return
        super().keyPressEvent(event)
