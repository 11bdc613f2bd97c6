"""After the freeze: what only the machine that built it has use for is taken out of the program's files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# These alone: stripping changes the alignment that numpy's OpenBLAS relies on, and corrupts it.
STRIPPED = ("spacy", "thinc", "blis", "srsly")


def finish(program: Path, moment: int, tools: Path) -> None:
    """`moment`: seconds since 1970, given to all files; `tools`: where patchelf is."""
    inside = program / "_internal"
    if sys.platform.startswith("linux"):
        strip = shutil.which("strip")
        if strip is None:
            raise SystemExit("The program “strip” is missing. Install binutils and run this again.")
        libraries = sorted(path for name in STRIPPED for path in (inside / name).rglob("*.so"))
        subprocess.run([strip, "--strip-unneeded", *map(str, libraries)], check=True)
        # A Python that was compiled on the spot tells its libraries where it lies: nobody else has that folder.
        of_python = sorted([*inside.glob("libpython*"), *inside.glob("python3.*/lib-dynload/*.so")])
        subprocess.run([str(tools / "patchelf"), "--remove-rpath", *map(str, of_python)], check=True)
    settle(program, moment)


def settle(folder: Path, moment: int) -> None:
    """One time and a plain mode for every file, so that two builds are alike."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_started(path) else 0o644)
        elif os.utime not in os.supports_follow_symlinks:
            continue
        os.utime(path, (moment, moment), follow_symlinks=not path.is_symlink())


def size(folder: Path) -> int:
    """In bytes, each file once."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _is_started(path: Path) -> bool:
    """A launcher; a library is loaded, and needs no such right."""
    return "_internal" not in path.parts and path.stat().st_mode & 0o100 != 0
