"""What an export will hold: its tables or parts in a list, and the first rows of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from cadrage.gui.export_formats import FORMATS, Format
from cadrage.gui.kit import (
    ElidedLabel,
    EmptyState,
    Hairline,
    IconLabel,
    Label,
    List,
    Panel,
    ProgressLine,
    RowRole,
    Scroll,
    Split,
    Table,
    TwoLineRow,
    column,
    row,
)
from cadrage.gui.words import counted
from cadrage.jobs.export_preview import Preview, Shown

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NARROW, _WIDE = 84, 240
_LETTER = 7  # pixels, roughly
_MOST_NOTES = 40


class FormatList(QAbstractListModel):
    """The formats with what they are good for."""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(FORMATS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self.format(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown.name
            case RowRole.SECOND:
                return shown.short
            case RowRole.ICON:
                return shown.icon, "text2"
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{shown.name}: {shown.short}"
        return None

    def format(self, place: int) -> Format:
        return FORMATS[place]


class ShownList(QAbstractListModel):
    """The tables, parts or files of an export."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: tuple[Shown, ...] = ()

    def show(self, shown: Sequence[Shown]) -> None:
        self.beginResetModel()
        self.shown = tuple(shown)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self.shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown.name
            case RowRole.SECOND:
                return shown.detail
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(each for each in (shown.name, shown.detail) if each)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(each for each in (shown.name, shown.detail, shown.about) if each)
        return None


class FirstRows(QAbstractTableModel):
    """The first rows of a table, as text."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = Shown("", "", "")

    def show(self, shown: Shown) -> None:
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def widths(self) -> list[int]:
        """Enough for the header, and for the words as far as that is bearable."""
        found = []
        for place, name in enumerate(self._shown.columns):
            longest = max((len(line[place]) for line in self._shown.first), default=0)
            found.append(
                min(max(_NARROW, _LETTER * max(len(name) + 4, longest + 3)), max(_WIDE, _LETTER * len(name) + 28))
            )
        return found

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown.first)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._shown.columns[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown.first[index.row()][index.column()]
        return None


class ExportPreview(QWidget):
    """`show_preview` shows one, `wait` that one is coming, `refuse` why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ShownList(self)
        self.rows = FirstRows(self)
        self.list = List(TwoLineRow(), name="What it will hold", fill="surface")
        self.list.setModel(self.model)
        self.table = Table(name="First rows")
        self.table.setModel(self.rows)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._counts = ElidedLabel("", "muted")
        self._about = Label("", "secondary", wrap=True)
        self._nothing = Label("", "muted", wrap=True)
        self._notes = Label("", "secondary", wrap=True)
        self._waiting = Label("", "secondary")
        self._progress = ProgressLine()
        self._refused = EmptyState("This cannot be exported now", "", icon="info")
        self._pages = QStackedWidget()
        for page in (self._found_page(), self._waiting_page(), self._refused_page()):
            self._pages.addWidget(page)
        self.setLayout(column(self._pages, space=0))
        self.list.selectionModel().currentRowChanged.connect(self._show_rows)

    def _found_page(self) -> QWidget:
        head = row(Label("Contents", "heading"), (self._counts, 1), margins=(16, 10, 16, 6))
        about = column(self._about, self._nothing, margins=(16, 8, 16, 8), space=4)
        below = Panel(column(about, (self.table, 1), space=0))
        split = Split(Qt.Orientation.Vertical)
        split.addWidget(Panel(column(head, (self.list, 1), space=0)))
        split.addWidget(below)
        split.setSizes([340, 280])
        split.setStretchFactor(0, 1)
        mark = column(IconLabel("info", "accent", 14), None)
        self._left_out = Panel(row(mark, (self._notes, 1), margins=(16, 8, 16, 8)))
        scroll = Scroll(self._left_out)
        scroll.setAccessibleName("What to know of it")
        scroll.setMaximumHeight(92)
        self._notes_scroll = scroll
        return Panel(column((split, 1), Hairline(), scroll, space=0))

    def _waiting_page(self) -> QWidget:
        inside = QWidget()
        inside.setMaximumWidth(360)
        inside.setLayout(column(self._waiting, self._progress))
        return Panel(column(None, row(None, (inside, 1000), None, margins=(24, 24, 24, 24)), None))

    def _refused_page(self) -> QWidget:
        self._refused.setMaximumWidth(520)
        return Panel(column(None, row(None, (self._refused, 1000), None, margins=(24, 24, 24, 24)), None))

    # What is shown.

    @property
    def shown(self) -> tuple[Shown, ...]:
        """What is previewed just now; nothing while one is being made."""
        return self.model.shown if self._pages.currentIndex() == 0 else ()

    @property
    def notes(self) -> str:
        return self._notes.text()

    def wait(self, what: str) -> None:
        self._waiting.setText(what)
        self._progress.set_progress(0, 0)
        self._pages.setCurrentIndex(1)

    @Slot(int, int)
    def tell_progress(self, done: int, total: int) -> None:
        self._progress.set_progress(done, total)

    def refuse(self, why: str) -> None:
        self._refused.set_words("This cannot be exported now", why)
        self._pages.setCurrentIndex(2)

    def show_preview(self, preview: Preview) -> None:
        """The one that was looked at stays chosen where it is still there."""
        place = self.list.currentIndex().row()
        before = self.model.shown[place].name if 0 <= place < len(self.model.shown) else ""
        self._counts.set_text(" · ".join(counted(number, what) for number, what in preview.counts))
        self._notes.setText("\n".join(preview.notes[:_MOST_NOTES]))
        self._notes_scroll.setVisible(bool(preview.notes))
        self.model.show(preview.shown)
        self._pages.setCurrentIndex(0)
        names = [each.name for each in preview.shown]
        first = next((number for number, each in enumerate(preview.shown) if each.first), 0)
        self.list.setCurrentIndex(self.model.index(names.index(before) if before in names else first))
        self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        place = self.list.currentIndex().row()
        shown = self.model.shown[place] if 0 <= place < len(self.model.shown) else Shown("", "", "")
        self._about.setText(shown.about)
        self._about.setVisible(bool(shown.about))
        self.rows.show(shown)
        self.table.setVisible(bool(shown.first))
        self._nothing.setVisible(not shown.first)
        self._nothing.setText("" if shown.first else _why_empty(shown))
        alone = len(shown.columns) == 1
        header = self.table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch if alone else QHeaderView.ResizeMode.Interactive)
        if not alone:
            self.table.set_widths(*self.rows.widths())


def _why_empty(shown: Shown) -> str:
    if shown.columns:
        return "There is nothing in it yet."
    return f"{shown.detail[:1].upper()}{shown.detail[1:]}." if shown.detail else ""
