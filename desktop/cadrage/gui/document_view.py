"""The document view: one article, its codings, and the selection that becomes the next one.

Positions are code points outwards and Qt's UTF-16 units inwards. The view knows nothing of the project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QMimeData, QPoint, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cadrage.core.model import Span
from cadrage.core.text import trimmed
from cadrage.gui import dragging
from cadrage.gui.appearance import appearance, current
from cadrage.gui.code_paint import Focus, Style, paint_codings, paint_grounds
from cadrage.gui.document_view_print import save_pdf
from cadrage.gui.document_view_repaint import Repaint
from cadrage.gui.margin import Margin
from cadrage.gui.reading import Reading
from cadrage.gui.shown_document import Codings, ShownDocument
from cadrage.gui.span_columns import CoderLine
from cadrage.gui.span_index import Placed, Shown
from cadrage.gui.text_layout_copy import CopyOffsets, ViewCopy
from cadrage.gui.typesetting import Typesetting
from cadrage.gui.visible_text import VisibleLine, character_under, extent

_NAVIGATION = frozenset(
    Qt.Key[f"Key_{name}"] for name in ("Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown")
)


class DocumentView(QPlainTextEdit):
    """Shows one text with codings.

    `selection_changed(Span | None)` once a selection rests, `caret_moved(int)`, `coding_hovered(int | None)`,
    `codings_clicked(ids, global point)` with every coding under the click, `text_size_changed(int)`.
    """

    selection_changed = Signal(object)
    caret_moved = Signal(int)
    codings_clicked = Signal(list, QPoint)
    coding_hovered = Signal(object)
    text_size_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ShownDocument()
        self._mouse: QPointF | None = None
        self._pressed = False
        self._told: Span | None = None
        self._since_double_click = QElapsedTimer()
        self._setting = Typesetting(self)
        self._margin = Margin(self, self)
        self._repaint = Repaint(self, self._margin)
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        self.setProperty("article", True)
        self.setAccessibleName("Document text")
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setMouseTracking(True)

    def _connect(self) -> None:
        self.updateRequest.connect(self._scrolled)
        self.selectionChanged.connect(self._selection_moved)
        self.cursorPositionChanged.connect(self._caret_moved)
        self._setting.size_changed.connect(self.text_size_changed)
        self._margin.hovered.connect(self._hover)
        self._margin.clicked.connect(self.codings_clicked)
        appearance().theme_changed.connect(self._mute_regions)

    def show_document(self, text: str, codings: Codings = (), regions: Iterable[tuple[Span, str]] = ()) -> None:
        """Shows a canonical text from its top; `regions` are not article, each with the reason."""
        copy = ViewCopy(text)
        self._shown = ShownDocument(text, codings, regions, copy.inserted)
        self._repaint.focus = Focus()
        self._told = None
        self._setting.set_text(copy.text)
        self._mute_regions()

    def set_regions(self, regions: Iterable[tuple[Span, str]]) -> None:
        """Shows other passages as not article, on the same text."""
        self._shown.set_regions(regions)
        self._mute_regions()

    def text(self) -> str:
        return self._shown.text

    def replace_codings(self, codings: Codings) -> None:
        """Shows other codings on the same text, scrolled as it is."""
        self._shown.replace(codings)
        self._refocus()
        self._repaint.all()

    def upsert(self, codings: Iterable[Shown]) -> None:
        """Shows new codings, and known ones as they are now."""
        self._refocus(self._shown.upsert(codings))

    def discard(self, ids: Iterable[int]) -> None:
        self._refocus(self._shown.discard(ids))

    def recolour(self, code: int, colour: str, *, label: str, name: str) -> None:
        """A code looks different now, in all codings that named it as their `code`."""
        self._shown.recolour(code, colour, label, name)
        self._repaint.all()

    def set_coders_shown(self, coders: frozenset[int] | None, lines: Mapping[int, CoderLine] | None = None) -> None:
        """Shows these coders' codings only (None shows all), in these lines, else in those they came with."""
        self._shown.show_coders(coders, lines)
        self._refocus()
        self._repaint.all()

    def set_sentences(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Ascending (start, end) pairs, for the triple click."""
        self._shown.sentences = pairs

    def show_matches(self, spans: Iterable[Span], now: Span | None = None) -> None:
        """Marks what a search found; `now` stands out."""
        self._shown.show_matches(spans, now)
        self._repaint.all()

    def select_coding(self, number: int | None) -> None:
        """Raises a coding, as the one that the inspector shows."""
        item = self._shown.index.get(number) if number is not None else None
        self._repaint.lift(item, self._shown)

    def caret(self) -> int:
        return self._shown.offsets.from_qt(self.textCursor().position())

    def set_caret(self, position: int) -> None:
        self._set_cursor(self._shown.offsets.to_qt(position), None)

    def selected_span(self) -> Span | None:
        """The selection without white space at its edges, in whole characters as readers see them."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._setting.cluster(cursor.selectionStart(), forward=False)
        end = self._setting.cluster(cursor.selectionEnd(), forward=True)
        offsets = self._shown.offsets
        bare = trimmed(self._shown.text, offsets.from_qt(start), offsets.from_qt(end))
        return Span(*bare) if bare is not None else None

    def select_span(self, span: Span) -> None:
        self._set_cursor(*self._shown.qt_range(span))

    def clear_selection(self) -> None:
        self._set_cursor(self.textCursor().position(), None)

    def offsets(self) -> CopyOffsets:
        return self._shown.offsets

    def sentence_at(self, position: int) -> Span | None:
        """The sentence around a position, as far as sentences are known."""
        return self._shown.sentence_at(position)

    def codings_at(self, position: int) -> list[int]:
        """The ids of the codings over a character, the longest first."""
        return self._shown.codings_at(position)

    def codings_under_mouse(self) -> list[int]:
        return [item.id for item in self._under(self._mouse)] if self._mouse is not None else []

    def next_coding(self, position: int, *, backwards: bool = False) -> int | None:
        """The id of the coding that begins next after (or before) a position."""
        return self._shown.next_coding(position, backwards=backwards)

    def codings_text(self) -> str:
        """The codings at the caret in words, for a screen reader."""
        return self._shown.codings_text(self.caret())

    def reveal(self, span: Span, *, at_top: bool = False) -> None:
        """Scrolls until the span's first line is in sight, a third from the top if it was not, or at the top."""
        lines = [] if at_top else self.all_visible_lines()
        self._setting.reveal(self._shown.offsets.to_qt(span.start), lines, at_top=at_top)

    def caret_place(self) -> QPoint:
        """The global point just below the caret, for a menu."""
        return self.viewport().mapToGlobal(self.cursorRect().bottomLeft())

    def selection_place(self) -> tuple[int, int, int]:
        """Left, top and bottom of what is seen of the selection (else of the caret), global, for a popup."""
        cursor = self.textCursor()
        place = extent(self.all_visible_lines(), cursor.selectionStart(), cursor.selectionEnd()) or self.cursorRect()
        corner = self.viewport().mapToGlobal(place.topLeft())
        return corner.x(), corner.y(), corner.y() + place.height()

    @property
    def text_size(self) -> int:
        return self._setting.size

    def set_text_size(self, size: int | None) -> None:
        """The article's font size in pixels, None for the usual one; pitch and column follow."""
        self._setting.set_size(size)

    def set_reading(self, reading: Reading) -> None:
        """Typeface, size, spacing and width, names in the margin, and whether selections snap to words."""
        self._setting.set_reading(reading)
        self._setting.place(self._margin)

    def save_pdf(self, path: Path) -> int:
        """Prints the document as it is shown to a file; the number of pages. Raises UserError where it cannot."""
        return save_pdf(path, self._shown, self.font(), self)

    def all_visible_lines(self) -> list[VisibleLine]:
        return self._setting.in_sight()

    def items_over(self, lines: list[VisibleLine]) -> list[Placed]:
        return self._shown.over(lines[0].start, max(lines[-1].end, lines[0].start + 1)) if lines else []

    def regions_over(self, lines: list[VisibleLine]) -> list[tuple[int, int, str]]:
        return self._shown.regions_over(lines[0].start, lines[-1].end) if lines else []

    def painting_style(self) -> Style:
        return Style(current(), self._shown.look, self._shown.line, self._repaint.focus)

    def character_at(self, point: QPointF) -> int | None:
        """The code point under a place in the viewport; None in empty space."""
        found = character_under(self._visible_lines(point.y(), point.y()), point)
        return self._shown.offsets.from_qt(found) if found is not None else None

    def _visible_lines(self, top: float, bottom: float) -> list[VisibleLine]:
        """Those that reach into a band, with all that is drawn about them."""
        return [line for line in self.all_visible_lines() if line.top <= bottom and line.bottom + line.height >= top]

    def _refocus(self, touched: Iterable[tuple[int, int]] = ()) -> None:
        """After the codings have changed: what is raised may be gone or elsewhere."""
        self._repaint.over(touched)
        focus = self._repaint.focus
        self._repaint.lift(self._shown.index.get(focus.selected.id) if focus.selected else None, self._shown)
        if focus.hovered is not None and self._shown.index.get(focus.hovered) is None:
            self._hover(None)

    @Slot()
    def _mute_regions(self) -> None:
        self._setting.mute([(start, end) for start, end, _ in self._shown.regions])
        self._repaint.all()

    def _set_cursor(self, anchor: int, position: int | None) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        if position is not None:
            cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _snap(self) -> None:
        """Widens the selection to whole words, its direction kept."""
        span = self.selected_span()
        whole = self._shown.whole_words(span.start, span.end) if span is not None else None
        if whole is not None:
            start, end = self._shown.qt_range(whole)
            backwards = self.textCursor().position() < self.textCursor().anchor()
            self._set_cursor(*((end, start) if backwards else (start, end)))

    @Slot()
    def _selection_moved(self) -> None:
        self._repaint.selection()
        span = self._told if self._pressed else self.selected_span()
        if span != self._told:
            self._told = span
            self.selection_changed.emit(span)

    @Slot()
    def _caret_moved(self) -> None:
        position = self.caret()
        if QAccessible.isActive():
            self.setAccessibleDescription(self._shown.codings_text(position))
        self.caret_moved.emit(position)

    def _under(self, point: QPointF) -> list[Placed]:
        position = self.character_at(point)
        return self._shown.at(self._shown.offsets.to_qt(position)) if position is not None else []

    @Slot(object)
    def _hover(self, number: int | None) -> None:
        if number != self._repaint.focus.hovered:
            self._repaint.focus.hovered = number
            self._repaint.all()
            self.coding_hovered.emit(number)

    @Slot(QRect, int)
    def _scrolled(self, rect: QRect, dy: int) -> None:
        # Told of every blink of the caret, too: beside the same lines the same stands.
        if dy or rect.contains(self.viewport().rect()):
            self._margin.renew()
        self._setting.postpone()

    def _choose(self, point: QPointF, span_at: Callable[[int], Span | None]) -> None:
        position = self.character_at(point)
        span = span_at(position) if position is not None else None
        if span is not None:
            self.select_span(span)

    def event(self, event: QEvent) -> bool:
        # Single keys are the window's: only what moves the caret belongs to the text.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() not in _NAVIGATION:
            event.ignore()
            return False
        return super().event(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The words as they stand in the document (Qt's copy has other spaces), and where."""
        self._pressed = False  # a drag that begins takes the mouse with it
        span = self.selected_span()
        return dragging.span_data(span, self._shown.text) if span is not None else QMimeData()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._setting.place(self._margin)
        # Qt lays the whole text out again if it believes that the width has changed.
        before = QSize(-1 if self._setting.take_width() else event.size().width(), event.oldSize().height())
        super().resizeEvent(QResizeEvent(event.size(), before))
        self._setting.set_page_step()

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self._visible_lines(event.rect().top(), event.rect().bottom())
        if lines:
            with QPainter(self.viewport()) as painter:
                painter.setClipRect(event.rect())
                cursor = self.textCursor()
                paint_grounds(painter, lines, current(), (cursor.selectionStart(), cursor.selectionEnd()), self._shown)
                paint_codings(painter, lines, self.items_over(lines), self.painting_style())
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
            if self._since_double_click.isValid() and self._since_double_click.elapsed() < interval:
                self._since_double_click.invalidate()
                self._choose(event.position(), self._shown.passage_at)
                return
            self._pressed = True
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._since_double_click.start()
            self._choose(event.position(), self._shown.word_at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self._pressed or event.button() != Qt.MouseButton.LeftButton:
            return
        dragged = self.textCursor().hasSelection()
        held = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if dragged and self._setting.reading.snapping != held:
            self._snap()
        self._pressed = False
        self._selection_moved()
        ids = [] if dragged else [item.id for item in self._under(event.position())]
        if ids:
            self.codings_clicked.emit(ids, event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._mouse = event.position()
        if not event.buttons():
            under = self._under(self._mouse)
            # The shortest is the one that says most about this place.
            self._hover(under[-1].id if under else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mouse = None
        self._hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            self.set_text_size(self.text_size + (1 if event.angleDelta().y() > 0 else -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.set_text_size(self.text_size + 1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.set_text_size(self.text_size - 1)
        else:
            super().keyPressEvent(event)
