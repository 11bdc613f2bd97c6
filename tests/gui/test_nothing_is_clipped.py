"""Every screen with long names, at four sizes: no words without room, no control over another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cadrage.gui import waiting
from cadrage.gui.kit import ElidedLabel
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.gui.shots_screens import SCREENS
from cadrage.gui.shots_stage import Stage
from tests.gui.clipping import complaints

# The last is what a screen of 1280×800 has room for where the interface is shown at 150 %.
SIZES = ((1920, 1080), (1280, 800), (1024, 700), (853, 533))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("stage")
        patch.setenv(FILE_VARIABLE, str(folder / "settings.ini"))
        made = Stage(folder)
        yield made
        made.window.close()


def seen(window: QWidget, over: QWidget | None) -> list[str]:
    return complaints(window) + (complaints(over) if over is not None else [])


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_clipped(stage: Stage, size: tuple[int, int], screen: str) -> None:
    stage.window.resize(QSize(*size))
    with stage.shown(SCREENS[screen]) as over:
        found = seen(stage.window, over)
        for _ in range(5):
            if found:  # wrapped words get their height a round of layout after their width
                waiting.pause(100)
                found = seen(stage.window, over)
        assert stage.window.width() == size[0]
        assert "\n".join(dict.fromkeys(found)) == ""


def test_the_heading_starts_where_a_centred_text_starts(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    wide = Stage(tmp_path)
    qtbot.addWidget(wide.window)
    wide.window.resize(1920, 1080)
    with wide.shown(SCREENS["coding"]):
        view, title = wide.pane.view, wide.session.project.documents.all()[0].title
        heading = next(label for label in wide.pane.findChildren(ElidedLabel) if label.text() == title)
        text = view.viewport().mapTo(wide.pane, QPoint(0, 0)).x()
        assert text > 200
        assert heading.mapTo(wide.pane, QPoint(0, 0)).x() == text


def test_a_clipped_label_and_an_overlap_would_be_found(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    label = QLabel("A label with many more words than there is room for", box)
    label.setGeometry(0, 0, 60, 20)
    button = QPushButton("Over it", box)
    button.setGeometry(30, 0, 90, 24)
    box.setFixedSize(100, 30)
    box.show()
    waiting.pause()
    found = complaints(box)
    assert any("needs a width" in line for line in found)
    assert any("lies over" in line for line in found)
    assert any("cuts off" in line for line in found)


def test_words_with_room_are_not_complained_of(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    layout = QHBoxLayout(box)
    layout.addWidget(QLabel("Enough room"))
    layout.addWidget(QPushButton("Here too"))
    box.show()
    waiting.pause()
    assert complaints(box) == []
