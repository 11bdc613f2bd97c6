"""The size of the whole interface: taken at a start, and the start that takes it finds its place again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cadrage.gui.settings import FILE_VARIABLE, Settings
from cadrage.jobs import sample

_ASK = """
import json, os
from cadrage.gui.application import application, interface_size
app = application()
ratio = app.primaryScreen().devicePixelRatio()
print(json.dumps([ratio, interface_size(), os.environ.get("QT_SCALE_FACTOR")]))
"""

_TWICE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cadrage import app
from cadrage.gui.application import application, hush_platform
from cadrage.gui.main_window import MainWindow

told, study = Path(sys.argv[1]), Path(sys.argv[2])
again = told.exists()


def act():
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    if not again:
        told.touch()
        window.open_project(study)
        documents = window.session.project.documents.all()
        window.session.open_document(documents[2].id)
        window.settings.interface_size = 125
        window.open_anew()
        return
    path, document = str(window.session.project.path), window.session.document
    window.close()
    told.write_text(json.dumps([window.devicePixelRatio(), path, document]))


application()
hush_platform()
QTimer.singleShot(300, act)
sys.exit(app.run())
"""


def run(code: str, *arguments: str, settings: Path, **variables: str) -> str:
    environment = {**os.environ, FILE_VARIABLE: str(settings), "QT_QPA_PLATFORM": "offscreen", **variables}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@pytest.mark.parametrize(("outer", "ratio"), [(None, 1.5), ("2", 3.0), ("large", 1.5)])
def test_the_size_is_taken_at_the_start_and_not_handed_down(tmp_path: Path, outer: str | None, ratio: float) -> None:
    file = tmp_path / "settings.ini"
    settings = Settings(file)
    settings.interface_size = 150
    settings.sync()
    variables = {"QT_SCALE_FACTOR": outer} if outer is not None else {}
    assert json.loads(run(_ASK, settings=file, **variables)) == [ratio, 150, outer]


def test_a_first_start_has_the_usual_size(tmp_path: Path) -> None:
    assert json.loads(run(_ASK, settings=tmp_path / "settings.ini")) == [1.0, 100, None]


def test_the_window_opened_anew_is_larger_and_at_the_same_place(tmp_path: Path) -> None:
    study, told, script = tmp_path / "study.cadrage", tmp_path / "told.json", tmp_path / "twice.py"
    with sample.build(study) as project:
        third = project.documents.all()[2].id
    script.write_text(_TWICE, encoding="utf-8")
    environment = {**os.environ, FILE_VARIABLE: str(tmp_path / "settings.ini"), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, str(script), str(told), str(study)], env=environment, check=True, timeout=60)
    for _ in range(300):
        if told.exists() and told.read_text(encoding="utf-8"):
            break
        time.sleep(0.1)
    assert json.loads(told.read_text(encoding="utf-8")) == [1.25, str(study.resolve()), third]
