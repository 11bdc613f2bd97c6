"""What replacing a document's text would do, as values that a Task makes and as the list that the view shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadrage.core.aligning import common
from cadrage.core.anchoring import Fate
from cadrage.core.errors import UserError
from cadrage.core.model import Span
from cadrage.gui.import_model import FileReading, read_file
from cadrage.gui.kit import RowRole
from cadrage.gui.session import Session
from cadrage.jobs import replacing
from cadrage.jobs.replacing import Item, Key, Kind, Material, Plan

Report = Callable[[int, int], None]
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ORDER = {Fate.LOST: 0, Fate.CHANGED: 1, Fate.MOVED: 2, Fate.KEPT: 3}
_ICONS = {
    Fate.LOST: ("circle-alert", "bad"),
    Fate.CHANGED: ("circle-dashed", "warn"),
    Fate.MOVED: ("circle-check", "good"),
    Fate.KEPT: ("check", "text3"),
}
_LONGEST_QUOTED = 300
_LONGEST_COMPARED = 4_000
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Compared:
    """What one Task made; `number` tells whether it is still wanted. `file` is None for a pasted text."""

    number: int
    plan: Plan
    file: FileReading | None = None
    article: int = 0


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file to take the text from, and how to read it."""

    path: Path
    encoding: str | None = None
    article: int = 0


def compare_file(number: int, material: Material, source: FileSource, report: Report) -> Compared:
    """Reads a file and lays its text against the document's. Raises UserError where there is no text in it."""
    file = read_file(source.path, source.encoding)
    if not file.articles:
        raise UserError(file.reason or "There is no article in this file.")
    article = min(source.article, len(file.articles) - 1)
    draft = file.articles[article].draft
    replacing.check(draft, material.document)
    return Compared(number, replacing.compare(material, draft, report), file, article)


def compare_typed(number: int, material: Material, text: str, report: Report) -> Compared:
    """Lays a pasted text against the document's."""
    draft = replacing.typed(text, material.document)
    return Compared(number, replacing.compare(material, draft, report))


def visible(items: Iterable[Item], coders: Iterable[int]) -> list[Item]:
    """The items that a person may see, what needs a look first: other coders' codings stay hidden."""
    shown = set(coders)
    found = [item for item in items if item.coder is None or item.coder in shown]
    return sorted(found, key=lambda item: (_ORDER[item.fate], item.anchored.likeness, item.old))


def to_look_at(item: Item) -> bool:
    """Whether a person should see it before the text is replaced."""
    return item.decided or item.fate in (Fate.LOST, Fate.CHANGED)


def state(item: Item) -> str:
    """What becomes of an item, in a few words."""
    if item.double:
        return "would double another coding"
    if item.fate is Fate.LOST:
        return "left off" if item.decided else "not found"
    if item.decided:
        return "put there by you"
    if item.fate is Fate.CHANGED:
        alike = item.anchored.likeness >= 1
        return "other spaces or signs" if alike else f"other words, {item.anchored.likeness:.0%} alike"
    return "same words" if item.fate is Fate.MOVED else "unchanged"


def summary(items: Sequence[Item]) -> str:
    """How many are unchanged, moved, changed and lost."""
    counts = {fate: sum(item.fate is fate for item in items) for fate in Fate}
    return (
        f"{counts[Fate.KEPT]:,} unchanged · {counts[Fate.MOVED]:,} moved"
        f" · {counts[Fate.CHANGED]:,} with other words · {counts[Fate.LOST]:,} not found"
    )


def name_of(item: Item, session: Session, material: Material) -> str:
    """“ESC-THR Threat of force”, “Example of ESC-THR”, “Not article: advert”."""
    if item.key[0] is Kind.REGION:
        kind = next((region.kind for region in material.regions if region.id == item.key[1]), "")
        return f"Not article: {kind}"
    code = session.project.codes.get(item.code or 0)
    if code is None:
        return ""
    if item.key[0] is Kind.EXAMPLE:
        return f"Example of {code.label}"
    return f"{code.short_id} {code.name}".strip()


def differing(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """The words of two passages that the other one does not have; none where they are very long."""
    if max(len(old), len(new)) > _LONGEST_COMPARED:
        return [], []
    ours, theirs = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    pairs = common([match.group() for match in ours], [match.group() for match in theirs])
    same, same_there = {place for place, _ in pairs}, {at for _, at in pairs}
    return (
        [Span(*match.span()) for place, match in enumerate(ours) if place not in same],
        [Span(*match.span()) for place, match in enumerate(theirs) if place not in same_there],
    )


class PassageList(QAbstractListModel):
    """Codings, examples and regions with what becomes of them."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plan: Plan | None = None
        self.items: list[Item] = []

    def show(self, plan: Plan | None, items: Sequence[Item]) -> None:
        """Other items; where they are the same ones, the list keeps its place."""
        same = [item.key for item in items] == [item.key for item in self.items]
        if not same:
            self.beginResetModel()
        self._plan, self.items = plan, list(items)
        if not same:
            self.endResetModel()
        elif self.items:
            self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))

    def row_of(self, key: Key | None) -> int:
        """The item's row, -1 where it is not shown."""
        return next((row for row, item in enumerate(self.items) if item.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._plan is None:
            return None
        item = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._name(item)
            case RowRole.SECOND:
                return self._quoted(item)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{self._name(item)}: {state(item)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._name(item)}, {state(item)}, {self._quoted(item)}"
            case RowRole.COUNT if item.fate is Fate.CHANGED and not item.decided:
                return f"{item.anchored.likeness:.0%}"
            case RowRole.ICON:
                return ("user", "accent") if item.decided else _ICONS[item.fate]
        return None

    def _name(self, item: Item) -> str:
        assert self._plan is not None
        name = name_of(item, self._session, self._plan.material)
        coders = self._session.shown_coders
        if item.coder is None or len(coders) < 2:
            return name
        return f"{name} · {next((coder.name for coder in coders if coder.id == item.coder), '')}"

    def _quoted(self, item: Item) -> str:
        assert self._plan is not None
        words = Span(item.old.start, min(item.old.end, item.old.start + _LONGEST_QUOTED))
        return f"“{' '.join(words.quotation(self._plan.material.body).split())}”"
