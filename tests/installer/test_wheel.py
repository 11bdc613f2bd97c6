"""The wheel holds the program and its shipped files once; an editable install holds none of them."""

from __future__ import annotations

import subprocess
import sys
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

from cadrage import __version__
from installer import facts

pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed here")

BUILD = "import sys; from hatchling import build; print(build.{}(sys.argv[1]))"
ABOUT = f"cadrage-{__version__}.dist-info"


def built(how: str, folder: Path) -> Path:
    """Made by the function of this name, which pip calls."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD.format(how), str(folder)],
        cwd=facts.ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    return ZipFile(built("build_wheel", tmp_path_factory.mktemp("wheel")))


def files_under(folder: str) -> set[str]:
    """Relative paths of a folder of the checkout."""
    here = facts.ROOT / folder
    found = {path.relative_to(here) for path in here.rglob("*") if path.is_file()}
    return {path.as_posix() for path in found if not any(part.startswith((".", "__pyc")) for part in path.parts)}


@pytest.mark.parametrize(
    ("source", "inside"),
    [("desktop/cadrage", "cadrage"), ("resources", "cadrage/resources"), ("corpus", "cadrage/corpus")],
)
def test_every_shipped_file_lies_in_the_wheel_once(wheel: ZipFile, source: str, inside: str) -> None:
    packed = wheel.namelist()
    for file in files_under(source):
        assert packed.count(f"{inside}/{file}") == 1, file


def test_the_wheel_holds_nothing_else(wheel: ZipFile) -> None:
    assert {name.split("/")[0] for name in wheel.namelist()} == {"cadrage", ABOUT}
    wanted = sum(len(files_under(folder)) for folder in ("desktop/cadrage", "resources", "corpus"))
    assert len([name for name in wheel.namelist() if name.startswith("cadrage/")]) == wanted
    assert not [name for name in wheel.namelist() if name.endswith((".pyc", ".lock"))]


def test_no_content_lies_in_the_wheel_twice(wheel: ZipFile) -> None:
    sums = [(each.CRC, each.file_size) for each in wheel.infolist() if each.file_size > 200]
    assert len(set(sums)) == len(sums)


def test_the_wheel_says_version_licence_and_commands(wheel: ZipFile) -> None:
    about = Parser().parsestr(wheel.read(f"{ABOUT}/METADATA").decode())
    assert (about["Name"], about["Version"], about["License-Expression"]) == ("cadrage", __version__, "MIT")
    assert f"{ABOUT}/licenses/LICENSE" in wheel.namelist()
    commands = wheel.read(f"{ABOUT}/entry_points.txt").decode()
    assert "cadrage = cadrage.cli:main" in commands
    assert "cadrage-window = cadrage.cli:window" in commands


def test_an_editable_install_points_to_the_checkout_and_copies_nothing(tmp_path: Path) -> None:
    with ZipFile(built("build_editable", tmp_path)) as editable:
        others = [name for name in editable.namelist() if not name.startswith(ABOUT)]
        (pointer,) = others
        assert pointer.endswith(".pth")
        assert editable.read(pointer).decode().split() == [str(facts.ROOT / "desktop")]
