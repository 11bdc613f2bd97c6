"""The palette: type a few letters of a code and press Enter; it hovers just below the selected words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QStyleOptionViewItem, QWidget

from cadrage.core.codebook import Codebook
from cadrage.core.finding import Match, find_codes, label_and_name
from cadrage.gui import fonts, icons
from cadrage.gui.chooser import Chooser, Index, Rows
from cadrage.gui.kit import ElidedLabel, IconLabel, KeyBadge, Label, RowDelegate, row
from cadrage.gui.kit.painting import badge_width, draw_badge, draw_chip, draw_text

_ROW, _HEADING = 46, 28


@dataclass(frozen=True, slots=True)
class Heading:
    """A word between groups of rows; it cannot be chosen."""

    words: str


@dataclass(frozen=True, slots=True)
class NewCode:
    """The offer to make a code of what was typed."""

    name: str


Row = Match | Heading | NewCode


def rows_for(codebook: Codebook, query: str) -> list[Row]:
    """What the palette lists: codes by name, codes by rule, and the making of a new one."""
    by_name, by_rule = find_codes(codebook, query)
    found: list[Row] = list(by_name)
    if by_rule:
        found += [Heading("IN DEFINITIONS AND RULES"), *by_rule]
    name = query.strip()
    if name and not any(match.score == 0 for match in by_name):
        found += [Heading("NEW"), NewCode(name)]
    return found


class _Model(Rows):
    def words(self, value: object) -> str:
        if isinstance(value, Match):
            return label_and_name(value.node.code)
        return value.words if isinstance(value, Heading) else f"New code “{getattr(value, 'name', '')}” on these words…"

    def choosable(self, value: object) -> bool:
        return not isinstance(value, Heading)


class _Rows(RowDelegate):
    """Chip, id and name with what was typed marked; the brief definition or the rule below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(Qt.ItemDataRole.UserRole), Heading)
        return QSize(40, _HEADING if heading else _ROW)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        found = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(found, Heading):
            box = rect.adjusted(14, 4, -14, 0)
            draw_text(painter, box, found.words, fonts.group_heading(), "text2")
        elif isinstance(found, NewCode):
            icons.draw(painter, "plus", QRectF(rect.left() + 14, rect.center().y() - 8, 16, 16))
            box = QRectF(rect.left() + 38, rect.top(), rect.width() - 52, rect.height())
            draw_text(painter, box, str(index.data()), fonts.ui())
        elif isinstance(found, Match):
            self._paint_match(painter, rect, found, selected=selected)

    def _paint_match(self, painter: QPainter, rect: QRectF, match: Match, *, selected: bool) -> None:
        code = match.node.code
        right = rect.right() - 16
        if code.key:
            draw_badge(painter, right - badge_width(code.key), rect.center().y(), code.key)
            right -= badge_width(code.key) + 8
        below = match.rule or code.brief
        top = rect.top() + (4 if below else round((rect.height() - 20) / 2))
        draw_chip(painter, rect.left() + 16, top + 5, code.colour, 11)
        left = rect.left() + 38
        line = QRectF(left, top, right - left, 20)
        if code.short_id:
            line.setLeft(left + draw_text(painter, line, code.short_id, fonts.ui(13, fonts.SEMIBOLD)) + 9)
        self._paint_name(painter, line, code.name, match.marked)
        second = QRectF(left, rect.top() + 24, right - left, 18)
        draw_text(painter, second, below, fonts.secondary(), "text2" if selected else "text3")

    def _paint_name(self, painter: QPainter, line: QRectF, name: str, marked: tuple[int, int] | None) -> None:
        if marked is None:
            draw_text(painter, line, name, fonts.ui())
            return
        start, end = marked
        for words, strong in ((name[:start], False), (name[start:end], True), (name[end:], False)):
            font = fonts.ui(13, fonts.SEMIBOLD) if strong else fonts.ui()
            token = "accent" if strong else "text"
            line.setLeft(line.left() + draw_text(painter, line, words, font, token))  # type: ignore[arg-type]


class CodePalette(Chooser):
    """Asks for a code: `chosen(code, stay)`, or `new_wanted(name)` for one that is to be made.

    `highlighted(code)` while moving through the list, so that the inspector can show its rules. `detail` stands
    beside the words instead of their length; `once` leaves no way to take several codes.
    """

    chosen = Signal(int, bool)
    new_wanted = Signal(str)
    highlighted = Signal(int)

    def __init__(
        self, codebook: Codebook, words: str, *, detail: str = "", once: bool = False, parent: QWidget
    ) -> None:
        super().__init__(_Model(parent), _Rows(_ROW), "Type to find a code", parent=parent)
        self._codebook = codebook
        self.lay_out(self._head(words, detail), self._foot(once=once))
        self.typed.connect(self._search)
        self.taken.connect(self._choose)
        self.moved.connect(self._highlight)
        self._search("")

    def _head(self, words: str, detail: str) -> QBoxLayout:
        quoted = ElidedLabel(words, "muted", parent=self)
        quoted.setFont(fonts.quotation(14))
        length = "1 character" if len(words) == 1 else f"{len(words)} characters"
        counted = Label(detail or length, "muted", parent=self)
        return row(IconLabel("quote", "text3", 14, parent=self), (quoted, 1), counted, margins=(16, 8, 16, 8))

    def _foot(self, *, once: bool) -> QBoxLayout:
        keys = [("Enter", "apply")] if once else [("Enter", "apply"), ("Shift Enter", "apply, stay open")]
        shown = [(KeyBadge(key, self), Label(words, "secondary", parent=self), 8) for key, words in keys]
        return row(
            *(item for items in shown for item in items),
            None,
            KeyBadge("Esc", self),
            margins=(14, 7, 16, 7),
        )

    @Slot(str)
    def _search(self, query: str) -> None:
        rows = rows_for(self._codebook, query)
        codes = sum(isinstance(found, Match) for found in rows)
        self.show_rows(list(rows), "1 code" if codes == 1 else f"{codes} codes")

    @Slot(object)
    def _highlight(self, found: object) -> None:
        if isinstance(found, Match):
            self.highlighted.emit(found.node.code.id)

    @Slot(object, bool)
    def _choose(self, found: object, stay: bool) -> None:  # noqa: FBT001 (a slot)
        if isinstance(found, Match):
            self.chosen.emit(found.node.code.id, stay)
        elif isinstance(found, NewCode):
            self.close()
            self.new_wanted.emit(found.name)
