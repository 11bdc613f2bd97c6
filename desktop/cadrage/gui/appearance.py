"""Which theme the program shows: it follows the system unless the user chose one."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from cadrage.gui import fonts
from cadrage.gui.style_sheet import style_sheet
from cadrage.gui.theme import DARK, LIGHT, Theme, palette

Mode = Literal["system", "light", "dark"]
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
_shown: list[Theme] = [LIGHT]


def current() -> Theme:
    """The theme shown now. Ask when painting; do not keep it."""
    return _shown[-1]


class Appearance(QObject):
    """Applies the theme to the application; one object, owned by the application.

    Palette, style sheet and icons follow a switch by themselves. Connect `theme_changed(Theme)` only
    where a widget keeps colours or prepared pictures.
    """

    theme_changed = Signal(object)

    def __init__(self, app: QApplication, mode: Mode = "system") -> None:
        super().__init__(app)
        self.setObjectName("appearance")
        self._app = app
        self._mode: Mode = mode
        app.setStyle("Fusion")
        app.setFont(fonts.ui())
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._show(self._wanted())
        self.set_mode(mode)

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def theme(self) -> Theme:
        return current()

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        # Tells the platform too, for title bars and native dialogs; Unknown returns to the system's.
        self._app.styleHints().setColorScheme(_SCHEMES[mode])
        self._follow()

    def _wanted(self) -> Theme:
        if self._mode == "system":
            return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    @Slot()
    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not current():
            self._show(wanted)
            self.theme_changed.emit(wanted)

    def _show(self, theme: Theme) -> None:
        _shown[-1] = theme
        self._app.setPalette(palette(theme))
        # Qt dresses every widget anew as often as it has ancestors when one style sheet follows another,
        # but once where there was none.
        self._app.setStyleSheet("")
        self._app.setStyleSheet(style_sheet(theme))


def appearance() -> Appearance:
    """The application's Appearance; made on the first call."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("the window needs a QApplication first")
    found = app.findChild(Appearance, "appearance", Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Appearance) else Appearance(app)
