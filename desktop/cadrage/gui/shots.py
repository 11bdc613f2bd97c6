"""Renders every screen to PNG, light and dark, in two sizes: `python -m cadrage.gui.shots DIR [SCREEN …]`."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from cadrage.core.errors import UserError
from cadrage.gui import waiting
from cadrage.gui.appearance import Mode, appearance
from cadrage.gui.application import application, hush_platform
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.gui.shots_screens import SCREENS
from cadrage.gui.shots_stage import Stage

MODES: tuple[Mode, ...] = ("light", "dark")
SIZES = ((1280, 800), (1920, 1080))


def main(out: Path, wanted: Sequence[str] = (), sizes: Sequence[tuple[int, int]] = SIZES) -> int:
    """The screens named, or all, into a folder; settings of the user are neither read nor changed."""
    unknown = set(wanted) - SCREENS.keys()
    if unknown:
        raise UserError(f"There is no screen {', '.join(sorted(unknown))}. These are: {', '.join(SCREENS)}.")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cadrage-shots-") as folder:
        os.environ[FILE_VARIABLE] = str(Path(folder) / "settings.ini")
        _make_screens(Path(folder), sizes)
        application()
        hush_platform()
        stage = Stage(Path(folder))
        for mode in MODES:
            appearance().set_mode(mode)
            for width, height in sizes:
                stage.window.move(_corner(width, height))
                stage.window.resize(width, height)
                for screen in wanted or SCREENS:
                    with stage.shown(SCREENS[screen]) as over:
                        picture(stage.window, over).save(str(out / f"{screen}-{mode}-{width}.png"))
        stage.window.close()
    print(f"The pictures are in {out}.")
    return 0


def _make_screens(folder: Path, sizes: Sequence[tuple[int, int]]) -> None:
    """Without a display: a screen for each size, which the window fills, so that popups find their place on it."""
    if os.environ.get("QT_QPA_PLATFORM", "") != "offscreen":
        return
    screens, left = [], 0
    for width, height in sizes:
        screens.append({"name": f"{width}", "x": left, "y": 0, "width": width, "height": height, "dpr": 1})
        left += width
    file = folder / "screens.json"
    file.write_text(json.dumps({"screens": screens, "windowFrameMargins": False}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"


def _corner(width: int, height: int) -> QPoint:
    """Of the screen of this size, else of the first one."""
    screens = [screen.geometry() for screen in QGuiApplication.screens()]
    fitting = [place for place in screens if place.size() == QSize(width, height)]
    return (fitting or screens)[0].topLeft()


def picture(window: QWidget, over: QWidget | None) -> QPixmap:
    """What is seen of the window, with a popup over it in its place; another window alone."""
    waiting.pause()
    if over is not None and over.windowType() == Qt.WindowType.Window:
        return over.grab()
    seen = window.grab()
    if over is not None:
        with QPainter(seen) as painter:
            painter.drawPixmap(over.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), over.grab())
    return seen


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "shots"), sys.argv[2:]))
