"""Packs what is inside a .deb, which is an `ar` archive of three files."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

_MARK = b"!<arch>\n"
_HEAD = 60  # bytes: name 16, time 12, owner 6, group 6, mode 8, size 10, end 2
_PRESET = 1  # higher ones take minutes and save a twentieth


def pack(deb: Path) -> None:
    """Turns the member `data.tar` into `data.tar.xz`; the same bytes for the same content."""
    whole = deb.read_bytes()
    with deb.open("wb") as file:
        file.write(_MARK)
        for head, content in _members(whole):
            name, rest = head[:16], head[16:48]
            if name.rstrip(b" /") == b"data.tar":
                name, content = b"data.tar.xz".ljust(16), lzma.compress(content, preset=_PRESET)
            file.write(name + rest + str(len(content)).encode().ljust(10) + b"`\n")
            file.write(content + b"\n" * (len(content) % 2))


def _members(whole: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not whole.startswith(_MARK):
        raise ValueError("not a .deb")
    place = len(_MARK)
    while place < len(whole):
        head = whole[place : place + _HEAD]
        size = int(head[48:58])
        place += _HEAD
        yield head, whole[place : place + size]
        place += size + size % 2
