"""How an article is set: line pitch, low empty lines, direction by paragraph, layout in idle moments."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextDocument, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from cadrage.gui.reading import SPACINGS, WIDTHS
from cadrage.gui.visible_text import EMPTY, MIXED, PLAIN, has_rtl

PITCH_PER_SIZE = SPACINGS[1]
EMPTY_PER_SIZE = 10 / 16
_IDLE_AFTER = 150
_IDLE_SLICE = 0.004
# A paragraph that was laid out keeps some fifty bytes a character, also when its layout is cleared.
_KEEP_LAYOUTS = 300_000


def state_of(text: str) -> int:
    """Whether a paragraph shows nothing (one of many spaces counts as text), or runs from right to left somewhere."""
    if len(text) < 40 and not text.strip():
        return EMPTY
    return MIXED if has_rtl(text) else PLAIN


class ArticleLayout(QPlainTextDocumentLayout):
    """Lays a paragraph out when it is first asked for, in lines of one pitch.

    Lines of one `turn` are not to be touched in the next: their paragraphs may have been laid out again.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._width = 600.0
        self._pitches = (16.0, 16.0)  # from line to line, in paragraphs with words and in empty ones
        self.set_size(16)
        self._options: dict[Qt.LayoutDirection, QTextOption] = {}
        self.turn = 0
        self._flush_soon = QTimer(self)
        self._flush_soon.setSingleShot(True)
        self._flush_soon.setInterval(0)
        self._flush_soon.timeout.connect(self.flush)

    @property
    def width(self) -> float:
        return self._width

    def set_width(self, width: float) -> None:
        self._width = width
        self.turn += 1

    def set_size(self, size: float, pitch_per_size: float = PITCH_PER_SIZE) -> None:
        """The font's size in pixels, which pitch and empty lines follow."""
        self._pitches = (size * pitch_per_size, size * EMPTY_PER_SIZE)

    @property
    def pitch(self) -> float:
        return self._pitches[0]

    def lay_out(self, block: QTextBlock) -> None:
        layout = block.layout()
        state = state_of(block.text())
        block.setUserState(state)
        layout.setTextOption(self._option(Qt.LayoutDirection.LeftToRight if state == PLAIN else block.textDirection()))
        self._note_lines(block, self._break(layout, self._pitches[state == EMPTY], empty=state == EMPTY))

    def count_lines(self, block: QTextBlock) -> None:
        """Notes how many lines a paragraph has, without keeping its layout."""
        layout = QTextLayout(block.text(), self.document().defaultFont())
        layout.setTextOption(self._option(block.textDirection()))
        self._note_lines(block, self._break(layout, self.pitch, empty=False))

    def _note_lines(self, block: QTextBlock, lines: int) -> None:
        if block.lineCount() != lines:
            block.setLineCount(lines)
            # The scroll bar counts lines: it is told once the present work is done.
            self._flush_soon.start()

    def _option(self, direction: Qt.LayoutDirection) -> QTextOption:
        option = self._options.get(direction)
        if option is None:
            option = self._options[direction] = self._made_option(direction)
        return option

    def _made_option(self, direction: Qt.LayoutDirection) -> QTextOption:
        option = QTextOption(self.document().defaultTextOption())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(direction)
        rtl = direction == Qt.LayoutDirection.RightToLeft
        option.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        return option

    def _break(self, layout: QTextLayout, pitch: float, *, empty: bool) -> int:
        layout.beginLayout()
        top, lines, width = 0.0, 0, max(40.0, self._width)
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top if empty else top + (pitch - line.height()) / 2))
            top += pitch
            lines += 1
        layout.endLayout()
        return lines

    def forget(self) -> None:
        """Every paragraph is laid out anew when it is asked for next."""
        self.turn += 1
        block = self.document().begin()
        while block.isValid():
            block.clearLayout()
            block = block.next()

    @Slot()
    def flush(self) -> None:
        """Tells the scroll bar now."""
        self._flush_soon.stop()
        self.documentSizeChanged.emit(self.documentSize())

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        self.turn += 1
        super().documentChanged(start, removed, added)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        lines = layout.lineCount()
        if not lines:
            self.lay_out(block)
            lines = layout.lineCount()
        return QRectF(0, 0, self._width, lines * self._pitches[block.userState() == EMPTY])


class IdleLayout(QObject):
    """Lays out in idle moments what has not been seen yet, so that the scroll bar comes to be right."""

    finished = Signal()

    def __init__(self, layout: ArticleLayout) -> None:
        super().__init__(layout)
        self._layout = layout
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)

    def restart(self) -> None:
        """From the first paragraph, after a while."""
        self._next = 0
        self._timer.start(_IDLE_AFTER)

    def postpone(self) -> None:
        """The user is at work: wait."""
        if self._timer.isActive():
            self._timer.start(_IDLE_AFTER)

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _work(self) -> None:
        document = self._layout.document()
        keep = document.characterCount() <= _KEEP_LAYOUTS
        until = perf_counter() + _IDLE_SLICE
        block = document.findBlockByNumber(self._next)
        while block.isValid() and perf_counter() < until:
            if not keep:
                self._layout.count_lines(block)
            elif not block.layout().lineCount():
                self._layout.lay_out(block)
            block = block.next()
            self._next += 1
        if block.isValid():
            self._timer.start(0)
        else:
            self.finished.emit()


class Column:
    """Where the reading column stands: at most some eighty characters wide, with its margin to the right."""

    TEXT_STARTS = 34
    MARGIN = 226
    _LEAST_TEXT = 320
    _LEAST_MARGIN = 72
    _SAMPLE = "The foreign minister said on Friday that he would not accept the result of the vote."

    def __init__(self, width: int, font: QFont, characters: int = WIDTHS[-1], *, names: bool = True) -> None:
        metrics = QFontMetricsF(font)
        widest = characters * metrics.horizontalAdvance(self._SAMPLE) / len(self._SAMPLE)
        room = width - self.TEXT_STARTS
        widest_margin = self.MARGIN if names else self._LEAST_MARGIN
        self.margin = min(widest_margin, max(self._LEAST_MARGIN, room - self._LEAST_TEXT))
        self.text = max(80, min(int(widest), room - self.margin))
        self.left = self.TEXT_STARTS + max(0, room - self.margin - self.text) // 2
        self.right = max(0, width - self.left - self.text)
