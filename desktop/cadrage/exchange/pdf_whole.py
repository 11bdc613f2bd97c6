"""Whether a PDF came to the disk whole: who draws one through Qt is not told that the disk was full."""

from __future__ import annotations

import re
from errno import EIO
from pathlib import Path

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TAIL = 64
_ROOM = 1 << 16


def check_whole(path: Path) -> None:
    """Raises the OSError that stopped the writing, where the file is not what was written."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        found = _END.search(file.read())
        # Counted by who wrote: bytes that were lost in between show here.
        if found is not None:
            file.seek(int(found[1]))
            if file.read(4) == b"xref":
                return
    _write_more(path)
    raise OSError(EIO, "it could not be written whole")


def _write_more(path: Path) -> None:
    """The system says again why it does not take any more."""
    with path.open("ab") as file:
        file.write(bytes(_ROOM))
