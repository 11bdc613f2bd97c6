"""Trained pipelines that users put into their own folder: unpacked ones, wheels, and files that are neither."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.language.test_trained_pipelines import MAKE

ASK = """
from cadrage.language.segments import split
found = split("one Two three Four", "sentence", "en")
print(found.splitter, [found.boundaries[0]])
"""
NAME = "en_news_sm"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with packages of pipelines, from which tests take what they need."""
    folder = tmp_path_factory.mktemp("made")
    subprocess.run([sys.executable, "-c", MAKE, str(folder)], check=True, capture_output=True, timeout=120)
    return folder


def wheel(made: Path, target: Path) -> None:
    """The pipeline as its makers hand it out."""
    with ZipFile(target, "w") as packed:
        for file in sorted(made.glob(f"{NAME}*/**/*")):
            packed.write(file, file.relative_to(made))


def ask(home: Path) -> str:
    """The splitter that a fresh process uses whose user's folder lies under this one."""
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "HOME": str(home), "LOCALAPPDATA": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    return done.stdout.strip()


def own_folder(home: Path) -> Path:
    """Where users put pipelines, as a fresh process knows it."""
    code = "from cadrage import paths; print(paths.user_pipelines())"
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "HOME": str(home), "LOCALAPPDATA": str(home)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    folder = Path(done.stdout.strip())
    assert not folder.exists()  # nothing is made by looking
    folder.mkdir(parents=True)
    return folder


def test_a_pipeline_unpacked_in_the_users_folder_is_found(made: Path, tmp_path: Path) -> None:
    wheel(made, tmp_path / "pipeline.zip")
    with ZipFile(tmp_path / "pipeline.zip") as packed:
        packed.extractall(own_folder(tmp_path))
    assert ask(tmp_path).startswith("lines, then en_news_sm")


def test_a_wheel_put_there_is_unpacked_once_and_found(made: Path, tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    wheel(made, folder / f"{NAME}-1.2.3-py3-none-any.whl")
    assert ask(tmp_path).startswith("lines, then en_news_sm")
    kept = (folder / NAME / "__init__.py").stat().st_mtime_ns
    assert ask(tmp_path).startswith("lines, then en_news_sm")
    assert (folder / NAME / "__init__.py").stat().st_mtime_ns == kept


def test_a_file_that_is_no_wheel_and_a_folder_that_cannot_be_made_leave_the_rules(tmp_path: Path) -> None:
    (own_folder(tmp_path) / f"{NAME}-1.2.3-py3-none-any.whl").write_bytes(b"half a down")
    assert ask(tmp_path).startswith("lines, then rules")
    (tmp_path / "file").write_bytes(b"")
    assert ask(tmp_path / "file").startswith("lines, then rules")
