"""The right side of an import: what a person should look at before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from cadrage.exchange.encodings import Candidate
from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.import_model import FileReading, encoding_name
from cadrage.gui.kit import Button, Card, IconLabel, Label, Panel, Scroll, column, row
from cadrage.gui.kit.painting import draw_ring, draw_rounded, draw_text
from cadrage.gui.theme import Token

MOST = 12


class CandidateButton(QAbstractButton):
    """An encoding and what it makes of the words."""

    def __init__(self, candidate: Candidate, *, likely: bool, chosen: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.encoding = candidate.encoding
        self._sample = candidate.sample
        name = encoding_name(candidate.encoding)
        self._name = f"{name}, most likely" if likely else name
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(candidate.sample)
        self.setToolTip(candidate.sample)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 47)

    def nextCheckState(self) -> None:
        # What is chosen is shown once the file has been read with it.
        pass

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current()
        rect = QRectF(self.rect())
        edge: Token = "accent" if self.isChecked() else "border"
        ground: Token = "hover" if self.underMouse() else "surface"
        draw_rounded(painter, rect, theme.colour(ground), theme.colour(edge), radius=8)
        if self.hasFocus():
            draw_ring(painter, rect, radius=8)
        if self.isChecked():
            icons.draw(painter, "check", QRectF(rect.right() - 26, 6, 15, 15), "accent", stroke=2)
        name = QRectF(11, 5, rect.width() - 42, 17)
        draw_text(painter, name, self._name, fonts.heading(), "text" if self.isChecked() else "text2")
        sample = QRectF(11, 22, rect.width() - 22, 20)
        draw_text(painter, sample, self._sample, fonts.quotation(14), "text" if self.isChecked() else "text2")
        painter.end()


class EncodingCard(Card):
    """Which encoding a file is in. `chosen(Path, str)`; `chosen_for_all(str)` for every uncertain file."""

    chosen = Signal(Path, str)
    chosen_for_all = Signal(str)

    def __init__(self, file: FileReading, uncertain: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._file = file
        self._now = file.chosen or (file.articles[0].draft.encoding if file.articles else "")
        head = row(IconLabel("languages", "warn", 15), Label("Which encoding?", "strong"), None, space=7)
        words = f"{file.path.name} does not say how its letters are stored. Choose the line that reads well."
        inner = column(head, Label(words, "secondary", wrap=True), 4, margins=(12, 10, 12, 12), space=5)
        self.buttons = [self._button(place, candidate) for place, candidate in enumerate(file.candidates)]
        for button in self.buttons:
            inner.addWidget(button)
        if uncertain > 1:
            every = Button(f"Use it for all {uncertain} such files", "quiet")
            every.clicked.connect(self._choose_for_all)
            inner.addWidget(every)
        self.setLayout(inner)

    def _button(self, place: int, candidate: Candidate) -> CandidateButton:
        button = CandidateButton(candidate, likely=place == 0, chosen=candidate.encoding == self._now, parent=self)
        button.clicked.connect(self._choose)
        return button

    @Slot()
    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, CandidateButton):
            self.chosen.emit(self._file.path, button.encoding)

    @Slot()
    def _choose_for_all(self) -> None:
        self.chosen_for_all.emit(self._now)


class ThingsToLookAt(QWidget):
    """Cards for uncertain encodings and for files that cannot be read."""

    encoding_chosen = Signal(Path, str)
    encoding_chosen_for_all = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []
        self._heading = Label("", "heading")
        self._rows: QVBoxLayout = column(space=8)
        self._rest = Label("", "muted", wrap=True)
        inner = column(self._heading, self._rows, self._rest, None, margins=(14, 12, 14, 14))
        self.setLayout(column(Scroll(Panel(inner, "window"))))

    def show_files(self, files: Sequence[FileReading]) -> None:
        """Encodings first: they change what is imported."""
        for card in self.cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        doubtful = [file for file in files if file.candidates]
        unread = [file for file in files if not file.articles and not file.candidates and file.study is None]
        uncertain = sum(file.uncertain for file in doubtful)
        self.cards = [self._encoding_card(file, uncertain) for file in doubtful[:MOST]]
        self.cards += [_unread_card(file) for file in unread[: MOST - len(self.cards)]]
        for card in self.cards:
            self._rows.addWidget(card)
        count = len(doubtful) + len(unread)
        self._heading.setText(_heading(count))
        self._rest.setText(f"And {count - MOST} more: see the files on the left." if count > MOST else "")

    def _encoding_card(self, file: FileReading, uncertain: int) -> EncodingCard:
        card = EncodingCard(file, uncertain)
        card.chosen.connect(self.encoding_chosen)
        card.chosen_for_all.connect(self.encoding_chosen_for_all)
        return card


def _heading(count: int) -> str:
    if count == 0:
        return "Nothing to look at"
    return "1 thing to look at" if count == 1 else f"{count} things to look at"


def _unread_card(file: FileReading) -> Card:
    head = row(IconLabel("circle-alert", "bad", 15), (Label(file.path.name, "strong", wrap=True), 1), space=7)
    words = Label(file.reason or "There is no article in this file.", "secondary", wrap=True)
    return Card(column(head, words, margins=(12, 10, 12, 12), space=5))
