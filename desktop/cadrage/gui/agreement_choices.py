"""The question in boxes: coders, unit, round, documents, interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cadrage.core.agreement import INTERVALS, UNITS
from cadrage.core.model import Round
from cadrage.gui import agreement_words as words
from cadrage.gui import fonts, icons
from cadrage.gui.agreement_standing import Standing
from cadrage.gui.appearance import current
from cadrage.gui.kit import Button, CheckBox, Choice, Label, Popup, column, row
from cadrage.gui.kit.painting import draw_ring, draw_rounded, draw_text
from cadrage.gui.theme import Token
from cadrage.jobs.agreement import Question

_UNIT_NAMES = {
    "document": "Document",
    "paragraph": "Paragraph",
    "sentence": "Sentence",
    "token": "Token",
    "character": "Character",
}
_INTERVAL_NAMES = {"jackknife": "Jackknife, 95 %", "bootstrap": "Bootstrap, 95 %", "none": "None"}
_LATEST = ""  # follows the study to its next round
_WIDEST = 260


class AgreementChoices(QWidget):
    """`asked(Question)` when the user changes it, `report_requested()`, `export_requested()` from the buttons."""

    asked = Signal(object)
    report_requested = Signal()
    export_requested = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self.coders = CodersBox(parent=self)
        units = [(unit, _UNIT_NAMES[unit]) for unit in UNITS]
        self.unit = Choice(units, question.unit, label="Unit", parent=self)
        self.round = Choice(label="Round", parent=self)
        self.documents = FactBox("Documents", parent=self)
        intervals = [(interval, _INTERVAL_NAMES[interval]) for interval in INTERVALS]
        self.interval = Choice(intervals, question.interval, label="Interval", parent=self)
        tip = "Table and methods paragraph for a thesis, to be copied"
        self.report = Button("Report…", icon="file-text", tip=tip, parent=self)
        self.report.setEnabled(False)
        self.export = Button("Export", "primary", "download", tip="Save this table as a file", parent=self)
        self.export.setEnabled(False)
        boxes = (self.coders, self.unit, self.round, self.documents, self.interval)
        for box in boxes[1:]:
            box.setFont(fonts.ui(13, fonts.MEDIUM))
        self.setLayout(row(*boxes, None, self.report, self.export, margins=(14, 10, 14, 10), space=8))
        self._connect()

    def _connect(self) -> None:
        for box in (self.unit, self.round, self.interval):
            box.chosen.connect(self._ask)
        self.coders.chosen.connect(self._ask)
        self.report.clicked.connect(self.report_requested)
        self.export.clicked.connect(self.export_requested)

    @property
    def question(self) -> Question:
        return self._question

    def show_question(self, question: Question, standing: Standing, rounds: Sequence[Round]) -> None:
        """Fill the boxes with what can be chosen now; tells nobody."""
        self._question = question
        latest = rounds[-1]
        names = [(each.name, f"{each.number} · {each.name}") for each in rounds[:-1]]
        self.round.set_choices([*names, (_LATEST, f"{latest.number} · {latest.name}")])
        self.round.set_value(_LATEST if question.round in ("", latest.name) else question.round)
        self.unit.set_value(question.unit)
        self.interval.set_value(question.interval)
        self.coders.value = question.coders
        self.coders.show_coders(standing.coders, standing.finishers, standing.chosen)
        filtered = ", filtered" if standing.filters else ""
        self.documents.set_words(words.documents(len(standing.documents), len(standing.chosen)) + filtered)

    @Slot()
    def _ask(self) -> None:
        self._question = replace(
            self._question,
            coders=self.coders.value,
            unit=str(self.unit.value()),
            round=str(self.round.value()),
            interval=str(self.interval.value()),
        )
        self.asked.emit(self._question)


class _Box(QAbstractButton):
    """A label above a value, 46 px high."""

    def __init__(self, label: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._icon = icon
        self.setFont(fonts.ui(13, fonts.MEDIUM))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_words(self, shown: str, tip: str = "") -> None:
        self.setText(shown)
        self.setToolTip(tip or shown)
        self.setAccessibleName(f"{self._label}: {tip or shown}")
        self.updateGeometry()

    def _opens(self) -> bool:
        return self.focusPolicy() != Qt.FocusPolicy.NoFocus

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        widest = max(metrics.horizontalAdvance(self.text()), 64.0)
        extra = (44 if self._opens() else 24) + (24 if self._icon else 0)
        return QSize(round(min(widest + extra, _WIDEST)), 46)

    def minimumSizeHint(self) -> QSize:
        return QSize(84, 46)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, theme = QRectF(self.rect()), current()
        ground: Token = "raised" if self._opens() else "surface"
        edge: Token = "strong" if self._opens() else "border"
        draw_rounded(painter, rect, theme.colour(ground), theme.colour(edge))
        if self._opens() and self.underMouse():
            draw_rounded(painter, rect.adjusted(1, 1, -1, -1), theme.colour("hover"), radius=5)
        if self.hasFocus():
            draw_ring(painter, rect)
        left = 12.0
        if self._icon:
            icons.draw(painter, self._icon, QRectF(left, round(rect.center().y() - 8), 16, 16), "text2")
            left += 24
        width = rect.width() - left - (26 if self._opens() else 10)
        draw_text(painter, QRectF(left, 7, width, 16), self._label, fonts.badge(), "text3")
        draw_text(painter, QRectF(left, 22, width, 18), self.text(), self.font(), "text")
        if self._opens():
            arrow = QRectF(rect.right() - 23, round(rect.center().y() - 6), 12, 12)
            icons.draw(painter, "chevron-down", arrow, "text3", stroke=2)
        painter.end()


class FactBox(_Box):
    """Looks like the choices beside it, but only says something."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class CodersBox(_Box):
    """Who is compared: a box that opens a list of check boxes. `chosen()`; the choice is `value`."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Coders", "users", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._all: tuple[str, ...] = ()
        self._finishers: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.value: tuple[str, ...] = ()
        """Names; empty means everybody with a complete document."""
        self.popup: CodersPopup | None = None
        self.clicked.connect(self.open)

    def show_coders(self, coders: tuple[str, ...], finishers: tuple[str, ...], chosen: tuple[str, ...]) -> None:
        self._all, self._finishers, self._chosen = coders, finishers, chosen
        few = len(chosen) <= 4
        self.set_words((words.listed(chosen) if few else f"{len(chosen)} coders") or "Nobody yet", words.listed(chosen))

    @Slot()
    def open(self) -> None:
        self.popup = CodersPopup(self._all, self._finishers, self._chosen, self)
        self.popup.changed.connect(self._choose)
        corner = self.mapToGlobal(QPoint(0, 0))
        self.popup.show_beside(corner.x(), corner.y(), corner.y() + self.height())
        self.popup.focus_first()

    @Slot(object)
    def _choose(self, coders: tuple[str, ...]) -> None:
        self.value = () if coders == self._finishers else coders
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.open()
            return
        super().keyPressEvent(event)


class CodersPopup(Popup):
    """A check box a coder; who has completed nothing cannot be compared. Arrows move, Space checks."""

    changed = Signal(object)

    def __init__(self, coders: Sequence[str], finishers: Sequence[str], chosen: Sequence[str], owner: QWidget) -> None:
        super().__init__(240, parent=owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.boxes: dict[str, CheckBox] = {}
        lines = column(margins=(12, 10, 12, 10), space=2)
        for coder in coders:
            box = CheckBox(coder, on=coder in chosen, parent=self)
            box.setEnabled(coder in finishers)
            box.clicked.connect(partial(self._tell, coder))
            self.boxes[coder] = box
            lines.addWidget(box)
        if len(finishers) < len(coders):
            hint = "Who has no complete document yet cannot be compared."
            lines.addWidget(Label(hint, "muted", wrap=True, parent=self))
        self.body.addLayout(lines)

    def focus_first(self) -> None:
        usable = [box for box in self.boxes.values() if box.isEnabled()]
        if usable:
            usable[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _tell(self, clicked: str) -> None:
        chosen = tuple(sorted(name for name, box in self.boxes.items() if box.isChecked()))
        if chosen:
            self.changed.emit(chosen)
        else:
            # Comparing nobody is no question.
            self.boxes[clicked].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)
