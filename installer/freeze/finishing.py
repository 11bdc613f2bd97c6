"""After the freeze: debug symbols out of the libraries that bear it, one time and one mode for every file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# These alone: stripping changes the alignment that numpy's OpenBLAS relies on, and corrupts it.
STRIPPED = ("spacy", "thinc", "blis", "srsly")


def finish(program: Path, moment: int) -> None:
    """`moment`: seconds since 1970, given to all files, so that packages of two builds are alike."""
    inside = program / "_internal"
    if sys.platform.startswith("linux"):
        strip = shutil.which("strip")
        if strip is None:
            raise SystemExit("The program “strip” is missing. Install binutils and run this again.")
        libraries = sorted(path for name in STRIPPED for path in (inside / name).rglob("*.so"))
        subprocess.run([strip, "--strip-unneeded", *map(str, libraries)], check=True)
    settle(program, moment)


def settle(folder: Path, moment: int) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_run(path) else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=os.utime not in os.supports_follow_symlinks)


def size(folder: Path) -> int:
    """In bytes, each file once."""
    return sum(path.stat().st_size for path in _files(folder))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _is_run(path: Path) -> bool:
    """Started as a program; a library is loaded, and needs no such right."""
    return not path.suffix and path.stat().st_mode & 0o100 != 0 and "_internal" not in path.parts
