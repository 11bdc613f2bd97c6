"""The one QApplication, dressed in theme, fonts and icon."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QMessageLogContext, QProcess, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from cadrage import __version__, paths
from cadrage.gui.appearance import Appearance, appearance
from cadrage.gui.icons import drawn
from cadrage.gui.settings import Settings

_SCALE = "QT_SCALE_FACTOR"
_size = [100]
# What Qt says on machines without a screen or a language: it shows nothing, and takes UTF-8.
HARMLESS = ("This plugin does not support", "Detected locale")
_ICON_SIZES = (16, 24, 32, 48, 64, 128)


class Application(QApplication):
    """`file_wanted(path)`: the system hands a file to the running program, as macOS does for a double click."""

    file_wanted = Signal(Path)

    # Overrides of Qt.

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_wanted.emit(Path(event.file()))
            return True
        return super().event(event)


def application() -> QApplication:
    """Made at the first call; in the appearance that the user chose."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else _scaled(Settings().interface_size)
    app.setApplicationName("Cadrage")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("cadrage")
    if app.findChild(Appearance) is None:
        Appearance(app, Settings().appearance)
    appearance()
    app.setWindowIcon(_icon())
    return app


def _icon() -> QIcon:
    """The program's icon in the sizes that title bars and task bars show."""
    found = QIcon()
    for size in _ICON_SIZES:
        found.addPixmap(drawn(paths.resources() / "icons/cadrage.svg", size))
    return found


def _scaled(size: int) -> QApplication:
    """All of the interface in a size, in per cent of the usual one: Qt takes it before the first window only."""
    outer = os.environ.get(_SCALE)
    os.environ[_SCALE] = str(_number(outer) * size / 100)
    app = Application(sys.argv[:1])
    # What we start from here scales by itself, or it would be scaled twice.
    del os.environ[_SCALE]
    if outer is not None:
        os.environ[_SCALE] = outer
    _size[-1] = size
    return app


def _number(words: str | None) -> float:
    try:
        return float(words or 1)
    except ValueError:
        return 1.0


def interface_size() -> int:
    """The size of all that is shown now, in per cent; another one needs another start."""
    return _size[-1]


def start_again() -> None:
    """Start the program as it was started, beside this one, which is about to end."""
    QProcess.startDetached(sys.executable, sys.orig_argv[1:])


def hush_platform() -> None:
    """Keep what a platform without windows says of itself out of a script's output."""
    qInstallMessageHandler(_told)


def _told(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    if not words.startswith(HARMLESS):
        print(words, file=sys.stderr)
