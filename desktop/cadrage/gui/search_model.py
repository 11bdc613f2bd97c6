"""The rows of the list of hits: documents with their counts, under each its hits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadrage.core.search import Hit
from cadrage.gui.search_review import Decision, State
from cadrage.gui.words import counted

Index = QModelIndex | QPersistentModelIndex
MOST = 10_000  # hits in the list; what there is beyond is counted
_NOWHERE = QModelIndex()
_BLANK = re.compile(r"\s+")
_SPOKEN = {State.OPEN: "open", State.ACCEPTED: "accepted", State.REJECTED: "rejected"}


class HitRole(IntEnum):
    HIT = Qt.ItemDataRole.UserRole + 80
    """Hit, or None in a document's row."""
    HEADING = Qt.ItemDataRole.UserRole + 81
    """DocumentRow, or None in a hit's row."""
    DECISION = Qt.ItemDataRole.UserRole + 82
    """Decision of a hit."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What stands above the hits of a document."""

    document: int
    title: str
    source: str
    hits: int


class HitsModel(QAbstractListModel):
    """Hits as they come, by document; `wanted` states only. `decided` knows each hit's decision."""

    def __init__(self, decided: Callable[[Hit], Decision], parent: QObject) -> None:
        super().__init__(parent)
        self._decided = decided
        self.hits: list[Hit] = []
        self._rows: list[DocumentRow | Hit] = []
        self._places: dict[object, int] = {}
        self._titles: Mapping[int, tuple[str, str]] = {}
        self.wanted: State | None = None

    def begin(self, titles: Mapping[int, tuple[str, str]]) -> None:
        """Nothing found yet; (title, source) of each document."""
        self.beginResetModel()
        self._titles = titles
        self.hits, self._rows, self._places = [], [], {}
        self.endResetModel()

    def append(self, hits: Sequence[Hit]) -> None:
        """More hits, of other documents than those before."""
        kept = hits[: MOST - len(self.hits)]
        self.hits += kept
        fresh = self._rows_of(kept)
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(_NOWHERE, first, first + len(fresh) - 1)
            self._put(fresh)
            self.endInsertRows()

    def want(self, state: State | None) -> None:
        """Show hits of this state only, or all."""
        self.wanted = state
        self.beginResetModel()
        self._rows, self._places = [], {}
        self._put(self._rows_of(self.hits))
        self.endResetModel()

    def _rows_of(self, hits: Iterable[Hit]) -> list[DocumentRow | Hit]:
        by_document: dict[int, list[Hit]] = {}
        for hit in hits:
            if self.wanted is None or self._decided(hit).state is self.wanted:
                by_document.setdefault(hit.document, []).append(hit)
        rows: list[DocumentRow | Hit] = []
        for document, found in by_document.items():
            title, source = self._titles.get(document, ("", ""))
            rows += [DocumentRow(document, title, source, len(found)), *found]
        return rows

    def _put(self, rows: Sequence[DocumentRow | Hit]) -> None:
        for place, row in enumerate(rows, start=len(self._rows)):
            if isinstance(row, Hit):
                self._places[row.place] = place
        self._rows += rows

    def tell_decided(self) -> None:
        """The decisions are others now."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # Finding rows.

    def hit_at(self, row: int) -> Hit | None:
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Hit) else None

    def row_of(self, hit: Hit) -> int | None:
        return self._places.get(hit.place)

    def next_hit(self, row: int, *, open_only: bool = False) -> int | None:
        """The first row behind `row` that has a hit, an undecided one where only these are asked for."""
        for place in range(row + 1, len(self._rows)):
            found = self._rows[place]
            if isinstance(found, Hit) and not (open_only and self._decided(found).state is not State.OPEN):
                return place
        return None

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Arrows leap over what is not enabled.
        return super().flags(index) if self.hit_at(index.row()) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == HitRole.HIT:
            return row if isinstance(row, Hit) else None
        if role == HitRole.HEADING:
            return row if isinstance(row, DocumentRow) else None
        if role == HitRole.DECISION and isinstance(row, Hit):
            return self._decided(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        return None

    def _words(self, row: DocumentRow | Hit, *, spoken: bool) -> str:
        if isinstance(row, DocumentRow):
            return f"{row.title}, {counted(row.hits, 'hit')}" if spoken else row.title
        line = one_line(f"{row.before}{row.quotation}{row.after}")
        return f"{_SPOKEN[self._decided(row).state]}: {line}" if spoken else line


def one_line(words: str) -> str:
    """White space run together: a hit is read across line ends."""
    return _BLANK.sub(" ", words)
