"""One writer per project: an operating-system lock on a file beside it, gone with the process."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from pathlib import Path
from typing import IO

from cadrage.core import identity

ATTEMPTS = 5


class Locked(Exception):
    """Another process holds the project; `holder` words who."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class Lock:
    """Held from construction to `release`. The file's content only words the message: the lock is the
    operating system's, so that a killed process never leaves a project closed."""

    def __init__(self, project: Path) -> None:
        self.path = project.with_name(project.name + ".lock")
        self._file: IO[bytes] | None = None
        # The former holder may remove the file between our opening and locking it: then there is a new one.
        for _ in range(ATTEMPTS):
            self._file = _locked(self.path)
            if self._file is not None:
                break
        else:
            raise Locked(_holder(self.path))
        self._say_who()

    def _say_who(self) -> None:
        assert self._file is not None
        who = {"host": socket.gethostname(), "process": os.getpid(), "since": identity.now()}
        # On a full disk the lock holds all the same.
        with contextlib.suppress(OSError):
            self._file.truncate(0)
            self._file.seek(0)
            self._file.write(json.dumps(who).encode())

    def release(self) -> None:
        if self._file is None:
            return
        if sys.platform != "win32":
            # While still locked, so that nobody else can hold the file that vanishes.
            self.path.unlink(missing_ok=True)
        self._file.close()
        self._file = None
        if sys.platform == "win32":
            try:
                self.path.unlink(missing_ok=True)
            except OSError:
                pass  # Another process has opened it in the meantime: then it is theirs.


def _locked(path: Path) -> IO[bytes] | None:
    """The lock file, locked; None where it was removed under our hands. Raises Locked."""
    # "a+": opening must not empty what the holder wrote. Unbuffered: closing must not fail on a full disk.
    file = open(path, "a+b", buffering=0)  # noqa: SIM115
    try:
        _acquire(file)
        if sys.platform == "win32" or _is_still(file):
            return file
    except OSError:
        file.close()
        raise Locked(_holder(path)) from None
    file.close()
    return None


def _acquire(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        # A byte far behind the content: Windows locks forbid reading what they cover.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), Path(file.name).stat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return f"process {content['process']} on {content['host']} since {content['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
