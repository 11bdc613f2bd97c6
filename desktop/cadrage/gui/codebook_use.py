"""Who uses a code how often, and where: a row for each coder and for the documents with most of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Code, Coding, Span
from cadrage.gui.codebook_part import CodePart, left_codings
from cadrage.gui.kit import CodeRow, Label, List, RowRole, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import counted

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MOST_DOCUMENTS = 8
_HEIGHT = 24


@dataclass(frozen=True, slots=True)
class UseRow:
    """A name with a number; a document also with the first passage."""

    name: str
    count: int
    colour: str = ""
    document: int | None = None
    first: Span | None = None


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[UseRow] = ()

    def show(self, rows: Sequence[UseRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return shown.name
            case RowRole.COUNT:
                return shown.count
            case RowRole.CHIP:
                return shown.colour
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{shown.name}, {counted(shown.count, 'coding')}"
        return None


class _Rank(List):
    """A short list that is as high as its rows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(CodeRow(height=_HEIGHT), name=name, parent=parent)
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[UseRow]) -> None:
        self.rows.show(rows)
        self.setFixedHeight(_HEIGHT * len(rows))
        self.setVisible(bool(rows))


class CodeUses(CodePart):
    """The codings of a code by the shown coders; Enter or a double click opens a document at the first."""

    tables = ("code", "coding", "coder", "document")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.total = Label("", "secondary", parent=self)
        self.family = Label("", "muted", wrap=True, parent=self)
        self.coders = _Rank("Codings by coder", self)
        self.documents = _Rank("Documents with most codings", self)
        self._most = Label("Most in", "muted", parent=self)
        self.more = Label("", "muted", parent=self)
        self.coders.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.coders.setSelectionMode(List.SelectionMode.NoSelection)
        self.documents.setToolTip("Enter or a double click opens the document at the first coding")
        head = row(Label("Codings", "heading", parent=self), None, self.total)
        self.setLayout(column(head, self.family, self.coders, self._most, self.documents, self.more, space=4))
        self.documents.activated.connect(self._go)
        session.shown_changed.connect(self._count_again)
        session.coder_changed.connect(self._count_again)
        session.filter_changed.connect(self._count_again)

    @Slot()
    def _count_again(self) -> None:
        if self._follows():
            self.refresh()

    def fill(self, code: Code) -> None:
        shown = self._session.shown_coders
        found = left_codings(self._session, code.id, self._session.shown_ids)
        documents = len({coding.document for coding in found})
        self.total.setText(f"{len(found)} in {counted(documents, 'document')}" if found else "none yet")
        self._fill_family(code, len(found))
        by_coder = Counter(coding.coder for coding in found)
        several = len(shown) > 1
        self.coders.show_rows([UseRow(c.name, by_coder[c.id], c.colour) for c in shown] if several else [])
        ranked = self._ranked(found)
        self.documents.show_rows(ranked[:_MOST_DOCUMENTS])
        self._most.setVisible(bool(ranked))
        left = len(ranked) - _MOST_DOCUMENTS
        self.more.setText(f"and {counted(left, 'more document')}" if left > 0 else "")
        self.more.setVisible(left > 0)

    def _fill_family(self, code: Code, total: int) -> None:
        session = self._session
        whole = sum(session.counts_by_code(session.codebook.family(code.id)).values())
        hidden = len(session.project.coders.all()) > len(session.shown_ids)
        words = [
            f"{whole} with its sub-codes." if whole > total else "",
            "Other coders are hidden." if hidden else "",
            "Only what the filter leaves is counted." if session.filter.in_force else "",
        ]
        self.family.setText(" ".join(filter(None, words)))
        self.family.setVisible(bool(self.family.text()))

    def _ranked(self, found: Sequence[Coding]) -> list[UseRow]:
        """One row a document, those with most codings first, each with its first passage."""
        counts = Counter(coding.document for coding in found)
        first: dict[int, Span] = {}
        for coding in found:
            first.setdefault(coding.document, coding.span)
        return [
            UseRow(self._title(document), count, "", document, first[document])
            for document, count in counts.most_common()
        ]

    def _title(self, document: int) -> str:
        found = self._session.project.documents.get(document)
        return found.title if found else ""

    @Slot(QModelIndex)
    def _go(self, index: QModelIndex) -> None:
        shown = self.documents.rows.rows[index.row()]
        if shown.document is not None and shown.first is not None:
            self._session.reveal(shown.document, shown.first)
