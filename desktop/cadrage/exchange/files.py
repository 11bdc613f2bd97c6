"""Reading a file that a person chose, with every refusal in words."""

from __future__ import annotations

import os
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.text import clean

SIZE_LIMIT = 100 * 1024 * 1024
_TOO_LARGE = "'{name}' is larger than 100 MB; split it into several files and import those."


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of at most 100 MB; every other case is a UserError."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > SIZE_LIMIT:
                raise UserError(_TOO_LARGE.format(name=shown(path)))
            data = file.read(size)
            # A pipe or a device does not say how much will come, and a file may grow meanwhile.
            if data == b"" or file.peek(1):
                data += file.read(SIZE_LIMIT + 1 - len(data))
            if len(data) > SIZE_LIMIT:
                raise UserError(_TOO_LARGE.format(name=shown(path)))
            return data
    except OSError as error:
        raise UserError(unreadable(path, error)) from error


def unreadable(path: Path, error: OSError) -> str:
    """Why the system would not give a file, and what to do."""
    if isinstance(error, FileNotFoundError):
        return f"'{shown(path)}' does not exist. Check the path."
    if isinstance(error, IsADirectoryError):
        return f"'{shown(path)}' is a folder. Choose a file in it."
    if isinstance(error, PermissionError):
        return f"'{shown(path)}' may not be read. Check its permissions, or close the program that holds it."
    return f"'{shown(path)}' could not be read ({error.strerror}). Copy it to this computer and try again."


def shown(path: Path) -> str:
    """A file's name that can be printed and stored, also where its bytes are no text."""
    return clean(path.name or str(path))
