"""The one QApplication, dressed in theme, fonts and icon."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from cadrage import __version__
from cadrage.gui.appearance import Appearance, appearance
from cadrage.gui.icons import icon
from cadrage.gui.settings import Settings


def application() -> QApplication:
    """Made at the first call; in the appearance that the user chose."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Cadrage")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("cadrage")
    if app.findChild(Appearance) is None:
        Appearance(app, Settings().appearance)
    appearance()
    app.setWindowIcon(icon("scan-text", "accent"))
    return app


def hush_platform() -> None:
    """Keep what a platform without windows says of itself out of a script's output."""
    qInstallMessageHandler(_told)


def _told(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)
