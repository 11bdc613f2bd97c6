"""Finding words in the open document, as browsers do: what is found is selected and can be coded at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cadrage.core.model import Span
from cadrage.core.searching import NONE, SearchText
from cadrage.gui.announcing import announce
from cadrage.gui.document_view import DocumentView
from cadrage.gui.icons import icon
from cadrage.gui.kit import CheckBox, Field, Hairline, Label, Panel, ToolButton, column, row
from cadrage.gui.session import Session

_LONG = 200_000  # characters of a text in which the search waits until the typing pauses
_PAUSE = 150
_LONGEST_OFFERED = 80  # characters of a selection that Ctrl+F takes over


class FindBar(Panel):
    """Searches the text of the document view; hidden until `open`. Esc closes it and keeps what is selected."""

    def __init__(self, session: Session, view: DocumentView, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._view = view
        self._text: SearchText | None = None
        self._found = NONE
        self._now: int | None = None
        self._origin = 0
        self.field = _FindField(self)
        self.count = Label("", "secondary", parent=self)
        self.count.setMinimumWidth(68)
        self.previous = ToolButton("chevron-up", "Previous match (Shift+Enter)", parent=self)
        self.next = ToolButton("chevron-down", "Next match (Enter)", parent=self)
        self.match_case = CheckBox("Match case", parent=self)
        self.whole_words = CheckBox("Whole words", parent=self)
        close = ToolButton("x", "Close the search (Esc)", parent=self)
        tools = row(self.previous, self.next, space=2)
        switches = row(self.match_case, self.whole_words, space=10)
        inner = row((self.field, 20), self.count, tools, switches, None, close, margins=(12, 6, 8, 6), space=8)
        self.setLayout(column(Hairline(parent=self), inner, Hairline(parent=self), space=0))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.field.stepped.connect(self.step)
        self.previous.clicked.connect(self._back)
        self.next.clicked.connect(self._on)
        self.match_case.toggled.connect(self._search)
        self.whole_words.toggled.connect(self._search)
        close.clicked.connect(self.close_search)
        self.hide()

    # Opening and closing.

    def open(self) -> None:
        """Ready to type; selected words of one line are looked for."""
        span = self._view.selected_span()
        words = span.quotation(self._view.text()) if span is not None else ""
        shown = self.isVisible()
        self.show()
        if words and len(words) <= _LONGEST_OFFERED and "\n" not in words and span != self._span():
            self._origin = span.start if span is not None else 0
            self.field.setText(words)
        elif not shown:
            self._origin = self._view.caret()
            self._search()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot()
    def close_search(self) -> None:
        """The marks go; what is selected stays so, and the keys are the document's again."""
        self._timer.stop()
        self.hide()
        self._view.show_matches(())
        self._view.setFocus()

    def take_text(self) -> None:
        """Another text is shown: its matches are marked, and none of them is gone to unasked."""
        self._text = None
        self._now = None
        self._origin = 0
        if self.isVisible():
            self._look_up()
            self._show(None)

    # Searching.

    @Slot(str)
    def _typed(self, _words: str) -> None:
        self._timer.start(_PAUSE if len(self._view.text()) > _LONG else 0)

    @Slot()
    def _search(self) -> None:
        """Look for the words from where the search began, as they are being typed."""
        self._look_up()
        if len(self._found):
            self._go(self._found.from_(self._origin) % len(self._found))
        else:
            self._show(None)

    def _look_up(self) -> None:
        self._timer.stop()
        if self._text is None:
            self._text = SearchText(self._view.text())
        self._found = self._text.find(
            self.field.text(), match_case=self.match_case.isChecked(), whole_words=self.whole_words.isChecked()
        )

    @Slot(int)
    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) match, round the ends of the text."""
        if not self.field.text():
            self.open()
            return
        if not self.isVisible():
            self.show()
            self._look_up()
        elif self._timer.isActive():
            self._look_up()
        total = len(self._found)
        if not total:
            self._show(None)
            return
        caret = self._view.caret()
        span = self._span()
        if span is not None and self._now is not None and caret == span.end:
            wanted = self._now + direction
        else:
            wanted = self._found.from_(caret) - (direction < 0)
        if not 0 <= wanted < total:
            self._session.told.emit(f"The search went on from the {'top' if wanted >= total else 'end'}")
        self._go(wanted % total)

    @Slot()
    def _on(self) -> None:
        self.step(1)

    @Slot()
    def _back(self) -> None:
        self.step(-1)

    def _go(self, number: int) -> None:
        span = self._found[number]
        self._view.reveal(span)
        self._view.select_span(span)
        self._origin = span.start
        self._show(number)

    def _span(self) -> Span | None:
        """The present match."""
        return self._found[self._now] if self._now is not None and self._now < len(self._found) else None

    def _show(self, number: int | None) -> None:
        self._now = number
        total = len(self._found)
        self._view.show_matches(self._found, self._span())
        missing = bool(self.field.text()) and not total
        if number is not None:
            self.count.setText(f"{number + 1:,} of {total:,}")
        else:
            self.count.setText("No matches" if missing else f"{total:,} found" if total else "")
        self.count.set_ink("bad" if missing else "text2")
        self.field.setAccessibleDescription(self.count.text())
        if self.count.text():
            announce(self.field, self.count.text(), QAccessible.AnnouncementPoliteness.Polite)
        for button in (self.previous, self.next):
            button.setEnabled(total > 0)

    # Overrides of Qt.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_search()
        else:
            super().keyPressEvent(event)


class _FindField(Field):
    """`stepped(1)` by Enter, `stepped(-1)` by Shift+Enter."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(hint="Find in this document", name="Find in this document", parent=parent)
        self.addAction(icon("search", "text3"), Field.ActionPosition.LeadingPosition)
        self.setMaxLength(500)
        self.setMinimumWidth(110)
        self.setMaximumWidth(320)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
