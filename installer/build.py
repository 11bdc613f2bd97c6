"""Builds the wheel, the frozen program and the packages for this system: `python3 dev.py package`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from installer import facts
from installer.freeze import finishing
from installer.linux import packages
from installer.macos import packages as macos
from installer.windows import packages as windows

WORK = facts.ROOT / "build" / "package"
VENV = WORK / "venv"
FROZEN = WORK / "frozen" / "cadrage"
DIST = facts.ROOT / "dist"
LOCKS = (facts.ROOT / "requirements.lock", facts.ROOT / "installer" / "requirements.lock")
_SELF_TEST = 300  # seconds; half a minute is usual


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__)
    parser.add_argument("--keep", action="store_true", help=f"leave {WORK.relative_to(facts.ROOT)} for a look")
    options = parser.parse_args()
    begun = time.monotonic()
    os.environ.update(alike())
    os.environ.pop("PYTHONPATH", None)
    for what, step in STEPS:
        print(f"== {what}", flush=True)
        try:
            step()
        except subprocess.SubprocessError as error:
            print(f"The package was not built: {error}", file=sys.stderr)
            return 1
    if not options.keep:
        shutil.rmtree(WORK)
    print(f"Built in {time.monotonic() - begun:.0f} s:")
    for path in sorted(DIST.iterdir()):
        print(f"  {path.relative_to(facts.ROOT)}  {path.stat().st_size / 1e6:.0f} MB")
    return 0


def alike() -> dict[str, str]:
    """What makes two builds of one commit alike."""
    given = os.environ.get("SOURCE_DATE_EPOCH") or _time_of_commit()
    return {"SOURCE_DATE_EPOCH": given, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _time_of_commit() -> str:
    """In seconds; outside a repository that of the list of changes, which every release touches."""
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        found = subprocess.run(command, cwd=facts.ROOT, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        found = ""
    return found or str(int((facts.ROOT / "CHANGELOG.md").stat().st_mtime))


# The steps.


def _environment() -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.rmtree(DIST, ignore_errors=True)
    WORK.mkdir(parents=True)
    DIST.mkdir()
    _run(sys.executable, "-m", "venv", str(VENV))
    _pip("install", "-c", str(LOCKS[0]), "-r", str(LOCKS[1]))


def _wheel() -> None:
    """Into the environment like any other: what is frozen is what a user of pip gets."""
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(DIST), str(facts.ROOT))
    (wheel,) = DIST.glob("cadrage-*.whl")
    _pip("install", "-c", str(LOCKS[0]), str(wheel))


def _tour() -> None:
    """The whole job with what the wheel installed; far from the checkout, whose files it must not need."""
    command = _python().with_name("cadrage.exe" if sys.platform == "win32" else "cadrage")
    environment = {**os.environ, "PYTHONPATH": "", "QT_QPA_PLATFORM": "offscreen"}
    tour = [str(command), "tour", "--out", str(WORK / "tour")]
    subprocess.run(tour, check=True, timeout=_SELF_TEST, env=environment, cwd=WORK, stdout=subprocess.DEVNULL)


def _freeze() -> None:
    spec = facts.ROOT / "installer" / "freeze" / "cadrage.spec"
    places = ["--distpath", str(FROZEN.parent), "--workpath", str(WORK / "pyinstaller")]
    _run(str(_python()), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places, str(spec))
    finishing.finish(FROZEN, int(os.environ["SOURCE_DATE_EPOCH"]), _python().parent)
    print(f"{finishing.size(FROZEN) / 1e6:.0f} MB")


def _self_test() -> None:
    """With a limit of time: a windowed program that raises would wait for somebody to close its message."""
    program = FROZEN / ("cadrage.exe" if sys.platform == "win32" else "cadrage")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([str(program), "--self-test"], check=True, timeout=_SELF_TEST, env=environment)


def _packages() -> None:
    if sys.platform.startswith("linux"):
        packages.build(FROZEN, WORK, DIST, _python())
    elif sys.platform == "win32":
        _run(str(_python()), "-m", "installer.licences", str(FROZEN / "licences.txt"))
        _run(str(_python()), "-m", "installer.icons", str(WORK / "icons"))
        windows.build(FROZEN, WORK / "icons", DIST)
    elif sys.platform == "darwin":
        bundle = FROZEN.parent / "Cadrage.app"
        _run(str(_python()), "-m", "installer.licences", str(bundle / "Contents/Resources/licences.txt"))
        _run(str(_python()), "-m", "installer.icons", str(WORK / "icons"))
        macos.build(bundle, WORK / "icons", DIST, _python())


def _bill() -> None:
    """What the packages consist of, for whoever must know before installing."""
    _run(str(_python()), "-m", "installer.sbom", str(DIST / f"cadrage-{facts.version()}.cdx.json"))


STEPS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("environment", _environment),
    ("wheel", _wheel),
    ("tour of the wheel", _tour),
    ("freeze", _freeze),
    ("self-test", _self_test),
    ("packages", _packages),
    ("bill of materials", _bill),
)


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _pip(verb: str, *arguments: str) -> None:
    _run(str(_python()), "-m", "pip", verb, "--quiet", "--disable-pip-version-check", *arguments)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, cwd=facts.ROOT)


if __name__ == "__main__":
    raise SystemExit(main())
