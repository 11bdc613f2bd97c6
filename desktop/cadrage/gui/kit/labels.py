"""Words, marks and lines: everything that shows and is never pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.kit.painting import badge_width, draw_badge, draw_chip, draw_rounded, draw_text
from cadrage.gui.theme import Token

Role = Literal["body", "strong", "title", "start", "code", "heading", "secondary", "muted", "quotation", "group"]
Tone = Literal["neutral", "accent", "good", "warn", "bad"]
_FONTS: dict[Role, tuple[Callable[[], QFont], Token]] = {
    "body": (fonts.ui, "text"),
    "strong": (lambda: fonts.ui(13, fonts.SEMIBOLD), "text"),
    "title": (fonts.title, "text"),
    "start": (fonts.start_title, "text"),
    "code": (fonts.code_name, "text"),
    "heading": (fonts.heading, "text2"),
    "secondary": (fonts.secondary, "text2"),
    "muted": (fonts.secondary, "text3"),
    "quotation": (fonts.quotation, "text"),
    "group": (fonts.group_heading, "text2"),
}
_TONES: dict[Tone, tuple[Token, Token]] = {
    "neutral": ("text2", "sunken"),
    "accent": ("text", "accent_soft"),
    "good": ("good", "good_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
}


def restyle(widget: QWidget) -> None:
    """Makes the style sheet look at a changed property again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Label(QLabel):
    """Words in a role; plain text unless told otherwise."""

    def __init__(
        self,
        words: str = "",
        role: Role = "body",
        *,
        ink: Token | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        font, token = _FONTS[role]
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font())
        self.setProperty("ink", ink or token)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_ink(self, token: Token) -> None:
        if self.property("ink") != token:
            self.setProperty("ink", token)
            restyle(self)


_SLACK = 60  # pixels
_STEADY = 120  # pixels that a label asks for whose room does not follow its words


class ElidedLabel(QWidget):
    """One line of words that gives way where room is short; the whole text is its tooltip then.

    A `steady` one stands where it is given all the room there is: other words lay nothing out anew.
    """

    def __init__(
        self,
        words: str = "",
        role: Role = "body",
        *,
        ink: Token | None = None,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        steady: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        font, token = _FONTS[role]
        self._steady = steady
        self._words = words
        self._ink: Token = ink or token
        self._elide = elide
        self.setFont(font())
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._words

    def set_text(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            if not self._steady and self._has_other_room():
                self.updateGeometry()
            self.update()

    def set_ink(self, token: Token) -> None:
        self._ink = token
        self.update()

    def _has_other_room(self) -> bool:
        """A few pixels more than the words need are no reason to lay a window out anew."""
        return bool(self._words) and not 0 <= self.width() - self.sizeHint().width() <= _SLACK

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        if self._steady:
            return QSize(_STEADY, int(metrics.height()) + 2)
        return QSize(int(metrics.horizontalAdvance(self._words)) + 2, int(metrics.height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_text(painter, QRectF(self.rect()), self._words, self.font(), self._ink, elide=self._elide)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            short = QFontMetricsF(self.font()).horizontalAdvance(self._words) > self.width()
            self.setToolTip(self._words if short else "")
        return super().event(event)


class Hairline(QFrame):
    """A line of one pixel between two areas."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "vertical" if vertical else "horizontal")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class _Mark(QWidget):
    """A painted mark of fixed size."""

    def __init__(self, width: int, height: int, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFixedSize(width, height)
        self.setAccessibleName(name)


class KeyBadge(_Mark):
    """A key cap: "Ctrl K", "1"."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(round(badge_width(key)), 18, f"Key {key}", parent)
        self._key = key

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_badge(painter, 0, self.height() / 2, self._key)


class Chip(_Mark):
    """A code's colour, as the project stores it."""

    def __init__(self, stored: str, size: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(size, size, "", parent)
        self._stored = stored

    def set_colour(self, stored: str) -> None:
        self._stored = stored
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_chip(painter, 0, 0, self._stored, self.width())


class IconLabel(_Mark):
    """An icon that is not a button, "" for none; `name` is what a screen reader says, empty for mere decoration."""

    def __init__(
        self,
        icon: str,
        token: Token = "text2",
        size: int = 16,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(size, size, name, parent)
        self._icon = icon
        self._token: Token = token

    def set_icon(self, icon: str, token: Token | None = None) -> None:
        if (icon, token or self._token) != (self._icon, self._token):
            self._icon, self._token = icon, token or self._token
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._icon:
            return
        with QPainter(self) as painter:
            icons.draw(painter, self._icon, QRectF(self.rect()), self._token)


class Pill(QWidget):
    """A short state in words on a soft ground."""

    def __init__(self, words: str, tone: Tone = "neutral", icon: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._tone: Tone = tone
        self._icon = icon
        self.setFont(fonts.ui(12, fonts.MEDIUM))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def set_state(self, words: str, tone: Tone = "neutral", icon: str = "") -> None:
        self._words, self._tone, self._icon = words, tone, icon
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        return QSize(round(words) + 18 + (18 if self._icon else 0), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ink, ground = _TONES[self._tone]
            draw_rounded(painter, QRectF(self.rect()), current().colour(ground), radius=11)
            left = 9.0
            if self._icon:
                icons.draw(painter, self._icon, QRectF(8, 4.5, 13, 13), ink)
                left = 26.0
            draw_text(painter, QRectF(left, 0, self.width() - left, 22), self._words, self.font(), ink)


class ProgressLine(QWidget):
    """How much is done, as a thin line; the number stands beside it in words."""

    def __init__(self, token: Token = "accent", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token: Token = token
        self._share = 0.0
        self.setFixedHeight(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(0, 0)

    def set_token(self, token: Token) -> None:
        if token != self._token:
            self._token = token
            self.update()

    def set_progress(self, done: int, total: int) -> None:
        share = min(1.0, done / total) if total else 0.0
        self.setAccessibleName(f"{done} of {total}")
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            draw_rounded(painter, rect, current().colour("strong"), radius=2)
            rect.setWidth(rect.width() * self._share)
            if self._share:
                draw_rounded(painter, rect, current().colour(self._token), radius=2)
