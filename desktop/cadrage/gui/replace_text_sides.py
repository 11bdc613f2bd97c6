"""The old and the new text side by side, each at the passage that is being looked at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from cadrage.core.model import Span
from cadrage.gui import fonts
from cadrage.gui.appearance import appearance, current
from cadrage.gui.kit import Label, Panel, PanelHeading, column, row
from cadrage.gui.text_layout_copy import CopyOffsets, ViewCopy
from cadrage.gui.theme import Token

_PASSAGE: Token = "accent_soft"
_DIFFERENT: Token = "warn_soft"


class TextSide(Panel):
    """One text. `selected()` when other words of it are selected."""

    selected = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._passage: Span | None = None
        self._different: tuple[Span, ...] = ()
        self._text: str | None = None
        self._offsets = CopyOffsets("")
        self._heading = PanelHeading(name, parent=self)
        self.view = QPlainTextEdit(self)
        self.view.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.view.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.view.setProperty("article", True)
        self.view.setAccessibleName(name)
        self.view.setFont(fonts.serif())
        self.view.setTabChangesFocus(True)
        self.view.document().setDocumentMargin(16)
        self._none = Label("", "secondary", ink="bad", wrap=True, parent=self)
        self.setLayout(column(self._heading, row(self._none, margins=(16, 0, 16, 4)), (self.view, 1), space=0))
        self._none.hide()
        self.view.selectionChanged.connect(self.selected)
        appearance().theme_changed.connect(self._mark)

    def show_text(self, text: str, detail: str) -> None:
        """Another text; the same one stays where it is."""
        self._heading.set_detail(detail)
        if text == self._text:
            return
        copy = ViewCopy(text)
        self._text = text
        self._offsets = CopyOffsets(text, copy.inserted)
        self._passage, self._different = None, ()
        self.view.setPlainText(copy.text)
        self._mark()

    def show_passage(self, span: Span | None, different: Iterable[Span] = (), missing: str = "") -> None:
        """Mark and go to a passage; `different` are its words, counted from its start, that the other side lacks."""
        self._passage, self._different = span, tuple(different)
        self._none.setText(missing)
        self._none.setVisible(bool(missing))
        self._mark()
        if span is not None:
            self.go_to(span)

    def go_to(self, span: Span) -> None:
        """Scroll to a passage, some lines below the top."""
        cursor = self._cursor(Span(span.start, span.start + 1))
        cursor.setPosition(cursor.selectionStart())
        self.view.setTextCursor(cursor)
        self.view.centerCursor()

    def selected_span(self) -> Span | None:
        cursor = self.view.textCursor()
        if not cursor.hasSelection():
            return None
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        low, high = self._offsets.from_qt(start), self._offsets.from_qt(end)
        return Span(low, high) if low < high else None

    @Slot()
    def _mark(self) -> None:
        marks = []
        if self._passage is not None:
            marks.append(self._marked(self._passage, _PASSAGE))
            start = self._passage.start
            marks += [self._marked(Span(start + word.start, start + word.end), _DIFFERENT) for word in self._different]
        self.view.setExtraSelections(marks)

    def _marked(self, span: Span, token: Token) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = self._cursor(span)
        look = QTextCharFormat()
        look.setBackground(current().colour(token))
        look.setForeground(current().colour("text"))
        look.setFontUnderline(token == _DIFFERENT)
        mark.format = look
        return mark

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(self._offsets.to_qt(span.start))
        cursor.setPosition(self._offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor
