"""The files and the documents of an import, as Qt's models and the one delegate they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from cadrage.gui import icons
from cadrage.gui.appearance import current
from cadrage.gui.import_model import FileReading, Line, Place, encoding_name, what
from cadrage.gui.kit import Cell, RowRole, Table
from cadrage.gui.kit.painting import draw_rounded

Index = QModelIndex | QPersistentModelIndex
HEADERS = ("", "Title", "Outlet", "Date", "Words", "Encoding", "Remark")
CHECK, TITLE, OUTLET, DATE, WORDS, ENCODING, REMARK = range(7)
# The width of the table in which a column has room.
_OUTLET_FROM, _DATE_FROM, _ENCODING_FROM = 560, 460, 600
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FileList(QAbstractListModel):
    """Files with what they are and how many documents they hold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: tuple[FileReading, ...] = ()

    def show(self, files: Sequence[FileReading]) -> None:
        self.beginResetModel()
        self.files = tuple(files)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        file = self.files[index.row()]
        count = len(file.study.documents) if file.study is not None else len(file.articles)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return file.path.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{file.path}\n{what(file)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                documents = "1 document" if count == 1 else f"{count} documents"
                return f"{file.path.name}, {what(file)}, {documents}"
            case RowRole.SECOND:
                return what(file)
            case RowRole.COUNT:
                return count or ""
            case RowRole.MUTED:
                return not count and file.study is None
            case RowRole.ICON:
                return _file_icon(file)
        return None


def _file_icon(file: FileReading) -> tuple[str, str]:
    if file.study is not None:
        return "package-open", "text2"
    if not file.articles:
        return "circle-alert", "bad"
    return ("languages", "warn") if file.uncertain else ("file-text", "text2")


class DocumentTable(QAbstractTableModel):
    """The documents that were found. `toggled(place, bool)` when the user wants one or not."""

    toggled = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Other lines; where they are the same documents, the table keeps its place."""
        if _places(lines) == _places(self.lines):
            self.lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, REMARK))
        else:
            self.beginResetModel()
            self.lines = tuple(lines)
            self.endResetModel()

    def told(self, column: int) -> bool:
        """Whether any document has something in this column."""
        return any(_words(line, column) for line in self.lines)

    def toggle(self, row: int) -> None:
        self.toggled.emit(self.lines[row].article.place, not self.lines[row].taken)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == WORDS else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _words(line, column)
            case Qt.ItemDataRole.CheckStateRole if column == CHECK:
                return Qt.CheckState.Checked if line.taken else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column == WORDS else _LEFT
            case Qt.ItemDataRole.ToolTipRole if column in (TITLE, OUTLET, REMARK):
                return _words(line, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(line)
            case RowRole.MUTED:
                return not line.taken or column not in (TITLE, WORDS)
            case RowRole.ICON if column == REMARK and (line.obstacle or line.remark):
                return _remark_icon(line)
        return None


def _places(lines: Sequence[Line]) -> list[Place]:
    return [line.article.place for line in lines]


def _words(line: Line, column: int) -> str:
    article = line.article
    values = article.draft.values
    facts = (values.get("outlet", ""), values.get("published", ""))
    texts = ("", article.draft.title, *facts, f"{article.words:,}", encoding_name(article.draft.encoding))
    return texts[column] if column < REMARK else line.obstacle or line.remark


def _spoken(line: Line) -> str:
    state = "will be imported" if line.taken else "left out"
    remark = line.obstacle or line.remark
    facts = [fact for fact in (_words(line, OUTLET), _words(line, DATE)) if fact]
    words = ", ".join([line.article.draft.title, *facts, f"{line.article.words} words", state])
    return f"{words}, {remark}" if remark else words


def _remark_icon(line: Line) -> tuple[str, str]:
    if line.obstacle:
        return "copy", "text3"
    return ("info", "text3") if line.remark == "encoding chosen" else ("triangle-alert", "warn")


class _CheckCell(Cell):
    """A table's cell; in the first column the check box that says whether the row is taken."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        if index.column() != CHECK:
            super().paint_row(painter, rect, index, selected=selected)
            return
        theme = current()
        box = QRectF(rect.left() + 14, round(rect.center().y() - 8), 16, 16)
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked:
            draw_rounded(painter, box, theme.colour("accent"), radius=4)
            icons.draw(painter, "check", box.adjusted(2, 2, -2, -2), "on_accent", stroke=3)
        else:
            draw_rounded(painter, box, theme.colour("raised"), theme.colour("control"), radius=4)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        # A press is swallowed too, so that a click on the box does nothing else.
        if index.column() != CHECK or not isinstance(event, QMouseEvent) or not isinstance(model, DocumentTable):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            model.toggle(index.row())
            return True
        return False


class DocumentList(Table):
    """The table of documents; Space takes the current one or leaves it out."""

    def __init__(self, model: DocumentTable, parent: QWidget | None = None) -> None:
        super().__init__(_CheckCell(31), name="Documents found", parent=parent)
        self._documents = model
        self.setModel(model)
        self.setAllColumnsShowFocus(False)
        self.set_row_lines(shown=True)
        self.set_widths(40, 0, 132, 92, 68, 124, 200)
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        # Where room is short, outlet and date give way, the encoding stands in the list of files alone.
        width = self.viewport().width()
        facts = 0
        for column, least in ((OUTLET, _OUTLET_FROM), (DATE, _DATE_FROM)):
            shown = width >= least and self._documents.told(column)
            self.setColumnHidden(column, not shown)
            facts += self.header().sectionSize(column) if shown else 0
        self.setColumnHidden(ENCODING, width - facts < _ENCODING_FROM)
        self.header().resizeSection(REMARK, max(110, min(200, (width - facts) * 3 // 10)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._documents.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)
