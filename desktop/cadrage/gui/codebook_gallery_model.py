"""A codebook that is not in the project yet, as a tree whose codes can be ticked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cadrage.core.model import CodebookDraft, CodeDraft
from cadrage.gui import icons
from cadrage.gui.appearance import current
from cadrage.gui.kit import CodeRow, RowRole, Tree
from cadrage.gui.kit.painting import draw_rounded

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BOX = 24  # pixels that the box takes in a row


class DraftModel(QAbstractItemModel):
    """The codes of a draft by their places in it. Ticking a code ticks what stands below it; what a ticked code
    stands under comes along, half ticked. Codes that the project has already cannot be ticked."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[CodeDraft, ...] = ()
        self._parents: list[int | None] = []
        self._children: dict[int | None, list[int]] = {}
        self._known: Collection[int] = ()
        self.chosen: set[int] = set()

    def show(self, draft: CodebookDraft, known: Collection[int]) -> None:
        """A draft, and the places of those codes that the project has; all others are ticked."""
        self.beginResetModel()
        self._codes = draft.codes
        places = {code.label.casefold(): place for place, code in reversed(list(enumerate(draft.codes)))}
        self._parents = [places.get(code.parent.casefold()) if code.parent else None for code in draft.codes]
        self._children = defaultdict(list)
        for place, parent in enumerate(self._parents):
            self._children[parent].append(place)
        self._known = frozenset(known)
        self.chosen = set(range(len(draft.codes))) - self._known
        self.endResetModel()
        self.ticked.emit()

    @property
    def known(self) -> int:
        """How many of its codes the project has."""
        return len(self._known)

    def place(self, index: Index) -> int | None:
        """Which code of the draft stands in a row."""
        return int(index.internalId()) if index.isValid() else None

    def below(self, place: int) -> list[int]:
        """The code with all that stands below it."""
        found = [place]
        for child in self._children.get(place, ()):
            found += self.below(child)
        return found

    def tick(self, places: Sequence[int], *, on: bool) -> None:
        for place in places:
            wanted = {each for each in self.below(place) if each not in self._known}
            self.chosen = self.chosen | wanted if on else self.chosen - wanted
        self._tell(QModelIndex())
        self.ticked.emit()

    def tick_all(self, *, on: bool) -> None:
        self.tick(self._children.get(None, ()), on=on)

    def toggle(self, place: int) -> None:
        self.tick([place], on=self.state(place) != Qt.CheckState.Checked)

    def state(self, place: int) -> Qt.CheckState:
        if place in self.chosen:
            return Qt.CheckState.Checked
        some = any(each in self.chosen for each in self.below(place))
        return Qt.CheckState.PartiallyChecked if some else Qt.CheckState.Unchecked

    def _tell(self, parent: QModelIndex) -> None:
        rows = self.rowCount(parent)
        if rows:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(rows - 1, 0, parent))
        for row in range(rows):
            self._tell(self.index(row, 0, parent))

    # Qt's questions.

    def index(self, row: int, column: int = 0, parent: Index = _NOWHERE) -> QModelIndex:
        places = self._children.get(self.place(parent), [])
        return self.createIndex(row, column, places[row]) if 0 <= row < len(places) else QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        place = self.place(index)
        above = self._parents[place] if place is not None else None
        if above is None:
            return QModelIndex()
        return self.createIndex(self._children[self._parents[above]].index(above), 0, above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return len(self._children.get(self.place(parent), ()))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def _spoken(self, place: int) -> str:
        code = self._codes[place]
        states = {Qt.CheckState.Checked: "ticked", Qt.CheckState.PartiallyChecked: "partly ticked"}
        state = "in this project already" if place in self._known else states.get(self.state(place), "not ticked")
        return f"{code.short_id} {code.name}, {state}".strip()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place(index)
        if place is None:
            return None
        code, known = self._codes[place], place in self._known
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return code.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{code.short_id} {code.name}\n{code.brief}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(place)
            case Qt.ItemDataRole.CheckStateRole:
                return None if known else self.state(place)
            case RowRole.CHIP:
                return code.colour
            case RowRole.SHORT:
                return code.short_id
            case RowRole.COUNT:
                return "here" if known else ""
            case RowRole.MUTED:
                return known
            case RowRole.STRONG:
                return bool(self._children.get(place))
        return None


class _DraftRow(CodeRow):
    """A code's row with a box to tick before it; a mere check mark where the project has the code."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        super().paint_row(painter, rect.adjusted(_BOX, 0, 0, 0), index, selected=selected)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        box = QRectF(rect.left() + 4, round(rect.center().y() - 7), 14, 14)
        theme = current()
        if state is None:
            icons.draw(painter, "check", box, "text3")
        elif state == Qt.CheckState.Unchecked:
            draw_rounded(painter, box, theme.colour("raised"), theme.colour("control"), radius=4)
        else:
            draw_rounded(painter, box, theme.colour("accent"), radius=4)
            sign = "check" if state == Qt.CheckState.Checked else "minus"
            icons.draw(painter, sign, box.adjusted(1, 1, -1, -1), "on_accent", stroke=3)


class DraftTree(Tree):
    """A click on a box or Space ticks. `code_shown(place)` where the user looks."""

    code_shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_DraftRow(), name="Codes of the codebook", fill="surface", parent=parent)
        self.draft = DraftModel(self)
        self.setModel(self.draft)
        self.setAllColumnsShowFocus(False)
        self.draft.modelReset.connect(self.expandAll)

    # Overrides of Qt.

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.code_shown.emit(self.draft.place(now))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = self.visualRect(index).left()
        if index.isValid() and left <= event.position().x() < left + _BOX:
            self.setCurrentIndex(index)
            self.draft.toggle(int(index.internalId()))
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.draft.place(self.currentIndex())
        if event.key() == Qt.Key.Key_Space and place is not None:
            self.draft.toggle(place)
            return
        super().keyPressEvent(event)
