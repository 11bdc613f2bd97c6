"""Quotations in a list: those behind a cell, and those that stand for a code, in context and with their source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from cadrage.core.citing import cite, page_of, paragraph_of
from cadrage.core.model import Code, Span
from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.codings_excerpt import Excerpt, excerpt
from cadrage.gui.codings_paint import LINES, PITCH, paint_excerpt
from cadrage.gui.documents_panel import readable_date
from cadrage.gui.kit import List, RowDelegate
from cadrage.gui.kit.painting import RIGHT, draw_chip, draw_text
from cadrage.gui.theme import Token
from cadrage.gui.words import counted
from cadrage.store.project import Project

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 95
EXCERPT = Qt.ItemDataRole.UserRole + 96
_NOWHERE = QModelIndex()
_HEIGHT, _HEADING, _LINE = 18 + LINES * PITCH + 18 + 20, 38, 18


@dataclass(frozen=True, slots=True)
class Quotation:
    """A coding with its words and where they are from; `citation` is known where somebody has chosen it."""

    coding: int
    document: int
    span: Span
    code: Code
    coder: str
    source: str
    important: bool = False
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A code above its quotations."""

    code: Code
    quotations: int


Row = Quotation | Heading


class QuotationsModel(QAbstractListModel):
    """Texts are read as rows come into sight."""

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._rows: tuple[Row, ...] = ()
        self._excerpt = lru_cache(maxsize=256)(self._cut)

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self._excerpt.cache_clear()
        self.endResetModel()

    @property
    def quotations(self) -> list[Quotation]:
        return [row for row in self._rows if isinstance(row, Quotation)]

    def at(self, place: int) -> Row | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def first(self) -> int:
        """The place of the first quotation."""
        return next((at for at, row in enumerate(self._rows) if isinstance(row, Quotation)), -1)

    def _cut(self, document: int, span: Span) -> Excerpt:
        return excerpt(self._project.documents.body(document), span)

    # Overrides of Qt.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Arrows leap over what is not enabled.
        return super().flags(index) if isinstance(self.at(index.row()), Quotation) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.at(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == EXCERPT and isinstance(row, Quotation):
            return self._excerpt(row.document, row.span)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, Heading):
                return f"{row.code.label}, {counted(row.quotations, 'quotation')}"
            words = self._excerpt(row.document, row.span).quotation
            return f"{row.code.label}: “{words}” {row.source}, coded by {row.coder}"
        return None


class _Card(RowDelegate):
    """Code and coder, two lines of the words in context, the source; or the code that follows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_HEIGHT, parent)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        row = index.data(ROW)
        if isinstance(row, Heading):
            _paint_heading(painter, rect, row)
            return
        muted: Token = "text2" if selected else "text3"
        box = rect.adjusted(14, 6, -14, -8)
        head = QRectF(box.left(), box.top(), box.width(), _LINE)
        coder = draw_text(painter, head, row.coder, fonts.secondary(), muted, align=RIGHT)
        draw_chip(painter, head.left(), round(head.center().y() - 5), row.code.colour)
        label = head.adjusted(17, 0, -coder - 10, 0)
        width = draw_text(painter, label, row.code.label, fonts.heading(), "text2")
        if row.important:
            icons.draw(painter, "star", QRectF(label.left() + width + 7, head.top() + 2, 13, 13), "accent")
        words = QRectF(box.left(), head.bottom() + 2, box.width(), LINES * PITCH)
        paint_excerpt(painter, words, index.data(EXCERPT), row.code.colour, muted)
        below = QRectF(box.left(), words.bottom() + 2, box.width(), _LINE)
        draw_text(painter, below, row.source, fonts.secondary(), muted, elide=Qt.TextElideMode.ElideMiddle)
        painter.fillRect(QRectF(rect.left() + 14, rect.bottom() - 1, rect.width() - 28, 1), current().colour("border"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _HEADING if isinstance(index.data(ROW), Heading) else _HEIGHT)


def _paint_heading(painter: QPainter, rect: QRectF, heading: Heading) -> None:
    box = rect.adjusted(14, 8, -14, 0)
    draw_chip(painter, box.left(), round(box.center().y() - 5), heading.code.colour)
    box.setLeft(box.left() + 17)
    if heading.code.short_id:
        box.setLeft(box.left() + draw_text(painter, box, heading.code.short_id, fonts.heading(), "text2") + 7)
    draw_text(painter, box, heading.code.name, fonts.ui(13, fonts.SEMIBOLD))


class QuotationsList(List):
    """Enter or a double click: `opened(Quotation)`; Ctrl+C: `copy_wanted()`; Esc: `left()`."""

    opened = Signal(object)
    copy_wanted = Signal()
    left = Signal()

    def __init__(self, project: Project, name: str, parent: QWidget, *, fill: str = "surface") -> None:
        super().__init__(name=name, fill=fill, parent=parent)
        self.quotations = QuotationsModel(project, self)
        self.setItemDelegate(_Card(self))
        self.setModel(self.quotations)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.activated.connect(self._open)

    def show_rows(self, rows: Sequence[Row]) -> None:
        before = self.current()
        self.quotations.show(rows)
        same = [
            at for at, row in enumerate(rows) if isinstance(row, Quotation) and before and row.coding == before.coding
        ]
        place = same[0] if same else self.quotations.first()
        if place >= 0:
            self.setCurrentIndex(self.quotations.index(place))

    def current(self) -> Quotation | None:
        row = self.quotations.at(self.currentIndex().row())
        return row if isinstance(row, Quotation) else None

    def chosen(self) -> list[Quotation]:
        """Those that are chosen where there are several, else all of them."""
        places = sorted({index.row() for index in self.selectedIndexes()})
        rows = [self.quotations.at(place) for place in places]
        found = [row for row in rows if isinstance(row, Quotation)]
        return found if len(found) > 1 else self.quotations.quotations

    @Slot()
    def _open(self) -> None:
        found = self.current()
        if found is not None:
            self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {"]": 1, "[": -1}
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() in steps:
            self._step(steps[event.text()])
        else:
            super().keyPressEvent(event)

    def _step(self, direction: int) -> None:
        place = self.currentIndex().row() + direction
        while isinstance(self.quotations.at(place), Heading):
            place += direction
        if isinstance(self.quotations.at(place), Quotation):
            self.setCurrentIndex(self.quotations.index(place))


def read(project: Project, codings: Sequence[int]) -> list[Quotation]:
    """The quotations of these codings, in their order; what is gone meanwhile is left out."""
    found = {coding.id: coding for coding in project.codings.get(codings)}
    codes = {code.id: code for code in project.codes.all()}
    coders = {coder.id: coder.name for coder in project.coders.all()}
    titles = {document.id: document.title for document in project.documents.all()}
    facts = project.variables.of_documents()
    rows = []
    for each in codings:
        coding = found.get(each)
        if coding is not None and coding.code in codes:
            named = (facts.get((coding.document, name), "") for name in ("outlet", "published"))
            outlet, date = named
            source = " · ".join(part for part in (titles[coding.document], outlet, readable_date(date)) if part)
            code, coder = codes[coding.code], coders.get(coding.coder, "")
            rows.append(Quotation(each, coding.document, coding.span, code, coder, source, coding.important))
    return rows


def cited(project: Project, quotations: Sequence[Quotation]) -> str:
    """“words” (Outlet, date, title, page, paragraph), a line each."""
    facts = project.variables.of_documents()
    documents = {document.id: document for document in project.documents.all()}
    pages = project.texts.pages([documents[each.document].text_id for each in quotations])
    lines = []
    for each in quotations:
        if each.citation:
            lines.append(each.citation)
            continue
        document, body = documents[each.document], project.documents.body(each.document)
        outlet, date = (facts.get((each.document, name), "") for name in ("outlet", "published"))
        page = page_of(pages.get(document.text_id, ()), each.span.start)
        paragraph = paragraph_of(body, each.span.start)
        words = each.span.quotation(body)
        lines.append(cite(words, outlet, readable_date(date), document.title, paragraph, page))
    return "\n".join(lines)
