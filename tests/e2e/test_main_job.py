"""The whole job in one go, with real keys and a real mouse on the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cadrage import paths
from cadrage.gui.main_window import MainWindow
from tests.e2e.main_job import do


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.jobs.make_project(tmp_path / "study.cadrage")
    return window


def test_two_coders_code_the_sample_articles_by_hand_compare_and_export(window: MainWindow, tmp_path: Path) -> None:
    table = do(window, paths.corpus() / "articles", tmp_path / "study.xlsx")
    assert table.coders == ("A", "B")
    assert table.documents == 5
    used = {row.code.label: row for row in table.codes if row.coded}
    assert {"ESC-MIL", "LEG-ILL", "SAN-THR", "SAN-CTR"} <= used.keys()
    assert all(0 < (row.coefficients["krippendorff_alpha"].value or 0) < 1 for row in used.values())
