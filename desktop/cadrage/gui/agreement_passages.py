"""The passages on which coders differ, as cards in a list: the words, and what each coder chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextLine
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from cadrage.core.citing import paragraph_of
from cadrage.core.disagreement import Choice, Difference, Disagreement
from cadrage.core.model import Code, Coder, Span
from cadrage.core.offsets import Offsets
from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.code_paint import pattern_pen
from cadrage.gui.codings_excerpt import excerpt
from cadrage.gui.kit import RowDelegate
from cadrage.gui.kit.painting import RIGHT, draw_chip, draw_rounded, draw_text
from cadrage.gui.theme import code_colour, tint
from cadrage.store.project import Project

Index = QModelIndex | QPersistentModelIndex
PASSAGE = Qt.ItemDataRole.UserRole + 60
_NOWHERE = QModelIndex()
_KINDS = {
    Difference.MISSING: ("circle-dashed", "Missing"),
    Difference.OTHER_CODE: ("arrow-right-left", "Other code"),
    Difference.BOUNDARY: ("between-horizontal-start", "Boundary"),
}
_LINES, _PITCH, _HEAD, _CODER, _INSET = 3, 21, 32, 22, 12
_LONGEST_LINE = 300  # characters that are measured for the last line
_MOST_CODERS = 6  # shown on a card; the others are counted


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding in the excerpt, in its code points, and how its coder's line looks."""

    start: int
    end: int
    colour: str
    pattern: str
    lane: int


@dataclass(frozen=True, slots=True)
class CoderChoice:
    """One coder's line on a card: what they chose there, or nothing."""

    coder: str
    pattern: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A card: the kind of difference, where it stands, the words with the codings, each coder's choice."""

    found: Disagreement
    icon: str
    kind: str
    place: str
    words: str
    marks: tuple[Mark, ...]
    coders: tuple[CoderChoice, ...]

    @property
    def spoken(self) -> str:
        """For screen readers."""
        chosen = "; ".join(
            f"{each.coder}: {', '.join(code.label for code in each.codes) or 'no code here'}" for each in self.coders
        )
        return f"{self.kind}. {self.place}. {self.words}. {chosen}"


class PassagesModel(QAbstractListModel):
    """One row a passage. Texts are read as rows come into sight."""

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._rows: tuple[Disagreement, ...] = ()
        self._codes: Mapping[int, Code] = {}
        self._coders: Mapping[str, Coder] = {}
        self._titles: Mapping[int, str] = {}
        self._card = lru_cache(maxsize=256)(self._made)

    def show(self, rows: Sequence[Disagreement]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self._codes = {code.id: code for code in self._project.codes.all()}
        self._coders = {coder.name: coder for coder in self._project.coders.all()}
        self._titles = {document.id: document.title for document in self._project.documents.all()}
        self._card.cache_clear()
        self.endResetModel()

    @property
    def most_coders(self) -> int:
        return min(max((len(row.choices) for row in self._rows), default=2), _MOST_CODERS)

    def at(self, place: int) -> Disagreement | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _made(self, place: int) -> Passage:
        row = self._rows[place]
        body = self._project.documents.body(row.document)
        found = excerpt(body, row.span)
        icon, kind = _KINDS[row.kind]
        where = f"{self._titles.get(row.document, '')}, para. {paragraph_of(body, row.span.start)}"
        marks = self._marks(row, found.start)
        return Passage(row, icon, kind, where, found.words, marks, tuple(map(self._choice, row.choices.items())))

    def _choice(self, item: tuple[str, tuple[Choice, ...]]) -> CoderChoice:
        coder, choices = item
        codes = {choice.code: self._codes[choice.code] for choice in choices if choice.code in self._codes}
        known = self._coders.get(coder)
        return CoderChoice(coder, known.pattern if known else "solid", tuple(codes.values()))

    def _marks(self, row: Disagreement, start: int) -> tuple[Mark, ...]:
        """A lane for each coder who coded there."""
        shift = start - row.span.start
        marks: list[Mark] = []
        lane = 0
        for coder, choices in row.choices.items():
            known = self._coders.get(coder)
            for choice in choices:
                code = self._codes.get(choice.code)
                span = Span(choice.span.start + shift, choice.span.end + shift)
                pattern = known.pattern if known else "solid"
                marks.append(Mark(span.start, span.end, code.colour if code else "", pattern, lane))
            lane += bool(choices)
        return tuple(marks)

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == PASSAGE:
            return self._card(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._card(index.row()).spoken
        return None


class PassageCard(RowDelegate):
    """Kind and place, three lines of words, a line for each coder; the chosen one has an accent edge."""

    def __init__(self, model: PassagesModel, parent: QWidget | None = None) -> None:
        super().__init__(0, parent)
        self._model = model

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        passage: Passage = index.data(PASSAGE)
        box, theme = rect.adjusted(8, 4, -8, -4), current()
        draw_rounded(painter, box, theme.colour("surface"), theme.colour("accent" if selected else "border"), radius=8)
        inner = box.adjusted(_INSET, 8, -_INSET, -8)
        icons.draw(painter, passage.icon, QRectF(inner.left(), inner.top() + 1, 14, 14), "text2")
        head = QRectF(inner.left() + 22, inner.top() - 1, inner.width() - 22, 18)
        width = draw_text(painter, head, passage.kind, fonts.heading(), "text2")
        middle = Qt.TextElideMode.ElideMiddle
        room = head.adjusted(width + 12, 0, 0, 0)
        draw_text(painter, room, passage.place, fonts.secondary(), "text2", align=RIGHT, elide=middle)
        words = QRectF(inner.left(), inner.top() + _HEAD - 8, inner.width(), _LINES * _PITCH)
        _paint_words(painter, words, passage)
        for number, choice in enumerate(passage.coders[:_MOST_CODERS]):
            line = QRectF(inner.left(), words.bottom() + 6 + number * _CODER, inner.width(), _CODER)
            _paint_choice(painter, line, choice)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 8 + 16 + _HEAD - 8 + _LINES * _PITCH + 6 + self._model.most_coders * _CODER)


def _paint_choice(painter: QPainter, line: QRectF, choice: CoderChoice) -> None:
    middle = round(line.center().y())
    ink = code_colour(current(), choice.codes[0].colour) if choice.codes else current().colour("control")
    painter.setPen(pattern_pen(ink, choice.pattern, 2))
    painter.drawLine(QPointF(line.left(), middle), QPointF(line.left() + 24, middle))
    draw_text(painter, QRectF(line.left() + 32, line.top(), 64, line.height()), choice.coder, fonts.ui(12), "text")
    left = line.left() + 102
    if not choice.codes:
        box = QRectF(left, line.top(), line.right() - left, line.height())
        draw_text(painter, box, "no code here", fonts.secondary(), "text2")
    for code in choice.codes:
        draw_chip(painter, left, middle - 5, code.colour)
        box = QRectF(left + 16, line.top(), line.right() - left - 16, line.height())
        width = draw_text(painter, box, code.label, fonts.heading(), "text")
        if code.short_id and len(choice.codes) == 1:
            rest = box.adjusted(width + 7, 0, 0, 0)
            draw_text(painter, rest, code.name, fonts.ui(12), "text2")
        left += width + 32


def _paint_words(painter: QPainter, rect: QRectF, passage: Passage) -> None:
    """Tints and underlines below, the words above; what does not fit ends in an ellipsis."""
    offsets = Offsets(passage.words)
    layout, lines = _laid_out(passage.words, rect.width())
    for line in lines:
        for mark in passage.marks:
            _paint_mark(painter, rect.topLeft(), line, mark, offsets)
    painter.setPen(current().colour("text"))
    layout.draw(painter, rect.topLeft())


def _paint_mark(painter: QPainter, origin: QPointF, line: QTextLine, mark: Mark, offsets: Offsets) -> None:
    first = max(offsets.to_qt(mark.start), line.textStart())
    last = min(offsets.to_qt(mark.end), line.textStart() + line.textLength())
    if first >= last:
        return
    edges = sorted(line.cursorToX(position)[0] for position in (first, last))  # type: ignore[index]
    edges[1] = min(edges[1], line.naturalTextWidth())
    left, right, top = origin.x() + edges[0], origin.x() + edges[1], origin.y() + line.y()
    painter.fillRect(QRectF(left, top, right - left, _PITCH - 2), tint(current(), mark.colour))
    y = round(top + line.ascent() + 3) + 2.5 * min(mark.lane, 2) + 1
    painter.setPen(pattern_pen(code_colour(current(), mark.colour), mark.pattern, 2))
    painter.drawLine(QPointF(left, y), QPointF(right, y))


def _laid_out(words: str, width: float) -> tuple[QTextLayout, list[QTextLine]]:
    """At most three lines; the last ends in an ellipsis where the words go on."""
    font, offsets = fonts.quotation(14), Offsets(words)
    layout = QTextLayout(words, font)
    lines = _broken(layout, width)
    if lines and offsets.from_qt(lines[-1].textStart() + lines[-1].textLength()) < len(words):
        begin = offsets.from_qt(lines[-1].textStart())
        rest = words[begin : begin + _LONGEST_LINE]
        rest = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        layout = QTextLayout(words[:begin] + rest, font)
        lines = _broken(layout, width)
    return layout, lines


def _broken(layout: QTextLayout, width: float) -> list[QTextLine]:
    lines: list[QTextLine] = []
    layout.beginLayout()
    while len(lines) < _LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, _PITCH * len(lines)))
        lines.append(line)
    layout.endLayout()
    return lines
