"""The list of what can be asked and of who speaks: variables by what they describe, then actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from cadrage.core.model import Scope, Variable, VariableKind
from cadrage.core.variables import Actor
from cadrage.gui import fonts, icons
from cadrage.gui.kit import RowDelegate
from cadrage.gui.kit.painting import RIGHT, draw_text
from cadrage.gui.session import Session
from cadrage.gui.theme import Token

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NO_ALIASES: Mapping[int, tuple[str, ...]] = {}
SCOPES: Mapping[Scope, str] = {
    Scope.CODING: "Attributes of codings",
    Scope.JUDGEMENT: "Judgements of documents",
    Scope.DOCUMENT: "Facts of documents",
}
KINDS: Mapping[VariableKind, str] = {
    VariableKind.CHOICE: "choice",
    VariableKind.ORDINAL: "ordered choice",
    VariableKind.TEXT: "text",
    VariableKind.ACTOR: "actor",
    VariableKind.NUMBER: "number",
    VariableKind.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class Key:
    """What a row stands for: a variable or an actor by its id."""

    what: str
    id: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A row; without a key a heading."""

    words: str
    detail: str = ""
    key: Key | None = None
    muted: bool = False
    wrong: bool = False

    @property
    def said(self) -> str:
        parts = [self.words, self.detail, "some values do not fit" if self.wrong else ""]
        return ", ".join(part for part in (*parts, "removed" if self.muted else "") if part)


class Entries(QAbstractListModel):
    """Rows as they are now, under UserRole; narrowed by words."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._filter = ""
        self.rows: list[Entry] = []

    def read(self) -> None:
        found = list(self._all())
        if found != self.rows:
            self.beginResetModel()
            self.rows = found
            self.endResetModel()

    def narrow(self, words: str) -> None:
        self._filter = words.strip().casefold()
        self.read()

    def place(self, key: Key | None) -> QModelIndex:
        for place, entry in enumerate(self.rows):
            if key is not None and entry.key == key:
                return self.index(place)
        return QModelIndex()

    def keys(self) -> list[Key]:
        return [entry.key for entry in self.rows if entry.key is not None]

    def _all(self) -> Iterator[Entry]:
        variables, actors = self._session.project.variables, self._session.project.actors
        coders = [coder.id for coder in self._session.shown_coders]
        for scope, words in SCOPES.items():
            rows = [
                _variable(each, wrong=bool(variables.misfits(each, coders=coders))) for each in variables.all(scope)
            ]
            yield from self._group(words, rows)
        uses = actors.uses(coders=coders)
        names = {actor.id: actor.aliases for actor in actors.all()}
        rows = [_actor(actor, uses.get(actor.guid, 0)) for actor in actors.all()]
        yield from self._group("Actors", rows, names)
        gone = [_variable(each, muted=True) for each in variables.all(retired=True)]
        yield from self._group("Removed", [*gone, *(_actor(each, 0, muted=True) for each in actors.all(retired=True))])

    def _group(
        self, words: str, rows: list[Entry], aliases: Mapping[int, tuple[str, ...]] = _NO_ALIASES
    ) -> Iterator[Entry]:
        """The rows that hold what is looked for, under their heading."""
        found = []
        for entry in rows:
            names = (entry.words, *(aliases.get(entry.key.id, ()) if entry.key else ()))
            if any(self._filter in name.casefold() for name in names):
                found.append(entry)
        if found:
            yield Entry(words, str(len(rows)))
            yield from found

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].key is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.said
        return None


def _variable(variable: Variable, *, muted: bool = False, wrong: bool = False) -> Entry:
    return Entry(variable.label or variable.name, KINDS[variable.kind], Key("variable", variable.id), muted, wrong)


def _actor(actor: Actor, uses: int, *, muted: bool = False) -> Entry:
    return Entry(actor.name, "actor" if muted else str(uses), Key("actor", actor.id), muted)


class EntryRow(RowDelegate):
    """Name, kind or count at the right; a heading stands apart from what is above."""

    def __init__(self) -> None:
        super().__init__(26)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(Qt.ItemDataRole.UserRole)
        return QSize(40, 26 if isinstance(entry, Entry) and entry.key is not None else 34)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry):
            return
        if entry.key is None:
            line = QRectF(rect.left() + 14, rect.top() + 8, rect.width() - 28, rect.height() - 8)
            width = draw_text(painter, line, entry.words, fonts.heading(), "text2")
            draw_text(painter, line.adjusted(width + 7, 0, 0, 0), entry.detail, fonts.secondary(), "text3")
            return
        muted: Token = "text2" if selected else "text3"
        line = QRectF(rect.left() + 20, rect.top(), rect.width() - 36, rect.height())
        if entry.wrong:
            icons.draw(
                painter, "triangle-alert", QRectF(line.right() - 13, round(line.center().y() - 6.5), 13, 13), "warn"
            )
            line.setRight(line.right() - 19)
        taken = draw_text(painter, line, entry.detail, fonts.secondary(), muted, align=RIGHT)
        line.setRight(line.right() - min(taken, line.width() / 2) - 8)
        weight = fonts.MEDIUM if selected else fonts.REGULAR
        draw_text(painter, line, entry.words, fonts.ui(13, weight), muted if entry.muted else "text")
