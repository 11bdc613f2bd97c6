"""The list of hits as it is drawn, key words in context, and its keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from cadrage.core.model import Code
from cadrage.core.search import Hit
from cadrage.gui import fonts, icons
from cadrage.gui.kit import List, RowDelegate
from cadrage.gui.kit.painting import RIGHT, draw_chip, draw_text
from cadrage.gui.search_model import DocumentRow, HitRole, HitsModel, Index, one_line
from cadrage.gui.search_review import Decision, State
from cadrage.gui.theme import Token

_HEIGHT = 30  # of all rows: Qt would measure each of ten thousand else
_CODE = 110  # pixels for the code that a hit was accepted as
_MARKS: dict[State, tuple[str, Token]] = {
    State.OPEN: ("circle", "control"),
    State.ACCEPTED: ("circle-check", "good"),
    State.REJECTED: ("x", "text3"),
}
_BEFORE_SHARE = 0.42  # of the room, for what stands before the hit
_GAP = 5


class HitRow(RowDelegate):
    """A hit between what stands before and behind it, hits below each other; or the document that follows."""

    def __init__(self, code_of: Callable[[int], Code | None], parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._code_of = code_of

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        heading = index.data(HitRole.HEADING)
        if isinstance(heading, DocumentRow):
            _paint_heading(painter, rect, heading)
            return
        hit, decision = index.data(HitRole.HIT), index.data(HitRole.DECISION)
        icon, token = _MARKS[decision.state]
        icons.draw(painter, icon, QRectF(rect.left() + 14, round(rect.center().y() - 7), 14, 14), token)
        room = rect.adjusted(38, 0, -12, 0)
        self._paint_decision(painter, QRectF(room.right() - _CODE, rect.top(), _CODE, rect.height()), hit, decision)
        room.setRight(room.right() - _CODE - 8)
        _paint_context(painter, room, hit, muted="text2" if selected else "text3", quiet=_quiet(hit, decision))

    def _paint_decision(self, painter: QPainter, box: QRectF, hit: Hit, decision: Decision) -> None:
        code = self._code_of(decision.code) if decision.code is not None else None
        if code is not None:
            draw_chip(painter, box.left(), round(box.center().y() - 5), code.colour)
            draw_text(painter, box.adjusted(17, 0, 0, 0), code.label, fonts.secondary(), "text2")
        elif hit.not_article:
            draw_text(painter, box, "not article", fonts.secondary(), "text3")


def _quiet(hit: Hit, decision: Decision) -> bool:
    return hit.not_article or decision.state is State.REJECTED


def _paint_heading(painter: QPainter, rect: QRectF, heading: DocumentRow) -> None:
    box = rect.adjusted(14, 6, -14, 0)
    counts = draw_text(painter, box, f"{heading.hits:,}", fonts.figures(fonts.secondary()), "text3", align=RIGHT)
    box.setRight(box.right() - counts - 12)
    source = min(box.width() / 3, QFontMetricsF(fonts.secondary()).horizontalAdvance(heading.source))
    title = box.adjusted(0, 0, -source - 10, 0)
    used = draw_text(painter, title, heading.title, fonts.ui(13, fonts.SEMIBOLD))
    beside = QRectF(box.left() + used + 10, box.top(), source + 1, box.height())
    draw_text(painter, beside, heading.source, fonts.secondary(), "text3")


def _paint_context(painter: QPainter, room: QRectF, hit: Hit, *, muted: Token, quiet: bool) -> None:
    turned = _runs_left(hit.quotation)
    ends = (Qt.TextElideMode.ElideLeft, Qt.TextElideMode.ElideRight)
    beside = (one_line(hit.before), one_line(hit.after))
    sides = list(zip(beside, ends, strict=True))
    (left, cut_left), (right, cut_right) = reversed(sides) if turned else sides
    font, strong = fonts.quotation(14), fonts.quotation(14)
    strong.setWeight(QFont.Weight.DemiBold)
    middle = room.left() + room.width() * _BEFORE_SHARE
    near_left, near_right = (left[:1], right[-1:]) if turned else (left[-1:], right[:1])
    gap = _GAP if near_left.isspace() else 0
    before = QRectF(room.left(), room.top(), middle - room.left() - gap, room.height())
    draw_text(painter, before, left.strip(), font, muted, align=RIGHT, elide=cut_left)
    at = QRectF(middle, room.top(), room.right() - middle, room.height())
    width = draw_text(painter, at, one_line(hit.quotation), strong, "text2" if quiet else "text")
    behind = at.adjusted(width + (_GAP if near_right.isspace() else 0), 0, 0, 0)
    if behind.width() > 0:
        draw_text(painter, behind, right.strip(), font, muted, elide=cut_right)


def _runs_left(words: str) -> bool:
    """Whether the words are read from right to left: what stands before them is then drawn at their right."""
    strong = (unicodedata.bidirectional(sign) for sign in words)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


class HitList(List):
    """`opened()` with Enter or a double click, `key_pressed(str)` with A, R, U or a number."""

    opened = Signal()
    key_pressed = Signal(str)

    def __init__(self, model: HitsModel, code_of: Callable[[int], Code | None], parent: QWidget | None = None) -> None:
        super().__init__(HitRow(code_of), name="Hits", fill="surface", parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        self._model = model
        self.activated.connect(self._open)

    @Slot()
    def _open(self) -> None:
        self.opened.emit()

    def current(self) -> Hit | None:
        return self._model.hit_at(self.currentIndex().row())

    def chosen(self) -> list[Hit]:
        """The selected hits, else the one that has the keyboard."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        hits = [hit for hit in map(self._model.hit_at, rows) if hit is not None]
        current = self.current()
        return hits or ([current] if current is not None else [])

    def go_to(self, row: int | None) -> None:
        if row is not None:
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        letter = "R" if event.key() == Qt.Key.Key_Delete else event.text().upper()
        if plain and letter and letter in "ARU123456789":
            self.key_pressed.emit(letter)
            return
        super().keyPressEvent(event)
