"""The codebook as a tree of codes, beside the text and in the codebook editor alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from cadrage.core.codebook import Codebook
from cadrage.core.model import Change, Code
from cadrage.gui import fonts, icons
from cadrage.gui.codebook_fields import missing_by_code
from cadrage.gui.kit import CodeRow, RowRole, Tree
from cadrage.gui.kit.painting import RIGHT, draw_text
from cadrage.gui.session import Session

Index = QModelIndex | QPersistentModelIndex
CODE_MIME = "application/x-cadrage-code"
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


class CodeModel(QAbstractItemModel):
    """Codes under their parents, in codebook order; a filter leaves matches and what is above them."""

    def __init__(self, parent: QObject | None = None, *, show_missing: bool = False) -> None:
        super().__init__(parent)
        self._show_missing = show_missing
        self._shown = Shown()
        self._filter = ""
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
        if self._show_missing:
            lacking = self._shown.missing.get(code.id, ())
            return f"{words}, missing: {', '.join(lacking)}" if lacking else words
        count = self._shown.counts.get(code.id, 0)
        key = f", key {code.key}" if code.key else ""
        return f"{words}, {count} coding{'' if count == 1 else 's'}{key}"

    def _tip(self, code: Code) -> str:
        head = f"{code.short_id} {code.name}".strip()
        lacking = self._shown.missing.get(code.id, ()) if self._show_missing else ()
        below = f"Missing: {', '.join(lacking)}" if lacking else code.brief
        return f"{head}\n{below}" if below else head

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
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsDragEnabled if index.isValid() else flags(0)

    def mimeTypes(self) -> list[str]:
        return [CODE_MIME]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(CODE_MIME, b" ".join(str(index.internalId()).encode() for index in indexes))
        return data

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        code = self._code(index)
        if code is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
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
            case CodeRole.CODE:
                return code.id
            case CodeRole.MISSING:
                return len(self._shown.missing.get(code.id, ())) if self._show_missing else 0
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


class _MissingRow(CodeRow):
    """A code's row with a dashed ring and the number of fields that are missing."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        missing = index.data(CodeRole.MISSING)
        if not missing:
            super().paint_row(painter, rect, index, selected=selected)
            return
        super().paint_row(painter, rect.adjusted(0, 0, -22, 0), index, selected=selected)
        number = QRectF(rect.right() - 38, rect.top(), 24, rect.height())
        draw_text(painter, number, str(missing), fonts.figures(fonts.secondary()), "text2", align=RIGHT)
        ring = QRectF(rect.right() - 39, round(rect.center().y() - 7), 14, 14)
        icons.draw(painter, "circle-dashed", ring, "warn")


class CodeTree(Tree):
    """The codes of the project with chip, id, key and the shown coders' codings; reads anew by itself.

    `code_chosen(int)` when the user goes to a code; `code_activated(int)` on a click or Enter;
    `menu_wanted(int | None, QPoint)` asks for a context menu at a global point. `select` tells nobody.
    A drag carries the code's id under CODE_MIME.
    """

    code_chosen = Signal(int)
    code_activated = Signal(int)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, session: Session, parent: QWidget | None = None, *, show_missing: bool = False) -> None:
        super().__init__(_MissingRow() if show_missing else CodeRow(), name="Codes", parent=parent)
        self._session = session
        self._show_missing = show_missing
        self._words = ""
        self._collapsed: set[int] = set()
        self._quiet = False
        self._codes = CodeModel(self, show_missing=show_missing)
        self.setModel(self._codes)
        # With it, Fusion would paint a frame of its own over the current row; the kit's ring is enough.
        self.setAllColumnsShowFocus(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(self._click)
        self.collapsed.connect(self._note_collapsed)
        self.expanded.connect(self._note_expanded)
        session.changed.connect(self._follow)
        session.shown_changed.connect(self.reload)
        session.coder_changed.connect(self.reload)
        self.reload()

    @property
    def code(self) -> int | None:
        """The code that the user is at."""
        return self.currentIndex().data(CodeRole.CODE)  # type: ignore[no-any-return]

    @property
    def lacking(self) -> int:
        """How many codes have missing fields; 0 unless the tree shows them."""
        return len(self._read().missing)

    def filter(self, words: str) -> None:
        """Leaves the codes whose name, id or brief definition holds the words, with those above them."""
        self._words = words
        self.reload()

    def select(self, code: int | None) -> None:
        """Goes to a code, opening what is above it, without telling."""
        place = self._codes.place(code)
        self._quiet = True
        self.setCurrentIndex(place)
        self._quiet = False
        if place.isValid():
            self.scrollTo(place)

    @Slot()
    def reload(self) -> None:
        """Reads the codes anew; what was open, chosen and in sight stays so."""
        code, height = self.code, self.verticalScrollBar().value()
        self._quiet = True
        if not self._codes.show(self._read(), self._words):
            self._restore(code, height)
        self._quiet = False
        self.viewport().update()

    def _read(self) -> Shown:
        project = self._session.project
        codebook = self._session.codebook
        if self._show_missing:
            return Shown(codebook, {}, missing_by_code(codebook.codes, project.codes.examples()))
        coders = [coder.id for coder in self._session.shown_coders]
        return Shown(codebook, project.codings.counts_by_code(coders=coders))

    def _restore(self, code: int | None, height: int) -> None:
        self.expandAll()
        if not self._words.strip():
            for closed in self._collapsed:
                self.collapse(self._codes.place(closed))
        self.setCurrentIndex(self._codes.place(code))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(height)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        tables = ("code", "example") if self._show_missing else ("code", "coding")
        if change.touches(*tables):
            self.reload()

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        self.code_activated.emit(index.data(CodeRole.CODE))

    @Slot(QModelIndex)
    def _note_collapsed(self, index: QModelIndex) -> None:
        if not self._quiet:
            self._collapsed.add(index.data(CodeRole.CODE))

    @Slot(QModelIndex)
    def _note_expanded(self, index: QModelIndex) -> None:
        if not self._quiet:
            self._collapsed.discard(index.data(CodeRole.CODE))

    # Qt's.

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt goes to the first row when a tree gets the focus; nobody chose that one.
        self._quiet = True
        super().focusInEvent(event)
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.code_chosen.emit(current.data(CodeRole.CODE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.code is not None:
            self.code_activated.emit(self.code)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        where = self.visualRect(index).bottomLeft() if by_key else event.pos()
        self.menu_wanted.emit(index.data(CodeRole.CODE), self.viewport().mapToGlobal(where))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._words.strip() and not self._codes.rowCount():
            painter = QPainter(self.viewport())
            box = QRectF(16, 6, self.viewport().width() - 32, 26)
            draw_text(painter, box, f"No code matches “{self._words.strip()}”.", fonts.secondary(), "text3")
            painter.end()
