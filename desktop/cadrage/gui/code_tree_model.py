"""What the code tree shows: codes under their parents, their counts, and where a drop would put something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from cadrage.core.codebook import Codebook
from cadrage.core.model import Code
from cadrage.gui.dragging import CODE_MIME, SPAN_MIME
from cadrage.gui.kit import RowRole
from cadrage.gui.words import counted

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CodeRole(IntEnum):
    """What this tree's rows offer beside the kit's roles."""

    CODE = Qt.ItemDataRole.UserRole + 40
    """int: the code's id."""
    MISSING = Qt.ItemDataRole.UserRole + 41
    """int: how many of its fields say nothing yet."""


def short_under(code: Code, parent: Code | None) -> str:
    """What stands for the short id in a tree: `THR` for `ESC-THR` under `ESC`."""
    if parent is not None and parent.short_id and code.short_id.startswith(parent.short_id):
        rest = code.short_id[len(parent.short_id) :].lstrip("-_./ ")
        return rest or code.short_id
    return code.short_id


@dataclass(frozen=True, slots=True)
class Shown:
    """One reading of the project: the codes, their counts, and what is missing of them."""

    codebook: Codebook = field(default_factory=lambda: Codebook(()))
    counts: Mapping[int, int] = field(default_factory=dict)
    missing: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drops:
    """What may be let fall on the tree: codes, which are moved, and words, which get the code."""

    codes: bool = False
    words: bool = False


class CodeModel(QAbstractItemModel):
    """Codes under their parents, in codebook order; a filter leaves matches and what is above them.

    It changes nothing itself: `rename_wanted(code, name)` after editing in place, `move_wanted(code, parent,
    before)` after a drop of a code (`before` a sibling-to-be, or None for the last place), `words_dropped(code)`.
    """

    rename_wanted = Signal(int, str)
    move_wanted = Signal(int, object, object)
    words_dropped = Signal(int)

    def __init__(
        self, parent: QObject | None = None, *, show_missing: bool = False, drops: Drops | None = None
    ) -> None:
        super().__init__(parent)
        self._show_missing = show_missing
        self._drops = drops or Drops()
        self._shown = Shown()
        self._children: dict[int | None, tuple[Code, ...]] = {}
        self._places: dict[int, int] = {}

    @property
    def codebook(self) -> Codebook:
        return self._shown.codebook

    def show(self, shown: Shown, words: str) -> bool:
        """Takes a new reading. False where the tree has another shape now and starts afresh."""
        children = _arranged(shown.codebook, words.strip().casefold())
        same = _shape(children) == _shape(self._children)
        if same:
            self._take(shown, children)
            for place in (*self._places, None):
                self._tell(self.place(place))
        else:
            self.beginResetModel()
            self._take(shown, children)
            self.endResetModel()
        return same

    def recount(self, counts: Mapping[int, int]) -> None:
        """Takes new counts of some codes; only their rows are told of."""
        self._shown = replace(self._shown, counts={**self._shown.counts, **counts})
        for code in counts:
            place = self.place(code)
            if place.isValid():
                self.dataChanged.emit(place, place, [RowRole.COUNT, Qt.ItemDataRole.AccessibleTextRole])

    def _take(self, shown: Shown, children: dict[int | None, tuple[Code, ...]]) -> None:
        self._shown = shown
        self._children = children
        self._places = {code.id: row for codes in children.values() for row, code in enumerate(codes)}

    def _tell(self, parent: QModelIndex) -> None:
        rows = self.rowCount(parent)
        if rows:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(rows - 1, 0, parent))

    def place(self, code: int | None) -> QModelIndex:
        """Where a code stands; nowhere for None and for a code that is not shown."""
        if code is None or code not in self._places:
            return QModelIndex()
        return self.createIndex(self._places[code], 0, code)

    def _code(self, index: Index) -> Code | None:
        return self.codebook.by_id.get(index.internalId()) if index.isValid() else None

    def _short(self, code: Code) -> str:
        return short_under(code, self.codebook.by_id.get(code.parent) if code.parent else None)

    def _count(self, code: Code) -> str:
        return "" if self._show_missing else str(self._shown.counts.get(code.id, "") or "")

    def _spoken(self, code: Code) -> str:
        words = f"{code.short_id} {code.name}".strip()
        if code.retired:
            return f"{words}, retired"
        if self._show_missing:
            lacking = self._shown.missing.get(code.id, ())
            return f"{words}, missing: {', '.join(lacking)}" if lacking else words
        key = f", key {code.key}" if code.key else ""
        return f"{words}, {counted(self._shown.counts.get(code.id, 0), 'coding')}{key}"

    def _tip(self, code: Code) -> str:
        head = f"{code.short_id} {code.name}".strip()
        lacking = self._shown.missing.get(code.id, ()) if self._show_missing else ()
        below = "Retired" if code.retired else f"Missing: {', '.join(lacking)}" if lacking else code.brief
        return f"{head}\n{below}" if below else head

    def _missing(self, code: Code) -> int:
        counts = self._show_missing and not code.retired
        return len(self._shown.missing.get(code.id, ())) if counts else 0

    # Drops.

    def _dragged(self, data: QMimeData) -> Code | None:
        number = bytes(data.data(CODE_MIME).data()).decode() if data.hasFormat(CODE_MIME) else ""
        return self.codebook.by_id.get(int(number)) if number.isdecimal() else None

    def _takes(self, data: QMimeData, row: int, parent: Index) -> bool:
        above = self._code(parent)
        if data.hasFormat(SPAN_MIME):
            return self._drops.words and above is not None and not above.retired and row < 0
        code = self._dragged(data)
        if code is None or code.retired or not self._drops.codes or (above is not None and above.retired):
            return False
        return above is None or above.id not in self.codebook.family(code.id)

    # Qt's questions.

    def index(self, row: int, column: int = 0, parent: Index = _NOWHERE) -> QModelIndex:
        above = self._code(parent)
        codes = self._children.get(above.id if above else None, ())
        return self.createIndex(row, column, codes[row].id) if 0 <= row < len(codes) else QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        code = self._code(index)
        return self.place(code.parent) if code else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        above = self._code(parent)
        return len(self._children.get(above.id if above else None, ()))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        drops = flags.ItemIsDropEnabled if self._drops.codes or self._drops.words else flags(0)
        if not index.isValid():
            return drops
        code = self._code(index)
        live = flags(0) if code is None or code.retired else flags.ItemIsDragEnabled | flags.ItemIsEditable
        return flags.ItemIsEnabled | flags.ItemIsSelectable | live | drops

    def mimeTypes(self) -> list[str]:
        return [CODE_MIME, SPAN_MIME]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(CODE_MIME, b" ".join(str(index.internalId()).encode() for index in indexes))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return self._takes(data, row, parent)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not self._takes(data, row, parent):
            return False
        above, code = self._code(parent), self._dragged(data)
        if data.hasFormat(SPAN_MIME) and above is not None:
            self.words_dropped.emit(above.id)
        elif code is not None:
            siblings = self._children.get(above.id if above else None, ())
            before = siblings[row].id if 0 <= row < len(siblings) else None
            self.move_wanted.emit(code.id, above.id if above else None, before)
        return True

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        code = self._code(index)
        if code is None or role != Qt.ItemDataRole.EditRole or str(value).strip() in ("", code.name):
            return False
        self.rename_wanted.emit(code.id, str(value).strip())
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        code = self._code(index)
        if code is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return code.name
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(code)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(code)
            case RowRole.CHIP:
                return code.colour
            case RowRole.SHORT:
                return self._short(code)
            case RowRole.KEY:
                return "" if self._show_missing else code.key
            case RowRole.COUNT:
                return self._count(code)
            case RowRole.STRONG:
                return bool(self._children.get(code.id))
            case RowRole.MUTED:
                return code.retired
            case CodeRole.CODE:
                return code.id
            case CodeRole.MISSING:
                return self._missing(code)
        return None


def _arranged(codebook: Codebook, words: str) -> dict[int | None, tuple[Code, ...]]:
    """Children by parent, of the codes that match or have a match below them."""
    kept: set[int] = set()
    for code in codebook.codes:
        if words in f"{code.short_id}\n{code.name}\n{code.brief}".casefold():
            kept.add(code.id)
            while code.parent in codebook.by_id and code.parent is not None and code.parent not in kept:
                code = codebook.by_id[code.parent]
                kept.add(code.id)
    found = {}
    for parent in (None, *kept):
        codes = tuple(code for code in codebook.children(parent) if code.id in kept)
        if codes:
            found[parent] = codes
    return found


def _shape(children: Mapping[int | None, tuple[Code, ...]]) -> dict[int | None, tuple[int, ...]]:
    return {parent: tuple(code.id for code in codes) for parent, codes in children.items()}
