"""The libraries that the program asks the system for, found in its files and checked against what the packages name."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# Each with the Debian package that has it; an RPM asks for the library itself.
SYSTEM = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
_OF_C = re.compile(r"(?:ld-linux.*|libc|libm|libdl|libpthread|librt|libutil)\.so\.\d+")
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Libraries outside the program that its files link to, and the oldest C library that will do."""

    libraries: frozenset[str]
    glibc: str


def wanted(program: Path) -> Wanted:
    """Read from the program's files; raises SystemExit where binutils are missing."""
    objdump = shutil.which("objdump")
    if objdump is None:
        raise SystemExit("The program “objdump” is missing. Install binutils and run this again.")
    files = [path for path in program.rglob("*") if path.is_file() and _is_elf(path)]
    done = subprocess.run([objdump, "-p", *map(str, files)], check=True, capture_output=True, text=True)
    brought = {path.name for path in program.rglob("*")}
    needed = frozenset(name for name in _NEEDED.findall(done.stdout) if name not in brought and not _OF_C.match(name))
    newest = max((int(major), int(minor)) for major, minor in _GLIBC.findall(done.stdout))
    return Wanted(needed, f"{newest[0]}.{newest[1]}")


def check(found: Iterable[str]) -> None:
    """Raises SystemExit where the table does not name exactly what was found."""
    missing, needless = sorted(set(found) - SYSTEM.keys()), sorted(SYSTEM.keys() - set(found))
    if missing or needless:
        raise SystemExit(
            "installer/linux/libraries.py does not name what the program links to. "
            f"Missing there: {', '.join(missing) or 'nothing'}; needless: {', '.join(needless) or 'nothing'}."
        )


def debian(glibc: str) -> list[str]:
    return [f"libc6 (>= {glibc})", *sorted(set(SYSTEM.values()))]


def rpm(glibc: str) -> list[str]:
    return [f"libc.so.6(GLIBC_{glibc})(64bit)", *(f"{name}()(64bit)" for name in sorted(SYSTEM))]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
