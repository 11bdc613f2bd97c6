"""The setting of the article in its view: font and size, the reading column, paragraphs laid out when needed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, Signal, Slot
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.margin import Margin
from cadrage.gui.reading import LARGEST, SMALLEST, USUAL_SIZE, Reading
from cadrage.gui.text_layout import ArticleLayout, Column, IdleLayout
from cadrage.gui.visible_text import VisibleLine, lines_of


class Typesetting(QObject):
    """Owns the Qt document of a view. `size_changed(int)` when the user reads in another size."""

    size_changed = Signal(int)

    def __init__(self, view: QPlainTextEdit) -> None:
        super().__init__(view)
        self._view = view
        self.reading = Reading()
        self._document = QTextDocument(view)
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        self._layout = ArticleLayout(self._document)
        self._document.setDocumentLayout(self._layout)
        view.setDocument(self._document)
        self._idle = IdleLayout(self._layout)
        self._seen: tuple[tuple[float, ...], int, list[VisibleLine]] = ((), -1, [])
        self._layout.documentSizeChanged.connect(self.set_page_step)
        view.setFont(fonts.reading(self.size))

    @property
    def size(self) -> int:
        return self.reading.size

    @property
    def pitch(self) -> float:
        return self._layout.pitch

    def set_text(self, text: str) -> None:
        """Shows a text with its longest paragraphs cut, from its top."""
        self._view.setPlainText(text)
        # Qt lays a text of one paragraph out by itself, in its own way.
        self._document.begin().clearLayout()
        self._layout.turn += 1
        self._idle.restart()

    def set_reading(self, reading: Reading) -> None:
        """Another size, typeface, spacing or width; the line at the top stays there."""
        before, self.reading = self.reading, reading
        if replace(reading, snapping=before.snapping) == before:
            return
        top = self._view.firstVisibleBlock().position()
        self._layout.set_size(reading.size, reading.spacing)
        self._view.setFont(fonts.reading(reading.size, sans=reading.sans))
        self.fit()
        self._lay_out_again()
        self._view.verticalScrollBar().setValue(self.line_number(top))
        if reading.size != before.size:
            self.size_changed.emit(reading.size)

    def set_size(self, size: int | None) -> None:
        """None is the size that the article has by default."""
        wanted = USUAL_SIZE if size is None else min(max(size, SMALLEST), LARGEST)
        self.set_reading(replace(self.reading, size=wanted))

    def _lay_out_again(self) -> None:
        self._layout.forget()
        self._layout.flush()
        self._idle.restart()

    def fit(self) -> Column:
        """The reading column for the view's width; what is left and right of it is the viewport's margins."""
        bar = self._view.verticalScrollBar()
        # Its room is kept when it is not there: the text must not be broken anew when it comes and goes.
        width = bar.sizeHint().width()
        column = Column(
            self._view.width() - width, self._view.font(), self.reading.characters, names=self.reading.names
        )
        # The bar itself is never hidden: Qt hides what it stands in.
        holder = bar.parentWidget()
        shown = holder is not None and not holder.isHidden()
        right = column.right + (0 if shown else width)
        margins = self._view.viewportMargins()
        if (margins.left(), margins.right()) != (column.left, right):
            self._view.setViewportMargins(column.left, 0, right, 0)
        return column

    def place(self, margin: Margin) -> None:
        """Puts the margin beside the text."""
        column = self.fit()
        text = self._view.viewport().geometry()
        margin.setGeometry(text.right() + 1, text.top(), column.margin, text.height())
        margin.show_names(shown=self.reading.names)

    def take_width(self) -> bool:
        """Lays out for the viewport's width from now on; False if it is the same as before."""
        width = self._view.viewport().width()
        if width == self._layout.width:
            return False
        self._layout.set_width(width)
        self._idle.restart()
        return True

    def postpone(self) -> None:
        """The user is at work: what is not in sight can wait."""
        self._idle.postpone()

    def line_number(self, position: int) -> int:
        """The scroll bar's value that brings the line of a position (in Qt's units) to the top."""
        block = self._document.findBlock(position)
        self._layout.blockBoundingRect(block)
        self._layout.flush()
        line = block.layout().lineForTextPosition(position - block.position())
        return block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)

    def reveal(self, position: int, lines: list[VisibleLine], *, at_top: bool = False) -> None:
        """Scrolls to a position (in Qt's units), a third from the top or at it, unless its line is in sight."""
        height = self._view.viewport().height()
        if not any(line.start <= position < line.end and 0 <= line.top < height - line.height for line in lines):
            number = self.line_number(position)
            above = 0 if at_top else int(height / self.pitch / 3)
            self._view.verticalScrollBar().setValue(number - above)

    def in_sight(self) -> list[VisibleLine]:
        """All lines that are seen; asked for many times before they change."""
        view = self._view
        block = view.firstVisibleBlock()
        if not block.isValid():
            return []
        origin = view.blockBoundingGeometry(block).translated(view.contentOffset()).topLeft()
        bottom = view.viewport().height()
        place = (block.blockNumber(), origin.x(), origin.y(), bottom)
        if self._seen[:2] != (place, self._layout.turn):
            lines = self._lines(block, origin, 0, bottom)
            self._seen = (place, self._layout.turn, lines)
        return self._seen[2]

    def _lines(self, block: QTextBlock, origin: QPointF, top: float, bottom: float) -> list[VisibleLine]:
        y = origin.y()
        found: list[VisibleLine] = []
        while block.isValid() and y <= bottom:
            height = self._layout.blockBoundingRect(block).height()
            if y + height >= top:
                found.extend(lines_of(block, QPointF(origin.x(), y), (top, bottom)))
            y += height
            block = block.next()
        return found

    def cluster(self, position: int, *, forward: bool) -> int:
        """The next place (in Qt's units) where a caret may stand, between whole characters."""
        block = self._document.findBlock(position)
        layout, inside = block.layout(), position - block.position()
        if layout.isValidCursorPosition(inside):
            return position
        moved = layout.nextCursorPosition(inside) if forward else layout.previousCursorPosition(inside)
        return block.position() + moved

    def mute(self, ranges: list[tuple[int, int]]) -> None:
        """Writes what is not article in the muted ink."""
        muted = QTextCharFormat()
        muted.setForeground(current().colour("text3"))
        selections = []
        for start, end in ranges:
            selection = QTextEdit.ExtraSelection()
            selection.format = muted
            cursor = QTextCursor(self._document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selections.append(selection)
        self._view.setExtraSelections(selections)

    @Slot()
    def set_page_step(self) -> None:
        """Qt counts the lines that fit at the text's end: where many are empty, a page would skip some."""
        lines = int(self._view.viewport().height() / self._layout.pitch)
        self._view.verticalScrollBar().setPageStep(max(1, lines - 1))
