"""What goes into the frozen program, and what its launchers do."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

from installer import build, facts
from installer.freeze import finishing, launcher, trimming

SPEC = facts.ROOT / "installer/freeze/cadrage.spec"
VENV = "/home/someone/venv/lib/python3.11/site-packages/"


@pytest.mark.parametrize(
    "target",
    [
        "cadrage/resources/handbook/index.md",
        "PySide6/QtCore.abi3.so",
        "PySide6/libpyside6.abi3.so.6.11",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\Qt6Widgets.dll",
        "PySide6\\QtWidgets.pyd",
        "libQt6Gui.so.6",
        "numpy.libs/libscipy_openblas64_-32a4b2a6.so",
        "spacy/tokens/doc.cpython-311-x86_64-linux-gnu.so",
        "babel/locale-data/root.dat",
        "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf",
        "cadrage-0.1.0.dist-info/entry_points.txt",
        "spacy-3.8.18.dist-info/licenses/LICENSE",
    ],
)
def test_what_the_program_needs_goes_in(target: str) -> None:
    assert trimming.is_wanted(target, VENV + target)


@pytest.mark.parametrize(
    "target",
    [
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6\\Qt6Qml.dll",
        "libQt6Network.so.6",
        "spacy/tests/README.md",
        "spacy/tokens/doc.pyx",
        "babel/locale-data/sw.dat",
        "matplotlib/mpl-data/sample_data/goog.npz",
        "cadrage-0.1.0.dist-info/direct_url.json",
        "cadrage-0.1.0.dist-info/RECORD",
        "pip-24.0.dist-info/METADATA",
    ],
)
def test_what_nobody_asks_for_stays_out(target: str) -> None:
    assert not trimming.is_wanted(target, VENV + target)


def test_of_the_systems_libraries_only_pythons_go_in() -> None:
    place = "/usr/lib/x86_64-linux-gnu/"
    assert trimming.is_wanted("libssl.so.3", place + "libssl.so.3")
    assert not trimming.is_wanted("libX11.so.6", place + "libX11.so.6")
    assert not trimming.is_wanted("libreadline.so.8", place + "libreadline.so.8")


def test_every_module_of_qt_that_is_imported_goes_in() -> None:
    imported: set[str] = set()
    for path in (facts.ROOT / "desktop/cadrage").rglob("*.py"):
        imported |= set(re.findall(r"^\s*from PySide6\.(\w+) import", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert imported <= trimming.QT_IN_PYTHON


def test_every_package_that_the_freeze_names_is_there() -> None:
    for name in (*trimming.PACKAGES, *trimming.DATA, *finishing.STRIPPED):
        assert find_spec(name) is not None, name


def test_the_spec_is_python_and_uses_all_that_trimming_says() -> None:
    source = SPEC.read_text(encoding="utf-8")
    used = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    assert used >= {"PACKAGES", "DATA", "EXCLUDED", "SPARED_HOOKS", "CHARTS", "is_wanted", "is_module_wanted"}


def test_programs_that_we_start_get_the_users_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_PATH", "/usr/lib/cadrage")
    monkeypatch.setenv("SOME_PATH_ORIG", "/opt/mine")
    launcher.give_back("SOME_PATH")
    assert os.environ["SOME_PATH"] == "/opt/mine"
    assert "SOME_PATH_ORIG" not in os.environ
    launcher.give_back("SOME_PATH")
    assert "SOME_PATH" not in os.environ


@pytest.mark.parametrize(("name", "said"), [("/usr/bin/cadrage", "cadrage "), ("/usr/bin/cadrage-window", "window")])
def test_the_launcher_is_the_console_unless_its_name_says_window(name: str, said: str) -> None:
    code = (
        "import sys\n"
        "from cadrage import app\n"
        "app.run = lambda projects: print('window', *projects) or 0\n"
        "from installer.freeze import launcher\n"
        "sys.argv = sys.argv[1:]\n"
        "sys.exit(launcher.run())"
    )
    command = [sys.executable, "-c", code, name, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=facts.ROOT)
    assert done.stdout.startswith(said)


def test_every_file_gets_one_time_and_a_plain_mode(tmp_path: Path) -> None:
    program = tmp_path / "cadrage"
    (program / "_internal").mkdir(parents=True)
    for path, mode in ((program / "cadrage", 0o700), (program / "_internal/lib.so", 0o755)):
        path.write_bytes(b"x")
        path.chmod(mode)
    (program / "link").symlink_to("cadrage")
    finishing.settle(program, 1_700_000_000)
    modes = {path.name: path.lstat().st_mode & 0o777 for path in program.rglob("*") if not path.is_symlink()}
    assert modes == {"_internal": 0o755, "cadrage": 0o755, "lib.so": 0o644}
    assert {path.lstat().st_mtime for path in program.rglob("*")} == {1_700_000_000}
    assert finishing.size(program) == 2


def test_the_build_says_what_it_takes() -> None:
    done = subprocess.run(
        [sys.executable, "dev.py", "package", "--help"], cwd=facts.ROOT, capture_output=True, text=True, check=True
    )
    assert "--keep" in done.stdout
    steps = [name for name, _ in build.STEPS]
    assert steps.index("wheel") < steps.index("freeze") < steps.index("self-test") < steps.index("packages")


def test_what_builds_is_locked_once() -> None:
    pinned = [re.match(r"([\w.-]+)==[\w.]+", line) for path in build.LOCKS for line in path.read_text().splitlines()]
    names = [found[1] for found in pinned if found]
    assert len(names) == len(set(names))
    wanted = tomllib.loads((facts.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert {re.match(r"\w+", each)[0] for each in wanted} <= set(names)  # type: ignore[index]


def test_two_builds_of_a_commit_know_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build.alike()["SOURCE_DATE_EPOCH"] == "1700000000"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build.alike() == build.alike()


def test_stripped_libraries_belong_to_packages_that_are_needed() -> None:
    assert set(finishing.STRIPPED) <= packages_distributions().keys()
    assert "numpy" not in finishing.STRIPPED
