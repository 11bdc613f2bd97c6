"""The documents at the left: how far each is, and how far everybody is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QMenu, QVBoxLayout, QWidget

from cadrage.core.model import Change, Document, State
from cadrage.gui import fonts, sets_menu
from cadrage.gui.kit import (
    ElidedLabel,
    EmptyState,
    Label,
    List,
    Panel,
    PanelHeading,
    ProgressLine,
    RowRole,
    SearchField,
    TwoLineRow,
    column,
    row,
)
from cadrage.gui.session import Session
from cadrage.gui.theme import Token
from cadrage.gui.words import counted

_ICONS: dict[State, tuple[str, Token]] = {
    State.NONE: ("circle", "control"),
    State.PROGRESS: ("circle-dot", "accent"),
    State.COMPLETE: ("circle-check", "good"),
}
_STATES = {State.NONE: "not started", State.PROGRESS: "in progress", State.COMPLETE: "complete"}
_MOST_CODERS = 4  # lines of progress that the panel has room for
_NONE_LEFT = "The filter leaves no document."
_PATCHED = 200  # a change of more rows has the list read anew


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What the list shows of one document."""

    document: Document
    second: str
    state: State
    codings: int


def source_line(values: dict[str, str]) -> str:
    """Outlet and date, as far as they are known."""
    known = [values.get("outlet", ""), readable_date(values.get("published", ""))]
    return " · ".join(part for part in known if part)


def readable_date(iso: str) -> str:
    """14 March 2014 as “14 Mar 2014”; a partial or other date as it stands."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%b} {day.year}"


class DocumentsModel(QAbstractListModel):
    """Documents in corpus order, narrowed by title."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[DocumentRow] = []
        self._places: dict[int, int] = {}
        self._filter = ""
        self.reload()

    def reload(self) -> None:
        """Read everything anew; the rows are patched in place where their documents are the same."""
        fresh = self._read()
        if [row.document.id for row in fresh] != [row.document.id for row in self._rows]:
            self.beginResetModel()
            self._rows = fresh
            self._places = {row.document.id: place for place, row in enumerate(fresh)}
            self.endResetModel()
        elif fresh != self._rows:
            self._rows = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    def _read(self) -> list[DocumentRow]:
        project, left = self._session.project, self._session.filtered_documents()
        counts = self._session.counts_by_document()
        states = project.statuses.of_coder(self._session.me.id)
        values: dict[int, dict[str, str]] = {}
        for (document, name), value in project.variables.of_documents().items():
            values.setdefault(document, {})[name] = value
        wanted = self._filter.casefold()
        return [
            DocumentRow(
                document,
                source_line(values.get(document.id, {})),
                states.get(document.id, State.NONE),
                counts.get(document.id, 0),
            )
            for document in project.documents.all()
            if (left is None or document.id in left) and wanted in document.title.casefold()
        ]

    def recount(self, documents: Collection[int]) -> None:
        """Read state and count of these documents anew, which is all that coding changes."""
        project = self._session.project
        counts = self._session.counts_by_document(documents)
        for document in documents:
            place = self.row_of(document)
            if place >= 0:
                state = project.statuses.of(document, self._session.me.id)
                self._put(place, replace(self._rows[place], state=state, codings=counts.get(document, 0)))

    def _put(self, place: int, fresh: DocumentRow) -> None:
        if fresh != self._rows[place]:
            self._rows[place] = fresh
            self.dataChanged.emit(self.index(place), self.index(place))

    def set_filter(self, text: str) -> None:
        self._filter = text.strip()
        self.reload()

    def row_of(self, document: int | None) -> int:
        """The document's row, -1 where it is not shown."""
        return self._places.get(document, -1) if document is not None else -1

    def document_at(self, place: int) -> int:
        return self._rows[place].document.id

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's default)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return found.document.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.document.title}, {_STATES[found.state]}, {counted(found.codings, 'coding')}"
        if role == RowRole.SECOND:
            return found.second or found.document.file_name
        if role == RowRole.ICON:
            return _ICONS[found.state]
        if role == RowRole.COUNT:
            return found.codings or ""
        if role == RowRole.MUTED:
            return found.document.duplicate_of is not None
        return None


class DocumentsPanel(Panel):
    """List, filter and progress. `import_requested()` from + and from the empty state; `replacing_wanted(document)`;
    `sets_wanted(kind)`.

    Several documents can be chosen for the menu; one that is chosen alone is opened.
    """

    import_requested = Signal()
    replacing_wanted = Signal(int)
    sets_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._documents = 0
        self._lines: list[_CoderProgress] = []
        self._heading = PanelHeading("Documents", parent=self)
        self._filter_button = self._heading.add_tool("list-filter", "Filter documents by title")
        self._add_button = self._heading.add_tool("plus", "Import documents")
        self._add_button.setEnabled(session.project.writable)
        self._filter = SearchField("Filter documents", parent=self)
        self.list = List(TwoLineRow(), name="Documents", parent=self)
        self.model = DocumentsModel(session, self)
        self.list.setModel(self.model)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._none_left = Label(_NONE_LEFT, "muted", wrap=True, parent=self)
        self._none_left.setContentsMargins(14, 4, 14, 8)
        self._empty = EmptyState(
            "No documents yet", "Drop articles or a folder here.", action="Import documents…", parent=self
        )
        self._progress = QVBoxLayout()
        self._progress.setSpacing(4)
        self._progress.setContentsMargins(14, 6, 14, 8)
        self._filter_box = Panel(row(self._filter, margins=(12, 0, 12, 6)), fill="window", parent=self)
        self._filter_box.hide()
        self._empty_box = Panel(column(self._empty, None, margins=(12, 4, 12, 8)), fill="window", parent=self)
        above = (self._heading, self._filter_box, self._empty_box, self._none_left)
        stack = (*above, (self.list, 1), self._progress)
        self.setLayout(column(*stack, space=0))
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        self._filter_button.clicked.connect(self._toggle_filter)
        self._add_button.clicked.connect(self.import_requested)
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.import_requested)
            self._empty.button.setVisible(self._session.project.writable)
        self._filter.searched.connect(self._narrow)
        self.list.selectionModel().selectionChanged.connect(self._chosen)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self._session.changed.connect(self._on_change)
        self._session.coder_changed.connect(self._refresh)
        self._session.shown_changed.connect(self._refresh)
        self._session.filter_changed.connect(self._refresh)
        self._session.document_opened.connect(self._follow)

    @Slot()
    def _toggle_filter(self) -> None:
        self._filter_box.setVisible(not self._filter_box.isVisible())
        if self._filter_box.isVisible():
            self._filter.setFocus()
        else:
            self._filter.clear()

    @Slot(str)
    def _narrow(self, words: str) -> None:
        self.model.set_filter(words)
        self._show_count()
        self._follow(self._session.document)

    @Slot()
    def _chosen(self) -> None:
        chosen = self.chosen
        if len(chosen) == 1 and chosen[0] != self._session.document:
            self._session.open_document(chosen[0])

    @property
    def chosen(self) -> list[int]:
        """The selected documents, in the order of the list."""
        return [self.model.document_at(place) for place in sorted(row.row() for row in self.list.selectedIndexes())]

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        """What can be done with the selected documents as a group."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Documents")
        if self.chosen:
            sets_menu.offer_filter(menu, self._session, "document", self.chosen)
            menu.addSeparator()
        if self.chosen and self._session.project.writable:
            sets_menu.offer_sets(menu, self._session, "document", self.chosen, self.list)
            menu.addSeparator()
        if len(self.chosen) == 1 and self._session.project.writable:
            menu.addAction("Replace text…").triggered.connect(self._ask_to_replace)
            menu.addSeparator()
        menu.addAction("Sets…").triggered.connect(self._ask_for_sets)
        menu.popup(self.list.viewport().mapToGlobal(place))

    @Slot()
    def _ask_to_replace(self) -> None:
        if len(self.chosen) == 1:
            self.replacing_wanted.emit(self.chosen[0])

    @Slot()
    def _ask_for_sets(self) -> None:
        self.sets_wanted.emit("document")

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        if change.touches("document", "document_value", "coder", "variable") or len(change.rows) > _PATCHED:
            self._refresh()
        elif change.touches("coding", "status"):
            self.model.recount(self._session.project.codings.documents_touched(change))
            if change.touches("status"):
                self._show_progress(self._documents)

    @Slot()
    def _refresh(self) -> None:
        self.model.reload()
        self._documents = len(self._session.project.documents.all())
        self._empty_box.setVisible(not self._documents)
        self._show_count()
        self._show_progress(self._documents)
        self._follow(self._session.document)

    def _show_count(self) -> None:
        """“7 of 26” where not all are shown."""
        shown = self.model.rowCount()
        self._heading.set_detail(f"{shown:,} of {self._documents:,}" if shown < self._documents else f"{shown:,}")
        self._none_left.setVisible(bool(self._documents) and not shown)
        self.list.setVisible(bool(shown))

    @Slot(object)
    def _follow(self, document: int | None) -> None:
        place = self.model.row_of(document)
        if place != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())

    def _show_progress(self, documents: int) -> None:
        session = self._session
        coders = (session.me,) if session.blind else session.project.coders.all()
        shown = coders[:_MOST_CODERS] if documents else ()
        while len(self._lines) < len(shown):
            self._lines.append(_CoderProgress(self))
            self._progress.addWidget(self._lines[-1])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(shown))
        done = session.project.statuses.completed() if shown else {}
        for line, coder in zip(self._lines, shown, strict=False):
            line.show_progress(coder.name, done.get(coder.id, 0), documents, mine=coder.id == session.me.id)


class _CoderProgress(QWidget):
    """“Coder A ▬▬▬ 2 of 5”."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = ProgressLine(parent=self)
        self._who = ElidedLabel("", "secondary", parent=self)
        self._who.setMaximumWidth(110)
        self._count = Label("", "secondary", parent=self)
        self._count.setFont(fonts.figures(fonts.secondary()))
        self.setLayout(row(self._who, (self._bar, 1), self._count, space=8))

    def show_progress(self, name: str, done: int, total: int, *, mine: bool) -> None:
        self._bar.set_token("accent" if mine else "control")
        self._bar.set_progress(done, total)
        self._who.set_text(f"Coder {name}")
        self._count.setText(f"{done} of {total}")
