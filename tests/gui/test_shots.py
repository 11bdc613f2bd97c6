"""Pictures of the window: `python -m cadrage.gui.shots DIR SCREEN …`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cadrage.core.errors import UserError
from cadrage.gui import shots
from cadrage.gui.shots_study import CODEBOOK


def test_each_screen_is_taken_light_and_dark_in_both_sizes(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "cadrage.gui.shots", str(tmp_path), "commands", "settings"]
    subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)
    pictures = {path.name: QImage(str(path)) for path in tmp_path.glob("*.png")}
    sizes = ((1280, 800), (1920, 1080))
    for mode in ("light", "dark"):
        for width, height in sizes:
            whole = pictures[f"commands-{mode}-{width}.png"]
            assert (whole.width(), whole.height()) == (width, height)
            assert f"settings-{mode}-{width}.png" in pictures
    assert len(pictures) == 8
    light, dark = pictures["commands-light-1280.png"], pictures["commands-dark-1280.png"]
    assert light.pixelColor(5, 5).lightness() > 200
    assert dark.pixelColor(5, 5).lightness() < 60


def test_a_screen_that_does_not_exist_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no screen attic"):
        shots.main(tmp_path / "never", ("attic",))
    assert not (tmp_path / "never").exists()


def test_the_study_has_forty_codes_on_three_levels() -> None:
    leaves = [leaf for _, _, parts in CODEBOOK for _, _, below in parts for leaf in below]
    parts = [part for _, _, middle in CODEBOOK for part in middle]
    assert len(CODEBOOK) + len(parts) + len(leaves) == 40
    assert max(len(name) for _, name, _ in parts) >= 55
