"""What narrows the table of codings: words, a code, a coder, a document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Coder
from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.codings_material import Material
from cadrage.gui.codings_model import Wanted
from cadrage.gui.kit import Choice, SearchField, row
from cadrage.gui.kit.painting import draw_ring, draw_rounded, draw_text

PATIENCE = 150  # ms after the last key before quotations are searched
_CROSS = 26  # width of the × at the right
_WIDEST, _POPUP_WIDEST = 230, 460
_INDENT = "\u2003"

Entry = tuple[int, str, str]


class FilterChoice(Choice):
    """“Code all ⌄”; in force it is a field on accent soft whose × takes it off, as Del does."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(name=f"Filter by {heading.lower()}", parent=parent)
        self._heading = heading
        self._shown: dict[object, str] = {}

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """(value, words in the list, words in the box) each."""
        self._shown = {value: short for value, _, short in entries}
        before = self.value()
        self.set_choices([(None, "All"), *((value, words) for value, words, _ in entries)])
        self.set_value(before if before in self._shown else None)

    @property
    def in_force(self) -> bool:
        return self.value() is not None

    @Slot()
    def take_off(self) -> None:
        self.set_value(None)
        self.updateGeometry()
        self.chosen.emit(None)

    def _words(self) -> str:
        return self._shown.get(self.value(), "all")

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(fonts.ui(13, fonts.MEDIUM))
        words = metrics.horizontalAdvance(f"{self._heading}  {self._words()}")
        return QSize(round(min(words + 22 + _CROSS, _WIDEST)), 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, 28)

    def showPopup(self) -> None:
        view = self.view()
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + 28, _POPUP_WIDEST))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.in_force:
            self.take_off()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.in_force and event.position().x() > self.width() - _CROSS:
            self.take_off()
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, theme = QRectF(self.rect()), current()
        if self.in_force:
            draw_rounded(painter, rect, theme.colour("accent_soft"), theme.colour("accent"))
        else:
            draw_rounded(painter, rect, theme.colour("raised"), theme.colour("strong"))
            if self.underMouse():
                draw_rounded(painter, rect.adjusted(1, 1, -1, -1), theme.colour("hover"), radius=5)
        if self.hasFocus():
            draw_ring(painter, rect)
        box = rect.adjusted(11, 0, -_CROSS, 0)
        box.setLeft(box.left() + draw_text(painter, box, self._heading, fonts.ui(), "text2") + 6)
        draw_text(painter, box, self._words(), fonts.ui(13, fonts.MEDIUM))
        mark = QRectF(rect.right() - 22, round(rect.center().y() - 6), 12, 12)
        icons.draw(painter, "x" if self.in_force else "chevron-down", mark, "text2", stroke=2)
        painter.end()


class CodingFilters(QWidget):
    """`wanted(Wanted)` whenever the user asks for other codings."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = SearchField("Find in quotations", parent=self)
        self.words.setFixedWidth(220)
        self.code = FilterChoice("Code", self)
        self.coder = FilterChoice("Coder", self)
        self.document = FilterChoice("Document", self)
        self._families: dict[int, frozenset[int]] = {}
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self.setLayout(row(self.words, self.code, self.coder, self.document, None, margins=(14, 11, 14, 4)))
        self._patience.timeout.connect(self._tell)
        self.words.searched.connect(self._wait)
        for choice in self._choices():
            choice.chosen.connect(self._tell)

    def _choices(self) -> tuple[FilterChoice, ...]:
        return self.code, self.coder, self.document

    def show_material(self, material: Material, coders: Sequence[Coder]) -> None:
        """What can be chosen now; a filter on what is no longer there falls away."""
        book = material.codebook
        self._families = {node.code.id: book.family(node.code.id) for node in book.nodes}
        self.code.set_entries(
            [
                (node.code.id, _INDENT * node.depth + f"{node.code.short_id} {node.code.name}".strip(), label)
                for node in book.nodes
                for label in [node.code.label]
            ]
        )
        self.coder.set_entries([(coder.id, coder.name, coder.name) for coder in coders])
        documents = material.documents.values()
        self.document.set_entries([(each.id, each.title, each.title) for each in documents])

    def value(self) -> Wanted:
        code, coder, document = (_number(choice.value()) for choice in self._choices())
        family = self._families.get(code) if code is not None else None
        return Wanted(self.words.text().strip(), family, coder, document)

    @Slot()
    def take_off(self) -> None:
        """All filters off."""
        for choice in self._choices():
            choice.set_value(None)
            choice.updateGeometry()
        self.words.clear()
        self._tell()

    @Slot()
    def _wait(self) -> None:
        self._patience.start()

    @Slot()
    def _tell(self) -> None:
        self._patience.stop()
        for choice in self._choices():
            choice.updateGeometry()
        self.wanted.emit(self.value())


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
