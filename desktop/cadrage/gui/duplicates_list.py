"""Pairs of documents that repeat each other, as a list: how much, which two, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadrage.core.model import Document
from cadrage.gui.kit import RowRole
from cadrage.jobs import duplicates
from cadrage.jobs.duplicates import Likeness
from cadrage.store.project import Project

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WORDS = {
    "": "not decided",
    "first": "the first is a duplicate",
    "second": "the second is a duplicate",
    "both": "both are kept",
}
_ICONS = {
    "": ("circle-dashed", "warn"),
    "first": ("circle-check", "good"),
    "second": ("circle-check", "good"),
    "both": ("check", "text3"),
}


class PairList(QAbstractListModel):
    """`pairs` as they are listed; what was decided is asked of the project."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._documents: Mapping[int, Document] = {}
        self._apart: frozenset[tuple[str, str]] = frozenset()
        self.pairs: list[Likeness] = []

    def show(self, pairs: Sequence[Likeness]) -> None:
        """Other pairs; those with a document that is gone are left out."""
        self._ask()
        self.beginResetModel()
        self.pairs = [pair for pair in pairs if self.decision(pair) != "gone"]
        self.endResetModel()

    def refresh(self) -> None:
        """The decisions as the project has them now."""
        self._ask()
        if self.pairs:
            self.dataChanged.emit(self.index(0), self.index(len(self.pairs) - 1))

    def _ask(self) -> None:
        self._documents = {document.id: document for document in self._project.documents.all()}
        self._apart = duplicates.apart(self._project)

    def decision(self, pair: Likeness) -> str:
        """What was decided: "first", "second", "both", or "" where nobody has; "gone" where a document is."""
        return duplicates.decision(self._documents, pair, self._apart)

    def title(self, document: int) -> str:
        found = self._documents.get(document)
        return found.title if found is not None else ""

    def open_from(self, place: int) -> int:
        """The next row after a place that waits for a decision, round the end; -1 where none does."""
        order = [*range(place + 1, len(self.pairs)), *range(place + 1)]
        return next((row for row in order if 0 <= row < len(self.pairs) and not self.decision(self.pairs[row])), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        pair = self.pairs[index.row()]
        first, second, decided = self.title(pair.first), self.title(pair.second), self.decision(pair)
        share = "same text" if pair.exact else f"{pair.containment:.0%}"
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return first
            case RowRole.SECOND:
                return second
            case RowRole.COUNT:
                return share
            case RowRole.ICON:
                return _ICONS.get(decided)
            case RowRole.MUTED:
                return bool(decided)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{first}\n{second}\n{share}, {WORDS.get(decided, '')}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{first} and {second}, {share}, {WORDS.get(decided, '')}"
        return None
