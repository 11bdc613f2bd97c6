"""The 24 code colours to choose from, each with its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from cadrage.core.palette import CODE_COLOURS, CodeColour
from cadrage.gui.appearance import current
from cadrage.gui.kit import Label, column, row
from cadrage.gui.kit.painting import draw_ring, draw_rounded
from cadrage.gui.theme import code_colour

COLUMNS = 8
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


def colour_name(stored: str) -> str:
    """What people call a stored colour."""
    wanted = stored.upper()
    found = (colour.name for colour in CODE_COLOURS if wanted in (colour.light, colour.dark))
    return next(found, "a colour of its own")


class _Swatch(QAbstractButton):
    moved = Signal(int)

    def __init__(self, colour: CodeColour, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = colour
        self.setCheckable(True)
        self.setFixedSize(26, 26)
        self.setToolTip(colour.name)
        self.setAccessibleName(colour.name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(26, 26)

    def nextCheckState(self) -> None:
        # The picker checks the chosen one: a second press must not clear it.
        pass

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        theme = current()
        if self.isChecked():
            draw_rounded(painter, rect.adjusted(1, 1, -1, -1), edge=theme.colour("text"), radius=6, width=2)
        elif self.underMouse() and self.isEnabled():
            draw_rounded(painter, rect.adjusted(1, 1, -1, -1), theme.colour("hover"), radius=6)
        if self.hasFocus():
            draw_ring(painter, rect, radius=7)
        draw_rounded(painter, rect.adjusted(5, 5, -5, -5), code_colour(theme, self.colour.light), radius=4)
        painter.end()


class ColourPicker(QWidget):
    """A grid of colours; arrows move in it, Space or Enter chooses. `chosen(str)` has the colour to store."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Colour")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name = Label("", "muted", parent=self)
        self._swatches = [_Swatch(colour, self) for colour in CODE_COLOURS]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3)
        grid.setVerticalSpacing(4)
        for number, swatch in enumerate(self._swatches):
            grid.addWidget(swatch, number // COLUMNS, number % COLUMNS)
            swatch.clicked.connect(self._choose)
            swatch.moved.connect(self._move)
        grid.setColumnStretch(COLUMNS, 1)
        head = row(Label("Colour", "heading", parent=self), self._name, None)
        self.setLayout(column(head, grid, space=6))
        self.set_colour("")

    def set_colour(self, stored: str) -> None:
        """Marks a stored colour without telling."""
        self._name.setText(colour_name(stored) if stored else "")
        wanted = stored.upper()
        tabbed = False
        for swatch in self._swatches:
            on = wanted in (swatch.colour.light, swatch.colour.dark)
            swatch.setChecked(on)
            swatch.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
            tabbed = tabbed or on
        if not tabbed:
            self._swatches[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @Slot()
    def _choose(self) -> None:
        swatch = self.sender()
        if isinstance(swatch, _Swatch):
            self.chosen.emit(swatch.colour.light)

    @Slot(int)
    def _move(self, step: int) -> None:
        swatch = self.sender()
        if isinstance(swatch, _Swatch):
            place = self._swatches.index(swatch) + step
            if 0 <= place < len(self._swatches):
                self._swatches[place].setFocus(Qt.FocusReason.TabFocusReason)
