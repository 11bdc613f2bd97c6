"""Everything that is pressed: buttons, tool buttons, a choice among segments, check boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit.painting import CENTRE, draw_ring, draw_rounded, draw_text
from cadrage.gui.theme import Token

Kind = Literal["plain", "primary", "quiet", "small"]
_ICON_TOKENS: dict[Kind, Token] = {
    "plain": "text2",
    "primary": "on_accent",
    "quiet": "accent",
    "small": "text2",
}


class Button(QPushButton):
    """A push button; one primary a view."""

    def __init__(
        self,
        words: str,
        kind: Kind = "plain",
        icon: str = "",
        *,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setProperty("kind", kind)
        size = 12 if kind == "small" else 13
        self.setFont(fonts.ui(size, fonts.MEDIUM if kind == "primary" else fonts.REGULAR))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tip)
        if icon:
            self.setIcon(icons.icon(icon, _ICON_TOKENS[kind]))
            self.setIconSize(QSize(17, 14) if kind == "small" else QSize(18, 15))


class ToolButton(QToolButton):
    """An icon that acts. `words` is its tooltip and its name for a screen reader; `shown` shows it too.

    `tab` marks the buttons that choose a view: the one chosen looks like a tab.
    """

    def __init__(
        self,
        icon: str,
        words: str,
        *,
        shown: bool = False,
        tab: bool = False,
        size: int = 16,
        token: Token = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon(icon, token, "accent" if tab else None))
        self.setIconSize(QSize(size + 4 if shown else size, size))
        self.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("labelled", shown)
        self.setProperty("tab", tab)
        self.setCheckable(tab)
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if shown else style.ToolButtonIconOnly)
        self.setFont(fonts.ui())
        if tab:
            self.toggled.connect(self._weigh)

    def set_icon(self, icon: str, token: Token = "text2") -> None:
        self.setIcon(icons.icon(icon, token))

    def set_tip(self, words: str) -> None:
        if words != self.toolTip():
            self.setToolTip(words)
            self.setAccessibleName(words)

    @Slot()
    def _weigh(self) -> None:
        self.setFont(fonts.ui(13, fonts.SEMIBOLD if self.isChecked() else fonts.REGULAR))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A new style sheet gives every widget the font back that it had at first.
        if event.type() == QEvent.Type.StyleChange and self.property("tab"):
            self._weigh()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.property("tab"):
            # The chosen tab is bolder: keep its room, so that its neighbours stand still.
            plain = QFontMetricsF(self.font()).horizontalAdvance(self.text())
            bold = QFontMetricsF(fonts.ui(13, fonts.SEMIBOLD)).horizontalAdvance(self.text())
            hint.setWidth(hint.width() + round(bold - plain))
        return hint


class ElidedButton(ToolButton):
    """A labelled tool button that gives way where room is short; the whole of its words is its tooltip."""

    LEAST = 64

    def __init__(self, icon: str, words: str, *, size: int = 16, token: Token = "text2", parent: QWidget) -> None:
        self._whole = words
        super().__init__(icon, words, shown=True, size=size, token=token, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str, tip: str = "") -> None:
        self._whole = words
        self.set_tip(tip or words)
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        """Qt cuts the words of a button: they are shortened here. Qt reads & as the mark of a key."""
        metrics = QFontMetricsF(self.font())
        around = super().sizeHint().width() - metrics.horizontalAdvance(self.text().replace("&&", "&"))
        room = max(self.width() - around, 0.0) + 0.5
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))

    def sizeHint(self) -> QSize:
        metrics, hint = QFontMetricsF(self.font()), super().sizeHint()
        more = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(hint.width() + math.ceil(more), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Segment(QPushButton):
    def __init__(self, words: str, *, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._first = first
        self._last = last
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _outline(self, inset: float) -> QPainterPath:
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        round_box, left, right = QPainterPath(), QPainterPath(), QPainterPath()
        round_box.addRoundedRect(rect, 6 - inset, 6 - inset)
        half = rect.width() / 2
        if not self._first:
            left.addRect(rect.adjusted(0, 0, -half, 0))
        if not self._last:
            right.addRect(rect.adjusted(half, 0, 0, 0))
        return round_box.united(left).united(right)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(fonts.ui(12, fonts.MEDIUM)).horizontalAdvance(self.text())
        return QSize(round(words) + 24, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() - 12, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            theme = current()
            if self.isChecked():
                painter.setPen(QPen(theme.colour("accent"), 1))
                painter.setBrush(theme.colour("accent_soft"))
                painter.drawPath(self._outline(0.5))
            elif self.underMouse() and self.isEnabled():
                painter.fillPath(self._outline(1), theme.colour("hover"))
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawPath(self._outline(1))
            on = self.isChecked()
            ink: Token = "control" if not self.isEnabled() else "text" if on else "text2"
            font = fonts.ui(12, fonts.MEDIUM if on else fonts.REGULAR)
            draw_text(painter, QRectF(self.rect()), self.text(), font, ink, align=CENTRE)


class Segments(QWidget):
    """A choice of one among a few. `chosen(value)` tells of the user's choice, never of `set_value`."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[object, str]],
        value: object = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.set_choices(choices)
        self.set_value(value)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        chosen = self.value()
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._values = [value for value, _ in choices]
        for place, (_, words) in enumerate(choices):
            segment = _Segment(words, first=place == 0, last=place == len(choices) - 1, parent=self)
            self._group.addButton(segment, place)
            self._row.addWidget(segment)
        self.set_value(chosen)

    def value(self) -> object:
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def set_value(self, value: object) -> None:
        """Chooses without telling; a value that is not among the choices clears the choice."""
        self._group.setExclusive(False)
        for place, each in enumerate(self._values):
            self._group.button(place).setChecked(each == value)
        self._group.setExclusive(True)
        self._let_in()

    def _let_in(self) -> None:
        """Tab comes to the one that is chosen, and the arrows go on from there; Qt's Tab takes the first."""
        buttons = self._group.buttons()
        chosen = self._group.checkedButton() or (buttons[0] if buttons else None)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if button is chosen else Qt.FocusPolicy.NoFocus)
        if chosen is not None:
            set_first_focus(self, chosen)

    @Slot(int)
    def _choose(self, place: int) -> None:
        self._let_in()
        self.chosen.emit(self._values[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            theme = current()
            strong = theme.colour("strong")
            draw_rounded(painter, QRectF(self.rect()), theme.colour("raised"), strong)
            for place in range(1, len(self._values)):
                left = self._group.button(place).x()
                painter.fillRect(QRectF(left, 1, 1, self.height() - 2), strong)


def _draw_indicator(button: QAbstractButton, painter: QPainter, rect: QRectF, *, radius: float) -> None:
    theme = current()
    if button.isChecked():
        ground = theme.colour("accent" if button.isEnabled() else "control")
        draw_rounded(painter, rect, ground, radius=radius)
    else:
        edge: QColor = theme.colour("control" if button.isEnabled() else "strong")
        draw_rounded(painter, rect, theme.colour("raised"), edge, radius=radius)
    if button.hasFocus():
        draw_ring(painter, rect.adjusted(-3, -3, 3, 3), radius=radius + 3)


def _draw_choice(button: QAbstractButton, painter: QPainter, *, radius: float) -> QRectF:
    """The indicator and the words of a check box or radio button; the indicator's place."""
    rect = QRectF(3, round((button.height() - 16) / 2), 16, 16)
    _draw_indicator(button, painter, rect, radius=radius)
    words = QRectF(rect.right() + 8, 0, button.width() - rect.right() - 8, button.height())
    draw_text(painter, words, button.text(), button.font(), "text" if button.isEnabled() else "control")
    return rect


class CheckBox(QCheckBox):
    """A check box whose empty square is seen in both themes; the whole of shortened words is its tooltip."""

    LEAST = 48

    def __init__(self, words: str = "", *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setChecked(on)
        self.setFont(fonts.ui())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(words) + (31 if words else 22), 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint().boundedTo(QSize(self.LEAST, 24))

    def hitButton(self, position: object) -> bool:
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self.toolTip() in ("", self.text()):
            self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = _draw_choice(self, painter, radius=4)
            if self.checkState() == Qt.CheckState.Checked:
                icons.draw(painter, "check", rect.adjusted(2, 2, -2, -2), "on_accent", stroke=3)
            elif self.checkState() == Qt.CheckState.PartiallyChecked:
                icons.draw(painter, "minus", rect.adjusted(2, 2, -2, -2), "on_accent", stroke=3)


class RadioButton(QRadioButton):
    """One of several that exclude each other, where segments would be too wide."""

    def __init__(self, words: str = "", *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setChecked(on)
        self.setFont(fonts.ui())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 31, 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = _draw_choice(self, painter, radius=8)
            if self.isChecked():
                draw_rounded(painter, rect.adjusted(5, 5, -5, -5), current().colour("on_accent"), radius=3)
