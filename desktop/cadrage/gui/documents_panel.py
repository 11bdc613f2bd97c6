"""The documents at the left: how far each is, and how far everybody is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.model import Change, Document, State
from cadrage.gui import fonts
from cadrage.gui.kit import (
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
        self._filter = ""
        self.reload()

    def reload(self) -> None:
        """Read everything anew; the rows are patched in place where their documents are the same."""
        fresh = self._read()
        if [row.document.id for row in fresh] != [row.document.id for row in self._rows]:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
        elif fresh != self._rows:
            self._rows = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    def _read(self) -> list[DocumentRow]:
        project = self._session.project
        states, counts = self._states_and_counts()
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
            if wanted in document.title.casefold()
        ]

    def _states_and_counts(self) -> tuple[Mapping[int, State], Mapping[int, int]]:
        project = self._session.project
        coders = [coder.id for coder in self._session.shown_coders]
        return project.statuses.of_coder(self._session.me.id), project.codings.counts_by_document(coders=coders)

    def recount(self) -> None:
        """Read states and counts alone, which is all that coding changes, and patch the rows that differ."""
        states, counts = self._states_and_counts()
        for place, shown in enumerate(self._rows):
            number = shown.document.id
            state, codings = states.get(number, State.NONE), counts.get(number, 0)
            if (state, codings) != (shown.state, shown.codings):
                self._rows[place] = replace(shown, state=state, codings=codings)
                self.dataChanged.emit(self.index(place), self.index(place))

    def set_filter(self, text: str) -> None:
        self._filter = text.strip()
        self.reload()

    def row_of(self, document: int | None) -> int:
        """The document's row, -1 where it is not shown."""
        return next((place for place, found in enumerate(self._rows) if found.document.id == document), -1)

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
    """List, filter and progress. `import_requested()` from + and from the empty state."""

    import_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._documents = 0
        self._heading = PanelHeading("Documents", parent=self)
        self._filter_button = self._heading.add_tool("list-filter", "Filter documents by title")
        self._add_button = self._heading.add_tool("plus", "Import documents")
        self._add_button.setEnabled(session.project.writable)
        self._filter = SearchField("Filter documents", parent=self)
        self.list = List(TwoLineRow(), name="Documents", parent=self)
        self.model = DocumentsModel(session, self)
        self.list.setModel(self.model)
        self._empty = EmptyState(
            "No documents yet", "Drop articles or a folder here.", action="Import documents…", parent=self
        )
        self._progress = QVBoxLayout()
        self._progress.setSpacing(4)
        self._progress.setContentsMargins(14, 6, 14, 8)
        self._filter_box = Panel(row(self._filter, margins=(12, 0, 12, 6)), fill="window", parent=self)
        self._filter_box.hide()
        self._empty_box = Panel(column(self._empty, None, margins=(12, 4, 12, 8)), fill="window", parent=self)
        stack = (self._heading, self._filter_box, self._empty_box, (self.list, 1), self._progress)
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
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self._session.changed.connect(self._on_change)
        self._session.coder_changed.connect(self._refresh)
        self._session.shown_changed.connect(self._refresh)
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
        self._follow(self._session.document)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            document = self.model.document_at(current.row())
            if document != self._session.document:
                self._session.open_document(document)

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        if change.touches("document", "document_value", "coder", "variable"):
            self._refresh()
        elif change.touches("coding", "status"):
            self.model.recount()
            if change.touches("status"):
                self._show_progress(self._documents)

    @Slot()
    def _refresh(self) -> None:
        self.model.reload()
        self._documents = len(self._session.project.documents.all())
        self._heading.set_detail(str(self._documents))
        self._empty_box.setVisible(not self._documents)
        self.list.setVisible(bool(self._documents))
        self._show_progress(self._documents)
        self._follow(self._session.document)

    @Slot(object)
    def _follow(self, document: int | None) -> None:
        place = self.model.row_of(document)
        if place != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())

    def _show_progress(self, documents: int) -> None:
        while (item := self._progress.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        session = self._session
        coders = (session.me,) if session.blind else session.project.coders.all()
        for coder in coders[:_MOST_CODERS] if documents else ():
            done = list(session.project.statuses.of_coder(coder.id).values()).count(State.COMPLETE)
            line = _CoderProgress(coder.name, done, documents, mine=coder.id == session.me.id, parent=self)
            self._progress.addWidget(line)


class _CoderProgress(QWidget):
    """“Coder A ▬▬▬ 2 of 5”."""

    def __init__(self, name: str, done: int, total: int, *, mine: bool, parent: QWidget) -> None:
        super().__init__(parent)
        bar = ProgressLine("accent" if mine else "control", parent=self)
        bar.set_progress(done, total)
        who = Label(f"Coder {name}", "secondary", parent=self)
        who.setMaximumWidth(110)
        count = Label(f"{done} of {total}", "secondary", parent=self)
        count.setFont(fonts.figures(fonts.secondary()))
        self.setLayout(row(who, (bar, 1), count, space=8))
