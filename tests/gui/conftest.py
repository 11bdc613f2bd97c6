"""A real application for every test of the window: its theme, its fonts, and no warning from Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from cadrage.gui.appearance import Appearance, appearance

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[Appearance]:
    """Each test begins in the light theme."""
    shown = appearance()
    shown.set_mode("light")
    yield shown
    shown.set_mode("light")
