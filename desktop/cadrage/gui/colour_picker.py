"""The 24 code colours to choose from, each with its name, and any other with its contrast."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from cadrage.core.colour import contrast
from cadrage.core.palette import CODE_COLOURS, CodeColour
from cadrage.gui.appearance import current
from cadrage.gui.colour_field import ColourField
from cadrage.gui.kit import Button, Chip, Field, Label, Popup, column, row
from cadrage.gui.kit.painting import draw_ring, draw_rounded
from cadrage.gui.theme import THEMES, code_colour

COLUMNS = 8
_DIGITS = re.compile("#[0-9A-Fa-f]{6}")
_OWN = "a colour of its own"
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
    return next(found, _OWN)


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


def contrast_words(stored: str) -> str:
    """How a stored colour stands out in both themes, as it is drawn there."""
    parts = []
    for theme in THEMES.values():
        drawn = code_colour(theme, stored).name().upper()
        # A colour of the palette has a form for each theme; any other is moved where it would be too faint.
        moved = drawn != stored.upper() and colour_name(stored) == _OWN
        how = f" (drawn {'lighter' if theme.dark else 'darker'})" if moved else ""
        parts.append(f"{contrast(drawn, theme.surface):.1f}:1 on {theme.name}{how}")
    return f"Contrast {', '.join(parts)}"


class ColourPicker(QWidget):
    """A grid of colours; arrows move in it, Space or Enter chooses. Below it, on demand, any colour: as six
    digits or from a field. `chosen(str)` has the colour to store."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Colour")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._stored = ""
        self._name = Label("", "muted", parent=self)
        self._swatches = [_Swatch(colour, self) for colour in CODE_COLOURS]
        self.contrast = Label("", "muted", wrap=True, parent=self)
        self.free_button = Button("Other…", "quiet", tip="Any other colour", parent=self)
        self.free_button.setAccessibleName("Any other colour")
        self.digits = Field(hint="#RRGGBB", name="Colour as #RRGGBB", parent=self)
        self.digits.setFixedWidth(96)
        self.digits.setMaxLength(7)
        self.field = ColourField(self)
        self._preview = Chip("", 18, self)
        self._free = QWidget(self)
        self._free.setLayout(column(row(self.digits, self._preview, None), self.field, space=6))
        self._free.setVisible(False)
        head = row(Label("Colour", "heading", parent=self), self._name, None, self.free_button)
        self.setLayout(column(head, self._grid(), self.contrast, self._free, space=6))
        self._connect()
        self.set_colour("")

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3)
        grid.setVerticalSpacing(4)
        for number, swatch in enumerate(self._swatches):
            grid.addWidget(swatch, number // COLUMNS, number % COLUMNS)
        grid.setColumnStretch(COLUMNS, 1)
        return grid

    def _connect(self) -> None:
        for swatch in self._swatches:
            swatch.clicked.connect(self._choose)
            swatch.moved.connect(self._move)
        self.free_button.clicked.connect(self._show_free)
        self.digits.textEdited.connect(self._look)
        self.digits.returnPressed.connect(self._take_digits)
        self.field.moved.connect(self._preview_colour)
        self.field.chosen.connect(self.chosen)

    def set_colour(self, stored: str) -> None:
        """Marks a stored colour without telling."""
        self._stored = stored
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
        if not self.digits.hasFocus():
            self.digits.setText(wanted)
        self._preview_colour(stored, typed=True)
        self.field.set_colour(stored if _DIGITS.fullmatch(stored) else "", marked=bool(stored) and not tabbed)

    @Slot()
    def _show_free(self) -> None:
        self._free.setVisible(not self._free.isVisible())
        self.free_button.setText("Less" if self._free.isVisible() else "Other…")
        if self._free.isVisible():
            self.digits.setFocus(Qt.FocusReason.OtherFocusReason)
            self.digits.selectAll()

    @Slot(str)
    def _preview_colour(self, colour: str, *, typed: bool = False) -> None:
        known = bool(_DIGITS.fullmatch(colour))
        self._preview.set_colour(colour if known else "")
        self.contrast.setText(contrast_words(colour) if known else "")
        if known and not typed:
            self.digits.setText(colour)

    @Slot(str)
    def _look(self, words: str) -> None:
        colour = _with_hash(words)
        self._preview_colour(colour, typed=True)
        if _DIGITS.fullmatch(colour):
            self.field.set_colour(colour, marked=True)

    @Slot()
    def _take_digits(self) -> None:
        colour = _with_hash(self.digits.text())
        if _DIGITS.fullmatch(colour):
            self.chosen.emit(colour)
        else:
            self.contrast.setText("A colour is # and six digits from 0 to 9 and A to F.")

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

    def focus_chosen(self) -> None:
        """Puts the keyboard on the chosen colour, or on the first."""
        chosen = next((swatch for swatch in self._swatches if swatch.isChecked()), self._swatches[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)


def _with_hash(words: str) -> str:
    return "#" + words.strip().removeprefix("#").upper()


class ColourPopup(Popup):
    """The colours in a box of their own, for a code in a tree; it closes when one is chosen."""

    def __init__(self, stored: str, *, parent: QWidget) -> None:
        super().__init__(272, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.colours = ColourPicker(self)
        self.colours.set_colour(stored)
        self.body.addLayout(column(self.colours, margins=(16, 12, 16, 14)))
        self.colours.chosen.connect(self.close)
        self.colours.free_button.clicked.connect(self.adjustSize)

    def ask_at(self, left: int, top: int, bottom: int) -> None:
        self.show_beside(left, top, bottom)
        self.colours.focus_chosen()
