"""A project that is named to the program, or handed to it by the system, stands open in its window."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cadrage.store.project import Project
from tests.commands import environment

SHOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from cadrage import cli
from cadrage.gui.application import application
from cadrage.gui.main_window import MainWindow

app = application()

def window():
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))

def look():
    print(window().windowTitle(), "|", window().messages.isVisible())
    window().close()

way = sys.argv.pop(1)
if way == "handed over":
    path = sys.argv.pop()
    QTimer.singleShot(0, app, lambda: QCoreApplication.sendEvent(app, QFileOpenEvent(path)))
QTimer.singleShot(1500, app, look)
sys.exit(cli.window())
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("my study") / "Krim, März.cadrage"
    Project.create(path).close()
    return path


def shown(way: str, path: Path, home: Path) -> str:
    """The window's title after a start of this kind, and whether the window has to say something."""
    mine = environment(QT_QPA_PLATFORM="offscreen", CADRAGE_SETTINGS=str(home / "s.ini"), XDG_DATA_HOME=str(home))
    command = [sys.executable, "-c", SHOW, way, str(path)]
    folder = home if path.is_absolute() else home / path.parent
    done = subprocess.run(command, env=mine, cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


def test_the_windows_launcher_opens_the_file_that_a_double_click_names(project: Path, tmp_path: Path) -> None:
    assert shown("cadrage-window", project, tmp_path) == "Krim, März – Cadrage | False"


def test_a_name_relative_to_the_folder_will_do(project: Path, tmp_path: Path) -> None:
    shutil.copy(project, tmp_path / "copy.cadrage")
    assert shown("cadrage-window", Path("copy.cadrage"), tmp_path) == "Krim, März – Cadrage | False"


def test_a_file_handed_over_by_the_system_is_opened(project: Path, tmp_path: Path) -> None:
    assert shown("handed over", project, tmp_path) == "Krim, März – Cadrage | False"


def test_a_file_that_is_not_there_is_said_in_the_window(project: Path, tmp_path: Path) -> None:
    assert shown("cadrage-window", project.with_name("gone.cadrage"), tmp_path) == "Cadrage | True"
