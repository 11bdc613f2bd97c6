"""Below the agreement table: what the chosen row means, what holds for all codes, progress."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.agreement import AgreementTable
from cadrage.gui import agreement_words as words
from cadrage.gui.agreement_model import AgreementRow
from cadrage.gui.kit import Button, Chip, ElidedLabel, IconLabel, Label, ProgressLine, column, row

_HINT = "Choose a row to read what its numbers mean. Enter opens the code, Ctrl+C copies the table."
PATIENCE = 250  # ms before a computation shows itself


class AgreementNote(QWidget):
    """One row in plain language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = Chip("", parent=self)
        self._title = ElidedLabel("", "strong", parent=self)
        self._text = Label("", "secondary", wrap=True, parent=self)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        icon = IconLabel("info", "accent", 15, parent=self)
        head = row(self._chip, (self._title, 1), space=8)
        marks = column(icon, None, margins=(0, 2, 0, 0))
        words_ = column(head, self._text, None, space=4)
        self.setLayout(row(marks, (words_, 1), margins=(16, 8, 16, 6), space=10))
        self.setMinimumHeight(76)
        self.setAccessibleName("About the chosen row")
        self.show_row(None, None)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_row(self, chosen: AgreementRow | None, table: AgreementTable | None) -> None:
        shown = chosen is not None and table is not None
        self._chip.setVisible(shown)
        self._title.setVisible(shown)
        if chosen is None or table is None:
            self._text.setText(_HINT)
            return
        self._chip.set_colour(chosen.colour)
        self._title.set_text(chosen.title)
        self._text.setText(words.explanation(chosen.agreement, table, chosen.limits))


class OverallLine(QWidget):
    """What holds for all codes; while something is computed, how far it is. `cancelled()`, `again()`."""

    cancelled = Signal()
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = ElidedLabel("", "secondary", parent=self)
        self._warning_icon = IconLabel("triangle-alert", "warn", 14, parent=self)
        self._warning = ElidedLabel("", "secondary", parent=self)
        self._again = Button("Compare again", "quiet", parent=self)
        self._doing = Label("", "secondary", parent=self)
        self._bar = ProgressLine(parent=self)
        self._bar.setMaximumWidth(240)
        self._stop = Button("Cancel", "small", parent=self)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        still, busy = QWidget(self), QWidget(self)
        warning = row(self._warning_icon, self._warning)
        still.setLayout(row(self._figures, 16, warning, None, self._again, margins=(16, 0, 14, 0)))
        busy.setLayout(row(self._doing, (self._bar, 1), self._stop, None, margins=(16, 0, 14, 0), space=12))
        self._pages = QStackedLayout(self)
        self._pages.addWidget(still)
        self._pages.addWidget(busy)
        self.setFixedHeight(32)
        self._patience.timeout.connect(self._show_busy)
        self._stop.clicked.connect(self.cancelled)
        self._again.clicked.connect(self.again)
        self.show_table(None)

    @property
    def text(self) -> str:
        return self._figures.text()

    @property
    def busy(self) -> bool:
        return self._pages.currentIndex() == 1

    def show_table(self, table: AgreementTable | None) -> None:
        figures, warnings = (words.overall(table), table.notes) if table else ((), ())
        self._settle(" · ".join(figures), " ".join(warnings))
        self._again.hide()

    def show_words(self, figures: str) -> None:
        """Instead of a table's figures."""
        self._settle(figures, "")
        self._again.hide()

    def show_stopped(self) -> None:
        self._settle("Stopped: the numbers above are from before.", "")
        self._again.show()

    def show_progress(self, what: str, done: int, total: int) -> None:
        """Seen only where the work takes longer than a moment."""
        self._doing.setText(f"{what}: {done} of {total}" if total else what)
        self._bar.set_progress(done, total)
        if not self.busy and not self._patience.isActive():
            self._patience.start()

    def _settle(self, figures: str, warning: str) -> None:
        self._patience.stop()
        self._pages.setCurrentIndex(0)
        self._figures.set_text(figures)
        self._warning.set_text(warning)
        self._warning_icon.setVisible(bool(warning))

    @Slot()
    def _show_busy(self) -> None:
        self._pages.setCurrentIndex(1)
