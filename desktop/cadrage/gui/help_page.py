"""One page of the handbook as it is read: Markdown in the program's type, in a column of a width that suits the eye."""

from __future__ import annotations

import re

from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.kit import Ring

COLUMN = 680
_HEADINGS = {1: (24, 0, 10), 2: (18, 24, 6), 3: (15, 18, 4)}
# The page is ground, not a field: without the edge that text fields have.
_BARE = "QTextBrowser, QTextBrowser:focus { border: 0; padding: 0; border-radius: 0; background: transparent; }"


class Reader(QTextBrowser):
    """A page in the program's type, in a column that can be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("Handbook page")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setStyleSheet(_BARE)
        self.document().setDocumentMargin(0)
        Ring(self)

    def show_markdown(self, markdown: str, below: str = "") -> None:
        """A page; `below` follows it as it is, in a fixed pitch, however long."""
        self.document().setDefaultFont(fonts.serif(16))
        self.setMarkdown(markdown)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # laid out once: a long table takes seconds if it is done for each cell
        block = self.document().begin()
        while block.isValid():
            _dress(block)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _rule(frame)
        if below:
            whole.movePosition(QTextCursor.MoveOperation.End)
            whole.insertBlock(QTextBlockFormat(), _fixed(13))
            whole.insertText(below)
        whole.endEditBlock()
        self._keep_column()

    def scroll_to_heading(self, anchor: str) -> None:
        """Links say `#keys-while-coding` for the heading “Keys while coding”."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and _anchor(block.text()) == anchor:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - 12)
                return
            block = block.next()

    def mark(self, words: str) -> None:
        """Shows where the words stand, and goes to the first place."""
        found = []
        cursor = self.document().find(words) if words else QTextCursor()
        if words and not cursor.isNull():
            self.setTextCursor(QTextCursor(cursor.block()))
            self.ensureCursorVisible()
        while words and not cursor.isNull():
            place = QTextEdit.ExtraSelection()
            place.cursor = cursor
            place.format.setBackground(current().colour("warn_soft"))
            found.append(place)
            cursor = self.document().find(words, cursor)
        self.setExtraSelections(found)

    def _keep_column(self) -> None:
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        side = max(32.0, (self.viewport().width() - COLUMN) / 2)
        shape.setLeftMargin(side)
        shape.setRightMargin(side)
        shape.setTopMargin(28)
        shape.setBottomMargin(40)
        frame.setFrameFormat(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_column()


def _anchor(heading: str) -> str:
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def _dress(block: QTextBlock) -> None:
    """One block in the program's type: headings in the sans, the rest in the serif with room between the lines."""
    level = block.blockFormat().headingLevel()
    cursor = QTextCursor(block)
    shape = QTextBlockFormat()
    in_table = cursor.currentTable() is not None
    in_code = _is_code(block)
    if in_code:
        size = 13
        shape.setBackground(current().colour("sunken"))
        shape.setBottomMargin(0 if _is_code(block.next()) else 14)
    elif level:
        size, above, below = _HEADINGS.get(level, _HEADINGS[3])
        shape.setTopMargin(above)
        shape.setBottomMargin(below)
    else:
        size = 14 if in_table else 16
        shape.setLineHeight(115.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(0)
        shape.setBottomMargin(0 if in_table else 4 if block.textList() else 10)
    cursor.mergeBlockFormat(shape)
    iterator = block.begin()
    pieces = []
    while not iterator.atEnd():
        piece = iterator.fragment()
        pieces.append((piece.position(), piece.length(), piece.charFormat()))
        iterator += 1
    for position, length, before in pieces:
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        if in_code:
            cursor.mergeCharFormat(_fixed(size))
        else:
            cursor.setCharFormat(_letters(before, size, heading=bool(level), sans=bool(level) or in_table))


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _rule(table: QTextTable) -> None:
    """Hairlines instead of Qt's double edges."""
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderBrush(current().colour("strong"))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(8)
    shape.setBottomMargin(14)
    table.setFormat(shape)


def _fixed(size: int) -> QTextCharFormat:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(size)
    letters = QTextCharFormat()
    letters.setFont(font)
    letters.setForeground(current().colour("text"))
    return letters


def _letters(before: QTextCharFormat, size: int, *, heading: bool, sans: bool) -> QTextCharFormat:
    theme = current()
    strong = heading or before.fontWeight() > fonts.MEDIUM
    weight = fonts.SEMIBOLD if strong else fonts.REGULAR
    letters = QTextCharFormat(before)
    # Markdown headings carry a step of size of their own, which would be added.
    letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    ink: QColor = theme.colour("text")
    if before.fontFixedPitch():
        letters.setFont(fonts.ui(size - 2, weight))
        letters.setFontFixedPitch(False)
        letters.setBackground(theme.colour("sunken"))
    elif sans:
        letters.setFont(fonts.ui(size, weight))
    else:
        letters.setFont(fonts.serif(size, weight, italic=before.fontItalic()))
    if before.isAnchor():
        ink = theme.colour("accent")
        letters.setFontUnderline(True)
    letters.setForeground(ink)
    return letters
