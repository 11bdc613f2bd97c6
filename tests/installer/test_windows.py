"""The installer for Windows: compiled where NSIS is, over a stand-in for the frozen program."""

from __future__ import annotations

import ast
import random
import re
import shutil
from pathlib import Path

import pytest

from cadrage import __version__
from installer import icons
from installer.windows import packages

CAN_COMPILE = pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis (nsis) is not installed here")


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """Looks like what PyInstaller makes: both launchers and a folder with what they need."""
    folder = tmp_path / "frozen"
    (folder / "_internal/spacy/lang").mkdir(parents=True)
    icons.for_windows(tmp_path / "work")
    for name in ("cadrage.exe", "cadrage-window.exe", "_internal/spacy/lang/naïve $1.txt"):
        (folder / name).write_bytes(random.Random(name).randbytes(100_000))
    return folder


@CAN_COMPILE
def test_nsis_compiles_the_script_without_a_warning_and_packs_every_file(frozen: Path, tmp_path: Path) -> None:
    small = packages.build(frozen, tmp_path / "work", tmp_path)
    assert small.name == f"Cadrage-{__version__}-setup.exe"
    assert small.read_bytes()[:2] == b"MZ"
    before = small.stat().st_size
    (frozen / "_internal/more.bin").write_bytes(random.Random(1).randbytes(500_000))
    assert packages.build(frozen, tmp_path / "work", tmp_path).stat().st_size > before + 490_000


@CAN_COMPILE
def test_the_setup_asks_for_no_administrator_and_tells_its_version(frozen: Path, tmp_path: Path) -> None:
    content = packages.build(frozen, tmp_path / "work", tmp_path).read_bytes()
    assert b'requestedExecutionLevel level="asInvoker"' in content
    assert b"longPathAware" in content
    assert __version__.encode("utf-16-le") in content


def test_removal_names_each_file_and_then_each_folder_from_within(frozen: Path) -> None:
    assert packages.removal_list(frozen).splitlines() == [
        'Delete "$INSTDIR\\_internal\\spacy\\lang\\naïve $$1.txt"',
        'Delete "$INSTDIR\\cadrage-window.exe"',
        'Delete "$INSTDIR\\cadrage.exe"',
        'RMDir "$INSTDIR\\_internal\\spacy\\lang"',
        'RMDir "$INSTDIR\\_internal\\spacy"',
        'RMDir "$INSTDIR\\_internal"',
    ]


def test_the_script_removes_nothing_recursively_and_every_key_that_it_writes() -> None:
    script = packages.SCRIPT.read_text(encoding="utf-8")
    assert "RMDir /r" not in script
    written = set(re.findall(r'^\s*WriteReg\w+ HKCU "([^"]+)"', script, re.MULTILINE))
    deleted = set(re.findall(r'^\s*DeleteReg\w+ (?:/ifempty )?HKCU "([^"]+)"', script, re.MULTILINE))
    assert written
    for key in written:
        assert any(key == gone or key.startswith(f"{gone}\\") for gone in deleted), key
    assert "HKLM" not in script


def test_a_path_that_windows_could_not_open_stops_the_build(frozen: Path, tmp_path: Path) -> None:
    deep = frozen / "_internal" / "/".join(["a" * 60] * 3)
    deep.mkdir(parents=True)
    with pytest.raises(SystemExit, match="too long for Windows"):
        packages.build(frozen, tmp_path / "work", tmp_path)


def test_the_launchers_carry_icon_and_version(tmp_path: Path) -> None:
    told = packages.launcher_settings(tmp_path)
    assert Path(told["icon"]).read_bytes()[:4] == b"\0\0\1\0"
    about = ast.parse(Path(told["version"]).read_text(encoding="utf-8"), mode="eval")
    calls = [node for node in ast.walk(about) if isinstance(node, ast.Call)]
    assert ast.unparse(about).startswith("VSVersionInfo(ffi=FixedFileInfo(filevers=")
    strings = {ast.literal_eval(call.args[0]): call.args[1] for call in calls if len(call.args) == 2}
    assert ast.literal_eval(strings["ProductVersion"]) == __version__


@pytest.mark.parametrize(
    ("version", "four"), [("1.2.3", (1, 2, 3, 0)), ("2.0", (2, 0, 0, 0)), ("1.0.0rc2", (1, 0, 0, 0))]
)
def test_windows_gets_four_numbers(
    version: str, four: tuple[int, int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages.facts, "version", lambda: version)
    assert packages.version4() == four
