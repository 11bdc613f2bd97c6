#!/usr/bin/env python3
"""Sets Cadrage up and runs it: `python3 dev.py run | test | check | shots | package`.

Needs Python 3.11 and nothing else: it makes `.venv`, installs the locked dependencies there, and on Linux
sees to the system libraries that Qt needs. Packages are made in an environment of their own.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "cadrage-installed"

# Shared libraries that Qt loads, and the Debian package of each.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
}
LIBRARIES_ON_SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What a package is made with, beside all of the above: its self-test loads every plugin of Qt's.
_PYTHON = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
LIBRARIES_TO_PACKAGE = {
    f"{_PYTHON}.so.1.0": _PYTHON,
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up, run and test Cadrage.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="open a copy of the sample project, or run the tour without a display")
    test = commands.add_parser("test", help="everything that must pass: lint, types, contracts, tests")
    test.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to pytest")
    commands.add_parser("check", help="lint, types and contracts alone")
    shots = commands.add_parser("shots", help="render every main screen to PNG")
    shots.add_argument("--out", default=str(ROOT / "shots"))
    package = commands.add_parser("package", help="the wheel, and what is installed by a double click, into dist/")
    package.add_argument("--keep", action="store_true", help="leave build/package for a look")
    options = parser.parse_args()
    os.chdir(ROOT)
    if options.command == "package":
        return make_package(["--keep"] if options.keep else [])
    set_up()
    if options.command == "run":
        return run()
    if options.command == "shots":
        return tool("cadrage.gui.shots", options.out, environment={"QT_QPA_PLATFORM": "offscreen"})
    if options.command == "check":
        return check()
    return test_all(options.arguments)


def run() -> int:
    """The window on a copy of the sample project; without a display the tour, and where its results are."""
    if has_display():
        return tool("cadrage", "--sample")
    print("There is no display here: the tour does the same work without one.", flush=True)
    return tool("cadrage", "tour", "--out", str(Path(tempfile.mkdtemp(prefix="cadrage-tour-"))))


def check() -> int:
    """Each check in turn, all of them; how many failed."""
    python = str(venv_python())
    scripts = venv_python().parent
    failed = 0
    for name, command in (
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("import contracts", [str(scripts / "lint-imports")]),
    ):
        print(f"== {name}", flush=True)
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


def test_all(arguments: Sequence[str]) -> int:
    failed = check()
    print("== pytest", flush=True)
    environment = {} if has_display() and not os.environ.get("CI") else {"QT_QPA_PLATFORM": "offscreen"}
    tests = tool("pytest", *(arguments or ["-n", str(min(4, os.cpu_count() or 1))]), environment=environment)
    return 1 if failed or tests else 0


def make_package(arguments: Sequence[str]) -> int:
    """Without `.venv`: what serves development alone must not get into a package."""
    need_python()
    see_to_system_packages(to_package=True)
    return subprocess.run([sys.executable, "-m", "installer.build", *arguments], check=False).returncode


def tool(module: str, *arguments: str, environment: dict[str, str] | None = None) -> int:
    """Run a module with the Python of `.venv`; its exit status."""
    command = [str(venv_python()), "-m", module, *arguments]
    return subprocess.run(command, check=False, env={**os.environ, **(environment or {})}).returncode


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


# Setting up.


def set_up() -> None:
    """`.venv` with the locked dependencies, made anew when the lock or the project file has changed."""
    need_python()
    see_to_system_packages()
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted and venv_python().exists():
        return
    print("Setting up .venv (once; a few minutes with a slow connection) …", flush=True)
    if not venv_python().exists() or not has_pip():
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    install = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*install, "-c", str(LOCK), "-e", ".[dev]"], check=False)
    if done.returncode:
        stop("The dependencies could not be installed. Check the network connection and try again.")
    STAMP.write_text(wanted)


def need_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs on whatever Python is there)
        stop(f"Cadrage needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def has_pip() -> bool:
    command = [str(venv_python()), "-m", "pip", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def see_to_system_packages(*, to_package: bool = False) -> None:
    """Name what Debian still has to install, with the exact line; install it where this is allowed."""
    missing = missing_packages(to_package=to_package)
    if not missing:
        return
    line = f"apt-get install -y {' '.join(missing)}"
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        print(f"Installing system packages: {' '.join(missing)}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], check=False, env=quiet)
        missing = missing_packages(to_package=to_package)
        if not missing:
            return
        line = f"apt-get install -y {' '.join(missing)}"
    stop(f"System packages are missing. Install them and run this again:\n\n    sudo {line}\n")


def missing_packages(*, to_package: bool) -> list[str]:
    missing = [] if has_venv() else ["python3-venv"]
    if sys.platform.startswith("linux"):
        wanted = LIBRARIES | (LIBRARIES_ON_SCREEN if has_display() or to_package else {})
        wanted |= LIBRARIES_TO_PACKAGE if to_package else {}
        missing += [package for library, package in wanted.items() if not loads(library)]
        missing += ["binutils"] if to_package and not (shutil.which("objdump") and shutil.which("strip")) else []
    return missing


def has_venv() -> bool:
    """Debian ships `venv` without what it needs."""
    command = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def stop(message: str) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    raise SystemExit(main())
