"""The window's fixtures serve here too; settings go to a file of the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadrage.gui.settings import FILE_VARIABLE
from tests.gui.conftest import light

__all__ = ["light"]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
